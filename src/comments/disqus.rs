//! Disqus. Its script looks for `#disqus_thread` in the document and can be there only once
//! (<https://help.disqus.com/en/articles/1717112-universal-embed-code>).

use super::script::Script;
use super::{needed, Page, Provider, State};
use crate::article::json::Reading;
use crate::dom;
use js_sys::{Array, Reflect};
use serde_json::{Map, Value};
use std::any::Any;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;
use yew::Callback;

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
    let shortname = needed(o, r, "shortname")?;
    // It becomes part of a host name.
    if !shortname.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return r.wrong("not a shortname of Disqus");
    }
    let name = r.text_at(o, "label").unwrap_or_else(|| "Disqus".into());
    Some(Rc::new(Disqus { shortname, name }))
}

impl Provider for Disqus {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn link(&self, page: &Page) -> Option<String> {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        let id = page.id.as_deref().unwrap_or(&page.url);
        Some(
            [
                "https://disqus.com/embed/comments/?base=default&f=",
                &self.shortname,
                "&t_u=",
                &encode(&page.url),
                "&t_i=",
                &encode(id),
                "&t_t=",
                &encode(&page.title),
            ]
            .concat(),
        )
    }

    fn open(&self, place: &HtmlElement, page: &Page, tell: Callback<State>) -> Box<dyn Any> {
        let taken = dom::document().is_some_and(|d| d.get_element_by_id("disqus_thread").is_some());
        if taken {
            tell.emit(State::Busy);
            return Box::new(());
        }
        match Thread::begin(self, place, page, &tell) {
            Some(thread) => Box::new(thread),
            None => {
                tell.emit(State::Failed);
                Box::new(())
            }
        }
    }
}

/// The thread in the page, with the closures that its script calls.
struct Thread {
    window: JsValue,
    script: Option<Script>,
    _ready: Closure<dyn FnMut()>,
    _config: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl Thread {
    fn begin(
        disqus: &Disqus,
        place: &HtmlElement,
        page: &Page,
        tell: &Callback<State>,
    ) -> Option<Self> {
        let thread = dom::make("div", &[("id", "disqus_thread")])?;
        place.append_child(&thread).ok()?;
        let window: JsValue = dom::window()?.into();

        let on_ready = tell.clone();
        let ready = Closure::<dyn FnMut()>::new(move || on_ready.emit(State::Ready));
        let (page, on_ready) = (page.clone(), ready.as_ref().clone());
        let (config, closure) = dom::with_this(move |this| {
            let of = dom::get(&this, "page");
            let id = page.id.as_deref().unwrap_or(&page.url);
            for (key, value) in
                [("url", page.url.as_str()), ("identifier", id), ("title", &page.title)]
            {
                let _ = Reflect::set(&of, &key.into(), &value.into());
            }
            let language = page.lang.replace('-', "_");
            let _ = Reflect::set(&this, &"language".into(), &language.into());
            let callbacks = dom::get(&this, "callbacks");
            let _ = Reflect::set(&callbacks, &"onReady".into(), &Array::of1(&on_ready));
        });
        let _ = Reflect::set(&window, &"disqus_config".into(), &config);
        let _ =
            Reflect::set(&window, &"disqus_shortname".into(), &disqus.shortname.as_str().into());

        let url = ["https://", &disqus.shortname, ".disqus.com/embed.js"].concat();
        let now = dom::digits(dom::now());
        let attributes = [("id", "dsq-embed-scr"), ("data-timestamp", now.as_str())];
        let on_end = tell.clone();
        let script = Script::load(&url, &attributes, move |came| {
            if !came {
                on_end.emit(State::Failed);
            }
        })?;
        Some(Self { window, script: Some(script), _ready: ready, _config: closure })
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.script = None;
        // Its own way to stop listening; without a configuration it loads nothing.
        dom::call(&dom::get(&self.window, "DISQUS"), "reset", &[dom::object(&[]).into()]);
        for name in ["DISQUS", "disqus_config", "disqus_shortname"] {
            let _ = Reflect::delete_property(
                self.window.unchecked_ref::<js_sys::Object>(),
                &name.into(),
            );
        }
        let remains = dom::document().and_then(|d| d.query_selector_all(REMAINS).ok());
        for index in 0..remains.as_ref().map_or(0, |list| list.length()) {
            let node = remains.as_ref().and_then(|list| list.item(index));
            if let Some(parent) = node.as_ref().and_then(|node| node.parent_node()) {
                let _ = node.map(|node| parent.remove_child(&node));
            }
        }
    }
}
