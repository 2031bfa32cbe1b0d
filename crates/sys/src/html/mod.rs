//! HTML: the parser, and the nodes it returns.
//!
//! - `tree`: the nodes; `plain`: paragraphs of text, where HTML must not be parsed.

#[cfg(any(browser, test))]
pub(crate) mod plain;
pub(crate) mod tree;

pub use tree::{Element, Node, MAX_NESTING};

/// Parses HTML as a fragment of a body and returns its nodes. Nothing is loaded and no script runs.
/// Never fails: any text is HTML, as the HTML standard parses it.
pub fn parse(html: &str) -> Vec<Node> {
    #[cfg(not(browser))]
    return crate::native::parse_html(html);
    #[cfg(browser)]
    return crate::browser::html::parse(html);
}
