//! Ghost: posts and pages of the Content API and of export files.
//! <https://docs.ghost.org/content-api/>

use super::common::{
    apply_table, date, has, html, html_block, image, language, link, list, page_url, paragraphs,
    paywall_notice, people, plain_text, positive_int, put, read_document,
    read_without_repeated_dek, rich_text, select_item, set_base, set_free, str_at, text,
    title_text, Table,
};
use super::richtext;
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "ghost", detect, read };

const TABLE: &Table = &[
    ("id", "id|uuid|slug", text),
    ("url", "canonical_url|url", page_url),
    ("lang", "locale|lang", language),
    ("kicker", "primary_tag", link),
    ("headline", "title", title_text),
    ("dek", "custom_excerpt|excerpt", rich_text),
    ("byline", "authors|primary_author|author", people),
    ("published", "published_at", date),
    ("modified", "updated_at", date),
    ("lead", "feature_image", image),
    ("tags", "*tags", |r, v| {
        // Tags with a leading # are internal.
        link(r, v).filter(|tag| !str_at(tag, "text").starts_with('#'))
    }),
    ("minutes", "reading_time", positive_int),
    ("body", "html", html),
    // A post without rendered HTML: the editor's document, or the plain text.
    ("body", "lexical", |r, v| {
        let (document, _) = baca_sys::json::parse(v.as_str()?).ok()?;
        richtext::html(r, &document).map(|html| Value::Array(vec![html_block(html)]))
    }),
    ("body", "plaintext", |r, v| r.text(v).map(|text| paragraphs(&text))),
];

const LEAD: &Table =
    &[("alt", "feature_image_alt", plain_text), ("caption", "feature_image_caption", html)];

/// Paths of lists of posts: in API responses, exports, and files of the migration tools.
const LISTS: [&str; 6] =
    ["/posts", "/pages", "/db/0/data/posts", "/data/posts", "/result/posts", "/data/pages"];

/// Returns the list of posts, or the post itself.
fn posts(v: &Value) -> Option<&Value> {
    let list = LISTS.iter().find_map(|path| v.pointer(path).filter(|v| v.is_array()));
    match list {
        Some(list) => list.as_array()?.iter().any(|v| is_post(inner(v))).then_some(list),
        None => is_post(v).then_some(v),
    }
}

/// Unwraps a post of the migration tools: `{"url": …, "data": {…}}`.
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

/// Members that identify a post.
pub const ITEM_KEYS: [&str; 4] = ["id", "uuid", "slug", "url"];

/// Returns the posts of a list.
pub fn items(v: &Value) -> Vec<&Value> {
    posts(v).map_or(&[][..], list).iter().filter(|v| is_post(inner(v))).collect()
}

fn read(v: &Value, r: &mut Decoder, item: Option<&str>) -> Option<Article> {
    r.source.text_syntax = TextSyntax::PlainOrMarkup;
    let list = posts(v).unwrap_or(v);
    let v = inner(select_item(r, list, &ITEM_KEYS, item, |v| is_post(inner(v)))?);
    set_base(r, v, "url");
    let mut document = apply_table(r, v, TABLE);
    if let Some(Value::Object(lead)) = document.get_mut("lead") {
        lead.extend(apply_table(r, v, LEAD));
    }
    if !document.contains_key("kicker") {
        let first = document.get("tags").and_then(|tags| tags.get(0)).cloned();
        put(&mut document, "kicker", first);
    }
    // The Content API says whether the text is complete; exports only say whom it is for.
    let access = v.get("access").and_then(Value::as_bool);
    if access == Some(false)
        || access.is_none()
            && matches!(str_at(v, "visibility"), "members" | "paid" | "tiers" | "filter")
    {
        set_free(&mut document, false);
    }
    if access == Some(false) {
        let message = "The rest of this text is for subscribers.";
        paywall_notice(r, &mut document, "paywall", message);
    }
    // A custom excerpt is kept, even if it repeats the text.
    match has(v, "custom_excerpt") {
        true => read_document(r, &document),
        false => read_without_repeated_dek(r, document),
    }
}
