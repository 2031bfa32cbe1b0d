//! Server-rendered articles: HTML made once by the command or for each request at the edge. The output
//! contains the article once, in a declarative shadow root, and is complete without script. With script,
//! `baca.js` takes the rendered article over (`docs/server-rendering.md`).
//!
//! - `element`: the element, in pieces ([`pieces`]) or as one string ([`fragment`]).
//! - `newsroom`: places, access and parts of the site's configuration.
//! - `stored_blocks`: the blocks that the page carries as JSON as well.
//! - `document`: a page around the element, with metadata for search engines and social networks;
//!   `open_graph`: the values that social networks need in another form.
//! - [`style_hash`]: the CSP hash of the element's style; [`live_style_hash`]: that of the additional style of
//!   articles with a list of key updates; [`csp_hash`]: that of any other.
//!
//! ```
//! use baca_render::page::{self, Options, Site};
//! use baca_wire::document;
//! use std::rc::Rc;
//!
//! let json = r#"{"baca": 1, "lang": "en", "headline": "Tides", "body": ["The sea rises."]}"#;
//! let (value, truncated) = document::parse(json).expect("well-formed JSON");
//! let decoded = document::read_own(&value, truncated, "https://news.example/", false);
//! let article = Rc::new(decoded.expect("an article").article);
//!
//! let site = Site { name: Some("News".into()), ..Site::default() };
//! let options = Options { script: Some("/baca.js".into()), site, ..Options::default() };
//! let html = page::document(&article, &options);
//! assert!(html.contains("<title>Tides – News</title>"));
//! assert!(html.contains("<template shadowrootmode=\"open\">"));
//! assert!(html.contains("<script type=\"module\" src=\"/baca.js\">"));
//!
//! // The same element without a page around it, as pieces that can be sent one by one.
//! let pieces: Vec<String> = page::pieces(&article, &Options::default()).collect();
//! assert_eq!(pieces.concat(), page::fragment(&article, &Options::default()));
//! ```

mod document;
mod element;
mod newsroom;
mod open_graph;
mod stored_blocks;

pub use crate::article::view::direction;
pub use document::{document, document_pieces, metadata, PAGE_STYLE};
pub use element::{csp_hash, fragment, live_style_hash, pieces, style_hash, Options, Site};
pub use newsroom::NewsroomConfig;
pub use open_graph::unshared_image;
