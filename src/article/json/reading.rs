//! A reading under way: what went wrong so far, and where.

use super::{digits, Converter, MAX_BLOCKS};
use crate::platform::Platform;
use std::fmt;

/// Problems beyond this many are not noted: one bad feed must not flood the console.
const MAX_PROBLEMS: usize = 50;

/// Something in the source that could not be used, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path: `body[3].text`.
    pub path: String,
    /// What was wrong: `expected a text`.
    pub message: String,
}

impl Problem {
    /// The whole of it, in one line.
    pub fn line(&self) -> String {
        let path = if self.path.is_empty() { "(document)" } else { &self.path };
        [path, ": ", &self.message].concat()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// How a format writes its titles, names and captions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Texts {
    /// As text: an ampersand is an ampersand.
    #[default]
    Plain,
    /// As HTML.
    Markup,
    /// As text by its specification, as HTML by many who fill it in: entities and closing tags tell.
    Either,
}

/// A step from a value to one in it.
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// A reading under way: where relative URLs start, where we are, what went wrong so far.
pub struct Reading<'p> {
    /// Parsers of the platform we run on.
    pub platform: &'p dyn Platform,
    /// URL the document came from; empty when unknown.
    pub base: String,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// `true` once a limit cut something.
    pub truncated: bool,
    /// `true` once there was markup and no converter for it.
    pub lacks_converter: bool,
    pub(super) converter: Option<&'static Converter>,
    /// How the format at hand writes its titles, names and captions.
    pub texts: Texts,
    /// `true` where dates may be as the source wrote them, without an offset.
    pub any_date: bool,
    /// Direction of the rich-text document at hand; empty where it has none of its own.
    pub dir: String,
    pub(super) path: Vec<Step>,
    /// Where in the source the value last found by [`Self::visit`] stands.
    pub found: String,
    /// Where in the source stands what is being read out of a document that a table has filled.
    pub(super) origin: Option<String>,
    blocks: usize,
}

impl<'p> Reading<'p> {
    /// Starts reading a document that came from `base` (may be empty).
    pub fn new(platform: &'p dyn Platform, base: &str) -> Self {
        Self {
            platform,
            base: base.into(),
            problems: Vec::new(),
            truncated: false,
            lacks_converter: false,
            converter: None,
            texts: Texts::default(),
            any_date: false,
            dir: String::new(),
            path: Vec::new(),
            found: String::new(),
            origin: None,
            blocks: 0,
        }
    }

    /// The same with a converter for markup.
    pub fn with_converter(self, converter: &'static Converter) -> Self {
        Self { converter: Some(converter), ..self }
    }

    /// Notes that what stands here could not be used.
    pub fn problem(&mut self, message: &str) {
        let path = self.here();
        self.note(path, message);
    }

    /// Notes the problem and gives up this value.
    pub fn wrong<T>(&mut self, message: &str) -> Option<T> {
        self.problem(message);
        None
    }

    pub(super) fn note(&mut self, path: String, message: &str) {
        let problem = Problem { path, message: message.into() };
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The JSON path of what is being read.
    pub(super) fn here(&self) -> String {
        if let Some(origin) = &self.origin {
            return origin.clone();
        }
        let mut path = String::new();
        for step in &self.path {
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

    /// Takes one block off the allowance; `false` when it is used up.
    pub fn admit_block(&mut self) -> bool {
        self.blocks += 1;
        if self.blocks <= MAX_BLOCKS {
            return true;
        }
        if !self.truncated {
            self.truncated = true;
            self.problem("too many blocks: the rest is left out");
        }
        false
    }
}
