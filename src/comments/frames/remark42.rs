//! Remark42: a comment server that sites run themselves (<https://remark42.com/docs/>). Its frame
//! takes its language at the start only: another one loads it again.

use super::{Frame, Listening};
use crate::article::json::Reading;
use crate::comments::address::Address;
use crate::comments::settings::{self, with_query};
use crate::comments::{Home, Look, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Its `type` in the configuration.
pub const KIND: &str = "remark42";

/// Languages it has.
const LANGUAGES: [&str; 24] = [
    "ar", "be", "bg", "bp", "cs", "de", "en", "es", "fa", "fi", "fr", "it", "ja", "ko", "mk", "pl",
    "ro", "ru", "th", "tr", "ua", "vi", "zh", "zh-tw",
];

#[derive(Clone)]
struct Remark42 {
    host: String,
    site: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Remark42 {
        host: settings::needed_base(o, r, "host")?,
        site: settings::needed(o, r, "siteId")?,
        name: settings::name(o, r, "Remark42"),
    }))
}

impl Remark42 {
    fn address(&self, page: &Page, look: &Look) -> String {
        let host = self.host.trim_end_matches('/');
        with_query(
            &[host, "/web/iframe.html"].concat(),
            &[
                ("host", host),
                ("site_id", &self.site),
                ("url", page.thread(KIND).unwrap_or(&page.url)),
                ("theme", theme(look)),
                ("page_title", &page.title),
                ("locale", language(&look.lang)),
            ],
        )
    }
}

fn theme(look: &Look) -> &'static str {
    if look.dark {
        "dark"
    } else {
        "light"
    }
}

fn language(lang: &str) -> &'static str {
    let short = lang.split(['-', '_']).next().unwrap_or_default();
    let known = |wanted: &str| LANGUAGES.iter().find(|l| l.eq_ignore_ascii_case(wanted)).copied();
    known(lang).or_else(|| known(short)).unwrap_or("en")
}

impl Provider for Remark42 {
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
        Some([&page.url, "#remark42"].concat())
    }

    fn home(&self) -> Home {
        Home::Shadow
    }

    fn names(&self, address: &Address) -> Option<String> {
        address.after("remark42__comment-")
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let linked = crate::comments::address::here().after("remark42__comment-");
        let url = self.address(&stage.page, &stage.look);
        let listening = {
            let (look, tell) = (look.clone(), stage.tell.clone());
            Frame::open(
                &stage,
                &url,
                &self.name,
                Box::new(move |frame, data| {
                    frame.grow(&dom::get(data, "height"));
                    frame.scroll_to(&dom::get(data, "scrollTo"));
                    if dom::get(data, "inited").is_truthy() {
                        tell.emit(Told::State(State::Ready));
                        frame.say(&message("theme", theme(&look.borrow())));
                        if let Some(id) = linked.as_ref().filter(|_| frame.came()) {
                            frame.say(&message("hash", &["#remark42__comment-", id].concat()));
                        }
                    }
                }),
            )
        }?;
        Some(Box::new(Open { listening, own: self.clone(), page: stage.page, look }))
    }
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
    fn restyle(&mut self, look: &Look) {
        let before = self.look.replace(look.clone());
        if language(&before.lang) == language(&look.lang) {
            self.listening.frame.say(&message("theme", theme(look)));
        } else {
            self.listening.frame.turn_to(&self.own.address(&self.page, look));
        }
    }
}
