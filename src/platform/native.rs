//! The native parsers: `url` and `html5ever`.

use super::Platform;
use crate::article::json::Malformed;
use crate::html::{Element, Node, MAX_NESTING};
use html5ever::tendril::TendrilSink;
use html5ever::{local_name, ns, parse_fragment, ParseOpts, QualName};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use serde_json::Value;
use url::Url;

/// The machine this was built for.
pub struct Native;

impl Platform for Native {
    fn resolve(&self, reference: &str, base: &str) -> Option<String> {
        let url = match Url::parse(base) {
            Ok(base) => base.join(reference),
            Err(_) => Url::parse(reference),
        };
        url.ok().map(Into::into)
    }

    fn parse_html(&self, html: &str) -> Vec<Node> {
        let context = QualName::new(None, ns!(html), local_name!("body"));
        let dom =
            parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false)
                .one(html);
        let children = dom.document.children.borrow();
        // The fragment stands in an `html` element of its own.
        children.iter().flat_map(|root| nodes(root, 0)).collect()
    }

    fn parse_json(&self, text: &str) -> Result<(Value, bool), Malformed> {
        super::native_json::parse(text)
    }

    fn number(&self, text: &str) -> Option<f64> {
        text.parse().ok()
    }

    fn digits(&self, number: f64) -> String {
        number.to_string()
    }
}

fn nodes(parent: &Handle, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    for child in parent.children.borrow().iter() {
        match &child.data {
            NodeData::Text { contents } => out.push(Node::Text(contents.borrow().to_string())),
            NodeData::Element { name, attrs, .. } if depth < MAX_NESTING => {
                out.push(Node::Element(Element {
                    name: name.local.to_string().to_ascii_lowercase(),
                    attributes: attrs
                        .borrow()
                        .iter()
                        .map(|a| {
                            (a.name.local.to_string().to_ascii_lowercase(), a.value.to_string())
                        })
                        .collect(),
                    children: nodes(child, depth + 1),
                }));
            }
            // Flattened without recursion: the parser itself has no limit to its depth.
            NodeData::Element { .. } => flatten(child, &mut out),
            _ => {}
        }
    }
    out
}

fn flatten(root: &Handle, out: &mut Vec<Node>) {
    let mut waiting = vec![root.clone()];
    while let Some(node) = waiting.pop() {
        if let NodeData::Text { contents } = &node.data {
            out.push(Node::Text(contents.borrow().to_string()));
        }
        waiting.extend(node.children.borrow().iter().rev().cloned());
    }
}
