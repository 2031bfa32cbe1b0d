//! A set of names.

use serde_json::{Map, Value};

/// A set of names: the keys of a JSON object. `HashSet` would add 3 KB to the WebAssembly, and a page can have
/// too many names for a list.
#[derive(Default)]
pub struct Names(Map<String, Value>);

impl Names {
    /// Adds a name.
    pub fn insert(&mut self, name: String) {
        self.0.insert(name, Value::Null);
    }

    /// Returns whether the set has a name.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}
