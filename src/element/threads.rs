//! Discussions that Baca draws itself, each behind its number.

use super::Pool;
use crate::article::json::Reading;
use crate::comments::{self, Page};
use crate::i18n::{Words, THREAD};
use crate::platform;
use crate::view::thread::{Msg, Pictures, Scene, Thread, ThreadProps};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::Callback;

thread_local! {
    static POOL: Pool<Thread> = const { Pool::new() };
    /// What it takes to find words in another language.
    static SCENES: RefCell<Vec<(u32, Rc<Scene>)>> = const { RefCell::new(Vec::new()) };
}

/// What a discussion is opened with.
pub struct Opening {
    /// The `<baca-reader>`.
    pub host: HtmlElement,
    /// The article.
    pub page: Page,
    /// The provider's part of the configuration.
    pub provider: Value,
    /// Where relative addresses in that start.
    pub base: String,
    /// The site's own words.
    pub labels: Map<String, Value>,
    /// Name of the provider.
    pub name: String,
    /// Where the discussion can be read on its own.
    pub link: Option<String>,
    /// The comment that the page's address names.
    pub linked: Option<String>,
    /// Whose pictures may be fetched.
    pub pictures: Pictures,
}

/// Opens a discussion in `place` and gives its number; `None` for a provider that is not drawn.
pub fn open(
    place: &Element,
    opening: Opening,
    tell: Callback<crate::comments::Told>,
) -> Option<u32> {
    let Opening { host, page, provider, base, labels, name, link, linked, pictures } = opening;
    let o = provider.as_object()?;
    let source = comments::source_of(o, &mut Reading::new(platform::current(), &base))?;
    let kind: Rc<str> = o.get("type").and_then(Value::as_str).unwrap_or_default().into();
    let mut scene = None;
    let id = super::start(&POOL, place, |id| {
        let words = Words::choose([page.lang.as_str()], &labels, &THREAD);
        let prefix = ["baca-thread-", &id.to_string(), "-"].concat().into();
        let made = Rc::new(Scene { host, page, labels, words, prefix });
        scene = Some(made.clone());
        ThreadProps { scene: made, source, kind, name, link, linked, pictures, tell }
    });
    SCENES.with_borrow_mut(|all| all.extend(scene.map(|scene| (id, scene))));
    Some(id)
}

/// Tells a discussion the language of the controls.
pub fn restyle(id: u32, lang: &str) {
    let scene = SCENES.with_borrow(|all| {
        let (_, scene) = all.iter().find(|(known, _)| *known == id)?;
        let Scene { host, page, labels, prefix, .. } = &**scene;
        let words = Words::choose([lang], labels, &THREAD);
        let (host, page) = (host.clone(), page.clone());
        Some(Rc::new(Scene { host, page, labels: labels.clone(), words, prefix: prefix.clone() }))
    });
    if let Some(scene) = scene {
        tell(id, Msg::Reword(scene));
    }
}

/// Tells a discussion which comment the page's address names.
pub fn seek(id: u32, comment: String) {
    tell(id, Msg::Seek(comment));
}

/// Ends a discussion.
pub fn close(id: u32) {
    SCENES.with_borrow_mut(|all| all.retain(|(known, _)| *known != id));
    super::end(&POOL, id);
}

fn tell(id: u32, msg: Msg) {
    if let Some(scope) = super::scope(&POOL, id) {
        scope.send_message(msg);
    }
}
