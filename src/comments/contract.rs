//! The one contract of all providers.
//!
//! A provider's life on a page is a [`Session`]: it begins with [`Provider::open`], tells by
//! [`Stage::tell`] when it is ready, how many comments there are, and what went wrong, follows the
//! reader's theme and language by [`Session::restyle`], and ends when it is dropped. Trying again, and
//! another article, are an end and a beginning. A provider that Baca draws has a
//! [`Source`](super::drawn::Source) instead, which `baca-thread` shows.

use super::address::Address;
use super::discussion::Discussion;
use super::drawn::{Answer, Request};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// The article as a provider needs it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its canonical address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// The source's own identifier.
    pub id: Option<String>,
    /// Language to show comments in, BCP 47.
    pub lang: String,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The discussion that came along with the article.
    pub comments: Option<Rc<Discussion>>,
}

impl Page {
    /// What stands for the article where a provider wants a name for it.
    pub fn identifier(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.url)
    }

    /// The path of its address: `/2026/03/dermaga`.
    pub fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/");
        path.split(['?', '#']).next().unwrap_or("/")
    }

    /// The discussion that the article names for a provider.
    pub fn thread(&self, kind: &str) -> Option<&str> {
        let threads = &self.comments.as_ref()?.threads;
        threads.iter().find(|(name, _)| name == kind).map(|(_, thread)| thread.as_str())
    }
}

/// How a provider is getting on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// It waits for the reader's word: nothing of it is loaded.
    #[default]
    Asking,
    /// It has not shown anything yet.
    Loading,
    /// It shows its comments.
    Ready,
    /// It could not be loaded, or threw.
    Failed,
    /// It showed nothing for too long.
    Timeout,
    /// Its service has ended.
    Ended,
    /// It can be on a page only once, and is.
    Busy,
}

impl State {
    /// Its name in `baca-comments`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asking => "asking",
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Timeout => "timeout",
            Self::Ended => "ended",
            Self::Busy => "busy",
        }
    }
}

/// What a provider tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// How it is getting on.
    State(State),
    /// How many comments there are.
    Count(u32),
}

/// How the reader wants to see things.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// Whether letters are light on a dark ground.
    pub dark: bool,
    /// The reader's theme: `light dark sepia contrast`, or `auto`.
    pub theme: String,
    /// Language of the controls, BCP 47.
    pub lang: String,
}

/// Where a provider lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// In what Baca draws of it.
    Drawn,
    /// In an element inside the shadow root.
    Shadow,
    /// In a child of `<baca-reader>`, in the page's own tree: scripts of others do not look into a
    /// shadow root.
    Page,
}

/// What a session begins with.
pub struct Stage {
    /// An empty element for it alone.
    pub place: HtmlElement,
    /// The article.
    pub page: Page,
    /// How things look now.
    pub look: Look,
    /// Whom to tell.
    pub tell: Callback<Told>,
}

/// A provider on a page. Dropping it takes away everything of it.
pub trait Session {
    /// The reader's theme or language changed.
    fn restyle(&mut self, _look: &Look) {}

    /// The page's address names another comment.
    fn seek(&mut self, _comment: &str) {}
}

/// A provider as the site configured it.
pub trait Provider {
    /// Its `type` in the configuration.
    fn kind(&self) -> &'static str;

    /// Its name, for the tab.
    fn name(&self) -> &str;

    /// Where opening it sends requests to; `None` if nothing is sent.
    fn receiver(&self, page: &Page) -> Option<String>;

    /// Where the discussion can be read on its own.
    fn link(&self, page: &Page) -> Option<String>;

    /// Where it lives.
    fn home(&self) -> Home;

    /// Begins, in a place of [`Home::Shadow`] or [`Home::Page`]. `None`: it cannot.
    fn open(&self, _stage: Stage) -> Option<Box<dyn Session>> {
        None
    }

    /// Whether it has something to show for this article.
    fn fits(&self, _page: &Page) -> bool {
        true
    }

    /// Whether a document can hold it only once, so that it must go when its tab is left.
    fn yields(&self) -> bool {
        false
    }

    /// The comment of its own that an address names: in its own words where it finds it by itself.
    fn names(&self, _address: &Address) -> Option<String> {
        None
    }

    /// Whether all of it came along with the article.
    fn is_here(&self, _page: &Page) -> bool {
        false
    }

    /// How many comments the article itself says there are.
    fn count(&self, _page: &Page) -> Option<u32> {
        None
    }

    /// What asks how many comments there are, without loading any.
    fn count_request(&self, _page: &Page) -> Option<Request> {
        None
    }

    /// Reads the answer to that.
    fn read_count(&self, answer: &Answer) -> Option<u32> {
        answer.total
    }
}
