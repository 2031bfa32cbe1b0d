//! The blocks that a server-rendered page contains as JSON, too, since they cannot be restored from its
//! elements: tables, quotes, media, and paragraphs with more than plain marks. The loader restores the other
//! blocks from the elements (`static/loader/server-rendered.ts`).

use baca_model::{Block, Marks};
use baca_wire::encode;
use serde_json::{Map, Value};

/// Returns the blocks that cannot be restored from elements in Baca's own format, by their index in the body.
pub fn stored_blocks(body: &[Block]) -> Map<String, Value> {
    let encoded = body.iter().map(encode::block).enumerate();
    encoded
        .filter(|(_, block)| !is_restorable(block))
        .map(|(index, block)| (index.to_string(), block))
        .collect()
}

/// Whether every member of a block in Baca's own format can be restored from its elements.
fn is_restorable(block: &Value) -> bool {
    let Value::Object(members) = block else { return block.is_string() };
    let has_only =
        |names: &[&str]| members.keys().all(|key| key == "type" || names.contains(&key.as_str()));
    let text = members.get("text").is_some_and(is_plain_inline);
    match members.get("type").and_then(Value::as_str) {
        Some("paragraph") => text && has_only(&["text", "align", "lang"]),
        Some("heading") => text && has_only(&["text", "level", "lang"]),
        Some("list") => {
            let items = members.get("items").and_then(Value::as_array);
            has_only(&["items", "ordered", "lang"])
                && items.is_some_and(|items| items.iter().all(is_plain_inline))
        }
        _ => false,
    }
}

/// Whether an inline has only text, line breaks, marks and links to other pages.
fn is_plain_inline(inline: &Value) -> bool {
    match inline {
        Value::String(_) => true,
        Value::Array(spans) => spans.iter().all(is_plain_inline),
        Value::Object(span) => span.iter().all(|(key, value)| match key.as_str() {
            "text" | "break" => true,
            // The targets of links within the article get a prefix in the page.
            "href" => value.as_str().is_some_and(|href| !href.starts_with('#')),
            name => Marks::NAMED.iter().any(|(mark, _)| *mark == name),
        }),
        _ => false,
    }
}
