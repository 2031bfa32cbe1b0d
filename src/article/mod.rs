//! The article: one model, and the formats that become it. Pure Rust, tested natively: nothing in
//! this folder knows a DOM, a network or a view.
//!
//! - [`model`]: what an article is.
//! - [`json`]: tolerant reading of JSON: a wrong field is dropped alone and noted with its path.
//! - [`url`]: which URLs may be used, and how relative ones resolve.
//! - [`formats`]: one file a format, each with the same functions; detection.
//! - [`math`]: which parts of a formula may be drawn, and formulas as JSON.
//! - [`write`]: the model as JSON in Baca's own format.
//! - [`words`]: what comments say, as a tree of few elements.
//! - [`stats`]: word counts, reading time, text size estimates.

pub mod formats;
pub mod json;
pub mod math;
pub mod model;
pub mod stats;
pub mod url;
pub mod words;
pub mod write;

pub use model::Article;
