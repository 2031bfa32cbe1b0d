//! Bylines, persons and organisations.

use crate::inline::{Image, Inline};

/// Who wrote a text: a finished line, or a list of persons.
#[derive(Debug, Clone, PartialEq)]
pub enum Byline {
    /// A line as the source wrote it.
    Line(Inline),
    /// Persons, to be joined in the language of the interface.
    People(Vec<Person>),
}

impl Default for Byline {
    /// Returns a byline without persons.
    fn default() -> Self {
        Self::People(Vec::new())
    }
}

impl Byline {
    /// Returns whether the byline names nobody.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Line(line) => line.is_empty(),
            Self::People(people) => people.is_empty(),
        }
    }
}

/// A person or an organisation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Name or initials.
    pub name: String,
    /// URL of the person's page.
    pub url: Option<String>,
    /// Role: `Science correspondent`.
    pub role: Option<String>,
    /// Organisation the person works for.
    pub org: Option<String>,
    /// Portrait.
    pub image: Option<Image>,
    /// Short biography.
    pub bio: Inline,
}
