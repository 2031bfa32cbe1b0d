//! The one contract of all providers: what is always so of one ([`Kind`]), how it is read out of the
//! configuration ([`Settings`]), what it does for an article ([`Provider`]), and its life ([`Session`]).
//!
//! A life begins with [`Provider::open`], tells by [`Stage::tell`] when it is ready, how many comments
//! there are, and what went wrong, follows the reader's theme and language by [`Session::restyle`] and
//! to another article by [`Session::turn`], and ends when it is dropped. Trying again is an end and a
//! beginning. A provider that Baca draws has a [`Source`](super::drawn::Source) instead, which
//! `baca-thread` shows.

use super::address::Naming;
use super::discussion::Discussion;
use super::drawn::{Answer, Request};
use super::settings::Fields;
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

    /// The discussion that the article names for a provider, or else the site (`own`).
    pub fn thread<'p>(&'p self, kind: &Kind, own: &'p Option<String>) -> Option<&'p str> {
        let threads = self.comments.iter().flat_map(|comments| &comments.threads);
        let named = threads.filter(|(name, _)| name == kind.name).map(|(_, thread)| thread);
        named.chain(own).next().map(String::as_str)
    }

    /// The same where a provider's discussions are named by paths: else that of the article's address.
    pub fn thread_or_path<'p>(&'p self, kind: &Kind, own: &'p Option<String>) -> &'p str {
        self.thread(kind, own).unwrap_or_else(|| self.path())
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

impl Look {
    /// What most providers call it: `dark` or `light`.
    pub fn scheme(&self) -> &'static str {
        self.pick("light", "dark")
    }

    /// One of two, by whether it is dark.
    pub fn pick<'t>(&self, light: &'t str, dark: &'t str) -> &'t str {
        if self.dark {
            dark
        } else {
            light
        }
    }
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

    /// The reader goes on to another article. `false`: it has no way to follow, so it ends, and
    /// another begins.
    fn turn(&mut self, _page: &Page) -> bool {
        false
    }
}

/// What is always so of a provider, however it is configured.
#[derive(Debug, PartialEq)]
pub struct Kind {
    /// Its `type` in the configuration.
    pub name: &'static str,
    /// Its name on the tab, unless the site has another; empty for words of the reader's language.
    pub label: &'static str,
    /// Where it lives.
    pub home: Home,
    /// A document can hold it only once: it ends when another tab of its kind is opened, and another
    /// reader of the page says that it is taken.
    pub once: bool,
    /// The fragment of the article's own page where it stands, if it can be read there alone.
    pub anchor: &'static str,
    /// How an address names one of its comments.
    pub comment: Naming,
}

impl Kind {
    /// One that Baca draws.
    pub const DRAWN: Self = Self {
        name: "",
        label: "",
        home: Home::Drawn,
        once: false,
        anchor: "",
        comment: Naming::None,
    };
    /// One in a frame of ours.
    pub const FRAMED: Self = Self { home: Home::Shadow, ..Self::DRAWN };
    /// One with a script of its own.
    pub const SCRIPTED: Self = Self { home: Home::Page, ..Self::DRAWN };
}

/// What a site configures of a provider.
pub trait Settings: Sized {
    /// The provider.
    const KIND: Kind;

    /// Reads its part of the configuration; `None` where something is missing, which is told.
    fn configured(fields: &mut Fields) -> Option<Self>;
}

/// A provider as the site configured it.
pub trait Provider {
    /// Where opening it sends requests to; empty if nothing is sent.
    fn server<'p>(&'p self, page: &'p Page) -> &'p str;

    /// Where the discussion can be read on its own, if not at its anchor in the article's page.
    fn link(&self, _page: &Page) -> Option<String> {
        None
    }

    /// Begins, in a place of [`Home::Shadow`] or [`Home::Page`]. `None`: it cannot.
    fn open(&self, _stage: Stage) -> Option<Box<dyn Session>> {
        None
    }

    /// Whether it has something to show for this article.
    fn fits(&self, _page: &Page) -> bool {
        true
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
    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        answer.total
    }
}
