//! Limits between the tokenizer and the tree builder: beyond them tags are dropped and text is kept. The
//! HTML standard searches all open elements at most tags, and reopens all formatting elements at most
//! paragraphs; without a limit hostile markup takes quadratic time.

use super::tree::{Handle, Tree};
use html5ever::interface::Tracer;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::LocalName;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Maximum number of open elements, the limit of Chromium.
const MAX_OPEN: usize = 512;
/// The open elements are counted once per this many tags.
const COUNT_EVERY: usize = 64;
/// Maximum number of nodes; beyond it only text is added.
const MAX_NODES: usize = 1_000_000;
/// Maximum number of attributes that an element keeps.
const MAX_ATTRIBUTES: usize = 128;
/// Maximum number of attributes that are tokenized; the rest of the tag is dropped before, because the
/// tokenizer compares each attribute with all before it.
const MAX_READ_ATTRIBUTES: usize = 1000;

/// A token sink that drops tags beyond the limits and passes everything else to the tree builder.
pub struct Guard {
    builder: TreeBuilder<Handle, Tree>,
    tags: Cell<usize>,
    too_deep: Cell<bool>,
    /// Names of the dropped start tags whose end tags are still expected.
    dropped: RefCell<Vec<LocalName>>,
}

/// Counts the elements that the tree builder holds open.
#[derive(Default)]
struct OpenElementCounter(Cell<usize>);

impl Tracer for OpenElementCounter {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

impl Guard {
    /// Creates a guard in front of `builder`.
    pub fn new(builder: TreeBuilder<Handle, Tree>) -> Self {
        let dropped = RefCell::default();
        Self { builder, tags: Cell::new(0), too_deep: Cell::new(false), dropped }
    }

    /// Returns the finished tree.
    pub fn into_tree(self) -> Tree {
        self.builder.sink
    }

    /// Returns whether a tag is passed on.
    fn accepts(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        // Their content is raw text, not markup. Without the tag it would become text of the article.
        let is_raw = matches!(
            name,
            "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
        );
        if is_raw {
            return true;
        }
        if self.builder.sink.len() > MAX_NODES {
            return false;
        }
        let tags = self.tags.get();
        self.tags.set(tags + 1);
        if tags % COUNT_EVERY == 0 {
            let open = OpenElementCounter::default();
            self.builder.trace_handles(&open);
            self.too_deep.set(open.0.get() > MAX_OPEN);
        }
        let mut dropped = self.dropped.borrow_mut();
        if tag.kind == TagKind::EndTag {
            // The end of a dropped element also ends the dropped elements inside it.
            let recent = dropped.len().saturating_sub(16);
            let found = dropped.iter().skip(recent).rposition(|name| *name == tag.name);
            if let Some(found) = found {
                dropped.truncate(recent + found);
            }
            return found.is_none();
        }
        let is_container =
            !matches!(name, "br" | "img" | "hr" | "wbr" | "source" | "embed" | "track");
        if self.too_deep.get() && is_container {
            dropped.push(tag.name.clone());
            return false;
        }
        true
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &mut token {
            if !self.accepts(tag) {
                return TokenSinkResult::Continue;
            }
            tag.attrs.truncate(MAX_ATTRIBUTES);
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Returns the markup with each tag cut after [`MAX_READ_ATTRIBUTES`] attributes.
pub fn limit_attributes(html: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed("");
    let mut copied = 0;
    let mut rest = 0;
    while let Some(at) = html.get(rest..).and_then(|tail| tail.find('<')) {
        let start = rest + at + 1;
        let tail = html.get(start..).unwrap_or_default();
        rest = start;
        if !tail.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (cut, end) = scan_tag(tail.as_bytes());
        rest = start + end;
        if let Some(cut) = cut {
            out.to_mut().push_str(html.get(copied..start + cut).unwrap_or_default());
            copied = rest;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.to_mut().push_str(html.get(copied..).unwrap_or_default());
    out
}

/// Returns where a tag has to be cut, if it has too many attributes, and where it ends.
fn scan_tag(bytes: &[u8]) -> (Option<usize>, usize) {
    let mut quote = None;
    let mut cut = None;
    let mut attributes = 0;
    let mut last = b' ';
    for (at, byte) in bytes.iter().copied().enumerate() {
        let blank = byte.is_ascii_whitespace();
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return (cut, at),
            None if last == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if blank || byte == b'/' => {
                attributes += 1;
                if attributes > MAX_READ_ATTRIBUTES {
                    cut = cut.or(Some(at));
                }
            }
            None => {}
        }
        if !(blank && last == b'=') {
            last = byte;
        }
    }
    // The markup ends inside the tag: the parser drops the tag.
    (cut, bytes.len())
}
