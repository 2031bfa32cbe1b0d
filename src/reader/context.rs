//! Context that the parts of one reader share: its element, its configuration and the article with its
//! messages. It is built anew when one of them changes.

use crate::reader::choices::Theme;
use crate::reader::config::ReaderConfig;
use crate::web::dom;
use crate::web::{languages, services};
use baca_model::Article;
use baca_render::article::view::ArticleView;
use baca_sys::js;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// Context of one reader.
pub struct ReaderContext {
    /// The `<baca-reader>` element.
    pub host: HtmlElement,
    /// The site's configuration.
    pub config: Rc<ReaderConfig>,
    /// The article with what it takes to render it.
    pub view: ArticleView,
}

impl ReaderContext {
    /// Builds the context with controls in the reader's language. `prefix` starts every element id in the
    /// reader.
    pub fn new(
        host: &HtmlElement,
        article: Rc<Article>,
        config: Rc<ReaderConfig>,
        prefix: Rc<str>,
    ) -> Rc<Self> {
        let wanted = languages::languages(host);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let fetched = services::messages_of("reader");
        let view = ArticleView::new(
            article,
            &wanted,
            &config.labels,
            &fetched,
            services::page_url,
            prefix,
        );
        Rc::new(Self { host: host.clone(), config, view })
    }

    /// Returns the theme in the element's attribute `theme`; `None` if it is missing or unknown.
    pub fn site_theme(&self) -> Option<Theme> {
        Theme::parse(&self.host.get_attribute("theme")?)
    }

    /// Returns the message named `key`.
    pub fn t(&self, key: &str) -> &str {
        self.view.t(key)
    }

    /// Sends the event `baca-{name}` from the element, with these members in its detail.
    pub fn emit(&self, name: &str, detail: &[(&str, JsValue)]) {
        self.emit_detail(name, &js::object(detail));
    }

    /// Sends the event `baca-{name}` from the element, with this detail.
    pub fn emit_detail(&self, name: &str, detail: &JsValue) {
        dom::emit(&self.host, name, detail);
    }
}
