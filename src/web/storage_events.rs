//! Changes that other tabs make to the site's `localStorage`
//! (<https://html.spec.whatwg.org/multipage/webstorage.html#the-storageevent-interface>).

use super::dom;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;

/// Calls `changed` with the key of each entry that another tab changes; with `None` when it clears the
/// storage. The listener ends when the returned handle is dropped.
pub fn observe_storage(mut changed: impl FnMut(Option<&str>) + 'static) -> Option<EventListener> {
    let window = dom::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            changed(event.key().as_deref());
        }
    }))
}
