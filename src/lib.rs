//! Baca: an article reader for any page, as the custom element `<baca-reader>`.
//!
//! ```text
//! source            →  article                 →  view
//! URL · inline ·       one model, pure Rust       Yew components
//! light DOM            formats/*, html            (the only code that touches the DOM)
//!                                              ↘  effects, one small module each
//! ```
//!
//! - [`article`], [`html`]: the model, the formats that become it, the one HTML converter. Pure.
//! - [`platform`]: the parsers of the machine we run on.
//! - [`config`], [`i18n`]: the site's configuration; the words of the controls. Pure.
//! - [`element`]: the seam to `static/loader`: a handful of functions, a number for each reader.
//! - [`render`]: pages with the article in them, where there is no browser.
//! - [`view`]: what the reader sees, the article and the rooms beside it; one component a file.
//! - [`comments`]: one provider a file behind one trait.
//! - [`settings`], [`notifications`], [`analytics`], [`reading`], [`share`], [`speech`]: one effect
//!   each.
//! - [`dom`], [`intl`]: the few things of the browser that all of them need.
//!
//! Nothing here panics on outside data: what fails is a value, and a panic all the same is caught
//! by the loader, which gives the page its own text back.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

#[cfg(feature = "reader")]
pub mod analytics;
pub mod article;
#[cfg(feature = "reader")]
pub mod comments;
pub mod config;
#[cfg(feature = "reader")]
pub mod dom;
#[cfg(all(feature = "reader", browser))]
pub mod element;
pub mod html;
pub mod i18n;
pub mod intl;
#[cfg(feature = "reader")]
pub mod notifications;
pub mod platform;
#[cfg(feature = "reader")]
pub mod reading;
#[cfg(not(browser))]
pub mod render;
#[cfg(feature = "reader")]
pub mod settings;
#[cfg(feature = "reader")]
pub mod share;
#[cfg(feature = "reader")]
pub mod speech;
pub mod view;
