//! Collects blocks while nodes are traversed. Text is collected in a line; an element of its own line
//! ends it and makes it a block. So blocks nested in inlines and inlines beside blocks are handled
//! alike, in one pass, in document order.

use super::context::{align, Context, LineKind};
use super::span::{anchor, is_sized_icon, is_visible, trim_end};
use baca_model::{Block, Image, Inline, Kind, Marks, Size, Span, SpanExtra};
use baca_sys::html::Node;
use baca_wire::decoder::Decoder;
use std::mem::take;
use std::rc::Rc;

/// Maximum bytes of link targets, titles and languages that spans repeat. A long link around many
/// small spans must not grow without bounds.
const MAX_REPEATED_BYTES: usize = 32 << 20;

/// The gap between two words that the page separates by style alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Gap {
    #[default]
    None,
    /// Unless the text goes on in lower case: `<time>1990</time>s`.
    Weak,
    Full,
}

/// The blocks of one container, and the line that is being collected.
#[derive(Default)]
pub struct BlockBuffer {
    /// Finished blocks.
    pub blocks: Vec<Block>,
    /// The current line.
    pub line: Inline,
    /// Whether the line ends with something other than white space.
    pub has_text: bool,
    /// Whether the next text must start a span of its own.
    pub no_merge: bool,
    /// Whether the page shows a gap between the line so far and what follows.
    pub gap: Gap,
    last_extra: Option<Rc<SpanExtra>>,
    /// Anchors that wait for the next text or block.
    pub pending_ids: Vec<String>,
    line_ids: Vec<String>,
    /// Blocks found within the line: they follow it.
    after_line: Vec<Block>,
    /// Whether the line starts with a drop cap.
    pub dropcap: bool,
    /// Whether the current element is directly before text.
    pub before_text: bool,
    /// Indexes of the blocks that a `figcaption` or the like marks as captions.
    pub caption_indexes: Vec<usize>,
    /// Whether the first block is exempt from the limit of blocks: it becomes the text of a cell or
    /// a title.
    pub uncounted: bool,
}

/// Traverses nodes and builds blocks.
pub struct BlockBuilder<'r> {
    /// Resolves addresses, and takes the diagnostics.
    pub decoder: &'r mut Decoder,
    /// What has been built so far.
    pub buffer: BlockBuffer,
    /// Whether blocks count towards the decoder's limit.
    pub counts_blocks: bool,
    /// Whether the limit of blocks is reached.
    pub is_full: bool,
    repeated_bytes: usize,
}

impl<'r> BlockBuilder<'r> {
    /// Creates a builder. `counts_blocks` is `false` where only text is needed.
    pub fn new(decoder: &'r mut Decoder, counts_blocks: bool) -> Self {
        let buffer = BlockBuffer::default();
        Self { decoder, buffer, counts_blocks, is_full: false, repeated_bytes: 0 }
    }

    /// Converts nodes into a buffer of their own. `uncounted` exempts its first block from the limit.
    pub fn nested(&mut self, nodes: &[Node], c: &Context, uncounted: bool) -> BlockBuffer {
        let outer = take(&mut self.buffer);
        self.buffer.uncounted = uncounted;
        self.nodes(nodes, c);
        self.flush(c);
        let mut inner = std::mem::replace(&mut self.buffer, outer);
        // Anchors without a target in there point at what follows.
        self.buffer.pending_ids.append(&mut inner.pending_ids);
        inner
    }

    /// Adds the bytes of an extra to those that spans repeat; returns `false` above the limit.
    pub fn charge_repeated(&mut self, extra: &SpanExtra) -> bool {
        let len = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.repeated_bytes += len(&extra.href) + len(&extra.title) + len(&extra.lang);
        self.repeated_bytes <= MAX_REPEATED_BYTES
    }

    /// Adds text to the line, unchanged. It is merged into the last span where marks and extra are
    /// equal.
    pub fn push(&mut self, text: &str, c: &Context) {
        if text.is_empty() {
            return;
        }
        let gap = take(&mut self.buffer.gap);
        if gap != Gap::None && c.line_kind != LineKind::Verbatim && self.needs_space(gap, text) {
            self.push(" ", &Context { marks: c.marks, ..Context::default() });
        }
        let buffer = &mut self.buffer;
        if buffer.line.is_empty() {
            buffer.line_ids.append(&mut buffer.pending_ids);
        }
        buffer.has_text = !text.ends_with(' ');
        let same_extra = match (&buffer.last_extra, &c.extra) {
            (None, None) => true,
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        if let Some(last) = buffer.line.last_mut() {
            let merges = same_extra && buffer.pending_ids.is_empty() && !buffer.no_merge;
            if merges && last.marks == c.marks {
                last.text.push_str(text);
                return;
            }
        }
        buffer.no_merge = false;
        buffer.last_extra.clone_from(&c.extra);
        let id = buffer.pending_ids.pop();
        buffer.line.extend(take(&mut buffer.pending_ids).into_iter().map(anchor));
        let mut extra = c.extra.as_deref().filter(|extra| self.charge_repeated(extra)).cloned();
        if id.is_some() {
            extra.get_or_insert_default().id = id;
        }
        let extra = extra.map(Box::new);
        self.buffer.line.push(Span { text: text.into(), marks: c.marks, extra });
    }

    /// Returns whether a space is needed in a gap before this text: between two words.
    fn needs_space(&self, gap: Gap, text: &str) -> bool {
        let follows = text.chars().next().is_some_and(|c| match gap {
            Gap::Weak => c.is_alphanumeric() && !c.is_lowercase() && c < '\u{e00}',
            _ => c.is_alphanumeric() || "([«“‘".contains(c),
        });
        follows && self.buffer.has_text && self.ends_in_word()
    }

    /// Adds a line break; a second one in a row starts a new paragraph.
    pub fn line_break(&mut self, c: &Context) {
        if c.line_kind == LineKind::Verbatim {
            return self.push("\n", c);
        }
        let buffer = &mut self.buffer;
        let again = buffer.line.last().is_some_and(|span| span.marks.has(Marks::BREAK));
        if again && c.line_kind == LineKind::Paragraph {
            return self.flush(c);
        }
        if again || buffer.line.is_empty() {
            return;
        }
        if let Some(last) = buffer.line.last_mut() {
            let kept = last.text.trim_end_matches(' ').len();
            last.text.truncate(kept);
        }
        buffer.line.push(Span::line_break());
        buffer.has_text = false;
        buffer.no_merge = true;
    }

    /// Ends the line: makes it a block, followed by the blocks that were found within it.
    pub fn flush(&mut self, c: &Context) {
        let buffer = &mut self.buffer;
        if c.line_kind == LineKind::Verbatim {
            if buffer.line.last().is_some_and(|span| !span.text.ends_with('\n')) {
                self.push("\n", c);
            }
            return;
        }
        let mut text = take(&mut buffer.line);
        let mut ids = take(&mut buffer.line_ids);
        let dropcap = take(&mut buffer.dropcap);
        let mut after = take(&mut buffer.after_line);
        if !text.iter().any(|span| is_visible(span) && !is_sized_icon(span)) {
            // Icons without text around them are image blocks, which need a width.
            let icons = text.iter_mut().filter_map(|span| {
                let extra = span.extra.as_mut()?;
                let mut icon = extra.icon.take()?;
                icon.href = extra.href.take().filter(|href| !href.starts_with('#'));
                Some(Block::from(Kind::Image(*icon)))
            });
            let mut icons: Vec<Block> = icons.collect();
            icons.append(&mut after);
            after = icons;
        }
        buffer.has_text = false;
        buffer.no_merge = false;
        buffer.gap = Gap::None;
        buffer.last_extra = None;
        if text.iter().any(is_visible) {
            trim_end(&mut text);
            text.extend(take(&mut buffer.pending_ids).into_iter().map(anchor));
            buffer.pending_ids = ids;
            let kind = match c.line_kind {
                LineKind::Heading(level) => Kind::Heading { text, level },
                _ => Kind::Paragraph { align: align(c, &text), text, dropcap },
            };
            self.emit(kind.into(), c);
        } else {
            ids.extend(text.into_iter().filter_map(|span| span.extra?.id));
            ids.append(&mut buffer.pending_ids);
            buffer.pending_ids = ids;
        }
        for block in after {
            self.emit(block, c);
        }
    }

    /// Adds a finished block, with the pending anchors.
    pub fn emit(&mut self, mut block: Block, c: &Context) {
        let uncounted = take(&mut self.buffer.uncounted);
        self.is_full |= self.counts_blocks && !uncounted && !self.decoder.admit_block();
        // A container is kept with the content that was admitted.
        if self.is_full && !has_counted_content(&block.kind) {
            return;
        }
        block.lang = block.lang.or_else(|| c.lang.as_deref().map(Into::into));
        block.dir = block.dir.or(c.dir);
        let mut ids = take(&mut self.buffer.pending_ids).into_iter();
        block.id = block.id.or_else(|| ids.next());
        match text_mut(&mut block.kind) {
            Some(text) => {
                let mut anchors: Inline = ids.map(anchor).collect();
                anchors.append(text);
                *text = anchors;
            }
            None => self.buffer.pending_ids = ids.collect(),
        }
        self.buffer.blocks.push(block);
    }

    /// Returns whether the line has text, and did not end with a line break.
    pub fn is_in_line(&self) -> bool {
        let line = &self.buffer.line;
        let after_break = line.last().is_some_and(|span| span.marks.has(Marks::BREAK));
        !after_break && line.iter().any(is_visible)
    }

    /// Returns whether the line ends within a sentence.
    pub fn is_in_sentence(&self) -> bool {
        let line = &self.buffer.line;
        let last = line.iter().rev().find_map(|span| span.text.trim_end().chars().last());
        self.is_in_line() && !last.is_some_and(|c| ".!?:…。！？”»".contains(c))
    }

    /// Adds a block that is not text: at once where the line is empty or ends with a sentence, else after
    /// the line.
    pub fn place_block(&mut self, mut block: Block, c: &Context) {
        let can_split =
            block.size == Size::Inline && c.line_kind == LineKind::Paragraph && !c.in_figure;
        let in_line = if can_split { self.is_in_sentence() } else { self.is_in_line() };
        if c.line_kind == LineKind::Verbatim || in_line {
            self.buffer.gap = Gap::Full;
            block.id = block.id.or_else(|| self.buffer.pending_ids.pop());
            self.buffer.after_line.push(block);
        } else {
            self.flush(c);
            self.emit(block, c);
        }
    }

    /// Adds a small image to the line.
    pub fn icon(&mut self, image: Image, c: &Context) {
        let extra = c.extra.as_deref().filter(|extra| self.charge_repeated(extra)).cloned();
        let extra = SpanExtra { icon: Some(Box::new(image)), ..extra.unwrap_or_default() };
        let buffer = &mut self.buffer;
        if buffer.line.is_empty() {
            buffer.line_ids.append(&mut buffer.pending_ids);
        }
        buffer.line.extend(take(&mut buffer.pending_ids).into_iter().map(anchor));
        let extra = Some(Box::new(extra));
        buffer.line.push(Span { text: String::new(), marks: c.marks, extra });
        buffer.has_text = true;
        buffer.no_merge = true;
    }

    /// Adds blocks of a nested buffer: they are counted already.
    pub fn append_built(&mut self, blocks: Vec<Block>, c: &Context) {
        for mut block in blocks {
            block.lang = block.lang.or_else(|| c.lang.as_deref().map(Into::into));
            block.dir = block.dir.or(c.dir);
            if block.id.is_none() && !self.buffer.pending_ids.is_empty() {
                block.id = Some(self.buffer.pending_ids.remove(0));
            }
            self.buffer.blocks.push(block);
        }
    }

    /// Returns the block that was added last.
    pub fn last_placed(&mut self) -> Option<&mut Block> {
        let buffer = &mut self.buffer;
        buffer.after_line.last_mut().or(buffer.blocks.last_mut())
    }

    /// Ends the last line and returns the blocks. Anchors that are left point at the end.
    pub fn finish(mut self) -> Vec<Block> {
        self.flush(&Context::default());
        let ids = take(&mut self.buffer.pending_ids);
        let last = self.buffer.blocks.last_mut();
        if let Some(text) = last.and_then(|block| text_mut(&mut block.kind)) {
            text.extend(ids.into_iter().map(anchor));
        }
        self.buffer.blocks
    }
}

/// Returns whether a block has content that was counted before the block itself.
fn has_counted_content(kind: &Kind) -> bool {
    match kind {
        Kind::List { .. } | Kind::Table { .. } => true,
        Kind::Quote { body, .. } | Kind::Aside { body, .. } => !body.is_empty(),
        Kind::Embed(embed) => !embed.fallback.is_empty(),
        _ => false,
    }
}

/// Returns the text of a block that can hold more anchors than the block's own.
fn text_mut(kind: &mut Kind) -> Option<&mut Inline> {
    match kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            Some(text)
        }
        _ => None,
    }
}
