//! Who wrote an article.

use super::{Image, Inline};

/// Who wrote it: a ready line, or people.
#[derive(Debug, Clone, PartialEq)]
pub enum Byline {
    /// A line as the source wrote it.
    Line(Inline),
    /// Persons, to be joined in the reader's language.
    People(Vec<Person>),
}

impl Default for Byline {
    fn default() -> Self {
        Self::People(Vec::new())
    }
}

impl Byline {
    /// Whether it names nobody.
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
    /// Their page.
    pub url: Option<String>,
    /// What they are: "Science correspondent".
    pub role: Option<String>,
    /// Whom they work for.
    pub org: Option<String>,
    /// Portrait.
    pub image: Option<Image>,
    /// A line about them.
    pub bio: Inline,
}
