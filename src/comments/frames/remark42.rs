//! Remark42: a comment server that sites run themselves (<https://remark42.com/docs/>). Its frame
//! takes its language at the start only: another one loads it again.

use super::{Frame, Listening};
use crate::comments::address::{self, Naming};
use crate::comments::drawn::{Answer, Request};
use crate::comments::settings::{with_query, Fields};
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Languages it has.
const LANGUAGES: [&str; 24] = [
    "ar", "be", "bg", "bp", "cs", "de", "en", "es", "fa", "fi", "fr", "it", "ja", "ko", "mk", "pl",
    "ro", "ru", "th", "tr", "ua", "vi", "zh", "zh-tw",
];

/// What stands before a comment's identifier in a fragment.
const COMMENT: &str = "remark42__comment-";

/// Remark42, as a site configures it.
#[derive(Clone)]
pub struct Remark42 {
    host: String,
    site: String,
    thread: Option<String>,
}

impl Settings for Remark42 {
    const KIND: Kind = Kind {
        name: "remark42",
        label: "Remark42",
        anchor: "remark42",
        comment: Naming::Fragment(COMMENT),
        ..Kind::FRAMED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            host: fields.needed_base("host")?,
            site: fields.needed("siteId")?,
            thread: fields.text("thread"),
        })
    }
}

impl Remark42 {
    fn thread<'p>(&'p self, page: &'p Page) -> &'p str {
        page.thread(&Self::KIND, &self.thread).unwrap_or(&page.url)
    }

    fn address(&self, page: &Page, look: &Look) -> String {
        let host = self.host.trim_end_matches('/');
        with_query(
            &[host, "/web/iframe.html"].concat(),
            &[
                ("host", host),
                ("site_id", &self.site),
                ("url", self.thread(page)),
                ("theme", look.scheme()),
                ("page_title", &page.title),
                ("locale", language(&look.lang)),
            ],
        )
    }
}

fn language(lang: &str) -> &'static str {
    super::language(&LANGUAGES, lang)
}

impl Provider for Remark42 {
    fn server(&self, _page: &Page) -> &str {
        &self.host
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        let url = [&self.host, "api/v1/count"].concat();
        Some(Request::get(with_query(&url, &[("site", &self.site), ("url", self.thread(page))])))
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        answer.value.get("count")?.as_u64()?.try_into().ok()
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let linked = address::here().after(COMMENT);
        let url = self.address(&stage.page, &stage.look);
        let (latest, tell) = (look.clone(), stage.tell.clone());
        let listening = Frame::open(
            &stage,
            &url,
            Self::KIND.label,
            Box::new(move |frame, data| {
                frame.grow(&dom::get(data, "height"));
                frame.scroll_to(&dom::get(data, "scrollTo"));
                if dom::get(data, "inited").is_truthy() {
                    tell.emit(Told::State(State::Ready));
                    // What has changed while it loaded, it has not heard.
                    frame.say(&message("theme", latest.borrow().scheme()));
                    if let Some(comment) = linked.as_ref().filter(|_| frame.came()) {
                        frame.say(&hash(comment));
                    }
                }
            }),
        )?;
        Some(Box::new(Open { listening, own: self.clone(), page: stage.page, look }))
    }
}

/// The message that brings it to a comment.
fn hash(comment: &str) -> JsValue {
    message("hash", &["#", COMMENT, comment].concat())
}

fn message(key: &str, value: &str) -> JsValue {
    dom::object(&[(key, value.into())]).into()
}

struct Open {
    listening: Listening,
    own: Remark42,
    page: Page,
    look: Rc<RefCell<Look>>,
}

impl Session for Open {
    fn seek(&mut self, comment: &str) {
        self.listening.frame.say(&hash(comment));
    }

    fn restyle(&mut self, look: &Look) {
        let before = self.look.replace(look.clone());
        if language(&before.lang) == language(&look.lang) {
            self.listening.frame.say(&message("theme", look.scheme()));
        } else {
            self.listening.frame.turn_to(&self.own.address(&self.page, look));
        }
    }
}
