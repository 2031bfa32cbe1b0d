//! utterances: issues at GitHub (<https://utteranc.es>). It takes no language.

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
pub const KIND: &str = "utterances";

/// Where the session is kept, as its own script does.
const SESSION: &str = "utterances-session";

#[derive(Clone)]
struct Utterances {
    host: String,
    repo: String,
    term: &'static str,
    label: String,
    issue: Option<String>,
    light: String,
    dark: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let repo = settings::needed(o, r, "repo")?;
    let mut text = |key, usual: &str| r.text_at(o, key).unwrap_or_else(|| usual.into());
    let (light, dark) = (text("themeLight", "github-light"), text("themeDark", "github-dark"));
    let label = text("issueLabel", "");
    Some(Rc::new(Utterances {
        host: settings::base_or(o, r, "host", "https://utteranc.es/"),
        term: settings::one_of(o, r, "mapping", &["pathname", "url", "title", "og:title"]),
        issue: r.text_at(o, "thread"),
        name: settings::name(o, r, "utterances"),
        repo,
        label,
        light,
        dark,
    }))
}

impl Utterances {
    fn theme(&self, look: &Look) -> &str {
        if look.dark {
            &self.dark
        } else {
            &self.light
        }
    }
}

impl Provider for Utterances {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.host.clone())
    }

    fn link(&self, _page: &Page) -> Option<String> {
        Some(["https://github.com/", &self.repo, "/issues"].concat())
    }

    fn home(&self) -> Home {
        Home::Shadow
    }

    fn names(&self, address: &Address) -> Option<String> {
        address.value("utterances").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let page = &stage.page;
        let session = super::session("utterances", SESSION);
        // It answers to the origin that this names.
        let here = super::page_address("utterances");
        let issue = page.thread(KIND).or(self.issue.as_deref()).unwrap_or_default();
        let path = page.path().trim_matches('/');
        let url = with_query(
            &[&self.host, "utterances.html"].concat(),
            &[
                ("repo", &self.repo),
                ("issue-number", issue),
                ("issue-term", if issue.is_empty() { self.term } else { "" }),
                ("label", &self.label),
                ("theme", self.theme(&stage.look)),
                ("crossorigin", "anonymous"),
                ("session", &session),
                ("url", &here),
                ("origin", settings::origin_of(&here)),
                ("pathname", if path.is_empty() { "index" } else { path }),
                ("title", &page.title),
                ("og:title", &page.title),
            ],
        );
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let listening = {
            let (own, look, tell) = (self.clone(), look.clone(), stage.tell.clone());
            Frame::open(
                &stage,
                &url,
                &self.name,
                Box::new(move |frame, data| {
                    if dom::get_text(data, "type").as_deref() == Some("resize") {
                        frame.grow(&dom::get(data, "height"));
                        if frame.came() {
                            tell.emit(Told::State(State::Ready));
                            frame.say(&message(own.theme(&look.borrow())));
                        }
                    }
                }),
            )
        }?;
        Some(Box::new(Open { listening, own: self.clone(), look }))
    }
}

fn message(theme: &str) -> JsValue {
    dom::object(&[("type", "set-theme".into()), ("theme", theme.into())]).into()
}

struct Open {
    listening: Listening,
    own: Utterances,
    look: Rc<RefCell<Look>>,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.look.replace(look.clone());
        self.listening.frame.say(&message(self.own.theme(look)));
    }
}
