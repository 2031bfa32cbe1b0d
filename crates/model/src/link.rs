//! Links with a description: tags, related articles, kickers.

use crate::inline::{Image, Inline};

/// A link with a description.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// The text.
    pub text: Inline,
    /// The target; `None` shows the text alone.
    pub url: Option<String>,
    /// A sentence below the text.
    pub dek: Inline,
    /// A label above the text.
    pub kicker: Option<String>,
    /// An image beside the text.
    pub image: Option<Image>,
}
