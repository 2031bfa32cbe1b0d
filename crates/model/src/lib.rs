//! The article model: every format is converted to it, and everything is rendered from it. Plain data
//! without JSON, DOM or network.
//!
//! Text in the model is text, never markup. URLs in it are absolute, with an allowed scheme.
//!
//! - this file: the article and its parts that occur once.
//! - `blocks`: blocks, media and embeds; `block_options`: their width, alignment and list markers.
//! - `inline`: text with marks, and images; `marks`: the marks.
//! - `link`, `people`, `comments`: links with a description, bylines and persons, comments.
//! - `newsroom`: access, live coverage, the next article; [`places`]: places in the body for the site's own
//!   content.
//! - `direction`: writing direction by language; [`inferred_direction`]: by the letters of the text.
//! - [`math`]: formulas, and the allow-list of their elements and attributes.
//! - [`name`]: names of persons as they are shown.
//! - [`stats`]: reading time, number of characters, the text of a block. `word_list`: lists of words.

#![deny(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod block_options;
mod blocks;
mod comments;
mod direction;
pub mod inferred_direction;
mod inline;
mod link;
mod marks;
pub mod math;
pub mod name;
mod newsroom;
mod people;
pub mod places;
pub mod stats;
mod word_list;

pub use block_options::{Align, Marker, Size};
pub use blocks::{Block, Cell, Embed, Item, Kind, Media, Track, Update};
pub use comments::{CommentState, CommentTab, Comments, EmbeddedComment};
pub use direction::Dir;
pub use inline::{plain_text, Image, Inline, Source, Span, SpanExtra};
pub use link::Link;
pub use marks::Marks;
pub use math::{Math, MathNode};
pub use newsroom::{Newsroom, NextArticle};
pub use people::{Byline, Person};
pub use word_list::WordList;

/// An article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// The source's own identifier.
    pub id: Option<String>,
    /// Canonical URL.
    pub url: Option<String>,
    /// Language of the text (BCP 47).
    pub lang: Option<String>,
    /// Direction that the source declares, or that was inferred; a renderer derives the one to
    /// use.
    pub dir: Option<Dir>,
    /// Short label above the headline, often a link to the section.
    pub kicker: Option<Link>,
    /// The headline.
    pub headline: Inline,
    /// The sentence or two under the headline.
    pub dek: Inline,
    /// Byline.
    pub byline: Byline,
    /// Dateline: the place the story was filed from.
    pub dateline: Option<String>,
    /// Editors, by name or initials.
    pub editor: Vec<Person>,
    /// Corrections made since publication.
    pub corrections: Vec<Correction>,
    /// Date of first publication (RFC 3339 or a date), as the source wrote it.
    pub published: Option<String>,
    /// Date of the last change, in the form of `published`.
    pub modified: Option<String>,
    /// Lead: the image, video or gallery above the body.
    pub lead: Option<Block>,
    /// The body.
    pub body: Vec<Block>,
    /// Topics.
    pub tags: Vec<Link>,
    /// Further reading.
    pub related: Vec<Link>,
    /// Publisher.
    pub publisher: Option<Person>,
    /// Copyright line.
    pub copyright: Option<String>,
    /// Rating, if the article is a review.
    pub rating: Option<Rating>,
    /// Reading time in minutes, if the source gives it.
    pub minutes: Option<u32>,
    /// Comments that are part of the document.
    pub comments: Option<Comments>,
    /// Whether a limit cut the article short; a notice is shown then.
    pub truncated: bool,
    /// Access, live coverage, the next article.
    pub newsroom: Newsroom,
}

impl Article {
    /// Returns the headline as plain text.
    pub fn headline_text(&self) -> String {
        plain_text(&self.headline)
    }
}

/// A correction of the published article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Correction {
    /// What was corrected.
    pub text: Inline,
    /// Date of the correction (RFC 3339 or a date).
    pub published: Option<String>,
}

/// The rating of a review.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rating {
    /// The rating given.
    pub value: f64,
    /// Best possible rating; `None` means 5.
    pub max: Option<f64>,
    /// Worst possible rating.
    pub min: Option<f64>,
    /// Unit: `stars`.
    pub unit: Option<String>,
}
