//! ProseMirror and what is built on it: TipTap, Atlassian's document format. `{"type": "doc", "content": […]}`

use super::{alone, tree, Dialect};
use crate::article::formats::Format;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "prosemirror", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect =
    Dialect { detect, write: |r, v, out| tree::below(r, v, "content", out) };

fn detect(v: &Value) -> bool {
    v.get("type").and_then(Value::as_str) == Some("doc")
        && v.get("content").is_some_and(Value::is_array)
}
