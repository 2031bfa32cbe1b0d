//! Comentario: a comment server that sites run themselves, by a custom element of its own
//! (<https://docs.comentario.app/en/configuration/embedding/>). Another language would lose what was
//! typed: it is given once.

use super::{until_filled, Script};
use crate::comments::address::Naming;
use crate::comments::drawn::{Answer, Request};
use crate::comments::settings::Fields;
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use gloo_timers::callback::Interval;
use web_sys::Element;

/// Comentario, as a site configures it.
pub struct Comentario {
    url: String,
    thread: Option<String>,
}

impl Settings for Comentario {
    const KIND: Kind = Kind {
        name: "comentario",
        label: "Comentario",
        once: true,
        anchor: "comentario",
        comment: Naming::Fragment("comentario-"),
        ..Kind::SCRIPTED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.needed_base("url")?, thread: fields.text("thread") })
    }
}

impl Comentario {
    fn path<'a>(&'a self, page: &'a Page) -> &'a str {
        page.thread_or_path(&Self::KIND, &self.thread)
    }
}

impl Provider for Comentario {
    fn server(&self, _page: &Page) -> &str {
        &self.url
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        super::count_of_path(
            &[&self.url, "api/embed/comments/counts"].concat(),
            "host",
            self.path(page),
        )
    }

    fn read_count(&self, answer: &Answer, page: &Page) -> Option<u32> {
        super::counted_path(answer, self.path(page))
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        if super::is_in_page("comentario-comments") {
            tell.emit(Told::State(State::Busy));
            return Some(Box::new(super::Taken));
        }
        let element = dom::make(
            "comentario-comments",
            &[("page-id", self.path(&page)), ("lang", &look.lang), ("theme", look.scheme())],
        )?;
        place.append_child(&element).ok()?;
        let watch = until_filled(&place, ".comentario-main-area", tell.clone());
        let url = [&self.url, "comentario.js"].concat();
        let script = Script::load_or_fail(&url, &[("defer", "")], tell)?;
        Some(Box::new(Open { element, _watch: watch, _script: script }))
    }
}

struct Open {
    element: Element,
    _watch: Interval,
    _script: Script,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        let _ = self.element.set_attribute("theme", look.scheme());
    }
}
