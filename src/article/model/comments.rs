//! Discussion that came with an article.

use super::{Block, Person};

/// Discussion that came with the article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comments {
    /// How many there are.
    pub count: Option<u32>,
    /// Whether new ones are taken.
    pub open: Option<bool>,
    /// Where they are to be read.
    pub url: Option<String>,
    /// One list.
    pub items: Vec<Comment>,
    /// Several lists.
    pub tabs: Vec<CommentTab>,
    /// Where else it is discussed: the `type` of a provider, and its name for the discussion.
    pub threads: Vec<(String, String)>,
}

/// A named list of comments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentTab {
    /// Its identifier.
    pub id: Option<String>,
    /// Its name.
    pub label: String,
    /// How many there are.
    pub count: Option<u32>,
    /// Where they are to be fetched.
    pub src: Option<String>,
    /// Those that came along.
    pub items: Vec<Comment>,
}

/// A comment with its replies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comment {
    /// Its identifier.
    pub id: Option<String>,
    /// Who wrote it.
    pub author: Option<Person>,
    /// When.
    pub published: Option<String>,
    /// What it says.
    pub body: Vec<Block>,
    /// How many liked it.
    pub likes: Option<u32>,
    /// "Editors' pick".
    pub badge: Option<String>,
    /// Where it stands on its own.
    pub url: Option<String>,
    /// Whether it is to be seen.
    pub state: CommentState,
    /// Answers.
    pub replies: Vec<Comment>,
}

/// Whether a comment is to be seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommentState {
    /// To be seen.
    #[default]
    Shown,
    /// Taken away by a moderator or its author.
    Removed,
    /// Waiting for a moderator.
    Held,
}
