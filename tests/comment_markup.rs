//! Conversion of comment bodies: from HTML or Baca's own format to inline markup, and its decoding.

use baca_convert::formats;
use baca_wire::comment_markup::{element, plain, read, text, Fragment};
use baca_wire::decoder::Decoder;
use serde_json::json;
use serde_json::Value;

fn converted(value: &Value) -> Value {
    formats::comment(value, "https://a.example/")
}

#[test]
fn html_becomes_allowed_elements_without_scripts() {
    let html = "<p>Ya <b>benar</b>, <a href='/x'>lihat</a><br>ini</p><ul><li>Satu<li>Dua</ul>\
        <script>hit()</script><img src=x onerror=hit()><a href='javascript:hit()'>y</a>\
        <iframe src='https://evil.example/'></iframe><h2>Judul</h2>";
    let value = converted(&html.into());
    let text = value.to_string();
    assert!(!text.contains("hit()") && !text.contains("iframe"), "{text}");
    assert_eq!(
        value[0],
        json!([
            "p",
            null,
            "Ya ",
            ["strong", null, "benar"],
            ", ",
            ["a", "https://a.example/x", "lihat"],
            ["br", null],
            "ini"
        ])
    );
    assert_eq!(value[1], json!(["ul", null, ["li", null, "Satu"], ["li", null, "Dua"]]));
}

#[test]
fn markup_is_decoded_and_unknown_elements_become_text() {
    let mut r = Decoder::new("");
    let value = json!([
        ["p", null, "a", ["a", "https://e.example/", "b"]],
        ["script", null, "c"],
        ["a", "javascript:x", "d"],
        7,
        "e"
    ]);
    let fragments = read(&mut r, &value);
    assert_eq!(text(&fragments), "abcde");
    assert_eq!(
        fragments[0],
        element(
            "p",
            vec![
                Fragment::Text("a".into()),
                Fragment::Element(
                    "a",
                    Some("https://e.example/".into()),
                    vec![Fragment::Text("b".into())]
                )
            ]
        )
    );
    assert_eq!(fragments[2], Fragment::Element("a", None, vec![Fragment::Text("d".into())]));
}

#[test]
fn deep_nesting_is_limited_in_encoding_and_decoding() {
    let mut value = json!("deepest");
    for _ in 0..100 {
        value = json!({"type": "quote", "body": [value]});
    }
    let written = converted(&json!([value]));
    let fragments = read(&mut Decoder::new(""), &written);
    assert_eq!(text(&fragments).trim(), "deepest");
}

#[test]
fn a_plain_text_keeps_paragraphs_and_lines() {
    assert_eq!(plain("One\ntwo\n\n\n\nThree").len(), 2);
    assert_eq!(text(&plain("One\ntwo")), "Onetwo");
}
