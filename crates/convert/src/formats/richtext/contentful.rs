//! Contentful: `{"nodeType": "document", "content": […]}`; in GraphQL responses under `json`.

use super::dialect::{read_alone, Dialect};
use super::tree;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "contentful", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect =
    Dialect { detect, write: |r, v, out| tree::write_nodes_at(r, v, "content|json.content", out) };

fn detect(v: &Value) -> bool {
    let is_document = |v: &Value| v.get("nodeType").and_then(Value::as_str) == Some("document");
    is_document(v) || v.get("json").is_some_and(is_document)
}
