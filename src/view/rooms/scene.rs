//! What the rooms beside an article need to know.

use crate::comments::Page;
use crate::config::rooms::Config;
use crate::dom;
use crate::i18n::Words;
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::{Callback, Properties};

/// What the rooms share.
pub struct Facts {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// The article, as others need it.
    pub page: Page,
    /// The article's own language, BCP 47.
    pub article_lang: String,
    /// What the site configured.
    pub config: Rc<Config>,
    /// The words of the controls.
    pub words: Words,
    /// Enough has been read aloud.
    pub done_listening: Callback<()>,
    /// Prefix of every element id in these rooms: unique on the page.
    pub prefix: Rc<str>,
}

/// Shared facts; equal when they are the same.
#[derive(Clone)]
pub struct Scene(Rc<Facts>);

impl Scene {
    /// Shares these facts.
    pub fn new(facts: Facts) -> Self {
        Self(Rc::new(facts))
    }

    /// The words named `key`.
    pub fn t(&self, key: &str) -> &str {
        self.words.t(key)
    }

    /// Sends a `baca-…` event from the element.
    pub fn emit(&self, name: &str, detail: &[(&str, JsValue)]) {
        dom::emit(&self.host, name, &dom::object(detail));
    }
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Scene {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

/// The properties of a room.
#[derive(Properties, PartialEq, Clone)]
pub struct RoomProps {
    /// What it needs to know.
    pub scene: Scene,
}
