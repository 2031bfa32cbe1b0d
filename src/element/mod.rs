//! The seam to `static/loader`: a handful of functions for each module, and a number for each
//! reader. The script knows attributes, states and the network; this side knows articles. The
//! binaries give these functions the types of JavaScript.
//!
//! - [`reader`]: the article (`baca-app`).
//! - [`rooms`]: what stands beside it (`baca-rooms`).
//! - [`threads`]: discussions that Baca draws itself (`baca-thread`).
//! - [`Pool`]: apps behind numbers; [`sheet`], [`adopt_sheet`]: their style sheets.

pub mod reader;
pub mod rooms;
pub mod threads;

use crate::dom;
use crate::view::place::Root;
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;
use std::thread::LocalKey;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, Element, HtmlElement};
use yew::html::Scope;
use yew::{AppHandle, BaseComponent};

/// Apps of one kind, each behind a number.
pub struct Pool<C: BaseComponent> {
    last: Cell<u32>,
    apps: RefCell<Vec<(u32, AppHandle<C>, Root)>>,
}

impl<C: BaseComponent> Pool<C> {
    /// An empty pool.
    pub const fn new() -> Self {
        Self { last: Cell::new(0), apps: RefCell::new(Vec::new()) }
    }
}

impl<C: BaseComponent> Default for Pool<C> {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts an app in `room`; its properties may hold its number.
fn start<C: BaseComponent>(
    pool: &'static LocalKey<Pool<C>>,
    room: &Element,
    props: impl FnOnce(u32) -> C::Properties,
) -> u32 {
    let id = pool.with(|pool| {
        pool.last.set(pool.last.get().wrapping_add(1));
        pool.last.get()
    });
    let root = Root::inside(room);
    let app = yew::Renderer::<C>::with_root_and_props(root.element(), props(id)).render();
    pool.with(|pool| pool.apps.borrow_mut().push((id, app, root)));
    id
}

/// The app of this number.
fn scope<C: BaseComponent>(pool: &'static LocalKey<Pool<C>>, id: u32) -> Option<Scope<C>> {
    // The borrow ends first: what is told may look here again.
    pool.with(|pool| {
        let apps = pool.apps.borrow();
        let (_, app, _) = apps.iter().find(|(known, ..)| *known == id)?;
        Some((**app).clone())
    })
}

/// Ends an app, with its listeners, timers and requests.
fn end<C: BaseComponent>(pool: &'static LocalKey<Pool<C>>, id: u32) {
    let app = pool.with(|pool| {
        let mut apps = pool.apps.borrow_mut();
        let index = apps.iter().position(|(known, ..)| *known == id)?;
        Some(apps.swap_remove(index))
    });
    if let Some((_, app, _root)) = app {
        app.destroy();
    }
}

/// What hears of panics: the standard library's, or the one that Yew leaves alone.
type SetHook = fn(Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>);

/// Tells `panicked` of a panic: the module is not to be used after that, and the loader knows what to
/// do. In a release, where panics are traps, the loader hears of them by itself.
pub fn tell_panics(panicked: Function, set_hook: SetHook) {
    PANICKED.set(Some(panicked));
    set_hook(Box::new(|info| {
        let told = PANICKED.try_with(|slot| slot.try_borrow().ok()?.clone());
        if let Some(panicked) = told.ok().flatten() {
            let _ = panicked.call1(&JsValue::NULL, &info.to_string().into());
        }
    }));
}

thread_local! {
    static PANICKED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// A style sheet of these rules: constructed, so that any CSP allows it.
pub fn sheet(rules: &str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    dom::call(&sheet, "replaceSync", &[rules.into()]);
    Some(sheet)
}

/// Adds a style sheet to a reader's shadow root, once.
pub fn adopt_sheet(host: &HtmlElement, sheet: &CssStyleSheet) {
    let Some(root) = host.shadow_root() else { return };
    let sheets = dom::get(&root, "adoptedStyleSheets");
    let known = dom::call(&sheets, "includes", &[sheet.into()]);
    if !known.is_some_and(|known| known.is_truthy()) {
        if let Some(all) = dom::call(&sheets, "concat", &[sheet.into()]) {
            let _ = js_sys::Reflect::set(&root, &"adoptedStyleSheets".into(), &all);
        }
    }
}
