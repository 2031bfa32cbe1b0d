//! Ghost: the Content API's posts and pages, and the same in its export files.
//! <https://docs.ghost.org/content-api/>

use super::common::*;
use super::{richtext, Format};
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "ghost", detect, read };

const TABLE: &Table = &[
    ("id", "id|uuid|slug", text),
    ("url", "canonical_url|url", page),
    ("lang", "locale|lang", language),
    ("kicker", "primary_tag", link),
    ("headline", "title", words),
    ("dek", "custom_excerpt|excerpt", words),
    ("byline", "*authors|primary_author|author", person),
    ("published", "published_at", date),
    ("modified", "updated_at", date),
    ("lead", "feature_image", image),
    ("tags", "*tags", |r, v| {
        // Names that begin with # are for the editors.
        link(r, v).filter(|tag| !str_at(tag, "text").starts_with('#'))
    }),
    ("minutes", "reading_time", whole),
    ("body", "html", html),
    // A post that nobody rendered: the editor's document, or the text alone.
    ("body", "lexical", |r, v| {
        let (document, _) = crate::article::json::parse(v.as_str()?).ok()?;
        richtext::html(r, &document).map(|html| Value::Array(vec![html_block(html)]))
    }),
    ("body", "plaintext", |r, v| r.text(v).map(|text| paragraphs(&text))),
];

const LEAD: &Table =
    &[("alt", "feature_image_alt", label), ("caption", "feature_image_caption", html)];

/// Where lists of posts stand: the API's answers, its export, its migration tools' files.
const LISTS: [&str; 6] =
    ["/posts", "/pages", "/db/0/data/posts", "/data/posts", "/result/posts", "/data/pages"];

/// The list of posts, or the post itself.
fn posts(v: &Value) -> Option<&Value> {
    let list = LISTS.iter().find_map(|place| v.pointer(place).filter(|v| v.is_array()));
    match list {
        Some(list) => list.as_array()?.iter().any(|v| is_post(inner(v))).then_some(list),
        None => is_post(v).then_some(v),
    }
}

/// The migration tools wrap what they have: `{"url": …, "data": {…}}`.
fn inner(v: &Value) -> &Value {
    v.get("data").filter(|data| data.is_object()).unwrap_or(v)
}

fn is_post(v: &Value) -> bool {
    const SIGNS: [&str; 7] =
        ["uuid", "slug", "title", "feature_image", "published_at", "comment_id", "primary_author"];
    let signs = SIGNS.iter().filter(|sign| has(v, sign)).count();
    has(v, "title|slug") && has(v, "html|lexical|mobiledoc|plaintext|uuid") && signs >= 3
}

fn detect(v: &Value) -> bool {
    posts(v).is_some()
}

fn read(v: &Value, r: &mut Reading, item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Either;
    let list = posts(v).unwrap_or(v);
    let v = inner(pick(r, list, &["id", "uuid", "slug", "url"], item, |v| is_post(inner(v)))?);
    let mut document = object(r, v, TABLE);
    if let Some(Value::Object(lead)) = document.get_mut("lead") {
        lead.extend(object(r, v, LEAD));
    }
    if !document.contains_key("kicker") {
        let first = document.get("tags").and_then(|tags| tags.get(0)).cloned();
        put(&mut document, "kicker", first);
    }
    if v.get("access") == Some(&Value::Bool(false)) {
        let message = "The rest of this text is for subscribers.";
        withheld(r, &mut document, "paywall", message);
    }
    // An excerpt that somebody wrote stays, whatever it repeats.
    match has(v, "custom_excerpt") {
        true => read_document(r, &document),
        false => finish(r, document),
    }
}
