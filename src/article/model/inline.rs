//! Text with its marks, and formulas in it.

use super::Dir;

/// Text with flat marks: never nested, so it cannot be deep.
pub type Inline = Vec<Span>;

/// A run of text, or a line break, with its marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    /// The text; `"\n"` with [`Marks::BREAK`] for a line break.
    pub text: String,
    /// Bold, italic and the like.
    pub marks: Marks,
    /// What only few spans have, kept apart so that plain text stays small.
    pub extra: Option<Box<SpanExtra>>,
}

impl Span {
    /// A run without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line break.
    pub fn line_break() -> Self {
        Self { text: "\n".into(), marks: Marks::BREAK, extra: None }
    }

    /// A place where a long word may break, and nothing else.
    pub fn word_break() -> Self {
        Self { text: String::new(), marks: Marks::WORD_BREAK, extra: None }
    }

    /// Link target, if it is a link.
    pub fn href(&self) -> Option<&str> {
        self.extra.as_deref().and_then(|e| e.href.as_deref())
    }
}

/// The rarer properties of a span.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpanExtra {
    /// Link target: absolute and allowed, or `#fragment` inside the article.
    pub href: Option<String>,
    /// Tooltip or expansion of an abbreviation.
    pub title: Option<String>,
    /// Language of this run.
    pub lang: Option<String>,
    /// Direction of this run.
    pub dir: Option<Dir>,
    /// Reading aid above the text.
    pub ruby: Option<String>,
    /// Name that in-article links can point at.
    pub id: Option<String>,
    /// The formula that the text only spells out.
    pub math: Option<Math>,
}

impl SpanExtra {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.href, &self.title, &self.lang, &self.ruby, &self.id];
        texts.iter().all(|text| text.is_none()) && self.dir.is_none() && self.math.is_none()
    }
}

/// A formula, or a part of one: MathML of known elements and attributes only, so that it can be
/// drawn as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Math {
    /// An element of MathML Core.
    pub name: &'static str,
    /// Its attributes: no link, no style, no handler is among the known ones.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it.
    pub children: Vec<MathNode>,
}

/// What is in a part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum MathNode {
    /// Text.
    Text(String),
    /// A smaller part.
    Element(Math),
}

/// A set of inline marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks(pub u16);

impl Marks {
    /// `<strong>`
    pub const BOLD: Self = Self(1);
    /// `<em>`
    pub const ITALIC: Self = Self(1 << 1);
    /// `<u>`
    pub const UNDERLINE: Self = Self(1 << 2);
    /// `<s>`
    pub const STRIKE: Self = Self(1 << 3);
    /// `<code>`
    pub const CODE: Self = Self(1 << 4);
    /// `<sub>`
    pub const SUB: Self = Self(1 << 5);
    /// `<sup>`
    pub const SUP: Self = Self(1 << 6);
    /// `<mark>`
    pub const MARK: Self = Self(1 << 7);
    /// `<small>`
    pub const SMALL: Self = Self(1 << 8);
    /// `<br>`
    pub const BREAK: Self = Self(1 << 9);
    /// `<wbr>`; the text is empty.
    pub const WORD_BREAK: Self = Self(1 << 10);

    /// The element of each mark, the innermost first.
    pub const ELEMENTS: [(Self, &'static str); 9] = [
        (Self::CODE, "code"),
        (Self::SUP, "sup"),
        (Self::SUB, "sub"),
        (Self::SMALL, "small"),
        (Self::MARK, "mark"),
        (Self::STRIKE, "s"),
        (Self::UNDERLINE, "u"),
        (Self::ITALIC, "em"),
        (Self::BOLD, "strong"),
    ];

    /// The marks that have a key in Baca's own format, with that key.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("bold", Self::BOLD),
        ("italic", Self::ITALIC),
        ("underline", Self::UNDERLINE),
        ("strike", Self::STRIKE),
        ("code", Self::CODE),
        ("sub", Self::SUB),
        ("sup", Self::SUP),
        ("mark", Self::MARK),
        ("small", Self::SMALL),
    ];

    /// Whether all of `other` is in this set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// This set with `other` taken away.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// This set with `other` added.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The text of an inline without its marks.
pub fn plain_text(inline: &[Span]) -> String {
    inline.iter().map(|span| span.text.as_str()).collect()
}
