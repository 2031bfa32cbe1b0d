//! The names of the articles in a list or a feed, by which `read` selects one.

use super::{ghost, guardian, json_feed, schema_org, wordpress};
use baca_sys::json::digits;
use serde_json::Value;

/// Paths of the lists of articles in documents of all formats.
const LISTS: [&str; 15] = [
    "",
    "/items",
    "/posts",
    "/pages",
    "/orderedItems",
    "/first/orderedItems",
    "/response/results",
    "/results",
    "/result",
    "/data",
    "/data/posts",
    "/docs",
    "/articles",
    "/entries",
    "/@graph",
];

/// Returns the name of each article in a document of this format; `None` for one without a name of its own.
pub fn names(document: &Value, format: &str) -> Vec<Option<String>> {
    let (items, keys): (Vec<&Value>, &[&str]) = match format {
        "wordpress" => (wordpress::items(document), &wordpress::ITEM_KEYS),
        "json-feed" => (json_feed::items(document), &json_feed::ITEM_KEYS),
        "ghost" => (ghost::items(document), &ghost::ITEM_KEYS),
        "guardian" => (guardian::items(document), &guardian::ITEM_KEYS),
        "schema-org" => (schema_org::items(document), &schema_org::ITEM_KEYS),
        _ => return Vec::new(),
    };
    let mut names: Vec<Option<String>> = Vec::new();
    for item in items {
        let name = keys.iter().find_map(|key| match item.get(key)? {
            Value::String(name) if !name.trim().is_empty() => Some(name.trim().into()),
            Value::Number(number) => Some(digits(number)),
            _ => None,
        });
        // The second of two equal names cannot be selected.
        let is_new = !names.contains(&name);
        names.push(name.filter(|_| is_new));
    }
    names
}

/// Returns whether a document is a list or a feed without any article.
pub fn is_empty(document: &Value) -> bool {
    let list = LISTS.iter().find_map(|path| document.pointer(path)?.as_array());
    list.is_some_and(Vec::is_empty)
}
