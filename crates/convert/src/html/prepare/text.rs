//! The text of nodes as a page could show it.

use crate::html::allowlist::{role, Role};
use baca_model::WordList;
use baca_sys::html::Node;

/// Returns whether nodes have letters or digits.
pub fn has_letters(nodes: &[Node]) -> bool {
    shown_text(nodes).chars().any(char::is_alphanumeric)
}

/// Counts the letters and digits of nodes.
pub fn count_letters(nodes: &[Node]) -> usize {
    shown_text(nodes).chars().filter(|c| c.is_alphanumeric()).count()
}

/// Returns the text of nodes without that of scripts, styles and fallbacks. Blocks are separated by spaces.
pub fn shown_text(nodes: &[Node]) -> String {
    fn collect(nodes: &[Node], out: &mut String) {
        const NO_TEXT: WordList = WordList(
            "script style template head title noscript noembed noframes iframe meta link param",
        );
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(e) if NO_TEXT.contains(&e.name) => {}
                Node::Element(e) => {
                    let is_block = role(e) != Role::Inline;
                    out.push_str(if is_block { " " } else { "" });
                    collect(&e.children, out);
                    out.push_str(if is_block { " " } else { "" });
                }
            }
        }
    }
    let mut out = String::new();
    collect(nodes, &mut out);
    out
}
