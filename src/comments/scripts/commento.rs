//! Commento: its script looks for `#commento` in the document
//! (<https://docs.commento.io/configuration/frontend/>). It has no themes and no languages.

use super::{call_global, until_filled, Script};
use crate::article::json::Reading;
use crate::comments::address::Address;
use crate::comments::settings;
use crate::comments::{Home, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use gloo_timers::callback::Interval;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Its `type` in the configuration.
pub const KIND: &str = "commento";

struct Commento {
    url: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Commento {
        url: settings::base_or(o, r, "url", "https://cdn.commento.io/"),
        name: settings::name(o, r, "Commento"),
    }))
}

impl Provider for Commento {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.url.clone())
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some([&page.url, "#commento"].concat())
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn yields(&self) -> bool {
        true
    }

    fn names(&self, address: &Address) -> Option<String> {
        address.after("commento-").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, tell, .. } = stage;
        if super::is_in_page("#commento") {
            tell.emit(Told::State(State::Busy));
            return Some(Box::new(super::Taken));
        }
        let thread = dom::make("div", &[("id", "commento")])?;
        place.append_child(&thread).ok()?;
        let watch = until_filled(&place, "#commento > *", tell.clone());
        let url = [&self.url, "js/commento.js"].concat();
        let name = page.thread(KIND).unwrap_or_else(|| page.path()).to_string();
        // The page may have loaded long ago: it is told to begin.
        let attributes = [("data-auto-init", "false"), ("data-page-id", name.as_str())];
        let script = Script::load(
            &url,
            &attributes,
            &["commento"],
            Box::new(move |came| {
                if !came || call_global("commento", "main", &[]).is_none() {
                    tell.emit(Told::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(Open { _watch: watch, _script: script }))
    }
}

struct Open {
    _watch: Interval,
    _script: Script,
}

impl Session for Open {}
