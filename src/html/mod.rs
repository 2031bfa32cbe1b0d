//! Markup becomes blocks: one converter with one allow-list (FEP-b2b8 and what real articles use
//! beyond it). It walks inert nodes that the platform parsed; nothing is ever inserted as markup.
//!
//! - [`Node`]: what a platform's parser gives, cut at [`MAX_NESTING`].
//! - [`roles`]: what each element and each known class is; what is dropped, by name.
//! - [`walk`]: the one walk over the nodes, and the lines and blocks that it gathers.
//! - [`inline`]: white space, marks, links, anchors, ruby; nodes → spans.
//! - [`convert`]: nodes → blocks; the elements that hold other blocks.
//! - [`lists`], [`tables`], [`code`], [`math`]: one kind of block each.
//! - [`figures`], [`pictures`], [`media`], [`embeds`], [`providers`], [`cards`]: what is not text.

mod cards;
mod code;
mod convert;
mod embeds;
mod figures;
mod inline;
mod lists;
mod math;
mod media;
mod pictures;
mod providers;
mod roles;
mod tables;
mod walk;

pub use convert::blocks;
pub use inline::{spans, text};
pub use providers::frame_of;

/// Whether an element is dropped with all that is in it.
pub fn is_dropped(e: &Element) -> bool {
    match roles::role(e) {
        roles::Role::Drop => true,
        roles::Role::Form => !convert::holds_text(e),
        _ => false,
    }
}

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

impl Node {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Whether it is text of nothing but white space.
    fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.bytes().all(|b| b.is_ascii_whitespace()))
    }
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

    /// The attribute's value without white space around it, if there is any.
    fn filled(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The names in its `class`.
    fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether its `class` has this name.
    fn has_class(&self, name: &str) -> bool {
        self.classes().any(|class| class == name)
    }

    /// Whether one of its class names contains one of `parts`, in any case.
    fn class_like(&self, parts: &[&str]) -> bool {
        self.attribute("class").is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            parts.iter().any(|part| class.contains(part))
        })
    }

    /// The elements directly in it.
    fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// The first element in it, in document order, that `wanted` accepts.
    fn find(&self, wanted: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        self.elements().find_map(|e| if wanted(e) { Some(e) } else { e.find(wanted) })
    }
}
