//! What the pure part asks of the machine it runs on: a URL parser and an HTML parser. In the
//! browser both are the browser's own (no parser is shipped); natively they are `url` and
//! `html5ever`, which follow the same standards.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
pub mod trusted;
#[cfg(target_arch = "wasm32")]
pub mod web;

use crate::html::Node;

/// Parsers of the machine we run on.
pub trait Platform {
    /// Resolves `reference` against `base` (may be empty) and serialises it, as the WHATWG URL
    /// standard does; `None` if that fails.
    fn resolve(&self, reference: &str, base: &str) -> Option<String>;

    /// Parses HTML into inert nodes, as a fragment of a body: nothing is loaded, nothing runs.
    fn parse_html(&self, html: &str) -> Vec<Node>;
}

/// The parsers of this machine.
pub fn current() -> &'static dyn Platform {
    #[cfg(not(target_arch = "wasm32"))]
    return &native::Native;
    #[cfg(target_arch = "wasm32")]
    return &web::Web;
}
