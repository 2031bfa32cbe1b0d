//! Markup and rich text that stand inside the JSON.

use super::Reading;
use crate::article::model::{Block, Inline};
use serde_json::Value;

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

impl Reading<'_> {
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
