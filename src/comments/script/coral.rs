//! Coral. Its script searches the document for the id of its container
//! (<https://docs.coralproject.net/sso>) and renders into a shadow root of its own. The server defines theme
//! and language.

use super::{call_global, Script};
use crate::comments::fields::Fields;
use crate::comments::permalink;
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::web::dom;
use baca_sys::js;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Name of the comment's id, in the page's URL and in the options.
const COMMENT: &str = "commentID";

thread_local! {
    /// Number of containers so far, for unique ids.
    static CONTAINER_COUNT: Cell<u32> = const { Cell::new(0) };
}

/// The configuration of Coral.
pub struct Coral {
    url: String,
    thread: Option<String>,
}

impl FromConfig for Coral {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "coral",
        label: "Coral",
        anchor: "coral",
        permalink: PermalinkScheme::Query(COMMENT),
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.required_server("url")?, thread: fields.text("thread") })
    }
}

impl Coral {
    fn script_url(&self) -> String {
        [&self.url, "assets/js/embed.js"].concat()
    }
}

impl Provider for Coral {
    fn server_url(&self) -> &str {
        &self.url
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script_url()]
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, report, .. } = context;
        let number = CONTAINER_COUNT.get();
        CONTAINER_COUNT.set(number.wrapping_add(1));
        let id = ["baca-coral-", &number.to_string()].concat();
        let element = dom::new_element("div", &[("id", &id)])?;
        container.append_child(&element).ok()?;

        let ready = {
            let report = report.clone();
            Closure::<dyn FnMut()>::new(move || report.emit(ProviderEvent::State(State::Ready)))
        };
        let on_ready = ready.as_ref().clone();
        // The option `events` is a function that receives the event emitter.
        let events = Closure::<dyn FnMut(JsValue)>::new(move |emitter: JsValue| {
            js::call(&emitter, "on", &["ready".into(), on_ready.clone()]);
        });
        let story =
            article.thread(Self::DESCRIPTOR.kind, &self.thread).unwrap_or(article.identifier());
        let mut options: Vec<(&str, JsValue)> = vec![
            ("id", id.into()),
            ("rootURL", self.url.trim_end_matches('/').into()),
            ("storyID", story.into()),
            ("storyURL", article.url.as_str().into()),
            ("autoRender", true.into()),
            ("events", events.as_ref().clone()),
        ];
        let url = permalink::current_url();
        options.extend(url.value(COMMENT).map(|comment| (COMMENT, comment.into())));
        let options: JsValue = js::object(&options).into();
        let stream: Rc<RefCell<JsValue>> = Rc::default();
        let created = stream.clone();
        let url = self.script_url();
        let script = Script::load(
            &url,
            &[],
            &["Coral"],
            Box::new(move |loaded| {
                let result = loaded
                    .then(|| {
                        call_global("Coral", "createStreamEmbed", std::slice::from_ref(&options))
                    })
                    .flatten();
                if result.is_none() {
                    report.emit(ProviderEvent::State(State::Failed));
                }
                created.replace(result.unwrap_or_default());
            }),
        )?;
        Some(Box::new(CoralSession { stream, _script: script, _ready: ready, _events: events }))
    }
}

/// An open Coral.
struct CoralSession {
    stream: Rc<RefCell<JsValue>>,
    _script: Script,
    _ready: Closure<dyn FnMut()>,
    _events: Closure<dyn FnMut(JsValue)>,
}

impl Session for CoralSession {}

impl Drop for CoralSession {
    fn drop(&mut self) {
        js::call(self.stream.borrow().unchecked_ref(), "remove", &[]);
    }
}
