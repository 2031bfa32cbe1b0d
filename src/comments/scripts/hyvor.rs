//! Hyvor Talk: a custom element of its own (<https://talk.hyvor.com/docs/comments>).

use super::Script;
use crate::comments::settings::Fields;
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use gloo_events::EventListener;
use web_sys::Element;

/// Hyvor Talk, as a site configures it.
pub struct Hyvor {
    website: String,
    host: String,
    thread: Option<String>,
}

impl Settings for Hyvor {
    const KIND: Kind =
        Kind { name: "hyvor-talk", label: "Hyvor Talk", anchor: "hyvor-talk", ..Kind::SCRIPTED };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            website: fields.needed("websiteId")?,
            host: fields.base_or("host", "https://talk.hyvor.com/"),
            thread: fields.text("thread"),
        })
    }
}

impl Provider for Hyvor {
    fn server(&self, _page: &Page) -> &str {
        &self.host
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        let element = dom::make(
            "hyvor-talk-comments",
            &[
                ("website-id", &self.website),
                ("page-id", page.thread(&Self::KIND, &self.thread).unwrap_or(page.identifier())),
                ("page-url", &page.url),
                ("page-title", &page.title),
                ("page-language", &look.lang),
                ("colors", look.scheme()),
            ],
        )?;
        place.append_child(&element).ok()?;
        let on_ready = tell.clone();
        let ready = EventListener::new(&element, "loaded", move |_| {
            on_ready.emit(Told::State(State::Ready));
        });
        let url = [&self.host, "embed/embed.js"].concat();
        let script = Script::load_or_fail(&url, &[("type", "module")], tell)?;
        Some(Box::new(Open { element, _ready: ready, _script: script }))
    }
}

struct Open {
    element: Element,
    _ready: EventListener,
    _script: Script,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        let _ = self.element.set_attribute("colors", look.scheme());
        let _ = self.element.set_attribute("page-language", &look.lang);
    }
}
