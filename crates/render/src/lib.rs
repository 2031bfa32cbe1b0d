//! Renders articles: as DOM nodes in a browser, as HTML elsewhere. Both come from one source.
//!
//! - [`el`]: the element builder and its two back ends.
//! - [`article`]: the article's frame and its content.
//! - `page`: server-rendered elements and pages (not in a browser).
//! - [`messages`]: the interface texts by language.
//! - [`style`]: the article's style sheet.
//! - [`icons`]: the icons of the controls.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod article;
pub mod el;
pub mod icons;
pub mod messages;
#[cfg(not(browser))]
pub mod page;
pub mod style;
