//! JSON, parsed by the platform with a limit on nesting.
//!
//! - `limits`: the limits, and the error for text that is not JSON.
//! - `reader`: in a browser, parses most documents faster than the browser's parser.

pub(crate) mod limits;
#[cfg(any(browser, test))]
mod reader;

pub use limits::{Malformed, MAX_BYTES, MAX_DEPTH};

use serde_json::{Map, Number, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// Returns a text without its byte order mark.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Parses JSON text, with or without a byte order mark. Values deeper than [`MAX_DEPTH`] become `null`; the
/// flag is `true` if there are any. Does not check [`MAX_BYTES`].
///
/// # Errors
/// [`Malformed`] with the position of the first error, if `text` is not JSON.
pub fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    let text = without_mark(text);
    #[cfg(not(browser))]
    return crate::native::json::parse(text);
    #[cfg(browser)]
    {
        if let Some(value) = reader::parse(text, crate::number::parse) {
            return Ok((value, false));
        }
        crate::browser::json::check(text)?;
        Ok(reader::parse_valid(text, crate::number::parse))
    }
}

/// Converts a JavaScript value to JSON, as `JSON.stringify` does; `None` if it cannot be converted.
#[cfg(feature = "js")]
pub fn from_js(value: &wasm_bindgen::JsValue) -> Option<Value> {
    let text = crate::js::stringify(value)?;
    parse(&text).ok().map(|(value, _)| value)
}

/// Converts a plain JavaScript value to JSON. What lies deeper than [`MAX_DEPTH`] becomes `null`; the flag is `true` if
/// anything did. A value without JSON, such as `undefined`, becomes `null`.
#[cfg(browser)]
pub fn value_of(from: &wasm_bindgen::JsValue) -> (Value, bool) {
    let text = crate::js::stringify(from);
    text.and_then(|text| parse(&text).ok()).unwrap_or_default()
}

/// Formats a JSON number with the fewest digits that parse to the same number.
pub fn digits(number: &Number) -> String {
    crate::number::shortest(number.as_f64().unwrap_or_default())
}

/// Returns whether a value is empty: `null`, `false`, `[]` and `{}` (PHP writes `false` and `[]` for missing
/// values), or a text of white space only.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_brackets_are_read_without_overflow() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let (_, cut) = parse(&text).expect("balanced brackets are JSON");
        assert!(cut);
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn the_error_of_a_malformed_text_has_its_line_and_column() {
        assert_eq!(parse("{\n  \"a\": x}"), Err(Malformed { place: "line 2, column 8".into() }));
        assert!(parse("{} trailing").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn a_byte_order_mark_is_not_an_error() {
        assert_eq!(parse("\u{feff}1"), Ok((Value::from(1), false)));
    }
}
