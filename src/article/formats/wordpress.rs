//! WordPress REST API: a post or a page, or a list of them, with or without `_embed`; also
//! WordPress.com's own API (v1.1).
//! <https://developer.wordpress.org/rest-api/reference/posts/>

use super::common::*;
use super::Format;
use crate::article::json::{self, Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "wordpress", detect, read };

const TABLE: &Table = &[
    ("id", "id|ID", text),
    ("url", "link|URL|yoast_head_json.canonical", page),
    ("lang", "lang|language|yoast_head_json.og_locale", language),
    ("kicker", "_embedded.wp:term|categories", |r, v| terms(r, v, "category").into_iter().next()),
    ("headline", "title.rendered|title.raw|title", words),
    ("dek", "excerpt.rendered|excerpt.raw|excerpt", excerpt),
    ("byline", "*coauthors|authors|_embedded.author|?author.name|yoast_head_json.author", person),
    ("published", "date_gmt", utc),
    ("published", "date", date),
    ("modified", "modified_gmt", utc),
    ("modified", "modified", date),
    (
        "lead",
        "_embedded.wp:featuredmedia|jetpack_featured_media_url|better_featured_image|\
         featured_image|yoast_head_json.og_image",
        image,
    ),
    ("tags", "_embedded.wp:term|tags", |r, v| Some(Value::Array(terms(r, v, "post_tag")))),
    ("publisher", "yoast_head_json.og_site_name", label),
    ("body", "?content.rendered|content|?description.rendered", html),
];

fn detect(v: &Value) -> bool {
    match v {
        // An element can be broken: the list is WordPress' all the same.
        Value::Array(list) => list.iter().any(is_post),
        _ => is_post(v),
    }
}

fn is_post(v: &Value) -> bool {
    const SIGNS: [&str; 7] = [
        "title.rendered",
        "content.rendered",
        "excerpt.rendered",
        "guid.rendered",
        "date_gmt",
        "_links.self",
        "_embedded",
    ];
    let signs = SIGNS.iter().filter(|sign| has(v, sign)).count();
    let texts = has(v, "title.rendered|content.rendered|content.protected");
    let from_com = has(v, "ID") && has(v, "site_ID") && has(v, "content");
    // A comment has `content.rendered` too, but always stands under a post.
    from_com || (texts && (signs >= 2 || has(v, "slug|link")) && !has(v, "author_name"))
}

fn read(v: &Value, r: &mut Reading, item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Markup;
    let v = pick(r, v, &["id", "ID", "link", "URL", "slug"], item, Value::is_object)?;
    let mut document = object(r, v, TABLE);
    let protected = v.pointer("/content/protected") == Some(&Value::Bool(true));
    if protected && !document.contains_key("body") {
        withheld(r, &mut document, "protected", "This text is protected by a password.");
    }
    if str_at(v, "type") == "attachment" {
        let lead = image(r, v);
        put(&mut document, "lead", lead);
    }
    let replies = replies(r, v);
    if !replies.is_empty() {
        let mut comments = Object::new();
        put(&mut comments, "open", Some((str_at(v, "comment_status") == "open").into()));
        put(&mut comments, "items", Some(Value::Array(replies)));
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    finish(r, document)
}

/// An excerpt without the link to the rest that themes put at its end.
fn excerpt(r: &mut Reading, v: &Value) -> Option<Value> {
    let Some(html) = v.as_str() else { return words(r, v) };
    let link = html.match_indices("<a ").map(|(at, _)| at).last().filter(|at| {
        let tail = html.get(*at..).unwrap_or_default();
        let tag = tail.split('>').next().unwrap_or_default();
        ["more-link", "read-more", "readmore"].iter().any(|class| tag.contains(class))
    });
    words(r, &html.get(..link.unwrap_or(html.len())).unwrap_or_default().into())
}

/// The terms of a taxonomy. They come in one list for each; WordPress.com has objects by name; a
/// post without `_embed` has numbers only.
fn terms(r: &mut Reading, v: &Value, taxonomy: &str) -> Vec<Value> {
    let mut out = Vec::new();
    r.members(v, &mut |r, _, term| out.extend(link(r, term)));
    for list in v.as_array().into_iter().flatten().filter(|list| list.is_array()) {
        r.visit_each(list, &mut |r, term| {
            if str_at(term, "taxonomy") == taxonomy {
                out.extend(link(r, term));
            }
        });
    }
    out
}

/// The comments that `_embed` brings: a flat list with `parent`.
fn replies(r: &mut Reading, v: &Value) -> Vec<Value> {
    let mut flat: Vec<(Value, Value)> = Vec::new();
    r.each_at(v, "_embedded.replies.0", &mut |r, v| {
        if !matches!(str_at(v, "type"), "pingback" | "trackback") {
            let parent = v.get("parent").cloned().unwrap_or_default();
            flat.extend(comment(r, v).map(|comment| (comment, parent)));
        }
    });
    thread(flat)
}

/// More comments than this stand in one line: finding parents takes the square of their number.
const MAX_THREADED: usize = 2000;
/// Answers deeper than this stand beside each other.
const MAX_THREAD: usize = 16;

/// Makes a tree of comments that name their parents; a parent that is not there, that comes later
/// or that is its own ancestor costs no comment.
fn thread(flat: Vec<(Value, Value)>) -> Vec<Value> {
    if flat.len() > MAX_THREADED {
        return flat.into_iter().map(|(comment, _)| comment).collect();
    }
    let parent_of: Vec<Option<usize>> = flat
        .iter()
        .map(|(_, parent)| {
            let parent = json::digits(parent.as_number().filter(|id| id.as_u64() > Some(0))?);
            flat.iter().position(|(c, _)| str_at(c, "id") == parent)
        })
        .collect();
    let parent = |index: usize| parent_of.get(index).copied().flatten();
    let parents: Vec<Option<usize>> = (0..flat.len())
        .map(|index| {
            let mut at = parent(index);
            for _ in 0..MAX_THREAD {
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
