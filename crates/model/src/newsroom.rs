//! What a newsroom publishes with an article: who may read it, whether it is live, what comes next.

/// Access, live coverage and the next article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Newsroom {
    /// Whether everybody may read the whole text; `None` if the source does not say so.
    pub free: Option<bool>,
    /// Whether updates are still added to the article; `None` if it is not live coverage.
    pub live: Option<bool>,
    /// Time at which the live coverage ends (RFC 3339 or a date).
    pub live_until: Option<String>,
    /// The article to read next.
    pub next: Option<NextArticle>,
}

/// The article to read next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NextArticle {
    /// URL of the article's document.
    pub src: Option<String>,
    /// URL of the article's page.
    pub url: Option<String>,
    /// The headline as plain text.
    pub headline: Option<String>,
}
