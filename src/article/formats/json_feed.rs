//! JSON Feed 1 and 1.1: a feed, or one of its items alone. <https://www.jsonfeed.org/version/1.1/>

use super::common::*;
use super::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "json-feed", detect, read };

const ITEM: &Table = &[
    ("id", "id", text),
    ("url", "url|external_url", page),
    ("lang", "language", language),
    ("headline", "title", words),
    ("dek", "summary", words),
    ("byline", "*authors|author", person),
    ("published", "date_published", date),
    ("modified", "date_modified", date),
    ("lead", "image|banner_image", image),
    ("tags", "*tags", link),
    ("body", "content_html", html),
    ("body", "content_text", |r, v| r.text(v).map(|text| paragraphs(&text))),
];

/// What an item has from its feed.
const FEED: &Table = &[("lang", "language", language), ("byline", "*authors|author", person)];

const PUBLISHER: &Table =
    &[("name", "title", label), ("url", "home_page_url", page), ("image", "icon|favicon", image)];

const CONTENT: &str = "content_html|content_text";

fn detect(v: &Value) -> bool {
    let version = str_at(v, "version");
    (version.starts_with("http") && version.contains("jsonfeed.org/version/1"))
        || v.get("items").and_then(Value::as_array).is_some_and(|items| {
            items.iter().any(|item| has(item, CONTENT) || has(item, "date_published"))
        })
        || (has(v, CONTENT) && has(v, "id|url|date_published"))
}

fn read(v: &Value, r: &mut Reading, item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Plain;
    if v.get("items").is_none() {
        return one(r, v, None);
    }
    let mut out = None;
    r.visit(v, "items", &mut |r, items| {
        let keys = ["id", "url", "external_url"];
        if let Some(chosen) = pick(r, items, &keys, item, Value::is_object) {
            out = one(r, chosen, Some(v));
        }
        true
    });
    out
}

fn one(r: &mut Reading, v: &Value, feed: Option<&Value>) -> Option<Article> {
    let mut document = object(r, v, ITEM);
    if let Some(feed) = feed {
        for (key, value) in object(r, feed, FEED) {
            document.entry(key).or_insert(value);
        }
        let publisher = object(r, feed, PUBLISHER);
        if publisher.contains_key("name") {
            put(&mut document, "publisher", Some(Value::Object(publisher)));
        }
    }
    // A link post speaks of another page.
    let external = r.at(v, "external_url", page).filter(|url| document.get("url") != Some(url));
    if let Some(url) = external {
        let link = linked(url.clone(), Some(url));
        put(&mut document, "related", Some(Value::Array(vec![link])));
    }
    let attachments = attachments(r, v);
    append(&mut document, attachments);
    finish(r, document)
}

/// `attachments`: those of the same title and kind are the same in several encodings.
fn attachments(r: &mut Reading, v: &Value) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let found = r.all(v, "attachments", attachment);
    for attachment in found {
        // Twins stand close to each other.
        let twin = out.iter_mut().rev().take(20).find(|other| {
            let same = |key: &str| other.get(key) == attachment.get(key);
            other.get("title").is_some() && same("title") && same("type")
        });
        let sources = twin.and_then(|twin| twin.get_mut("sources")?.as_array_mut());
        let more = attachment.get("sources").and_then(Value::as_array);
        match (sources, more) {
            (Some(sources), Some(more)) => sources.extend(more.iter().cloned()),
            _ => out.push(attachment),
        }
    }
    out
}

fn attachment(r: &mut Reading, v: &Value) -> Option<Value> {
    const MEDIA: &Table = &[("title", "title", label), ("seconds", "duration_in_seconds", seconds)];
    let mime = str_at(v, "mime_type");
    let kind = mime.split('/').next().unwrap_or_default();
    if kind == "image" {
        let mut image = image(r, v)?;
        let caption = r.at(v, "title", words);
        put(image.as_object_mut()?, "caption", caption);
        return Some(image);
    }
    if kind == "video" || kind == "audio" {
        let mut media = object(r, v, MEDIA);
        media.insert("sources".into(), Value::Array(vec![source(r, v)?]));
        return Some(typed(kind, media));
    }
    let url = r.at(v, "url", page)?;
    let title = r.at(v, "title", label).unwrap_or_else(|| url.clone());
    Some(block("links", "items", Value::Array(vec![linked(title, Some(url))])))
}
