//! The problems found in a document.

use baca_sys::number::decimal;
use baca_sys::text;
use std::fmt;

/// Maximum number of problems. It keeps one faulty feed from flooding the console.
const MAX_PROBLEMS: usize = 50;

/// Maximum number of problems about dropped content; further ones are only counted.
const MAX_DROPPED: usize = 200;

/// Maximum number of characters of a dropped text that its problem quotes.
const MAX_EXCERPT: usize = 300;

/// The start of the message that counts dropped content beyond [`MAX_DROPPED`].
const MORE_DROPPED: &str = "left out as well: ";

/// Something in the source that could not be used, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON path: `body[3].text`; empty for the whole document.
    pub path: String,
    /// What is wrong: `expected a text`.
    pub message: String,
}

impl Problem {
    /// Returns path and message as one line. In a browser this is called instead of `to_string`, because
    /// the formatting machinery would enlarge the WebAssembly.
    pub fn line(&self) -> String {
        let path = if self.path.is_empty() { "(document)" } else { &self.path };
        text::concat(&[path, ": ", &self.message])
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// The problems found so far, each once, up to a maximum number.
#[derive(Debug, Default)]
pub struct Diagnostics {
    problems: Vec<Problem>,
    /// How many of `problems` are about dropped content.
    dropped: usize,
    /// How many further pieces of content were dropped.
    dropped_more: u32,
}

impl Diagnostics {
    /// Returns the problems, in the order in which they were found.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the problems by value.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Adds a problem at `path`.
    pub(super) fn add(&mut self, path: String, message: &str) {
        let problem = Problem { path, message: message.into() };
        let others = self.problems.len() - self.dropped;
        if others < MAX_PROBLEMS && !self.problems.contains(&problem) {
            let last = others + 1 == MAX_PROBLEMS;
            let more = || Problem {
                path: String::new(),
                message: "further problems are not listed".into(),
            };
            self.problems.push(if last { more() } else { problem });
        }
    }

    /// Adds the problem that `content`, a text or a URL at `path`, was dropped because it is `reason`. White
    /// space in it is collapsed; blank content adds nothing.
    pub(super) fn add_dropped(&mut self, path: String, reason: &str, content: &str) {
        let words: Vec<&str> = content.split_whitespace().collect();
        let mut excerpt = text::join(&words, " ");
        if excerpt.is_empty() {
            return;
        }
        if let Some((end, _)) = excerpt.char_indices().nth(MAX_EXCERPT) {
            excerpt.truncate(end);
            excerpt.push('…');
        }
        let message = text::concat(&["left out, ", reason, ": ", &excerpt]);
        let problem = Problem { path, message };
        if self.problems.contains(&problem) {
            return;
        }
        if self.dropped < MAX_DROPPED {
            self.dropped += 1;
            self.problems.push(problem);
            return;
        }
        self.dropped_more += 1;
        let message = text::concat(&[MORE_DROPPED, &decimal(self.dropped_more), " more"]);
        match self.problems.iter_mut().rfind(|p| p.message.starts_with(MORE_DROPPED)) {
            Some(count) => count.message = message,
            None => {
                self.dropped += 1;
                self.problems.push(Problem { path: String::new(), message });
            }
        }
    }
}
