//! Strapi and Slate: a list of nodes with `type` and `children`.

use super::dialect::{read_alone, Dialect};
use super::tree;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "strapi", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect =
    Dialect { detect, write: |decoder, v, out| tree::write_nodes_at(decoder, v, "", out) };

fn detect(value: &Value) -> bool {
    let is_node = |value: &&Value| {
        let typed = value.get("type").is_some_and(Value::is_string);
        typed && value.get("children").is_some_and(Value::is_array)
    };
    value.as_array().is_some_and(|list| {
        let nodes = list.iter().filter(is_node).count();
        nodes > 0 && nodes * 2 > list.len()
    })
}
