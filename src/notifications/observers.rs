//! Callbacks for changes of the notifications' state: on this page by [`broadcast`], in other tabs by the
//! event `storage`.

use super::{call_promise, outbox};
use crate::web::dom;
use crate::web::storage_events::observe_storage;
use baca_sys::js;
use gloo_events::EventListener;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{spawn_local, JsFuture};
use web_sys::EventTarget;
use yew::Callback;

thread_local! {
    static OBSERVERS: RefCell<Vec<(u32, Callback<()>)>> = const { RefCell::new(Vec::new()) };
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
    /// The promise of the permission's status, once for the page: Chromium never releases a status.
    static PERMISSION: Option<Promise> = query_permission();
}

fn query_permission() -> Option<Promise> {
    let permissions = js::get(&dom::window()?.navigator(), "permissions");
    let name = js::object(&[("name", "notifications".into())]);
    call_promise(&permissions, "query", &[name.into()]).ok()
}

/// Registration of callbacks; dropping it removes them.
pub struct StateObserver {
    id: u32,
    _listeners: Vec<EventListener>,
    /// Listener on the permission's status, which the browser provides asynchronously.
    _permission: Rc<RefCell<Option<EventListener>>>,
}

/// Registers two callbacks. `changed` is called when the status has changed on this page. `stale` is called when the status may be out of date: another tab changed
/// the subscription, the page's visibility changed, the permission changed, or the connection is back. Its
/// argument is whether pending reports should be sent; that is `true` only when the connection is back.
pub fn observe(changed: Callback<()>, stale: Callback<bool>) -> StateObserver {
    let id = NEXT_ID.get();
    NEXT_ID.set(id.wrapping_add(1));
    OBSERVERS.with_borrow_mut(|all| all.push((id, changed)));
    let on_storage = stale.clone();
    let storage = observe_storage(move |key| {
        if matches!(key, Some(outbox::KEY) | None) {
            on_storage.emit(false);
        }
    });
    let mut listeners = Vec::from_iter(storage);
    if let Some(window) = dom::window() {
        let on_online = stale.clone();
        listeners.push(EventListener::new(&window, "online", move |_| on_online.emit(true)));
    }
    if let Some(document) = dom::document() {
        let on_visible = stale.clone();
        listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
            on_visible.emit(false);
        }));
    }
    let permission = Rc::new(RefCell::new(None));
    let slot = Rc::downgrade(&permission);
    spawn_local(async move {
        let Some(status) = PERMISSION.with(Clone::clone) else { return };
        let status: Option<EventTarget> = JsFuture::from(status).await.ok().and_then(js::cast);
        if let (Some(slot), Some(status)) = (slot.upgrade(), status) {
            slot.replace(Some(EventListener::new(&status, "change", move |_| stale.emit(false))));
        }
    });
    StateObserver { id, _listeners: listeners, _permission: permission }
}

impl Drop for StateObserver {
    fn drop(&mut self) {
        // Thread-local values may be destroyed already when the page unloads.
        let _ = OBSERVERS.try_with(|all| {
            if let Ok(mut all) = all.try_borrow_mut() {
                all.retain(|(id, _)| *id != self.id);
            }
        });
    }
}

/// Resolves at the next change of the status.
pub async fn next_change() {
    let mut observer = None;
    let changed = Promise::new(&mut |resolve, _| {
        let changed = Callback::from(move |()| {
            let _ = resolve.call0(&JsValue::NULL);
        });
        observer = Some(observe(changed, Callback::noop()));
    });
    let _ = JsFuture::from(changed).await;
    drop(observer);
}

/// Calls `changed` of every registered observer on the page.
pub fn broadcast() {
    let callbacks: Vec<_> =
        OBSERVERS.with_borrow(|all| all.iter().map(|(_, callback)| callback.clone()).collect());
    for callback in callbacks {
        callback.emit(());
    }
}
