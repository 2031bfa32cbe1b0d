//! The Guardian's Content API: an item, or a response with one or several; also live blogs.
//! <https://open-platform.theguardian.com/documentation/>

use super::common::{
    append_body, apply_table, date, has, html, html_block, image, language, link, list,
    media_source, page_url, paragraphs, person, plain_text, positive_int, put,
    read_without_repeated_dek, rich_text, same_aspect_ratio, seconds, select_item, set_base,
    str_at, text, title_text, typed, Object, Table,
};
use super::guardian_byline::byline;
use super::guardian_page;
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "guardian", detect, read };

const TABLE: &Table = &[
    ("id", "id", text),
    ("url", "webUrl|fields.shortUrl", page_url),
    ("lang", "fields.lang", language),
    ("kicker", "sectionName|pillarName", link),
    ("headline", "fields.headline|webTitle", title_text),
    ("dek", "fields.standfirst|fields.trailText", html),
    // The Scala client writes dates as objects.
    ("published", "?webPublicationDate.iso8601|webPublicationDate", date),
    ("modified", "?fields.lastModified.iso8601|fields.lastModified", date),
    ("lead", "elements", |decoder, value| {
        decoder
            .list_at(value, "", |decoder, value| {
                (str_at(value, "relation") == "main").then(|| element(decoder, value))?
            })
            .into_iter()
            .next()
    }),
    ("lead", "fields.main", |decoder, value| {
        let html = decoder.text(value)?;
        let shows = ["<img", "<iframe", "<video", "<audio"].iter().any(|tag| html.contains(tag));
        shows.then(|| html_block(html))
    }),
    ("lead", "fields.thumbnail", image),
    ("tags", "*tags", |decoder, value| {
        matches!(str_at(value, "type"), "keyword" | "series" | "blog" | "")
            .then(|| link(decoder, value))?
    }),
    ("publisher", "fields.publication", person),
    ("rating", "fields.starRating", |decoder, value| {
        let mut rating = Object::new();
        put(&mut rating, "value", Some(positive_int(decoder, value)?));
        put(&mut rating, "max", Some(5.into()));
        Some(Value::Object(rating))
    }),
];

/// An update of a live blog.
const ENTRY: &Table = &[
    ("title", "title", rich_text),
    ("published", "?publishedDate.iso8601|publishedDate|?firstPublishedDate.iso8601", date),
    ("modified", "?lastModifiedDate.iso8601|lastModifiedDate", date),
    ("byline", "*contributors", person),
    ("body", "bodyHtml", |decoder, value| {
        Some(Value::Array(vec![html_block(decoder.text(value)?)]))
    }),
    ("body", "*elements", |decoder, value| {
        match decoder.first_at(value, "textTypeData.html", text) {
            Some(Value::String(html)) => Some(html_block(html)),
            _ => element(decoder, value),
        }
    }),
];

/// Returns the item or the list of items.
fn content(value: &Value) -> Option<&Value> {
    ["/response/content", "/response/results", "/content", "/results"]
        .iter()
        .find_map(|path| value.pointer(path))
        .filter(|value| match value {
            Value::Array(list) => list.iter().any(is_item),
            _ => is_item(value),
        })
        .or_else(|| is_item(value).then_some(value))
}

fn is_item(value: &Value) -> bool {
    const SIGNS: [&str; 5] = ["webTitle", "webUrl", "sectionId", "apiUrl", "fields.headline"];
    // Sections and tags have title and URL too.
    has(value, "webPublicationDate|fields|blocks")
        && SIGNS.iter().filter(|sign| has(value, sign)).count() >= 2
}

fn detect(value: &Value) -> bool {
    content(value).is_some() || guardian_page::detect(value)
}

/// Members that identify an item.
pub const ITEM_KEYS: [&str; 2] = ["id", "webUrl"];

/// Returns the items of a list.
pub fn items(value: &Value) -> Vec<&Value> {
    content(value).map_or(&[][..], list).iter().filter(|value| value.is_object()).collect()
}

fn read(value: &Value, decoder: &mut Decoder, item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::PlainOrMarkup;
    if content(value).is_none() && guardian_page::detect(value) {
        return guardian_page::read(value, decoder);
    }
    let value =
        select_item(decoder, content(value).unwrap_or(value), &ITEM_KEYS, item, Value::is_object)?;
    set_base(decoder, value, "webUrl");
    let mut document = apply_table(decoder, value, TABLE);
    let people = decoder.list_at(value, "tags", |decoder, value| {
        (str_at(value, "type") == "contributor").then(|| person(decoder, value))?
    });
    let line = decoder.first_at(value, "fields.byline", plain_text).unwrap_or_default();
    document.insert("byline".into(), byline(line.as_str().unwrap_or_default(), people));
    let live = str_at(value, "type") == "liveblog"
        || value
            .get("tags")
            .and_then(Value::as_array)
            .is_some_and(|tags| tags.iter().any(|tag| str_at(tag, "id") == "tone/minutebyminute"));
    if live {
        let entries = decoder.list_at(value, "blocks.body", |decoder, value| {
            let mut entry = apply_table(decoder, value, ENTRY);
            if value.pointer("/attributes/keyEvent") == Some(&Value::Bool(true)) {
                put(&mut entry, "key", Some(true.into()));
            }
            Some(typed("update", entry))
        });
        append_body(&mut document, entries);
    }
    if !document.contains_key("body") {
        put(&mut document, "body", decoder.first_at(value, "fields.body", html));
    }
    if !document.contains_key("body") {
        let mut blocks = Vec::new();
        decoder.each_at(value, "blocks.body", &mut |decoder, value| {
            if let Some(Value::Array(parts)) =
                apply_table(decoder, value, ENTRY).get_mut("body").map(Value::take)
            {
                blocks.extend(parts);
            }
        });
        append_body(&mut document, blocks);
    }
    if !document.contains_key("body") {
        let plain = decoder.first_at(value, "fields.bodyText|?blocks.totalBodyText", text);
        let plain = plain.as_ref().and_then(Value::as_str).map(paragraphs);
        put(&mut document, "body", plain);
    }
    read_without_repeated_dek(decoder, document)
}

/// Reads an image, a video or an audio with its files.
fn element(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const DATA: &Table = &[
        ("caption", "assets.0.typeData.caption|imageTypeData.caption", rich_text),
        (
            "credit",
            "assets.0.typeData.credit|assets.0.typeData.photographer|imageTypeData.credit",
            rich_text,
        ),
        ("alt", "assets.0.typeData.altText|imageTypeData.alt", plain_text),
        ("seconds", "assets.0.typeData.durationSeconds", seconds),
    ];
    let files = |value: &Value| matches!(str_at(value, "type"), "video" | "audio");
    let mut images =
        decoder.list_at(value, "assets", |decoder, value| match str_at(value, "type") {
            "video" | "audio" => None,
            _ => image(decoder, value),
        });
    let width = |value: &Value| value.get("width").and_then(Value::as_u64).unwrap_or_default();
    // The widest file is the master; the others are its sizes.
    let mut best = 0;
    for (index, image) in images.iter().enumerate() {
        if images.get(best).is_some_and(|other| width(image) > width(other)) {
            best = index;
        }
    }
    let mut still = (!images.is_empty()).then(|| images.swap_remove(best));
    let mut media = apply_table(decoder, value, DATA);
    let playable = value.get("assets").and_then(Value::as_array)?.iter().any(files);
    if let Some(Value::Object(image)) = &mut still {
        images.retain(|other| same_aspect_ratio(image, other));
        for other in images.iter_mut().filter_map(Value::as_object_mut) {
            // `null` counts as missing.
            if let Some(kind) = other.get_mut("type") {
                *kind = Value::Null;
            }
        }
        put(image, "sources", Some(Value::Array(images)));
        for key in ["caption", "credit", "alt"] {
            if !playable && !image.contains_key(key) {
                put(image, key, media.get_mut(key).map(Value::take));
            }
        }
    }
    if !playable {
        return still;
    }
    let sources = decoder.list_at(value, "assets", |decoder, value| {
        matches!(str_at(value, "type"), "video" | "audio").then(|| media_source(decoder, value))?
    });
    put(&mut media, "sources", Some(Value::Array(sources)));
    put(&mut media, "poster", still);
    Some(typed(if str_at(value, "type") == "audio" { "audio" } else { "video" }, media))
}
