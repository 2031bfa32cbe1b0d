//! The input of rendering.

use super::layout::Layout;
use crate::messages::{Fetched, Messages, READER};
use baca_model::{Article, Dir};
use baca_sys::intl::direction_of;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Everything that rendering an article needs.
pub struct ArticleView {
    /// The article.
    pub article: Rc<Article>,
    /// The texts of the controls.
    pub messages: Messages,
    /// The texts that are read as part of the article, such as "By" and "Updated": in the article's language,
    /// else in that of the controls.
    pub article_messages: Messages,
    /// Language of dates in the article, for `Intl`: the article's, else the interface's.
    pub lang: String,
    /// The article's canonical URL, else the page's URL without its fragment.
    pub url: String,
    /// Prefix of the element ids of this reader, unique on the page.
    pub prefix: Rc<str>,
    /// What the site's configuration changes.
    pub layout: Layout,
}

impl ArticleView {
    /// Creates the view of an article with controls in the first of the `wanted` languages (BCP 47) that has
    /// messages, otherwise in the article's. `url` replaces the URL of an article without one.
    pub fn new(
        article: Rc<Article>,
        wanted: &[&str],
        labels: &Map<String, Value>,
        fetched: Fetched,
        url: impl FnOnce() -> String,
        prefix: Rc<str>,
    ) -> Self {
        let own = article.lang.clone();
        let article_lang = own.as_deref().unwrap_or_default();
        let wanted = [wanted, &[article_lang]].concat();
        let messages = Messages::choose(&wanted, labels, READER, fetched);
        let article_messages =
            Messages::choose(&[article_lang, messages.lang()], labels, READER, fetched);
        let lang = own.unwrap_or_else(|| article_messages.lang().into());
        let url = article.url.clone().unwrap_or_else(url);
        Self { article, messages, article_messages, lang, url, prefix, layout: Layout::default() }
    }

    /// Returns the direction to lay the article out in: its own if set, else that of its language, else
    /// [`Dir::Auto`].
    pub fn direction(&self) -> Dir {
        direction(&self.article)
    }

    /// Returns the text `key` of the controls.
    pub fn t(&self, key: &str) -> &str {
        self.messages.t(key)
    }
}

/// Returns the direction to lay an article out in; see [`ArticleView::direction`].
pub fn direction(article: &Article) -> Dir {
    let by_language = || article.lang.as_deref().map(direction_of);
    article.dir.or_else(by_language).unwrap_or(Dir::Auto)
}
