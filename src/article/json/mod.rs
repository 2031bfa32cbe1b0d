//! Tolerant reading of JSON: what is right is kept, what is wrong is dropped alone and noted with
//! its path, and limits end the reading of a corner, not of the article.
//!
//! - this file: from text to values, and limits.
//! - `reading`: a reading under way: what went wrong so far, and where.
//! - `places`: from place to place in a document.
//! - `values`: texts, numbers, URLs.
//! - `markup`: markup and rich text that stand inside the JSON.

mod markup;
mod places;
mod reading;
mod values;

pub use markup::Converter;
pub use places::{ReadValue, ORIGINS};
pub use reading::{Problem, Reading, Texts};

use crate::platform;
use serde_json::{Number, Value};

/// Objects and arrays deeper than this are left out.
pub const MAX_DEPTH: usize = 128;

/// Blocks beyond this many are left out, with a notice.
pub const MAX_BLOCKS: usize = 20_000;

/// A document longer than this, in bytes, is not read.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Why a text is not JSON: where, as far as the parser tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// "line 2, column 8", or the browser's own sentence.
    pub place: String,
}

/// Parses JSON text with the platform's parser; what lies deeper than [`MAX_DEPTH`] becomes `null`,
/// and the flag tells that it did.
///
/// # Errors
/// The place where the text stops being JSON.
pub fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    platform::current().parse_json(text.trim_start_matches('\u{feff}'))
}

/// A number as its shortest digits.
pub fn digits(number: &Number) -> String {
    platform::current().digits(number.as_f64().unwrap_or_default())
}

/// Whether a value says nothing: null, PHP's `false` and `[]`, a blank text.
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
    fn a_malformed_text_is_told_by_line_and_column() {
        assert_eq!(parse("{\n  \"a\": x}"), Err(Malformed { place: "line 2, column 8".into() }));
        assert!(parse("{} trailing").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn a_byte_order_mark_is_not_an_error() {
        assert_eq!(parse("\u{feff}1"), Ok((Value::from(1), false)));
    }
}
