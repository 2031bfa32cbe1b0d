//! Text with marks, and images. They share a file because each contains the other: an image has a
//! caption, and a text can have an image as an icon.

use crate::direction::Dir;
use crate::marks::Marks;
use crate::math::Math;

/// Text as a list of spans with marks. Marks are not nested, so its depth is bounded.
pub type Inline = Vec<Span>;

/// A run of text with its marks, or a line break.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Span {
    /// The text; `"\n"` with [`Marks::BREAK`] for a line break.
    pub text: String,
    /// Bold, italic and the like.
    pub marks: Marks,
    /// Properties that few spans have. They are boxed to keep plain text small.
    pub extra: Option<Box<SpanExtra>>,
}

impl Span {
    /// Creates a run without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Creates a line break.
    pub fn line_break() -> Self {
        Self { text: "\n".into(), marks: Marks::BREAK, extra: None }
    }

    /// Creates a word-break opportunity (`<wbr>`), without text.
    pub fn word_break() -> Self {
        Self { text: String::new(), marks: Marks::WORD_BREAK, extra: None }
    }

    /// Returns the link target, if the span is a link.
    pub fn href(&self) -> Option<&str> {
        self.extra.as_deref().and_then(|e| e.href.as_deref())
    }
}

/// Properties that few spans have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SpanExtra {
    /// Link target: an absolute URL with an allowed scheme, or `#fragment` inside the article.
    pub href: Option<String>,
    /// Tooltip, or the expansion of an abbreviation.
    pub title: Option<String>,
    /// Language of the run (BCP 47).
    pub lang: Option<String>,
    /// Direction of the run.
    pub dir: Option<Dir>,
    /// Ruby annotation: a reading aid above the text.
    pub ruby: Option<String>,
    /// Anchor for links inside the article.
    pub id: Option<String>,
    /// A formula; the span's text is its plain-text form.
    pub math: Option<Math>,
    /// An image inside the sentence; the span's text is its text alternative.
    pub icon: Option<Box<Image>>,
}

impl SpanExtra {
    /// Returns whether no property is set.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.href, &self.title, &self.lang, &self.ruby, &self.id];
        let is_rendered = self.math.is_some() || self.icon.is_some();
        texts.iter().all(|text| text.is_none()) && self.dir.is_none() && !is_rendered
    }
}

/// Returns the text of an inline without its marks.
pub fn plain_text(inline: &[Span]) -> String {
    inline.iter().map(|span| span.text.as_str()).collect()
}

/// An image.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Image {
    /// URL of the file.
    pub src: String,
    /// Text alternative; empty for decoration, `None` if the source gives none.
    pub alt: Option<String>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// The image in other widths and file types.
    pub sources: Vec<Source>,
    /// Caption.
    pub caption: Inline,
    /// Credit.
    pub credit: Inline,
    /// Focal point (x, y) that cropping must keep visible, each from 0 to 1.
    pub focus: Option<(f64, f64)>,
    /// Target, if the image is a link.
    pub href: Option<String>,
}

/// One of the files of an image, a video or an audio recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// URL of the file.
    pub src: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// MIME type.
    pub mime: Option<String>,
    /// Media query under which the file is used.
    pub media: Option<String>,
}
