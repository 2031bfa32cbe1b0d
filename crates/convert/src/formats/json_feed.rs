//! JSON Feed 1 and 1.1: a feed, or a single item. <https://www.jsonfeed.org/version/1.1/>

use super::common::{
    append_body, apply_table, block, date, has, html, image, language, link, link_object, list_at,
    media_source, page_url, paragraphs, people, plain_text, put, read_without_repeated_dek,
    rich_text, seconds, select_item, set_base, str_at, text, typed, Table,
};
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "json-feed", detect, read };

const ITEM: &Table = &[
    ("id", "id", text),
    ("url", "url|external_url", page_url),
    ("lang", "language", language),
    ("headline", "title", rich_text),
    ("dek", "summary", rich_text),
    ("byline", "authors|author", people),
    ("published", "date_published", date),
    ("modified", "date_modified", date),
    ("lead", "image|banner_image", image),
    ("tags", "*tags", link),
    ("body", "content_html", html),
    ("body", "content_text", |decoder, value| decoder.text(value).map(|text| paragraphs(&text))),
];

/// What an item inherits from its feed.
const FEED: &Table = &[("lang", "language", language), ("byline", "authors|author", people)];

const PUBLISHER: &Table = &[
    ("name", "title", plain_text),
    ("url", "home_page_url", page_url),
    ("image", "icon|favicon", image),
];

const CONTENT: &str = "content_html|content_text";

fn detect(value: &Value) -> bool {
    let version = str_at(value, "version");
    (version.starts_with("http") && version.contains("jsonfeed.org/version/1"))
        || value.get("items").and_then(Value::as_array).is_some_and(|items| {
            items.iter().any(|item| has(item, CONTENT) || has(item, "date_published"))
        })
        || (has(value, CONTENT) && has(value, "id|url|date_published"))
}

/// Members that identify an item.
pub const ITEM_KEYS: [&str; 3] = ["id", "url", "external_url"];

/// Returns the items of a feed.
pub fn items(value: &Value) -> Vec<&Value> {
    list_at(value, "items").iter().filter(|value| value.is_object()).collect()
}

fn read(value: &Value, decoder: &mut Decoder, item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Escaped;
    if value.get("items").is_none() {
        return read_item(decoder, value, None);
    }
    let mut out = None;
    decoder.visit(value, "items", &mut |decoder, items| {
        if let Some(chosen) = select_item(decoder, items, &ITEM_KEYS, item, Value::is_object) {
            out = read_item(decoder, chosen, Some(value));
        }
        true
    });
    out
}

/// Reads an item; `feed` is the feed it belongs to.
fn read_item(decoder: &mut Decoder, value: &Value, feed: Option<&Value>) -> Option<Article> {
    let path = if !has(value, "url") && str_at(value, "id").contains("://") { "id" } else { "url" };
    let outer = set_base(decoder, value, path);
    let mut document = apply_table(decoder, value, ITEM);
    if let Some(feed) = feed {
        let own = std::mem::replace(&mut decoder.base, outer);
        for (key, inherited) in apply_table(decoder, feed, FEED) {
            document.entry(key).or_insert(inherited);
        }
        let publisher = apply_table(decoder, feed, PUBLISHER);
        if publisher.contains_key("name") {
            put(&mut document, "publisher", Some(Value::Object(publisher)));
        }
        decoder.base = own;
    }
    // The page that a link post is about.
    let external = decoder
        .first_at(value, "external_url", page_url)
        .filter(|url| document.get("url") != Some(url));
    if let Some(url) = external {
        let link = link_object(url.clone(), Some(url));
        put(&mut document, "related", Some(Value::Array(vec![link])));
    }
    let attachments = attachments(decoder, value);
    append_body(&mut document, attachments);
    read_without_repeated_dek(decoder, document)
}

/// Reads `attachments`. Those with equal title and type are encodings of one file.
fn attachments(decoder: &mut Decoder, value: &Value) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let found = decoder.list_at(value, "attachments", attachment);
    for attachment in found {
        // They are close to each other.
        let duplicate = out.iter_mut().rev().take(20).find(|other| {
            let same = |key: &str| other.get(key) == attachment.get(key);
            other.get("title").is_some() && same("title") && same("type")
        });
        let sources = duplicate.and_then(|other| other.get_mut("sources")?.as_array_mut());
        let more = attachment.get("sources").and_then(Value::as_array);
        match (sources, more) {
            (Some(sources), Some(more)) => sources.extend(more.iter().cloned()),
            _ => out.push(attachment),
        }
    }
    out
}

fn attachment(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const MEDIA: &Table =
        &[("title", "title", plain_text), ("seconds", "duration_in_seconds", seconds)];
    let mime = str_at(value, "mime_type");
    let kind = mime.split('/').next().unwrap_or_default();
    if kind == "image" {
        let mut image = image(decoder, value)?;
        let caption = decoder.first_at(value, "title", rich_text);
        put(image.as_object_mut()?, "caption", caption);
        return Some(image);
    }
    if kind == "video" || kind == "audio" {
        let mut media = apply_table(decoder, value, MEDIA);
        media.insert("sources".into(), Value::Array(vec![media_source(decoder, value)?]));
        return Some(typed(kind, media));
    }
    let url = decoder.first_at(value, "url", page_url)?;
    let title = decoder.first_at(value, "title", plain_text).unwrap_or_else(|| url.clone());
    Some(block("links", "items", Value::Array(vec![link_object(title, Some(url))])))
}
