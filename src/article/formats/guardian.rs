//! The Guardian's Content API: an item, or an answer with one or several; live blogs too.
//! <https://open-platform.theguardian.com/documentation/>

use super::common::*;
use super::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "guardian", detect, read };

const TABLE: &Table = &[
    ("id", "id", text),
    ("url", "webUrl|fields.shortUrl", page),
    ("lang", "fields.lang", language),
    ("kicker", "sectionName|pillarName", link),
    ("headline", "fields.headline|webTitle", words),
    ("dek", "fields.standfirst|fields.trailText", html),
    // The Scala client writes dates as objects.
    ("published", "?webPublicationDate.iso8601|webPublicationDate", date),
    ("modified", "?fields.lastModified.iso8601|fields.lastModified", date),
    ("lead", "elements", |r, v| {
        r.all(v, "", |r, v| (str_at(v, "relation") == "main").then(|| element(r, v))?)
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
        put(&mut rating, "value", Some(whole(r, v)?));
        put(&mut rating, "max", Some(5.into()));
        Some(Value::Object(rating))
    }),
];

/// An entry of a live blog.
const ENTRY: &Table = &[
    ("title", "title", words),
    ("published", "?publishedDate.iso8601|publishedDate|?firstPublishedDate.iso8601", date),
    ("modified", "?lastModifiedDate.iso8601|lastModifiedDate", date),
    ("byline", "*contributors", person),
    ("body", "bodyHtml", |r, v| Some(Value::Array(vec![html_block(r.text(v)?)]))),
    ("body", "*elements", |r, v| match r.at(v, "textTypeData.html", text) {
        Some(Value::String(html)) => Some(html_block(html)),
        _ => element(r, v),
    }),
];

fn content(v: &Value) -> Option<&Value> {
    ["/response/content", "/response/results", "/content", "/results"]
        .iter()
        .find_map(|place| v.pointer(place))
        .filter(|v| match v {
            Value::Array(list) => list.iter().any(is_item),
            _ => is_item(v),
        })
        .or_else(|| is_item(v).then_some(v))
}

fn is_item(v: &Value) -> bool {
    const SIGNS: [&str; 5] = ["webTitle", "webUrl", "sectionId", "apiUrl", "fields.headline"];
    // Sections and tags have titles and addresses too.
    has(v, "webPublicationDate|fields|blocks")
        && SIGNS.iter().filter(|sign| has(v, sign)).count() >= 2
}

fn detect(v: &Value) -> bool {
    content(v).is_some()
}

fn read(v: &Value, r: &mut Reading, item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Either;
    let v = pick(r, content(v).unwrap_or(v), &["id", "webUrl"], item, Value::is_object)?;
    let mut document = object(r, v, TABLE);
    let people =
        r.all(v, "tags", |r, v| (str_at(v, "type") == "contributor").then(|| person(r, v))?);
    let line = r.at(v, "fields.byline", label).unwrap_or_default();
    document.insert("byline".into(), byline(line.as_str().unwrap_or_default(), people));
    let live = str_at(v, "type") == "liveblog"
        || v.get("tags")
            .and_then(Value::as_array)
            .is_some_and(|tags| tags.iter().any(|tag| str_at(tag, "id") == "tone/minutebyminute"));
    if live {
        let entries = r.all(v, "blocks.body", |r, v| {
            let mut entry = object(r, v, ENTRY);
            if v.pointer("/attributes/keyEvent") == Some(&Value::Bool(true)) {
                put(&mut entry, "key", Some(true.into()));
            }
            Some(typed("update", entry))
        });
        append(&mut document, entries);
    }
    if !document.contains_key("body") {
        put(&mut document, "body", r.at(v, "fields.body", html));
    }
    if !document.contains_key("body") {
        let mut blocks = Vec::new();
        r.each_at(v, "blocks.body", &mut |r, v| {
            if let Some(Value::Array(parts)) = object(r, v, ENTRY).get_mut("body").map(Value::take)
            {
                blocks.extend(parts);
            }
        });
        append(&mut document, blocks);
    }
    if !document.contains_key("body") {
        let plain = r.at(v, "fields.bodyText|?blocks.totalBodyText", text);
        let plain = plain.as_ref().and_then(Value::as_str).map(paragraphs);
        put(&mut document, "body", plain);
    }
    finish(r, document)
}

/// An image or a video with its files.
fn element(r: &mut Reading, v: &Value) -> Option<Value> {
    const DATA: &Table = &[
        ("caption", "assets.0.typeData.caption|imageTypeData.caption", words),
        (
            "credit",
            "assets.0.typeData.credit|assets.0.typeData.photographer|imageTypeData.credit",
            words,
        ),
        ("alt", "assets.0.typeData.altText|imageTypeData.alt", label),
        ("seconds", "assets.0.typeData.durationSeconds", seconds),
    ];
    let files = |v: &Value| matches!(str_at(v, "type"), "video" | "audio");
    let mut images = r.all(v, "assets", |r, v| match str_at(v, "type") {
        "video" | "audio" => None,
        _ => image(r, v),
    });
    let width = |v: &Value| v.get("width").and_then(Value::as_u64).unwrap_or_default();
    // The master is the widest; a reader needs no more than that.
    let mut best = 0;
    for (index, image) in images.iter().enumerate() {
        if images.get(best).is_some_and(|other| width(image) > width(other)) {
            best = index;
        }
    }
    let mut still = (!images.is_empty()).then(|| images.swap_remove(best));
    let mut media = object(r, v, DATA);
    let playable = v.get("assets").and_then(Value::as_array)?.iter().any(files);
    if let Some(Value::Object(image)) = &mut still {
        images.retain(|other| same_shape(image, other));
        for other in images.iter_mut().filter_map(Value::as_object_mut) {
            other.remove("type");
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
    let sources = r.all(v, "assets", |r, v| {
        matches!(str_at(v, "type"), "video" | "audio").then(|| source(r, v))?
    });
    put(&mut media, "sources", Some(Value::Array(sources)));
    put(&mut media, "poster", still);
    Some(typed(if str_at(v, "type") == "audio" { "audio" } else { "video" }, media))
}

/// Names beyond this many are not looked for in a byline.
const MAX_NAMES: usize = 100;

/// The byline as it was written, with each contributor's name a link; persons alone when the line
/// says no more than their names.
fn byline(line: &str, people: Vec<Value>) -> Value {
    let mut rest = String::from(line);
    for person in people.iter().take(MAX_NAMES) {
        rest = rest.replace(str_at(person, "name"), "");
    }
    if !rest.split([' ', ',', '&']).any(|word| !word.is_empty() && word != "and") {
        return Value::Array(people);
    }
    let mut spans: Vec<Value> = vec![linked(line.into(), None)];
    for person in people.into_iter().take(MAX_NAMES) {
        let name = str_at(&person, "name");
        let plain =
            |span: &Value| span.get("href").is_none() && str_at(span, "text").contains(name);
        let Some(index) = spans.iter().position(plain) else { continue };
        let whole = spans.remove(index);
        let Some((before, after)) = str_at(&whole, "text").split_once(name) else { continue };
        let mut link = Object::new();
        put(&mut link, "text", Some(name.into()));
        put(&mut link, "href", Some(str_at(&person, "url").into()));
        let parts = [linked(before.into(), None), Value::Object(link), linked(after.into(), None)];
        let parts = parts.into_iter().filter(|part| !str_at(part, "text").is_empty());
        for (at, part) in parts.enumerate() {
            spans.insert(index + at, part);
        }
    }
    Value::Array(spans)
}
