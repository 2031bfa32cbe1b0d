//! utterances: GitHub issues (<https://utteranc.es>). It has no languages.

use super::{terms, FrameHandle, ProviderFrame};
use crate::comments::fields;
use crate::comments::fields::{with_query, Fields};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use baca_sys::js;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Storage key of the session, as in its own script.
const SESSION_KEY: &str = "utterances-session";

/// Selector by which its own script finds the Open Graph title.
const OG_TITLE: &str = "meta[property='og:title'],meta[name='og:title']";

/// The configuration of utterances.
#[derive(Clone)]
pub struct Utterances {
    host: String,
    repo: String,
    term: &'static str,
    label: String,
    issue: Option<String>,
    light: String,
    dark: String,
}

impl FromConfig for Utterances {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "utterances",
        label: "utterances",
        // The parameter is present after signing in.
        permalink: PermalinkScheme::Query("utterances"),
        ..Descriptor::IFRAME
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            repo: fields.required("repo")?,
            host: fields.server_or("host", "https://utteranc.es/"),
            term: fields.one_of("mapping", &["pathname", "url", "title", "og:title"]),
            label: fields.text_or("issueLabel", ""),
            issue: fields.text("thread"),
            light: fields.text_or("themeLight", "github-light"),
            dark: fields.text_or("themeDark", "github-dark"),
        })
    }
}

impl Utterances {
    /// Returns the message that changes the theme.
    fn appearance_message(&self, appearance: &Appearance) -> JsValue {
        let theme = appearance.pick(&self.light, &self.dark);
        js::object(&[("type", "set-theme".into()), ("theme", theme.into())]).into()
    }
}

impl Provider for Utterances {
    fn server_url(&self) -> &str {
        &self.host
    }

    fn link(&self, _article: &ArticleInfo) -> Option<String> {
        Some(["https://github.com/", &self.repo, "/issues"].concat())
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let article = &context.article;
        let session_token = super::session_token("utterances", SESSION_KEY);
        // The iframe posts its messages to the origin of this URL.
        let page_url = super::return_url(article);
        let issue = article.thread(Self::DESCRIPTOR.kind, &self.issue).unwrap_or_default();
        // An issue is named by its number, or by a term of the site's own.
        let is_number = issue.bytes().all(|b| b.is_ascii_digit());
        let (number, term) = if is_number { (issue, "") } else { ("", issue) };
        let titles = terms::titles(article, OG_TITLE);
        let url = with_query(
            &[&self.host, "utterances.html"].concat(),
            &[
                ("repo", &self.repo),
                ("issue-number", number),
                ("issue-term", if issue.is_empty() { self.term } else { term }),
                ("label", &self.label),
                ("theme", context.appearance.pick(&self.light, &self.dark)),
                ("crossorigin", "anonymous"),
                ("session", &session_token),
                // The term for the mapping `url`; also the page that signing in returns to.
                ("url", if self.term == "url" { terms::of_url(&article.url) } else { &page_url }),
                ("origin", fields::origin_of(&page_url)),
                ("pathname", terms::of_path(article.path())),
                ("title", &titles.title),
                ("og:title", &titles.og_title),
            ],
        );
        let appearance = Rc::new(RefCell::new(context.appearance.clone()));
        let (config, current, report) = (self.clone(), appearance.clone(), context.report.clone());
        let handle = ProviderFrame::open(
            &context,
            &url,
            Self::DESCRIPTOR.label,
            Box::new(move |frame, data| {
                if js::get_text(data, "type").as_deref() == Some("resize") {
                    frame.set_height(&js::get(data, "height"));
                    if frame.mark_loaded() {
                        report.emit(ProviderEvent::State(State::Ready));
                        // Messages sent before the iframe had loaded were lost.
                        frame.post_message(&config.appearance_message(&current.borrow()));
                    }
                }
            }),
        )?;
        Some(Box::new(UtterancesSession { handle, config: self.clone(), appearance }))
    }
}

/// An open utterances.
struct UtterancesSession {
    handle: FrameHandle,
    config: Utterances,
    appearance: Rc<RefCell<Appearance>>,
}

impl Session for UtterancesSession {
    fn restyle(&mut self, appearance: &Appearance) {
        self.appearance.replace(appearance.clone());
        self.handle.frame.post_message(&self.config.appearance_message(appearance));
    }
}
