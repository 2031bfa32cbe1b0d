//! Comentario: a self-hosted comment server with a custom element
//! (<https://docs.comentario.app/en/configuration/embedding/>). The language is set once, since a change
//! would discard typed text.

use super::{report_when_filled, Script};
use crate::comments::fields::Fields;
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::http::{Request, Response};
use crate::web::timers::Interval;
use web_sys::Element;

/// The configuration of Comentario.
pub struct Comentario {
    url: String,
    thread: Option<String>,
}

impl FromConfig for Comentario {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "comentario",
        label: "Comentario",
        single_instance: true,
        anchor: "comentario",
        permalink: PermalinkScheme::Fragment("comentario-"),
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.required_server("url")?, thread: fields.text("thread") })
    }
}

impl Comentario {
    fn script_url(&self) -> String {
        [&self.url, "comentario.js"].concat()
    }

    fn path<'a>(&'a self, article: &'a ArticleInfo) -> &'a str {
        article.thread_or_path(Self::DESCRIPTOR.kind, &self.thread)
    }
}

impl Provider for Comentario {
    fn server_url(&self) -> &str {
        &self.url
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script_url()]
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        super::path_count_request(
            &[&self.url, "api/embed/comments/counts"].concat(),
            "host",
            self.path(article),
        )
    }

    fn read_count(&self, response: &Response, article: &ArticleInfo) -> Option<u32> {
        super::read_path_count(response, self.path(article))
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, appearance, report } = context;
        if super::is_in_document("comentario-comments") {
            report.emit(ProviderEvent::State(State::Busy));
            return Some(Box::new(super::AlreadyOnPage));
        }
        let element = dom::new_element(
            "comentario-comments",
            &[
                ("page-id", self.path(&article)),
                ("lang", &appearance.lang),
                ("theme", appearance.scheme()),
            ],
        )?;
        container.append_child(&element).ok()?;
        let watch = report_when_filled(&container, ".comentario-main-area", report.clone());
        let url = self.script_url();
        let script = Script::load_or_fail(&url, &[("defer", "")], report)?;
        Some(Box::new(ComentarioSession { element, _watch: watch, _script: script }))
    }
}

/// An open Comentario.
struct ComentarioSession {
    element: Element,
    _watch: Interval,
    _script: Script,
}

impl Session for ComentarioSession {
    fn restyle(&mut self, appearance: &Appearance) {
        let _ = self.element.set_attribute("theme", appearance.scheme());
    }
}
