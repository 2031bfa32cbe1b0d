//! Ghost: posts and pages of the Content API and of export files.
//! <https://docs.ghost.org/content-api/>

use super::common::{
    apply_table, begins_body, date, has, html, html_block, image, language, link, list, page_url,
    paragraphs, paywall_notice, people, plain_text, positive_int, put, read_document, rich_text,
    select_item, set_base, set_free, str_at, text, title_text, Table,
};
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
    ("tags", "*tags", |decoder, value| {
        // Tags with a leading # are internal.
        link(decoder, value).filter(|tag| !str_at(tag, "text").starts_with('#'))
    }),
    ("minutes", "reading_time", positive_int),
    ("body", "html", html),
    // A post without rendered HTML: the editor's document, or the plain text.
    ("body", "lexical", |decoder, value| {
        let (document, _) = baca_sys::json::parse(value.as_str()?).ok()?;
        decoder.document_html(&document).map(|html| Value::Array(vec![html_block(html)]))
    }),
    ("body", "plaintext", |decoder, value| decoder.text(value).map(|text| paragraphs(&text))),
];

const LEAD: &Table =
    &[("alt", "feature_image_alt", plain_text), ("caption", "feature_image_caption", html)];

/// Paths of lists of posts: in API responses, exports, and files of the migration tools.
const LISTS: [&str; 6] =
    ["/posts", "/pages", "/db/0/data/posts", "/data/posts", "/result/posts", "/data/pages"];

/// Returns the list of posts, or the post itself.
fn posts(value: &Value) -> Option<&Value> {
    let list = LISTS.iter().find_map(|path| value.pointer(path).filter(|value| value.is_array()));
    match list {
        Some(list) => list.as_array()?.iter().any(|value| is_post(inner(value))).then_some(list),
        None => is_post(value).then_some(value),
    }
}

/// Unwraps a post of the migration tools: `{"url": …, "data": {…}}`.
fn inner(value: &Value) -> &Value {
    value.get("data").filter(|data| data.is_object()).unwrap_or(value)
}

fn is_post(value: &Value) -> bool {
    const SIGNS: [&str; 7] =
        ["uuid", "slug", "title", "feature_image", "published_at", "comment_id", "primary_author"];
    let signs = SIGNS.iter().filter(|sign| has(value, sign)).count();
    has(value, "title|slug") && has(value, "html|lexical|mobiledoc|plaintext|uuid") && signs >= 3
}

fn detect(value: &Value) -> bool {
    posts(value).is_some()
}

/// Members that identify a post.
pub const ITEM_KEYS: [&str; 4] = ["id", "uuid", "slug", "url"];

/// Returns the posts of a list.
pub fn items(value: &Value) -> Vec<&Value> {
    posts(value).map_or(&[][..], list).iter().filter(|value| is_post(inner(value))).collect()
}

fn read(value: &Value, decoder: &mut Decoder, item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::PlainOrMarkup;
    let list = posts(value).unwrap_or(value);
    let value = inner(select_item(decoder, list, &ITEM_KEYS, item, |value| is_post(inner(value)))?);
    set_base(decoder, value, "url");
    let mut document = apply_table(decoder, value, TABLE);
    if let Some(Value::Object(lead)) = document.get_mut("lead") {
        lead.extend(apply_table(decoder, value, LEAD));
    }
    if !document.contains_key("kicker") {
        let first = document.get("tags").and_then(|tags| tags.get(0)).cloned();
        put(&mut document, "kicker", first);
    }
    // The Content API says whether the text is complete; exports only say whom it is for.
    let access = value.get("access").and_then(Value::as_bool);
    if access == Some(false)
        || access.is_none()
            && matches!(str_at(value, "visibility"), "members" | "paid" | "tiers" | "filter")
    {
        set_free(&mut document, false);
    }
    if access == Some(false) {
        let message = "The rest of this text is for subscribers.";
        paywall_notice(decoder, &mut document, "paywall", message);
    }
    let mut article = read_document(decoder, &document)?;
    // A custom excerpt is kept, even if it repeats the text. Others are the first 500 characters of the text,
    // without a mark of their end.
    if !has(value, "custom_excerpt") && begins_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    Some(article)
}
