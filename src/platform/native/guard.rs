//! Between the tokens and the tree: past what any article needs, tags are left out and text is
//! kept. The algorithms of the HTML standard look through all open elements at most tags and
//! reopen all open formatting at most paragraphs, so either without a limit takes for ever.

use super::tree::{Handle, Tree};
use html5ever::interface::Tracer;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::LocalName;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Elements that may be open at a time: as many as Chromium allows.
const MAX_OPEN: usize = 512;
/// How often the open elements are counted, in tags.
const COUNT_EVERY: usize = 64;
/// Nodes beyond which only text is added.
const MAX_NODES: usize = 1_000_000;
/// Attributes of a tag.
const MAX_ATTRIBUTES: usize = 128;
/// Attributes beyond which the rest of a tag is not even read: the tokenizer compares each with
/// all before it.
const MAX_READ_ATTRIBUTES: usize = 1000;

pub struct Guard {
    builder: TreeBuilder<Handle, Tree>,
    tags: Cell<usize>,
    too_deep: Cell<bool>,
    left_out: RefCell<Vec<LocalName>>,
}

#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

impl Guard {
    pub fn new(builder: TreeBuilder<Handle, Tree>) -> Self {
        let left_out = RefCell::default();
        Self { builder, tags: Cell::new(0), too_deep: Cell::new(false), left_out }
    }

    pub fn into_tree(self) -> Tree {
        self.builder.sink
    }

    /// Whether a tag may pass.
    fn admits(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        // What follows these is not markup: without them it would be text of the article.
        let raw = matches!(
            name,
            "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
        );
        if raw {
            return true;
        }
        if self.builder.sink.len() > MAX_NODES {
            return false;
        }
        let tags = self.tags.get();
        self.tags.set(tags + 1);
        if tags % COUNT_EVERY == 0 {
            let open = Count::default();
            self.builder.trace_handles(&open);
            self.too_deep.set(open.0.get() > MAX_OPEN);
        }
        let mut left_out = self.left_out.borrow_mut();
        if tag.kind == TagKind::EndTag {
            // The end of what was left out, or of what was left open in it.
            let recent = left_out.len().saturating_sub(16);
            let found = left_out.iter().skip(recent).rposition(|name| *name == tag.name);
            if let Some(found) = found {
                left_out.truncate(recent + found);
            }
            return found.is_none();
        }
        let holds = !matches!(name, "br" | "img" | "hr" | "wbr" | "source" | "embed" | "track");
        if self.too_deep.get() && holds {
            left_out.push(tag.name.clone());
            return false;
        }
        true
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line: u64) -> TokenSinkResult<Handle> {
        if let Token::TagToken(tag) = &mut token {
            if !self.admits(tag) {
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

/// Cuts tags with more attributes than can be read in reasonable time.
pub fn tame(html: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed("");
    let mut kept = 0;
    let mut rest = 0;
    while let Some(at) = html.get(rest..).and_then(|tail| tail.find('<')) {
        let start = rest + at + 1;
        let tail = html.get(start..).unwrap_or_default();
        rest = start;
        if !tail.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (cut, end) = tag(tail.as_bytes());
        rest = start + end;
        if let Some(cut) = cut {
            out.to_mut().push_str(html.get(kept..start + cut).unwrap_or_default());
            kept = rest;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.to_mut().push_str(html.get(kept..).unwrap_or_default());
    out
}

/// Where a tag has too many attributes, if it has, and where it ends.
fn tag(bytes: &[u8]) -> (Option<usize>, usize) {
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
    // Cut off in a tag: the parser drops it whole.
    (cut, bytes.len())
}
