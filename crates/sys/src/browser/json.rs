//! Parses JSON by `JSON.parse`, and converts JavaScript values.

use crate::js;
use crate::json::limits::{Malformed, MAX_DEPTH};
use js_sys::{Array, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// Parses JSON by `JSON.parse`; see [`crate::json::parse`].
///
/// # Errors
/// [`Malformed`] with the message of the browser's `SyntaxError`.
pub(crate) fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    let parsed = js_sys::JSON::parse(text).map_err(|error| Malformed {
        place: js::get_text(&error, "message").unwrap_or_default(),
    })?;
    Ok(value_of(&parsed))
}

/// Converts a plain JavaScript value to JSON. What lies deeper than [`MAX_DEPTH`] becomes `null`; the flag
/// is `true` if anything did.
pub fn value_of(from: &JsValue) -> (Value, bool) {
    let mut cut = false;
    let value = convert(from, 0, &mut cut);
    (value, cut)
}

/// Converts a value that `JSON.parse` can return; any other becomes `null` or an object.
fn convert(from: &JsValue, depth: usize, cut: &mut bool) -> Value {
    if let Some(text) = from.as_string() {
        return Value::String(text);
    }
    if let Some(number) = from.as_f64() {
        let whole = number as i64;
        return if whole as f64 == number { whole.into() } else { number.into() };
    }
    if let Some(boolean) = from.as_bool() {
        return Value::Bool(boolean);
    }
    if !from.is_object() {
        return Value::Null;
    }
    if depth >= MAX_DEPTH {
        *cut = true;
        return Value::Null;
    }
    if let Some(list) = from.dyn_ref::<Array>() {
        return Value::Array(list.iter().map(|item| convert(&item, depth + 1, cut)).collect());
    }
    let entries = Object::entries(from.unchecked_ref());
    let mut members = Map::new();
    // Inserted one by one: `collect` would add a sort to the WebAssembly.
    for entry in entries.iter() {
        let entry: Array = entry.unchecked_into();
        let key = entry.get(0).as_string().unwrap_or_default();
        members.insert(key, convert(&entry.get(1), depth + 1, cut));
    }
    Value::Object(members)
}
