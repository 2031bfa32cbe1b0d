//! Contentful: `{"nodeType": "document", "content": […]}`, in GraphQL answers under `json`.

use super::{alone, tree, Dialect};
use crate::article::formats::Format;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "contentful", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect =
    Dialect { detect, write: |r, v, out| tree::below(r, v, "content|json.content", out) };

fn detect(v: &Value) -> bool {
    let is_document = |v: &Value| v.get("nodeType").and_then(Value::as_str) == Some("document");
    is_document(v) || v.get("json").is_some_and(is_document)
}
