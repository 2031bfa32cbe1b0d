//! Discussions that Baca draws itself, each behind its number.

use super::house::Houses;
use crate::article::json::Reading;
use crate::comments::{self, Page};
use crate::i18n::{Words, THREAD};
use crate::platform;
use crate::view::thread::{Pictures, Scene, Thread, ThreadProps};
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::Callback;

thread_local! {
    static HOUSES: Houses<Thread> = const { Houses::new() };
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
    let start = |id: u32| {
        let words = Words::choose([page.lang.as_str()], &labels, &THREAD);
        let prefix = ["baca-thread-", &id.to_string(), "-"].concat().into();
        let scene = Rc::new(Scene { host, page, labels, words, prefix });
        ThreadProps { scene, source, kind, name, link, linked, pictures, tell }
    };
    Some(HOUSES.with(|houses| houses.start(place, start)))
}

/// Tells a discussion the language of the controls.
pub fn restyle(id: u32, lang: &str) {
    update(id, |props| {
        let Scene { host, page, labels, prefix, .. } = &*props.scene;
        let words = Words::choose([lang], labels, &THREAD);
        let (host, page, labels) = (host.clone(), page.clone(), labels.clone());
        props.scene = Rc::new(Scene { host, page, labels, words, prefix: prefix.clone() });
    });
}

/// Tells a discussion which comment the page's address names.
pub fn seek(id: u32, comment: String) {
    update(id, |props| props.linked = Some(comment));
}

/// Ends a discussion.
pub fn close(id: u32) {
    HOUSES.with(|houses| houses.end(id));
}

fn update(id: u32, change: impl FnOnce(&mut ThreadProps)) {
    HOUSES.with(|houses| houses.update(id, change));
}
