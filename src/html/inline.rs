//! Nodes become spans.

use super::Node;
use crate::article::json::Reading;
use crate::article::model::{Inline, Span};

/// Converts nodes into spans.
pub fn spans(nodes: &[Node], _r: &mut Reading) -> Inline {
    let text = text(nodes);
    if text.is_empty() {
        Inline::new()
    } else {
        vec![Span::plain(text)]
    }
}

/// The text in nodes, as it stands.
pub fn text(nodes: &[Node]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => text(&element.children),
        })
        .collect()
}
