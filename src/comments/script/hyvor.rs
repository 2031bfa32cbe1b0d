//! Hyvor Talk: a custom element (<https://talk.hyvor.com/docs/comments>).

use super::Script;
use crate::comments::fields::Fields;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::web::dom;
use gloo_events::EventListener;
use web_sys::Element;

/// The configuration of Hyvor Talk.
pub struct Hyvor {
    website: String,
    host: String,
    thread: Option<String>,
}

impl FromConfig for Hyvor {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "hyvor-talk",
        label: "Hyvor Talk",
        anchor: "hyvor-talk",
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            website: fields.required("websiteId")?,
            host: fields.server_or("host", "https://talk.hyvor.com/"),
            thread: fields.text("thread"),
        })
    }
}

impl Hyvor {
    fn script_url(&self) -> String {
        [&self.host, "embed/embed.js"].concat()
    }
}

impl Provider for Hyvor {
    fn server_url(&self) -> &str {
        &self.host
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script_url()]
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, appearance, report } = context;
        let element = dom::new_element(
            "hyvor-talk-comments",
            &[
                ("website-id", &self.website),
                (
                    "page-id",
                    article
                        .thread(Self::DESCRIPTOR.kind, &self.thread)
                        .unwrap_or(article.identifier()),
                ),
                ("page-url", &article.url),
                ("page-title", &article.title),
                ("page-language", &appearance.lang),
                ("colors", appearance.scheme()),
            ],
        )?;
        container.append_child(&element).ok()?;
        let on_ready = report.clone();
        let ready = EventListener::new(&element, "loaded", move |_| {
            on_ready.emit(ProviderEvent::State(State::Ready));
        });
        let url = self.script_url();
        let script = Script::load_or_fail(&url, &[("type", "module")], report)?;
        Some(Box::new(HyvorSession { element, _ready: ready, _script: script }))
    }
}

/// An open Hyvor Talk.
struct HyvorSession {
    element: Element,
    _ready: EventListener,
    _script: Script,
}

impl Session for HyvorSession {
    fn restyle(&mut self, appearance: &Appearance) {
        let _ = self.element.set_attribute("colors", appearance.scheme());
        let _ = self.element.set_attribute("page-language", &appearance.lang);
    }
}
