//! Inline marks: bold, italic and the like.

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
    /// `<br>`; the text is `"\n"`.
    pub const BREAK: Self = Self(1 << 9);
    /// `<wbr>`; the text is empty.
    pub const WORD_BREAK: Self = Self(1 << 10);

    /// The element of each mark, in the order of nesting, innermost first.
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

    /// The keys of Baca's own format, with their marks.
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

    /// Returns whether the set contains all of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns the set without the marks in `other`.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns the union of the set and `other`.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
