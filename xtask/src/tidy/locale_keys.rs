//! Rules: the source uses every key of `static/locales/en.json` and no other key; every other language has
//! these keys. Until it does, builds use the English texts.

use super::finding::Finding;
use super::rust::Packages;
use super::script;
use super::tree::SourceTree;
use std::collections::{BTreeMap, BTreeSet};

const RULE: &str = "locale-keys";
const FOLDER: &str = "static/locales";
const FILE: &str = "static/locales/en.json";

/// Rule for texts that a language lacks.
const UNTRANSLATED: &str = "untranslated";

/// Methods whose first argument is a key.
const METHODS: [&str; 3] = ["t", "fill", "plural"];

/// Prefixes of keys that the source joins from a prefix and a value. Each must be a literal there.
const PREFIXES: [&str; 8] =
    ["order-", "theme", "font", "spacing", "width", "letters", "alignment", "hyphens"];

/// Folders and files whose Rust and script use keys.
const RUST: [&str; 2] = ["src", "crates"];
const SCRIPT: [&str; 2] = ["static/loader", "static/baca-sw.js"];

/// Plural category (CLDR) that marks an object as the forms of one message.
const OTHER: &str = "other";

/// Returns a finding for each key that is not used and for each use of a key that does not exist.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let Some(file) = tree.file(FILE) else { return Vec::new() };
    let Ok(messages) = serde_json::from_str(&file.text) else {
        return vec![Finding::new(RULE, FILE, 1, "is not JSON".into())];
    };
    let mut keys = BTreeSet::new();
    collect(&messages, &mut keys);
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for (path, scan) in packages.code() {
        if !tree.file(path).is_some_and(|file| file.is_in(&RUST)) {
            continue;
        }
        for literal in scan.literals.iter().filter(|literal| !literal.test) {
            used.insert(literal.text.clone());
            let method = literal.method.as_deref().is_some_and(|name| METHODS.contains(&name));
            if method && !keys.contains(&literal.text) {
                findings.push(Finding::new(RULE, path, literal.line, unknown(&literal.text)));
            }
        }
    }
    for file in tree.files.iter().filter(|file| file.is_script() && file.is_in(&SCRIPT)) {
        let code = script::code_only(&file.text, false);
        used.extend(script::words(&code).map(|(_, word)| word.to_string()));
        used.extend(code.split('"').skip(1).step_by(2).map(str::to_string));
        for (line, key) in members_of_messages(&code) {
            if !keys.contains(key) && key != "lang" {
                findings.push(Finding::new(RULE, &file.path, line, unknown(key)));
            }
        }
    }
    let lines = lines_of_keys(&file.text);
    for key in &keys {
        let is_joined = |prefix: &&str| key.starts_with(*prefix) && used.contains(*prefix);
        if !used.contains(key) && !PREFIXES.iter().any(is_joined) {
            let line = lines.get(key).copied().unwrap_or(1);
            findings.push(Finding::new(RULE, FILE, line, format!("`{key}` is not used")));
        }
    }
    findings.extend(untranslated(tree, &messages));
    findings
}

/// Returns a finding for each key that a language lacks.
fn untranslated(tree: &SourceTree, english: &serde_json::Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.is_in(&[FOLDER]) && file.path != FILE) {
        let Ok(messages) = serde_json::from_str::<serde_json::Value>(&file.text) else {
            findings.push(Finding::new(UNTRANSLATED, &file.path, 1, "is not JSON".into()));
            continue;
        };
        let mut paths = Vec::new();
        missing(english, &messages, "", &mut paths);
        let line = |path| format!("lacks `{path}`");
        let new = |path| Finding::new(UNTRANSLATED, &file.path, 1, line(path));
        findings.extend(paths.into_iter().map(new));
    }
    findings
}

/// Adds the paths of the texts that `messages` lacks. Languages have different plural forms, but all have
/// the form `other`.
fn missing(
    english: &serde_json::Value,
    messages: &serde_json::Value,
    path: &str,
    paths: &mut Vec<String>,
) {
    for (key, value) in english.as_object().into_iter().flatten() {
        let is_plural = english.get(OTHER).is_some();
        if is_plural && key != OTHER {
            continue;
        }
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match messages.get(key) {
            None => paths.push(path),
            Some(found) => missing(value, found, &path, paths),
        }
    }
}

fn unknown(key: &str) -> String {
    format!("`{key}` is not a key of {FILE}")
}

/// Adds the keys of texts and plurals, including those in groups.
fn collect(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        if value.is_object() && value.get(OTHER).is_none() {
            collect(value, keys);
        } else {
            keys.insert(key.clone());
        }
    }
}

/// Returns the line of each key's first occurrence.
fn lines_of_keys(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let key = line.trim_start().strip_prefix('"').and_then(|rest| rest.split_once("\":"));
        if let Some((key, _)) = key {
            lines.entry(key.to_string()).or_insert(index + 1);
        }
    }
    lines
}

/// Returns the line and the key of each `messages.key`.
fn members_of_messages(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(index, line)| {
        let parts = line.match_indices("messages.").filter(move |(at, _)| {
            let before = line.get(..*at).and_then(|before| before.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '#'))
        });
        parts.filter_map(move |(at, found)| {
            let rest = line.get(at + found.len()..)?;
            let key = rest.split(|c: char| !c.is_alphanumeric()).next()?;
            (!key.is_empty() && !matches!(key, "js" | "ts")).then_some((index + 1, key))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    const LOCALE: &str = "{\n  \"loader\": {\n    \"retry\": \"Try again\",\n    \"gone\": \"Gone\"\n  },\n\
                          \"likes\": {\n    \"one\": \"{n} like\",\n    \"other\": \"{n} likes\"\n  },\n\
                          \"order-oldest\": \"Oldest\",\n  \"stale\": \"Stale\"\n}\n";

    #[test]
    fn unused_keys_and_unknown_keys_are_reported() {
        let rust = "//! A.\nfn f(m: &M) {\n  m.plural(\"likes\", one, n);\n  m.t(\"nothing\");\n\
                    m.t(&[\"order-\", name].concat());\n  map.get(\"other\");\n}\n\
                    #[cfg(test)]\nmod tests { fn g() { m.t(\"stale\"); m.t(\"none\"); } }";
        let script = "/** A. */\nimport { messagesFor } from \"./messages.js\";\n\
                      make(messages.retry, messages.lang, messages.lost);\n";
        let files = [(FILE, LOCALE), ("src/a.rs", rust), ("static/loader/a.ts", script)];
        assert_eq!(
            findings(&files, check),
            [
                format!("src/a.rs:4: locale-keys: `nothing` is not a key of {FILE}"),
                format!("static/loader/a.ts:3: locale-keys: `lost` is not a key of {FILE}"),
                format!("{FILE}:4: locale-keys: `gone` is not used"),
                format!("{FILE}:11: locale-keys: `stale` is not used")
            ]
        );
    }

    #[test]
    fn keys_that_a_language_lacks_are_reported() {
        let english = "{\n\"by\": \"By\",\n\"likes\": {\"one\": \"{n}\", \"other\": \"{n}\"}\n}";
        let rust = "//! A.\nfn f(m: &M) { m.t(\"by\"); m.plural(\"likes\", one, n); }";
        let files = [
            (FILE, english),
            ("static/locales/de.json", "{\"by\": \"Von\"}"),
            ("static/locales/ja.json", "{\"by\": \"文\", \"likes\": {\"other\": \"{n}\"}}"),
            ("src/a.rs", rust),
        ];
        let expected = "static/locales/de.json:1: untranslated: lacks `likes`";
        assert_eq!(findings(&files, check), [expected]);
    }

    #[test]
    fn a_prefix_counts_only_if_the_source_contains_it() {
        let found = findings(&[(FILE, "{\n\"order-oldest\": \"Oldest\"\n}")], check);
        assert_eq!(found, [format!("{FILE}:2: locale-keys: `order-oldest` is not used")]);
    }
}
