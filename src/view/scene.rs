//! What every room of the reader needs to know, made once for an article, a configuration and a
//! language, and shared from there.

use super::page::Page;
use crate::config::Config;
use crate::dom;
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// What the rooms share.
pub struct Facts {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// What the site configured.
    pub config: Rc<Config>,
    /// What the article is drawn from.
    pub page: Page,
}

impl Deref for Facts {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

/// Shared facts; equal when they are the same.
#[derive(Clone)]
pub struct Scene(Rc<Facts>);

impl Scene {
    /// Shares these facts.
    pub fn new(facts: Facts) -> Self {
        Self(Rc::new(facts))
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
