//! Formulas: MathML is kept as MathML, of the elements and attributes of MathML Core.
//! <https://www.w3.org/TR/mathml-core/>

use super::walk::{Context, Walk};
use super::{Element, Node};
use crate::article::math;
use crate::article::model::*;

impl Walk<'_, '_> {
    /// A formula in the line: as MathML, and spelled out.
    pub fn formula(&mut self, e: &Element, c: &Context) {
        let mut text = String::new();
        let Some(math) = element(e, 0, &mut text) else { return };
        if text.trim().is_empty() {
            return;
        }
        self.flow.sealed = true;
        self.push(&text, c);
        self.flow.sealed = true;
        if let Some(span) = self.flow.line.last_mut() {
            span.extra.get_or_insert_default().math = Some(math);
        }
    }
}

/// Parts within parts deeper than this are only their text: a formula is JSON on its way, and that
/// has a limit of its own.
const MAX_DEPTH: u8 = 64;

fn element(e: &Element, depth: u8, text: &mut String) -> Option<Math> {
    // Annotations say the same in another language.
    if matches!(e.name.as_str(), "annotation" | "annotation-xml") || dropped(e) {
        return None;
    }
    let name = math::element(&e.name).unwrap_or("mrow");
    let known = |name: &'static str| {
        let value = e.attribute(name).filter(|value| value.len() <= 256)?;
        Some((name, value.into()))
    };
    let attributes = math::ATTRIBUTES.into_iter().filter_map(known).collect();
    let mut children = Vec::new();
    for node in &e.children {
        match node {
            Node::Text(_) if node.is_blank() => {}
            Node::Text(more) => {
                let more = more.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                text.push_str(&more);
                children.push(MathNode::Text(more));
            }
            Node::Element(e) if depth > MAX_DEPTH => {
                let flat = super::text(&e.children);
                text.push_str(&flat);
                children.push(MathNode::Text(flat));
            }
            Node::Element(e) => {
                children.extend(element(e, depth + 1, text).map(MathNode::Element));
            }
        }
    }
    Some(Math { name, attributes, children })
}

fn dropped(e: &Element) -> bool {
    super::roles::role(e) == super::roles::Role::Drop
}
