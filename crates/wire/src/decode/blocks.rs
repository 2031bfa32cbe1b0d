//! Decodes blocks.

use super::block_list::{block_list, is_own_block, paragraph, TYPES};
use super::fields::{align, date_at, dir, list_at, named, non_empty, Object};
use super::inline::{image, image_object, inline, inline_at, non_empty_inline};
use super::link::link;
use super::media::{embed, media};
use super::people::byline;
use super::rescue::rescue;
use crate::decoder::Decoder;
use baca_model::{Block, Cell, Embed, Inline, Item, Kind, Marker, Media, Size, Span, Update};
use baca_sys::text;
use baca_sys::url::Purpose;
use serde_json::Value;

/// Decodes the member `body`: a list of blocks, `{"html": …}`, a text with blank lines between its
/// paragraphs, or the rich-text document of a CMS. `None` if it is none of them.
pub fn body(decoder: &mut Decoder, value: &Value) -> Option<Vec<Block>> {
    match value {
        Value::Array(_) | Value::Object(_)
            if !is_own_format(value) && decoder.is_document(value) =>
        {
            decoder.document(value)
        }
        Value::String(text) => {
            let mut out = Vec::new();
            for part in text::split(text, "\n\n") {
                let part = part.trim();
                if !part.is_empty() {
                    out.push(paragraph(vec![Span::plain(part)]));
                }
            }
            Some(out)
        }
        Value::Object(object) if !object.contains_key("type") => match object.get("html") {
            Some(Value::String(html)) => Some(decoder.html(html)),
            _ => decoder.reject("expected a list of blocks"),
        },
        Value::Array(_) | Value::Object(_) => Some(blocks(decoder, value)),
        _ => decoder.reject("expected a list of blocks"),
    }
}

/// Returns whether a body is a list of blocks in Baca's own format, decided by its first block. A list
/// without objects is one too.
fn is_own_format(value: &Value) -> bool {
    let first = match value {
        Value::Array(values) => values.iter().find(|value| value.is_object()),
        _ => Some(value),
    };
    match first {
        Some(Value::Object(object)) => is_own_block(object),
        _ => true,
    }
}

/// Decodes a list of blocks.
pub fn blocks(decoder: &mut Decoder, value: &Value) -> Vec<Block> {
    block_list(decoder, value, block)
}

/// Decodes the member `key` as a list of blocks.
fn blocks_at(object: &Object, key: &str, decoder: &mut Decoder) -> Vec<Block> {
    decoder.field(object, key, |decoder, value| Some(blocks(decoder, value))).unwrap_or_default()
}

/// Decodes a block. A string or a number is a paragraph. A block of an unknown type, or one without
/// anything to show, is rescued (see the module `rescue`); `None` if that yields nothing or a limit is exceeded.
pub fn block(decoder: &mut Decoder, value: &Value) -> Option<Block> {
    let object = match value {
        Value::Object(object) => object,
        Value::String(_) | Value::Number(_) => {
            let text = decoder.text(value)?;
            return decoder.admit_block().then(|| paragraph(vec![Span::plain(text)]));
        }
        Value::Null => return None,
        _ => return decoder.reject("expected a block"),
    };
    if !decoder.admit_block() {
        return None;
    }
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
    let kind = match kind_of(decoder, kind, object) {
        Some(kind) => kind,
        None => {
            if TYPES.contains(kind) {
                decoder.problem("nothing to show in it");
            }
            Kind::Group(rescue(decoder, object, block)?)
        }
    };
    Some(Block {
        id: decoder.text_at(object, "id"),
        lang: decoder.text_at(object, "lang"),
        dir: dir(object, decoder),
        size: named(object, "size", &Size::NAMES, decoder),
        kind,
    })
}

/// Decodes the content of a block of type `kind`; `None` if the type is unknown, which is reported, or there
/// is nothing to show.
fn kind_of(decoder: &mut Decoder, kind: &str, object: &Object) -> Option<Kind> {
    Some(match kind {
        "paragraph" => Kind::Paragraph {
            text: non_empty_inline(object, "text", decoder)?,
            dropcap: decoder.bool_at(object, "dropcap").unwrap_or(false),
            align: align(object, decoder),
        },
        "heading" => Kind::Heading {
            text: non_empty_inline(object, "text", decoder)?,
            level: decoder
                .number_at(object, "level")
                .map_or(2, |level| level.clamp(2.0, 6.0) as u8),
        },
        "list" => Kind::List {
            items: non_empty(list_at(object, "items", decoder, item))?,
            ordered: decoder.bool_at(object, "ordered").unwrap_or(false),
            start: decoder.number_at(object, "start").map(|start| start as i32),
            reversed: decoder.bool_at(object, "reversed").unwrap_or(false),
            marker: named(object, "marker", &Marker::NAMES, decoder),
        },
        "quote" => {
            let text = inline_at(object, "text", decoder);
            let body = blocks_at(object, "body", decoder);
            if text.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Quote {
                text,
                body,
                attribution: inline_at(object, "attribution", decoder),
                url: decoder.url_at(object, "url", Purpose::Link),
                pull: decoder.bool_at(object, "pull").unwrap_or(false),
            }
        }
        "image" => Kind::Image(image_object(decoder, object)?),
        "gallery" => Kind::Gallery {
            items: non_empty(list_at(object, "items", decoder, image))?,
            caption: inline_at(object, "caption", decoder),
            slides: decoder.text_at(object, "layout").as_deref() == Some("slides"),
        },
        "video" => Kind::Video(media_with_transcript(decoder, object)?),
        "audio" => Kind::Audio(media_with_transcript(decoder, object)?),
        "embed" => Kind::Embed(embed_with_fallback(decoder, object)?),
        "table" => Kind::Table {
            rows: non_empty(list_at(object, "rows", decoder, |decoder, row| {
                Some(decoder.each(row, cell))
            }))?,
            head: decoder
                .number_at(object, "head")
                .map_or(0, |head| head.clamp(0.0, 1000.0) as usize),
            caption: inline_at(object, "caption", decoder),
        },
        "code" => Kind::Code {
            text: non_empty_inline(object, "text", decoder)?,
            language: decoder.text_at(object, "language"),
            verse: decoder.bool_at(object, "verse").unwrap_or(false),
        },
        "divider" => Kind::Divider,
        "aside" => {
            let title = inline_at(object, "title", decoder);
            let body = blocks_at(object, "body", decoder);
            if title.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Aside {
                kind: decoder.text_at(object, "kind"),
                title,
                body,
                open: decoder.bool_at(object, "open"),
            }
        }
        "links" => Kind::Links {
            title: inline_at(object, "title", decoder),
            items: non_empty(list_at(object, "items", decoder, link))?,
        },
        "update" => Kind::Update(Update {
            title: inline_at(object, "title", decoder),
            published: date_at(object, "published", decoder),
            modified: date_at(object, "modified", decoder),
            byline: decoder.field(object, "byline", byline).unwrap_or_default(),
            key: decoder.bool_at(object, "key").unwrap_or(false),
            body: non_empty(blocks_at(object, "body", decoder))?,
        }),
        "html" => {
            let html = decoder.text_at(object, "html")?;
            Kind::Group(non_empty(decoder.html(&html))?)
        }
        _ => {
            decoder.problem("unknown type of block: its texts are shown");
            return None;
        }
    })
}

/// Decodes a video or an audio recording with its transcript.
fn media_with_transcript(decoder: &mut Decoder, object: &Object) -> Option<Media> {
    let media = media(decoder, object)?;
    Some(Media { transcript: blocks_at(object, "transcript", decoder), ..media })
}

/// Decodes an embed with its fallback.
fn embed_with_fallback(decoder: &mut Decoder, object: &Object) -> Option<Embed> {
    let embed = embed(decoder, object)?;
    Some(Embed { fallback: blocks_at(object, "fallback", decoder), ..embed })
}

/// Decodes an item of a list: an object, or an inline alone. `None` if it is empty.
fn item(decoder: &mut Decoder, value: &Value) -> Option<Item> {
    let Value::Object(object) = value else {
        return Some(Item { text: non_empty(inline(decoder, value))?, ..Item::default() });
    };
    if !is_structured(object, &["body", "term", "checked", "value"]) {
        // A span by itself, with its marks.
        return Some(Item { text: non_empty(inline(decoder, value))?, ..Item::default() });
    }
    let item = Item {
        text: inline_at(object, "text", decoder),
        term: inline_at(object, "term", decoder),
        checked: decoder.bool_at(object, "checked"),
        value: decoder.number_at(object, "value").map(|value| value as i32),
        body: blocks_at(object, "body", decoder),
        id: decoder.text_at(object, "id"),
    };
    let empty = item.text.is_empty() && item.term.is_empty() && item.body.is_empty();
    (!empty).then_some(item)
}

/// Returns whether an object is an item or a cell, and not a span: it has one of `keys`, or nothing but
/// `text` and `id`.
fn is_structured(object: &Object, keys: &[&str]) -> bool {
    keys.iter().any(|key| object.contains_key(*key))
        || object.keys().all(|key| matches!(key.as_str(), "text" | "id"))
}

/// Decodes a cell of a table: an object, or an inline alone.
fn cell(decoder: &mut Decoder, value: &Value) -> Option<Cell> {
    const STRUCTURE: [&str; 5] = ["header", "colspan", "rowspan", "align", "body"];
    let bare = Cell { colspan: 1, rowspan: 1, ..Cell::default() };
    // An empty cell is kept: it takes up its column.
    let Some(object) = value.as_object().filter(|object| is_structured(object, &STRUCTURE)) else {
        let text = if value.is_null() { Inline::new() } else { inline(decoder, value) };
        return Some(Cell { text, ..bare });
    };
    let span = |n: Option<u32>| n.map_or(1, |n| n.min(1000) as u16);
    Some(Cell {
        text: inline_at(object, "text", decoder),
        body: blocks_at(object, "body", decoder),
        header: decoder.bool_at(object, "header").unwrap_or(false),
        colspan: span(decoder.count_at(object, "colspan")),
        rowspan: span(decoder.count_at(object, "rowspan")),
        align: align(object, decoder),
    })
}
