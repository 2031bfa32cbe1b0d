//! Commento. Its script searches the document for `#commento`
//! (<https://docs.commento.io/configuration/frontend/>). It has no themes and no languages.

use super::{call_global, report_when_filled, Script};
use crate::comments::fields::Fields;
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::http::{Request, Response};
use crate::web::timers::Interval;

/// The configuration of Commento.
pub struct Commento {
    url: String,
    thread: Option<String>,
}

impl FromConfig for Commento {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "commento",
        label: "Commento",
        single_instance: true,
        anchor: "commento",
        permalink: PermalinkScheme::Fragment("commento-"),
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        let url = fields.server_or("url", "https://cdn.commento.io/");
        Some(Self { url, thread: fields.text("thread") })
    }
}

impl Commento {
    fn script_url(&self) -> String {
        [&self.url, "js/commento.js"].concat()
    }

    fn path<'a>(&'a self, article: &'a ArticleInfo) -> &'a str {
        article.thread_or_path(Self::DESCRIPTOR.kind, &self.thread)
    }
}

impl Provider for Commento {
    fn server_url(&self) -> &str {
        &self.url
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script_url()]
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        super::path_count_request(
            &[&self.url, "api/comment/count"].concat(),
            "domain",
            self.path(article),
        )
    }

    fn read_count(&self, response: &Response, article: &ArticleInfo) -> Option<u32> {
        super::read_path_count(response, self.path(article))
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, report, .. } = context;
        if super::is_in_document("#commento") {
            report.emit(ProviderEvent::State(State::Busy));
            return Some(Box::new(super::AlreadyOnPage));
        }
        let thread = dom::new_element("div", &[("id", "commento")])?;
        container.append_child(&thread).ok()?;
        let watch = report_when_filled(&container, "#commento > *", report.clone());
        let url = self.script_url();
        let name = self.path(&article).to_string();
        // Automatic start waits for the page to load, which may have happened long ago.
        let attributes = [("data-auto-init", "false"), ("data-page-id", name.as_str())];
        let script = Script::load(
            &url,
            &attributes,
            &["commento"],
            Box::new(move |loaded| {
                if !loaded || call_global("commento", "main", &[]).is_none() {
                    report.emit(ProviderEvent::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(CommentoSession { _watch: watch, _script: script }))
    }
}

/// An open Commento.
struct CommentoSession {
    _watch: Interval,
    _script: Script,
}

impl Session for CommentoSession {}
