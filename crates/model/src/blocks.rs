//! Blocks: what the body of an article consists of, and the figures that contain blocks themselves.

use crate::block_options::{Align, Marker, Size};
use crate::direction::Dir;
use crate::inline::{Image, Inline, Source};
use crate::link::Link;
use crate::people::Byline;

/// A block, with the properties that all kinds of block share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// Anchor for links inside the article, as the source wrote it.
    pub id: Option<String>,
    /// Language (BCP 47), if it differs from the article's.
    pub lang: Option<String>,
    /// Direction, if it differs from the article's.
    pub dir: Option<Dir>,
    /// How wide it is set.
    pub size: Size,
    /// The kind of block, with its content.
    pub kind: Kind,
}

impl From<Kind> for Block {
    /// Wraps `kind` in a block without id, language, direction or size.
    fn from(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }
}

/// The kinds of block, each with its content.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A paragraph.
    Paragraph {
        /// The text.
        text: Inline,
        /// Whether the first letter is a drop cap.
        dropcap: bool,
        /// Alignment of the lines.
        align: Align,
    },
    /// A heading inside the body.
    Heading {
        /// The text.
        text: Inline,
        /// Level, 2 to 6.
        level: u8,
    },
    /// A list. If its items have terms, it is a definition list.
    List {
        /// The items.
        items: Vec<Item>,
        /// Whether items are numbered.
        ordered: bool,
        /// Number of the first item; `None` for the default.
        start: Option<i32>,
        /// Whether numbers count down.
        reversed: bool,
        /// How items are numbered or marked.
        marker: Marker,
    },
    /// A quotation.
    Quote {
        /// The quoted text.
        text: Inline,
        /// Further quoted blocks, after `text`.
        body: Vec<Block>,
        /// Who is quoted.
        attribution: Inline,
        /// URL of the source.
        url: Option<String>,
        /// Whether it is a pull quote, repeated from the article's own text.
        pull: bool,
    },
    /// An image.
    Image(Image),
    /// Several images shown together.
    Gallery {
        /// The images.
        items: Vec<Image>,
        /// Caption of the whole gallery.
        caption: Inline,
        /// Whether it is shown as slides instead of a grid.
        slides: bool,
    },
    /// A video.
    Video(Media),
    /// An audio recording.
    Audio(Media),
    /// Content of another site, loaded only when the reader requests it.
    Embed(Embed),
    /// A table.
    Table {
        /// The rows, each a list of cells.
        rows: Vec<Vec<Cell>>,
        /// How many of the first rows are header rows.
        head: usize,
        /// Caption of the table.
        caption: Inline,
    },
    /// Preformatted text: code or verse.
    Code {
        /// The text, with its line breaks.
        text: Inline,
        /// Programming language.
        language: Option<String>,
        /// Whether it is verse and not code.
        verse: bool,
    },
    /// A thematic break.
    Divider,
    /// A box beside the main text.
    Aside {
        /// Kind of box as the source names it, for example `note`.
        kind: Option<String>,
        /// Title of the box.
        title: Inline,
        /// Content of the box.
        body: Vec<Block>,
        /// Whether a collapsible box is open at first; `None` if it cannot be collapsed.
        open: Option<bool>,
    },
    /// Links to related pages.
    Links {
        /// Title of the list.
        title: Inline,
        /// The links.
        items: Vec<Link>,
    },
    /// An entry of a live blog or a timeline.
    Update(Update),
    /// Blocks without a container of their own: a fallback, or converted HTML.
    Group(Vec<Block>),
}

impl Default for Kind {
    /// Returns an empty group.
    fn default() -> Self {
        Self::Group(Vec::new())
    }
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// The text of the item, or the definition in a definition list.
    pub text: Inline,
    /// The defined term, in a definition list.
    pub term: Inline,
    /// Whether an item of a checklist is ticked; `None` outside checklists.
    pub checked: Option<bool>,
    /// Number in an ordered list, if it is not one more than the item before.
    pub value: Option<i32>,
    /// Blocks after the text, for example a nested list.
    pub body: Vec<Block>,
    /// Anchor for links inside the article.
    pub id: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// The text.
    pub text: Inline,
    /// Blocks after the text.
    pub body: Vec<Block>,
    /// Whether it is a header cell of its row.
    pub header: bool,
    /// Number of columns it spans, 1 or more.
    pub colspan: u16,
    /// Number of rows it spans, 1 or more.
    pub rowspan: u16,
    /// Alignment of the text.
    pub align: Align,
}

/// An entry of a live blog or a timeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Update {
    /// Headline of the entry.
    pub title: Inline,
    /// Publication date (RFC 3339 or a date), as the source wrote it.
    pub published: Option<String>,
    /// Date of the last change, in the form of `published`.
    pub modified: Option<String>,
    /// Who wrote the entry.
    pub byline: Byline,
    /// Whether it is a key event.
    pub key: bool,
    /// The text of the entry.
    pub body: Vec<Block>,
}

/// A video or an audio recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Media {
    /// The files, best first.
    pub sources: Vec<Source>,
    /// Still image shown before a video plays.
    pub poster: Option<Image>,
    /// Text tracks: captions, subtitles, chapters.
    pub tracks: Vec<Track>,
    /// Title.
    pub title: Option<String>,
    /// Length in seconds.
    pub seconds: Option<f64>,
    /// Transcript of the spoken words.
    pub transcript: Vec<Block>,
    /// Caption.
    pub caption: Inline,
    /// Credit.
    pub credit: Inline,
}

/// A text track of a video: captions, subtitles, chapters or descriptions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// URL of the WebVTT file.
    pub src: String,
    /// Language (BCP 47).
    pub lang: Option<String>,
    /// Name in the player's menu.
    pub label: Option<String>,
    /// The `kind` of HTML's `<track>`; `None` means `captions`.
    pub kind: Option<String>,
}

/// Content of another site, shown in a frame when the reader requests it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embed {
    /// URL of the page it shows, used as a link.
    pub url: String,
    /// URL that the frame loads, if it differs from `url`.
    pub frame: Option<String>,
    /// Name of the site: `YouTube`.
    pub provider: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Still image shown before the frame is loaded.
    pub poster: Option<Image>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// Caption.
    pub caption: Inline,
    /// Blocks to show where the content cannot be framed.
    pub fallback: Vec<Block>,
}
