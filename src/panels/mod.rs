//! What the panels beside an article share. The panels are the comments, the notification prompt and the
//! bell. Each is a Yew app of its own at its mount point, so that a failure in one does not affect the
//! article.
//!
//! - [`context`]: the data that every panel gets, with [`article_info`] and the [`embedded`] discussion.
//! - [`appearance`]: theme and language of the reader, and observers of changes.

pub mod appearance;
pub mod article_info;
pub mod context;
pub mod embedded;

/// The style sheet of the panels, built by `build.rs`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/panels.css"));
