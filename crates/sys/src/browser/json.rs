//! Checks JSON by `JSON.parse`, and converts JavaScript values.

use crate::js;
use crate::json::{self, Malformed};
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Checks whether a text is JSON.
///
/// # Errors
/// [`Malformed`] with the message of the browser's `SyntaxError`.
pub(crate) fn check(text: &str) -> Result<(), Malformed> {
    let parsed = js_sys::JSON::parse(text);
    let place = |error| js::get_text(&error, "message").unwrap_or_default();
    parsed.map(|_| ()).map_err(|error| Malformed { place: place(error) })
}

/// Converts a plain JavaScript value to JSON. What lies deeper than [`json::MAX_DEPTH`] becomes `null`; the flag
/// is `true` if anything did. A value without JSON, such as `undefined`, becomes `null`.
pub fn value_of(from: &JsValue) -> (Value, bool) {
    let text = js::stringify(from);
    text.and_then(|text| json::parse(&text).ok()).unwrap_or_default()
}
