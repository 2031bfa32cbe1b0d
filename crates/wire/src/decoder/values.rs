//! Decodes texts, booleans, numbers and URLs.

use super::state::Decoder;
use baca_sys::json::digits;
use baca_sys::url::Purpose;
use serde_json::{Map, Value};

impl Decoder {
    /// Decodes a text. A number is converted to its digits. `None` if the text is blank; any other type is
    /// reported.
    pub fn text(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(digits(number)),
            _ => self.reject("expected a text"),
        }
    }

    /// Decodes the member `key` as a text; see [`Self::text`].
    pub fn text_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<String> {
        self.field(object, key, Self::text)
    }

    /// Decodes the member `key` as a boolean; any other type is reported.
    pub fn bool_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<bool> {
        self.field(object, key, |decoder, value| match value {
            Value::Bool(boolean) => Some(*boolean),
            _ => decoder.reject("expected true or false"),
        })
    }

    /// Decodes the member `key` as a finite number, or a text of digits; anything else is reported.
    pub fn number_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<f64> {
        self.field(object, key, |decoder, value| {
            let number = match value {
                Value::Number(number) => number.as_f64(),
                Value::String(text) => baca_sys::number::parse(text.trim()),
                _ => None,
            };
            number.filter(|n| n.is_finite()).or_else(|| decoder.reject("expected a number"))
        })
    }

    /// Decodes the member `key` as a number from 1 to 10⁹, without its decimals; `None` if it is outside.
    pub fn count_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<u32> {
        self.number_at(object, key).filter(|n| *n >= 1.0 && *n <= 1e9).map(|n| n as u32)
    }

    /// Decodes the member `key` as a URL; see [`Self::url`].
    pub fn url_at(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        purpose: Purpose,
    ) -> Option<String> {
        self.field(object, key, |decoder, value| decoder.url(value, purpose))
    }

    /// Decodes a URL and resolves it against the base; one that `purpose` does not allow is reported.
    pub fn url(&mut self, value: &Value, purpose: Purpose) -> Option<String> {
        let text = self.text(value)?;
        self.url_text(&text, purpose)
    }

    /// Resolves `text` against the base; a URL that `purpose` does not allow is reported.
    pub fn url_text(&mut self, text: &str, purpose: Purpose) -> Option<String> {
        let resolved = self.base.resolve(text, purpose);
        resolved.or_else(|| self.reject("a URL that may not be used here"))
    }
}
