//! Options of blocks that are one name out of a list: width, alignment, list marker.

/// How wide a block is set and where it is placed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// As wide as the text.
    #[default]
    Inline,
    /// Wider than the text.
    Wide,
    /// The full width of the reader.
    Full,
    /// Floated to the left of the text.
    Left,
    /// Floated to the right of the text.
    Right,
    /// Small, floated to the side where lines start.
    Thumb,
}

impl Size {
    /// The names in Baca's own format, in the order of the variants.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("inline", Self::Inline),
        ("wide", Self::Wide),
        ("full", Self::Full),
        ("left", Self::Left),
        ("right", Self::Right),
        ("thumb", Self::Thumb),
    ];

    /// Returns the name in Baca's own format.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, size)| *size == self).map_or("inline", |(name, _)| name)
    }
}

/// Alignment of the lines of a paragraph or a table cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// To the side where lines start.
    #[default]
    Start,
    /// Centred.
    Center,
    /// To the side where lines end: numbers in tables.
    End,
}

impl Align {
    /// Returns the name in Baca's own format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Center => "center",
            Self::End => "end",
        }
    }
}

/// How the items of a list are numbered or marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marker {
    /// The default of the list: numbers if it is ordered, else bullets.
    #[default]
    Default,
    /// 1, 2, 3, in a nested list as well.
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// α, β, γ.
    LowerGreek,
    /// 01, 02, 03.
    LeadingZero,
    /// A filled circle.
    Disc,
    /// An empty circle.
    Circle,
    /// A square.
    Square,
    /// No marker.
    None,
}

impl Marker {
    /// The names in Baca's own format, in the order of the variants: the values of CSS
    /// `list-style-type`, and `usual`.
    pub const NAMES: [(&'static str, Self); 12] = [
        ("usual", Self::Default),
        ("decimal", Self::Decimal),
        ("lower-alpha", Self::LowerAlpha),
        ("upper-alpha", Self::UpperAlpha),
        ("lower-roman", Self::LowerRoman),
        ("upper-roman", Self::UpperRoman),
        ("lower-greek", Self::LowerGreek),
        ("decimal-leading-zero", Self::LeadingZero),
        ("disc", Self::Disc),
        ("circle", Self::Circle),
        ("square", Self::Square),
        ("none", Self::None),
    ];

    /// Returns the name in Baca's own format; `None` for [`Marker::Default`].
    pub fn as_str(self) -> Option<&'static str> {
        let named = Self::NAMES.iter().find(|(_, marker)| *marker == self);
        named.map(|(name, _)| *name).filter(|_| self != Self::Default)
    }
}
