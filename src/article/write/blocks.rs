//! What a text is made of.

use super::inline::inline;
use super::link;
use super::media::{image, image_into, media_into};
use super::object::Object;
use super::people::byline;
use crate::article::model::{Align, Block, Cell, Item, Kind, Marks, Size};
use serde_json::Value;

pub fn blocks(list: &[Block]) -> Value {
    list.iter().map(block).collect()
}

pub fn block(block: &Block) -> Value {
    let mut o = Object::default();
    o.text("id", &block.id);
    o.text("lang", &block.lang);
    o.put_some("dir", block.dir.map(|dir| dir.as_str().into()));
    if block.size != Size::Inline {
        o.put("size", block.size.as_str().into());
    }
    let kind = match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            if o.0.is_empty() && !dropcap && *align == Align::Start {
                if let [only] = text.as_slice() {
                    if only.marks == Marks::default() && only.extra.is_none() {
                        return Value::from(only.text.as_str());
                    }
                }
            }
            o.put("text", inline(text));
            o.flag("dropcap", *dropcap);
            o.align(*align);
            "paragraph"
        }
        Kind::Heading { text, level } => {
            o.put("text", inline(text));
            o.put("level", (*level).into());
            "heading"
        }
        Kind::List { items, ordered, start } => {
            o.put("items", items.iter().map(item).collect());
            o.flag("ordered", *ordered);
            o.put_some("start", start.map(Value::from));
            "list"
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            o.inline("text", text);
            o.list("body", body, self::block);
            o.inline("attribution", attribution);
            o.text("url", url);
            o.flag("pull", *pull);
            "quote"
        }
        Kind::Image(image) => {
            image_into(image, &mut o);
            "image"
        }
        Kind::Gallery { items, caption, slides } => {
            o.put("items", items.iter().map(image).collect());
            o.inline("caption", caption);
            if *slides {
                o.put("layout", "slides".into());
            }
            "gallery"
        }
        Kind::Video(media) => {
            media_into(media, &mut o);
            "video"
        }
        Kind::Audio(media) => {
            media_into(media, &mut o);
            "audio"
        }
        Kind::Embed(embed) => {
            o.put("url", embed.url.as_str().into());
            o.text("frame", &embed.frame);
            o.text("provider", &embed.provider);
            o.text("title", &embed.title);
            o.put_some("poster", embed.poster.as_ref().map(image));
            o.number("width", embed.width);
            o.number("height", embed.height);
            o.inline("caption", &embed.caption);
            o.list("fallback", &embed.fallback, self::block);
            "embed"
        }
        Kind::Table { rows, head, caption } => {
            o.put(
                "rows",
                rows.iter().map(|row| Value::Array(row.iter().map(cell).collect())).collect(),
            );
            if *head > 0 {
                o.put("head", (*head).into());
            }
            o.inline("caption", caption);
            "table"
        }
        Kind::Code { text, language, verse } => {
            o.put("text", inline(text));
            o.text("language", language);
            o.flag("verse", *verse);
            "code"
        }
        Kind::Divider => "divider",
        Kind::Aside { kind, title, body, open } => {
            o.text("kind", kind);
            o.inline("title", title);
            o.put("body", blocks(body));
            o.put_some("open", open.map(Value::from));
            "aside"
        }
        Kind::Links { title, items } => {
            o.inline("title", title);
            o.put("items", items.iter().map(link).collect());
            "links"
        }
        Kind::Update(update) => {
            o.inline("title", &update.title);
            o.text("published", &update.published);
            o.text("modified", &update.modified);
            o.put_some("byline", byline(&update.byline));
            o.flag("key", update.key);
            o.put("body", blocks(&update.body));
            "update"
        }
        Kind::Group(body) => {
            // A group has no frame of its own: an aside keeps its language and direction.
            o.put("body", blocks(body));
            "aside"
        }
    };
    o.put("type", kind.into());
    o.done()
}

fn item(item: &Item) -> Value {
    let bare = item.term.is_empty() && item.checked.is_none() && item.body.is_empty();
    if bare && item.id.is_none() {
        return inline(&item.text);
    }
    let mut o = Object::default();
    o.text("id", &item.id);
    o.inline("text", &item.text);
    o.inline("term", &item.term);
    o.put_some("checked", item.checked.map(Value::from));
    o.list("body", &item.body, block);
    o.done()
}

fn cell(cell: &Cell) -> Value {
    let bare = !cell.header
        && cell.colspan <= 1
        && cell.rowspan <= 1
        && cell.align == Align::Start
        && cell.body.is_empty();
    if bare {
        return inline(&cell.text);
    }
    let mut o = Object::default();
    o.inline("text", &cell.text);
    o.list("body", &cell.body, block);
    o.flag("header", cell.header);
    for (key, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if span > 1 {
            o.put(key, span.into());
        }
    }
    o.align(cell.align);
    if o.0.keys().all(|key| key == "text") {
        o.put("align", "start".into());
    }
    o.done()
}
