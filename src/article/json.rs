//! Tolerant reading of JSON: what is right is kept, what is wrong is dropped alone and noted with
//! its path, and limits end the reading of a corner, not of the article.

use super::model::{Block, Inline};
use super::url::{self, Purpose};
use crate::platform::{self, Platform};
use serde_json::{Map, Number, Value};
use std::fmt;

/// Objects and arrays deeper than this are left out.
pub const MAX_DEPTH: usize = 128;
/// Blocks beyond this many are left out, with a notice.
pub const MAX_BLOCKS: usize = 20_000;
/// A document longer than this, in bytes, is not read.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
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

/// How a value of another format becomes one of Baca's own.
pub type ReadValue = fn(&mut Reading, &Value) -> Option<Value>;

enum Step {
    Key(String),
    Index(usize),
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
    converter: Option<&'static Converter>,
    /// How the format at hand writes its titles, names and captions.
    pub texts: Texts,
    /// `true` where dates may be as the source wrote them, without an offset.
    pub any_date: bool,
    /// Direction of the rich-text document at hand; empty where it has none of its own.
    pub dir: String,
    path: Vec<Step>,
    /// Where in the source the value last found by [`Self::visit`] stands.
    pub found: String,
    /// Where in the source stands what is being read out of a document that a table has filled.
    origin: Option<String>,
    blocks: usize,
}

/// The member of an object that a table has filled which tells where in the source its other members
/// come from: problems are told by the paths that the publisher knows.
pub const ORIGINS: &str = "@from";

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

    fn note(&mut self, path: String, message: &str) {
        let problem = Problem { path, message: message.into() };
        if self.problems.len() < MAX_PROBLEMS && !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The JSON path of what is being read.
    fn here(&self) -> String {
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

    /// A text that is not blank. A number is taken as its digits.
    pub fn text(&mut self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(digits(number)),
            _ => self.wrong("expected a text"),
        }
    }

    /// The member `key` as a text.
    pub fn text_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<String> {
        self.field(object, key, Self::text)
    }

    /// The member `key` as `true` or `false`.
    pub fn bool_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<bool> {
        self.field(object, key, |r, value| match value {
            Value::Bool(yes) => Some(*yes),
            _ => r.wrong("expected true or false"),
        })
    }

    /// The member `key` as a number; digits in a text count.
    pub fn number_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<f64> {
        self.field(object, key, |r, value| {
            let number = match value {
                Value::Number(number) => number.as_f64(),
                Value::String(text) => r.platform.number(text.trim()),
                _ => None,
            };
            number.filter(|n| n.is_finite()).or_else(|| r.wrong("expected a number"))
        })
    }

    /// The member `key` as a whole number of at least 1.
    pub fn count_at(&mut self, object: &Map<String, Value>, key: &str) -> Option<u32> {
        self.number_at(object, key).filter(|n| *n >= 1.0 && *n <= 1e9).map(|n| n as u32)
    }

    /// The member `key` as a URL that may be used for `purpose`, made absolute.
    pub fn url_at(
        &mut self,
        object: &Map<String, Value>,
        key: &str,
        purpose: Purpose,
    ) -> Option<String> {
        self.field(object, key, |r, value| r.url(value, purpose))
    }

    /// A URL that may be used for `purpose`, made absolute.
    pub fn url(&mut self, value: &Value, purpose: Purpose) -> Option<String> {
        let text = self.text(value)?;
        self.url_text(&text, purpose)
    }

    /// The same from a text already at hand.
    pub fn url_text(&mut self, text: &str, purpose: Purpose) -> Option<String> {
        let resolved = url::resolve(self.platform, text, &self.base, purpose);
        resolved.or_else(|| self.wrong("a URL that may not be used here"))
    }

    /// Notes the problem and gives up this value.
    pub fn wrong<T>(&mut self, message: &str) -> Option<T> {
        self.problem(message);
        None
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

    /// Reads markup that stands inside the JSON into blocks.
    pub fn html(&mut self, html: &str) -> Vec<Block> {
        match self.converter {
            Some(converter) => (converter.blocks)(html, self),
            None => self.lacking(),
        }
    }

    /// Reads markup that stands inside the JSON into spans.
    pub fn html_spans(&mut self, html: &str) -> Inline {
        match self.converter {
            Some(converter) => (converter.spans)(html, self),
            None => self.lacking(),
        }
    }

    /// Whether a body is the rich-text document of a CMS; perhaps, where that cannot be told.
    pub fn is_document(&self, value: &Value) -> bool {
        self.converter.is_none_or(|converter| (converter.is_document)(value))
    }

    /// Reads the rich-text document of a CMS.
    pub fn document(&mut self, value: &Value) -> Option<Vec<Block>> {
        match self.converter {
            Some(converter) => (converter.document)(self, value),
            None => Some(self.lacking()),
        }
    }

    /// The frame that shows a page of a known provider.
    pub fn frame_of(&mut self, url: &str) -> Option<String> {
        match self.converter {
            Some(converter) => (converter.frame_of)(url),
            None => {
                self.lacks_converter = true;
                None
            }
        }
    }

    fn lacking<T>(&mut self) -> Vec<T> {
        self.lacks_converter = true;
        Vec::new()
    }
}

/// Whether a value says nothing: null, PHP's `false` and `[]`, a blank text.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    }
}

/// How markup and rich-text documents become blocks and spans. The module that draws articles comes without one: most
/// readers of Baca's own format never need it.
pub struct Converter {
    /// Parses markup; then see [`crate::html::blocks`].
    pub blocks: fn(&str, &mut Reading) -> Vec<Block>,
    /// Parses markup; then see [`crate::html::spans`].
    pub spans: fn(&str, &mut Reading) -> Inline,
    /// Whether a value is a rich-text document.
    pub is_document: fn(&Value) -> bool,
    /// Reads a rich-text document.
    pub document: fn(&mut Reading, &Value) -> Option<Vec<Block>>,
    /// The frame that shows a page of a known provider.
    pub frame_of: fn(&str) -> Option<String>,
}

/// Why a text is not JSON: where, as far as the parser tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// "line 2, column 8", or the browser's own sentence.
    pub place: String,
}

/// Parses JSON text with the platform's parser; what lies deeper than [`MAX_DEPTH`] becomes `null`,
/// and the flag tells that it did.
///
/// # Errors
/// The place where the text stops being JSON.
pub fn parse(text: &str) -> Result<(Value, bool), Malformed> {
    platform::current().parse_json(text.trim_start_matches('\u{feff}'))
}

/// A number as its shortest digits.
pub fn digits(number: &Number) -> String {
    platform::current().digits(number.as_f64().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_thousand_brackets_are_read_without_overflow() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let (_, cut) = parse(&text).expect("balanced brackets are JSON");
        assert!(cut);
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn a_malformed_text_is_told_by_line_and_column() {
        assert_eq!(parse("{\n  \"a\": x}"), Err(Malformed { place: "line 2, column 8".into() }));
        assert!(parse("{} trailing").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn a_byte_order_mark_is_not_an_error() {
        assert_eq!(parse("\u{feff}1"), Ok((Value::from(1), false)));
    }
}
