//! Helpers for the DOM. None of them panics.

use baca_sys::js;
use baca_sys::text;
use js_sys::{Function, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, HtmlElement, Window};

/// Returns the window; `None` outside a page, as in a worker.
pub fn window() -> Option<Window> {
    js::window()
}

/// Returns the page's document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Returns the page's URL without query and fragment; empty in a page without one of its own, such as
/// `about:srcdoc`.
pub fn page_path() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with("http") {
        path.into()
    } else {
        String::new()
    }
}

/// Returns the value of `referrerpolicy` for frames of other sites that may need a referrer; `None` for the page's own
/// policy. A policy must never be less strict than the page's, which only a `<meta>` reveals. So it is set only where
/// the page would send whole URLs.
pub fn frame_referrer_policy() -> Option<&'static str> {
    let meta = document()?.query_selector("meta[name='referrer']").ok().flatten()?;
    let content = meta.get_attribute("content")?.trim().to_ascii_lowercase();
    matches!(content.as_str(), "unsafe-url" | "always" | "no-referrer-when-downgrade" | "default")
        .then_some("strict-origin-when-cross-origin")
}

/// Returns the current time in milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Dispatches the event `baca-{name}` on the reader's element; it bubbles and is composed (`docs/events.md`).
pub fn emit(host: &HtmlElement, name: &str, detail: &JsValue) {
    let init = web_sys::CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(&event_name(name), &init) {
        let _ = host.dispatch_event(&event);
    }
}

fn event_name(name: &str) -> String {
    text::concat(&["baca-", name])
}

/// Creates an element with attributes.
pub fn new_element(name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document()?.create_element(name).ok()?;
    for (key, value) in attributes {
        let _ = element.set_attribute(key, value);
    }
    Some(element)
}

/// Sets a CSS property or custom property through the CSSOM, which every CSP allows.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Whether a media query matches.
pub fn matches_media(query: &str) -> bool {
    let list = window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Creates a JavaScript function that passes its `this` to `callback`, for third-party scripts that call
/// functions so. The caller must keep the returned closure while the function may be called.
pub fn function_with_this(
    mut callback: impl FnMut(JsValue) + 'static,
) -> (Function, Closure<dyn FnMut(JsValue, JsValue)>) {
    let apply = Closure::<dyn FnMut(JsValue, JsValue)>::new(move |_target, this| callback(this));
    let handler = js::object(&[("apply", apply.as_ref().clone())]);
    // Without script of its own, a closure can get `this` only through a proxy's `apply`.
    let proxy = js_sys::Proxy::new(apply.as_ref(), &handler);
    (proxy.unchecked_into(), apply)
}

/// Returns whether the key of an event is Escape. If so, prevents the event's default and stops its
/// propagation, so that it does not also close a dialog around the element.
pub fn take_escape(event: &Event) -> bool {
    let is_escape = js::get_text(event, "key").as_deref() == Some("Escape");
    if is_escape {
        event.prevent_default();
        event.stop_propagation();
    }
    is_escape
}

/// Calls `done` when a promise is settled: with its value, or with the reason of the rejection.
pub fn on_settled(promise: JsValue, done: impl FnOnce(Result<JsValue, JsValue>) + 'static) {
    settle(promise, Box::new(done));
}

/// A function that [`settle`] calls.
type Done = Box<dyn FnOnce(Result<JsValue, JsValue>)>;

/// The part of [`on_settled`] that does not depend on the type. It uses no future: that would add a queue of
/// tasks to the WebAssembly.
fn settle(promise: JsValue, done: Done) {
    let pending = Rc::new(Cell::new(None));
    let callback = |result: fn(JsValue) -> Result<JsValue, JsValue>| {
        let pending = pending.clone();
        Closure::<dyn FnMut(JsValue)>::new(move |value| {
            // The first call drops both functions.
            let taken: Option<(Done, Closure<_>, Closure<_>)> = pending.take();
            if let Some((done, ..)) = taken {
                done(result(value));
            }
        })
    };
    let (resolved, rejected) = (callback(Ok), callback(Err));
    let promise: Promise = Promise::resolve(&promise);
    let _ = promise.then2(&resolved, &rejected);
    pending.set(Some((done, resolved, rejected)));
}

/// Returns the mount point `name` in a reader (`baca_render::article::mount_points`).
pub fn mount_point(host: &HtmlElement, name: &str) -> Option<Element> {
    let selector = text::concat(&["[data-place=", name, "]"]);
    host.shadow_root()?.query_selector(&selector).ok().flatten()
}
