//! A discussion that Baca renders itself, in a module and an app of its own (`baca-discussion`): nested, sorted, a
//! hundred comments at a time, with a form if the provider accepts comments.
//!
//! - `view`: the component; `loading`: its requests; `context`: data that all parts share.
//! - `comment`: one comment with its answers; `comment_body`: its text; `timestamp`: its date.
//! - `compose`: the form; `drafts`: text that has not been sent.

mod comment;
mod comment_body;
mod compose;
mod context;
mod drafts;
mod loading;
mod timestamp;
mod view;

pub use context::{DiscussionContext, DiscussionProps, ImagePolicy};
pub use view::DiscussionView;

/// The style sheet of discussions, made by `build.rs` from `src/comments/style/discussion.css`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/discussion.css"));
