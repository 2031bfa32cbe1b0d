//! The reader's consent to third-party content: stored for each provider in the site's storage, or reported
//! by the site's consent manager (IAB TCF 2,
//! <https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework>).

use crate::web::dom;
use crate::web::storage;
use baca_sys::js;
use gloo_events::EventListener;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use yew::Callback;

/// Storage key of the consents: an object with a boolean for each provider.
const CONSENT_KEY: &str = "baca:consent";
/// Storage key of the last tab that was chosen.
const LAST_TAB_KEY: &str = "baca:comments";

thread_local! {
    /// The consents of this page, where the storage refuses to write.
    static UNWRITTEN: RefCell<Option<Map<String, Value>>> = const { RefCell::new(None) };
    /// Called after each change on this page.
    static OBSERVERS: RefCell<Vec<Weak<Callback<()>>>> = const { RefCell::new(Vec::new()) };
}

/// Returns whether the reader has allowed this provider on this device.
pub fn is_allowed(provider: &str) -> bool {
    consents().get(provider) == Some(&Value::Bool(true))
}

/// Stores the reader's consent to a provider, or its withdrawal.
pub fn set_allowed(provider: &str, yes: bool) {
    let mut consents = consents();
    consents.insert(provider.into(), Value::Bool(yes));
    let value = Value::Object(consents);
    storage::write_json(CONSENT_KEY, &value);
    let is_written = storage::read_json(CONSENT_KEY).as_ref() == Some(&value);
    UNWRITTEN.set(match value {
        Value::Object(consents) if !is_written => Some(consents),
        _ => None,
    });
    let observers = OBSERVERS.with_borrow_mut(|all| {
        all.retain(|one| one.strong_count() > 0);
        all.clone()
    });
    for observer in observers.iter().filter_map(Weak::upgrade) {
        observer.emit(());
    }
}

/// Returns the consents. Reads the storage each time: another tab may have changed them, and its withdrawal must not
/// be written over.
fn consents() -> Map<String, Value> {
    let unwritten = UNWRITTEN.with_borrow(Clone::clone);
    unwritten.unwrap_or_else(|| match storage::read_json(CONSENT_KEY) {
        Some(Value::Object(consents)) => consents,
        _ => Map::new(),
    })
}

/// Calls back when consents change, until dropped.
pub struct ConsentObserver {
    _observer: Rc<Callback<()>>,
    _listeners: [Option<EventListener>; 2],
}

impl ConsentObserver {
    /// Starts to observe. `changed` is called after changes on this page, after any change of the storage by other tabs,
    /// and when the browser shows the page again that it has kept.
    pub fn begin(changed: Callback<()>) -> Self {
        let observer = Rc::new(changed.clone());
        OBSERVERS.with_borrow_mut(|all| all.push(Rc::downgrade(&observer)));
        // A page in the back/forward cache gets no events of the storage.
        let window = dom::window();
        let listen = |name: &'static str| {
            let (window, changed) = (window.as_ref()?, changed.clone());
            Some(EventListener::new(window, name, move |_| changed.emit(())))
        };
        Self { _observer: observer, _listeners: [listen("storage"), listen("pageshow")] }
    }
}

/// Returns the tab that the reader chose last on this site.
pub fn last_choice() -> Option<String> {
    storage::read(LAST_TAB_KEY)
}

/// Stores the tab that the reader chose.
pub fn store_choice(tab: &str) {
    storage::write(LAST_TAB_KEY, tab);
}

/// Listens to the site's consent manager until dropped.
pub struct ConsentManager {
    listener_id: Rc<RefCell<JsValue>>,
    _on_change: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl ConsentManager {
    /// Starts to listen. Calls `report` with whether third-party content may be loaded, each time that
    /// changes. Returns `None` if the page has no consent manager.
    pub fn listen(report: Callback<bool>) -> Option<Self> {
        let window = dom::window()?;
        let listener_id: Rc<RefCell<JsValue>> = Rc::default();
        let own_id = listener_id.clone();
        let on_change =
            Closure::<dyn FnMut(JsValue, JsValue)>::new(move |data: JsValue, success: JsValue| {
                if !success.is_truthy() {
                    return;
                }
                *own_id.borrow_mut() = js::get(&data, "listenerId");
                let status = js::get_text(&data, "eventStatus");
                // While the dialog is open, the reader has not decided.
                if status.as_deref() != Some("cmpuishown") {
                    report.emit(permits_loading(&data));
                }
            });
        let version = JsValue::from(2);
        let call = ["addEventListener".into(), version, on_change.as_ref().clone()];
        js::call(&window, "__tcfapi", &call)?;
        Some(Self { listener_id, _on_change: on_change })
    }
}

impl Drop for ConsentManager {
    fn drop(&mut self) {
        if let Some(window) = dom::window() {
            let listener_id = self.listener_id.borrow().clone();
            // The call requires a callback. Any function will do, and `isNaN` always exists.
            let ignore = js::get(&window, "isNaN");
            let call = ["removeEventListener".into(), 2.into(), ignore, listener_id];
            js::call(&window, "__tcfapi", &call);
        }
    }
}

/// Returns whether GDPR does not apply, or purpose 1 is allowed: to store data on the device and to read
/// it, which all third-party content does.
fn permits_loading(data: &JsValue) -> bool {
    if js::get(data, "gdprApplies") == JsValue::FALSE {
        return true;
    }
    let purposes = js::get(&js::get(data, "purpose"), "consents");
    js::get(&purposes, "1").is_truthy()
}
