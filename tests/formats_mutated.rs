//! Tests documents with one invalid field: the field is lost, but not the article.

#![recursion_limit = "512"]

use baca_convert::formats;
use baca_wire::encode;
use corpus_support::cms_documents;
use formats_fixtures::*;
use serde_json::{json, Value};

mod corpus_support;
mod formats_fixtures;

/// Invalid values for a field.
fn mistakes() -> [Value; 6] {
    [json!(null), json!(7), json!([]), json!({}), json!(""), json!(true)]
}

/// Collects the JSON pointers of all members and elements of a document.
fn pointers(value: &Value, at: &str, out: &mut Vec<String>) {
    let mut visit = |key: String, value: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        out.push(at.clone());
        pointers(value, &at, out);
    };
    match value {
        Value::Object(o) => o.iter().for_each(|(key, value)| visit(key.clone(), value)),
        Value::Array(a) => a.iter().enumerate().for_each(|(i, value)| visit(i.to_string(), value)),
        _ => {}
    }
}

/// Reads a document with each field replaced by each invalid value. `headline` and `body` are the
/// prefixes of the pointers from which these are read; `all` lists the fields that contain the whole
/// article.
fn check(name: &str, document: &Value, headline: &[&str], body: &[&str], all: &[&str]) {
    let read = |document: &Value| {
        let decoded = formats::read(&document.to_string(), "https://a.example/", None, None);
        decoded.map(|decoded| (decoded.article, decoded.problems))
    };
    let (whole, _) = read(document).expect("an article");
    let mut paths = Vec::new();
    pointers(document, "", &mut paths);
    assert!(paths.len() > 10, "{name}");
    for path in paths {
        for mistake in mistakes() {
            let mut broken = document.clone();
            *broken.pointer_mut(&path).expect("a path of the document") = mistake.clone();
            let touches = |roots: &[&str]| {
                roots.iter().any(|root| path.starts_with(root) || root.starts_with(&path))
            };
            let case = format!("{name}: {path} = {mistake}");
            let (article, problems) = match read(&broken) {
                Ok(decoded) => decoded,
                Err(error) => {
                    assert!(all.contains(&path.as_str()), "{case}: {error}");
                    continue;
                }
            };
            // Every article that can be read can be encoded.
            let _ = encode::article(&article);
            if all.contains(&path.as_str()) {
                continue;
            }
            if !touches(headline) {
                assert_eq!(article.headline, whole.headline, "{case}");
            }
            if !touches(body) {
                assert_eq!(lines(&article.body), lines(&whole.body), "{case}");
            }
            assert!(problems.len() < 10, "{case}: {problems:?}");
        }
    }
}

#[test]
fn an_invalid_field_of_a_wordpress_post_is_lost_alone() {
    check("wordpress", &wordpress(), &["/title"], &["/content"], &[]);
}

#[test]
fn an_invalid_field_of_a_json_feed_is_lost_alone() {
    let body = ["/items/0/content_html", "/items/0/attachments"];
    check("feed", &feed(), &["/items/0/title"], &body, &["/items", "/items/0"]);
}

#[test]
fn an_invalid_field_of_schema_org_is_lost_alone() {
    let body = ["/articleBody", "/video"];
    // Without the image, the video becomes the lead.
    let body = [&body[..], &["/image"]].concat();
    check("schema.org", &news_article(), &["/headline"], &body, &[]);
}

#[test]
fn an_invalid_field_of_a_ghost_post_is_lost_alone() {
    let all = ["/posts", "/posts/0"];
    check("ghost", &ghost(), &["/posts/0/title"], &["/posts/0/html", "/posts/0/access"], &all);
}

#[test]
fn an_invalid_field_of_activitypub_is_lost_alone() {
    let body = ["/content", "/attachment", "/image"];
    check("activitypub", &activity(), &["/name"], &body, &[]);
}

#[test]
fn an_invalid_field_of_an_ans_story_is_lost_alone() {
    check("ans", &ans(), &["/headlines"], &["/content_elements"], &[]);
}

#[test]
fn an_invalid_field_of_apple_news_is_lost_alone() {
    let headline = ["/components", "/title"];
    check("apple-news", &apple_news(), &headline, &["/components"], &["/components"]);
}

#[test]
fn an_invalid_field_of_a_guardian_item_is_lost_alone() {
    let at = |path: &str| format!("/response/content{path}");
    let headline = [at("/fields/headline"), at("/webTitle")];
    let headline: Vec<&str> = headline.iter().map(String::as_str).collect();
    let body = at("/fields/body");
    let all = ["/response", "/response/content"];
    check("guardian", &guardian(), &headline, &[&body], &all);
}

#[test]
fn an_invalid_field_of_rich_text_is_lost_alone() {
    let more = [("prosemirror", atlassian()), ("lexical", ghost_cards())];
    for (name, document) in rich_texts().into_iter().chain(more) {
        let own = json!({"baca": 1, "headline": "Own", "body": document});
        check(name, &own, &["/headline"], &["/body"], &["/baca"]);
    }
}

#[test]
fn a_corpus_document_with_an_invalid_field_can_be_encoded_and_decoded() {
    let mut read = 0;
    for (name, text) in cms_documents() {
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let mut paths = Vec::new();
        pointers(&document, "", &mut paths);
        // Each field of a small document gets every invalid value, of a large one only one of them.
        let small = text.len() <= 12_000 && paths.len() <= 120;
        let ways = if small { mistakes().len() } else { 1 };
        let cases = paths.iter().enumerate().flat_map(|(index, at)| {
            (index..index + ways).map(move |way| (at, mistakes()[way % mistakes().len()].clone()))
        });
        for (at, mistake) in cases {
            let mut broken = document.clone();
            *broken.pointer_mut(at).expect("a path of the document") = mistake;
            let decoded = formats::read(&broken.to_string(), "", None, None);
            if let Ok(decoded) = decoded {
                let own = encode::article(&decoded.article).to_string();
                let again = formats::read(&own, "", Some("baca"), None);
                assert!(again.is_ok(), "{name}: {at}: {own}");
                read += 1;
            }
        }
    }
    assert!(read >= 10_000, "{read} broken documents were read");
}
