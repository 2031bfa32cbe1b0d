//! Converts formulas: MathML stays MathML, limited to the elements and attributes of MathML Core.
//! <https://www.w3.org/TR/mathml-core/>

use super::allowlist::{role, Role};
use super::block_builder::BlockBuilder;
use super::context::Context;
use super::elements::text;
use baca_model::{math, Math, MathNode};
use baca_sys::html::{Element, Node};

impl BlockBuilder<'_> {
    /// Adds a formula to the line: its text, with the MathML as the span's extra.
    pub fn formula(&mut self, e: &Element, c: &Context) {
        let mut spoken = String::new();
        let Some(math) = element(e, 0, &mut spoken) else { return };
        if spoken.trim().is_empty() {
            return;
        }
        self.buffer.no_merge = true;
        self.push(&spoken, c);
        self.buffer.no_merge = true;
        if let Some(span) = self.buffer.line.last_mut() {
            span.extra.get_or_insert_default().math = Some(math);
        }
    }
}

/// Maximum nesting of a formula; deeper parts are only text. A formula is transferred as JSON, whose
/// nesting is limited too.
const MAX_DEPTH: u8 = 64;

/// Converts a MathML element, and appends its text to `spoken`.
fn element(e: &Element, depth: u8, spoken: &mut String) -> Option<Math> {
    // Annotations repeat the formula in another notation.
    if matches!(e.name.as_str(), "annotation" | "annotation-xml") || role(e) == Role::Drop {
        return None;
    }
    let name = math::element(&e.name).unwrap_or("mrow");
    let known = |name: &'static str| {
        let value = e.attribute(name).filter(|value| value.len() <= 256)?;
        Some((name, value.into()))
    };
    let attributes = math::ATTRIBUTES.iter().filter_map(known).collect();
    let mut children = Vec::new();
    for node in &e.children {
        match node {
            Node::Text(_) if node.is_blank() => {}
            Node::Text(more) => {
                let more = more.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                spoken.push_str(&more);
                children.push(MathNode::Text(more));
            }
            Node::Element(e) if depth > MAX_DEPTH => {
                let flat = text(&e.children);
                spoken.push_str(&flat);
                children.push(MathNode::Text(flat));
            }
            Node::Element(e) => {
                children.extend(element(e, depth + 1, spoken).map(MathNode::Element));
            }
        }
    }
    Some(Math { name, attributes, children })
}
