//! The browser's own parsers: `URL`, and an inert document of `DOMParser`.

use super::{tame, trusted, Platform};
use crate::article::json::{Malformed, MAX_DEPTH};
use crate::dom;
use crate::html::{Element, Node, MAX_NESTING};
use js_sys::{Array, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomParser, Url};

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
        // As a fragment of a body in no quirks mode, which is what the native parser is asked for.
        let html = ["<!doctype html><body>", &tame::tame(html)].concat();
        let parsed = DomParser::new().ok().and_then(|parser| trusted::parse(&parser, &html));
        parsed.and_then(|document| document.body()).map_or_else(Vec::new, |body| nodes(&body, 0))
    }

    fn parse_json(&self, text: &str) -> Result<(Value, bool), Malformed> {
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
    Node::Element(Element {
        name: element.local_name().to_ascii_lowercase(),
        attributes: attributes(element),
        children: nodes(element, 1),
    })
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
        .map(|a| (tame::ours(&a.local_name().to_ascii_lowercase()).into(), a.value()))
        .collect()
}
