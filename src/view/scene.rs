//! What every room of the reader needs to know, made once for an article, a configuration and a
//! language, and shared from there.

use crate::article::Article;
use crate::config::Config;
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
    /// What is read.
    pub article: Rc<Article>,
    /// What the site configured.
    pub config: Rc<Config>,
    /// The words of the controls.
    pub words: Words,
    /// Languages for `Intl` in the article's text, best first: its own, then the controls'.
    pub lang: String,
    /// The article's address: canonical, else the page's without its fragment.
    pub url: String,
    /// The reader wants to listen.
    pub listen: Callback<()>,
    /// Prefix of every element id in this reader: unique on the page.
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
        self.tell(name, &dom::object(detail));
    }

    /// The same with a detail at hand.
    pub fn tell(&self, name: &str, detail: &JsValue) {
        dom::emit(&self.host, name, detail);
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
