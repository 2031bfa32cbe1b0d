//! What the reader has allowed: remembered for each provider in the site's storage, or told by the
//! site's consent manager (IAB TCF 2,
//! <https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework>).

use crate::dom;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use yew::Callback;

/// The entry in the site's storage: an object of what was allowed.
const KEY: &str = "baca:consent";
/// The last tab that was chosen.
const CHOICE: &str = "baca:comments";

thread_local! {
    /// As this page knows it; outlives a refused storage.
    static ALLOWED: RefCell<Option<Map<String, Value>>> = const { RefCell::new(None) };
}

/// Whether the reader has allowed this provider, on this device.
pub fn is_allowed(provider: &str) -> bool {
    with_allowed(|all| all.get(provider) == Some(&Value::Bool(true)))
}

/// Remembers that the reader allows a provider, or does not any more.
pub fn allow(provider: &str, yes: bool) {
    with_allowed(|all| {
        all.insert(provider.into(), Value::Bool(yes));
        dom::store_json(KEY, &Value::Object(all.clone()));
    });
}

fn with_allowed<T>(act: impl FnOnce(&mut Map<String, Value>) -> T) -> T {
    ALLOWED.with_borrow_mut(|slot| {
        let all = slot.get_or_insert_with(|| match dom::stored_json(KEY) {
            Some(Value::Object(all)) => all,
            _ => Map::new(),
        });
        act(all)
    })
}

/// The tab that the reader chose last on this site.
pub fn last_choice() -> Option<String> {
    dom::stored(CHOICE)
}

/// Remembers a tab.
pub fn choose(tab: &str) {
    dom::store(CHOICE, tab);
}

/// The site's consent manager, listened to until this is dropped.
pub struct Manager {
    number: Rc<RefCell<JsValue>>,
    _heard: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl Manager {
    /// Listens; tells whether content of others may be loaded, each time that changes. `None` where
    /// the page has no consent manager.
    pub fn listen(tell: Callback<bool>) -> Option<Self> {
        let window = dom::window()?;
        let number: Rc<RefCell<JsValue>> = Rc::default();
        let own = number.clone();
        let heard =
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |data: JsValue, well: JsValue| {
                if !well.is_truthy() {
                    return;
                }
                *own.borrow_mut() = dom::get(&data, "listenerId");
                let status = dom::get_text(&data, "eventStatus");
                // A dialog that is still open has said nothing.
                if status.as_deref() != Some("cmpuishown") {
                    tell.emit(allows(&data));
                }
            });
        let version = JsValue::from(2);
        let call = ["addEventListener".into(), version, heard.as_ref().clone()];
        dom::call(&window, "__tcfapi", &call)?;
        Some(Self { number, _heard: heard })
    }
}

impl Drop for Manager {
    fn drop(&mut self) {
        if let Some(window) = dom::window() {
            let number = self.number.borrow().clone();
            // It calls back: any function will do, and `isNaN` is always there.
            let ignore = dom::get(&window, "isNaN");
            let call = ["removeEventListener".into(), 2.into(), ignore, number];
            dom::call(&window, "__tcfapi", &call);
        }
    }
}

/// Whether the law does not apply, or purpose 1 (storing on, and reading from, a device) is allowed:
/// what any content of others does.
fn allows(data: &JsValue) -> bool {
    if dom::get(data, "gdprApplies") == JsValue::FALSE {
        return true;
    }
    let purposes = dom::get(&dom::get(data, "purpose"), "consents");
    dom::get(&purposes, "1").is_truthy()
}
