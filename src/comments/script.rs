//! Somebody else's script, in the page's head, gone when dropped.

use crate::dom;
use crate::platform::trusted;
use gloo_events::EventListener;
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;

/// A script that was asked for.
pub struct Script {
    element: Element,
    _listeners: [EventListener; 2],
}

impl Script {
    /// Loads a script; `done` gets whether it came, once.
    pub fn load(
        url: &str,
        attributes: &[(&str, &str)],
        done: impl FnOnce(bool) + 'static,
    ) -> Option<Self> {
        let element = dom::make("script", attributes)?;
        let done = Rc::new(Cell::new(Some(done)));
        let listen = |name: &'static str| {
            let done = done.clone();
            EventListener::once(&element, name, move |_| {
                if let Some(done) = done.take() {
                    done(name == "load");
                }
            })
        };
        let listeners = [listen("load"), listen("error")];
        let _ = Reflect::set(&element, &"async".into(), &true.into());
        // A page that enforces Trusted Types without our policy refuses this: nothing is loaded.
        Reflect::set(&element, &"src".into(), &trusted::script_url(url)).ok()?;
        dom::document()?.head()?.append_child(&element).ok()?;
        Some(Self { element, _listeners: listeners })
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
    }
}
