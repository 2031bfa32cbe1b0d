//! Tables that map another format's document to one in Baca's own format, and the objects they fill.

use baca_sys::json::is_blank;
pub use baca_sys::json::Object;
use baca_wire::decoder::{Decoder, ReadValue, ORIGINS};
use serde_json::Value;

/// One row per field: target key, `|`-separated source paths (see [`Decoder::first_at`]), reader. Paths
/// with a leading `*` give a list. The first row of a key that yields a value wins.
pub type Table = [(&'static str, &'static str, ReadValue)];

/// Returns an object with the fields of a table, read from `value`. It keeps the source path of each field for
/// diagnostics.
pub fn apply_table(decoder: &mut Decoder, value: &Value, table: &Table) -> Object {
    let mut out = Object::new();
    let mut origins = Object::new();
    for (key, paths, read) in table {
        if out.contains_key(*key) {
            continue;
        }
        let found = match paths.strip_prefix('*') {
            Some(paths) => Some(Value::Array(decoder.list_at(value, paths, *read)))
                .filter(|value| !is_blank(value)),
            None => decoder.first_at(value, paths, *read),
        };
        if found.is_some() {
            put(&mut origins, key, Some(decoder.found_path().into()));
        }
        put(&mut out, key, found);
    }
    if !origins.is_empty() {
        put(&mut out, ORIGINS, Some(Value::Object(origins)));
    }
    out
}

/// Sets a member, unless the value is `None`.
pub fn put(out: &mut Object, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(key.into(), value);
    }
}

/// Returns an object with its `type`: a block, for example.
pub fn typed(kind: &str, mut members: Object) -> Value {
    put(&mut members, "type", Some(kind.into()));
    Value::Object(members)
}

/// Returns a block with one member.
pub fn block(kind: &str, key: &str, value: Value) -> Value {
    let mut members = Object::new();
    put(&mut members, key, Some(value));
    typed(kind, members)
}

/// Returns a block of HTML.
pub fn html_block(html: String) -> Value {
    block("html", "html", html.into())
}
