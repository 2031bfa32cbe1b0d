//! Nodes become blocks.

use super::{inline, Node};
use crate::article::json::Reading;
use crate::article::model::*;

/// Converts nodes into blocks.
pub fn blocks(nodes: &[Node], r: &mut Reading) -> Vec<Block> {
    let mut out = Vec::new();
    for node in nodes {
        let text = inline::spans(std::slice::from_ref(node), r);
        if !plain_text(&text).trim().is_empty() && r.admit_block() {
            out.push(Kind::Paragraph { text, dropcap: false, align: Align::Start }.into());
        }
    }
    out
}
