//! Third-party scripts, for providers that cannot be embedded in another way. A script is added to the page's
//! head. Dropping it removes its element, deletes the globals that it is known to create and restores the built-in ones
//! that Baca needs. What the script has done otherwise stays: listeners, timers, requests.
//!
//! - [`Script`]: one script; [`GlobalsSnapshot`]: the globals that it may change.
//! - [`disqus`], [`facebook`], [`hyvor`], [`commento`], [`comentario`], [`waline`], [`coral`]: the
//!   providers.

pub mod comentario;
pub mod commento;
pub mod coral;
pub mod disqus;
pub mod facebook;
pub mod hyvor;
pub mod waline;

use super::host;
use super::provider::{ProviderEvent, Session, State};
use crate::web::dom;
use crate::web::http::{Request, Response};
use crate::web::timers::Interval;
use baca_sys::js;
use baca_sys::trusted_types;
use gloo_events::EventListener;
use js_sys::{Function, Object, Reflect};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::Callback;

/// Builds a request for the number of comments of a path. `site` is the provider's name of the member for
/// the page's host.
fn path_count_request(url: &str, site: &str, path: &str) -> Option<Request> {
    let page_host = dom::window()?.location().host().ok()?;
    let mut body = Map::new();
    body.insert(site.into(), page_host.into());
    body.insert("paths".into(), Value::Array(vec![path.into()]));
    Some(Request::post(url.into(), body.into()))
}

/// Reads the response to [`path_count_request`]: a number for each path.
fn read_path_count(response: &Response, path: &str) -> Option<u32> {
    response.value.get("commentCounts")?.get(path)?.as_u64()?.try_into().ok()
}

thread_local! {
    /// URLs of scripts that have not loaded. A browser does not repeat a request that is still pending.
    static UNLOADED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Returns the URL to load: with a parameter if the script was requested before and never loaded.
fn url_to_load(url: &str) -> String {
    UNLOADED.with_borrow_mut(|all| {
        if all.iter().any(|unloaded| unloaded == url) {
            return [url, "?again=", &js::digits(dom::now())].concat();
        }
        all.push(url.into());
        url.into()
    })
}

/// A snapshot of the page's globals. Restores them when dropped.
pub struct GlobalsSnapshot {
    created: &'static [&'static str],
    values: Vec<JsValue>,
    restore: Option<Function>,
}

impl GlobalsSnapshot {
    /// Takes a snapshot. `created` are the names of the globals that the script creates.
    pub fn take(created: &'static [&'static str]) -> Self {
        let window = dom::window().map(JsValue::from).unwrap_or_default();
        // Own properties only: the id of an element is a property of the window as well.
        let value_of = |name: &&str| {
            let arguments = [window.clone(), (*name).into()];
            let object = js::get(&js::global(), "Object");
            let property =
                js::call(&object, "getOwnPropertyDescriptor", &arguments).unwrap_or_default();
            js::get(&property, "value")
        };
        let values = created.iter().map(value_of).collect();
        Self { created, values, restore: host::snapshot_globals() }
    }

    /// Restores the built-in globals that the page and Baca need: `fetch`, `JSON`, `Promise` and others.
    pub fn restore(&self) {
        if let Some(restore) = &self.restore {
            let _ = restore.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for GlobalsSnapshot {
    fn drop(&mut self) {
        self.restore();
        let Some(window) = dom::window() else { return };
        for (name, value) in self.created.iter().zip(&self.values) {
            let name = JsValue::from_str(name);
            let _ = if value.is_undefined() {
                Reflect::delete_property(window.unchecked_ref::<Object>(), &name)
            } else {
                Reflect::set(&window, &name, value)
            };
        }
    }
}

/// Calls a method of a global object: `Coral.createStreamEmbed`.
fn call_global(object: &str, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let window = dom::window()?;
    let object = js::get(&window, object);
    js::call(&object, method, arguments)
}

/// Checks repeatedly whether an element has a height, and then reports [`State::Ready`], once.
fn report_when_filled(
    container: &HtmlElement,
    selector: &'static str,
    report: Callback<ProviderEvent>,
) -> Interval {
    let container = container.clone();
    let reported = Cell::new(false);
    Interval::new(POLL_MS, move || {
        let element = container.query_selector(selector).ok().flatten();
        let is_visible = element.is_some_and(|e| e.get_bounding_client_rect().height() > 1.0);
        if is_visible && !reported.replace(true) {
            report.emit(ProviderEvent::State(State::Ready));
        }
    })
}

/// Returns whether the document contains an element that matches a selector.
fn is_in_document(selector: &str) -> bool {
    dom::document().is_some_and(|d| d.query_selector(selector).ok().flatten().is_some())
}

/// An empty session, used when another reader element has the provider's only instance.
struct AlreadyOnPage;

impl Session for AlreadyOnPage {}

/// Removes the elements that a script left in the document.
fn remove_leftovers(selector: &str) {
    let leftovers = dom::document().and_then(|d| d.query_selector_all(selector).ok());
    for index in 0..leftovers.as_ref().map_or(0, |list| list.length()) {
        let node = leftovers.as_ref().and_then(|list| list.item(index));
        if let Some(parent) = node.as_ref().and_then(|node| node.parent_node()) {
            let _ = node.map(|node| parent.remove_child(&node));
        }
    }
}

/// Interval of checks of an element, in milliseconds.
const POLL_MS: u32 = 200;

/// A third-party script in the page.
pub struct Script {
    element: Element,
    globals: Rc<GlobalsSnapshot>,
    _listeners: [EventListener; 2],
}

impl Script {
    /// Loads a script. Calls `done` once with whether it loaded. `created` are the names of the globals that
    /// it creates.
    pub fn load(
        url: &str,
        attributes: &[(&str, &str)],
        created: &'static [&'static str],
        done: Box<dyn FnOnce(bool)>,
    ) -> Option<Self> {
        let element = dom::new_element("script", attributes)?;
        let _ = element.set_attribute("referrerpolicy", "no-referrer");
        let url_to_load = url_to_load(url);
        let done = Rc::new(Cell::new(Some(done)));
        let globals = Rc::new(GlobalsSnapshot::take(created));
        let listen = |name: &'static str| {
            let (done, url, globals) = (done.clone(), url.to_string(), globals.clone());
            EventListener::once(&element, name, move |_| {
                globals.restore();
                if name == "load" {
                    UNLOADED.with_borrow_mut(|all| all.retain(|unloaded| *unloaded != url));
                }
                if let Some(done) = done.take() {
                    done(name == "load");
                }
            })
        };
        let listeners = [listen("load"), listen("error")];
        let _ = Reflect::set(&element, &"async".into(), &true.into());
        // The policy refuses addresses that no configuration of the site names. A page that enforces Trusted Types
        // without Baca's policy refuses all. Then nothing is loaded.
        let src = trusted_types::script_url(&url_to_load)?;
        Reflect::set(&element, &"src".into(), &src).ok()?;
        dom::document()?.head()?.append_child(&element).ok()?;
        Some(Self { element, globals, _listeners: listeners })
    }
}

impl Script {
    /// Loads a script that creates no globals. Reports only a failure.
    pub fn load_or_fail(
        url: &str,
        attributes: &[(&str, &str)],
        report: Callback<ProviderEvent>,
    ) -> Option<Self> {
        let done = move |loaded: bool| {
            if !loaded {
                report.emit(ProviderEvent::State(State::Failed));
            }
        };
        Self::load(url, attributes, &[], Box::new(done))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
        // At once, since a listener may keep the snapshot alive for longer.
        self.globals.restore();
    }
}
