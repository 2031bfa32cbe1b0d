//! The context in which an element is converted: what its ancestors pass on to it.

use super::style::WhiteSpace;
use baca_model::{Align, Dir, Marks, Span, SpanExtra};
use std::rc::Rc;

/// Maximum nesting of blocks within blocks (lists, quotes, tables, asides). Beyond it, the content of
/// such an element is converted in place.
pub const MAX_DEPTH: u8 = 16;

/// Marks the credit within the text of a figure. Only this folder uses the bit: it is removed when
/// the caption is split.
pub const CREDIT: Marks = Marks(1 << 15);

/// The kind of block that the current line becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// Preformatted text: white space is kept, and a block element only starts a new line.
    Verbatim,
}

/// The side to which text is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextSide {
    /// The left side, in any direction of the text.
    Left,
    /// The right side, in any direction of the text.
    Right,
    /// Neither side: the lines are centered.
    Center,
    /// The side where the lines start. Justified text counts as this, since Baca does not justify.
    Start,
    /// The side where the lines end.
    End,
}

/// What an element inherits from its ancestors.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Inline marks of the text.
    pub marks: Marks,
    /// Link, title, language and direction of spans; compared by pointer.
    pub extra: Option<Rc<SpanExtra>>,
    /// The kind of block that a line becomes.
    pub line_kind: LineKind,
    /// Language of blocks.
    pub lang: Option<Rc<str>>,
    /// Direction of blocks.
    pub dir: Option<Dir>,
    /// Alignment of paragraphs.
    pub align: Option<TextSide>,
    /// Number of enclosing blocks; see [`MAX_DEPTH`].
    pub depth: u8,
    /// Within a figure: text is its caption or credit.
    pub in_figure: bool,
    /// Within a gallery: its lists only arrange images.
    pub in_gallery: bool,
    /// Language of code, declared by a container around it.
    pub code_language: Option<Rc<str>>,
    /// Which white space of the source is kept.
    pub white_space: WhiteSpace,
    /// Within a figure that has a caption.
    pub captioned: bool,
    /// The element's children are separated by its style.
    pub in_flex: bool,
}

impl Context {
    /// Returns the context for the content of a nested block. The block itself carries language and
    /// direction.
    pub fn for_nested(&self) -> Self {
        Self {
            line_kind: LineKind::Paragraph,
            lang: None,
            dir: None,
            align: None,
            depth: self.depth + 1,
            code_language: None,
            // Text in a nested block is no caption of the figure around it.
            in_figure: false,
            captioned: false,
            in_flex: false,
            marks: self.marks.without(CREDIT),
            ..self.clone()
        }
    }

    /// Returns the target of the enclosing link, unless it points into the article.
    pub fn external_href(&self) -> Option<String> {
        self.extra.as_ref()?.href.clone().filter(|href| !href.starts_with('#'))
    }
}

/// Returns the alignment of a paragraph. Sides are physical and text often has no declared
/// direction, so "right" becomes [`Align::End`] only for text that does not start at the right.
pub fn align(c: &Context, text: &[Span]) -> Align {
    let rtl = || {
        let letters = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
        c.dir == Some(Dir::Rtl) || text.iter().any(|span| span.text.contains(letters))
    };
    match c.align {
        Some(TextSide::Center) => Align::Center,
        Some(TextSide::End) => Align::End,
        Some(TextSide::Right) if !rtl() => Align::End,
        Some(TextSide::Left) if c.dir == Some(Dir::Rtl) => Align::End,
        _ => Align::Start,
    }
}
