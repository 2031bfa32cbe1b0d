//! Waline: a comment server that sites run themselves
//! (<https://waline.js.org/en/reference/client/api.html>), by the build of its client that makes a
//! global.

use super::{call_global, Script};
use crate::article::json::Reading;
use crate::article::url::Purpose;
use crate::comments::settings;
use crate::comments::{Home, Look, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// Its `type` in the configuration.
pub const KIND: &str = "waline";

/// Where its client is, unless the site hosts it.
const CLIENT: &str = "https://unpkg.com/@waline/client@3.5.7/dist/";

struct Waline {
    server: String,
    script: String,
    style: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let server = settings::needed_base(o, r, "serverURL")?;
    let mut file = |key, name: &str| {
        r.url_at(o, key, Purpose::Media).unwrap_or_else(|| [CLIENT, name].concat())
    };
    let (script, style) = (file("script", "waline.umd.js"), file("style", "waline.css"));
    Some(Rc::new(Waline { server, script, style, name: settings::name(o, r, "Waline") }))
}

impl Provider for Waline {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.server.clone())
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some([&page.url, "#waline"].concat())
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        let style = dom::make("link", &[("rel", "stylesheet"), ("href", &self.style)])?;
        dom::document()?.head()?.append_child(&style).ok()?;
        let path = page.thread(KIND).unwrap_or_else(|| page.path()).to_string();
        let server = self.server.trim_end_matches('/').to_string();
        let look = Rc::new(RefCell::new(look));
        let instance: Rc<RefCell<JsValue>> = Rc::default();
        let script = {
            let (instance, look, path) = (instance.clone(), look.clone(), path.clone());
            Script::load(
                &self.script,
                &[],
                &["Waline"],
                Box::new(move |came| {
                    let mut options = options(&path, &look.borrow());
                    options.extend([
                        ("el", place.clone().into()),
                        ("serverURL", server.as_str().into()),
                    ]);
                    let begun = came
                        .then(|| call_global("Waline", "init", &[dom::object(&options).into()]))
                        .flatten()
                        .filter(JsValue::is_object);
                    let state = if begun.is_some() { State::Ready } else { State::Failed };
                    instance.replace(begun.unwrap_or_default());
                    tell.emit(Told::State(state));
                }),
            )
        };
        // Without a script, the style sheet goes again.
        let open = Open { instance, look, path, style, script };
        open.script.is_some().then(|| Box::new(open) as Box<dyn Session>)
    }
}

/// What it wants each time: without the path it would take the page's own.
fn options(path: &str, look: &Look) -> Vec<(&'static str, JsValue)> {
    vec![("path", path.into()), ("dark", look.dark.into()), ("lang", look.lang.as_str().into())]
}

struct Open {
    instance: Rc<RefCell<JsValue>>,
    look: Rc<RefCell<Look>>,
    path: String,
    style: Element,
    script: Option<Script>,
}

impl Session for Open {
    fn restyle(&mut self, look: &Look) {
        self.look.replace(look.clone());
        let options = dom::object(&options(&self.path, look));
        dom::call(&self.instance.borrow(), "update", &[options.into()]);
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        dom::call(&self.instance.borrow(), "destroy", &[]);
        self.script = None;
        self.style.remove();
    }
}
