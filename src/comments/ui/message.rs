//! The props and the messages of the comments panel.

use crate::comments::config::CommentsConfig;
use crate::comments::provider::ProviderEvent;
use crate::panels::context::PanelContext;
use crate::web::http::{Failure, Response};
use std::rc::Rc;
use yew::Properties;

/// The properties of the comments panel.
#[derive(Properties, PartialEq, Clone)]
pub struct CommentsProps {
    /// Data that all panels share.
    pub context: Rc<PanelContext>,
    /// The site's configuration of comments.
    pub config: Rc<CommentsConfig>,
    /// The tabs before the panels were loaded.
    pub before: TabsBefore,
}

/// The tabs before the panels were loaded (`static/loader/tabs/tabs.ts`), by their index.
#[derive(PartialEq, Clone, Copy, Default)]
pub struct TabsBefore {
    /// The tab that was chosen.
    pub chosen: Option<usize>,
    /// The tab that had the focus.
    pub focused: Option<usize>,
}

/// The messages of the comments panel.
pub enum CommentsMsg {
    /// The panel was rendered for the first time.
    Started,
    /// The reader chose a tab, or retries one that failed.
    Choose(usize),
    /// The reader allows a provider, which then loads.
    Allow(usize),
    /// The reader withdraws the consent.
    Withdraw(usize),
    /// The reader moves the focus from a tab.
    Key(usize, TabKey),
    /// The provider of a tab reports something. The second value is the tab's generation when the
    /// provider was opened.
    Reported(usize, u32, ProviderEvent),
    /// The response to a request for the number of comments.
    Counted(usize, Result<Response, Failure>),
    /// Theme, language or the system's colour scheme may have changed.
    AppearanceChanged,
    /// The panel is near the window.
    CameNear,
    /// The consent manager reports whether third-party content may be loaded.
    ConsentChanged(bool),
    /// The stored consents may have changed, here or in another tab.
    StoredConsentChanged,
    /// The fragment of the page's URL changed.
    FragmentChanged,
}

/// A key that moves the focus between tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabKey {
    /// To the first tab.
    First,
    /// To the last tab.
    Last,
    /// To the tab on the left.
    Left,
    /// To the tab on the right.
    Right,
}

impl TabKey {
    /// Parses `key` of a keyboard event. Returns `None` for a key that moves no focus.
    pub fn parse(key: &str) -> Option<Self> {
        match key {
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }
}
