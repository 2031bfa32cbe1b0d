//! Platform services: URLs, HTML, JSON, numbers and `Intl`. In a browser they are the browser's own, so
//! that no parser has to be downloaded. Elsewhere the crates `url`, `html5ever`, `serde_json` and ICU
//! implement the same standards. The cfg `browser`, set by `build.rs`, selects one of the two.
//!
//! - [`html`]: parses HTML into inert nodes.
//! - [`json`]: parses JSON with a limit on nesting.
//! - [`number`]: parses and formats decimal numbers. [`text`]: searches and replaces in short texts.
//! - [`url`]: resolves URLs and checks their scheme.
//! - [`intl`]: formats dates, numbers, plurals and lists by language.
//! - [`neutralize`]: renames attributes before parsing and back afterwards.
//! - `js`, `trusted_types`: JavaScript values, and the page's Trusted Types policy (feature `js`).
//! - `browser`, `native`: the two implementations. `allocator`: the memory allocator of the modules.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

#[cfg(all(browser, not(feature = "js")))]
compile_error!("baca-sys needs its feature `js` in a browser");

#[cfg(browser)]
mod allocator;
#[cfg(browser)]
pub mod browser;
pub mod html;
pub mod intl;
#[cfg(feature = "js")]
pub mod js;
pub mod json;
#[cfg(not(browser))]
mod native;
pub mod neutralize;
pub mod number;
pub mod text;
#[cfg(feature = "js")]
pub mod trusted_types;
pub mod url;
