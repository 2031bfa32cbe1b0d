//! The native parsers.
//!
//! - [`tree`]: the tree that `html5ever` builds, and its conversion to nodes.
//! - [`guard`]: limits that keep parsing time bounded for hostile markup; browsers have their own.
//! - [`json`]: JSON by `serde_json`.

mod guard;
pub mod json;
mod tree;

use crate::html::tree::Node;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{local_name, ns, QualName, TokenizerResult};

/// Parses HTML by `html5ever`; see [`crate::html::parse`].
pub fn parse_html(html: &str) -> Vec<Node> {
    let sink = tree::Tree::default();
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let body = sink.create_element(body, Vec::new(), Default::default());
    // `DOMParser` has scripting disabled too: the content of `noscript` is parsed as markup.
    let opts = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let builder = TreeBuilder::new_for_fragment(sink, body, None, opts);
    let tokenizer = Tokenizer::new(guard::Guard::new(builder), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&guard::limit_attributes(html)));
    // The tokenizer pauses at scripts and encoding declarations; parsing continues.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.into_tree().nodes()
}
