//! Baca's own article format: version 1 of `static/schema/baca-article-1.schema.json`.
//!
//! - [`decoder`]: tolerant decoding of JSON; collects problems with their paths.
//! - [`decode`]: decodes the format to [`baca_model::Article`]; [`encode`]: the inverse.
//! - [`document`]: reads a whole document; `format`: the description of a format, and the errors.
//! - [`comment_markup`]: the texts of comments as trees of few elements.
//! - [`math`]: formulas as JSON.
//! - [`site_config`]: the site's configuration.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod comment_markup;
pub mod decode;
pub mod decoder;
pub mod document;
pub mod encode;
mod format;
pub mod math;
pub mod site_config;
