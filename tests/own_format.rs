//! Tests Baca's own format: an article of any format that is encoded in it is decoded unchanged.

use baca_convert::formats;
use baca_model::Article;
use baca_wire::encode;
use corpus_support::cms_documents;
use std::fs;
use std::path::{Path, PathBuf};

mod corpus_support;

const BASE: &str = "https://news.example/a/b.json";

/// Returns the JSON files of a folder of the repository. Panics if there are fewer than `at_least`.
fn files(folder: &str, at_least: usize) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut out: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    out.sort();
    assert!(out.len() >= at_least, "{folder}: {} files", out.len());
    out
}

fn own_examples() -> Vec<PathBuf> {
    let mut out = files("static/schema/examples", 3);
    out.extend(files("static/demo/articles", 6));
    out.extend(files("tests/corpus/baca", 4));
    out
}

/// Encodes an article and decodes the result.
fn round_trip(article: &Article) -> Article {
    let written = encode::article(article);
    let decoded = baca_wire::document::read_own(&written, false, BASE, true);
    decoded.expect("an encoded article is an article").article
}

#[test]
fn every_example_is_read_without_unexpected_problems() {
    for path in own_examples() {
        let text = fs::read_to_string(&path).expect("readable");
        let decoded = formats::read(&text, BASE, None, None);
        let decoded = decoded.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(decoded.format, "baca");
        let unexpected: Vec<_> =
            decoded.problems.iter().filter(|p| !p.message.contains("unknown type")).collect();
        assert!(unexpected.is_empty(), "{}: {unexpected:?}", path.display());
    }
}

#[test]
fn an_encoded_article_is_decoded_unchanged() {
    let own = own_examples().into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("readable");
        (path.display().to_string(), text)
    });
    let mut read = 0;
    for (name, text) in own.chain(cms_documents()) {
        let Ok(decoded) = formats::read(&text, BASE, None, None) else { continue };
        read += 1;
        assert_eq!(round_trip(&decoded.article), decoded.article, "{name}");
    }
    assert!(read >= 45, "{read} articles");
}

#[test]
fn each_kind_of_malformed_document_has_its_error_code() {
    let code = |text: &str| match formats::read(text, BASE, None, None) {
        Ok(_) => "an article",
        Err(error) => error.code(),
    };
    for (text, wanted) in [
        ("", "not-json"),
        ("{", "not-json"),
        ("<!doctype html><title>Log in</title>", "not-json"),
        ("null", "not-an-article"),
        ("[]", "not-an-article"),
        ("{\"error\":\"no\"}", "not-an-article"),
        ("{\"baca\":1}", "not-an-article"),
        ("{\"baca\":1,\"headline\":7}", "an article"),
        ("{\"baca\":1,\"headline\":{},\"body\":[\"x\"]}", "an article"),
        ("{\"baca\":2,\"headline\":\"x\"}", "unsupported"),
    ] {
        assert_eq!(code(text), wanted, "{text}");
    }
    assert_eq!(code(&" ".repeat(8 * 1024 * 1024 + 1)), "too-large");
}

#[test]
fn only_the_invalid_field_is_dropped_and_its_path_is_reported() {
    let text = r#"{"baca":1,"headline":"H","dek":{},"published":"soon","lang":["id"],
        "body":["One.",{"type":"image"},{"type":"nobody","text":"Two."},7,null,
        {"type":"list","items":[{"text":[{"bold":true}]},"Three."]}]}"#;
    let decoded = formats::read(text, BASE, None, None).expect("an article");
    let body: String = decoded.article.body.iter().map(baca_model::stats::text).collect();
    for wanted in ["One.", "Two.", "7", "Three."] {
        assert!(body.contains(wanted), "{wanted}: {body}");
    }
    let paths: Vec<&str> = decoded.problems.iter().map(|p| p.path.as_str()).collect();
    for wanted in ["dek", "published", "lang", "body[1]", "body[2]"] {
        assert!(paths.iter().any(|path| path.starts_with(wanted)), "{wanted}: {paths:?}");
    }
}

#[test]
fn an_article_with_too_many_blocks_is_truncated() {
    let body = vec!["\"x\""; 20_001].join(",");
    let text = format!("{{\"baca\":1,\"headline\":\"H\",\"body\":[{body}]}}");
    let decoded = formats::read(&text, BASE, None, None).expect("an article");
    assert_eq!(decoded.article.body.len(), 20_000);
    assert!(decoded.article.truncated);
}

#[test]
fn lists_and_icons_are_encoded_and_decoded_unchanged() {
    use baca_model::{Kind, Marker};
    let text = r#"{"baca":1,"headline":"H","body":[
        {"type":"list","ordered":true,"reversed":true,"start":3,"items":["c",{"text":"b","value":9}]},
        {"type":"list","ordered":true,"marker":"upper-roman","items":["a","b"]},
        {"type":"list","marker":"none","items":["a"]},
        {"type":"list","items":["a","b"]},
        {"type":"paragraph","text":["Kapal ",{"icon":{"src":"/i.png","alt":"putih","width":16,"height":16}}," itu"]}]}"#;
    let decoded = formats::read(text, BASE, None, None).expect("an article");
    assert_eq!(decoded.problems, []);
    let lists: Vec<_> = decoded
        .article
        .body
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::List { items, start, reversed, marker, .. } => {
                Some((*start, *reversed, *marker, items.last().and_then(|item| item.value)))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        lists,
        [
            (Some(3), true, Marker::Default, Some(9)),
            (None, false, Marker::UpperRoman, None),
            (None, false, Marker::None, None),
            (None, false, Marker::Default, None),
        ]
    );
    let Some(Kind::Paragraph { text, .. }) = decoded.article.body.last().map(|b| &b.kind) else {
        panic!("{:?}", decoded.article.body);
    };
    let icon = text[1].extra.as_ref().and_then(|extra| extra.icon.as_ref()).expect("an icon");
    assert_eq!(icon.src, "https://news.example/i.png");
    assert_eq!(round_trip(&decoded.article), decoded.article);

    let invalid =
        r#"{"baca":1,"headline":"H","body":[{"type":"list","marker":"hearts","items":["a"]}]}"#;
    let decoded = formats::read(invalid, BASE, None, None).expect("an article");
    assert_eq!(decoded.problems.len(), 1);
    assert_eq!(decoded.problems[0].path, "body[0].marker");
}

#[test]
fn values_with_two_encodings_are_decoded_unchanged() {
    let own = |rest: &str| format!(r#"{{"baca":1,"headline":"H",{rest}}}"#);
    let html = |html: &str| {
        own(&format!(r#""body":[{{"type":"html","html":{}}}]"#, serde_json::json!(html)))
    };
    let cases = [
        // A line of several spans, and a list of names.
        own(r#""byline":["A ",3]"#),
        own(r#""byline":["A","B"]"#),
        own(r#""byline":[{"text":"A"},{"text":"B","bold":true}]"#),
        own(r#""byline":"A""#),
        // A lead that is no picture.
        own(r#""lead":5"#),
        own(r#""lead":{"type":"paragraph","text":"a"}"#),
        own(r#""lead":"/a.jpg""#),
        own(r#""lead":{"type":"nobody","text":"A text.","lang":"ar"}"#),
        // Paragraphs of a comment, and spans of one paragraph.
        own(r#""comments":{"items":[{"text":[{"type":"paragraph","text":"a"},"b"]},{"text":["a","b"]}]}"#),
        own(r#""comments":{"items":[{"text":[{"type":"paragraph","text":"a","lang":"ar"}]}]}"#),
        own(r#""comments":{"items":[{"text":[{"type":"heading","text":"a"}]},"a",{"text":""}]}"#),
        // The id of a span, and that of its item.
        own(r#""body":[{"type":"list","items":[{"text":{"text":"x","id":"i"}},{"text":"y","id":"j"}]}]"#),
        own(r#""body":[{"type":"table","rows":[[{"text":{"text":"x","id":"i"}},{"text":"y"}]]}]"#),
        // A group, and an aside.
        own(r#""body":[{"type":"nobody","lang":"ar","id":"n","body":["A text.",{"type":"heading","text":"B"}]}]"#),
        own(r#""body":[{"type":"nobody","dir":"rtl","fallback":[{"type":"aside","body":["A"]}]}]"#),
        // Numbers with many digits, and at the limits.
        own(r#""rating":{"value":0.30000000000000004,"max":5e-324,"min":1.7976931348623157e308}"#),
        own(r#""lead":{"type":"video","src":"/a.mp4","seconds":0.8333333333333334}"#),
        own(r#""minutes":0,"body":[{"type":"image","src":"/a.jpg","width":0,"height":-3}]"#),
        own(r#""published":" 2026-03-01 ","modified":"2026-03-01T24:00:00Z""#),
        // Markup.
        html("<p><ruby>a<rt> </rt>b<rt>c</rt></ruby></p>"),
        html("<p>a <img src=a.jpg width=0 height=16> b</p><img src=b.jpg width=0 height=300>"),
        html("<img srcset='a.jpg 0w, b.jpg 99999999999w' alt=x><iframe src=https://e.example/ width=0 height=9></iframe>"),
        html("<video src=a.mp4 poster=b.jpg width=0 height=0></video>"),
        html("<blockquote><p> </p><cite>He</cite></blockquote><blockquote><p>A</p><cite>He</cite></blockquote>"),
        html("<iframe src=https://www./x></iframe><iframe src=https://www.youtube.com./embed/abc></iframe>"),
        html("<ul><li><a id=x></a>a</ul><table><tr><td><a id=y></a>a</table>"),
    ];
    for text in cases {
        let decoded =
            formats::read(&text, BASE, None, None).unwrap_or_else(|e| panic!("{text}: {e}"));
        let written = encode::article(&decoded.article).to_string();
        let second = formats::read(&written, "", None, None).expect("our own format");
        assert_eq!(second.article, decoded.article, "{text}\n{written}");
        assert_eq!(round_trip(&decoded.article), decoded.article, "{text}");
    }
}
