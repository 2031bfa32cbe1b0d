//! Remark42: a self-hosted comment server (<https://remark42.com/docs/>). Its iframe reads the language only
//! when it loads, so a change of language reloads it.

use super::{FrameHandle, ProviderFrame};
use crate::comments::fields::{with_query, Fields};
use crate::comments::permalink;
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_sys::js;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Languages of Remark42.
const LANGUAGES: [&str; 24] = [
    "ar", "be", "bg", "bp", "cs", "de", "en", "es", "fa", "fi", "fr", "it", "ja", "ko", "mk", "pl",
    "ro", "ru", "th", "tr", "ua", "vi", "zh", "zh-tw",
];

/// Prefix of a comment's id in a fragment.
const COMMENT_PREFIX: &str = "remark42__comment-";

/// The configuration of Remark42.
#[derive(Clone)]
pub struct Remark42 {
    host: String,
    site: String,
    thread: Option<String>,
}

impl FromConfig for Remark42 {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "remark42",
        label: "Remark42",
        anchor: "remark42",
        permalink: PermalinkScheme::Fragment(COMMENT_PREFIX),
        ..Descriptor::IFRAME
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            host: fields.required_server("host")?,
            site: fields.required("siteId")?,
            thread: fields.text("thread"),
        })
    }
}

impl Remark42 {
    fn thread<'p>(&'p self, article: &'p ArticleInfo) -> &'p str {
        article.thread(Self::DESCRIPTOR.kind, &self.thread).unwrap_or(&article.url)
    }

    fn frame_url(&self, article: &ArticleInfo, appearance: &Appearance) -> String {
        let host = self.host.trim_end_matches('/');
        with_query(
            &[host, "/web/iframe.html"].concat(),
            &[
                ("host", host),
                ("site_id", &self.site),
                ("url", self.thread(article)),
                ("theme", appearance.scheme()),
                ("page_title", &article.title),
                ("locale", closest_language(&appearance.lang)),
            ],
        )
    }
}

fn closest_language(lang: &str) -> &'static str {
    super::closest_language(&LANGUAGES, lang)
}

impl Provider for Remark42 {
    fn server_url(&self) -> &str {
        &self.host
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        let url = [&self.host, "api/v1/count"].concat();
        Some(Request::get(with_query(&url, &[("site", &self.site), ("url", self.thread(article))])))
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        response.value.get("count")?.as_u64()?.try_into().ok()
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let appearance = Rc::new(RefCell::new(context.appearance.clone()));
        let linked = permalink::current_url().after(COMMENT_PREFIX);
        let url = self.frame_url(&context.article, &context.appearance);
        let (current, report) = (appearance.clone(), context.report.clone());
        let handle = ProviderFrame::open(
            &context,
            &url,
            Self::DESCRIPTOR.label,
            Box::new(move |frame, data| {
                frame.set_height(&js::get(data, "height"));
                frame.scroll_to(&js::get(data, "scrollTo"));
                if js::get(data, "inited").is_truthy() {
                    report.emit(ProviderEvent::State(State::Ready));
                    // Messages sent before the iframe had loaded were lost.
                    frame.post_message(&message("theme", current.borrow().scheme()));
                    if let Some(comment) = linked.as_ref().filter(|_| frame.mark_loaded()) {
                        frame.post_message(&scroll_message(comment));
                    }
                }
            }),
        )?;
        Some(Box::new(Remark42Session {
            handle,
            config: self.clone(),
            article: context.article,
            appearance,
        }))
    }
}

/// Returns the message that scrolls to a comment.
fn scroll_message(comment: &str) -> JsValue {
    message("hash", &["#", COMMENT_PREFIX, comment].concat())
}

fn message(key: &str, value: &str) -> JsValue {
    js::object(&[(key, value.into())]).into()
}

/// An open Remark42.
struct Remark42Session {
    handle: FrameHandle,
    config: Remark42,
    article: ArticleInfo,
    appearance: Rc<RefCell<Appearance>>,
}

impl Session for Remark42Session {
    fn focus_comment(&mut self, comment: &str) {
        self.handle.frame.post_message(&scroll_message(comment));
    }

    fn restyle(&mut self, appearance: &Appearance) {
        let before = self.appearance.replace(appearance.clone());
        if closest_language(&before.lang) == closest_language(&appearance.lang) {
            self.handle.frame.post_message(&message("theme", appearance.scheme()));
        } else {
            self.handle.frame.load(&self.config.frame_url(&self.article, appearance));
        }
    }
}
