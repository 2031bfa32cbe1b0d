//! How the reader wants to see things, as the article's own root says it: providers of comments are
//! told, and told again when it changes.

use super::scene::Scene;
use crate::comments::Look;
use crate::dom;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::Callback;

/// How things look now.
pub fn now(scene: &Scene) -> Look {
    let root = root(scene);
    let theme = root.as_ref().and_then(|root| root.get_attribute("data-theme"));
    let style = dom::window()
        .zip(root)
        .and_then(|(window, root)| dom::call(&window, "getComputedStyle", &[root.into()]));
    let scheme = style.and_then(|style| dom::get_text(&style, "colorScheme"));
    Look {
        dark: scheme.is_some_and(|scheme| scheme.trim() == "dark"),
        theme: theme.unwrap_or_else(|| "auto".into()),
        lang: scene.words.lang().into(),
    }
}

/// Watches for another look until it is dropped.
pub struct Watch {
    observer: JsValue,
    _changed: Closure<dyn FnMut()>,
    _system: Option<EventListener>,
}

impl Watch {
    /// Calls back whenever things may look otherwise.
    pub fn begin(scene: &Scene, changed: Callback<()>) -> Option<Self> {
        let system = dom::window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        let system = system.map(|list| {
            let changed = changed.clone();
            EventListener::new(&list, "change", move |_| changed.emit(()))
        });
        let changed = Closure::<dyn FnMut()>::new(move || changed.emit(()));
        let options = [
            ("attributes", true.into()),
            ("attributeFilter", Array::of1(&"data-theme".into()).into()),
        ];
        let observer = observer("MutationObserver", changed.as_ref(), None)?;
        dom::call(&observer, "observe", &[root(scene)?.into(), dom::object(&options).into()]);
        Some(Self { observer, _changed: changed, _system: system })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        dom::call(&self.observer, "disconnect", &[]);
    }
}

/// Waits until an element is near the window.
pub struct Near {
    observer: JsValue,
    _seen: Closure<dyn FnMut(JsValue)>,
}

impl Near {
    /// Calls back once the element is less than a window's height away.
    pub fn wait(element: &Element, near: Callback<()>) -> Option<Self> {
        let seen = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
            let entries: Option<Array> = dom::cast(entries);
            let there = |entry: JsValue| dom::get(&entry, "isIntersecting").is_truthy();
            if entries.is_some_and(|entries| entries.iter().any(there)) {
                near.emit(());
            }
        });
        let options = dom::object(&[("rootMargin", "100%".into())]);
        let observer = observer("IntersectionObserver", seen.as_ref(), Some(options.into()))?;
        dom::call(&observer, "observe", &[element.into()]);
        Some(Self { observer, _seen: seen })
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        dom::call(&self.observer, "disconnect", &[]);
    }
}

fn observer(kind: &str, callback: &JsValue, options: Option<JsValue>) -> Option<JsValue> {
    let options = options.unwrap_or(JsValue::UNDEFINED);
    dom::construct(&js_sys::global(), kind, &[callback.clone(), options])
}

fn root(scene: &Scene) -> Option<Element> {
    scene.host.shadow_root()?.query_selector(".baca").ok().flatten()
}
