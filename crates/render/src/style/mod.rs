//! The style sheet of the shadow root, built by `build.rs` from the `.css` files of this folder.

/// The style sheet, minified.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// The style sheet of pages that the site's configuration changes, minified.
pub const NEWSROOM_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/newsroom.css"));

/// Identifies the style sheet: a server-rendered page names the one it contains.
pub const STYLE_ID: &str = env!("BACA_STYLE_ID");
