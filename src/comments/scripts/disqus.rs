//! Disqus. Its script looks for `#disqus_thread` in the document and can be there only once
//! (<https://help.disqus.com/en/articles/1717112-universal-embed-code>).

use super::{call_global, Script};
use crate::article::json::Reading;
use crate::comments::address::Address;
use crate::comments::settings::{self, with_query};
use crate::comments::{Home, Look, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use js_sys::{Array, Reflect};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;

/// Its `type` in the configuration.
pub const KIND: &str = "disqus";

/// What its script leaves behind, beside the script itself.
const REMAINS: &str = "link[href*='disquscdn.com/next/'],link[href*='disqus.com/next/'],\
    script[src*='disquscdn.com/next/'],script[src*='.disqus.com/'],iframe[title='Disqus']";

struct Disqus {
    shortname: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let shortname = settings::needed(o, r, "shortname")?;
    // It becomes part of a host name.
    if !settings::is_word(&shortname) || shortname.contains('.') {
        return r.field(o, "shortname", |r, _| r.wrong("not a shortname of Disqus"));
    }
    Some(Rc::new(Disqus { shortname, name: settings::name(o, r, "Disqus") }))
}

impl Provider for Disqus {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some("https://disqus.com/".into())
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some(with_query(
            "https://disqus.com/embed/comments/",
            &[
                ("base", "default"),
                ("f", &self.shortname),
                ("t_u", &page.url),
                ("t_i", page.identifier()),
                ("t_t", &page.title),
            ],
        ))
    }

    fn home(&self) -> Home {
        Home::Page
    }

    fn yields(&self) -> bool {
        true
    }

    fn names(&self, address: &Address) -> Option<String> {
        // Its own script finds the comment.
        address.after("comment-").map(|_| String::new())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        if super::is_in_page("#disqus_thread") {
            stage.tell.emit(Told::State(State::Busy));
            return Some(Box::new(super::Taken));
        }
        Some(Box::new(Thread::begin(self, &stage)?))
    }
}

/// The thread in the page, with the closures that its script calls.
struct Thread {
    config: JsValue,
    script: Option<Script>,
    look: Rc<RefCell<Look>>,
    _ready: Closure<dyn FnMut()>,
    _configure: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl Thread {
    fn begin(disqus: &Disqus, stage: &Stage) -> Option<Self> {
        let thread = dom::make("div", &[("id", "disqus_thread")])?;
        stage.place.append_child(&thread).ok()?;
        let window: JsValue = dom::window()?.into();

        let tell = stage.tell.clone();
        let ready = Closure::<dyn FnMut()>::new(move || tell.emit(Told::State(State::Ready)));
        let look = Rc::new(RefCell::new(stage.look.clone()));
        let (page, own_look, on_ready) = (stage.page.clone(), look.clone(), ready.as_ref().clone());
        let (config, configure) = dom::with_this(move |this| {
            let of = dom::get(&this, "page");
            for (key, value) in [
                ("url", page.url.as_str()),
                ("identifier", page.identifier()),
                ("title", &page.title),
            ] {
                let _ = Reflect::set(&of, &key.into(), &value.into());
            }
            let language = own_look.borrow().lang.replace('-', "_");
            let _ = Reflect::set(&this, &"language".into(), &language.into());
            let callbacks = dom::get(&this, "callbacks");
            let _ = Reflect::set(&callbacks, &"onReady".into(), &Array::of1(&on_ready));
        });

        let url = ["https://", &disqus.shortname, ".disqus.com/embed.js"].concat();
        let now = dom::digits(dom::now());
        let attributes = [("id", "dsq-embed-scr"), ("data-timestamp", now.as_str())];
        let tell = stage.tell.clone();
        let globals = &["DISQUS", "disqus_config", "disqus_shortname"];
        let script = Script::load(
            &url,
            &attributes,
            globals,
            Box::new(move |came| {
                if !came {
                    tell.emit(Told::State(State::Failed));
                }
            }),
        )?;
        // It asks for these once it runs, which is later.
        let _ = Reflect::set(&window, &"disqus_config".into(), &config);
        let _ =
            Reflect::set(&window, &"disqus_shortname".into(), &disqus.shortname.as_str().into());
        let config = config.into();
        Some(Self { config, script: Some(script), look, _ready: ready, _configure: configure })
    }
}

impl Session for Thread {
    fn restyle(&mut self, look: &Look) {
        if *look == self.look.replace(look.clone()) {
            return;
        }
        // It takes its theme from the colour of the text around it, when it starts.
        let again = [("reload", true.into()), ("config", self.config.clone())];
        call_global("DISQUS", "reset", &[dom::object(&again).into()]);
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        // Its own way to stop listening; without a configuration it loads nothing.
        call_global("DISQUS", "reset", &[dom::object(&[]).into()]);
        self.script = None;
        super::sweep(REMAINS);
    }
}
