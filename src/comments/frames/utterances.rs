//! utterances: issues at GitHub (<https://utteranc.es>). It takes no language.

use super::{Frame, Listening};
use crate::comments::address::Naming;
use crate::comments::settings::{self, with_query, Fields};
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Where the session is kept, as its own script does.
const SESSION: &str = "utterances-session";

/// utterances, as a site configures it.
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

impl Settings for Utterances {
    const KIND: Kind = Kind {
        name: "utterances",
        label: "utterances",
        // Back from signing in.
        comment: Naming::Query("utterances"),
        ..Kind::FRAMED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            repo: fields.needed("repo")?,
            host: fields.base_or("host", "https://utteranc.es/"),
            term: fields.one_of("mapping", &["pathname", "url", "title", "og:title"]),
            label: fields.text_or("issueLabel", ""),
            issue: fields.text("thread"),
            light: fields.text_or("themeLight", "github-light"),
            dark: fields.text_or("themeDark", "github-dark"),
        })
    }
}

impl Utterances {
    /// The message that tells it how things look.
    fn dress(&self, look: &Look) -> JsValue {
        let theme = look.pick(&self.light, &self.dark);
        dom::object(&[("type", "set-theme".into()), ("theme", theme.into())]).into()
    }
}

impl Provider for Utterances {
    fn server(&self, _page: &Page) -> &str {
        &self.host
    }

    fn link(&self, _page: &Page) -> Option<String> {
        Some(["https://github.com/", &self.repo, "/issues"].concat())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let page = &stage.page;
        let session = super::session("utterances", SESSION);
        // It answers to the origin that this names.
        let here = super::page_address("utterances");
        let issue = page.thread(&Self::KIND, &self.issue).unwrap_or_default();
        let url = with_query(
            &[&self.host, "utterances.html"].concat(),
            &[
                ("repo", &self.repo),
                ("issue-number", issue),
                ("issue-term", if issue.is_empty() { self.term } else { "" }),
                ("label", &self.label),
                ("theme", stage.look.pick(&self.light, &self.dark)),
                ("crossorigin", "anonymous"),
                ("session", &session),
                // The term by that name is the article's; it is also where signing in leads back to.
                ("url", if self.term == "url" { &page.url } else { &here }),
                ("origin", settings::origin_of(&here)),
                ("pathname", &super::pathname(page.path())),
                ("title", &page.title),
                ("og:title", &page.title),
            ],
        );
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let (own, latest, tell) = (self.clone(), look.clone(), stage.tell.clone());
        let listening = Frame::open(
            &stage,
            &url,
            Self::KIND.label,
            Box::new(move |frame, data| {
                if dom::get_text(data, "type").as_deref() == Some("resize") {
                    frame.grow(&dom::get(data, "height"));
                    if frame.came() {
                        tell.emit(Told::State(State::Ready));
                        // What has changed while it loaded, it has not heard.
                        frame.say(&own.dress(&latest.borrow()));
                    }
                }
            }),
        )?;
        Some(Box::new(Open { listening, own: self.clone(), look }))
    }
}

struct Open {
    listening: Listening,
    own: Utterances,
    look: Rc<RefCell<Look>>,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.look.replace(look.clone());
        self.listening.frame.say(&self.own.dress(look));
    }
}
