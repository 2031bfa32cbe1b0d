//! The article that is being built from components.

use crate::formats::common::{wrap_in, Object};
use serde_json::Value;

/// An article that is being built.
pub(super) struct Story<'v> {
    /// The source, for its styles.
    pub(super) document: &'v Value,
    /// The document in Baca's own format.
    pub(super) out: Object,
    /// The HTML of the body so far.
    pub(super) body: String,
    /// Whether the body has more than headings.
    pub(super) has_content: bool,
    /// The HTML of the byline.
    pub(super) byline: String,
}

/// The end of a figure, which a caption can be added to.
pub(super) const FIGURE_END: &str = "</figure>";
/// The end of a quote, which an attribution can be added to.
pub(super) const QUOTE_END: &str = "</blockquote>";

impl Story<'_> {
    /// Appends HTML to the body.
    pub(super) fn push_content(&mut self, html: &str) {
        self.has_content = true;
        self.body.push_str(html);
    }

    /// Adds a name as the attribution of the quote before it, or as a paragraph.
    pub(super) fn attribute_to(&mut self, text: &str) {
        if !self.body.ends_with(QUOTE_END) || self.body.ends_with("</cite></blockquote>") {
            return wrap_in(&mut self.body, "p", text);
        }
        self.body.truncate(self.body.len() - QUOTE_END.len());
        wrap_in(&mut self.body, "cite", text);
        self.body.push_str(QUOTE_END);
    }
}
