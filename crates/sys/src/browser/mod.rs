//! The browser's own parsers.
//!
//! - `html`: `DOMParser`; `json`: `JSON.parse`; `url`: `URL`.

pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod url;

pub use html::node_of;
