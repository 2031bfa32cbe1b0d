//! From place to place in a document.

use super::reading::Step;
use super::{is_blank, Reading};
use serde_json::{Map, Value};

/// How a value of another format becomes one of Baca's own.
pub type ReadValue = fn(&mut Reading, &Value) -> Option<Value>;

/// The member of an object that a table has filled which tells where in the source its other members
/// come from: problems are told by the paths that the publisher knows.
pub const ORIGINS: &str = "@from";

impl Reading<'_> {
    /// Reads the member `key` with `read`, keeping the path; `None` if it is absent or null.
    pub fn field<T>(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        read: impl FnOnce(&mut Self, &Value) -> Option<T>,
    ) -> Option<T> {
        let value = object.get(key).filter(|value| !value.is_null())?;
        let outer = self.enter(object, key);
        let read = read(self, value);
        self.origin = outer;
        self.path.pop();
        read
    }

    /// Goes to a member; gives where we came from.
    fn enter(&mut self, object: &Map<String, Value>, key: &str) -> Option<String> {
        self.path.push(Step::Key(key.into()));
        let outer = self.origin.clone();
        let origin = object.get(ORIGINS).and_then(|origins| origins.get(key)?.as_str());
        self.origin = origin.map(Into::into).or(self.origin.take());
        outer
    }

    /// Reads with `read` what stands at the first of several places that gives something.
    ///
    /// `places` parts them by `|`, and the steps of each by `.`: `title.rendered|title`. Where an
    /// object is expected, a list stands for its first element. What is absent, null, false or
    /// blank is passed over in silence; what is of a wrong shape is noted if no place gave
    /// anything, unless the place begins with `?`: an identifier may stand for the object there.
    /// An empty place is the value itself.
    pub fn at(&mut self, value: &Value, places: &str, read: ReadValue) -> Option<Value> {
        let mut out = None;
        self.visit(value, places, &mut |r, value| {
            out = read(r, value);
            out.is_some()
        });
        out
    }

    /// The elements of the list at the first of several places that has any; see [`Self::at`].
    pub fn all(&mut self, value: &Value, places: &str, read: ReadValue) -> Vec<Value> {
        let mut out = Vec::new();
        self.visit(value, places, &mut |r, value| {
            r.visit_each(value, &mut |r, value| out.extend(read(r, value)));
            !out.is_empty()
        });
        out
    }

    /// Calls `read` with each element of the list at the first of several places.
    pub fn each_at(
        &mut self,
        value: &Value,
        places: &str,
        read: &mut dyn FnMut(&mut Self, &Value),
    ) {
        self.visit(value, places, &mut |r, list| {
            r.visit_each(list, read);
            true
        });
    }

    /// Calls `read` with what stands at each of several places, until it says that it is content.
    pub fn visit(
        &mut self,
        value: &Value,
        places: &str,
        read: &mut dyn FnMut(&mut Self, &Value) -> bool,
    ) {
        let depth = self.path.len();
        let mut misfit = None;
        for place in places.split('|') {
            let mut at = Some(value);
            let mut unfit = None;
            let perhaps = place.strip_prefix('?');
            for key in perhaps.unwrap_or(place).split('.').filter(|key| !key.is_empty()) {
                at = at.and_then(|value| self.step(value, key, &mut unfit));
            }
            if perhaps.is_none() && misfit.is_none() {
                misfit = unfit;
            }
            let done = at.is_some_and(|value| !is_blank(value) && read(self, value));
            if done {
                self.found = self.here();
            }
            self.path.truncate(depth);
            if done {
                return;
            }
        }
        if let Some(path) = misfit {
            self.note(path, "expected an object");
        }
    }

    fn step<'v>(
        &mut self,
        value: &'v Value,
        key: &str,
        misfit: &mut Option<String>,
    ) -> Option<&'v Value> {
        let next = match value {
            Value::Array(list) => match key.parse::<usize>() {
                Ok(index) => {
                    self.path.push(Step::Index(index));
                    return list.get(index);
                }
                Err(_) => {
                    let first = list.first()?;
                    self.path.push(Step::Index(0));
                    first.get(key)
                }
            },
            Value::Object(object) => object.get(key),
            _ => {
                if !is_blank(value) {
                    misfit.get_or_insert_with(|| self.here());
                }
                None
            }
        };
        self.path.push(Step::Key(key.into()));
        next
    }

    /// Reads each member of an object, in the order of the keys.
    pub fn members(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &str, &Value)) {
        for (key, value) in value.as_object().into_iter().flatten() {
            self.path.push(Step::Key(key.clone()));
            read(self, key, value);
            self.path.pop();
        }
    }

    /// Calls `read` with each element of a list, or with what is no list.
    pub fn visit_each(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &Value)) {
        self.elements(value, &mut |r, value| {
            if !value.is_null() {
                read(r, value);
            }
        });
    }

    /// Reads each element of an array with `read`; a lone value counts as an array of one.
    pub fn each<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        self.elements(value, &mut |r, value| out.extend(read(r, value)));
        out
    }

    /// One copy of what every [`Self::each`] does.
    fn elements(&mut self, value: &Value, read: &mut dyn FnMut(&mut Self, &Value)) {
        let Value::Array(values) = value else { return read(self, value) };
        for (index, value) in values.iter().enumerate() {
            self.path.push(Step::Index(index));
            read(self, value);
            self.path.pop();
        }
    }
}
