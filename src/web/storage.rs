//! The site's `localStorage`. Where the page or the reader forbids it, reads return nothing and writes do
//! nothing.

use baca_sys::{js, json};
use serde_json::Value;
use web_sys::Storage;

/// Returns the site's `localStorage`; `None` where it is forbidden.
pub fn storage() -> Option<Storage> {
    super::dom::window()?.local_storage().ok().flatten()
}

/// Reads an entry.
pub fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Writes an entry; does nothing where storage is full or forbidden.
pub fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Reads an entry that is JSON; `None` if it is not well-formed.
pub fn read_json(key: &str) -> Option<Value> {
    json::parse(&read(key)?).ok().map(|(value, _)| value)
}

/// Writes an entry as JSON.
pub fn write_json(key: &str, value: &Value) {
    if let Some(text) = js::stringify(&js::to_js(value)) {
        write(key, &text);
    }
}
