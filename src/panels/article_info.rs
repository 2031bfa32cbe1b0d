//! The article's metadata for the panels.

use super::embedded::EmbeddedDiscussion;
use std::rc::Rc;

/// The article's metadata for the panels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArticleInfo {
    /// The canonical URL.
    pub url: String,
    /// The headline.
    pub title: String,
    /// The source's identifier of the article.
    pub id: Option<String>,
    /// Language to show comments in, BCP 47.
    pub lang: String,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// The tags.
    pub tags: Vec<String>,
    /// The discussion that the article's data contains.
    pub comments: Option<Rc<EmbeddedDiscussion>>,
}

impl ArticleInfo {
    /// Returns the identifier of the article for providers: the source's, else the URL.
    pub fn identifier(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.url)
    }

    /// Returns the path of the URL, such as `/2026/03/dermaga`.
    pub fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        path.split(['?', '#']).next().unwrap_or("/")
    }

    /// Returns the discussion for a provider (its `type`): the one that the article names, else the one that
    /// the site configured.
    pub fn thread<'p>(&'p self, provider: &str, configured: &'p Option<String>) -> Option<&'p str> {
        let threads = self.comments.iter().flat_map(|comments| &comments.threads);
        let named = threads.filter(|(name, _)| name == provider).map(|(_, thread)| thread);
        named.chain(configured).next().map(String::as_str)
    }

    /// Returns [`Self::thread`], else the path of the article's URL, which some providers use as a name.
    pub fn thread_or_path<'p>(&'p self, provider: &str, configured: &'p Option<String>) -> &'p str {
        self.thread(provider, configured).unwrap_or_else(|| self.path())
    }
}
