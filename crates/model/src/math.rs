//! Formulas, and the allow-list of MathML Core elements and attributes they may use. None of the
//! attributes is a link, a style or an event handler. <https://www.w3.org/TR/mathml-core/>

use crate::WordList;

/// A formula or a part of one: an element of MathML. Names come from the allow-list only, so it can
/// be rendered without further checks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Math {
    /// Name of the element, as [`element`] returns it.
    pub name: &'static str,
    /// Attributes; names as [`attribute`] returns them.
    pub attributes: Vec<(&'static str, String)>,
    /// Child nodes.
    pub children: Vec<MathNode>,
}

/// A child node of a [`Math`] element.
#[derive(Debug, Clone, PartialEq)]
pub enum MathNode {
    /// Text.
    Text(String),
    /// An element.
    Element(Math),
}

const ELEMENTS: WordList = WordList(
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms \
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics",
);

/// The allowed attributes, in alphabetical order.
pub const ATTRIBUTES: WordList = WordList(
    "accent accentunder alttext columnspan depth dir display displaystyle fence form height lang \
    largeop linethickness lspace mathvariant maxsize minsize movablelimits notation rowspan \
    rspace scriptlevel separator stretchy symmetric width",
);

/// Returns the allowed element named `name`; `None` if it is not allowed.
pub fn element(name: &str) -> Option<&'static str> {
    ELEMENTS.find(name)
}

/// Returns the allowed attribute named `name`; `None` if it is not allowed.
pub fn attribute(name: &str) -> Option<&'static str> {
    ATTRIBUTES.find(name)
}
