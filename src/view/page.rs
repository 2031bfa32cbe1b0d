//! The page of an article: what it is drawn from, and its frame with the places that are left for
//! what comes with script. Drawn here for both: in a browser, and where pages are made for it
//! ([`crate::render`]).

use super::paper::{part, tag, Tag};
use super::{body, ending, header, place};
use crate::article::model::direction_of;
use crate::article::Article;
use crate::i18n::Words;
use std::rc::Rc;

/// What an article is drawn from.
pub struct Page {
    /// What is read.
    pub article: Rc<Article>,
    /// The words of the controls.
    pub words: Words,
    /// Languages for `Intl` in the article's text, best first: its own, then the controls'.
    pub lang: String,
    /// The article's address: canonical, else the page's without its fragment.
    pub url: String,
    /// Prefix of every element id in this reader: unique on the page.
    pub prefix: Rc<str>,
}

impl Page {
    /// The words named `key`.
    pub fn t(&self, key: &str) -> &str {
        self.words.t(key)
    }
}

/// The frame, in pieces: the body's sections come between `top` and `foot`.
pub struct Frame {
    /// Around everything.
    pub root: Tag,
    /// Above the article.
    pub above: [Tag; 2],
    /// The article itself.
    pub article: Tag,
    /// What stands in it above the body.
    pub top: Vec<Tag>,
    /// The body, empty.
    pub body: Tag,
    /// Below the body.
    pub foot: Tag,
    /// Below the article.
    pub below: [Tag; 5],
}

impl Frame {
    /// Draws it.
    pub fn of(page: &Page) -> Self {
        let lang = page.words.lang();
        let ui = direction_of(lang);
        let bar = part("div", "progress").set("class", "progress").set("role", "progressbar");
        let bar = bar.set("aria-label", page.t("progress"));
        let tools = part("div", "toolbar")
            .set("class", "toolbar")
            .set("data-place", place::TOOLS)
            .set("role", "group")
            .set("lang", lang)
            .dir(Some(ui))
            .set("aria-label", page.t("toolbar"));
        let slot = |name| tag("slot").set("name", name);
        let place = |name| tag("div").set("data-place", name);
        let article = &page.article;
        Self {
            root: tag("div").set("class", "baca").set("lang", lang).dir(Some(ui)),
            above: [bar.set("aria-valuemin", "0").set("aria-valuemax", "100"), slot("before")],
            article: tag("article")
                .maybe("lang", article.lang.as_deref())
                .dir(Some(article.direction())),
            top: [Some(header::header(page)), header::lead(page), Some(tools)]
                .into_iter()
                .flatten()
                .collect(),
            body: body::body(),
            foot: ending::ending(page),
            below: [
                place(place::COMMENTS),
                slot("after"),
                place(place::PLAYER),
                place(place::PROMPT),
                place(place::TOP),
            ],
        }
    }
}
