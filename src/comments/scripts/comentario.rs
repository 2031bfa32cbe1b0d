//! Comentario: a comment server that sites run themselves, by a custom element of its own
//! (<https://docs.comentario.app/en/configuration/embedding/>). Another language would lose what was
//! typed: it is given once.

use super::{until_filled, Script};
use crate::article::json::Reading;
use crate::comments::address::Address;
use crate::comments::settings;
use crate::comments::{Home, Look, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use gloo_timers::callback::Interval;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::Element;

/// Its `type` in the configuration.
pub const KIND: &str = "comentario";

struct Comentario {
    url: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Comentario {
        url: settings::needed_base(o, r, "url")?,
        name: settings::name(o, r, "Comentario"),
    }))
}

impl Provider for Comentario {
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
        Some([&page.url, "#comentario"].concat())
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn yields(&self) -> bool {
        true
    }

    fn names(&self, address: &Address) -> Option<String> {
        address.after("comentario-").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        if super::is_in_page("comentario-comments") {
            tell.emit(Told::State(State::Busy));
            return Some(Box::new(super::Taken));
        }
        let element = dom::make(
            "comentario-comments",
            &[
                ("page-id", page.thread(KIND).unwrap_or_else(|| page.path())),
                ("lang", &look.lang),
                ("theme", theme(&look)),
            ],
        )?;
        place.append_child(&element).ok()?;
        let watch = until_filled(&place, ".comentario-main-area", tell.clone());
        let url = [&self.url, "comentario.js"].concat();
        let script = Script::load(
            &url,
            &[("defer", "")],
            &[],
            Box::new(move |came| {
                if !came {
                    tell.emit(Told::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(Open { element, _watch: watch, _script: script }))
    }
}

fn theme(look: &Look) -> &'static str {
    if look.dark {
        "dark"
    } else {
        "light"
    }
}

struct Open {
    element: Element,
    _watch: Interval,
    _script: Script,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        let _ = self.element.set_attribute("theme", theme(look));
    }
}
