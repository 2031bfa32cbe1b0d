//! Nodes of parsed HTML. They are plain data: nothing in them loads or runs.

/// Maximum nesting of elements. Deeper elements are replaced by their text.
pub const MAX_NESTING: usize = 256;

/// A node of parsed HTML.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Text, with character references decoded.
    Text(String),
    /// An element.
    Element(Element),
}

impl Node {
    /// Returns the element; `None` for text.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }

    /// Returns whether the node is text that is empty or white space only.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.bytes().all(|b| b.is_ascii_whitespace()))
    }
}

/// An element of parsed HTML.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Local name in lower case.
    pub name: String,
    /// Attributes as (name, value); names in lower case.
    pub attributes: Vec<(String, String)>,
    /// Child nodes. The content of a `template` is left out.
    pub children: Vec<Node>,
}

impl Element {
    /// Returns the value of the attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of the attribute `name` without surrounding white space; `None` if it is blank.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// Returns the class names.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Returns whether the element has the class `name`.
    pub fn has_class(&self, name: &str) -> bool {
        self.classes().any(|class| class == name)
    }

    /// Returns whether the `class` attribute contains one of `parts`, which are in lower case; case is
    /// ignored.
    pub fn class_like(&self, parts: &[&str]) -> bool {
        self.attribute("class").is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            parts.iter().any(|part| class.contains(part))
        })
    }

    /// Returns the child elements.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// Returns the first descendant element, in document order, that `accepts` returns `true` for.
    pub fn find(&self, accepts: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        self.elements().find_map(|e| if accepts(e) { Some(e) } else { e.find(accepts) })
    }
}
