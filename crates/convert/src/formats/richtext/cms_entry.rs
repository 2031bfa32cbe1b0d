//! Entries of headless CMSs: an object with a title and a rich-text document. Contentful has it in `fields`,
//! Strapi in `data.attributes`, Sanity in `result`.

use super::is_document;
use super::portable_text::has_only_images;
use crate::formats::common::{
    apply_table, date, image, language, link, page_url, people, plain_text, put, read_document,
    resolve_refs, rich_text, str_at, text, Object, Table, MAX_COPIES,
};
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "headless", detect, read };

const TABLE: &Table = &[
    ("id", "id|_id|documentId|?sys.id", text),
    ("url", "canonicalUrl|canonical_url|url", page_url),
    ("lang", "locale|language|lang", language),
    ("kicker", "category|section|categories", link),
    ("headline", "title|headline|name", rich_text),
    ("dek", "excerpt|description|subtitle|summary|dek|standfirst|intro", rich_text),
    ("byline", "authors|author", people),
    ("dateline", "dateline", plain_text),
    (
        "published",
        "publishedAt|published_at|publishDate|datePublished|date|_createdAt|createdAt",
        date,
    ),
    ("modified", "updatedAt|updated_at|_updatedAt", date),
    ("lead", "mainImage|heroImage|featuredImage|coverImage|cover|image|hero", image),
    ("tags", "*tags", link),
];

/// Paths of the entry in a response.
const ENTRIES: [&str; 11] = [
    "/data/attributes",
    "/data/0/attributes",
    "/items/0/fields",
    "/data/0",
    "/data",
    "/result/0",
    "/result",
    "/docs/0",
    "/fields",
    "/0",
    "",
];

/// Returns the entry of a response: the first with a title and a document.
fn entry(value: &Value) -> Option<&Value> {
    ENTRIES.iter().filter_map(|path| value.pointer(path)).find(|value| {
        let titled = ["title", "headline", "name"].iter().any(|key| !str_at(value, key).is_empty());
        titled && text_field(value).is_some()
    })
}

/// Returns the name of the field with the text.
fn text_field(value: &Value) -> Option<&str> {
    let common = ["body", "content", "text", "article"];
    let is_text = |key: &&str| value.get(*key).is_some_and(is_document);
    let is_other = |value: &Value| is_document(value) && !has_only_images(value);
    let other = || {
        value.as_object()?.iter().find(|(_, value)| is_other(value)).map(|(key, _)| key.as_str())
    };
    common.into_iter().find(is_text).or_else(other)
}

fn detect(value: &Value) -> bool {
    entry(value).is_some()
}

fn read(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Plain;
    let entry = entry(value)?;
    let field = text_field(entry)?;
    // Contentful's links (`{"sys": {"type": "Link", "id": …}}`) point at the response's `includes`.
    let find = |object: &Object| {
        let link = object.get("sys").filter(|sys| str_at(sys, "type") == "Link")?;
        let lists = ["/includes/Asset", "/includes/Entry"];
        let mut all = lists.iter().filter_map(|list| value.pointer(list)?.as_array()).flatten();
        let target = all.find(|value| value.pointer("/sys/id") == link.get("id"));
        Some(target.and_then(Value::as_object))
    };
    let resolved = resolve_refs(entry, &find, 100, &mut { MAX_COPIES });
    let mut out = apply_table(decoder, &resolved, TABLE);
    // Contentful has the dates in `sys`, beside the fields.
    let sys = value.pointer("/items/0/sys").or_else(|| value.get("sys")).unwrap_or(&Value::Null);
    for (key, path) in [("published", "createdAt"), ("modified", "updatedAt")] {
        if !out.contains_key(key) {
            put(&mut out, key, decoder.first_at(sys, path, date));
        }
    }
    put(&mut out, "body", resolved.get(field).cloned());
    read_document(decoder, &out)
}
