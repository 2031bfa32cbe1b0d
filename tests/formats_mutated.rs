//! One field broken at a time: the field is lost, the article is not.

#![recursion_limit = "512"]

use baca::article::formats;
use baca::article::write;
use baca::platform::current;
use formats_fixtures::*;
use serde_json::{json, Value};

mod formats_fixtures;

/// What a field can be by mistake.
fn mistakes() -> [Value; 6] {
    [json!(null), json!(7), json!([]), json!({}), json!(""), json!(true)]
}

/// The JSON pointers of all members and elements of a document.
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

/// Reads the document with every field broken in every way. `headline` and `body` begin the
/// pointers of what these are made of; what carries the whole article is in `all`.
fn check(name: &str, document: &Value, headline: &[&str], body: &[&str], all: &[&str]) {
    let read = |document: &Value| {
        let outcome =
            formats::read(&document.to_string(), current(), "https://a.example/", None, None);
        outcome.map(|outcome| (outcome.article, outcome.problems))
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
                Ok(outcome) => outcome,
                Err(error) => {
                    assert!(all.contains(&path.as_str()), "{case}: {error}");
                    continue;
                }
            };
            // What can be read can be written.
            let _ = write::article(&article);
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
fn wordpress_post() {
    check("wordpress", &wordpress(), &["/title"], &["/content"], &[]);
}

#[test]
fn json_feed() {
    let body = ["/items/0/content_html", "/items/0/attachments"];
    check("feed", &feed(), &["/items/0/title"], &body, &["/items", "/items/0"]);
}

#[test]
fn schema_org() {
    let body = ["/articleBody", "/video"];
    // A lead that is lost lets the video lead.
    let body = [&body[..], &["/image"]].concat();
    check("schema.org", &news_article(), &["/headline"], &body, &[]);
}

#[test]
fn ghost_post() {
    let all = ["/posts", "/posts/0"];
    check("ghost", &ghost(), &["/posts/0/title"], &["/posts/0/html", "/posts/0/access"], &all);
}

#[test]
fn activitypub() {
    let body = ["/content", "/attachment", "/image"];
    check("activitypub", &activity(), &["/name"], &body, &[]);
}

#[test]
fn ans_story() {
    check("ans", &ans(), &["/headlines"], &["/content_elements"], &[]);
}

#[test]
fn apple_news_article() {
    let headline = ["/components", "/title"];
    check("apple-news", &apple_news(), &headline, &["/components"], &["/components"]);
}

#[test]
fn guardian_item() {
    let at = |path: &str| format!("/response/content{path}");
    let headline = [at("/fields/headline"), at("/webTitle")];
    let headline: Vec<&str> = headline.iter().map(String::as_str).collect();
    let body = at("/fields/body");
    let all = ["/response", "/response/content"];
    check("guardian", &guardian(), &headline, &[&body], &all);
}

#[test]
fn rich_text() {
    let more = [("prosemirror", atlassian()), ("lexical", ghost_cards())];
    for (name, document) in rich_texts().into_iter().chain(more) {
        let own = json!({"baca": 1, "headline": "Own", "body": document});
        check(name, &own, &["/headline"], &["/body"], &["/baca"]);
    }
}

/// Real documents, where they are at hand: whatever is wrong with one of their fields, the rest can
/// be read and written.
#[test]
fn real_documents() {
    let corpora = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora");
    let mut broken_documents = 0;
    for corpus in ["wordpress", "ghost", "ans", "apple-news", "newsarticle-jsonld", "jsonfeed/real"]
    {
        let Ok(entries) = std::fs::read_dir(format!("{corpora}/{corpus}")) else {
            eprintln!("not at hand, not tested: {corpora}/{corpus}");
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let Ok(document) = serde_json::from_str::<Value>(&text) else { continue };
            let mut paths = Vec::new();
            pointers(&document, "", &mut paths);
            if text.len() > 12_000 || paths.len() > 400 {
                continue; // Enough of the same shape are small.
            }
            for (at, mistake) in paths.iter().flat_map(|at| mistakes().map(|m| (at, m))) {
                let mut broken = document.clone();
                *broken.pointer_mut(at).expect("a path of the document") = mistake;
                let read = formats::read(&broken.to_string(), current(), "", None, None);
                if let Ok(outcome) = read {
                    let own = write::article(&outcome.article).to_string();
                    let again = formats::read(&own, current(), "", Some("baca"), None);
                    assert!(again.is_ok(), "{}: {at}: {own}", path.display());
                }
                broken_documents += 1;
            }
        }
    }
    eprintln!("{broken_documents} broken documents read");
}
