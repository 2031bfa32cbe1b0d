//! The browser's own parsers: `URL`, and an inert document of `DOMParser`.

use super::{quick_json, tame, trusted, Platform};
use crate::article::json::{Malformed, MAX_DEPTH};
use crate::dom;
use crate::html::{Element, Node, MAX_NESTING};
use js_sys::{Array, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomParser, HtmlFormElement, NamedNodeMap, TreeWalker, Url};

/// The browser.
pub struct Web;

impl Platform for Web {
    fn resolve(&self, reference: &str, base: &str) -> Option<String> {
        // Without a usable base only what is absolute by itself can be resolved.
        let url = Url::new_with_base(reference, base).or_else(|_| Url::new(reference));
        url.ok().map(|url| url.href())
    }

    fn parse_json(&self, text: &str) -> Result<(Value, bool), Malformed> {
        if let Some(value) = quick_json::parse(text, |number| Web.number(number)) {
            return Ok((value, false));
        }
        let parsed = js_sys::JSON::parse(text).map_err(|error| Malformed {
            place: dom::get_text(&error, "message").unwrap_or_default(),
        })?;
        Ok(value_of(&parsed))
    }

    fn number(&self, text: &str) -> Option<f64> {
        let number = JsValue::from_str(text).unchecked_into_f64();
        (!text.is_empty() && !number.is_nan()).then_some(number)
    }

    fn digits(&self, number: f64) -> String {
        dom::digits(number)
    }
}

/// Parses HTML, by an inert document of `DOMParser`.
pub fn parse_html(html: &str) -> Vec<Node> {
    // As a fragment of a body in no quirks mode, which is what the native parser is asked for.
    let html = ["<!doctype html><body>", &tame::tame(html)].concat();
    let parsed = DomParser::new().ok().and_then(|parser| trusted::parse(&parser, &html));
    parsed.and_then(|document| document.body()).map_or_else(Vec::new, |body| nodes(&body, 0))
}

/// A plain object of JavaScript as JSON; the flag tells that it was too deep.
pub fn value_of(from: &JsValue) -> (Value, bool) {
    let mut cut = false;
    let value = value(from, 0, &mut cut);
    (value, cut)
}

/// A value of JavaScript, as `JSON.parse` makes them.
fn value(from: &JsValue, depth: usize, cut: &mut bool) -> Value {
    if let Some(text) = from.as_string() {
        return Value::String(text);
    }
    if let Some(number) = from.as_f64() {
        let whole = number as i64;
        return if whole as f64 == number { whole.into() } else { number.into() };
    }
    if let Some(holds) = from.as_bool() {
        return Value::Bool(holds);
    }
    if !from.is_object() {
        return Value::Null;
    }
    if depth >= MAX_DEPTH {
        *cut = true;
        return Value::Null;
    }
    if let Some(list) = from.dyn_ref::<Array>() {
        return Value::Array(list.iter().map(|one| value(&one, depth + 1, cut)).collect());
    }
    let entries = Object::entries(from.unchecked_ref());
    let mut members = Map::new();
    // One by one: collecting would bring a sort along.
    for entry in entries.iter() {
        let entry: Array = entry.unchecked_into();
        let key = entry.get(0).as_string().unwrap_or_default();
        members.insert(key, value(&entry.get(1), depth + 1, cut));
    }
    Value::Object(members)
}

/// An element of the page as a node: its own `<article>`.
pub fn node_of(element: &web_sys::Element) -> Node {
    copy(element, nodes(element, 1))
}

/// What is in `parent`, copied.
fn nodes(parent: &web_sys::Node, depth: usize) -> Vec<Node> {
    // A walker, since a form has its inputs as properties: `<input name=firstChild>` takes the place
    // of the DOM's own.
    let walker = dom::document().and_then(|document| {
        document.create_tree_walker_with_what_to_show(parent, ELEMENTS_AND_TEXTS).ok()
    });
    walker.map_or_else(Vec::new, |walker| children(&walker, depth))
}

/// Elements, texts and CDATA sections (<https://dom.spec.whatwg.org/#interface-nodefilter>).
const ELEMENTS_AND_TEXTS: u32 = 0x1 | 0x4 | 0x8;

/// The children of where the walker is, which comes back there.
fn children(walker: &TreeWalker, depth: usize) -> Vec<Node> {
    let mut out = Vec::new();
    let mut next = walker.first_child().ok().flatten();
    let went = next.is_some();
    while let Some(node) = next {
        match node.dyn_ref::<web_sys::Element>() {
            Some(element) if depth < MAX_NESTING => {
                out.push(copy(element, children(walker, depth + 1)));
            }
            Some(element) => out.push(Node::Text(element.text_content().unwrap_or_default())),
            None => out.push(Node::Text(node.node_value().unwrap_or_default())),
        }
        next = walker.next_sibling().ok().flatten();
    }
    if went {
        let _ = walker.parent_node();
    }
    out
}

fn copy(element: &web_sys::Element, children: Vec<Node>) -> Node {
    let form = element.is_instance_of::<HtmlFormElement>();
    let name = if form { "form".into() } else { element.local_name().to_ascii_lowercase() };
    Node::Element(Element { name, attributes: attributes(element), children })
}

fn attributes(element: &web_sys::Element) -> Vec<(String, String)> {
    let attributes: Option<NamedNodeMap> = dom::cast(dom::get(element, "attributes"));
    let Some(attributes) = attributes else { return Vec::new() };
    (0..attributes.length())
        .filter_map(|index| attributes.item(index))
        .map(|a| (tame::ours(&a.local_name().to_ascii_lowercase()).into(), a.value()))
        .collect()
}
