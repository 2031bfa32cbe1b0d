//! Somebody else's script, in the page's head, gone when dropped.

use crate::dom;
use crate::platform::trusted;
use gloo_events::EventListener;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;

thread_local! {
    /// Scripts that have not come: a browser does not ask again for what it still waits for.
    static UNANSWERED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The address to ask: another one for a script that was asked for before and never came.
fn address(url: &str) -> String {
    UNANSWERED.with_borrow_mut(|all| {
        if all.iter().any(|one| one == url) {
            return [url, "?again=", &dom::digits(dom::now())].concat();
        }
        all.push(url.into());
        url.into()
    })
}

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
        let address = address(url);
        let done = Rc::new(Cell::new(Some(done)));
        let listen = |name: &'static str| {
            let (done, url) = (done.clone(), url.to_string());
            EventListener::once(&element, name, move |_| {
                if name == "load" {
                    UNANSWERED.with_borrow_mut(|all| all.retain(|one| *one != url));
                }
                if let Some(done) = done.take() {
                    done(name == "load");
                }
            })
        };
        let listeners = [listen("load"), listen("error")];
        let _ = Reflect::set(&element, &"async".into(), &true.into());
        // A page that enforces Trusted Types without our policy refuses this: nothing is loaded.
        Reflect::set(&element, &"src".into(), &trusted::script_url(&address)).ok()?;
        dom::document()?.head()?.append_child(&element).ok()?;
        Some(Self { element, _listeners: listeners })
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
    }
}
