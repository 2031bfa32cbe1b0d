//! Tolerant decoding of JSON: valid values are kept, each invalid one is dropped by itself and reported
//! with its path. Limits cut a branch, never the whole article.
//!
//! - `state`: the [`Decoder`], which holds the parts below, and the [`Converter`] for markup.
//! - `diagnostics`: the problems found. `limits`: the number of blocks.
//! - `position`: the path of the current value. `source`: the base URL, and options of the source format.
//! - `paths`: walks through a document. `values`: texts, numbers, URLs. `markup`: markup and rich text.
//! - `members`: reports members that an object should not have. `misnomers`: suggests what was meant.
//! - [`dates`]: dates in various forms.

pub mod dates;
mod diagnostics;
mod limits;
mod markup;
mod members;
#[cfg(not(target_arch = "wasm32"))]
mod misnomers;
mod paths;
mod position;
mod source;
mod state;
mod values;

pub use diagnostics::{Diagnostics, Problem};
pub use limits::{Limits, MAX_BLOCKS};
pub use markup::format;
pub use paths::{ReadValue, ORIGINS};
pub use source::{SourceOptions, TextSyntax, UrlBase};
pub use state::{Converter, Decoder};
