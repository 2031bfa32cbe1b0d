//! JSON natively: `serde_json`, without recursion beyond the depth that is read.

use crate::article::json::{Malformed, MAX_DEPTH};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// See [`super::Platform::parse_json`].
pub fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    let malformed = |e: serde_json::Error| Malformed {
        place: format!("line {}, column {}", e.line(), e.column()),
    };
    let mut cut = false;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let limited = Limited { depth: 0, cut: &mut cut };
    let value = limited.deserialize(&mut deserializer).map_err(malformed)?;
    deserializer.end().map_err(malformed)?;
    Ok((value, cut))
}

/// Builds a [`Value`] down to [`MAX_DEPTH`]; below, serde_json skips without recursion.
struct Limited<'a> {
    depth: usize,
    cut: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for Limited<'_> {
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

impl<'de> Visitor<'de> for Limited<'_> {
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
        while let Some(value) = seq.next_element_seed(Limited { depth, cut: &mut *self.cut })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        let depth = self.depth + 1;
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(Limited { depth, cut: &mut *self.cut })?;
            values.insert(key, value);
        }
        Ok(Value::Object(values))
    }
}
