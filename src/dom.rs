//! The few things of the browser that several modules need, each without a panic.

use js_sys::{Array, Function, Object, Promise, Reflect};
use serde_json::Value;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{spawn_local, JsFuture};
use web_sys::{Document, Element, HtmlElement, Node, ShadowRoot, Storage, Window};

/// The window. Baca runs in pages only; where there is none, nothing is done.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The page's document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The site's storage on this device; `None` where the page or the reader forbids it.
pub fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// Reads one of our entries in the site's storage.
pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Writes one of our entries; where storage is full or forbidden, nothing is kept.
pub fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Milliseconds since 1970, by the page's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Sends a `baca-…` event from the reader's element: bubbling and composed (`docs/events.md`).
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
    ["baca-", name].concat()
}

/// A plain object of these members.
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

/// A list of texts.
pub fn texts(all: &[String]) -> JsValue {
    all.iter().map(JsValue::from).collect::<Array>().into()
}

/// A member of any value, or `undefined`.
pub fn get(target: &JsValue, key: &str) -> JsValue {
    Reflect::get(target, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// A member that is a text.
pub fn get_text(target: &JsValue, key: &str) -> Option<String> {
    get(target, key).as_string()
}

/// Calls a method by name; `None` where there is none or it throws. For what only some browsers
/// have, and for scripts of others, which may throw anything.
pub fn call(target: &JsValue, method: &str, args: &[JsValue]) -> Option<JsValue> {
    let function: Function = get(target, method).dyn_into().ok()?;
    Reflect::apply(&function, target, &list(args)).ok()
}

/// A new object of the browser's, by the name of its constructor in `scope`; `None` where there is none or
/// it throws.
pub fn construct(scope: &JsValue, name: &str, args: &[JsValue]) -> Option<JsValue> {
    let constructor: Function = get(scope, name).dyn_into().ok()?;
    Reflect::construct(&constructor, &list(args)).ok()
}

fn list(values: &[JsValue]) -> Array {
    let list = Array::new();
    for value in values {
        list.push(value);
    }
    list
}

/// A new element with these attributes.
pub fn make(name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document()?.create_element(name).ok()?;
    for (key, value) in attributes {
        let _ = element.set_attribute(key, value);
    }
    Some(element)
}

/// The shadow root that a node is in.
pub fn shadow_of(node: &Node) -> Option<ShadowRoot> {
    node.get_root_node().dyn_into().ok()
}

/// Sets a CSS custom property through the CSSOM, which every CSP allows.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Whether a media query holds.
pub fn media(query: &str) -> bool {
    let list = window().and_then(|w| w.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// The shortest digits of a number. The browser knows how; the tables to do it here would cost
/// every reader some 6 KB.
pub fn digits(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// JSON as a value of JavaScript.
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(holds) => (*holds).into(),
        Value::Number(number) => number.as_f64().unwrap_or_default().into(),
        Value::String(text) => text.into(),
        Value::Array(values) => values.iter().map(to_js).collect::<Array>().into(),
        Value::Object(members) => {
            let object = Object::new();
            for (key, value) in members {
                let _ = Reflect::set(&object, &key.into(), &to_js(value));
            }
            object.into()
        }
    }
}

/// A value of JavaScript as JSON, if it can be.
pub fn from_js(value: &JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(value).ok()?.as_string()?;
    crate::article::json::parse(&text).ok().map(|(value, _)| value)
}

/// Reads one of our entries in the site's storage, which is JSON.
pub fn stored_json(key: &str) -> Option<Value> {
    crate::article::json::parse(&stored(key)?).ok().map(|(value, _)| value)
}

/// Writes one of our entries in the site's storage as JSON.
pub fn store_json(key: &str, value: &Value) {
    if let Ok(text) = js_sys::JSON::stringify(&to_js(value)) {
        store(key, &String::from(text));
    }
}

/// A function of JavaScript that hands its `this` to `act`, as some scripts of others want to call
/// one. The closure must live as long as it may be called.
pub fn with_this(
    act: impl FnMut(JsValue) + 'static,
) -> (Function, Closure<dyn FnMut(JsValue, JsValue)>) {
    let mut act = act;
    let apply = Closure::<dyn FnMut(JsValue, JsValue)>::new(move |_target, this| act(this));
    let handler = object(&[("apply", apply.as_ref().clone())]);
    // Only a proxy learns its `this` without a line of script.
    let proxy = js_sys::Proxy::new(apply.as_ref(), &handler);
    (proxy.unchecked_into(), apply)
}

/// Hands a promise's end to `done`: its value, or what it was rejected with.
pub fn settled(promise: JsValue, done: impl FnOnce(Result<JsValue, JsValue>) + 'static) {
    let promise: Promise = Promise::resolve(&promise);
    spawn_local(async move { done(JsFuture::from(promise).await) });
}

/// A value as another type of the browser's, if it is one.
pub fn cast<T: JsCast>(value: JsValue) -> Option<T> {
    value.dyn_into().ok()
}
