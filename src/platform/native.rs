//! The native parsers: `url` and `html5ever`.
//!
//! - [`tree`]: the tree that `html5ever` builds, and nodes out of it.
//! - [`guard`]: what keeps hostile markup from taking for ever. Browsers have limits of their own.

mod guard;
mod tree;

use super::Platform;
use crate::article::json::Malformed;
use crate::html::Node;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{local_name, ns, QualName, TokenizerResult};
use serde_json::Value;
use url::Url;

/// The machine this was built for.
pub struct Native;

impl Platform for Native {
    fn resolve(&self, reference: &str, base: &str) -> Option<String> {
        let url = match Url::parse(base) {
            Ok(base) => base.join(reference),
            Err(_) => Url::parse(reference),
        };
        url.ok().map(Into::into)
    }

    fn parse_json(&self, text: &str) -> Result<(Value, bool), Malformed> {
        super::native_json::parse(text)
    }

    fn number(&self, text: &str) -> Option<f64> {
        text.parse().ok()
    }

    fn digits(&self, number: f64) -> String {
        number.to_string()
    }
}

/// Parses HTML by `html5ever`.
pub fn parse_html(html: &str) -> Vec<Node> {
    let sink = tree::Tree::default();
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let body = sink.create_element(body, Vec::new(), Default::default());
    // As in a document of `DOMParser`: no script runs, so `noscript` is read as markup.
    let opts = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let builder = TreeBuilder::new_for_fragment(sink, body, None, opts);
    let tokenizer = Tokenizer::new(guard::Guard::new(builder), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&guard::tame(html)));
    // It stops at scripts and encodings, which do not concern us.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.into_tree().nodes()
}
