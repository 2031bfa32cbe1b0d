//! What an article is drawn on: nodes of the page in a browser, the text of a page elsewhere. It is
//! drawn once: the body of an article is not compared again, so it needs no virtual elements; what
//! the reader presses does ([`super::tags`]).
//!
//! - `nodes`: an element of the page, made and filled by the DOM's own calls.
//! - `text`: the same element as HTML, with everything in it escaped.

#[cfg(browser)]
#[path = "paper/nodes.rs"]
mod drawn;
#[cfg(not(browser))]
#[path = "paper/text.rs"]
mod drawn;

use super::page::Page;
use crate::article::model::{direction_of, Block, Dir, Size};
pub use drawn::Tag;

/// Begins an element.
pub fn tag(name: &'static str) -> Tag {
    Tag::begin(name)
}

/// Begins an element with a `part` that the page can style.
pub fn part(name: &'static str, part: &'static str) -> Tag {
    tag(name).set("part", part)
}

impl Tag {
    /// An attribute.
    pub fn set(mut self, key: &str, value: &str) -> Self {
        self.put(key, value);
        self
    }

    /// An attribute that may be missing.
    pub fn maybe(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.set(key, value),
            None => self,
        }
    }

    /// An attribute with a number, if it is above `least`.
    pub fn number(self, key: &str, value: impl Into<i64>, least: i64) -> Self {
        let value = value.into();
        if value > least {
            self.set(key, &value.to_string())
        } else {
            self
        }
    }

    /// An attribute without a value, if it holds.
    pub fn flag(self, key: &str, holds: bool) -> Self {
        if holds {
            self.set(key, "")
        } else {
            self
        }
    }

    /// Direction, if it is declared.
    pub fn dir(self, dir: Option<Dir>) -> Self {
        self.maybe("dir", dir.map(Dir::as_str))
    }

    /// A name that links in the article point at: with the reader's prefix it meets no other id on
    /// the page.
    pub fn anchor(self, page: &Page, name: Option<&str>) -> Self {
        match name {
            Some(name) => self.set("id", &[&page.prefix, name].concat()),
            None => self,
        }
    }

    /// What every block may have: a name, a language, a direction, a size.
    pub fn block(self, page: &Page, block: &Block) -> Self {
        // A language that is written the other way turns its block.
        let of_lang = || block.lang.as_deref().map(direction_of);
        let turned = |dir: &Dir| *dir != page.article.direction() && *dir != Dir::Auto;
        let tag = self
            .anchor(page, block.id.as_deref())
            .maybe("lang", block.lang.as_deref())
            .dir(block.dir.or_else(|| of_lang().filter(turned)));
        if block.size == Size::Inline {
            tag
        } else {
            tag.set("data-size", block.size.as_str())
        }
    }

    /// A link's address; nothing of us is told to the page it opens.
    pub fn href(self, href: &str) -> Self {
        let tag = self.set("href", href);
        if href.starts_with('#') {
            tag
        } else {
            tag.set("rel", "noopener")
        }
    }

    /// One more child.
    pub fn with(mut self, child: Tag) -> Self {
        self.push(child);
        self
    }

    /// One more child, if there is one.
    pub fn with_some(self, child: Option<Tag>) -> Self {
        match child {
            Some(child) => self.with(child),
            None => self,
        }
    }

    /// More children.
    pub fn with_all(mut self, children: impl IntoIterator<Item = Tag>) -> Self {
        for child in children {
            self.push(child);
        }
        self
    }

    /// A text.
    pub fn say(mut self, text: &str) -> Self {
        self.write(text);
        self
    }
}
