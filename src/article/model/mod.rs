//! The one model every format becomes and every view draws. Plain data: no DOM, no network.
//!
//! Text in it is text, never markup; URLs in it are already absolute and allowed.
//!
//! - this file: the article, and what stands in it once.
//! - `inline`: text with its marks, and formulas in it.
//! - `direction`: in which direction it is written.
//! - `people`: who wrote it.
//! - `blocks`: what a text is made of.
//! - `media`: pictures, videos, sounds, embeds.
//! - `comments`: discussion that came along.

mod blocks;
mod comments;
mod direction;
mod inline;
mod media;
mod people;

pub use blocks::{Align, Block, Cell, Item, Kind, Size, Update};
pub use comments::{Comment, CommentState, CommentTab, Comments};
pub use direction::{direction_of, Dir};
pub use inline::{plain_text, Inline, Marks, Math, MathNode, Span, SpanExtra};
pub use media::{Embed, Image, Media, Source, Track};
pub use people::{Byline, Person};

/// An article, whatever format it came in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The source's own identifier.
    pub id: Option<String>,
    /// Canonical URL.
    pub url: Option<String>,
    /// Language of the text, BCP 47.
    pub lang: Option<String>,
    /// Direction the source declared; see [`Article::direction`] for the one to use.
    pub dir: Option<Dir>,
    /// Short label above the headline, perhaps a link to the section.
    pub kicker: Option<Link>,
    /// The headline.
    pub headline: Inline,
    /// The sentence or two under the headline.
    pub dek: Inline,
    /// Who wrote it.
    pub byline: Byline,
    /// Place the story was filed from: `VLADIVOSTOK`.
    pub dateline: Option<String>,
    /// Editors, as they sign: `ian`.
    pub editor: Vec<Person>,
    /// Corrections made since publication.
    pub corrections: Vec<Correction>,
    /// First publication, as the source wrote it (RFC 3339 or a date).
    pub published: Option<String>,
    /// Last change, likewise.
    pub modified: Option<String>,
    /// Lead image, video or gallery.
    pub lead: Option<Block>,
    /// The text.
    pub body: Vec<Block>,
    /// Topics.
    pub tags: Vec<Link>,
    /// Further reading.
    pub related: Vec<Link>,
    /// Who publishes it.
    pub publisher: Option<Person>,
    /// Copyright line.
    pub copyright: Option<String>,
    /// A review's verdict.
    pub rating: Option<Rating>,
    /// Reading time in minutes, when the source knows it.
    pub minutes: Option<u32>,
    /// Discussion that came along.
    pub comments: Option<Comments>,
    /// `true` when a limit cut the article and a notice must say so.
    pub truncated: bool,
}

impl Article {
    /// The direction to lay the article out in: the declared one, else by its language, else by
    /// its first strong character.
    pub fn direction(&self) -> Dir {
        let by_lang = || self.lang.as_deref().map(direction_of);
        self.dir.or_else(by_lang).unwrap_or(Dir::Auto)
    }

    /// The headline without marks.
    pub fn headline_text(&self) -> String {
        plain_text(&self.headline)
    }
}

/// A link with what may stand around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// Its text.
    pub text: Inline,
    /// Where it goes; text alone is allowed.
    pub url: Option<String>,
    /// A sentence under it.
    pub dek: Inline,
    /// A label above it.
    pub kicker: Option<String>,
    /// A picture beside it.
    pub image: Option<Image>,
}

/// A correction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Correction {
    /// What was corrected.
    pub text: Inline,
    /// When.
    pub published: Option<String>,
}

/// A review's verdict.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rating {
    /// The verdict.
    pub value: f64,
    /// The best possible, 5 if absent.
    pub max: Option<f64>,
    /// The worst possible.
    pub min: Option<f64>,
    /// "stars".
    pub unit: Option<String>,
}
