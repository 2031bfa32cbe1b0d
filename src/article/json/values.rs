//! Texts, numbers, URLs.

use super::{digits, Reading};
use crate::article::url::{self, Purpose};
use serde_json::{Map, Value};

impl Reading<'_> {
    /// A text that is not blank. A number is taken as its digits.
    pub fn text(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(digits(number)),
            _ => self.wrong("expected a text"),
        }
    }

    /// The member `key` as a text.
    pub fn text_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<String> {
        self.field(object, key, Self::text)
    }

    /// The member `key` as `true` or `false`.
    pub fn bool_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<bool> {
        self.field(object, key, |r, value| match value {
            Value::Bool(yes) => Some(*yes),
            _ => r.wrong("expected true or false"),
        })
    }

    /// The member `key` as a number; digits in a text count.
    pub fn number_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<f64> {
        self.field(object, key, |r, value| {
            let number = match value {
                Value::Number(number) => number.as_f64(),
                Value::String(text) => r.platform.number(text.trim()),
                _ => None,
            };
            number.filter(|n| n.is_finite()).or_else(|| r.wrong("expected a number"))
        })
    }

    /// The member `key` as a whole number of at least 1.
    pub fn count_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<u32> {
        self.number_at(object, key).filter(|n| *n >= 1.0 && *n <= 1e9).map(|n| n as u32)
    }

    /// The member `key` as a URL that may be used for `purpose`, made absolute.
    pub fn url_at(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        purpose: Purpose,
    ) -> Option<String> {
        self.field(object, key, |r, value| r.url(value, purpose))
    }

    /// A URL that may be used for `purpose`, made absolute.
    pub fn url(&mut self, value: &Value, purpose: Purpose) -> Option<String> {
        let text = self.text(value)?;
        self.url_text(&text, purpose)
    }

    /// The same from a text already at hand.
    pub fn url_text(&mut self, text: &str, purpose: Purpose) -> Option<String> {
        let resolved = url::resolve(self.platform, text, &self.base, purpose);
        resolved.or_else(|| self.wrong("a URL that may not be used here"))
    }
}
