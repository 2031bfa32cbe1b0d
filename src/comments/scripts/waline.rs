//! Waline: a comment server that sites run themselves
//! (<https://waline.js.org/en/reference/client/api.html>), by the build of its client that makes a
//! global.

use super::{call_global, Script};
use crate::article::url::Purpose;
use crate::comments::drawn::{Answer, Request};
use crate::comments::settings::{with_query, Fields};
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// Where its client is, unless the site hosts it.
const CLIENT: &str = "https://unpkg.com/@waline/client@3.5.7/dist/";

/// Waline, as a site configures it.
#[derive(Clone)]
pub struct Waline {
    server: String,
    script: String,
    style: String,
    thread: Option<String>,
}

impl Settings for Waline {
    const KIND: Kind = Kind { name: "waline", label: "Waline", anchor: "waline", ..Kind::SCRIPTED };

    fn configured(fields: &mut Fields) -> Option<Self> {
        let mut file = |key, name: &str| {
            let own = fields.url(key, Purpose::Media);
            own.unwrap_or_else(|| [CLIENT, name].concat())
        };
        let (script, style) = (file("script", "waline.umd.js"), file("style", "waline.css"));
        let thread = fields.text("thread");
        Some(Self { server: fields.needed_base("serverURL")?, script, style, thread })
    }
}

impl Waline {
    fn path<'p>(&'p self, page: &'p Page) -> &'p str {
        page.thread_or_path(&Self::KIND, &self.thread)
    }

    /// What it wants each time: without the path it would take the page's own.
    fn options(&self, page: &Page, look: &Look) -> Vec<(&'static str, JsValue)> {
        vec![
            ("path", self.path(page).into()),
            ("dark", look.dark.into()),
            ("lang", look.lang.as_str().into()),
        ]
    }
}

impl Provider for Waline {
    fn server(&self, _page: &Page) -> &str {
        &self.server
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        let url = [&self.server, "api/comment"].concat();
        Some(Request::get(with_query(&url, &[("type", "count"), ("url", self.path(page))])))
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        // By version: the number, a list of one for each path that was asked for, or either as `data`.
        let said = answer.value.get("data").unwrap_or(&answer.value);
        said.get(0).unwrap_or(said).as_u64()?.try_into().ok()
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        let style = dom::make("link", &[("rel", "stylesheet"), ("href", &self.style)])?;
        dom::document()?.head()?.append_child(&style).ok()?;
        let now = Rc::new(RefCell::new((page, look)));
        let instance: Rc<RefCell<JsValue>> = Rc::default();
        let server = self.server.trim_end_matches('/').to_string();
        let (made, latest, own) = (instance.clone(), now.clone(), self.clone());
        let script = Script::load(
            &self.script,
            &[],
            &["Waline"],
            Box::new(move |came| {
                let (page, look) = &*latest.borrow();
                let mut options = own.options(page, look);
                options.push(("el", place.into()));
                options.push(("serverURL", server.into()));
                let begun = came
                    .then(|| call_global("Waline", "init", &[dom::object(&options).into()]))
                    .flatten()
                    .filter(JsValue::is_object);
                let state = if begun.is_some() { State::Ready } else { State::Failed };
                made.replace(begun.unwrap_or_default());
                tell.emit(Told::State(state));
            }),
        );
        // Without a script, the style sheet goes again.
        let open = Open { own: self.clone(), instance, now, style, script };
        open.script.is_some().then(|| Box::new(open) as Box<dyn Session>)
    }
}

struct Open {
    own: Waline,
    instance: Rc<RefCell<JsValue>>,
    now: Rc<RefCell<(Page, Look)>>,
    style: Element,
    script: Option<Script>,
}

impl Open {
    fn update(&self) {
        let (page, look) = &*self.now.borrow();
        let options = dom::object(&self.own.options(page, look));
        dom::call(&self.instance.borrow(), "update", &[options.into()]);
    }
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.now.borrow_mut().1 = look.clone();
        self.update();
    }

    fn turn(&mut self, page: &Page) -> bool {
        self.now.borrow_mut().0 = page.clone();
        self.update();
        true
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        dom::call(&self.instance.borrow(), "destroy", &[]);
        self.script = None;
        self.style.remove();
    }
}
