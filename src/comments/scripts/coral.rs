//! Coral: its script looks for its container in the document by its id
//! (<https://docs.coralproject.net/sso>); the stream draws itself in a shadow root of its own. Theme
//! and language are the server's.

use super::{call_global, Script};
use crate::article::json::Reading;
use crate::comments::address::Address;
use crate::comments::settings;
use crate::comments::{Home, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Its `type` in the configuration.
pub const KIND: &str = "coral";

thread_local! {
    /// Containers so far: each has a name of its own.
    static CONTAINERS: Cell<u32> = const { Cell::new(0) };
}

struct Coral {
    url: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Coral {
        url: settings::needed_base(o, r, "url")?,
        name: settings::name(o, r, "Coral"),
    }))
}

impl Provider for Coral {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.url.clone())
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some([&page.url, "#coral"].concat())
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn names(&self, address: &Address) -> Option<String> {
        address.value("commentID").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, tell, .. } = stage;
        let number = CONTAINERS.get();
        CONTAINERS.set(number.wrapping_add(1));
        let id = ["baca-coral-", &number.to_string()].concat();
        let container = dom::make("div", &[("id", &id)])?;
        place.append_child(&container).ok()?;

        let ready = {
            let tell = tell.clone();
            Closure::<dyn FnMut()>::new(move || tell.emit(Told::State(State::Ready)))
        };
        let on_ready = ready.as_ref().clone();
        // `events` gets its emitter.
        let events = Closure::<dyn FnMut(JsValue)>::new(move |emitter: JsValue| {
            dom::call(&emitter, "on", &["ready".into(), on_ready.clone()]);
        });
        let mut options: Vec<(&str, JsValue)> = vec![
            ("id", id.into()),
            ("rootURL", self.url.trim_end_matches('/').into()),
            ("storyID", page.thread(KIND).unwrap_or(page.identifier()).into()),
            ("storyURL", page.url.as_str().into()),
            ("autoRender", true.into()),
            ("events", events.as_ref().clone()),
        ];
        let here = crate::comments::address::here();
        if let Some(comment) = here.value("commentID") {
            options.push(("commentID", comment.into()));
        }
        let options: JsValue = dom::object(&options).into();
        let stream: Rc<RefCell<JsValue>> = Rc::default();
        let own = stream.clone();
        let url = [&self.url, "assets/js/embed.js"].concat();
        let script = Script::load(
            &url,
            &[],
            &["Coral"],
            Box::new(move |came| {
                let begun = came
                    .then(|| {
                        call_global("Coral", "createStreamEmbed", std::slice::from_ref(&options))
                    })
                    .flatten();
                if begun.is_none() {
                    tell.emit(Told::State(State::Failed));
                }
                own.replace(begun.unwrap_or_default());
            }),
        )?;
        Some(Box::new(Open { stream, _script: script, _ready: ready, _events: events }))
    }
}

struct Open {
    stream: Rc<RefCell<JsValue>>,
    _script: Script,
    _ready: Closure<dyn FnMut()>,
    _events: Closure<dyn FnMut(JsValue)>,
}

impl Session for Open {}

impl Drop for Open {
    fn drop(&mut self) {
        dom::call(self.stream.borrow().unchecked_ref(), "remove", &[]);
    }
}
