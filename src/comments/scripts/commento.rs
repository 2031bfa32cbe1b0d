//! Commento: its script looks for `#commento` in the document
//! (<https://docs.commento.io/configuration/frontend/>). It has no themes and no languages.

use super::{call_global, until_filled, Script};
use crate::comments::address::Naming;
use crate::comments::drawn::{Answer, Request};
use crate::comments::settings::Fields;
use crate::comments::{Kind, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use gloo_timers::callback::Interval;

/// Commento, as a site configures it.
pub struct Commento {
    url: String,
    thread: Option<String>,
}

impl Settings for Commento {
    const KIND: Kind = Kind {
        name: "commento",
        label: "Commento",
        once: true,
        anchor: "commento",
        comment: Naming::Fragment("commento-"),
        ..Kind::SCRIPTED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        let url = fields.base_or("url", "https://cdn.commento.io/");
        Some(Self { url, thread: fields.text("thread") })
    }
}

impl Commento {
    fn path<'a>(&'a self, page: &'a Page) -> &'a str {
        page.thread_or_path(&Self::KIND, &self.thread)
    }
}

impl Provider for Commento {
    fn server(&self, _page: &Page) -> &str {
        &self.url
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        super::count_of_path(&[&self.url, "api/comment/count"].concat(), "domain", self.path(page))
    }

    fn read_count(&self, answer: &Answer, page: &Page) -> Option<u32> {
        super::counted_path(answer, self.path(page))
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
        let name = self.path(&page).to_string();
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
