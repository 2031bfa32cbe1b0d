//! The loader's services that several modules use (`static/loader/bindings.ts`).

use super::dom;
use baca_sys::js;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};

thread_local! {
    static SERVICES: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Stores the script's services: `{pageUrl(), report(host, report), scrollBy(element, pixels), seen(host),
/// open(host, panel), texts(lang, group)}`.
pub fn adopt(services: JsValue) {
    SERVICES.set(services);
}

/// Returns the URL for an article without one: the page's canonical URL, without its fragment.
pub fn page_url() -> String {
    call("pageUrl", &[]).and_then(|url| url.as_string()).unwrap_or_default()
}

/// Sends a report of reading to the site, as its configuration says.
pub fn report(host: &HtmlElement, report: JsValue) {
    call("report", &[host.into(), report]);
}

/// Scrolls the nearest scroll container of an element by this many CSS pixels.
pub fn scroll_by(element: &Element, pixels: f64) {
    call("scrollBy", &[element.into(), pixels.into()]);
}

/// Calls `then` when the article of a reader is on screen in an activated and visible page, or soon if it has
/// been already.
pub fn when_seen(host: &HtmlElement, then: impl FnOnce() + 'static) {
    if let Some(seen) = call("seen", &[host.into()]) {
        dom::on_settled(seen, move |_| then());
    }
}

/// Opens or closes a panel of the toolbar, which the script renders: `settings` or `share`.
pub fn open(host: &HtmlElement, panel: &str) {
    call("open", &[host.into(), panel.into()]);
}

/// Returns a function that returns the messages of a language that the loader has fetched, in a group of
/// `reader`, `panels` and `discussion`: the language's usual spelling and a JSON object.
pub fn messages_of(group: &'static str) -> impl Fn(&str) -> Option<(String, String)> {
    move |lang| {
        let found = call("texts", &[lang.into(), group.into()])?;
        js::get_text(&found, "lang").zip(js::get_text(&found, "json"))
    }
}

/// Calls a service by name.
fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    SERVICES.with_borrow(|services| js::call(services, name, arguments))
}
