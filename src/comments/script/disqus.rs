//! Disqus. Its script searches the document for `#disqus_thread`, which can exist only once
//! (<https://help.disqus.com/en/articles/1717112-universal-embed-code>).

use super::{call_global, Script};
use crate::comments::fields;
use crate::comments::fields::{with_query, Fields};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use baca_sys::js;
use js_sys::{Array, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;

/// Elements that its script leaves in the document, besides the script itself.
const LEFTOVERS: &str = "link[href*='disquscdn.com/next/'],link[href*='disqus.com/next/'],\
    script[src*='disquscdn.com/next/'],script[src*='.disqus.com/'],iframe[title='Disqus']";

/// The configuration of Disqus.
#[derive(Clone)]
pub struct Disqus {
    shortname: String,
    thread: Option<String>,
}

impl FromConfig for Disqus {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "disqus",
        label: "Disqus",
        single_instance: true,
        hosts: &["*.disquscdn.com"],
        // Its script scrolls to the comment.
        permalink: PermalinkScheme::Fragment("comment-"),
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        let shortname = fields.required("shortname")?;
        // The shortname becomes part of a host name.
        if !fields::is_url_safe(&shortname) || shortname.contains('.') {
            return fields.reject("shortname", "not a shortname of Disqus");
        }
        Some(Self { shortname, thread: fields.text("thread") })
    }
}

impl Disqus {
    fn script_url(&self) -> String {
        ["https://", &self.shortname, ".disqus.com/embed.js"].concat()
    }

    fn identifier<'p>(&'p self, article: &'p ArticleInfo) -> &'p str {
        article.thread(Self::DESCRIPTOR.kind, &self.thread).unwrap_or(article.identifier())
    }
}

impl Provider for Disqus {
    fn server_url(&self) -> &str {
        "https://disqus.com/"
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script_url()]
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        Some(with_query(
            "https://disqus.com/embed/comments/",
            &[
                ("base", "default"),
                ("f", &self.shortname),
                ("t_u", &article.url),
                ("t_i", self.identifier(article)),
                ("t_t", &article.title),
            ],
        ))
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        if super::is_in_document("#disqus_thread") {
            context.report.emit(ProviderEvent::State(State::Busy));
            return Some(Box::new(super::AlreadyOnPage));
        }
        Some(Box::new(DisqusSession::open(self, &context)?))
    }
}

/// The open thread, with the closures that its script calls.
struct DisqusSession {
    config: JsValue,
    script: Option<Script>,
    current: Rc<RefCell<(ArticleInfo, Appearance)>>,
    _ready: Closure<dyn FnMut()>,
    _configure: Closure<dyn FnMut(JsValue, JsValue)>,
}

impl DisqusSession {
    fn open(disqus: &Disqus, context: &MountContext) -> Option<Self> {
        let thread = dom::new_element("div", &[("id", "disqus_thread")])?;
        context.container.append_child(&thread).ok()?;
        let window: JsValue = dom::window()?.into();

        let report = context.report.clone();
        let ready =
            Closure::<dyn FnMut()>::new(move || report.emit(ProviderEvent::State(State::Ready)));
        let current = Rc::new(RefCell::new((context.article.clone(), context.appearance.clone())));
        let (provider, latest, on_ready) =
            (disqus.clone(), current.clone(), ready.as_ref().clone());
        let (config, configure) = dom::function_with_this(move |this| {
            let (article, appearance) = &*latest.borrow();
            let page = js::get(&this, "page");
            for (key, value) in [
                ("url", article.url.as_str()),
                ("identifier", provider.identifier(article)),
                ("title", &article.title),
            ] {
                let _ = Reflect::set(&page, &key.into(), &value.into());
            }
            let language = appearance.lang.replace('-', "_");
            let _ = Reflect::set(&this, &"language".into(), &language.into());
            let callbacks = js::get(&this, "callbacks");
            let _ = Reflect::set(&callbacks, &"onReady".into(), &Array::of1(&on_ready));
        });

        let url = disqus.script_url();
        let time = js::digits(dom::now());
        let attributes = [("id", "dsq-embed-scr"), ("data-timestamp", time.as_str())];
        let report = context.report.clone();
        let globals = &["DISQUS", "disqus_config", "disqus_shortname"];
        let script = Script::load(
            &url,
            &attributes,
            globals,
            Box::new(move |loaded| {
                if !loaded {
                    report.emit(ProviderEvent::State(State::Failed));
                }
            }),
        )?;
        // The script reads these globals when it runs, which is later.
        let _ = Reflect::set(&window, &"disqus_config".into(), &config);
        let _ =
            Reflect::set(&window, &"disqus_shortname".into(), &disqus.shortname.as_str().into());
        let config = config.into();
        Some(Self { config, script: Some(script), current, _ready: ready, _configure: configure })
    }
}

impl DisqusSession {
    /// Loads the thread again, for another article, language or theme. Disqus derives the theme from the
    /// text colour of its container when it starts.
    fn reset(&self) {
        let options = [("reload", true.into()), ("config", self.config.clone())];
        call_global("DISQUS", "reset", &[js::object(&options).into()]);
    }
}

impl Session for DisqusSession {
    fn restyle(&mut self, appearance: &Appearance) {
        let before = std::mem::replace(&mut self.current.borrow_mut().1, appearance.clone());
        // A reset discards typed text, so it is skipped if only the shade of the theme changes.
        if (before.dark, before.lang) != (appearance.dark, appearance.lang.clone()) {
            self.reset();
        }
    }

    fn navigate(&mut self, article: &ArticleInfo) -> bool {
        self.current.borrow_mut().0 = article.clone();
        self.reset();
        true
    }
}

impl Drop for DisqusSession {
    fn drop(&mut self) {
        // A reset without a configuration removes its listeners and loads nothing.
        call_global("DISQUS", "reset", &[js::object(&[]).into()]);
        self.script = None;
        super::remove_leftovers(LEFTOVERS);
    }
}
