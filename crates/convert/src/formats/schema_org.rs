//! schema.org's Article and its subtypes in JSON-LD: a node, a list, or a `@graph`.
//! <https://schema.org/Article>

use super::common::{
    append_body, apply_table, comment, date, decode_if_escaped, frame_html, has, html_block, image,
    language, link, media_url, number, page_url, paragraphs, paywall_notice, people, person,
    plain_text, positive_int, put, read_document, resolve_refs, rich_text, seconds, set_base,
    set_free, str_at, text, text_or_html, typed, Object, Table, MAX_COPIES,
};
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "schema-org", detect, read };

const TABLE: &Table = &[
    ("id", "?identifier.value|identifier|@id", text),
    ("url", "url|mainEntityOfPage|@id", page_url),
    ("lang", "inLanguage", language),
    ("kicker", "articleSection", link_of_first),
    ("headline", "headline|name|itemReviewed", rich_text),
    (
        "dek",
        // Many sites describe the page instead of the article.
        "description|alternativeHeadline|abstract|?mainEntityOfPage.description|\
         ?isPartOf.description",
        rich_text,
    ),
    ("byline", "author|creator", authors),
    ("dateline", "dateline|contentLocation|locationCreated", plain_text),
    ("published", "datePublished|dateCreated|uploadDate", date),
    ("modified", "dateModified", date),
    ("lead", "image|thumbnailUrl|thumbnail", image),
    ("publisher", "publisher|sourceOrganization", first_person),
    ("copyright", "copyrightNotice", plain_text),
    ("tags", "keywords", keywords),
    ("rating", "reviewRating", |decoder, value| {
        Some(Value::Object(apply_table(decoder, value, RATING)))
    }),
    ("minutes", "timeRequired", |decoder, value| {
        let seconds = seconds(decoder, value)?.as_u64()?;
        Some(seconds.div_ceil(60).into())
    }),
    ("corrections", "*correction", |decoder, value| match value {
        Value::Object(_) => Some(Value::Object(apply_table(decoder, value, CORRECTION))),
        _ => rich_text(decoder, value),
    }),
    ("body", "articleBody|reviewBody|text", article_body),
];

const RATING: &Table = &[
    ("value", "ratingValue", number),
    ("max", "bestRating", number),
    ("min", "worstRating", number),
];

const CORRECTION: &Table =
    &[("text", "text|name", rich_text), ("published", "datePublished", date)];

const COMMENTS: &Table = &[
    ("count", "commentCount", positive_int),
    ("url", "discussionUrl", page_url),
    ("items", "*comment", comment),
];

/// An update of a live blog.
const UPDATE: &Table = &[
    ("id", "@id|url|?identifier", update_id),
    ("title", "headline|name", rich_text),
    ("published", "datePublished|dateCreated", date),
    ("modified", "dateModified", date),
    ("byline", "author", authors),
    ("body", "articleBody|text", article_body),
];

const VIDEO: &Table = &[
    ("src", "contentUrl", media_url),
    ("poster", "thumbnailUrl|thumbnail", image),
    ("title", "name", plain_text),
    ("seconds", "duration", seconds),
    ("caption", "caption|description", rich_text),
];

/// Suffixes of the types of articles, in order of preference.
const TYPES: [&str; 6] =
    ["Article", "BlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Report", "Review"];

/// Ranks a node by its type: the higher, the more likely the article; 0 for other nodes.
fn rank(value: &Value) -> usize {
    let rank = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let index = TYPES.iter().position(|suffix| kind.ends_with(suffix));
        match (index, kind) {
            (_, "LiveBlogPosting") => 6,
            (Some(index), _) => TYPES.len() - index,
            _ => 0,
        }
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().map(rank).max().unwrap_or_default(),
        Some(kind) => rank(kind),
        None => 0,
    }
}

/// Collects all nodes of a document: in lists and graphs, and the main entity of a page.
fn nodes<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| nodes(value, out)),
        Value::Object(object) => {
            out.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) =
                    object.get(key).filter(|value| value.is_object() || value.is_array())
                {
                    nodes(value, out);
                }
            }
        }
        _ => {}
    }
}

/// Returns whether a node is an article: by type, or by members that only articles have.
fn is_article(value: &Value) -> bool {
    rank(value) > 0 || (has(value, "articleBody") && has(value, "headline|name"))
}

fn detect(value: &Value) -> bool {
    let mut all = Vec::new();
    nodes(value, &mut all);
    let linked =
        all.iter().any(|value| value.get("@context").is_some() || value.get("@graph").is_some());
    linked && all.iter().any(|value| is_article(value))
        || all.iter().any(|value| rank(value) > 1 && has(value, "headline"))
}

/// Members that identify an article.
pub const ITEM_KEYS: [&str; 4] = ["@id", "url", "identifier", "headline"];

/// Returns the articles of a document, if it has several.
pub fn items(value: &Value) -> Vec<&Value> {
    let mut all = Vec::new();
    nodes(value, &mut all);
    all.retain(|value| is_article(value));
    if all.len() > 1 {
        all
    } else {
        Vec::new()
    }
}

fn read(value: &Value, decoder: &mut Decoder, item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Escaped;
    let mut all = Vec::new();
    nodes(value, &mut all);
    let named = |value: &&Value| {
        item.is_some_and(|item| ITEM_KEYS.iter().any(|key| str_at(value, key) == item))
    };
    let articles: Vec<&Value> = all.iter().copied().filter(|value| is_article(value)).collect();
    let mut chosen = articles.iter().copied().find(named);
    if chosen.is_none() {
        let mut best = 0;
        for value in articles {
            let texts = 8 * usize::from(has(value, "articleBody"))
                + 4 * usize::from(has(value, "headline"));
            let score = rank(value) + texts;
            if score > best {
                (best, chosen) = (score, Some(value));
            }
        }
    }
    // References to other nodes of the graph are resolved.
    let chosen = chosen?;
    let find = |object: &Object| {
        let id = object.get("@id").filter(|_| object.len() <= 2)?;
        let named = |n: &&&Value| n.get("@id") == Some(id) && n.as_object() != Some(object);
        Some(all.iter().find(named).and_then(|n| n.as_object()))
    };
    let value = &resolve_refs(chosen, &find, 4, &mut { MAX_COPIES });
    set_base(decoder, value, "url|mainEntityOfPage|@id");
    let mut document = apply_table(decoder, value, TABLE);
    let comments = apply_table(decoder, value, COMMENTS);
    if !comments.is_empty() {
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    let updates = decoder.list_at(value, "liveBlogUpdate", |decoder, value| {
        let mut update = apply_table(decoder, value, UPDATE);
        let mut figures = decoder.list_at(value, "image", image);
        figures.extend(decoder.list_at(value, "video", video));
        append_body(&mut update, figures);
        Some(typed("update", update))
    });
    append_body(&mut document, updates);
    let audios = decoder.list_at(value, "audio", |decoder, value| {
        let audio = apply_table(decoder, value, VIDEO);
        audio.contains_key("src").then(|| typed("audio", audio))
    });
    append_body(&mut document, audios);
    for video in decoder.list_at(value, "video", video) {
        if document.contains_key("lead") {
            append_body(&mut document, vec![video]);
        } else {
            put(&mut document, "lead", Some(video));
        }
    }
    let free = value.get("isAccessibleForFree");
    let paid = free == Some(&Value::Bool(false))
        || free.and_then(Value::as_str).is_some_and(|free| free.eq_ignore_ascii_case("false"));
    if paid {
        set_free(&mut document, false);
    }
    if is_live_blog(value) {
        // The module compares the time with its clock; here the end is only passed on.
        put(&mut document, "live", Some(true.into()));
        let end = decoder.first_at(value, "coverageEndTime", date);
        put(&mut document, "liveUntil", end);
    }
    if paid && !document.contains_key("body") {
        let message = "The rest of this text is for subscribers.";
        paywall_notice(decoder, &mut document, "paywall", message);
    }
    read_document(decoder, &document)
}

/// Returns whether a node is a live blog.
fn is_live_blog(value: &Value) -> bool {
    let is = |kind: &Value| kind == "LiveBlogPosting";
    value
        .get("@type")
        .is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|all| all.iter().any(is)))
}

/// Reads the id of an update: the fragment of its URL, or its identifier.
fn update_id(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let id = decoder.text(value)?;
    let id = id.rsplit_once('#').map_or(id.as_str(), |(_, fragment)| fragment);
    (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| id.into())
}

/// Reads the body: a text, or a list of texts.
fn article_body(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::Object(_) => decoder.first_at(value, "@value", text_or_html),
        Value::Array(_) => {
            let mut all = String::new();
            for part in decoder.list_at(value, "", text) {
                all.push_str(&decode_if_escaped(decoder, part.as_str().unwrap_or_default()));
                all.push_str("\n\n");
            }
            Some(paragraphs(&all))
        }
        _ => {
            let text = text(decoder, value)?;
            text_or_html(decoder, &text)
        }
    }
}

/// Reads authors; a list among them is one of authors too.
fn authors(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    fn collect(value: &Value, out: &mut Vec<Value>) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| collect(value, out)),
            value => out.push(value.clone()),
        }
    }
    let is_nested = |list: &Vec<Value>| list.iter().any(Value::is_array);
    if !value.as_array().is_some_and(is_nested) {
        return people(decoder, value);
    }
    let mut all = Vec::new();
    collect(value, &mut all);
    people(decoder, &Value::Array(all))
}

fn link_of_first(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::Array(_) => decoder.first_at(value, "0|1", link),
        _ => link(decoder, value),
    }
}

fn first_person(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::Array(_) => decoder.first_at(value, "0|1", person),
        _ => person(decoder, value),
    }
}

/// Reads a `VideoObject`: a file, or else an embedded player.
fn video(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let video = apply_table(decoder, value, VIDEO);
    if video.contains_key("src") {
        return Some(typed("video", video));
    }
    let url = decoder.first_at(value, "embedUrl|url", media_url)?;
    Some(html_block(frame_html(url.as_str()?, "")))
}

/// Reads `keywords`: a list, or a text with commas.
fn keywords(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let mut out = Vec::new();
    decoder.visit_each(value, &mut |decoder, value| match value.as_str() {
        Some(text) => {
            let text = decode_if_escaped(decoder, text);
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            out.extend(words.map(Value::from));
        }
        None => out.extend(link(decoder, value)),
    });
    (!out.is_empty()).then_some(Value::Array(out))
}
