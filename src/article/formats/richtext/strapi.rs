//! Strapi's blocks, and Slate's: a list of nodes with `type` and `children`.

use super::{alone, tree, Dialect};
use crate::article::formats::Format;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "strapi", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect = Dialect { detect, write: |r, v, out| tree::below(r, v, "", out) };

fn detect(v: &Value) -> bool {
    let is_node = |v: &&Value| {
        let typed = v.get("type").is_some_and(Value::is_string);
        typed && v.get("children").is_some_and(Value::is_array)
    };
    v.as_array().is_some_and(|list| {
        let nodes = list.iter().filter(is_node).count();
        nodes > 0 && nodes * 2 > list.len()
    })
}
