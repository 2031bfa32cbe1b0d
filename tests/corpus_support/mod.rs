//! Reads the documents of `tests/corpus`. A test fails if a folder is missing or has too few documents.
#![allow(dead_code)] // each test file uses some of the functions

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the folder of the documents.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Returns the files with `extension` directly in `folder` of the corpus, sorted, as path in the corpus
/// and text. Panics if there are fewer than `at_least`.
pub fn documents(folder: &str, extension: &str, at_least: usize) -> Vec<(String, String)> {
    let path = corpus().join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut found: Vec<_> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (format!("{folder}/{name}"), fs::read_to_string(&path).expect("UTF-8"))
        })
        .collect();
    found.sort();
    let count = found.len();
    assert!(count >= at_least, "{folder}: {count} documents, {at_least} were expected");
    found
}

/// The folders with CMS documents and the minimum number of documents in each.
pub const CMS_FOLDERS: [(&str, usize); 6] = [
    ("wordpress", 13),
    ("json-feed", 4),
    ("ghost", 3),
    ("json-ld", 9),
    ("ans", 4),
    ("apple-news", 5),
];

/// Returns all CMS documents.
pub fn cms_documents() -> Vec<(String, String)> {
    CMS_FOLDERS.iter().flat_map(|(folder, count)| documents(folder, "json", *count)).collect()
}

/// The parts from which attacks are generated.
pub struct AttackParts {
    parts: Value,
}

impl AttackParts {
    /// Reads `attacks/parts.json`.
    pub fn read() -> Self {
        let text = fs::read_to_string(corpus().join("attacks/parts.json")).expect("attacks");
        Self { parts: serde_json::from_str(&text).expect("JSON") }
    }

    /// Returns one of the lists: `spellings`, `places`, `handlers`, `containers` or `documents`.
    /// Panics if it has fewer entries than `at_least`.
    pub fn list(&self, name: &str, at_least: usize) -> Vec<&str> {
        let list: Vec<&str> =
            self.parts[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(list.len() >= at_least, "{name}: {} parts", list.len());
        list
    }

    /// Returns all whole documents, every URL in every place for a URL, and every event handler in
    /// every container.
    pub fn attacks(&self) -> Vec<String> {
        let put = |template: &str, value: &str| template.replace("{}", value);
        let mut out: Vec<String> =
            self.list("documents", 100).into_iter().map(Into::into).collect();
        let spellings = self.list("spellings", 50);
        for place in self.list("places", 40) {
            out.extend(spellings.iter().map(|s| put(place, &s.replace('"', "&quot;"))));
        }
        let handlers = self.list("handlers", 40);
        for container in self.list("containers", 40) {
            out.extend(handlers.iter().map(|handler| put(container, handler)));
        }
        out
    }
}
