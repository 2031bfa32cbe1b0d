//! The style sheet of the shadow root, built by `build.rs` from the `.css` files of this folder, minified. It has
//! two parts: `baca.js` contains the first, since previews need it before this crate's code has arrived.

/// The first part: all that a preview shows.
pub const PREVIEW_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/preview.css"));

/// The second part: what only articles have.
pub const ARTICLE_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/article.css"));

/// The style sheet of pages that the site's configuration changes.
pub const NEWSROOM_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/newsroom.css"));

/// Identifies both parts together: a server-rendered page names the style sheet that it contains.
pub const STYLE_ID: &str = env!("BACA_STYLE_ID");
