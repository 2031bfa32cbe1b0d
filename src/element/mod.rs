//! The seam to `static/loader`: a handful of functions for each module, and a number for each
//! reader. The script knows attributes, states and the network; this side knows articles. The
//! binaries give these functions the types of JavaScript.
//!
//! - [`reader`]: the article (`baca-app`).
//! - [`rooms`]: what stands beside it (`baca-rooms`).
//! - [`threads`]: discussions that Baca draws itself (`baca-thread`).
//! - `house`: apps behind numbers; [`sheet`], [`adopt_sheet`]: their style sheets.

mod house;
pub mod reader;
pub mod rooms;
pub mod threads;

use crate::dom;
use js_sys::Function;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, HtmlElement};

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
