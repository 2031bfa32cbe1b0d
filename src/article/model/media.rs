//! Pictures, videos, sounds, and what others show.

use super::{Block, Inline};

/// A picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    /// Where it is.
    pub src: String,
    /// What it shows; empty for decoration, `None` when nobody said.
    pub alt: Option<String>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// The same in other widths and types.
    pub sources: Vec<Source>,
    /// What stands under it.
    pub caption: Inline,
    /// Whose it is.
    pub credit: Inline,
    /// What must stay visible when it is cropped, each 0 to 1.
    pub focus: Option<(f64, f64)>,
    /// Where it leads.
    pub href: Option<String>,
}

/// One of the files of a picture, a video or a sound.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Where it is.
    pub src: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// MIME type.
    pub mime: Option<String>,
    /// Media query it is meant for.
    pub media: Option<String>,
}

/// A video or a sound.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Media {
    /// Its files, best first.
    pub sources: Vec<Source>,
    /// Still picture.
    pub poster: Option<Image>,
    /// Captions and the like.
    pub tracks: Vec<Track>,
    /// Its title.
    pub title: Option<String>,
    /// Its length in seconds.
    pub seconds: Option<f64>,
    /// What is said in it.
    pub transcript: Vec<Block>,
    /// What stands under it.
    pub caption: Inline,
    /// Whose it is.
    pub credit: Inline,
}

/// Captions, subtitles, chapters or descriptions of a video.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// Where the WebVTT file is.
    pub src: String,
    /// Its language.
    pub lang: Option<String>,
    /// Its name in the menu.
    pub label: Option<String>,
    /// `captions` unless said otherwise.
    pub kind: Option<String>,
}

/// Somebody else's widget.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Embed {
    /// The page it shows: a real link for the reader.
    pub url: String,
    /// What a frame would load, when that is another URL.
    pub frame: Option<String>,
    /// "YouTube".
    pub provider: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Still picture.
    pub poster: Option<Image>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// What stands under it.
    pub caption: Inline,
    /// Shown instead where it cannot be framed.
    pub fallback: Vec<Block>,
}
