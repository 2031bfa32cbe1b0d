//! The article's elements. They are rendered once and never compared again.
//!
//! - [`view`]: the input of rendering; [`frame`]: the article's frame and its mount points.
//! - [`header`], [`body`], [`footer`]: the parts of the frame.
//! - [`blocks`], [`inline`], [`figures`], [`media`], [`tables`], [`embed`]: their content.
//! - `key_updates`: the list of a live article's key updates.
//! - [`layout`]: what the site's configuration changes.
//! - `attributes`: ids, languages, directions and sizes.
//! - [`mount_points`]: the names of the mount points.

mod attributes;
pub mod blocks;
pub mod body;
pub mod embed;
pub mod figures;
pub mod footer;
pub mod frame;
pub mod header;
pub mod inline;
#[cfg(not(browser))]
mod key_updates;
pub mod layout;
pub mod media;
pub mod mount_points;
pub mod tables;
pub mod view;
