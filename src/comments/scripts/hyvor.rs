//! Hyvor Talk: a custom element of its own (<https://talk.hyvor.com/docs/comments>).

use super::Script;
use crate::article::json::Reading;
use crate::comments::settings;
use crate::comments::{Home, Look, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use gloo_events::EventListener;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::Element;

/// Its `type` in the configuration.
pub const KIND: &str = "hyvor-talk";

struct Hyvor {
    website: String,
    host: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Hyvor {
        website: settings::needed(o, r, "websiteId")?,
        host: settings::base_or(o, r, "host", "https://talk.hyvor.com/"),
        name: settings::name(o, r, "Hyvor Talk"),
    }))
}

impl Provider for Hyvor {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.host.clone())
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some([&page.url, "#hyvor-talk"].concat())
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        let element = dom::make(
            "hyvor-talk-comments",
            &[
                ("website-id", &self.website),
                ("page-id", page.thread(KIND).unwrap_or(page.identifier())),
                ("page-url", &page.url),
                ("page-title", &page.title),
                ("page-language", &look.lang),
                ("colors", colors(&look)),
            ],
        )?;
        place.append_child(&element).ok()?;
        let on_ready = tell.clone();
        let ready = EventListener::new(&element, "loaded", move |_| {
            on_ready.emit(Told::State(State::Ready));
        });
        let url = [&self.host, "embed/embed.js"].concat();
        let script = Script::load(
            &url,
            &[("type", "module")],
            &[],
            Box::new(move |came| {
                if !came {
                    tell.emit(Told::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(Open { element, _ready: ready, _script: script }))
    }
}

fn colors(look: &Look) -> &'static str {
    if look.dark {
        "dark"
    } else {
        "light"
    }
}

struct Open {
    element: Element,
    _ready: EventListener,
    _script: Script,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        let _ = self.element.set_attribute("colors", colors(look));
        let _ = self.element.set_attribute("page-language", &look.lang);
    }
}
