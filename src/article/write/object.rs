//! An object being written.

use super::inline::inline;
use crate::article::model::{Align, Inline};
use serde_json::{Map, Value};

/// An object being written; what is absent in the model is absent in it.
#[derive(Default)]
pub struct Object(pub Map<String, Value>);

impl Object {
    pub fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    pub fn put_some(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    pub fn text(&mut self, key: &str, text: &Option<String>) {
        self.put_some(key, text.as_deref().map(Value::from));
    }

    pub fn number(&mut self, key: &str, number: Option<u32>) {
        self.put_some(key, number.map(Value::from));
    }

    pub fn flag(&mut self, key: &str, yes: bool) {
        if yes {
            self.put(key, Value::Bool(true));
        }
    }

    pub fn inline(&mut self, key: &str, text: &Inline) {
        if !text.is_empty() {
            self.put(key, inline(text));
        }
    }

    pub fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&T) -> Value) {
        if !items.is_empty() {
            self.put(key, items.iter().map(write).collect());
        }
    }

    pub fn align(&mut self, align: Align) {
        if align != Align::Start {
            self.put("align", align.as_str().into());
        }
    }

    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}
