//! The Trusted Types policy `baca`, for the few sinks that need one: inert HTML parsing, script URLs of
//! configured comment providers, the URL of the service worker.
//! <https://w3c.github.io/trusted-types/dist/spec/>
//!
//! `static/loader` creates the policy once per page and passes it to each module at its start.

use crate::js;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomParser};

thread_local! {
    static POLICY: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

#[wasm_bindgen]
extern "C" {
    /// `DOMParser`, accepting a `TrustedHTML` as markup.
    type Parser;

    #[wasm_bindgen(method, catch, js_name = parseFromString)]
    fn parse_from_string(this: &Parser, markup: &JsValue, kind: &str) -> Result<Document, JsValue>;
}

/// Stores the page's policy, or an object with the policy's rules if the browser has no Trusted Types or the page
/// forbids the policy.
pub fn adopt(policy: JsValue) {
    POLICY.with(|slot| slot.replace(policy));
}

/// Parses markup into an inert document, in which nothing loads and no script runs; `None` if the page
/// forbids it.
pub fn parse(parser: &DomParser, html: &str) -> Option<Document> {
    let parser: &Parser = parser.unchecked_ref();
    let markup = trusted("createHTML", html).unwrap_or_else(|| html.into());
    parser.parse_from_string(&markup, "text/html").ok()
}

/// Converts the URL of a script to the value that `script.src` and `serviceWorker.register` accept under
/// Trusted Types. Returns `None` for a URL that the policy refuses.
pub fn script_url(url: &str) -> Option<JsValue> {
    trusted("createScriptURL", url)
}

/// Passes `value` through the policy's `method`; `None` if the policy refuses it. Where the page forbids the
/// policy, the result is a string, which a page that enforces Trusted Types rejects: only the operation that needs
/// it fails.
fn trusted(method: &str, value: &str) -> Option<JsValue> {
    POLICY.with_borrow(|policy| js::call(policy, method, &[value.into()]))
}
