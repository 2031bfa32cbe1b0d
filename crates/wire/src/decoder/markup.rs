//! Converts markup and rich text inside the JSON, if the decoder has a converter. Without one, nothing is
//! returned and [`Decoder`] records that a converter is needed.

use super::state::Decoder;
use baca_model::{Block, Inline, Marks, SpanExtra};
use serde_json::Value;

/// Adds marks to spans, and `extra` to those that have none. Only converters call it, because copying `extra`
/// takes 2 KB of WebAssembly.
pub fn format(mut spans: Inline, marks: Marks, extra: &SpanExtra) -> Inline {
    for span in &mut spans {
        span.marks = span.marks.with(marks);
        if span.extra.is_none() && !extra.is_empty() {
            span.extra = Some(Box::new(extra.clone()));
        }
    }
    spans
}

impl Decoder {
    /// Converts markup to blocks.
    pub fn html(&mut self, html: &str) -> Vec<Block> {
        match self.converter {
            Some(converter) => (converter.blocks)(html, self),
            None => self.needs_other_converter(),
        }
    }

    /// Converts markup to spans.
    pub fn html_spans(&mut self, html: &str) -> Inline {
        match self.converter {
            Some(converter) => (converter.spans)(html, self),
            None => self.needs_other_converter(),
        }
    }

    /// Adds marks to converted spans, and `extra` to those that have none.
    pub fn format(&self, spans: Inline, marks: Marks, extra: &SpanExtra) -> Inline {
        match self.converter {
            Some(converter) => (converter.format)(spans, marks, extra),
            None => spans,
        }
    }

    /// Returns whether a body is the rich-text document of a CMS; `true` without a converter, because only
    /// the converter can decide.
    pub fn is_document(&self, value: &Value) -> bool {
        self.converter.is_none_or(|converter| (converter.is_document)(value))
    }

    /// Returns the rich-text document of a CMS as HTML; `None` if the value is not one.
    pub fn document_html(&mut self, value: &Value) -> Option<String> {
        match self.converter {
            Some(converter) => (converter.document_html)(self, value),
            None => self.needs_other_converter(),
        }
    }

    /// Converts the rich-text document of a CMS to blocks; `None` if the value is not one.
    pub fn document(&mut self, value: &Value) -> Option<Vec<Block>> {
        let html = self.document_html(value)?;
        Some(self.html(&html))
    }

    /// Returns the frame URL for the page of a known provider; `None` for any other page.
    pub fn frame_of(&mut self, url: &str) -> Option<String> {
        match self.converter {
            Some(converter) => (converter.frame_of)(url),
            None => self.needs_other_converter(),
        }
    }

    /// Records that another converter is needed, so that reading the document ends in
    /// [`Error::Foreign`](crate::document::Error::Foreign). Returns an empty value.
    pub fn needs_other_converter<T: Default>(&mut self) -> T {
        self.lacks_converter = true;
        T::default()
    }
}
