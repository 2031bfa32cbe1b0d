//! Markup becomes blocks: one converter with one allow-list (`formats.md` §5, FEP-b2b8 and what
//! real articles use). It walks inert nodes that the platform parsed; nothing is ever inserted as
//! markup.
//!
//! - [`Node`]: what a platform's parser gives, cut at [`MAX_NESTING`].
//! - [`convert`]: nodes → blocks; [`inline`]: nodes → spans.

mod convert;
mod inline;

use crate::article::json::Converter;
pub use convert::blocks;
pub use inline::{spans, text};

/// The converter, for readers of formats with markup in them.
pub const CONVERTER: Converter = Converter { blocks, spans };

/// Elements nested deeper than this are flattened: their text is kept, they are not.
pub const MAX_NESTING: usize = 256;

/// A node of parsed, inert HTML.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Text, entities decoded.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element of parsed, inert HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Local name in lower case.
    pub name: String,
    /// Attributes; names in lower case.
    pub attributes: Vec<(String, String)>,
    /// What is in it. A `template`'s content is left out.
    pub children: Vec<Node>,
}

impl Element {
    /// The attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}
