//! Builds a JSON object.

use baca_model::Align;
use serde_json::{Map, Value};

/// A JSON object being built. Empty values are left out.
#[derive(Default)]
pub struct ObjectBuilder(pub Map<String, Value>);

impl ObjectBuilder {
    /// Adds a member.
    pub fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    /// Adds a member, unless it is `None`.
    pub fn put_some(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Adds a text, unless it is `None`.
    pub fn text(&mut self, key: &str, text: &Option<String>) {
        self.put_some(key, text.as_deref().map(Value::from));
    }

    /// Adds a number, unless it is `None`.
    pub fn number(&mut self, key: &str, number: Option<u32>) {
        self.put_some(key, number.map(Value::from));
    }

    /// Adds `true`, if the flag is set.
    pub fn flag(&mut self, key: &str, flag: bool) {
        if flag {
            self.put(key, Value::Bool(true));
        }
    }

    /// Adds a list of encoded items, unless it is empty.
    pub fn list<T>(&mut self, key: &str, items: &[T], encode: impl Fn(&T) -> Value) {
        if !items.is_empty() {
            self.put(key, items.iter().map(encode).collect());
        }
    }

    /// Adds `align`, unless it is the default.
    pub fn align(&mut self, align: Align) {
        if align != Align::Start {
            self.put("align", align.as_str().into());
        }
    }

    /// Returns the finished object.
    pub fn build(self) -> Value {
        Value::Object(self.0)
    }
}
