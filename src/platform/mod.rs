//! What the pure part asks of the machine it runs on: parsers of URLs, HTML, JSON and numbers. In
//! the browser all are the browser's own: none is shipped to the reader. Natively they are `url`,
//! `html5ever`, `serde_json` and the standard library, which follow the same standards.

#[cfg(not(browser))]
mod native;
#[cfg(not(browser))]
mod native_json;
#[cfg(any(browser, test))]
mod quick_json;
pub mod tame;
#[cfg(feature = "reader")]
pub mod trusted;
#[cfg(browser)]
pub mod web;

use crate::article::json::Malformed;
use crate::html::Node;
use serde_json::Value;

/// Parsers of the machine we run on.
pub trait Platform {
    /// Resolves `reference` against `base` (may be empty) and serialises it, as the WHATWG URL
    /// standard does; `None` if that fails.
    fn resolve(&self, reference: &str, base: &str) -> Option<String>;

    /// Parses JSON. What lies deeper than [`crate::article::json::MAX_DEPTH`] becomes `null`, and
    /// the flag tells that it did.
    ///
    /// # Errors
    /// The place where the text stops being JSON.
    fn parse_json(&self, text: &str) -> Result<(Value, bool), Malformed>;

    /// A decimal number.
    fn number(&self, text: &str) -> Option<f64>;

    /// The shortest digits of a number.
    fn digits(&self, number: f64) -> String;
}

/// Parses HTML into inert nodes, as a fragment of a body: nothing is loaded, nothing runs. Apart from
/// the other parsers, because the module that draws articles needs all of them but this.
pub fn parse_html(html: &str) -> Vec<Node> {
    #[cfg(not(browser))]
    return native::parse_html(html);
    #[cfg(browser)]
    return web::parse_html(html);
}

/// The parsers of this machine.
pub fn current() -> &'static dyn Platform {
    #[cfg(not(browser))]
    return &native::Native;
    #[cfg(browser)]
    return &web::Web;
}
