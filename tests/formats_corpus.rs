//! Real documents, where they are at hand (`../shared/corpora`): found to be what they are, with
//! the headline they have and every character of their text.

use baca::article::formats::{self, Error, Outcome};
use baca::article::write;
use baca::html::Node;
use baca::platform::{current, parse_html};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The files of a corpus by name; none where the corpus is not at hand.
fn files(corpus: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(corpus);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("not at hand, not tested: {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a text"))
        })
        .collect();
    files.sort();
    files
}

fn read(text: &str, item: Option<&str>) -> Result<Outcome, Error> {
    formats::read(text, current(), "https://a.example/doc.json", None, item)
}

/// The text of markup; what the converter drops by name is left out.
fn html_text(html: &str) -> String {
    fn walk(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(e) => match e.name.as_str() {
                    "script" | "style" | "noscript" | "template" | "svg" | "select" | "video"
                    | "audio" | "iframe" | "object" => {}
                    _ => walk(&e.children, out),
                },
            }
        }
    }
    let mut out = String::new();
    walk(&parse_html(html), &mut out);
    out
}

/// All texts of the article as it is written.
fn article_text(outcome: &Outcome) -> String {
    fn walk(value: &Value, out: &mut String) {
        match value {
            Value::String(text) => out.push_str(text),
            Value::Array(list) => list.iter().for_each(|value| walk(value, out)),
            Value::Object(o) => o
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "src" | "url" | "href" | "type"))
                .for_each(|(_, value)| walk(value, out)),
            _ => {}
        }
    }
    let mut out = String::new();
    walk(&write::article(&outcome.article), &mut out);
    out
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut out = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        *out.entry(c).or_default() += 1;
    }
    out
}

/// Every character of `text` that is not white space is in the article, as often.
fn assert_kept(case: &str, text: &str, outcome: &Outcome) {
    let there = letters(&article_text(outcome));
    for (c, count) in letters(text) {
        let found = there.get(&c).copied().unwrap_or_default();
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
    let outcome = read(text, item).unwrap_or_else(|error| panic!("{case}: {error}"));
    assert_eq!(outcome.format, format, "{case}");
    assert_eq!(squeezed(&outcome.article.headline_text()), squeezed(headline), "{case}");
    assert_kept(case, body, &outcome);
}

#[test]
fn wordpress() {
    for (name, text) in files("wordpress") {
        if name.contains("comments") || name.contains("post-1.json") {
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
        }
    }
}

#[test]
fn json_feed() {
    for (name, text) in files("jsonfeed/real") {
        if name.contains("serde") {
            continue;
        }
        let value: Value = serde_json::from_str(&text).expect("JSON");
        for item in value["items"].as_array().expect("items") {
            let content = match string(item, "/content_html") {
                "" => string(item, "/content_text").to_string(),
                html => html_text(html),
            };
            let id = item.get("id").or(item.get("url")).expect("a name");
            let id = id.as_str().map_or_else(|| id.to_string(), Into::into);
            check(&name, &text, Some(&id), "json-feed", string(item, "/title"), &content);
        }
    }
}

#[test]
fn quirks_of_json_feeds_cost_no_more_than_themselves() {
    for (name, text) in files("jsonfeed/edge") {
        let _ = read(&text, None);
        let told = formats::read(&text, current(), "", Some("json-feed"), None);
        let Ok(value) = serde_json::from_str::<Value>(&text) else {
            assert!(matches!(told, Err(Error::NotJson { .. })), "{name}");
            continue;
        };
        let title = string(&value, "/items/0/title");
        if !title.is_empty() {
            let article = told.unwrap_or_else(|error| panic!("{name}: {error}")).article;
            assert_eq!(article.headline_text(), title, "{name}");
        }
    }
}

#[test]
fn ghost() {
    for (name, text) in files("ghost") {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let posts = value.get("posts").or_else(|| value.pointer("/result/posts")).expect("posts");
        let first = &posts[0];
        let post = first.get("data").unwrap_or(first);
        let body = html_text(string(post, "/html"));
        check(&name, &text, None, "ghost", string(post, "/title"), &body);
    }
}

#[test]
fn json_ld() {
    for (name, text) in files("newsarticle-jsonld") {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let nodes = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        let article = nodes.iter().find(|node| string(node, "/@type").ends_with("Article"));
        match article {
            Some(node) => {
                let (headline, body) = (string(node, "/headline"), string(node, "/articleBody"));
                check(&name, &text, None, "schema-org", headline, body);
            }
            None => assert!(matches!(read(&text, None), Err(Error::NotAnArticle { .. })), "{name}"),
        }
    }
}

#[test]
fn ans() {
    for (name, text) in files("ans") {
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
fn apple_news() {
    fn texts(value: &Value, out: &mut String) {
        for component in value["components"].as_array().into_iter().flatten() {
            let text = string(component, "/text");
            match string(component, "/format") {
                "html" => out.push_str(&html_text(text)),
                "markdown" => {
                    // Without the targets of links and what marks text.
                    let parts = text.split("](").enumerate();
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
    for (name, text) in files("apple-news") {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let mut all = String::new();
        texts(&value, &mut all);
        let outcome = read(&text, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(outcome.format, "apple-news", "{name}");
        assert!(!outcome.article.headline.is_empty(), "{name}");
        assert_kept(&name, &all, &outcome);
    }
}

#[test]
fn what_is_no_article_is_not_taken_for_one() {
    for corpus in ["readability/pages", "xss", "udhr-scripts"] {
        for (name, text) in files(corpus) {
            assert!(read(&text, None).is_err(), "{name}");
        }
    }
}
