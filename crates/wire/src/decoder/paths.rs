//! Walks through a document by keys, indices and paths, keeping track of the position.

use super::state::Decoder;
use baca_sys::json::is_blank;
use serde_json::{Map, Value};

/// Converts a value of another format to one of Baca's own; `None` if it cannot be used.
pub type ReadValue = fn(&mut Decoder, &Value) -> Option<Value>;

/// The hidden member of an object that a table filled: the source path of each other member. With it,
/// problems name the paths of the publisher's document.
pub const ORIGINS: &str = "@from";

impl Decoder {
    /// Decodes the member `key` with `read`; `None` if it is absent or `null`. Problems name the member.
    pub fn field<T>(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        read: impl FnOnce(&mut Self, &Value) -> Option<T>,
    ) -> Option<T> {
        let (value, outer) = self.enter(object, key)?;
        let read = read(self, value);
        self.leave(outer);
        read
    }

    /// Moves the position to a member. Returns its value and the origin to restore afterwards; `None` if it is
    /// absent or `null`. It and [`Self::leave`] are compiled once, not for each type of [`Self::field`].
    fn enter<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        key: &str,
    ) -> Option<(&'v Value, Option<String>)> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        self.position.push_key(key);
        let outer = self.position.origin.clone();
        let origin = object.get(ORIGINS).and_then(|origins| origins.get(key)?.as_str());
        self.position.origin = origin.map(Into::into).or(self.position.origin.take());
        Some((value, outer))
    }

    /// Moves the position back from a member.
    #[inline(never)]
    fn leave(&mut self, outer: Option<String>) {
        self.position.origin = outer;
        self.position.pop();
    }

    /// Tries each path in order; returns the first value that `read` accepts.
    ///
    /// `paths` are separated by `|`, the steps of a path by `.`: `title.rendered|title`. A step is a key or
    /// an index; a key applied to a list is looked up in its first element. The empty path is `value`
    /// itself. Values that are absent, `null`, `false` or blank are skipped silently. If no path yields a
    /// value, a step into something that is not an object is reported, unless the path starts with `?`,
    /// which marks places where some documents have an identifier instead of the object.
    pub fn first_at(&mut self, value: &Value, paths: &str, read: ReadValue) -> Option<Value> {
        let mut out = None;
        self.visit(value, paths, &mut |decoder, value| {
            out = read(decoder, value);
            out.is_some()
        });
        out
    }

    /// Tries each path in order; returns the elements of the first list of which `read` accepts any. A value
    /// that is not a list counts as a list of one. For `paths`, see [`Self::first_at`].
    pub fn list_at(&mut self, value: &Value, paths: &str, read: ReadValue) -> Vec<Value> {
        let mut out = Vec::new();
        self.visit(value, paths, &mut |decoder, value| {
            decoder.visit_each(value, &mut |decoder, value| out.extend(read(decoder, value)));
            !out.is_empty()
        });
        out
    }

    /// Calls `read` with each element of the list at the first path that has a value. For `paths`, see
    /// [`Self::first_at`].
    pub fn each_at(&mut self, value: &Value, paths: &str, read: &mut dyn FnMut(&mut Self, &Value)) {
        self.visit(value, paths, &mut |decoder, list| {
            decoder.visit_each(list, read);
            true
        });
    }

    /// Calls `read` with the value at each path, until it returns `true`. For `paths`, see
    /// [`Self::first_at`].
    pub fn visit(
        &mut self,
        value: &Value,
        paths: &str,
        read: &mut dyn FnMut(&mut Self, &Value) -> bool,
    ) {
        let depth = self.position.depth();
        let mut mismatch = None;
        for path in paths.split('|') {
            let mut current = Some(value);
            let mut path_mismatch = None;
            let optional = path.strip_prefix('?');
            for key in optional.unwrap_or(path).split('.').filter(|key| !key.is_empty()) {
                current = current.and_then(|value| self.step(value, key, &mut path_mismatch));
            }
            if optional.is_none() && mismatch.is_none() {
                mismatch = path_mismatch;
            }
            let done = current.is_some_and(|value| !is_blank(value) && read(self, value));
            if done {
                self.position.found = self.position.path();
            }
            self.position.truncate(depth);
            if done {
                return;
            }
        }
        if let Some(path) = mismatch {
            self.diagnostics.add(path, "expected an object");
        }
    }

    /// Moves the position by one step and returns the value there. Sets `mismatch` to the current path if
    /// `value` is neither an object nor a list.
    fn step<'v>(
        &mut self,
        value: &'v Value,
        key: &str,
        mismatch: &mut Option<String>,
    ) -> Option<&'v Value> {
        let next = match value {
            Value::Array(list) => match key.parse::<usize>() {
                Ok(index) => {
                    self.position.push_index(index);
                    return list.get(index);
                }
                Err(_) => {
                    let first = list.first()?;
                    self.position.push_index(0);
                    first.get(key)
                }
            },
            Value::Object(object) => object.get(key),
            _ => {
                if !is_blank(value) {
                    mismatch.get_or_insert_with(|| self.position.path());
                }
                None
            }
        };
        self.position.push_key(key);
        next
    }

    /// Calls `read` with the position moved to the member `key`.
    pub fn within(&mut self, key: &str, read: &mut dyn FnMut(&mut Self)) {
        self.position.push_key(key);
        read(self);
        self.position.pop();
    }

    /// Calls `read` with each member of an object, in the order of the keys. Does nothing for other values.
    pub fn members(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &str, &Value)) {
        let Some(object) = value.as_object() else { return };
        for (key, value) in object {
            self.position.push_key(key);
            read(self, key, value);
            self.position.pop();
        }
    }

    /// Calls `read` with each element of a list except `null`; a value that is not a list counts as a list
    /// of one.
    pub fn visit_each(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &Value)) {
        self.elements(value, &mut |decoder, value| {
            if !value.is_null() {
                read(decoder, value);
            }
        });
    }

    /// Decodes each element of a list with `read` and returns those it accepts; a value that is not a list
    /// counts as a list of one.
    pub fn each<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        self.elements(value, &mut |decoder, value| {
            if let Some(element) = read(decoder, value) {
                out.push(element);
            }
        });
        out
    }

    /// The part of [`Self::each`] that does not depend on the type, so that it is compiled once.
    fn elements(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &Value)) {
        let Value::Array(values) = value else { return read(self, value) };
        for (index, value) in values.iter().enumerate() {
            self.position.push_index(index);
            read(self, value);
            self.position.pop();
        }
    }
}
