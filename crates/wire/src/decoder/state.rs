//! The decoder, and the converter that it calls for markup.

use super::diagnostics::{Diagnostics, Problem};
use super::limits::Limits;
use super::position::Position;
use super::source::{SourceOptions, UrlBase};
use baca_model::{Block, Comments, Inline, Marks, Newsroom, SpanExtra};
use serde_json::{Map, Value};

/// Functions that convert markup and rich-text documents to blocks and spans. The module that renders
/// articles has no converter, because most documents in Baca's own format need none.
pub struct Converter {
    /// Parses markup and converts it to blocks (`baca_convert::html::blocks`).
    pub blocks: fn(&str, &mut Decoder) -> Vec<Block>,
    /// Parses markup and converts it to spans (`baca_convert::html::spans`).
    pub spans: fn(&str, &mut Decoder) -> Inline,
    /// Adds marks to converted spans, and further properties to those that have none
    /// ([`format`](super::format)).
    pub format: fn(Inline, Marks, &SpanExtra) -> Inline,
    /// Returns whether a value is a rich-text document of a CMS.
    pub is_document: fn(&Value) -> bool,
    /// Returns a rich-text document as HTML; `None` if the value is not one.
    pub document_html: fn(&mut Decoder, &Value) -> Option<String>,
    /// Returns the frame URL for the page of a known provider; `None` for any other page.
    pub frame_of: fn(&str) -> Option<String>,
    /// Decodes the comments of an article (`crate::decode::comments`).
    pub comments: fn(&mut Decoder, &Map<String, Value>) -> Option<Comments>,
    /// Decodes the members about access, live coverage and the next article (`crate::decode::newsroom`).
    pub newsroom: fn(&mut Decoder, &Map<String, Value>) -> Newsroom,
}

/// Decodes a JSON document. It holds the problems found, the limits, the current position, and what is
/// known about the source.
pub struct Decoder {
    /// The problems found so far.
    pub diagnostics: Diagnostics,
    /// How much of the limits is used up.
    pub limits: Limits,
    /// The base of relative URLs.
    pub base: UrlBase,
    /// Options of the source format.
    pub source: SourceOptions,
    pub(super) position: Position,
    pub(crate) converter: Option<&'static Converter>,
    /// Whether a converter was needed and there is none.
    pub(crate) lacks_converter: bool,
}

impl Decoder {
    /// Creates a decoder for a document from the URL `base` (may be empty), without a converter.
    pub fn new(base: &str) -> Self {
        Self {
            diagnostics: Diagnostics::default(),
            limits: Limits::default(),
            base: UrlBase::new(base),
            source: SourceOptions::default(),
            position: Position::default(),
            converter: None,
            lacks_converter: false,
        }
    }

    /// Adds a converter for markup.
    pub fn with_converter(self, converter: &'static Converter) -> Self {
        Self { converter: Some(converter), ..self }
    }

    /// Reports that the current value could not be used.
    pub fn problem(&mut self, message: &str) {
        self.diagnostics.add(self.position.path(), message);
    }

    /// Reports that the current value could not be used, and returns `None`.
    pub fn reject<T>(&mut self, message: &str) -> Option<T> {
        self.problem(message);
        None
    }

    /// Reports that a text or a URL in the current value was dropped by rule, as `left out, {reason}:
    /// {content}`.
    pub fn dropped(&mut self, reason: &str, content: &str) {
        self.diagnostics.add_dropped(self.position.path(), reason, content);
    }

    /// Returns the problems found so far.
    pub fn problems(&self) -> &[Problem] {
        self.diagnostics.problems()
    }

    /// Returns the problems by value.
    pub fn into_problems(self) -> Vec<Problem> {
        self.diagnostics.into_problems()
    }

    /// Returns the source path of the value that [`Self::visit`], [`Self::first_at`] or [`Self::list_at`]
    /// found last.
    pub fn found_path(&self) -> &str {
        &self.position.found
    }

    /// Counts one more block; returns `false` and reports it if the limit is exceeded.
    pub fn admit_block(&mut self) -> bool {
        if self.limits.count_block() {
            return true;
        }
        if !self.limits.truncated {
            self.limits.truncated = true;
            self.problem("too many blocks: the rest is left out");
        }
        false
    }
}
