//! Comment providers: one file each, one line in [`PROVIDERS`]. Nothing of theirs is loaded before
//! the reader chooses their tab, and all of it that can go goes when the tab is left.
//!
//! - [`Provider`]: what the room of tabs needs of one.
//! - [`script`]: loading somebody else's script.
//! - [`disqus`], [`facebook`]: the providers.

pub mod disqus;
pub mod facebook;
pub mod script;

use crate::article::json::Reading;
use serde_json::{Map, Value};
use std::any::Any;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// The article as a provider needs it.
#[derive(Debug, Clone, PartialEq)]
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
}

/// How a provider is getting on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
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
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Failed => "failed",
            Self::Timeout => "timeout",
            Self::Ended => "ended",
            Self::Busy => "busy",
        }
    }
}

/// A provider as the site configured it.
pub trait Provider {
    /// Its `type` in the configuration.
    fn kind(&self) -> &'static str;

    /// Its name, for the tab.
    fn name(&self) -> &str;

    /// Where the discussion can be read on its own.
    fn link(&self, page: &Page) -> Option<String>;

    /// Shows the comments in `place`, an element of the page's own tree, and tells how it goes.
    /// Dropping what it returns takes everything away again.
    fn open(&self, place: &HtmlElement, page: &Page, tell: Callback<State>) -> Box<dyn Any>;
}

type Read = fn(&Map<String, Value>, &mut Reading) -> Option<Rc<dyn Provider>>;

/// All providers, by their `type`.
const PROVIDERS: [(&str, Read); 2] =
    [(disqus::KIND, disqus::read), (facebook::KIND, facebook::read)];

/// Reads a provider out of the configuration.
pub fn read_provider(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let kind = r.text_at(o, "type");
    let read = PROVIDERS.iter().find(|(name, _)| Some(*name) == kind.as_deref());
    match read {
        Some((_, read)) => read(o, r),
        None => r.field(o, "type", |r, _| r.wrong("unknown provider of comments")),
    }
}

/// A text that a provider cannot do without.
fn needed(o: &Map<String, Value>, r: &mut Reading, key: &str) -> Option<String> {
    r.text_at(o, key).or_else(|| r.wrong(&["needs `", key, "`"].concat()))
}
