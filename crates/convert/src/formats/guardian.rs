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
    ("lead", "elements", |r, v| {
        r.list_at(v, "", |r, v| (str_at(v, "relation") == "main").then(|| element(r, v))?)
            .into_iter()
            .next()
    }),
    ("lead", "fields.main", |r, v| {
        let html = r.text(v)?;
        let shows = ["<img", "<iframe", "<video", "<audio"].iter().any(|tag| html.contains(tag));
        shows.then(|| html_block(html))
    }),
    ("lead", "fields.thumbnail", image),
    ("tags", "*tags", |r, v| {
        matches!(str_at(v, "type"), "keyword" | "series" | "blog" | "").then(|| link(r, v))?
    }),
    ("publisher", "fields.publication", person),
    ("rating", "fields.starRating", |r, v| {
        let mut rating = Object::new();
        put(&mut rating, "value", Some(positive_int(r, v)?));
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
    ("body", "bodyHtml", |r, v| Some(Value::Array(vec![html_block(r.text(v)?)]))),
    ("body", "*elements", |r, v| match r.first_at(v, "textTypeData.html", text) {
        Some(Value::String(html)) => Some(html_block(html)),
        _ => element(r, v),
    }),
];

/// Returns the item or the list of items.
fn content(v: &Value) -> Option<&Value> {
    ["/response/content", "/response/results", "/content", "/results"]
        .iter()
        .find_map(|path| v.pointer(path))
        .filter(|v| match v {
            Value::Array(list) => list.iter().any(is_item),
            _ => is_item(v),
        })
        .or_else(|| is_item(v).then_some(v))
}

fn is_item(v: &Value) -> bool {
    const SIGNS: [&str; 5] = ["webTitle", "webUrl", "sectionId", "apiUrl", "fields.headline"];
    // Sections and tags have title and URL too.
    has(v, "webPublicationDate|fields|blocks")
        && SIGNS.iter().filter(|sign| has(v, sign)).count() >= 2
}

fn detect(v: &Value) -> bool {
    content(v).is_some() || guardian_page::detect(v)
}

/// Members that identify an item.
pub const ITEM_KEYS: [&str; 2] = ["id", "webUrl"];

/// Returns the items of a list.
pub fn items(v: &Value) -> Vec<&Value> {
    content(v).map_or(&[][..], list).iter().filter(|v| v.is_object()).collect()
}

fn read(v: &Value, r: &mut Decoder, item: Option<&str>) -> Option<Article> {
    r.source.text_syntax = TextSyntax::PlainOrMarkup;
    if content(v).is_none() && guardian_page::detect(v) {
        return guardian_page::read(v, r);
    }
    let v = select_item(r, content(v).unwrap_or(v), &ITEM_KEYS, item, Value::is_object)?;
    set_base(r, v, "webUrl");
    let mut document = apply_table(r, v, TABLE);
    let people =
        r.list_at(v, "tags", |r, v| (str_at(v, "type") == "contributor").then(|| person(r, v))?);
    let line = r.first_at(v, "fields.byline", plain_text).unwrap_or_default();
    document.insert("byline".into(), byline(line.as_str().unwrap_or_default(), people));
    let live = str_at(v, "type") == "liveblog"
        || v.get("tags")
            .and_then(Value::as_array)
            .is_some_and(|tags| tags.iter().any(|tag| str_at(tag, "id") == "tone/minutebyminute"));
    if live {
        let entries = r.list_at(v, "blocks.body", |r, v| {
            let mut entry = apply_table(r, v, ENTRY);
            if v.pointer("/attributes/keyEvent") == Some(&Value::Bool(true)) {
                put(&mut entry, "key", Some(true.into()));
            }
            Some(typed("update", entry))
        });
        append_body(&mut document, entries);
    }
    if !document.contains_key("body") {
        put(&mut document, "body", r.first_at(v, "fields.body", html));
    }
    if !document.contains_key("body") {
        let mut blocks = Vec::new();
        r.each_at(v, "blocks.body", &mut |r, v| {
            if let Some(Value::Array(parts)) =
                apply_table(r, v, ENTRY).get_mut("body").map(Value::take)
            {
                blocks.extend(parts);
            }
        });
        append_body(&mut document, blocks);
    }
    if !document.contains_key("body") {
        let plain = r.first_at(v, "fields.bodyText|?blocks.totalBodyText", text);
        let plain = plain.as_ref().and_then(Value::as_str).map(paragraphs);
        put(&mut document, "body", plain);
    }
    read_without_repeated_dek(r, document)
}

/// Reads an image, a video or an audio with its files.
fn element(r: &mut Decoder, v: &Value) -> Option<Value> {
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
    let files = |v: &Value| matches!(str_at(v, "type"), "video" | "audio");
    let mut images = r.list_at(v, "assets", |r, v| match str_at(v, "type") {
        "video" | "audio" => None,
        _ => image(r, v),
    });
    let width = |v: &Value| v.get("width").and_then(Value::as_u64).unwrap_or_default();
    // The widest file is the master; the others are its sizes.
    let mut best = 0;
    for (index, image) in images.iter().enumerate() {
        if images.get(best).is_some_and(|other| width(image) > width(other)) {
            best = index;
        }
    }
    let mut still = (!images.is_empty()).then(|| images.swap_remove(best));
    let mut media = apply_table(r, v, DATA);
    let playable = v.get("assets").and_then(Value::as_array)?.iter().any(files);
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
    let sources = r.list_at(v, "assets", |r, v| {
        matches!(str_at(v, "type"), "video" | "audio").then(|| media_source(r, v))?
    });
    put(&mut media, "sources", Some(Value::Array(sources)));
    put(&mut media, "poster", still);
    Some(typed(if str_at(v, "type") == "audio" { "audio" } else { "video" }, media))
}
