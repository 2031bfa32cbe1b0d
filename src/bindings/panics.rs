//! Reports panics to the loader.

use js_sys::Function;
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;

/// The function that sets the panic hook: the standard library's, or Yew's, which stops Yew from
/// replacing the hook.
type SetHook = fn(Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>);

/// Calls `on_panic` with the message of each panic; the module must not be called again then. Does nothing in
/// a release: there, panics are traps, which the loader catches itself.
pub fn report_panics(on_panic: Function, set_hook: SetHook) {
    // Without this, a release would contain the code that formats the messages.
    if !cfg!(debug_assertions) {
        return;
    }
    ON_PANIC.set(Some(on_panic));
    set_hook(Box::new(|info| {
        let callback = ON_PANIC.try_with(|slot| slot.try_borrow().ok()?.clone());
        if let Some(callback) = callback.ok().flatten() {
            let _ = callback.call1(&JsValue::NULL, &info.to_string().into());
        }
    }));
}

thread_local! {
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}
