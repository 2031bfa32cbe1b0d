//! Lexical, as Ghost and Payload keep it: `{"root": {"children": […]}}`

use super::{alone, tree, Dialect};
use crate::article::formats::Format;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "lexical", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect =
    Dialect { detect, write: |r, v, out| tree::below(r, v, "root.children", out) };

fn detect(v: &Value) -> bool {
    let children = v.pointer("/root/children").and_then(Value::as_array);
    children.is_some_and(|list| list.iter().any(|v| v.get("type").is_some()) || list.is_empty())
}
