//! Parses HTML by `DOMParser`, and converts DOM nodes.

use crate::html::plain;
use crate::html::tree::{Element, Node, MAX_NESTING};
use crate::{js, neutralize, trusted_types};
use wasm_bindgen::JsCast;
use web_sys::{DomParser, HtmlFormElement, NamedNodeMap, TreeWalker};

/// Parses HTML in an inert document of `DOMParser`; see [`crate::html::parse`]. Returns paragraphs of plain
/// text if the page's Trusted Types policy forbids parsing.
pub(crate) fn parse(html: &str) -> Vec<Node> {
    // The native parser gets the same input: a fragment of a body, not in quirks mode.
    let whole = ["<!doctype html><body>", &neutralize::neutralize(html)].concat();
    let parsed = DomParser::new().ok().and_then(|parser| trusted_types::parse(&parser, &whole));
    match parsed.and_then(|document| document.body()) {
        Some(body) => nodes(&body, 0),
        None => plain::paragraphs(html),
    }
}

/// Converts an element of the page, such as its `<article>`.
pub fn node_of(element: &web_sys::Element) -> Node {
    convert(element, nodes(element, 1))
}

/// Converts the children of `parent`, which is at `depth` of the result.
fn nodes(parent: &web_sys::Node, depth: usize) -> Vec<Node> {
    // A `TreeWalker`, because a form's controls shadow its properties: `<input name=firstChild>` hides
    // `firstChild`.
    let walker = js::window().and_then(|window| window.document()).and_then(|document| {
        document.create_tree_walker_with_what_to_show(parent, ELEMENTS_AND_TEXTS).ok()
    });
    walker.map_or_else(Vec::new, |walker| children(&walker, depth))
}

/// `NodeFilter` flags: elements, text nodes and CDATA sections
/// (<https://dom.spec.whatwg.org/#interface-nodefilter>).
const ELEMENTS_AND_TEXTS: u32 = 0x1 | 0x4 | 0x8;

/// Converts the children of the walker's current node; the walker is at that node again afterwards.
fn children(walker: &TreeWalker, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    let mut next = walker.first_child().ok().flatten();
    let has_children = next.is_some();
    while let Some(node) = next {
        match node.dyn_ref::<web_sys::Element>() {
            Some(element) if depth < MAX_NESTING => {
                out.push(convert(element, children(walker, depth + 1)));
            }
            Some(element) => out.push(Node::Text(element.text_content().unwrap_or_default())),
            None => out.push(Node::Text(node.node_value().unwrap_or_default())),
        }
        next = walker.next_sibling().ok().flatten();
    }
    if has_children {
        let _ = walker.parent_node();
    }
    out
}

fn convert(element: &web_sys::Element, children: Vec<Node>) -> Node {
    let is_form = element.is_instance_of::<HtmlFormElement>();
    // A control named `localName` hides that property of its form.
    let name = if is_form { "form".into() } else { element.local_name().to_ascii_lowercase() };
    Node::Element(Element { name, attributes: attributes(element), children })
}

fn attributes(element: &web_sys::Element) -> Vec<(String, String)> {
    let attributes: Option<NamedNodeMap> = js::cast(js::get(element, "attributes"));
    let Some(attributes) = attributes else { return Vec::new() };
    (0..attributes.length())
        .filter_map(|index| attributes.item(index))
        .map(|a| {
            (neutralize::original_name(&a.local_name().to_ascii_lowercase()).into(), a.value())
        })
        .collect()
}
