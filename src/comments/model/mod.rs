//! Comments as data: comments of any source, their tree and their order. Needs no browser.
//!
//! - [`comment`]: one comment, its author and its text.
//! - [`tree`]: builds a sorted tree of comments that name their parents.
//! - [`time`]: parses and formats points in time, and computes how long ago they were.

pub mod comment;
pub mod time;
pub mod tree;

pub use comment::{Attachment, Author, Comment, CommentText, Cover, Emoji};
pub use tree::{CommentTree, Order};
