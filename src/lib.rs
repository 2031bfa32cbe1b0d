//! The browser half of the custom element `<baca-reader>`. Code that needs no browser is in `crates/`: model,
//! own format, converters and renderer.
//!
//! - [`web`]: wrappers of browser APIs that several features use.
//! - [`panels`]: what the panels beside an article share.
//! - [`reader`], [`comments`], [`notifications`]: the features. None imports another.
//! - [`messages`]: the interface texts of panels and discussions.
//! - [`bindings`]: the functions that the loader (`static/loader`) calls.
//!
//! Code does not panic on outside data: failures are values. If it panics all the same, the loader catches
//! the trap and shows the element's own content again.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod bindings;
pub mod comments;
pub mod messages;
pub mod notifications;
pub mod panels;
pub mod reader;
pub mod web;
