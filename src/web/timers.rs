//! Timers and animation frames. Dropping a handle cancels it.

use super::dom;
use js_sys::{Array, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

pub use gloo_timers::callback::{Interval, Timeout};

/// Waits for the promise of a call, at most this many milliseconds. Returns `undefined` when the time is
/// over.
///
/// # Errors
/// The error of the call, or the reason that its promise is rejected with.
pub async fn with_timeout(
    milliseconds: u32,
    promise: Result<Promise, JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = promise?;
    let mut timer = None;
    let timeout = Promise::new(&mut |resolve, _| {
        timer = Some(Timeout::new(milliseconds, move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
    });
    let settled = JsFuture::from(Promise::race(&Array::of2(&promise, &timeout))).await;
    drop(timer);
    settled
}

/// A callback for the next animation frame. Requests before that frame count once.
pub struct AnimationFrame {
    callback: Closure<dyn FnMut()>,
    requested: Rc<Cell<Option<i32>>>,
}

impl AnimationFrame {
    /// Takes the callback; does not request a frame yet.
    pub fn new(mut callback: impl FnMut() + 'static) -> Self {
        let requested = Rc::new(Cell::new(None));
        let callback = {
            let requested = requested.clone();
            Closure::new(move || {
                requested.set(None);
                callback();
            })
        };
        Self { callback, requested }
    }

    /// Requests a call in the next frame, unless one is requested already.
    pub fn request(&self) {
        if self.requested.get().is_some() {
            return;
        }
        let callback = self.callback.as_ref().unchecked_ref();
        self.requested.set(dom::window().and_then(|w| w.request_animation_frame(callback).ok()));
    }
}

impl Drop for AnimationFrame {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (dom::window(), self.requested.take()) {
            let _ = window.cancel_animation_frame(id);
        }
    }
}
