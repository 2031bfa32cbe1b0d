//! What a headless CMS answers: an entry with a title, of which one field is a rich-text document.
//! Contentful puts it in `fields`, Strapi in `data.attributes`, Sanity in `result`.

use super::is_document;
use crate::article::formats::common::*;
use crate::article::formats::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "headless", detect, read };

const TABLE: &Table = &[
    ("id", "id|_id|documentId|?sys.id", text),
    ("url", "canonicalUrl|canonical_url|url", page),
    ("lang", "locale|language|lang", language),
    ("kicker", "category|section|categories", link),
    ("headline", "title|headline|name", words),
    ("dek", "excerpt|description|subtitle|summary|dek|standfirst|intro", words),
    ("byline", "*authors|author", person),
    ("dateline", "dateline", label),
    (
        "published",
        "publishedAt|published_at|publishDate|datePublished|date|_createdAt|createdAt",
        date,
    ),
    ("modified", "updatedAt|updated_at|_updatedAt", date),
    ("lead", "mainImage|heroImage|featuredImage|coverImage|cover|image|hero", image),
    ("tags", "*tags", link),
];

/// Where entries stand in answers.
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

/// The entry of an answer.
fn entry(v: &Value) -> Option<&Value> {
    ENTRIES.iter().filter_map(|place| v.pointer(place)).find(|v| {
        let titled = ["title", "headline", "name"].iter().any(|key| !str_at(v, key).is_empty());
        titled && document(v).is_some()
    })
}

/// The field that is the text.
fn document(v: &Value) -> Option<&str> {
    let usual = ["body", "content", "text", "article"];
    let is_text = |key: &&str| v.get(*key).is_some_and(is_document);
    let other = || v.as_object()?.iter().find(|(_, v)| is_document(v)).map(|(key, _)| key.as_str());
    usual.into_iter().find(is_text).or_else(other)
}

fn detect(v: &Value) -> bool {
    entry(v).is_some()
}

fn read(v: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Plain;
    let entry = entry(v)?;
    let field = document(entry)?;
    // Contentful's links (`{"sys": {"type": "Link", "id": …}}`) name what stands beside.
    let find = |o: &Object| {
        let link = o.get("sys").filter(|sys| str_at(sys, "type") == "Link")?;
        let lists = ["/includes/Asset", "/includes/Entry"];
        let mut all = lists.iter().filter_map(|list| v.pointer(list)?.as_array()).flatten();
        let target = all.find(|v| v.pointer("/sys/id") == link.get("id"));
        Some(target.and_then(Value::as_object))
    };
    let joined = joined(entry, &find, 100, &mut { MAX_COPIES });
    let mut out = object(r, &joined, TABLE);
    // Contentful keeps the dates beside the entry.
    let sys = v.pointer("/items/0/sys").or_else(|| v.get("sys")).unwrap_or(&Value::Null);
    for (key, place) in [("published", "createdAt"), ("modified", "updatedAt")] {
        if !out.contains_key(key) {
            put(&mut out, key, r.at(sys, place, date));
        }
    }
    put(&mut out, "body", joined.get(field).cloned());
    read_document(r, &out)
}
