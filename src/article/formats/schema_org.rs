//! schema.org's Article family in JSON-LD, as pages carry it: a node, a list, a `@graph`.
//! <https://schema.org/Article>

use super::common::*;
use super::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "schema-org", detect, read };

const TABLE: &Table = &[
    ("id", "?identifier.value|identifier|@id", text),
    ("url", "url|mainEntityOfPage|@id", page),
    ("lang", "inLanguage", language),
    ("kicker", "articleSection", link_of_first),
    ("headline", "headline|name|itemReviewed", words),
    (
        "dek",
        // Many describe the page instead of the article on it.
        "description|alternativeHeadline|abstract|?mainEntityOfPage.description|\
         ?isPartOf.description",
        words,
    ),
    ("byline", "*author|creator", person),
    ("dateline", "dateline|contentLocation|locationCreated", label),
    ("published", "datePublished|dateCreated|uploadDate", date),
    ("modified", "dateModified", date),
    ("lead", "image|thumbnailUrl|thumbnail", image),
    ("publisher", "publisher|sourceOrganization", first_person),
    ("copyright", "copyrightNotice", label),
    ("tags", "keywords", keywords),
    ("rating", "reviewRating", |r, v| Some(Value::Object(object(r, v, RATING)))),
    ("minutes", "timeRequired", |r, v| {
        let seconds = seconds(r, v)?.as_u64()?;
        Some(seconds.div_ceil(60).into())
    }),
    ("corrections", "*correction", |r, v| match v {
        Value::Object(_) => Some(Value::Object(object(r, v, CORRECTION))),
        _ => words(r, v),
    }),
    ("body", "articleBody|reviewBody|text", article_body),
];

const RATING: &Table = &[
    ("value", "ratingValue", number),
    ("max", "bestRating", number),
    ("min", "worstRating", number),
];

const CORRECTION: &Table = &[("text", "text|name", words), ("published", "datePublished", date)];

const COMMENTS: &Table = &[
    ("count", "commentCount", whole),
    ("url", "discussionUrl", page),
    ("items", "*comment", comment),
];

/// An entry of a live blog.
const UPDATE: &Table = &[
    ("title", "headline|name", words),
    ("published", "datePublished|dateCreated", date),
    ("modified", "dateModified", date),
    ("byline", "*author", person),
    ("body", "articleBody|text", article_body),
];

const VIDEO: &Table = &[
    ("src", "contentUrl", media),
    ("poster", "thumbnailUrl|thumbnail", image),
    ("title", "name", label),
    ("seconds", "duration", seconds),
    ("caption", "caption|description", words),
];

/// The types that are articles end in these; the first ones before the last.
const TYPES: [&str; 6] =
    ["Article", "BlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Report", "Review"];

/// How much of an article a node is by its type: 0 for something else.
fn rank(v: &Value) -> usize {
    let rank = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let index = TYPES.iter().position(|suffix| kind.ends_with(suffix));
        match (index, kind) {
            (_, "LiveBlogPosting") => 6,
            (Some(index), _) => TYPES.len() - index,
            _ => 0,
        }
    };
    match v.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().map(rank).max().unwrap_or_default(),
        Some(kind) => rank(kind),
        None => 0,
    }
}

/// All nodes of a document: of its lists and graphs, and what they say a page is about.
fn nodes<'v>(v: &'v Value, out: &mut Vec<&'v Value>) {
    match v {
        Value::Array(list) => list.iter().for_each(|v| nodes(v, out)),
        Value::Object(o) => {
            out.push(v);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(v) = o.get(key).filter(|v| v.is_object() || v.is_array()) {
                    nodes(v, out);
                }
            }
        }
        _ => {}
    }
}

/// A node without a type is an article all the same when it says what only articles say.
fn is_article(v: &Value) -> bool {
    rank(v) > 0 || (has(v, "articleBody") && has(v, "headline|name"))
}

fn detect(v: &Value) -> bool {
    let mut all = Vec::new();
    nodes(v, &mut all);
    let linked = all.iter().any(|v| v.get("@context").is_some() || v.get("@graph").is_some());
    linked && all.iter().any(|v| is_article(v))
        || all.iter().any(|v| rank(v) > 1 && has(v, "headline"))
}

fn read(v: &Value, r: &mut Reading, item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Plain;
    let mut all = Vec::new();
    nodes(v, &mut all);
    let named = |v: &&Value| {
        let names = ["@id", "url", "identifier", "headline"];
        item.is_some_and(|item| names.iter().any(|key| str_at(v, key) == item))
    };
    let articles: Vec<&Value> = all.iter().copied().filter(|v| is_article(v)).collect();
    let mut chosen = articles.iter().copied().find(named);
    if chosen.is_none() {
        let mut best = 0;
        for v in articles {
            let texts =
                8 * usize::from(has(v, "articleBody")) + 4 * usize::from(has(v, "headline"));
            let worth = rank(v) + texts;
            if worth > best {
                (best, chosen) = (worth, Some(v));
            }
        }
    }
    // What only refers to another node of the graph becomes that node.
    let chosen = chosen?;
    let find = |o: &Object| {
        let id = o.get("@id").filter(|_| o.len() <= 2)?;
        let named = |n: &&&Value| n.get("@id") == Some(id) && n.as_object() != Some(o);
        Some(all.iter().find(named).and_then(|n| n.as_object()))
    };
    let v = &joined(chosen, &find, 4, &mut { MAX_COPIES });
    let mut document = object(r, v, TABLE);
    let comments = object(r, v, COMMENTS);
    if !comments.is_empty() {
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    let updates = r.all(v, "liveBlogUpdate", |r, v| {
        let mut update = object(r, v, UPDATE);
        let mut figures = r.all(v, "image", image);
        figures.extend(r.all(v, "video", video));
        append(&mut update, figures);
        Some(typed("update", update))
    });
    append(&mut document, updates);
    let sounds = r.all(v, "audio", |r, v| {
        let sound = object(r, v, VIDEO);
        sound.contains_key("src").then(|| typed("audio", sound))
    });
    append(&mut document, sounds);
    for video in r.all(v, "video", video) {
        if document.contains_key("lead") {
            append(&mut document, vec![video]);
        } else {
            put(&mut document, "lead", Some(video));
        }
    }
    let free = v.get("isAccessibleForFree");
    let paid = free == Some(&Value::Bool(false))
        || free.and_then(Value::as_str).is_some_and(|free| free.eq_ignore_ascii_case("false"));
    if paid && !document.contains_key("body") {
        let message = "The rest of this text is for subscribers.";
        withheld(r, &mut document, "paywall", message);
    }
    read_document(r, &document)
}

/// The text: one, or a list of parts.
fn article_body(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::Object(_) => r.at(v, "@value", text_or_html),
        Value::Array(_) => {
            let mut all = String::new();
            for part in r.all(v, "", text) {
                all.push_str(part.as_str().unwrap_or_default());
                all.push_str("\n\n");
            }
            Some(paragraphs(&all))
        }
        _ => {
            let text = text(r, v)?;
            text_or_html(r, &text)
        }
    }
}

fn link_of_first(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::Array(_) => r.at(v, "0|1", link),
        _ => link(r, v),
    }
}

fn first_person(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::Array(_) => r.at(v, "0|1", person),
        _ => person(r, v),
    }
}

/// A `VideoObject`: a file, or else somebody's player.
fn video(r: &mut Reading, v: &Value) -> Option<Value> {
    let video = object(r, v, VIDEO);
    if video.contains_key("src") {
        return Some(typed("video", video));
    }
    let url = r.at(v, "embedUrl|url", media)?;
    Some(html_block(frame(url.as_str()?, "")))
}

/// `keywords`: a list, or one text with commas.
fn keywords(r: &mut Reading, v: &Value) -> Option<Value> {
    let mut out = Vec::new();
    r.visit_each(v, &mut |r, v| match v.as_str() {
        Some(text) => {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            out.extend(words.map(Value::from));
        }
        None => out.extend(link(r, v)),
    });
    (!out.is_empty()).then_some(Value::Array(out))
}
