//! Reads documents of many formats as an [`Article`](baca_model::Article): one file per format, one entry in
//! [`FORMATS`].
//!
//! A format has a name, a detection and a reader. The first format that detects a document reads it;
//! `format="…"` on the element overrides the detection. What a reader cannot use is noted in
//! [`Decoder::problems`].
//!
//! - [`html_article`]: an HTML article; `html_page`: a whole page, with `json_ld`.
//! - [`wordpress`], [`json_feed`], [`schema_org`], [`ghost`], [`activitypub`], [`ans`], [`apple_news`],
//!   [`guardian`]: formats of CMSs and APIs. Each is mostly tables of paths: where the format has the fields
//!   of Baca's own format. The document that a table fills is read by [`baca_wire::decode`].
//! - [`richtext`]: rich-text documents of headless CMSs, as HTML for the converter.
//! - `common`: tables, and shared readers of texts, persons, images, dates; `markdown`: a subset of it.
//! - `deduplicate`: removes repetitions of headline and lead; `list`: names of the articles in a list.

pub mod activitypub;
pub mod ans;
pub mod apple_news;
mod common;
pub mod common_formats;
mod deduplicate;
pub mod ghost;
pub mod guardian;
mod guardian_byline;
mod guardian_page;
pub mod html_article;
mod html_page;
pub mod json_feed;
mod json_ld;
mod list;
mod markdown;
pub mod richtext;
pub mod schema_org;
pub mod wordpress;

use crate::html as markup;
use baca_sys::html::parse as parse_html;
use baca_sys::html::Node;
use baca_wire::comment_markup;
use baca_wire::decode;
use baca_wire::decoder::{self, Converter, Decoder};
use baca_wire::document::{finish, outline, parse, read_value, DecodedArticle, Error, Format};
use serde_json::Value;

/// All JSON formats, in the order of detection.
pub const FORMATS: &[Format] = &[
    decode::FORMAT,
    json_feed::FORMAT,
    activitypub::FORMAT, // Before schema.org: both have `@context`.
    schema_org::FORMAT,
    ghost::FORMAT,
    wordpress::FORMAT,
    apple_news::FORMAT,
    ans::FORMAT,
    guardian::FORMAT,
    richtext::lexical::FORMAT,
    richtext::contentful::FORMAT,
    richtext::prosemirror::FORMAT,
    richtext::editorjs::FORMAT,
    richtext::portable_text::FORMAT,
    richtext::strapi::FORMAT,
    richtext::cms_entry::FORMAT,
];

/// Converts HTML and rich text within a document.
const CONVERTER: Converter = Converter { document_html: richtext::html, ..HTML_CONVERTER };

/// Converts HTML within a document. Another converter is needed for rich text.
const HTML_CONVERTER: Converter = Converter {
    blocks: |html, r| markup::blocks(&parse_html(html), r),
    spans: |html, r| markup::spans(&parse_html(html), r),
    format: decoder::format,
    is_document: richtext::is_document,
    document_html: |r, _| r.needs_other_converter(),
    frame_of: markup::frame_of,
    comments: decode::comments,
    newsroom: decode::newsroom,
};

/// Reads a document as an article. `text` is JSON of any format, or an HTML page; `base` is the URL it
/// came from; `hint` is the name of its format, if known; `item` selects one of a list by id or URL.
///
/// ```
/// let json = r#"{
///     "id": 7,
///     "slug": "harbour",
///     "link": "https://news.example/harbour/",
///     "date_gmt": "2026-05-01T06:00:00",
///     "modified_gmt": "soon",
///     "title": { "rendered": "The harbour &amp; its ships" },
///     "content": { "rendered": "<p>At <em>dawn</em>.</p><img src='/ship.jpg' alt='A ship'>" }
/// }"#;
/// let decoded = baca_convert::formats::read(json, "", None, None).unwrap();
///
/// assert_eq!(decoded.format, "wordpress");
/// assert_eq!(decoded.article.headline_text(), "The harbour & its ships");
/// assert_eq!(decoded.article.published.as_deref(), Some("2026-05-01T06:00:00Z"));
/// assert_eq!(decoded.article.body.len(), 2);
/// ```
///
/// The diagnostics name what could not be used by its path in the source:
///
/// ```
/// # let json = r#"{ "slug": "a", "link": "https://news.example/a/", "modified_gmt": "soon",
/// #     "title": { "rendered": "A" }, "content": { "rendered": "<p>B</p>" } }"#;
/// # let decoded = baca_convert::formats::read(json, "", None, None).unwrap();
/// let problem = &decoded.problems[0];
/// assert_eq!(problem.path, "modified_gmt");
/// ```
///
/// # Errors
/// Returns an [`Error`] if the document has no article, is too large or in no known format.
pub fn read(
    text: &str,
    base: &str,
    hint: Option<&str>,
    item: Option<&str>,
) -> Result<DecodedArticle, Error> {
    if text.len() > baca_sys::json::MAX_BYTES {
        return Err(Error::TooLarge);
    }
    if hint == Some("html") {
        let nodes = parse_html(text);
        let page = read_page(text, &nodes, base);
        return page.or_else(|_| read_html(&nodes, base));
    }
    match parse(text) {
        Err(Error::Markup) if hint.is_none() => read_page(text, &parse_html(text), base),
        parsed => {
            let (value, cut) = parsed?;
            let format = select(FORMATS, &value, hint)?;
            read_in(format, &value, cut, Decoder::new(base).with_converter(&CONVERTER), item)
        }
    }
}

/// Returns the format with the name `hint`, or else the first of `formats` that detects a document.
fn select<'a>(
    formats: &'a [Format],
    value: &Value,
    hint: Option<&str>,
) -> Result<&'a Format, Error> {
    match hint {
        Some(name) => formats
            .iter()
            .find(|format| format.name == name)
            .ok_or_else(|| Error::Unsupported { what: name.into() }),
        None => formats
            .iter()
            .find(|format| (format.detect)(value))
            .ok_or_else(|| Error::NotAnArticle { found: outline(value) }),
    }
}

/// Reads a parsed document in `format`; see [`read_value`].
fn read_in(
    format: &Format,
    value: &Value,
    cut: bool,
    decoder: Decoder,
    item: Option<&str>,
) -> Result<DecodedArticle, Error> {
    let decoded = read_value(value, cut, format, decoder, item)?;
    // In Baca's own format, repetitions are intended.
    Ok(if format.name == decode::FORMAT.name { decoded } else { without_repetitions(decoded) })
}

/// Returns the id or URL of each article in a list or a feed, in order; `None` for one that has none of its
/// own. A document with a single article gives an empty list. `hint` is the name of the format, if known.
pub fn item_names(text: &str, hint: Option<&str>) -> Vec<Option<String>> {
    let Ok((value, _)) = parse(text) else { return Vec::new() };
    let format = FORMATS.iter().find(|format| match hint {
        Some(name) => format.name == name,
        None => (format.detect)(&value),
    });
    format.map_or_else(Vec::new, |format| list::names(&value, format.name))
}

/// Returns whether a document is a list or a feed without any article, as the response to a query that
/// found nothing.
pub fn is_empty_list(text: &str) -> bool {
    parse(text).is_ok_and(|(value, _)| list::is_empty(&value))
}

/// Reads a parsed HTML `<article>`; `base` is the URL of its page.
///
/// ```
/// let nodes = baca_sys::html::parse("<article><h1>The harbour</h1><p>At dawn.</p></article>");
/// let decoded = baca_convert::formats::read_html(&nodes, "https://news.example/").unwrap();
///
/// assert_eq!(decoded.article.headline_text(), "The harbour");
/// assert_eq!(decoded.article.body.len(), 1);
/// ```
///
/// # Errors
/// Returns [`Error::NotAnArticle`] if there is no text in it.
pub fn read_html(nodes: &[Node], base: &str) -> Result<DecodedArticle, Error> {
    let mut decoder = Decoder::new(base).with_converter(&CONVERTER);
    let article = html_article::read(nodes, &mut decoder);
    finish(article, html_article::NAME, decoder, || "markup without text".into())
        .map(without_repetitions)
}

/// Converts the text of a comment (HTML, or a text of Baca's own format) into a tree of few elements;
/// `base` is the URL of its page.
///
/// ```
/// let html = serde_json::json!("Good <b>news</b>!<script>alert(1)</script>");
/// let tree = baca_convert::formats::comment(&html, "https://news.example/");
/// assert!(!tree.to_string().contains("alert"));
/// ```
pub fn comment(value: &Value, base: &str) -> Value {
    comment_by(&CONVERTER, value, base)
}

/// Converts the text of a comment with `converter`.
fn comment_by(converter: &'static Converter, value: &Value, base: &str) -> Value {
    let mut decoder = Decoder::new(base).with_converter(converter);
    let blocks = match value {
        Value::String(html) => decoder.html(html),
        value => decode::comment_text(&mut decoder, value).unwrap_or_default(),
    };
    comment_markup::write(&blocks)
}

/// Reads a whole page.
fn read_page(text: &str, nodes: &[Node], base: &str) -> Result<DecodedArticle, Error> {
    let mut decoder = Decoder::new(base).with_converter(&CONVERTER);
    match html_page::read(text, nodes, &mut decoder) {
        None => Err(Error::Markup),
        article => {
            finish(article, html_article::NAME, decoder, String::new).map(without_repetitions)
        }
    }
}

/// Removes repetitions of the headline and the lead image from an article.
fn without_repetitions(mut decoded: DecodedArticle) -> DecodedArticle {
    deduplicate::remove_repeated_headline(&mut decoded.article);
    deduplicate::remove_repeated_lead(&mut decoded.article);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use baca_model::{Kind, Newsroom};
    use serde_json::json;

    fn newsroom(document: &Value) -> Newsroom {
        let decoded = read(&document.to_string(), "https://news.example/a", None, None);
        decoded.expect("an article").article.newsroom
    }

    #[test]
    fn each_format_says_who_may_read_the_whole_text() {
        let ghost = |access: Value, visibility: &str| {
            json!({"posts": [{"uuid": "u", "slug": "s", "title": "T", "html": "<p>One.</p>",
                "published_at": "2026-03-01T10:00:00Z", "access": access, "visibility": visibility}]})
        };
        let wordpress = |protected: bool, text: &str| {
            json!({"id": 1, "slug": "s", "link": "https://news.example/s", "type": "post", "title": {"rendered": "T"},
                "content": {"rendered": text, "protected": protected}, "excerpt": {"rendered": "E"}})
        };
        let schema = |free: Value| {
            json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T",
                "articleBody": "One.", "isAccessibleForFree": free})
        };
        let ans = |code: &str| {
            json!({"type": "story", "version": "0.10.9", "headlines": {"basic": "T"},
                "content_elements": [{"type": "text", "content": "One."}],
                "content_restrictions": {"content_code": code}})
        };
        for (document, wanted) in [
            (ghost(false.into(), "paid"), Some(false)),
            (ghost(true.into(), "paid"), None),
            (ghost(Value::Null, "members"), Some(false)),
            (ghost(Value::Null, "public"), None),
            (wordpress(true, ""), Some(false)),
            (wordpress(true, "<p>One.</p>"), None),
            (wordpress(false, "<p>One.</p>"), None),
            (schema(false.into()), Some(false)),
            (schema("False".into()), Some(false)),
            (schema(true.into()), None),
            (ans("premium"), Some(false)),
            (ans("free"), None),
            (
                json!({"baca": 1, "headline": "T", "body": ["x"], "access": {"free": true}}),
                Some(true),
            ),
            (json!({"baca": 1, "headline": "T", "body": ["x"], "access": 7}), None),
        ] {
            assert_eq!(newsroom(&document).free, wanted, "{document}");
        }
    }

    #[test]
    fn a_live_blog_has_its_end_and_ids_of_updates() {
        let document = json!({"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "T",
        "coverageEndTime": "2026-03-01T12:00:00Z", "liveBlogUpdate": [
            {"@type": "BlogPosting", "@id": "https://news.example/a#u2", "headline": "Two", "articleBody": "x"},
            {"@type": "BlogPosting", "headline": "One", "articleBody": "y"},
        ]});
        let decoded = read(&document.to_string(), "https://news.example/a", None, None);
        let article = decoded.expect("an article").article;
        assert_eq!(article.newsroom.live, Some(true));
        assert_eq!(article.newsroom.live_until.as_deref(), Some("2026-03-01T12:00:00Z"));
        let updates = article.body.iter().filter(|block| matches!(block.kind, Kind::Update(_)));
        let ids: Vec<Option<&str>> = updates.map(|block| block.id.as_deref()).collect();
        assert_eq!(ids, [Some("u2"), None]);
    }

    #[test]
    fn the_next_article_is_an_address_or_an_object() {
        let next = |next: Value| {
            newsroom(&json!({"baca": 1, "headline": "T", "body": ["x"], "next": next})).next
        };
        let src = |value: Value| next(value).and_then(|next| next.src);
        assert_eq!(src("b.json".into()).as_deref(), Some("https://news.example/b.json"));
        assert_eq!(src(json!({"src": "/c.json"})).as_deref(), Some("https://news.example/c.json"));
        assert!(
            next(json!({"headline": "Only"})).is_none() && next("javascript:x".into()).is_none()
        );
    }
}
