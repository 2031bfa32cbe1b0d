//! Scripts of others, where a provider has no other way: in the page's head, gone when dropped, with
//! the globals that they left, and those of the page that they replaced, put back.
//!
//! - [`Script`]: one script; [`Globals`]: what it may leave behind.
//! - [`disqus`], [`facebook`], [`hyvor`], [`commento`], [`comentario`], [`waline`], [`coral`]: the
//!   providers.

pub mod comentario;
pub mod commento;
pub mod coral;
pub mod disqus;
pub mod facebook;
pub mod hyvor;
pub mod waline;

use super::contract::{Session, State, Told};
use super::drawn::{Answer, Request};
use super::loader;
use crate::dom;
use crate::platform::trusted;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Function, Object, Reflect};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::Callback;

/// Asks how many comments a path of this site has; `site` is what the provider calls the site.
fn count_of_path(url: &str, site: &str, path: &str) -> Option<Request> {
    let here = dom::window()?.location().host().ok()?;
    let mut body = Map::new();
    body.insert(site.into(), here.into());
    body.insert("paths".into(), Value::Array(vec![path.into()]));
    Some(Request::post(url.into(), body.into()))
}

/// Reads the answer to that: a number for each path.
fn counted_path(answer: &Answer, path: &str) -> Option<u32> {
    answer.value.get("commentCounts")?.get(path)?.as_u64()?.try_into().ok()
}

thread_local! {
    /// Scripts that have not come: a browser does not ask again for what it still waits for.
    static UNANSWERED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The address to ask: another one for a script that was asked for before and never came.
fn address(url: &str) -> String {
    UNANSWERED.with_borrow_mut(|all| {
        if all.iter().any(|one| one == url) {
            return [url, "?again=", &dom::digits(dom::now())].concat();
        }
        all.push(url.into());
        url.into()
    })
}

/// The page's globals as they were before a script of somebody else's came.
pub struct Globals {
    own: &'static [&'static str],
    before: Vec<JsValue>,
    restore: Option<Function>,
}

impl Globals {
    /// Remembers them; `own` are those that the script makes for itself.
    pub fn keep(own: &'static [&'static str]) -> Self {
        let window = dom::window().map(JsValue::from).unwrap_or_default();
        // Its own: an element of such an id is a global too.
        let one = |name: &&str| {
            let describe = [window.clone(), (*name).into()];
            let object = dom::get(&js_sys::global(), "Object");
            let own = dom::call(&object, "getOwnPropertyDescriptor", &describe).unwrap_or_default();
            dom::get(&own, "value")
        };
        let before = own.iter().map(one).collect();
        Self { own, before, restore: loader::keep_globals() }
    }

    /// Puts back what the page and we stand on: `fetch`, `JSON`, `Promise` and the like.
    pub fn restore(&self) {
        if let Some(restore) = &self.restore {
            let _ = restore.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for Globals {
    fn drop(&mut self) {
        self.restore();
        let Some(window) = dom::window() else { return };
        for (name, before) in self.own.iter().zip(&self.before) {
            let name = JsValue::from_str(name);
            let _ = if before.is_undefined() {
                Reflect::delete_property(window.unchecked_ref::<Object>(), &name)
            } else {
                Reflect::set(&window, &name, before)
            };
        }
    }
}

/// Calls a constructor or a function of a script's global by its path: `Coral.createStreamEmbed`.
fn call_global(object: &str, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let window = dom::window()?;
    let object = dom::get(&window, object);
    dom::call(&object, method, arguments)
}

/// Watches an element until somebody has put something into it, by looking now and then.
fn until_filled(place: &HtmlElement, selector: &'static str, tell: Callback<Told>) -> Interval {
    let place = place.clone();
    let told = Cell::new(false);
    Interval::new(LOOK, move || {
        let there = place.query_selector(selector).ok().flatten();
        let high = there.is_some_and(|e| e.get_bounding_client_rect().height() > 1.0);
        if high && !told.replace(true) {
            tell.emit(Told::State(State::Ready));
        }
    })
}

/// Whether something is in the document already that can be there only once.
fn is_in_page(selector: &str) -> bool {
    dom::document().is_some_and(|d| d.query_selector(selector).ok().flatten().is_some())
}

/// Nothing, where another reader of the page has what can be there only once.
struct Taken;

impl Session for Taken {}

/// Takes what a script left behind out of the document.
fn sweep(selector: &str) {
    let remains = dom::document().and_then(|d| d.query_selector_all(selector).ok());
    for index in 0..remains.as_ref().map_or(0, |list| list.length()) {
        let node = remains.as_ref().and_then(|list| list.item(index));
        if let Some(parent) = node.as_ref().and_then(|node| node.parent_node()) {
            let _ = node.map(|node| parent.remove_child(&node));
        }
    }
}

/// Milliseconds between two looks.
const LOOK: u32 = 200;

/// A script that was asked for.
pub struct Script {
    element: Element,
    globals: Rc<Globals>,
    _listeners: [EventListener; 2],
}

impl Script {
    /// Loads a script; `done` gets whether it came, once. `own` are the globals it makes.
    pub fn load(
        url: &str,
        attributes: &[(&str, &str)],
        own: &'static [&'static str],
        done: Box<dyn FnOnce(bool)>,
    ) -> Option<Self> {
        let element = dom::make("script", attributes)?;
        let address = address(url);
        let done = Rc::new(Cell::new(Some(done)));
        let globals = Rc::new(Globals::keep(own));
        let listen = |name: &'static str| {
            let (done, url, globals) = (done.clone(), url.to_string(), globals.clone());
            EventListener::once(&element, name, move |_| {
                globals.restore();
                if name == "load" {
                    UNANSWERED.with_borrow_mut(|all| all.retain(|one| *one != url));
                }
                if let Some(done) = done.take() {
                    done(name == "load");
                }
            })
        };
        let listeners = [listen("load"), listen("error")];
        let _ = Reflect::set(&element, &"async".into(), &true.into());
        // A page that enforces Trusted Types without our policy refuses this: nothing is loaded.
        Reflect::set(&element, &"src".into(), &trusted::script_url(&address)).ok()?;
        dom::document()?.head()?.append_child(&element).ok()?;
        Some(Self { element, globals, _listeners: listeners })
    }
}

impl Script {
    /// The same for a script that needs nothing but to come, and makes no globals.
    pub fn load_or_fail(
        url: &str,
        attributes: &[(&str, &str)],
        tell: Callback<Told>,
    ) -> Option<Self> {
        let done = move |came: bool| {
            if !came {
                tell.emit(Told::State(State::Failed));
            }
        };
        Self::load(url, attributes, &[], Box::new(done))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
        // Now, not when the last listener lets go of them.
        self.globals.restore();
    }
}
