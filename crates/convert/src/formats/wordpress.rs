//! WordPress REST API: a post or a page, or a list of these, with or without `_embed`; also the API of
//! WordPress.com (v1.1).
//! <https://developer.wordpress.org/rest-api/reference/posts/>

use super::common::{
    apply_table, comment, date, has, html, image, language, link, list, page_url, paywall_notice,
    people, plain_text, put, read_without_repeated_dek, rich_text, select_item, set_base, set_free,
    str_at, text, title_text, utc_date, Object, Table,
};
use crate::html::is_dropped;
use baca_model::Article;
use baca_sys::html::{parse, Element};
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "wordpress", detect, read };

const TABLE: &Table = &[
    ("id", "id|ID", text),
    ("url", "link|URL|yoast_head_json.canonical", page_url),
    ("lang", "lang|language|yoast_head_json.og_locale", language),
    ("kicker", "_embedded.wp:term|categories", |decoder, value| {
        terms(decoder, value, "category").into_iter().next()
    }),
    ("headline", "title.rendered|title.raw|title", title),
    ("dek", "excerpt.rendered|excerpt.raw|excerpt", excerpt),
    ("byline", "coauthors|authors|_embedded.author|?author.name|yoast_head_json.author", people),
    ("published", "date_gmt", utc_date),
    ("published", "date", date),
    ("modified", "modified_gmt", utc_date),
    ("modified", "modified", date),
    (
        "lead",
        "_embedded.wp:featuredmedia|jetpack_featured_media_url|better_featured_image|\
         featured_image|yoast_head_json.og_image",
        image,
    ),
    ("tags", "_embedded.wp:term|tags", |decoder, value| {
        Some(Value::Array(terms(decoder, value, "post_tag")))
    }),
    ("publisher", "yoast_head_json.og_site_name", plain_text),
    ("body", "?content.rendered|content|?description.rendered", html),
];

fn detect(value: &Value) -> bool {
    match value {
        // One valid post is enough: others can be broken.
        Value::Array(list) => list.iter().any(is_post),
        _ => is_post(value),
    }
}

fn is_post(value: &Value) -> bool {
    const SIGNS: [&str; 7] = [
        "title.rendered",
        "content.rendered",
        "excerpt.rendered",
        "guid.rendered",
        "date_gmt",
        "_links.self",
        "_embedded",
    ];
    let signs = SIGNS.iter().filter(|sign| has(value, sign)).count();
    let texts = has(value, "title.rendered|content.rendered|content.protected");
    let from_com = has(value, "ID") && has(value, "site_ID") && has(value, "content");
    // A comment has `content.rendered` too, and an `author_name`.
    from_com || (texts && (signs >= 2 || has(value, "slug|link")) && !has(value, "author_name"))
}

/// Members that identify a post.
pub const ITEM_KEYS: [&str; 5] = ["id", "ID", "link", "URL", "slug"];

/// Returns the posts of a list.
pub fn items(value: &Value) -> Vec<&Value> {
    list(value).iter().filter(|value| value.is_object()).collect()
}

fn read(value: &Value, decoder: &mut Decoder, item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Markup;
    let value = select_item(decoder, value, &ITEM_KEYS, item, Value::is_object)?;
    if ["link", "URL"].iter().any(|key| str_at(value, key).contains("://")) {
        set_base(decoder, value, "link|URL");
    }
    let mut document = apply_table(decoder, value, TABLE);
    let protected = value.pointer("/content/protected") == Some(&Value::Bool(true));
    if protected && !document.contains_key("body") {
        set_free(&mut document, false);
        paywall_notice(
            decoder,
            &mut document,
            "protected",
            "This text is protected by a password.",
        );
    }
    if str_at(value, "type") == "attachment" {
        let lead = image(decoder, value);
        put(&mut document, "lead", lead);
    }
    let replies = replies(decoder, value);
    if !replies.is_empty() {
        let mut comments = Object::new();
        put(&mut comments, "open", Some((str_at(value, "comment_status") == "open").into()));
        put(&mut comments, "items", Some(Value::Array(replies)));
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    read_without_repeated_dek(decoder, document)
}

/// Reads a title. A tag whose content no page shows was written as text: `A <title> for each page`.
fn title(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let is_literal = |e: &Element| {
        let markup = matches!(e.name.as_str(), "script" | "style" | "svg");
        !markup && is_dropped(e) && !e.children.is_empty()
    };
    let nodes = value.as_str().map(parse).unwrap_or_default();
    let all = Element { children: nodes, ..Element::default() };
    match all.find(&is_literal) {
        Some(_) => title_text(decoder, value),
        None => rich_text(decoder, value),
    }
}

/// Reads an excerpt without the "read more" link that themes append.
fn excerpt(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let Some(html) = value.as_str() else { return rich_text(decoder, value) };
    let link = html.match_indices("<a ").map(|(at, _)| at).last().filter(|at| {
        let tail = html.get(*at..).unwrap_or_default();
        let tag = tail.split('>').next().unwrap_or_default();
        ["more-link", "read-more", "readmore"].iter().any(|class| tag.contains(class))
    });
    rich_text(decoder, &html.get(..link.unwrap_or(html.len())).unwrap_or_default().into())
}

/// Reads the terms of a taxonomy: from lists with one per taxonomy, or from objects by name (WordPress.com).
/// Without `_embed` there are only ids.
fn terms(decoder: &mut Decoder, value: &Value, taxonomy: &str) -> Vec<Value> {
    let mut out = Vec::new();
    decoder.members(value, &mut |decoder, _, term| out.extend(link(decoder, term)));
    for list in list(value).iter().filter(|list| list.is_array()) {
        decoder.visit_each(list, &mut |decoder, term| {
            if str_at(term, "taxonomy") == taxonomy {
                out.extend(link(decoder, term));
            }
        });
    }
    out
}

/// Reads the comments of `_embed`: a flat list with `parent`.
fn replies(decoder: &mut Decoder, value: &Value) -> Vec<Value> {
    let mut flat: Vec<(Value, Value)> = Vec::new();
    decoder.each_at(value, "_embedded.replies.0", &mut |decoder, value| {
        if !matches!(str_at(value, "type"), "pingback" | "trackback") {
            let parent = value.get("parent").cloned().unwrap_or_default();
            flat.extend(comment(decoder, value).map(|comment| (comment, parent)));
        }
    });
    thread(flat)
}

/// Maximum number of comments that are threaded: finding the parents takes quadratic time.
const MAX_THREADED: usize = 2000;
/// Maximum nesting of replies; deeper ones become top-level comments.
const MAX_REPLY_DEPTH: usize = 16;

/// Makes a tree of comments with their parents' ids. No comment is lost if its parent is missing, comes
/// later or is its own descendant.
fn thread(flat: Vec<(Value, Value)>) -> Vec<Value> {
    if flat.len() > MAX_THREADED {
        return flat.into_iter().map(|(comment, _)| comment).collect();
    }
    let parent_of: Vec<Option<usize>> = flat
        .iter()
        .map(|(_, parent)| {
            let parent =
                baca_sys::json::digits(parent.as_number().filter(|id| id.as_u64() > Some(0))?);
            flat.iter().position(|(c, _)| str_at(c, "id") == parent)
        })
        .collect();
    let parent = |index: usize| parent_of.get(index).copied().flatten();
    let parents: Vec<Option<usize>> = (0..flat.len())
        .map(|index| {
            let mut at = parent(index);
            for _ in 0..MAX_REPLY_DEPTH {
                at = at.and_then(parent);
            }
            parent(index).filter(|_| at.is_none())
        })
        .collect();
    let mut waiting: Vec<Value> = flat.into_iter().map(|(comment, _)| comment).collect();
    children(None, &parents, &mut waiting)
}

fn children(of: Option<usize>, parents: &[Option<usize>], waiting: &mut [Value]) -> Vec<Value> {
    let mut out = Vec::new();
    for (index, parent) in parents.iter().enumerate() {
        if *parent == of {
            let mut comment = waiting.get_mut(index).map(Value::take).unwrap_or_default();
            let replies = children(Some(index), parents, waiting);
            if let (Some(comment), false) = (comment.as_object_mut(), replies.is_empty()) {
                put(comment, "replies", Some(Value::Array(replies)));
            }
            out.push(comment);
        }
    }
    out
}
