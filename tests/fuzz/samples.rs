//! The documents that are mutated: the examples of Baca's own format, the documents of the corpus, and one
//! document in each format.

use crate::corpus_support::{cms_documents, documents};
use crate::formats_fixtures as fixtures;
use serde_json::json;
use std::fs;
use std::path::Path;

/// Returns the documents with their names.
pub fn samples() -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = [
        ("wordpress", fixtures::wordpress()),
        ("json-feed", fixtures::feed()),
        ("schema-org", fixtures::news_article()),
        ("ghost", fixtures::ghost()),
        ("activitypub", fixtures::activity()),
        ("ans", fixtures::ans()),
        ("apple-news", fixtures::apple_news()),
        ("guardian", fixtures::guardian()),
        ("atlassian", fixtures::atlassian()),
        ("ghost-cards", fixtures::ghost_cards()),
    ]
    .into_iter()
    .chain(fixtures::rich_texts())
    .flat_map(|(name, value)| {
        let own = json!({"baca": 1, "headline": "Own", "body": value});
        [(name.to_owned(), value.to_string()), (format!("{name} in own"), own.to_string())]
    })
    .collect();
    for folder in ["static/schema/examples", "static/demo/articles", "tests/corpus/baca"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = fs::read_dir(&path)
            .unwrap_or_else(|error| panic!("{folder}: {error}"))
            .map(|entry| entry.expect("a readable folder").path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect();
        files.sort();
        out.extend(
            files
                .iter()
                .map(|path| (path.display().to_string(), fs::read_to_string(path).expect("UTF-8"))),
        );
    }
    out.extend(cms_documents());
    out.extend(documents("html", "html", 20));
    out
}
