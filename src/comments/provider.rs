//! The contract of all providers: their constant properties ([`Descriptor`]), how they are decoded from the
//! configuration ([`FromConfig`]), what they do for an article ([`Provider`]), and an open one ([`Session`]).
//!
//! [`Provider::open`] starts a session. The session reports through [`MountContext::report`] when it is ready,
//! how many comments there are, and what failed. It follows the reader's theme and language with
//! [`Session::restyle`], and the next article with [`Session::navigate`]. Dropping it removes all of it. To
//! retry, the session is dropped and a new one is opened. A provider that Baca renders has a
//! [`CommentApi`](super::native::CommentApi) instead, which `baca-discussion` shows.

use super::fields::{host_of, Fields};
use super::permalink::{PageUrl, PermalinkScheme};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use serde_json::Value;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// State of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Not started: it waits for the reader's choice or consent. Nothing of it is loaded.
    #[default]
    Asking,
    /// Started, but nothing is shown yet.
    Loading,
    /// Comments are shown.
    Ready,
    /// It could not be loaded, or it threw an exception.
    Failed,
    /// It showed nothing within the configured time.
    Timeout,
    /// The provider's service no longer exists.
    Ended,
    /// It can be on a page only once, and another reader element has it.
    Busy,
}

impl State {
    /// Returns the value of `state` in the event `baca-comments`.
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

/// What a provider reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderEvent {
    /// Its state changed.
    State(State),
    /// Number of comments.
    Count(u32),
}

impl ProviderEvent {
    const COUNT: &'static str = "count";

    /// Returns name and value of an event that `baca-discussion` sends to the panels. Any state but
    /// [`State::Ready`] and [`State::Timeout`] becomes [`State::Failed`].
    pub fn encode(self) -> (&'static str, Option<u32>) {
        match self {
            Self::Count(count) => (Self::COUNT, Some(count)),
            Self::State(state @ (State::Ready | State::Timeout)) => (state.as_str(), None),
            Self::State(_) => (State::Failed.as_str(), None),
        }
    }

    /// Parses an event from [`ProviderEvent::encode`]. An unknown one becomes [`State::Failed`].
    pub fn decode(name: &str, value: Option<f64>) -> Self {
        let states = [State::Ready, State::Timeout];
        match (states.into_iter().find(|state| state.as_str() == name), value) {
            (Some(state), _) => Self::State(state),
            (None, Some(count)) if name == Self::COUNT => Self::Count(count as u32),
            (None, _) => Self::State(State::Failed),
        }
    }
}

/// Where a provider is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MountTarget {
    /// In the shadow root, rendered by Baca.
    Native,
    /// In an element inside the shadow root.
    Shadow,
    /// In a child of `<baca-reader>`, outside the shadow root: third-party scripts do not search shadow
    /// roots.
    LightDom,
}

/// What a session needs to start.
pub struct MountContext {
    /// An empty element for this session alone.
    pub container: HtmlElement,
    /// The article.
    pub article: ArticleInfo,
    /// Current theme and language.
    pub appearance: Appearance,
    /// Receives the session's reports.
    pub report: Callback<ProviderEvent>,
}

/// An open provider. Dropping it removes everything that it added to the page.
pub trait Session {
    /// Called when the reader's theme or language changes.
    fn restyle(&mut self, _appearance: &Appearance) {}

    /// Called when the page's URL names another comment.
    fn focus_comment(&mut self, _comment: &str) {}

    /// Called when the reader continues with another article. Returns `false` if the provider cannot
    /// follow; the session is then dropped, and a new one is opened.
    fn navigate(&mut self, _article: &ArticleInfo) -> bool {
        false
    }
}

/// Constant properties of a kind of provider, independent of its configuration.
#[derive(Debug, PartialEq)]
pub struct Descriptor {
    /// `type` in the configuration.
    pub kind: &'static str,
    /// Name on the tab, unless the site has another. Empty for a name in the reader's language.
    pub label: &'static str,
    /// Where it is mounted.
    pub target: MountTarget,
    /// Whether a document can contain it only once. It then closes when another tab of its kind opens,
    /// and is [`State::Busy`] in a second reader element.
    pub single_instance: bool,
    /// Fragment of the discussion in the article's own page, if it can be read there. Empty if not.
    pub anchor: &'static str,
    /// How the page's URL names one of its comments.
    pub permalink: PermalinkScheme,
    /// Hosts that it contacts whatever its configuration says; `*.` stands for any subdomain.
    pub hosts: &'static [&'static str],
}

impl Descriptor {
    /// Base of providers that Baca renders.
    pub const NATIVE: Self = Self {
        kind: "",
        label: "",
        target: MountTarget::Native,
        single_instance: false,
        anchor: "",
        permalink: PermalinkScheme::None,
        hosts: &[],
    };
    /// Base of providers in an iframe that Baca creates.
    pub const IFRAME: Self = Self { target: MountTarget::Shadow, ..Self::NATIVE };
    /// Base of providers with a script of their own.
    pub const SCRIPT: Self = Self { target: MountTarget::LightDom, ..Self::NATIVE };
}

/// Decodes a provider from the configuration.
pub trait FromConfig: Sized {
    /// Properties of the provider.
    const DESCRIPTOR: Descriptor;

    /// Decodes the provider's part of the configuration. Reports a missing field and returns `None`.
    fn from_config(fields: &mut Fields) -> Option<Self>;
}

/// A configured provider.
pub trait Provider {
    /// Returns the URL of the server in its configuration that an open provider contacts; empty if there is none.
    fn server_url(&self) -> &str {
        ""
    }

    /// Returns the URLs of further servers that an open provider contacts, besides [`Descriptor::hosts`] and those
    /// of its scripts.
    fn servers(&self, _article: &ArticleInfo) -> Vec<String> {
        Vec::new()
    }

    /// Returns the URLs of the scripts that it adds to the page.
    fn scripts(&self) -> Vec<String> {
        Vec::new()
    }

    /// Returns the URL of the discussion, if it is not at the provider's anchor in the article's page.
    fn link(&self, _article: &ArticleInfo) -> Option<String> {
        None
    }

    /// Opens the provider. Only for [`MountTarget::Shadow`] and [`MountTarget::LightDom`]; `None` if it fails.
    fn open(&self, _context: MountContext) -> Option<Box<dyn Session>> {
        None
    }

    /// Returns whether the provider has a discussion of this article.
    fn applies_to(&self, _article: &ArticleInfo) -> bool {
        true
    }

    /// Returns whether all comments are part of the article's data.
    fn is_embedded(&self, _article: &ArticleInfo) -> bool {
        false
    }

    /// Returns the number of comments according to the article's data.
    fn embedded_count(&self, _article: &ArticleInfo) -> Option<u32> {
        None
    }

    /// Returns a request for the number of comments alone.
    fn count_request(&self, _article: &ArticleInfo) -> Option<Request> {
        None
    }

    /// Reads the response to [`Provider::count_request`].
    fn read_count(&self, _response: &Response, _article: &ArticleInfo) -> Option<u32> {
        None
    }
}

/// A provider with its descriptor and its part of the configuration.
#[derive(Clone)]
pub struct ConfiguredProvider {
    /// Properties of the kind of provider.
    pub descriptor: &'static Descriptor,
    /// Name on the tab: the site's, or the provider's own. Empty for a name in the reader's language.
    pub name: String,
    /// The provider.
    pub provider: Rc<dyn Provider>,
    /// Its part of the configuration, as JSON.
    pub config: Value,
}

impl ConfiguredProvider {
    /// Returns the hosts that the open provider contacts; empty if it sends no requests. The reader is told all of
    /// them before anything is loaded.
    pub fn hosts(&self, article: &ArticleInfo) -> Vec<String> {
        let mut urls = vec![self.provider.server_url().into()];
        urls.extend(self.provider.scripts());
        urls.extend(self.provider.servers(article));
        let mut hosts: Vec<String> = Vec::new();
        let mut add = |host: &str| {
            if !host.is_empty() && !hosts.iter().any(|known| known == host) {
                hosts.push(host.into());
            }
        };
        urls.iter().for_each(|url| add(host_of(url)));
        // A provider that needs a discussion and has none contacts nobody.
        if urls.iter().any(|url| !url.is_empty()) {
            self.descriptor.hosts.iter().for_each(|host| add(host));
        }
        hosts
    }

    /// Returns the URL of the discussion on its own page.
    pub fn link(&self, article: &ArticleInfo) -> Option<String> {
        let anchor = || {
            let some = !self.descriptor.anchor.is_empty();
            some.then(|| [&article.url, "#", self.descriptor.anchor].concat())
        };
        self.provider.link(article).or_else(anchor)
    }

    /// Returns the id of the provider's comment that a URL names.
    pub fn linked_comment(&self, url: &PageUrl) -> Option<String> {
        url.comment(self.descriptor.permalink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_between_modules_keeps_its_meaning() {
        let sent = |event: ProviderEvent| {
            let (name, value) = event.encode();
            ProviderEvent::decode(name, value.map(f64::from))
        };
        for event in [
            ProviderEvent::State(State::Ready),
            ProviderEvent::State(State::Timeout),
            ProviderEvent::State(State::Failed),
            ProviderEvent::Count(0),
            ProviderEvent::Count(7),
        ] {
            assert_eq!(sent(event), event);
        }
        assert_eq!(sent(ProviderEvent::State(State::Ended)), ProviderEvent::State(State::Failed));
        assert_eq!(ProviderEvent::decode("count", None), ProviderEvent::State(State::Failed));
        assert_eq!(ProviderEvent::decode("", Some(1.0)), ProviderEvent::State(State::Failed));
    }
}
