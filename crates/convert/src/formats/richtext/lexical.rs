//! Lexical, the editor of Ghost and Payload: `{"root": {"children": […]}}`.

use super::dialect::{read_alone, Dialect};
use super::tree;
use crate::formats::common::open_tag;
use baca_wire::decoder::Decoder;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "lexical", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect = Dialect { detect, write };

fn write(decoder: &mut Decoder, value: &Value, out: &mut String) {
    // Each paragraph has a direction: only those that differ from the document's need it.
    decoder.source.dir =
        tree::text_at(decoder, value, "?root.direction|?root.children.0.direction");
    let dir = if decoder.source.dir == "rtl" { "rtl" } else { "" };
    open_tag(out, "div", &[("dir", dir)]);
    tree::write_nodes_at(decoder, value, "root.children", out);
    out.push_str("</div>");
}

fn detect(value: &Value) -> bool {
    let children = value.pointer("/root/children").and_then(Value::as_array);
    children
        .is_some_and(|list| list.iter().any(|value| value.get("type").is_some()) || list.is_empty())
}
