//! The path of the value that is being decoded.

use baca_sys::json::digits;

/// A step from a value to one inside it.
enum Step {
    Key(String),
    Index(usize),
}

/// The path of the value that is being decoded, and its path in the source document.
#[derive(Default)]
pub(super) struct Position {
    steps: Vec<Step>,
    /// Path in the source document, if the current value comes from a document that a table filled.
    pub(super) origin: Option<String>,
    /// Path of the value that [`Decoder::visit`](super::Decoder::visit) found last.
    pub(super) found: String,
}

impl Position {
    /// Goes to the member `key` of an object.
    pub(super) fn push_key(&mut self, key: &str) {
        self.steps.push(Step::Key(key.into()));
    }

    /// Goes to the element `index` of a list.
    pub(super) fn push_index(&mut self, index: usize) {
        self.steps.push(Step::Index(index));
    }

    /// Goes back by one step.
    pub(super) fn pop(&mut self) {
        self.steps.pop();
    }

    /// Returns the number of steps, for [`Self::truncate`].
    pub(super) fn depth(&self) -> usize {
        self.steps.len()
    }

    /// Goes back to a depth.
    pub(super) fn truncate(&mut self, depth: usize) {
        self.steps.truncate(depth);
    }

    /// Returns the JSON path: `body[3].text`. It is the path in the source document, if that is known.
    pub(super) fn path(&self) -> String {
        if let Some(origin) = &self.origin {
            return origin.clone();
        }
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Index(index) => {
                    path.push('[');
                    path.push_str(&digits(&(*index).into()));
                    path.push(']');
                }
            }
        }
        path
    }
}
