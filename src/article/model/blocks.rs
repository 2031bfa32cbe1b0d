//! What a text is made of.

use super::{Byline, Dir, Embed, Image, Inline, Link, Media};

/// A block with what every block may have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Name that in-article links can point at, as the source wrote it.
    pub id: Option<String>,
    /// Language, where it differs from the article's.
    pub lang: Option<String>,
    /// Direction, where it differs.
    pub dir: Option<Dir>,
    /// How much room it asks for.
    pub size: Size,
    /// What it is.
    pub kind: Kind,
}

impl From<Kind> for Block {
    fn from(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the fields' names say what they are
pub enum Kind {
    /// A paragraph.
    Paragraph { text: Inline, dropcap: bool, align: Align },
    /// A heading, level 2 to 6.
    Heading { text: Inline, level: u8 },
    /// A list; one whose items have terms is a definition list.
    List { items: Vec<Item>, ordered: bool, start: Option<i32> },
    /// A quotation; `pull` for one lifted out of the text.
    Quote { text: Inline, body: Vec<Block>, attribution: Inline, url: Option<String>, pull: bool },
    /// A picture.
    Image(Image),
    /// Several pictures.
    Gallery { items: Vec<Image>, caption: Inline, slides: bool },
    /// A moving picture.
    Video(Media),
    /// A sound.
    Audio(Media),
    /// Somebody else's widget, never loaded before it is asked for.
    Embed(Embed),
    /// A table.
    Table { rows: Vec<Vec<Cell>>, head: usize, caption: Inline },
    /// Preformatted text: code, or verse.
    Code { text: Inline, language: Option<String>, verse: bool },
    /// A thematic break.
    Divider,
    /// A box beside the story; `open` given: it can be opened and closed.
    Aside { kind: Option<String>, title: Inline, body: Vec<Block>, open: Option<bool> },
    /// Links to read next.
    Links { title: Inline, items: Vec<Link> },
    /// An entry of a live blog or a timeline.
    Update(Update),
    /// Blocks without a frame of their own: a fallback, or converted HTML.
    Group(Vec<Block>),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Group(Vec::new())
    }
}

/// How much room a figure asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    /// As wide as the text.
    #[default]
    Inline,
    /// Wider than the text.
    Wide,
    /// The whole width there is.
    Full,
    /// Beside the text, at its left.
    Left,
    /// Beside the text, at its right.
    Right,
    /// Small, beside the text's start.
    Thumb,
}

impl Size {
    /// Names in Baca's own format, in the order of the variants.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("inline", Self::Inline),
        ("wide", Self::Wide),
        ("full", Self::Full),
        ("left", Self::Left),
        ("right", Self::Right),
        ("thumb", Self::Thumb),
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::NAMES.iter().find(|(_, size)| *size == self).map_or("inline", |(name, _)| name)
    }
}

/// Alignment of a paragraph or a table cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// By the direction of writing.
    #[default]
    Start,
    /// Centred.
    Center,
    /// Against the direction of writing: numbers in tables.
    End,
}

impl Align {
    /// Its name in Baca's own format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Center => "center",
            Self::End => "end",
        }
    }
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Its text.
    pub text: Inline,
    /// What is defined, in a definition list.
    pub term: Inline,
    /// A checklist's mark.
    pub checked: Option<bool>,
    /// Blocks under the text.
    pub body: Vec<Block>,
    /// Name that in-article links can point at.
    pub id: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Its text.
    pub text: Inline,
    /// Blocks in it.
    pub body: Vec<Block>,
    /// A header of its row.
    pub header: bool,
    /// Columns it spans, 1 or more.
    pub colspan: u16,
    /// Rows it spans, 1 or more.
    pub rowspan: u16,
    /// Alignment.
    pub align: Align,
}

/// An entry of a live blog or a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Update {
    /// Its headline.
    pub title: Inline,
    /// When it was written.
    pub published: Option<String>,
    /// When it was changed.
    pub modified: Option<String>,
    /// Who wrote it.
    pub byline: Byline,
    /// One of the day's main turns.
    pub key: bool,
    /// Its text.
    pub body: Vec<Block>,
}
