//! Providers in an iframe that Baca creates, with the provider's documented URL and messages and without its
//! script in the page.
//!
//! - [`ProviderFrame`]: the iframe and its messages. Messages from another window or origin are ignored.
//! - [`giscus`], [`utterances`], [`remark42`], [`discourse`]: the providers; `terms`: how the first two find the
//!   discussion of an article.

pub mod discourse;
pub mod giscus;
pub mod remark42;
mod terms;
pub mod utterances;

use super::fields::origin_of;
use super::provider::{MountContext, ProviderEvent, State};
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::storage;
use baca_sys::js;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Maximum height of an iframe, in CSS pixels. A higher one scrolls by itself.
const MAX_HEIGHT: f64 = 20_000.0;

/// Sandbox permissions: scripts, forms, and signing in, which navigates to another page and back.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups \
    allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation \
    allow-storage-access-by-user-activation";

/// Callback for the messages of an iframe.
pub type OnMessage = Box<dyn Fn(&Rc<ProviderFrame>, &JsValue)>;

/// An iframe of a provider.
pub struct ProviderFrame {
    element: HtmlElement,
    origin: String,
    is_loaded: Cell<bool>,
}

/// An iframe with its event listeners. Removes both when dropped.
pub struct FrameHandle {
    /// The iframe.
    pub frame: Rc<ProviderFrame>,
    _listeners: Vec<EventListener>,
}

impl Drop for FrameHandle {
    fn drop(&mut self) {
        self.frame.element.remove();
    }
}

impl ProviderFrame {
    /// Adds an iframe with this URL to the container. `on_message` receives the messages of its window.
    pub fn open(
        context: &MountContext,
        url: &str,
        title: &str,
        on_message: OnMessage,
    ) -> Option<FrameHandle> {
        let element = dom::new_element(
            "iframe",
            &[
                ("class", "frame"),
                ("title", title),
                ("sandbox", SANDBOX),
                ("allow", "clipboard-write"),
                ("scrolling", "no"),
                // The provider learns the article from its URL. Discourse needs a referrer and changes this.
                ("referrerpolicy", "no-referrer"),
                ("src", url),
            ],
        )?;
        let element: HtmlElement = element.dyn_into().ok()?;
        let origin = origin_of(url).to_string();
        let frame = Rc::new(Self { element, origin, is_loaded: Cell::new(false) });
        let window = dom::window()?;
        let document = dom::document()?;
        let listener = {
            let frame = frame.clone();
            EventListener::new(&window, "message", move |event| {
                let from = js::get(event, "source");
                let content_window = js::get(&frame.element, "contentWindow");
                let origin = js::get_text(event, "origin");
                if from.is_object()
                    && from == content_window
                    && origin.as_deref() == Some(&frame.origin)
                {
                    on_message(&frame, &js::get(event, "data"));
                }
            })
        };
        // The page's Content Security Policy may block the iframe, which no other event reports.
        let refused = {
            let (report, frame) = (context.report.clone(), frame.clone());
            EventListener::new(&document, "securitypolicyviolation", move |event| {
                let blocked = js::get_text(event, "blockedURI").unwrap_or_default();
                if !frame.is_loaded.get() && origin_of(&blocked) == frame.origin {
                    report.emit(ProviderEvent::State(State::Failed));
                }
            })
        };
        context.container.append_child(&frame.element).ok()?;
        Some(FrameHandle { frame, _listeners: vec![listener, refused] })
    }

    /// Sends a message to the iframe. A message sent before it has loaded is lost.
    pub fn post_message(&self, message: &JsValue) {
        let window = js::get(&self.element, "contentWindow");
        js::call(&window, "postMessage", &[message.clone(), self.origin.as_str().into()]);
    }

    /// Sets the height that the iframe has reported.
    pub fn set_height(&self, height: &JsValue) {
        let Some(height) = height.as_f64().filter(|h| h.is_finite() && *h >= 0.0) else { return };
        if height > MAX_HEIGHT {
            // The content is very long or reports ever larger heights: the iframe scrolls by itself.
            let _ = self.element.remove_attribute("scrolling");
        }
        let height = js::digits(height.min(MAX_HEIGHT).ceil());
        let _ = self.element.style().set_property("height", &[&height, "px"].concat());
    }

    /// Marks the iframe as loaded. Returns `true` the first time.
    pub fn mark_loaded(&self) -> bool {
        !self.is_loaded.replace(true)
    }

    /// Loads another URL.
    pub fn load(&self, url: &str) {
        let _ = self.element.set_attribute("src", url);
    }

    /// Scrolls the page to a vertical position within the iframe.
    pub fn scroll_to(&self, top: &JsValue) {
        let Some(top) = top.as_f64().filter(|top| top.is_finite()) else { return };
        let Some(window) = dom::window() else { return };
        let above = self.element.get_bounding_client_rect().top();
        let to = window.scroll_y().unwrap_or_default() + above + top - 80.0;
        window.scroll_to_with_x_and_y(window.scroll_x().unwrap_or_default(), to.max(0.0));
    }

    /// Returns the element.
    pub fn element(&self) -> &Element {
        &self.element
    }
}

/// Interface languages of Baca with the names that providers have for them.
const NAMES_AT_PROVIDERS: [(&str, &str); 7] = [
    ("el", "gr"),
    ("hr", "hbs"),
    ("pt-BR", "bp"),
    ("sr", "hbs"),
    ("uk", "ua"),
    ("zh-Hans", "zh-CN"),
    ("zh-Hant", "zh-TW"),
];

/// Returns the closest of a provider's languages: the same, otherwise without region, otherwise English.
fn closest_language(known: &[&'static str], lang: &str) -> &'static str {
    let short = lang.split(['-', '_']).next().unwrap_or_default();
    let find = |wanted: &str| known.iter().find(|name| name.eq_ignore_ascii_case(wanted)).copied();
    let other = NAMES_AT_PROVIDERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(lang));
    let other = other.and_then(|(_, name)| find(name));
    find(lang).or(other).or_else(|| find(short)).unwrap_or("en")
}

/// Returns the token that a provider passes in the page's query after the reader has signed in. Stores it in
/// the site's storage and removes it from the page's URL. Later calls return the stored token.
fn session_token(parameter: &str, key: &str) -> String {
    let token = super::permalink::current_url().value(parameter).map(String::from);
    if let Some(token) = token {
        // As JSON, like the providers' own scripts.
        if let Ok(text) = js_sys::JSON::stringify(&token.as_str().into()) {
            storage::write(key, &String::from(text));
        }
        remove_query_parameter(parameter);
        return token;
    }
    let stored = storage::read_json(key);
    stored.and_then(|token| token.as_str().map(String::from)).unwrap_or_default()
}

/// Removes a stored token.
fn remove_session_token(key: &str) {
    if let Some(storage) = storage::storage() {
        let _ = storage.remove_item(key);
    }
}

/// Returns the page's URL.
fn page_url() -> String {
    dom::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Returns the URL that the reader comes back to after signing in: the page's without its query, or the article's if
/// that is the page's with a query.
fn return_url(article: &ArticleInfo) -> String {
    return_url_of(&page_url(), &article.url)
}

fn return_url_of(page: &str, article: &str) -> String {
    let path = page.split(['?', '#']).next().unwrap_or_default();
    let article = article.split('#').next().unwrap_or_default();
    match article.split_once('?') {
        Some((same, _)) if same == path => article.into(),
        _ => path.into(),
    }
}

/// Returns the page's URL without its fragment and without the query parameter `parameter`.
fn page_url_without(parameter: &str) -> String {
    let href = page_url();
    let Ok(url) = web_sys::Url::new(&href) else { return href };
    url.search_params().delete(parameter);
    url.set_hash("");
    url.href()
}

fn remove_query_parameter(parameter: &str) {
    let Some(window) = dom::window() else { return };
    let fragment = window.location().hash().unwrap_or_default();
    let clean = [page_url_without(parameter), fragment].concat();
    let history = js::get(&window, "history");
    let state = js::get(&history, "state");
    js::call(&history, "replaceState", &[state, "".into(), clean.into()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_does_not_learn_the_query_of_the_page() {
        for (page, article, url) in [
            ("https://a.example/x?token=1#y", "https://a.example/x", "https://a.example/x"),
            (
                "https://a.example/x?p=1&token=2",
                "https://a.example/x?p=1#z",
                "https://a.example/x?p=1",
            ),
            ("https://a.example/x?token=1", "https://b.example/x?p=1", "https://a.example/x"),
            ("https://a.example/x", "", "https://a.example/x"),
        ] {
            assert_eq!(return_url_of(page, article), url, "{page} {article}");
        }
    }
}
