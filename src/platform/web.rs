//! The browser's own parsers: `URL`, and an inert document of `DOMParser`.

use super::{trusted, Platform};
use crate::html::{Element, Node, MAX_NESTING};
use wasm_bindgen::JsCast;
use web_sys::{DomParser, SupportedType, Url};

/// The browser.
pub struct Web;

impl Platform for Web {
    fn resolve(&self, reference: &str, base: &str) -> Option<String> {
        let url = match Url::new(base) {
            Ok(base) => Url::new_with_base(reference, &base.href()),
            Err(_) => Url::new(reference),
        };
        url.ok().map(|url| url.href())
    }

    fn parse_html(&self, html: &str) -> Vec<Node> {
        let parsed = DomParser::new().ok().and_then(|parser| trusted::parse(&parser, html));
        parsed.and_then(|document| document.body()).map_or_else(Vec::new, |body| nodes(&body, 0))
    }
}

/// The nodes in an element of the page: its own `<article>`.
pub fn nodes_in(element: &web_sys::Element) -> Vec<Node> {
    nodes(element, 0)
}

fn nodes(parent: &web_sys::Node, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    let mut next = parent.first_child();
    while let Some(node) = next {
        match node.node_type() {
            web_sys::Node::TEXT_NODE | web_sys::Node::CDATA_SECTION_NODE => {
                out.push(Node::Text(node.node_value().unwrap_or_default()));
            }
            web_sys::Node::ELEMENT_NODE if depth >= MAX_NESTING => {
                out.push(Node::Text(node.text_content().unwrap_or_default()));
            }
            web_sys::Node::ELEMENT_NODE => {
                if let Some(element) = node.dyn_ref::<web_sys::Element>() {
                    out.push(Node::Element(Element {
                        name: element.local_name().to_ascii_lowercase(),
                        attributes: attributes(element),
                        children: nodes(element, depth + 1),
                    }));
                }
            }
            _ => {}
        }
        next = node.next_sibling();
    }
    out
}

fn attributes(element: &web_sys::Element) -> Vec<(String, String)> {
    let attributes = element.attributes();
    (0..attributes.length())
        .filter_map(|index| attributes.item(index))
        .map(|a| (a.local_name().to_ascii_lowercase(), a.value()))
        .collect()
}
