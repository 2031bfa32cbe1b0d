//! Parses JSON by `serde_json`, without recursion below [`MAX_DEPTH`].

use crate::json::limits::{Malformed, MAX_DEPTH};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// Parses JSON; see [`crate::json::parse`].
///
/// # Errors
/// [`Malformed`] with line and column.
pub fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    let malformed = |e: serde_json::Error| Malformed {
        place: format!("line {}, column {}", e.line(), e.column()),
    };
    let mut cut = false;
    let text = replace_lone_surrogates(text);
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    deserializer.disable_recursion_limit();
    let seed = DepthLimited { depth: 0, cut: &mut cut };
    let value = seed.deserialize(&mut deserializer).map_err(malformed)?;
    deserializer.end().map_err(malformed)?;
    Ok((value, cut))
}

/// Replaces each escaped surrogate without its counterpart by `\ufffd`, as a browser does when it passes
/// the string to WebAssembly. The replacement has the same length, so error positions do not change.
fn replace_lone_surrogates(text: &str) -> Cow<'_, str> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))
    };
    let mut out = String::new();
    let mut copied = 0;
    let mut rest = 0;
    while let Some(found) = text.get(rest..).and_then(|text| text.find('\\')) {
        let at = rest + found;
        rest = at
            + match (unit(at), unit(at + 6)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
                (Some(0xd800..=0xdfff), _) => {
                    out.push_str(text.get(copied..at).unwrap_or_default());
                    out.push_str("\\ufffd");
                    copied = at + 6;
                    6
                }
                // Skips the escaped character, which can be another backslash.
                _ => {
                    1 + text
                        .get(at + 1..)
                        .and_then(|text| text.chars().next())
                        .map_or(0, char::len_utf8)
                }
            };
    }
    if copied == 0 {
        return text.into();
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out.into()
}

/// Builds a [`Value`] down to [`MAX_DEPTH`]; `serde_json` skips deeper values without recursion.
struct DepthLimited<'a> {
    depth: usize,
    cut: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for DepthLimited<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth >= MAX_DEPTH {
            *self.cut = true;
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DepthLimited<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::String(v.into()))
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::String(v))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        let depth = self.depth + 1;
        while let Some(value) =
            seq.next_element_seed(DepthLimited { depth, cut: &mut *self.cut })?
        {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        let depth = self.depth + 1;
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(DepthLimited { depth, cut: &mut *self.cut })?;
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_is_replaced_and_nothing_else() {
        for (text, expected) in [
            (r#""a\ud800b""#, "a\u{fffd}b"),
            (r#""\uDC00""#, "\u{fffd}"),
            (r#""\ud83d\ude00""#, "😀"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
            (r#""\\ud800""#, "\\ud800"),
            (r#""\\\ud800é""#, "\\\u{fffd}é"),
        ] {
            assert_eq!(parse(text), Ok((expected.into(), false)), "{text}");
        }
        for text in [r#""\ud8""#, r#""\ud8zz""#, "\"\\", r#""\u+d80""#] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
