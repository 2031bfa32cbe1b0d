//! Wrappers of browser APIs that several features use. Dropping a handle undoes what it started.
//!
//! - [`dom`]: document, events, custom properties, promises.
//! - [`http`]: requests; [`timers`]: timers and animation frames.
//! - [`services`]: the loader's services that several modules use.
//! - [`storage`]: the site's `localStorage`; [`storage_events`]: changes by other tabs.
//! - [`languages`]: wanted interface languages; [`voices`]: speech synthesis.
//! - [`vdom`]: virtual elements, built by method calls.

pub mod dom;
pub mod http;
pub mod languages;
pub mod services;
pub mod storage;
pub mod storage_events;
pub mod timers;
pub mod vdom;
pub mod voices;
