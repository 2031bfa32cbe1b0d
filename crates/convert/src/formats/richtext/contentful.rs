//! Contentful: `{"nodeType": "document", "content": […]}`; in GraphQL responses under `json`.

use super::dialect::{read_alone, Dialect};
use super::tree;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "contentful", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect = Dialect {
    detect,
    write: |decoder, v, out| tree::write_nodes_at(decoder, v, "content|json.content", out),
};

fn detect(value: &Value) -> bool {
    let is_document =
        |value: &Value| value.get("nodeType").and_then(Value::as_str) == Some("document");
    is_document(value) || value.get("json").is_some_and(is_document)
}
