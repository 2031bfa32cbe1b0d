//! Tests the converter for the most common formats: it gives what the converter for all formats gives, or leaves the
//! document to it.

use baca_convert::formats::{self, common_formats};
use baca_wire::document::{DecodedArticle, Error};
use baca_wire::encode;
use serde_json::json;

mod corpus_support;

type Answer = Result<(serde_json::Value, &'static str, Vec<String>), Error>;

/// Returns what the loader gets: the article, the name of its format and the problems.
fn answer(decoded: Result<DecodedArticle, Error>) -> Answer {
    decoded.map(|DecodedArticle { article, format, problems }| {
        (encode::article(&article), format, problems.iter().map(|problem| problem.line()).collect())
    })
}

const BASE: &str = "https://news.example/a.json";

/// Reads a document with both converters. Returns the common one's error, or its article's format. Panics if both read
/// the document and differ.
fn compare(text: &str, hint: Option<&str>, item: Option<&str>) -> Result<&'static str, Error> {
    let common = answer(common_formats::read(text, BASE, hint, item));
    if common != Err(Error::Foreign) {
        assert_eq!(common, answer(formats::read(text, BASE, hint, item)), "{text}");
    }
    common.map(|(_, format, _)| format)
}

#[test]
fn documents_of_common_formats_are_read_alike() {
    let mut read = 0;
    for (name, text) in corpus_support::cms_documents() {
        let Ok(decoded) = formats::read(&text, BASE, None, None) else { continue };
        if ["wordpress", "json-feed", "ghost"].contains(&decoded.format) {
            let is_rich_text = text.contains("\"lexical\"");
            let format = compare(&text, None, None);
            let is_alike =
                format == Ok(decoded.format) || is_rich_text && format == Err(Error::Foreign);
            assert!(is_alike, "{name}: {format:?}");
            read += usize::from(format.is_ok());
        }
    }
    assert!(read >= 15, "{read} documents were read");
    for (name, text) in corpus_support::documents("baca", "json", 1) {
        assert_eq!(compare(&text, None, None), Ok("baca"), "{name}");
    }
}

#[test]
fn documents_of_other_formats_are_left_to_the_other_converter() {
    for (name, text) in corpus_support::cms_documents() {
        if ["json-ld/", "ans/", "apple-news/"].iter().any(|folder| name.starts_with(folder)) {
            assert_eq!(compare(&text, None, None), Err(Error::Foreign), "{name}");
        }
    }
    for text in ["<article><h1>A</h1><p>B</p></article>", "not JSON", "{\"a\": 1}", ""] {
        assert_eq!(compare(text, None, None), Err(Error::Foreign), "{text}");
    }
    assert_eq!(
        compare("{\"baca\": 1, \"headline\": \"A\"}", Some("html"), None),
        Err(Error::Foreign)
    );
    assert_eq!(
        compare("{\"baca\": 1, \"headline\": \"A\"}", Some("no-format"), None),
        Err(Error::Foreign)
    );
}

#[test]
fn rich_text_within_a_common_format_is_left_to_the_other_converter() {
    let prosemirror = json!({"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "At dawn."}]}]});
    let lexical = json!({"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [{"type": "text", "text": "At dawn."}]}]}});
    let ghost = |body: (&str, String)| {
        json!({"posts": [{"uuid": "u", "slug": "s", "title": "T", "published_at": "2026-03-01T10:00:00Z",
            body.0: body.1}]})
    };
    let post = |content: serde_json::Value| json!({"baca": 1, "headline": "T", "body": content});
    for (document, wanted) in [
        (post(prosemirror), Err(Error::Foreign)),
        (post(json!({"html": "<p>At dawn.</p>"})), Ok("baca")),
        (post(json!([{"type": "paragraph", "text": {"html": "At <b>dawn</b>."}}])), Ok("baca")),
        (ghost(("lexical", lexical.to_string())), Err(Error::Foreign)),
        (ghost(("html", "<p>At dawn.</p>".into())), Ok("ghost")),
        (ghost(("plaintext", "At dawn.".into())), Ok("ghost")),
    ] {
        assert_eq!(compare(&document.to_string(), None, None), wanted, "{document}");
        let decoded = formats::read(&document.to_string(), BASE, None, None).expect("an article");
        assert!(encode::article(&decoded.article).to_string().contains("awn"), "{document}");
    }
}

#[test]
fn a_document_that_two_formats_detect_is_read_in_the_first() {
    let mut post = json!({"id": 7, "slug": "s", "link": "https://news.example/s", "title": {"rendered": "T"},
        "content": {"rendered": "<p>At dawn.</p>"}});
    assert_eq!(compare(&post.to_string(), None, None), Ok("wordpress"));
    let object = post.as_object_mut().expect("an object");
    object.insert("@context".into(), "https://schema.org".into());
    object.insert("@type".into(), "NewsArticle".into());
    object.insert("headline".into(), "T".into());
    assert_eq!(compare(&post.to_string(), None, None), Err(Error::Foreign));
    assert_eq!(compare(&post.to_string(), Some("wordpress"), None), Ok("wordpress"));
}

#[test]
fn comments_are_converted_alike() {
    for text in [
        json!("Good <b>news</b>!<script>alert(1)</script>"),
        json!("<p>One</p><p>Two</p><ul><li>a</li></ul>"),
        json!([{"type": "paragraph", "text": "One"}, {"type": "quote", "body": [{"type": "paragraph", "text": "Two"}]}]),
        json!({"type": "doc", "content": [{"type": "text", "text": "At dawn."}]}),
        json!(7),
    ] {
        assert_eq!(common_formats::comment(&text, BASE), formats::comment(&text, BASE), "{text}");
    }
}
