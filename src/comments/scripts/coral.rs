//! Coral: its script looks for its container in the document by its id
//! (<https://docs.coralproject.net/sso>); the stream draws itself in a shadow root of its own. Theme
//! and language are the server's.

use super::{call_global, Script};
use crate::comments::address::{self, Naming};
use crate::comments::settings::Fields;
use crate::comments::{Kind, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What names a comment, both in an address and in its options.
const COMMENT: &str = "commentID";

thread_local! {
    /// Containers so far: each has a name of its own.
    static CONTAINERS: Cell<u32> = const { Cell::new(0) };
}

/// Coral, as a site configures it.
pub struct Coral {
    url: String,
    thread: Option<String>,
}

impl Settings for Coral {
    const KIND: Kind = Kind {
        name: "coral",
        label: "Coral",
        anchor: "coral",
        comment: Naming::Query(COMMENT),
        ..Kind::SCRIPTED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.needed_base("url")?, thread: fields.text("thread") })
    }
}

impl Provider for Coral {
    fn server(&self, _page: &Page) -> &str {
        &self.url
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
        let story = page.thread(&Self::KIND, &self.thread).unwrap_or(page.identifier());
        let mut options: Vec<(&str, JsValue)> = vec![
            ("id", id.into()),
            ("rootURL", self.url.trim_end_matches('/').into()),
            ("storyID", story.into()),
            ("storyURL", page.url.as_str().into()),
            ("autoRender", true.into()),
            ("events", events.as_ref().clone()),
        ];
        let here = address::here();
        options.extend(here.value(COMMENT).map(|comment| (COMMENT, comment.into())));
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
