//! giscus: discussions at GitHub (<https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md>).

use super::{Frame, Listening};
use crate::comments::address::Naming;
use crate::comments::settings::{with_query, Fields};
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Where the session is kept, as giscus' own script does.
const SESSION: &str = "giscus-session";

/// Languages it has; any other would be an address that is not there.
const LANGUAGES: [&str; 36] = [
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "gr", "gsw",
    "hbs", "he", "hu", "id", "it", "ja", "kh", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr",
    "uk", "uz", "vi", "zh-CN", "zh-TW", "zh-HK",
];

/// giscus, as a site configures it.
#[derive(Clone)]
pub struct Giscus {
    host: String,
    repo: String,
    repo_id: String,
    category: String,
    category_id: String,
    mapping: &'static str,
    term: Option<String>,
    strict: bool,
    reactions: bool,
    input: &'static str,
    light: String,
    dark: String,
}

impl Settings for Giscus {
    const KIND: Kind = Kind {
        name: "giscus",
        label: "giscus",
        // Back from signing in.
        comment: Naming::Query("giscus"),
        ..Kind::FRAMED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        const MAPPINGS: [&str; 6] = ["pathname", "url", "title", "og:title", "specific", "number"];
        Some(Self {
            repo: fields.needed("repo")?,
            repo_id: fields.needed("repoId")?,
            category: fields.needed("category")?,
            category_id: fields.needed("categoryId")?,
            host: fields.base_or("host", "https://giscus.app/"),
            mapping: fields.one_of("mapping", &MAPPINGS),
            term: fields.text("thread"),
            strict: fields.on("strict", false),
            reactions: fields.on("reactions", true),
            input: fields.one_of("inputPosition", &["bottom", "top"]),
            light: fields.text_or("themeLight", "light"),
            dark: fields.text_or("themeDark", "dark"),
        })
    }
}

impl Giscus {
    /// What finds the discussion: a `term` or a `number`.
    fn term(&self, page: &Page) -> (&'static str, String) {
        let named = page.thread(&Self::KIND, &self.term);
        match (self.mapping, named) {
            ("number", Some(number)) => ("number", number.into()),
            (_, Some(term)) => ("term", term.into()),
            ("url", _) => ("term", page.url.clone()),
            ("title" | "og:title", _) => ("term", page.title.clone()),
            _ => ("term", super::pathname(page.path())),
        }
    }

    fn theme(&self, look: &Look) -> String {
        if look.theme == "contrast" && self.dark == "dark" {
            return "dark_high_contrast".into();
        }
        look.pick(&self.light, &self.dark).into()
    }

    fn address(&self, page: &Page, look: &Look, session: &str) -> String {
        let (kind, term) = self.term(page);
        let switch = |on| if on { "1" } else { "0" };
        with_query(
            &[&self.host, language(&look.lang), "/widget"].concat(),
            &[
                ("origin", super::page_address("giscus").as_str()),
                ("session", session),
                ("theme", &self.theme(look)),
                ("reactionsEnabled", switch(self.reactions)),
                ("emitMetadata", "1"),
                ("inputPosition", self.input),
                ("repo", &self.repo),
                ("repoId", &self.repo_id),
                ("category", &self.category),
                ("categoryId", &self.category_id),
                ("strict", switch(self.strict)),
                ("description", &page.title),
                ("backLink", &page.url),
                (kind, &term),
            ],
        )
    }

    /// The message that tells it what is discussed.
    fn topic(&self, page: &Page) -> JsValue {
        let (kind, term) = self.term(page);
        config(&[
            (kind, term.into()),
            ("description", page.title.as_str().into()),
            ("backLink", page.url.as_str().into()),
        ])
    }

    /// The message that tells it how things look.
    fn dress(&self, look: &Look) -> JsValue {
        config(&[("theme", self.theme(look).into()), ("lang", language(&look.lang).into())])
    }
}

/// The message that changes what its address told it.
fn config(members: &[(&str, JsValue)]) -> JsValue {
    let config = dom::object(&[("setConfig", dom::object(members).into())]);
    dom::object(&[("giscus", config.into())]).into()
}

fn language(lang: &str) -> &'static str {
    super::language(&LANGUAGES, lang)
}

impl Provider for Giscus {
    fn server(&self, _page: &Page) -> &str {
        &self.host
    }

    fn link(&self, _page: &Page) -> Option<String> {
        Some(["https://github.com/", &self.repo, "/discussions"].concat())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let now = Rc::new(RefCell::new((stage.page.clone(), stage.look.clone())));
        let url = self.address(&stage.page, &stage.look, &super::session("giscus", SESSION));
        let (giscus, latest, tell) = (self.clone(), now.clone(), stage.tell.clone());
        let listening = Frame::open(
            &stage,
            &url,
            Self::KIND.label,
            Box::new(move |frame, data| {
                let (page, look) = &*latest.borrow();
                giscus.heard(frame, &dom::get(data, "giscus"), page, look, &tell);
            }),
        )?;
        Some(Box::new(Open { listening, giscus: self.clone(), now }))
    }
}

impl Giscus {
    fn heard(
        &self,
        frame: &Rc<Frame>,
        said: &JsValue,
        page: &Page,
        look: &Look,
        tell: &yew::Callback<Told>,
    ) {
        let height = dom::get(said, "resizeHeight");
        if height.as_f64().is_some() {
            frame.grow(&height);
            if frame.came() {
                tell.emit(Told::State(State::Ready));
                // What has changed while it loaded, it has not heard.
                frame.say(&self.dress(look));
            }
        }
        if dom::get(said, "signOut").is_truthy() {
            super::forget_session(SESSION);
        }
        if let Some(error) = dom::get_text(said, "error") {
            let stale = ["Bad credentials", "Invalid state value", "State has expired"];
            if stale.iter().any(|sign| error.contains(sign)) {
                super::forget_session(SESSION);
                frame.turn_to(&self.address(page, look, ""));
            } else if !error.contains("Discussion not found") {
                // A discussion that is not there yet begins with the first comment.
                tell.emit(Told::State(State::Failed));
            }
        }
        let discussion = dom::get(said, "discussion");
        let number = |key| dom::get(&discussion, key).as_f64();
        if let Some(comments) = number("totalCommentCount") {
            let all = comments + number("totalReplyCount").unwrap_or_default();
            tell.emit(Told::Count(all as u32));
        }
    }
}

struct Open {
    listening: Listening,
    giscus: Giscus,
    now: Rc<RefCell<(Page, Look)>>,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.now.borrow_mut().1 = look.clone();
        self.listening.frame.say(&self.giscus.dress(look));
    }

    fn turn(&mut self, page: &Page) -> bool {
        self.now.borrow_mut().0 = page.clone();
        self.listening.frame.say(&self.giscus.topic(page));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_it_does_not_have_is_english() {
        for (lang, known) in [("id-ID", "id"), ("zh-tw", "zh-TW"), ("ms", "en"), ("", "en")] {
            assert_eq!(language(lang), known, "{lang}");
        }
    }
}
