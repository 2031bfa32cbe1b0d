//! Encodes blocks, and the media in them.

use super::inline::{image, image_into, inline, source};
use super::link::link;
use super::object::ObjectBuilder;
use super::people::byline;
use baca_model::{Align, Block, Cell, Inline, Item, Kind, Marks, Media, Size};
use serde_json::{Map, Value};

/// Encodes a list of blocks.
pub fn blocks(blocks: &[Block]) -> Value {
    blocks.iter().map(block).collect()
}

/// Encodes a block as an object, for places where a string would not be decoded as a paragraph.
pub fn block_object(block: &Block) -> Value {
    match self::block(block) {
        text @ Value::String(_) => {
            let mut object = ObjectBuilder::default();
            object.put("text", text);
            object.put("type", "paragraph".into());
            object.build()
        }
        block => block,
    }
}

/// Encodes a block: a string if it is a paragraph without any other property, else an object.
pub fn block(block: &Block) -> Value {
    let mut object = ObjectBuilder::default();
    object.text("id", &block.id);
    object.text("lang", &block.lang);
    object.put_some("dir", block.dir.map(|dir| dir.as_str().into()));
    if block.size != Size::Inline {
        object.put("size", block.size.as_str().into());
    }
    let kind = match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            if object.0.is_empty() && !dropcap && *align == Align::Start {
                if let [only] = text.as_slice() {
                    if only.marks == Marks::default() && only.extra.is_none() {
                        return Value::from(only.text.as_str());
                    }
                }
            }
            object.put("text", inline(text));
            object.flag("dropcap", *dropcap);
            object.align(*align);
            "paragraph"
        }
        Kind::Heading { text, level } => {
            object.put("text", inline(text));
            object.put("level", (*level).into());
            "heading"
        }
        Kind::List { items, ordered, start, reversed, marker } => {
            object.put("items", items.iter().map(item).collect());
            object.flag("ordered", *ordered);
            object.put_some("start", start.map(Value::from));
            object.flag("reversed", *reversed);
            object.put_some("marker", marker.as_str().map(Value::from));
            "list"
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            object.inline("text", text);
            object.list("body", body, self::block);
            object.inline("attribution", attribution);
            object.text("url", url);
            object.flag("pull", *pull);
            "quote"
        }
        Kind::Image(image) => {
            image_into(image, &mut object);
            "image"
        }
        Kind::Gallery { items, caption, slides } => {
            object.put("items", items.iter().map(image).collect());
            object.inline("caption", caption);
            if *slides {
                object.put("layout", "slides".into());
            }
            "gallery"
        }
        Kind::Video(media) => {
            media_into(media, &mut object);
            "video"
        }
        Kind::Audio(media) => {
            media_into(media, &mut object);
            "audio"
        }
        Kind::Embed(embed) => {
            object.put("url", embed.url.as_str().into());
            object.text("frame", &embed.frame);
            object.text("provider", &embed.provider);
            object.text("title", &embed.title);
            object.put_some("poster", embed.poster.as_ref().map(image));
            object.number("width", embed.width);
            object.number("height", embed.height);
            object.inline("caption", &embed.caption);
            object.list("fallback", &embed.fallback, self::block);
            "embed"
        }
        Kind::Table { rows, head, caption } => {
            object.put(
                "rows",
                rows.iter().map(|row| Value::Array(row.iter().map(cell).collect())).collect(),
            );
            if *head > 0 {
                object.put("head", (*head).into());
            }
            object.inline("caption", caption);
            "table"
        }
        Kind::Code { text, language, verse } => {
            object.put("text", inline(text));
            object.text("language", language);
            object.flag("verse", *verse);
            "code"
        }
        Kind::Divider => "divider",
        Kind::Aside { kind, title, body, open } => {
            object.text("kind", kind);
            object.inline("title", title);
            object.put("body", blocks(body));
            object.put_some("open", open.map(Value::from));
            "aside"
        }
        Kind::Links { title, items } => {
            object.inline("title", title);
            object.put("items", items.iter().map(link).collect());
            "links"
        }
        Kind::Update(update) => {
            object.inline("title", &update.title);
            object.text("published", &update.published);
            object.text("modified", &update.modified);
            object.put_some("byline", byline(&update.byline));
            object.flag("key", update.key);
            object.put("body", blocks(&update.body));
            "update"
        }
        Kind::Group(body) => {
            // The format has no groups: an aside keeps the language and the direction.
            object.put("body", blocks(body));
            "aside"
        }
    };
    object.put("type", kind.into());
    object.build()
}

/// Encodes the text of an item or a cell that has nothing else. A span with an id alone becomes a list of
/// one span, because as an object it would be decoded as the item or the cell.
fn bare_inline(text: &Inline) -> Value {
    let is_ambiguous =
        |object: &Map<String, Value>| object.keys().all(|key| key == "text" || key == "id");
    match inline(text) {
        Value::Object(span) if is_ambiguous(&span) => Value::Array(vec![Value::Object(span)]),
        inline => inline,
    }
}

/// Encodes an item of a list: its text alone if it has no other property.
fn item(item: &Item) -> Value {
    let bare = item.term.is_empty() && item.checked.is_none() && item.body.is_empty();
    if bare && item.id.is_none() && item.value.is_none() {
        return bare_inline(&item.text);
    }
    let mut object = ObjectBuilder::default();
    object.text("id", &item.id);
    object.inline("text", &item.text);
    object.inline("term", &item.term);
    object.put_some("checked", item.checked.map(Value::from));
    object.put_some("value", item.value.map(Value::from));
    object.list("body", &item.body, block);
    object.build()
}

/// Encodes a cell of a table: its text alone if it has no other property.
fn cell(cell: &Cell) -> Value {
    let bare = !cell.header
        && cell.colspan <= 1
        && cell.rowspan <= 1
        && cell.align == Align::Start
        && cell.body.is_empty();
    if bare {
        return bare_inline(&cell.text);
    }
    let mut object = ObjectBuilder::default();
    object.inline("text", &cell.text);
    object.list("body", &cell.body, block);
    object.flag("header", cell.header);
    for (key, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if span > 1 {
            object.put(key, span.into());
        }
    }
    object.align(cell.align);
    // A further member marks the object as a cell: with `text` alone it would be a span.
    if object.0.keys().all(|key| key == "text") {
        object.put("align", "start".into());
    }
    object.build()
}

/// Adds the members of a video or an audio recording to an object.
fn media_into(media: &Media, object: &mut ObjectBuilder) {
    match media.sources.as_slice() {
        [only]
            if [&only.mime, &only.media].iter().all(|text| text.is_none())
                && only.width.is_none()
                && only.height.is_none() =>
        {
            object.put("src", only.src.as_str().into());
        }
        sources => object.list("sources", sources, source),
    }
    object.put_some("poster", media.poster.as_ref().map(image));
    object.list("tracks", &media.tracks, |track| {
        let mut object = ObjectBuilder::default();
        object.put("src", track.src.as_str().into());
        object.text("lang", &track.lang);
        object.text("label", &track.label);
        object.text("kind", &track.kind);
        object.build()
    });
    object.text("title", &media.title);
    object.put_some("seconds", media.seconds.map(Value::from));
    object.list("transcript", &media.transcript, block);
    object.inline("caption", &media.caption);
    object.inline("credit", &media.credit);
}
