//! Comments that are part of an article's document.

use crate::blocks::Block;
use crate::people::Person;

/// The comments that are part of an article's document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comments {
    /// Number of comments.
    pub count: Option<u32>,
    /// Whether new comments are accepted.
    pub open: Option<bool>,
    /// URL of the page that shows them.
    pub url: Option<String>,
    /// The comments, if there is a single list.
    pub items: Vec<EmbeddedComment>,
    /// The lists, if there are several.
    pub tabs: Vec<CommentTab>,
    /// Discussions elsewhere: the `type` of a comment provider, and its id of the discussion.
    pub threads: Vec<(String, String)>,
}

/// A named list of comments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentTab {
    /// Identifier.
    pub id: Option<String>,
    /// Name shown to readers.
    pub label: String,
    /// Number of comments.
    pub count: Option<u32>,
    /// URL to fetch the comments from.
    pub src: Option<String>,
    /// The comments that are part of the document.
    pub items: Vec<EmbeddedComment>,
}

/// A comment with its replies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmbeddedComment {
    /// Identifier.
    pub id: Option<String>,
    /// Author.
    pub author: Option<Person>,
    /// Publication date (RFC 3339 or a date), as the source wrote it.
    pub published: Option<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Number of likes.
    pub likes: Option<u32>,
    /// Label of the site: `Editors' pick`.
    pub badge: Option<String>,
    /// Permalink.
    pub url: Option<String>,
    /// Whether the text is shown.
    pub state: CommentState,
    /// Replies.
    pub replies: Vec<EmbeddedComment>,
}

/// Whether the text of a comment is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommentState {
    /// Shown.
    #[default]
    Shown,
    /// Removed by a moderator or the author.
    Removed,
    /// Held for moderation.
    Held,
}
