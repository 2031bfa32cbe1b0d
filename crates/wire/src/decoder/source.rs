//! Facts about the source document: the base of relative URLs, and options of its format.

use baca_sys::url::{self, Purpose};

/// The base of relative URLs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UrlBase(String);

impl UrlBase {
    /// Creates a base from the URL of a document; empty if it is unknown.
    pub fn new(url: &str) -> Self {
        Self(url.into())
    }

    /// Returns the URL of the base; empty if it is unknown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Resolves `reference` against the base; `None` if that fails. Does not check the scheme.
    pub fn join(&self, reference: &str) -> Option<String> {
        url::join(reference, &self.0)
    }

    /// Resolves `reference` against the base; `None` if that fails or `purpose` does not allow the scheme.
    /// See [`url::resolve`].
    pub fn resolve(&self, reference: &str, purpose: Purpose) -> Option<String> {
        url::resolve(reference, &self.0, purpose)
    }
}

/// How a format writes its titles, names and captions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextSyntax {
    /// Plain text: an ampersand is an ampersand.
    #[default]
    Plain,
    /// Plain text that many producers escape: character references are decoded once, tags stay text.
    Escaped,
    /// HTML.
    Markup,
    /// Plain text by the specification, HTML by many producers: character references and closing tags
    /// decide.
    PlainOrMarkup,
}

/// Options of the source format, and facts about the document that decoding depends on.
#[derive(Debug, Default)]
pub struct SourceOptions {
    /// How titles, names and captions are written.
    pub text_syntax: TextSyntax,
    /// Whether the document was converted from another format. The frames of its embeds have been looked up
    /// then.
    pub converted: bool,
    /// Language of the article (BCP 47), as far as it has been decoded; empty if unknown.
    pub lang: String,
    /// Direction of the rich-text document at hand, `ltr` or `rtl`; empty if it declares none.
    pub dir: String,
}
