//! The appearance that the reader chose, read from the article's root element. Comment providers get it and
//! its changes.

use super::context::PanelContext;
use crate::web::dom;
use baca_sys::js;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::Callback;

/// Theme, colour scheme and interface language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Appearance {
    /// Whether the computed colour scheme is dark.
    pub dark: bool,
    /// The reader's theme: `light dark sepia contrast`, or `auto`.
    pub theme: String,
    /// Interface language, BCP 47.
    pub lang: String,
}

impl Appearance {
    /// Returns the colour scheme, as most providers name it: `dark` or `light`.
    pub fn scheme(&self) -> &'static str {
        self.pick("light", "dark")
    }

    /// Returns `dark` if the colour scheme is dark, else `light`.
    pub fn pick<'t>(&self, light: &'t str, dark: &'t str) -> &'t str {
        if self.dark {
            dark
        } else {
            light
        }
    }
}

/// Returns the current appearance.
pub fn current(context: &PanelContext) -> Appearance {
    let root = root(context);
    let theme = root.as_ref().and_then(|root| root.get_attribute("data-theme"));
    let style = dom::window()
        .zip(root)
        .and_then(|(window, root)| js::call(&window, "getComputedStyle", &[root.into()]));
    let scheme = style.and_then(|style| js::get_text(&style, "colorScheme"));
    Appearance {
        dark: scheme.is_some_and(|scheme| scheme.trim() == "dark"),
        theme: theme.unwrap_or_else(|| "auto".into()),
        lang: context.messages.lang().into(),
    }
}

/// Observes changes of the appearance; dropping it ends the observation.
pub struct AppearanceObserver {
    observer: JsValue,
    _changed: Closure<dyn FnMut()>,
    _system: Option<EventListener>,
}

impl AppearanceObserver {
    /// Calls `changed` when the reader's theme or the system's colour scheme changes.
    pub fn observe(context: &PanelContext, changed: Callback<()>) -> Option<Self> {
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
        let observer = new_observer("MutationObserver", changed.as_ref(), None)?;
        js::call(&observer, "observe", &[root(context)?.into(), js::object(&options).into()]);
        Some(Self { observer, _changed: changed, _system: system })
    }
}

impl Drop for AppearanceObserver {
    fn drop(&mut self) {
        js::call(&self.observer, "disconnect", &[]);
    }
}

/// Observes whether an element is near the viewport; dropping it ends the observation.
pub struct ProximityObserver {
    observer: JsValue,
    _seen: Closure<dyn FnMut(JsValue)>,
}

impl ProximityObserver {
    /// Calls `near` when the element is less than a viewport's height away.
    pub fn observe(element: &Element, near: Callback<()>) -> Option<Self> {
        let seen = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
            let entries: Option<Array> = js::cast(entries);
            let is_near = |entry: JsValue| js::get(&entry, "isIntersecting").is_truthy();
            if entries.is_some_and(|entries| entries.iter().any(is_near)) {
                near.emit(());
            }
        });
        let options = js::object(&[("rootMargin", "100%".into())]);
        let observer = new_observer("IntersectionObserver", seen.as_ref(), Some(options.into()))?;
        js::call(&observer, "observe", &[element.into()]);
        Some(Self { observer, _seen: seen })
    }
}

impl Drop for ProximityObserver {
    fn drop(&mut self) {
        js::call(&self.observer, "disconnect", &[]);
    }
}

/// Creates an observer by the name of its constructor.
fn new_observer(
    constructor: &str,
    callback: &JsValue,
    options: Option<JsValue>,
) -> Option<JsValue> {
    let options = options.unwrap_or(JsValue::UNDEFINED);
    js::construct(&js::global(), constructor, &[callback.clone(), options])
}

/// Returns the root element of the article.
fn root(context: &PanelContext) -> Option<Element> {
    context.host.shadow_root()?.query_selector(".baca").ok().flatten()
}
