//! The description of a format, and the errors of reading a document.

use crate::decoder::Decoder;
use baca_model::Article;
use baca_sys::text;
use serde_json::Value;

/// A JSON format: its name, its detection and its reader.
pub struct Format {
    /// Name, as in `format="…"` and in the event `baca-load`.
    pub name: &'static str,
    /// Returns whether a document is in this format.
    pub detect: fn(&Value) -> bool,
    /// Reads a document; `None` if there is no article in it. `item` selects one of several articles by an
    /// identifier or a URL.
    pub read: fn(&Value, &mut Decoder, item: Option<&str>) -> Option<Article>,
}

/// Why a document yields no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The document is not JSON.
    NotJson {
        /// Position of the first error; in a browser, its own error message.
        place: String,
    },
    /// The document is markup where JSON was expected.
    Markup,
    /// The document is JSON without an article.
    NotAnArticle {
        /// What was found instead: the top-level keys, or the type of the value.
        found: String,
    },
    /// The document is not in Baca's own format, and only that was to be read; or it needs the converter.
    Foreign,
    /// The document is longer than [`baca_sys::json::MAX_BYTES`].
    TooLarge,
    /// The version of Baca's own format is later than this reader, or the `format` is unknown.
    Unsupported {
        /// The version or the format.
        what: String,
    },
}

impl Error {
    /// Returns the `code` of the event `baca-error`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } | Self::Markup => "not-json",
            Self::Foreign => "foreign",
            Self::NotAnArticle { .. } => "not-an-article",
            Self::TooLarge => "too-large",
            Self::Unsupported { .. } => "unsupported",
        }
    }

    /// Returns the message for developers. In a browser this is called instead of `to_string`, because the
    /// formatting machinery would enlarge the WebAssembly.
    pub fn message(&self) -> String {
        match self {
            Self::NotJson { place } => text::concat(&["not JSON: ", place]),
            Self::Markup => "markup instead of JSON".into(),
            Self::Foreign => "not in Baca's own format".into(),
            Self::NotAnArticle { found } => text::concat(&["no article in it: ", found]),
            Self::TooLarge => "longer than 8 MB".into(),
            Self::Unsupported { what } => text::concat(&["not supported: ", what]),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}
