//! The one walk over the nodes. Text gathers in a line; what stands on a line of its own ends it
//! and makes it a block. So any nesting of blocks in inlines and inlines beside blocks is read the
//! same way, once, in document order.

use super::Node;
use crate::article::json::Reading;
use crate::article::model::*;
use std::mem::take;
use std::rc::Rc;

/// Boxes within boxes deeper than this are opened: what is in them is kept.
pub const MAX_DEPTH: u8 = 16;
/// Bytes of link targets and titles that runs of text may repeat: a long one around many small
/// runs must not grow without bounds.
const MAX_REPEATED: usize = 32 << 20;

/// What the line under way will be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    Paragraph,
    Heading(u8),
    /// Preformatted: white space stays, and a block in it is only a new line.
    Verbatim,
}

/// Where text is aligned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Center,
    End,
}

/// What elements pass on to what is in them.
#[derive(Debug, Clone, Default)]
pub struct Context {
    pub marks: Marks,
    /// Link, title, language and direction of runs; compared by pointer.
    pub extra: Option<Rc<SpanExtra>>,
    pub line: Line,
    /// Language and direction of blocks.
    pub lang: Option<Rc<str>>,
    pub dir: Option<Dir>,
    pub align: Option<Side>,
    /// How many boxes we are in.
    pub depth: u8,
    /// In an odd number of `<q>`.
    pub quotes: bool,
    /// In a figure: text is its caption, and some of it its credit.
    pub figure: bool,
    /// In a gallery: its lists only place pictures.
    pub gallery: bool,
    /// Language of code, said by a box around it.
    pub code: Option<Rc<str>>,
}

impl Context {
    /// The context in a box that carries the language and the direction itself.
    pub fn deeper(&self) -> Self {
        Self {
            line: Line::Paragraph,
            lang: None,
            dir: None,
            align: None,
            depth: self.depth + 1,
            code: None,
            // A box is no caption of the figure around it.
            figure: false,
            marks: self.marks.without(super::inline::CREDIT),
            ..self.clone()
        }
    }

    /// The link we are in, if it leads out of the article.
    pub fn href(&self) -> Option<String> {
        self.extra.as_ref()?.href.clone().filter(|href| !href.starts_with('#'))
    }
}

/// What gathers in one box.
#[derive(Default)]
pub struct Flow {
    /// Blocks that are done.
    pub out: Vec<Block>,
    /// The line under way.
    pub line: Inline,
    /// Whether the line ends with something other than white space.
    pub inked: bool,
    /// Whether the next run must not grow the last one.
    pub sealed: bool,
    last: Option<Rc<SpanExtra>>,
    /// Anchors waiting for what they point at.
    pub ids: Vec<String>,
    line_ids: Vec<String>,
    /// Pictures met inside the line: they follow it.
    after: Vec<Block>,
    /// The line opens with a drop cap.
    pub dropcap: bool,
    /// Which of the blocks are captions by name.
    pub captions: Vec<usize>,
    /// The first block costs nothing of the allowance: it becomes a cell's text.
    pub free: bool,
}

/// The walk: what is read from and what has gathered.
pub struct Walk<'r, 'p> {
    pub r: &'r mut Reading<'p>,
    pub flow: Flow,
    /// Whether blocks are taken off the reading's allowance.
    pub counting: bool,
    /// The allowance is used up.
    pub full: bool,
    spent: usize,
}

/// A run that only holds an anchor.
pub fn anchor(id: String) -> Span {
    let extra = SpanExtra { id: Some(id), ..SpanExtra::default() };
    Span { extra: Some(Box::new(extra)), ..Span::default() }
}

/// Whether something of the run is to be seen.
pub fn has_ink(span: &Span) -> bool {
    let drawn = |extra: &SpanExtra| extra.math.is_some() || extra.ruby.is_some();
    !span.text.trim().is_empty() || span.extra.as_deref().is_some_and(drawn)
}

/// Takes white space and line breaks off the end.
pub fn trim_end(line: &mut Inline) {
    while let Some(last) = line.last_mut() {
        let bare = last.extra.as_ref().is_none_or(|e| e.id.is_none() && e.math.is_none());
        if !last.marks.has(Marks::BREAK) {
            let kept = last.text.trim_end_matches(' ').len();
            last.text.truncate(kept);
        }
        let empty = last.text.is_empty() || last.marks.has(Marks::BREAK);
        if !(bare && empty) {
            return;
        }
        line.pop();
    }
}

impl<'r, 'p> Walk<'r, 'p> {
    pub fn new(r: &'r mut Reading<'p>, counting: bool) -> Self {
        Self { r, flow: Flow::default(), counting, full: false, spent: 0 }
    }

    /// Walks nodes into a flow of their own.
    pub fn within(&mut self, nodes: &[Node], c: &Context, free: bool) -> Flow {
        let outer = take(&mut self.flow);
        self.flow.free = free;
        self.nodes(nodes, c);
        self.flush(c);
        let mut inner = std::mem::replace(&mut self.flow, outer);
        // Anchors that found nothing to point at go on with what comes next.
        self.flow.ids.append(&mut inner.ids);
        inner
    }

    /// Charges the repetition of what an extra holds; `false` when there was too much of it.
    pub fn may_repeat(&mut self, extra: &SpanExtra) -> bool {
        let len = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.spent += len(&extra.href) + len(&extra.title) + len(&extra.lang);
        self.spent <= MAX_REPEATED
    }

    /// Adds text to the line as it stands.
    pub fn push(&mut self, text: &str, c: &Context) {
        if text.is_empty() {
            return;
        }
        let f = &mut self.flow;
        if f.line.is_empty() {
            f.line_ids.append(&mut f.ids);
        }
        f.inked = !text.ends_with(' ');
        let same = match (&f.last, &c.extra) {
            (None, None) => true,
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        if let Some(last) = f.line.last_mut() {
            if same && f.ids.is_empty() && !f.sealed && last.marks == c.marks {
                last.text.push_str(text);
                return;
            }
        }
        f.sealed = false;
        f.last.clone_from(&c.extra);
        let id = f.ids.pop();
        f.line.extend(take(&mut f.ids).into_iter().map(anchor));
        let mut extra = c.extra.as_deref().filter(|extra| self.may_repeat(extra)).cloned();
        if id.is_some() {
            extra.get_or_insert_default().id = id;
        }
        self.flow.line.push(Span { text: text.into(), marks: c.marks, extra: extra.map(Box::new) });
    }

    /// A line break; two of them part paragraphs.
    pub fn line_break(&mut self, c: &Context) {
        if c.line == Line::Verbatim {
            return self.push("\n", c);
        }
        let f = &mut self.flow;
        let again = f.line.last().is_some_and(|span| span.marks.has(Marks::BREAK));
        if again && c.line == Line::Paragraph {
            return self.flush(c);
        }
        if again || f.line.is_empty() {
            return;
        }
        if let Some(last) = f.line.last_mut() {
            let kept = last.text.trim_end_matches(' ').len();
            last.text.truncate(kept);
        }
        f.line.push(Span::line_break());
        f.inked = false;
        f.sealed = true;
    }

    /// Ends the line: it becomes a block, and what was met inside it follows.
    pub fn flush(&mut self, c: &Context) {
        let f = &mut self.flow;
        if c.line == Line::Verbatim {
            if f.line.last().is_some_and(|span| !span.text.ends_with('\n')) {
                self.push("\n", c);
            }
            return;
        }
        let mut text = take(&mut f.line);
        let mut ids = take(&mut f.line_ids);
        let dropcap = take(&mut f.dropcap);
        let after = take(&mut f.after);
        f.inked = false;
        f.sealed = false;
        f.last = None;
        if text.iter().any(has_ink) {
            trim_end(&mut text);
            text.extend(take(&mut f.ids).into_iter().map(anchor));
            f.ids = ids;
            let kind = match c.line {
                Line::Heading(level) => Kind::Heading { text, level },
                _ => Kind::Paragraph { align: align(c, &text), text, dropcap },
            };
            self.emit(kind.into(), c);
        } else {
            ids.extend(text.into_iter().filter_map(|span| span.extra?.id));
            ids.append(&mut f.ids);
            f.ids = ids;
        }
        for block in after {
            self.emit(block, c);
        }
    }

    /// Adds a block that is done, with the anchors that wait for it.
    pub fn emit(&mut self, mut block: Block, c: &Context) {
        let free = take(&mut self.flow.free);
        self.full |= self.counting && !free && !self.r.admit_block();
        // A box is shown with what fits in it.
        if self.full && !holds_more(&block.kind) {
            return;
        }
        block.lang = block.lang.or_else(|| c.lang.as_deref().map(Into::into));
        block.dir = block.dir.or(c.dir);
        let mut ids = take(&mut self.flow.ids).into_iter();
        block.id = block.id.or_else(|| ids.next());
        match text_of(&mut block.kind) {
            Some(text) => drop(text.splice(0..0, ids.map(anchor))),
            None => self.flow.ids = ids.collect(),
        }
        self.flow.out.push(block);
    }

    /// Places what is not text: where the line has not begun at once, else after it.
    pub fn place(&mut self, mut block: Block, c: &Context) {
        let line = &self.flow.line;
        let fresh = line.last().is_some_and(|span| span.marks.has(Marks::BREAK));
        if c.line == Line::Verbatim || (!fresh && line.iter().any(has_ink)) {
            block.id = block.id.or_else(|| self.flow.ids.pop());
            self.flow.after.push(block);
        } else {
            self.flush(c);
            self.emit(block, c);
        }
    }

    /// The last block that was placed.
    pub fn last_placed(&mut self) -> Option<&mut Block> {
        let f = &mut self.flow;
        f.after.last_mut().or(f.out.last_mut())
    }

    /// Ends the walk; anchors that are left point at the end.
    pub fn done(mut self) -> Vec<Block> {
        self.flush(&Context::default());
        let ids = take(&mut self.flow.ids);
        if let Some(text) = self.flow.out.last_mut().and_then(|block| text_of(&mut block.kind)) {
            text.extend(ids.into_iter().map(anchor));
        }
        self.flow.out
    }
}

/// Whether what is in a block has been taken off the allowance already.
fn holds_more(kind: &Kind) -> bool {
    match kind {
        Kind::List { .. } | Kind::Table { .. } => true,
        Kind::Quote { body, .. } | Kind::Aside { body, .. } => !body.is_empty(),
        Kind::Embed(embed) => !embed.fallback.is_empty(),
        _ => false,
    }
}

/// The text in which a block can hold more anchors than its own.
fn text_of(kind: &mut Kind) -> Option<&mut Inline> {
    match kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            Some(text)
        }
        _ => None,
    }
}

/// How a paragraph is aligned. Sides are physical and text often has no declared direction, so
/// "right" counts only where the text does not run from there anyway.
pub fn align(c: &Context, text: &[Span]) -> Align {
    let rtl = || {
        let letters = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
        c.dir == Some(Dir::Rtl) || text.iter().any(|span| span.text.contains(letters))
    };
    match c.align {
        Some(Side::Center) => Align::Center,
        Some(Side::End) => Align::End,
        Some(Side::Right) if !rtl() => Align::End,
        Some(Side::Left) if c.dir == Some(Dir::Rtl) => Align::End,
        _ => Align::Start,
    }
}
