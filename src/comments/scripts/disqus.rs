//! Disqus. Its script looks for `#disqus_thread` in the document and can be there only once
//! (<https://help.disqus.com/en/articles/1717112-universal-embed-code>).

use super::{call_global, Script};
use crate::comments::address::Naming;
use crate::comments::settings::{self, with_query, Fields};
use crate::comments::{Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use js_sys::{Array, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;

/// What its script leaves behind, beside the script itself.
const REMAINS: &str = "link[href*='disquscdn.com/next/'],link[href*='disqus.com/next/'],\
    script[src*='disquscdn.com/next/'],script[src*='.disqus.com/'],iframe[title='Disqus']";

/// Disqus, as a site configures it.
#[derive(Clone)]
pub struct Disqus {
    shortname: String,
    thread: Option<String>,
}

impl Settings for Disqus {
    const KIND: Kind = Kind {
        name: "disqus",
        label: "Disqus",
        once: true,
        // Its own script finds the comment.
        comment: Naming::Fragment("comment-"),
        ..Kind::SCRIPTED
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        let shortname = fields.needed("shortname")?;
        // It becomes part of a host name.
        if !settings::is_word(&shortname) || shortname.contains('.') {
            return fields.refuse("shortname", "not a shortname of Disqus");
        }
        Some(Self { shortname, thread: fields.text("thread") })
    }
}

impl Disqus {
    fn identifier<'p>(&'p self, page: &'p Page) -> &'p str {
        page.thread(&Self::KIND, &self.thread).unwrap_or(page.identifier())
    }
}

impl Provider for Disqus {
    fn server(&self, _page: &Page) -> &str {
        "https://disqus.com/"
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some(with_query(
            "https://disqus.com/embed/comments/",
            &[
                ("base", "default"),
                ("f", &self.shortname),
                ("t_u", &page.url),
                ("t_i", self.identifier(page)),
                ("t_t", &page.title),
            ],
        ))
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
    now: Rc<RefCell<(Page, Look)>>,
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
        let now = Rc::new(RefCell::new((stage.page.clone(), stage.look.clone())));
        let (own, latest, on_ready) = (disqus.clone(), now.clone(), ready.as_ref().clone());
        let (config, configure) = dom::with_this(move |this| {
            let (page, look) = &*latest.borrow();
            let of = dom::get(&this, "page");
            for (key, value) in [
                ("url", page.url.as_str()),
                ("identifier", own.identifier(page)),
                ("title", &page.title),
            ] {
                let _ = Reflect::set(&of, &key.into(), &value.into());
            }
            let language = look.lang.replace('-', "_");
            let _ = Reflect::set(&this, &"language".into(), &language.into());
            let callbacks = dom::get(&this, "callbacks");
            let _ = Reflect::set(&callbacks, &"onReady".into(), &Array::of1(&on_ready));
        });

        let url = ["https://", &disqus.shortname, ".disqus.com/embed.js"].concat();
        let time = dom::digits(dom::now());
        let attributes = [("id", "dsq-embed-scr"), ("data-timestamp", time.as_str())];
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
        Some(Self { config, script: Some(script), now, _ready: ready, _configure: configure })
    }
}

impl Thread {
    /// Its own way to another article, another language and another theme, which it takes from the
    /// colour of the text around it when it starts.
    fn reset(&self) {
        let again = [("reload", true.into()), ("config", self.config.clone())];
        call_global("DISQUS", "reset", &[dom::object(&again).into()]);
    }
}

impl Session for Thread {
    fn restyle(&mut self, look: &Look) {
        let before = std::mem::replace(&mut self.now.borrow_mut().1, look.clone());
        // What is being typed goes with a reset: not for one light theme instead of another.
        if (before.dark, before.lang) != (look.dark, look.lang.clone()) {
            self.reset();
        }
    }

    fn turn(&mut self, page: &Page) -> bool {
        self.now.borrow_mut().0 = page.clone();
        self.reset();
        true
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
