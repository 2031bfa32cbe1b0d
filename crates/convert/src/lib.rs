//! Converts HTML and the formats of CMSs into Baca articles.
//!
//! - [`html`]: parsed HTML to blocks, by one allow-list.
//! - [`formats`]: one file per format, each mostly tables of paths.
//!
//! ```
//! let page = "<!doctype html><title>News</title><article><h1>Rain</h1><p>All day.</p></article>";
//! let decoded = baca_convert::formats::read(page, "https://news.example/rain", None, None).unwrap();
//! assert_eq!(decoded.format, "html");
//! assert_eq!(decoded.article.headline_text(), "Rain");
//! ```

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod formats;
pub mod html;
