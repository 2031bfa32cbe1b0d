//! The data that every panel gets.

use super::article_info::ArticleInfo;
use crate::web::dom;
use baca_render::messages::Messages;
use baca_sys::js;
use serde_json::{Map, Value};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// The data that the panels of one reader share. Contexts are equal only if they are the same object.
pub struct PanelContext {
    /// The `<baca-reader>` element.
    pub host: HtmlElement,
    /// The article.
    pub article: ArticleInfo,
    /// The article's language, BCP 47.
    pub article_lang: String,
    /// The site's name, as configured.
    pub site_name: Option<String>,
    /// The site's labels, by language and key.
    pub labels: Map<String, Value>,
    /// The messages of the panels.
    pub messages: Messages,
    /// Prefix of the element ids of these panels, unique on the page.
    pub prefix: Rc<str>,
}

impl PanelContext {
    /// Returns the message `key`.
    pub fn t(&self, key: &str) -> &str {
        self.messages.t(key)
    }

    /// Dispatches the event `baca-{name}` on the element.
    pub fn emit(&self, name: &str, detail: &[(&str, JsValue)]) {
        dom::emit(&self.host, name, &js::object(detail));
    }
}

impl PartialEq for PanelContext {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
