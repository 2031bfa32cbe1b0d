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
fn entry(v: &Value) -> Option<&Value> {
    ENTRIES.iter().filter_map(|path| v.pointer(path)).find(|v| {
        let titled = ["title", "headline", "name"].iter().any(|key| !str_at(v, key).is_empty());
        titled && text_field(v).is_some()
    })
}

/// Returns the name of the field with the text.
fn text_field(v: &Value) -> Option<&str> {
    let common = ["body", "content", "text", "article"];
    let is_text = |key: &&str| v.get(*key).is_some_and(is_document);
    let is_other = |v: &Value| is_document(v) && !has_only_images(v);
    let other = || v.as_object()?.iter().find(|(_, v)| is_other(v)).map(|(key, _)| key.as_str());
    common.into_iter().find(is_text).or_else(other)
}

fn detect(v: &Value) -> bool {
    entry(v).is_some()
}

fn read(v: &Value, r: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    r.source.text_syntax = TextSyntax::Plain;
    let entry = entry(v)?;
    let field = text_field(entry)?;
    // Contentful's links (`{"sys": {"type": "Link", "id": …}}`) point at the response's `includes`.
    let find = |o: &Object| {
        let link = o.get("sys").filter(|sys| str_at(sys, "type") == "Link")?;
        let lists = ["/includes/Asset", "/includes/Entry"];
        let mut all = lists.iter().filter_map(|list| v.pointer(list)?.as_array()).flatten();
        let target = all.find(|v| v.pointer("/sys/id") == link.get("id"));
        Some(target.and_then(Value::as_object))
    };
    let resolved = resolve_refs(entry, &find, 100, &mut { MAX_COPIES });
    let mut out = apply_table(r, &resolved, TABLE);
    // Contentful has the dates in `sys`, beside the fields.
    let sys = v.pointer("/items/0/sys").or_else(|| v.get("sys")).unwrap_or(&Value::Null);
    for (key, path) in [("published", "createdAt"), ("modified", "updatedAt")] {
        if !out.contains_key(key) {
            put(&mut out, key, r.first_at(sys, path, date));
        }
    }
    put(&mut out, "body", resolved.get(field).cloned());
    read_document(r, &out)
}
