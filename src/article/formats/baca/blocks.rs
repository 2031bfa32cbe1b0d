//! What a text is made of.

use super::fields::{align, date_at, dir, list_at, named, non_empty};
use super::inline::{inline, inline_at, some_inline};
use super::media::{embed, image, image_object, media};
use super::people::byline;
use super::{link, Object};
use crate::article::json::Reading;
use crate::article::model::*;
use crate::article::url::Purpose;
use serde_json::Value;

/// `body`: a list of blocks, `{"html": …}`, one text whose blank lines part paragraphs, or the
/// rich-text document of a CMS.
pub fn body(r: &mut Reading, value: &Value) -> Option<Vec<Block>> {
    match value {
        Value::Array(_) | Value::Object(_) if !is_ours(value) && r.is_document(value) => {
            r.document(value)
        }
        Value::String(text) => Some(
            text.split("\n\n")
                .filter(|part| !part.trim().is_empty())
                .map(|part| paragraph(vec![Span::plain(part.trim())]))
                .collect(),
        ),
        Value::Object(o) if !o.contains_key("type") => match o.get("html") {
            Some(Value::String(html)) => Some(r.html(html)),
            _ => r.wrong("expected a list of blocks"),
        },
        Value::Array(_) | Value::Object(_) => Some(blocks(r, value)),
        _ => r.wrong("expected a list of blocks"),
    }
}

/// The types of our blocks.
const TYPES: [&str; 16] = [
    "paragraph",
    "heading",
    "list",
    "quote",
    "image",
    "gallery",
    "video",
    "audio",
    "embed",
    "table",
    "code",
    "divider",
    "aside",
    "links",
    "update",
    "html",
];

/// Whether a body's first block is one of ours, as far as its type tells.
fn is_ours(value: &Value) -> bool {
    let first = match value {
        Value::Array(values) => values.iter().find(|value| value.is_object()),
        _ => Some(value),
    };
    let Some(Value::Object(o)) = first else { return true };
    let ours = |kind: &Value| kind.as_str().is_some_and(|kind| TYPES.contains(&kind));
    o.get("type").is_some_and(ours)
        && !["children", "content"].iter().any(|key| o.contains_key(*key))
}

pub fn paragraph(text: Inline) -> Block {
    Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
}

pub fn blocks(r: &mut Reading, value: &Value) -> Vec<Block> {
    let mut out = Vec::new();
    for block in r.each(value, block) {
        match block.kind {
            Kind::Group(inner) if block.lang.is_none() && block.dir.is_none() => out.extend(inner),
            _ => out.push(block),
        }
    }
    out
}

pub fn blocks_at(o: &Object, key: &str, r: &mut Reading) -> Vec<Block> {
    r.field(o, key, |r, value| Some(blocks(r, value))).unwrap_or_default()
}

/// Reads a block.
pub fn block(r: &mut Reading, value: &Value) -> Option<Block> {
    let o = match value {
        Value::Object(o) => o,
        Value::String(_) | Value::Number(_) => {
            let text = r.text(value)?;
            return r.admit_block().then(|| paragraph(vec![Span::plain(text)]));
        }
        Value::Null => return None,
        _ => return r.wrong("expected a block"),
    };
    if !r.admit_block() {
        return None;
    }
    let kind = o.get("type").and_then(Value::as_str).unwrap_or_default();
    let kind = match known(r, kind, o) {
        Some(kind) => kind,
        None => {
            if TYPES.contains(&kind) {
                r.problem("nothing to show in it");
            }
            Kind::Group(rescue(r, o)?)
        }
    };
    Some(Block {
        id: r.text_at(o, "id"),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        size: named(o, "size", &Size::NAMES, r),
        kind,
    })
}

/// Reads a block of a known type; `None` if the type is unknown or nothing usable is in it.
fn known(r: &mut Reading, kind: &str, o: &Object) -> Option<Kind> {
    Some(match kind {
        "paragraph" => Kind::Paragraph {
            text: some_inline(o, "text", r)?,
            dropcap: r.bool_at(o, "dropcap").unwrap_or(false),
            align: align(o, r),
        },
        "heading" => Kind::Heading {
            text: some_inline(o, "text", r)?,
            level: r.number_at(o, "level").map_or(2, |level| level.clamp(2.0, 6.0) as u8),
        },
        "list" => Kind::List {
            items: non_empty(list_at(o, "items", r, item))?,
            ordered: r.bool_at(o, "ordered").unwrap_or(false),
            start: r.number_at(o, "start").map(|start| start as i32),
        },
        "quote" => {
            let text = inline_at(o, "text", r);
            let body = blocks_at(o, "body", r);
            if text.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Quote {
                text,
                body,
                attribution: inline_at(o, "attribution", r),
                url: r.url_at(o, "url", Purpose::Link),
                pull: r.bool_at(o, "pull").unwrap_or(false),
            }
        }
        "image" => Kind::Image(image_object(r, o)?),
        "gallery" => Kind::Gallery {
            items: non_empty(list_at(o, "items", r, image))?,
            caption: inline_at(o, "caption", r),
            slides: r.text_at(o, "layout").as_deref() == Some("slides"),
        },
        "video" => Kind::Video(media(r, o)?),
        "audio" => Kind::Audio(media(r, o)?),
        "embed" => Kind::Embed(embed(r, o)?),
        "table" => Kind::Table {
            rows: non_empty(list_at(o, "rows", r, |r, row| Some(r.each(row, cell))))?,
            head: r.number_at(o, "head").map_or(0, |head| head.clamp(0.0, 1000.0) as usize),
            caption: inline_at(o, "caption", r),
        },
        "code" => Kind::Code {
            text: some_inline(o, "text", r)?,
            language: r.text_at(o, "language"),
            verse: r.bool_at(o, "verse").unwrap_or(false),
        },
        "divider" => Kind::Divider,
        "aside" => {
            let title = inline_at(o, "title", r);
            let body = blocks_at(o, "body", r);
            if title.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Aside { kind: r.text_at(o, "kind"), title, body, open: r.bool_at(o, "open") }
        }
        "links" => Kind::Links {
            title: inline_at(o, "title", r),
            items: non_empty(list_at(o, "items", r, link))?,
        },
        "update" => Kind::Update(Update {
            title: inline_at(o, "title", r),
            published: date_at(o, "published", r),
            modified: date_at(o, "modified", r),
            byline: r.field(o, "byline", byline).unwrap_or_default(),
            key: r.bool_at(o, "key").unwrap_or(false),
            body: non_empty(blocks_at(o, "body", r))?,
        }),
        "html" => {
            let html = r.text_at(o, "html")?;
            Kind::Group(non_empty(r.html(&html))?)
        }
        _ => {
            r.problem("unknown type of block");
            return None;
        }
    })
}

/// What can still be shown of a block that could not be read as its type: its `fallback`, else
/// whatever text stands in it.
fn rescue(r: &mut Reading, o: &Object) -> Option<Vec<Block>> {
    let fallback = blocks_at(o, "fallback", r);
    if !fallback.is_empty() {
        return Some(fallback);
    }
    let mut found = Vec::new();
    for key in ["title", "text", "caption", "credit", "attribution"] {
        let text = inline_at(o, key, r);
        if !text.is_empty() {
            found.push(paragraph(text));
        }
    }
    for key in ["body", "items"] {
        found.extend(blocks_at(o, key, r));
    }
    if let Some(html) = o.get("html").and_then(Value::as_str) {
        found.extend(r.html(html));
    }
    non_empty(found)
}

fn item(r: &mut Reading, value: &Value) -> Option<Item> {
    let Value::Object(o) = value else {
        return Some(Item { text: non_empty(inline(r, value))?, ..Item::default() });
    };
    if !is_structured(o, &["body", "term", "checked"]) {
        // An inline of one span: its marks are its own.
        return Some(Item { text: non_empty(inline(r, value))?, ..Item::default() });
    }
    let item = Item {
        text: inline_at(o, "text", r),
        term: inline_at(o, "term", r),
        checked: r.bool_at(o, "checked"),
        body: blocks_at(o, "body", r),
        id: r.text_at(o, "id"),
    };
    let empty = item.text.is_empty() && item.term.is_empty() && item.body.is_empty();
    (!empty).then_some(item)
}

/// Whether an object is an item or a cell, which hold an inline as `text`, and not a span alone.
fn is_structured(o: &Object, keys: &[&str]) -> bool {
    keys.iter().any(|key| o.contains_key(*key))
        || o.keys().all(|key| matches!(key.as_str(), "text" | "id"))
}

fn cell(r: &mut Reading, value: &Value) -> Option<Cell> {
    const STRUCTURE: [&str; 5] = ["header", "colspan", "rowspan", "align", "body"];
    let bare = Cell { colspan: 1, rowspan: 1, ..Cell::default() };
    // An empty cell still holds its column.
    let Some(o) = value.as_object().filter(|o| is_structured(o, &STRUCTURE)) else {
        let text = if value.is_null() { Inline::new() } else { inline(r, value) };
        return Some(Cell { text, ..bare });
    };
    let span = |n: Option<u32>| n.map_or(1, |n| n.min(1000) as u16);
    Some(Cell {
        text: inline_at(o, "text", r),
        body: blocks_at(o, "body", r),
        header: r.bool_at(o, "header").unwrap_or(false),
        colspan: span(r.count_at(o, "colspan")),
        rowspan: span(r.count_at(o, "rowspan")),
        align: align(o, r),
    })
}
