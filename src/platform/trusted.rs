//! The one Trusted Types policy, named `baca`, for the few sinks that need it: inert parsing, the
//! script URLs of providers that the site has configured, the service worker's URL.
//! <https://w3c.github.io/trusted-types/dist/spec/>
//!
//! `static/loader` makes it, once for the page, and hands it over when the module starts.

use crate::dom;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser};

thread_local! {
    static POLICY: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

#[wasm_bindgen]
extern "C" {
    /// `DOMParser` with a markup that may be a `TrustedHTML`.
    type Parser;

    #[wasm_bindgen(method, catch, js_name = parseFromString)]
    fn parse_from_string(this: &Parser, markup: &JsValue, kind: &str) -> Result<Document, JsValue>;
}

/// Takes the page's policy; `undefined` where the browser has none or the page forbids it.
pub fn adopt(policy: JsValue) {
    POLICY.with(|slot| slot.replace(policy));
}

/// Parses markup into a document in which nothing loads and nothing runs.
pub fn parse(parser: &DomParser, html: &str) -> Option<Document> {
    let parser: &Parser = parser.unchecked_ref();
    parser.parse_from_string(&trusted("createHTML", html), "text/html").ok()
}

/// A script's URL, as `script.src` and `serviceWorker.register` want it under Trusted Types.
pub fn script_url(url: &str) -> JsValue {
    trusted("createScriptURL", url)
}

/// The value as the policy's type; without a policy the text itself, which a page that enforces
/// Trusted Types refuses: then what asked for it fails alone.
fn trusted(method: &str, value: &str) -> JsValue {
    let value = JsValue::from_str(value);
    POLICY
        .with_borrow(|policy| dom::call(policy, method, std::slice::from_ref(&value)))
        .unwrap_or(value)
}
