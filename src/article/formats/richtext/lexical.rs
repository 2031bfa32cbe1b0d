//! Lexical, as Ghost and Payload keep it: `{"root": {"children": […]}}`

use super::{alone, tree, Dialect};
use crate::article::formats::common::open;
use crate::article::formats::Format;
use crate::article::json::Reading;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "lexical", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect = Dialect { detect, write };

fn write(r: &mut Reading, v: &Value, out: &mut String) {
    // Each paragraph says its direction: only those that differ from the whole need one.
    r.dir = tree::text_at(r, v, "?root.direction|?root.children.0.direction");
    let dir = if r.dir == "rtl" { "rtl" } else { "" };
    open(out, "div", &[("dir", dir)]);
    tree::below(r, v, "root.children", out);
    out.push_str("</div>");
}

fn detect(v: &Value) -> bool {
    let children = v.pointer("/root/children").and_then(Value::as_array);
    children.is_some_and(|list| list.iter().any(|v| v.get("type").is_some()) || list.is_empty())
}
