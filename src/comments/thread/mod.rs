//! A discussion as plain data: comments of any source, the tree they make, and their order. Pure.
//!
//! - [`Entry`]: one comment, whichever source it came from.
//! - [`tree`]: entries that name their parents → what stands under what, and in which order.
//! - [`time`]: moments out of texts, and how long ago they were.

pub mod time;
pub mod tree;

use crate::article::model::CommentState;
use crate::article::words::{self, Word};
use serde_json::Value;

pub use tree::{Order, Tree};

/// One comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// The source's identifier.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// Who wrote it; `None` for somebody without a name.
    pub author: Option<Author>,
    /// When, as RFC 3339 or a day.
    pub published: Option<String>,
    /// What it says.
    pub text: Text,
    /// How many liked it.
    pub likes: Option<u32>,
    /// "Editors' pick".
    pub badge: Option<String>,
    /// Where it stands on its own, which is where one can answer it.
    pub url: Option<String>,
    /// Whether it is to be seen.
    pub state: CommentState,
}

/// Who wrote a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Author {
    /// Their name, as they write it.
    pub name: String,
    /// Their page.
    pub url: Option<String>,
    /// Their picture.
    pub avatar: Option<String>,
}

/// What a comment says.
#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    /// Words, ready to be drawn.
    Words(Vec<Word>),
    /// What has yet to go through the converter: markup, where it is a text; else our own format.
    Raw(Value),
}

impl Default for Text {
    fn default() -> Self {
        Self::Words(Vec::new())
    }
}

impl Text {
    /// A plain text.
    pub fn plain(text: &str) -> Self {
        Self::Words(words::plain(text))
    }

    /// Markup.
    pub fn markup(html: &str) -> Self {
        Self::Raw(html.into())
    }
}

/// The letters that stand in for somebody without a picture: of the first and the last word.
pub fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut words = name.split_whitespace().filter_map(letter);
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        let of = [
            ("Sari", "S"),
            ("budi  santoso wijaya", "BW"),
            ("@ani_k", "A"),
            ("…", ""),
            ("李", "李"),
        ];
        for (name, letters) in of {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
