//! giscus: discussions at GitHub (<https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md>).

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
pub const KIND: &str = "giscus";

/// Where the session is kept, as giscus' own script does.
const SESSION: &str = "giscus-session";

/// Languages it has; any other would be an address that is not there.
const LANGUAGES: [&str; 36] = [
    "ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "gr", "gsw",
    "hbs", "he", "hu", "id", "it", "ja", "kh", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr",
    "uk", "uz", "vi", "zh-CN", "zh-TW", "zh-HK",
];

#[derive(Clone)]
struct Giscus {
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
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let mut needed = |key| settings::needed(o, r, key);
    let (repo, repo_id) = (needed("repo")?, needed("repoId")?);
    let (category, category_id) = (needed("category")?, needed("categoryId")?);
    const MAPPINGS: [&str; 5] = ["pathname", "url", "title", "specific", "number"];
    let mut theme = |key, usual: &str| r.text_at(o, key).unwrap_or_else(|| usual.into());
    let (light, dark) = (theme("themeLight", "light"), theme("themeDark", "dark"));
    Some(Rc::new(Giscus {
        host: settings::base_or(o, r, "host", "https://giscus.app/"),
        mapping: settings::one_of(o, r, "mapping", &MAPPINGS),
        term: r.text_at(o, "thread"),
        strict: settings::on(o, r, "strict", false),
        reactions: settings::on(o, r, "reactions", true),
        input: settings::one_of(o, r, "inputPosition", &["bottom", "top"]),
        name: settings::name(o, r, "giscus"),
        repo,
        repo_id,
        category,
        category_id,
        light,
        dark,
    }))
}

impl Giscus {
    /// What finds the discussion: a `term` or a `number`.
    fn term(&self, page: &Page) -> (&'static str, String) {
        let named = page.thread(KIND).or(self.term.as_deref());
        match (self.mapping, named) {
            ("number", Some(number)) => ("number", number.into()),
            (_, Some(term)) => ("term", term.into()),
            ("url", _) => ("term", page.url.clone()),
            ("title", _) => ("term", page.title.clone()),
            _ => ("term", pathname(page.path())),
        }
    }

    fn theme(&self, look: &Look) -> String {
        if look.theme == "contrast" && self.dark == "dark" {
            return "dark_high_contrast".into();
        }
        if look.dark {
            self.dark.clone()
        } else {
            self.light.clone()
        }
    }

    fn address(&self, page: &Page, look: &Look, session: &str) -> String {
        let (kind, term) = self.term(page);
        let switch = |on| if on { "1" } else { "0" };
        with_query(
            &[&self.host, &language(&look.lang), "/widget"].concat(),
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

    fn config(&self, look: &Look) -> JsValue {
        let members = [("theme", self.theme(look).into()), ("lang", language(&look.lang).into())];
        let config = dom::object(&[("setConfig", dom::object(&members).into())]);
        dom::object(&[("giscus", config.into())]).into()
    }
}

/// As giscus makes a term of a path: without its first slash and its extension; `index` for none.
fn pathname(path: &str) -> String {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let bare = match file.rsplit_once('.') {
        Some((bare, extension)) if !extension.is_empty() => bare,
        _ => file,
    };
    let whole = path.get(..path.len() - file.len() + bare.len()).unwrap_or(folder);
    if whole.is_empty() {
        "index".into()
    } else {
        whole.into()
    }
}

fn language(lang: &str) -> String {
    let short = lang.split(['-', '_']).next().unwrap_or_default();
    let known = |wanted: &str| LANGUAGES.iter().find(|known| known.eq_ignore_ascii_case(wanted));
    known(lang).or_else(|| known(short)).unwrap_or(&"en").to_string()
}

impl Provider for Giscus {
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
        Some(["https://github.com/", &self.repo, "/discussions"].concat())
    }

    fn home(&self) -> Home {
        Home::Shadow
    }

    fn names(&self, address: &Address) -> Option<String> {
        // Back from signing in.
        address.value("giscus").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let giscus = self.clone();
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let url = giscus.address(&stage.page, &stage.look, &super::session("giscus", SESSION));
        let listening = {
            let (giscus, look) = (giscus.clone(), look.clone());
            let (page, tell) = (stage.page.clone(), stage.tell.clone());
            Frame::open(
                &stage,
                &url,
                &self.name,
                Box::new(move |frame, data| {
                    giscus.heard(frame, &dom::get(data, "giscus"), &page, &look.borrow(), &tell);
                }),
            )
        }?;
        Some(Box::new(Open { listening, giscus, look }))
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
                // The theme may have changed while it loaded, which it has not heard.
                frame.say(&self.config(look));
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
    look: Rc<RefCell<Look>>,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.look.replace(look.clone());
        self.listening.frame.say(&self.giscus.config(look));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_the_term_that_giscus_makes_of_it() {
        for (path, term) in [
            ("/", "index"),
            ("/a/b.html", "a/b"),
            ("/a/b/", "a/b/"),
            ("/a.b/c", "a.b/c"),
            ("/x", "x"),
        ] {
            assert_eq!(pathname(path), term, "{path}");
        }
    }

    #[test]
    fn a_language_it_does_not_have_is_english() {
        for (lang, known) in [("id-ID", "id"), ("zh-tw", "zh-TW"), ("ms", "en"), ("", "en")] {
            assert_eq!(language(lang), known, "{lang}");
        }
    }
}
