//! ProseMirror, also TipTap and Atlassian's document format: `{"type": "doc", "content": […]}`.

use super::dialect::{read_alone, Dialect};
use super::tree;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "prosemirror", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect =
    Dialect { detect, write: |decoder, v, out| tree::write_nodes_at(decoder, v, "content", out) };

fn detect(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str) == Some("doc")
        && value.get("content").is_some_and(Value::is_array)
}
