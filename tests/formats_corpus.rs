//! Tests the documents of `tests/corpus`: the format of each is detected, and its article has the
//! document's headline and every character of its text.

use baca_convert::formats;
use baca_sys::html::parse as parse_html;
use baca_sys::html::Node;
use baca_wire::document::{DecodedArticle, Error};
use baca_wire::encode;
use corpus_support::documents;
use serde_json::Value;
use std::collections::BTreeMap;

mod corpus_support;

fn read(text: &str, item: Option<&str>) -> Result<DecodedArticle, Error> {
    formats::read(text, "https://a.example/doc.json", None, item)
}

/// Returns the text of HTML without the elements that the converter drops by name.
fn html_text(html: &str) -> String {
    fn collect_text(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(e) => match e.name.as_str() {
                    "script" | "style" | "noscript" | "template" | "svg" | "select" | "video"
                    | "audio" | "iframe" | "object" => {}
                    _ => collect_text(&e.children, out),
                },
            }
        }
    }
    let mut out = String::new();
    collect_text(&parse_html(html), &mut out);
    out
}

/// Returns all texts of the article's JSON.
fn article_text(decoded: &DecodedArticle) -> String {
    fn collect_text(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Array(list) => list.iter().for_each(|value| collect_text(value, out)),
            Value::Object(o) => o
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "src" | "url" | "href" | "type"))
                .for_each(|(_, value)| collect_text(value, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    collect_text(&encode::article(&decoded.article), &mut out);
    out
}

/// Counts the characters that are neither white space nor control characters.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut out = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        *out.entry(c).or_default() += 1;
    }
    out
}

/// Asserts that the article has every character of `text`, except white space, as often as `text`.
fn assert_kept(case: &str, text: &str, decoded: &DecodedArticle) {
    let kept = letters(&article_text(decoded));
    for (c, count) in letters(text) {
        let found = kept.get(&c).copied().unwrap_or_default();
        assert!(found >= count, "{case}: {c:?} {found} times instead of {count}");
    }
}

fn string<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(case: &str, text: &str, item: Option<&str>, format: &str, headline: &str, body: &str) {
    let decoded = read(text, item).unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(decoded.format, format, "{case}");
    assert_eq!(squeezed(&decoded.article.headline_text()), squeezed(headline), "{case}");
    assert_kept(case, body, &decoded);
}

#[test]
fn wordpress_posts_keep_headline_and_text() {
    let mut checked = 0;
    for (name, text) in documents("wordpress", "json", 13) {
        if name.contains("comments") || name.contains("no-text") {
            assert!(matches!(read(&text, None), Err(Error::NotAnArticle { .. })), "{name}");
            continue;
        }
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let posts = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        for post in posts {
            let headline = html_text(string(&post, "/title/rendered"));
            let body = html_text(string(&post, "/content/rendered"));
            let id = post["id"].to_string();
            check(&name, &text, Some(&id), "wordpress", &headline, &body);
            checked += 1;
        }
    }
    assert!(checked >= 13, "{checked} posts");
}

#[test]
fn json_feed_items_keep_headline_and_text() {
    let mut checked = 0;
    for (name, text) in documents("json-feed", "json", 4) {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for item in value["items"].as_array().expect("items") {
            let content = match string(item, "/content_html") {
                "" => string(item, "/content_text").to_string(),
                html => html_text(html),
            };
            let id = item.get("id").or(item.get("url")).expect("a name");
            let id = id.as_str().map_or_else(|| id.to_string(), Into::into);
            check(&name, &text, Some(&id), "json-feed", string(item, "/title"), &content);
            checked += 1;
        }
    }
    assert!(checked >= 11, "{checked} items");
}

#[test]
fn an_invalid_member_of_a_json_feed_does_not_lose_the_article() {
    let mut articles = 0;
    for (name, text) in documents("json-feed/odd", "json", 28) {
        let _ = read(&text, None);
        let decoded = formats::read(&text, "", Some("json-feed"), None);
        let json = text.trim_start_matches('\u{feff}');
        let Ok(value) = serde_json::from_str::<Value>(json) else {
            assert!(matches!(decoded, Err(Error::NotJson { .. })), "{name}");
            continue;
        };
        let title = string(&value, "/items/0/title");
        if !title.is_empty() {
            let article = decoded.unwrap_or_else(|error| panic!("{name}: {error}")).article;
            // Entities in a plain field are decoded once.
            assert_eq!(article.headline_text(), title.replace("&amp;", "&"), "{name}");
            articles += 1;
        }
    }
    assert!(articles >= 3, "{articles} with a title");
}

#[test]
fn ghost_posts_keep_headline_and_text() {
    for (name, text) in documents("ghost", "json", 3) {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let posts = value.get("posts").or_else(|| value.pointer("/result/posts")).expect("posts");
        let first = &posts[0];
        let post = first.get("data").unwrap_or(first);
        let body = html_text(string(post, "/html"));
        check(&name, &text, None, "ghost", string(post, "/title"), &body);
    }
}

#[test]
fn json_ld_articles_keep_headline_and_text() {
    for (name, text) in documents("json-ld", "json", 9) {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let nodes = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        let article = nodes.iter().find(|node| string(node, "/@type").ends_with("Article"));
        match article {
            Some(node) => {
                // Sites escape the plain texts of JSON-LD, so entities are decoded.
                let plain = |key: &str| html_text(&string(node, key).replace('<', "&lt;"));
                let (headline, body) = (plain("/headline"), plain("/articleBody"));
                check(&name, &text, None, "schema-org", &headline, &body);
            }
            None => assert!(matches!(read(&text, None), Err(Error::NotAnArticle { .. })), "{name}"),
        }
    }
}

#[test]
fn ans_stories_keep_headline_and_text() {
    for (name, text) in documents("ans", "json", 4) {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let mut body = String::new();
        for element in value["content_elements"].as_array().expect("elements") {
            if element["type"] == "text" || element["type"] == "blockquote" {
                body.push_str(&html_text(string(element, "/content")));
            }
            body.push_str(&html_text(string(element, "/caption")));
        }
        check(&name, &text, None, "ans", string(&value, "/headlines/basic"), &body);
    }
}

#[test]
fn apple_news_documents_keep_their_text() {
    fn texts(value: &Value, out: &mut String) {
        for component in value["components"].as_array().into_iter().flatten() {
            let text = string(component, "/text");
            match string(component, "/format") {
                "html" => out.push_str(&html_text(text)),
                "markdown" => {
                    // Removes the markers of lists, quotations and emphasis, and the targets of
                    // links.
                    let lines = text.lines().map(|line| line.trim_start_matches(['-', '>', ' ']));
                    let lines = lines.collect::<Vec<_>>().join("\n");
                    let parts = lines.split("](").enumerate();
                    let words = parts.filter_map(|(at, part)| match at {
                        0 => Some(part),
                        _ => part.split_once(')').map(|(_, after)| after),
                    });
                    out.extend(words.flat_map(str::chars).filter(|c| !"*_#[]\\".contains(*c)));
                }
                _ => out.push_str(text),
            }
            out.push_str(string(component, "/caption"));
            out.push_str(&html_text(string(component, "/html")));
            for item in component["items"].as_array().into_iter().flatten() {
                out.push_str(string(item, "/caption"));
            }
            texts(component, out);
        }
    }
    for (name, text) in documents("apple-news", "json", 5) {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let mut all = String::new();
        texts(&value, &mut all);
        let decoded = read(&text, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(decoded.format, "apple-news", "{name}");
        assert!(!decoded.article.headline.is_empty(), "{name}");
        assert_kept(&name, &all, &decoded);
    }
}

#[test]
fn a_document_that_is_not_an_article_is_rejected() {
    for (name, text) in documents("attacks", "json", 1) {
        assert!(matches!(read(&text, None), Err(Error::NotAnArticle { .. })), "{name}");
    }
    for (name, text) in documents("json-ld", "txt", 1) {
        assert!(matches!(read(&text, None), Err(Error::NotJson { .. })), "{name}");
    }
}
