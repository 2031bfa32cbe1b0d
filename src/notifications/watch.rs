//! Who hears that something changed: every reader of the page, and by the site's storage those of
//! its other tabs.

use super::{memory, report, wait};
use crate::dom;
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventTarget, StorageEvent};
use yew::Callback;

thread_local! {
    static WATCHERS: RefCell<Vec<(u32, Callback<()>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Hears of changes until it is dropped.
pub struct Watch {
    id: u32,
    _listeners: Vec<EventListener>,
    /// Listens to the permission, once the browser has given it.
    _permission: Rc<RefCell<Option<EventListener>>>,
}

/// Calls `changed` when how things stand changed, here or in another tab, and `look` when somebody
/// should look: another tab did something, the page is seen again, or the permission changed; with
/// `true` when the line is there again.
pub fn watch(changed: Callback<()>, look: Callback<bool>) -> Watch {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    WATCHERS.with_borrow_mut(|all| all.push((id, changed.clone())));
    let mut listeners = Vec::new();
    if let Some(window) = dom::window() {
        let act = look.clone();
        listeners.push(EventListener::new(&window, "storage", move |event| {
            let key = event.dyn_ref().and_then(StorageEvent::key);
            match key.as_deref() {
                Some(memory::KEY) => changed.emit(()),
                // A storage that was cleared has no key.
                Some(report::KEY) | None => act.emit(false),
                _ => (),
            }
        }));
        let act = look.clone();
        listeners.push(EventListener::new(&window, "online", move |_| act.emit(true)));
    }
    if let Some(document) = dom::document() {
        let act = look.clone();
        listeners.push(EventListener::new(&document, "visibilitychange", move |_| act.emit(false)));
    }
    let permission = Rc::new(RefCell::new(None));
    let slot = Rc::downgrade(&permission);
    spawn_local(async move {
        let Some(window) = dom::window() else { return };
        let permissions = dom::get(&window.navigator(), "permissions");
        let name = dom::object(&[("name", "notifications".into())]);
        let status = wait(&permissions, "query", &[name.into()]).await.ok();
        let status: Option<EventTarget> = status.and_then(dom::cast);
        if let (Some(slot), Some(status)) = (slot.upgrade(), status) {
            slot.replace(Some(EventListener::new(&status, "change", move |_| look.emit(false))));
        }
    });
    Watch { id, _listeners: listeners, _permission: permission }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread's values may be gone when the page is.
        let _ = WATCHERS.try_with(|all| {
            if let Ok(mut all) = all.try_borrow_mut() {
                all.retain(|(id, _)| *id != self.id);
            }
        });
    }
}

/// Tells every reader of the page.
pub fn spread() {
    let watchers: Vec<_> =
        WATCHERS.with_borrow(|all| all.iter().map(|(_, callback)| callback.clone()).collect());
    for callback in watchers {
        callback.emit(());
    }
}
