//! `baca-thread`: the module that `baca.js` loads when a discussion is opened that Baca draws
//! itself.

#[cfg(browser)]
mod exports {
    use baca::article::json::Reading;
    use baca::comments::discussion::Discussion;
    use baca::comments::{loader, Page, State, Told};
    use baca::dom;
    use baca::element::{self, threads};
    use baca::platform::{self, trusted, web};
    use baca::view::thread::{Pictures, STYLE};
    use js_sys::{Array, Function};
    use serde_json::Value;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::{CssStyleSheet, Element, HtmlElement};
    use yew::Callback;

    thread_local! {
        static SHEET: Option<CssStyleSheet> = element::sheet(STYLE);
    }

    /// Begins: takes the page's Trusted Types policy, whom to tell of a panic, and the script's
    /// `convert(texts, base)`: a promise of what `article::words` describes.
    #[wasm_bindgen]
    pub fn start(policy: JsValue, panicked: Function, services: JsValue) {
        trusted::adopt(policy);
        loader::adopt(services);
        element::tell_panics(panicked, yew::set_custom_panic_hook);
    }

    /// Opens a discussion in `place`, an element in a reader's shadow root, and gives its number; 0
    /// if it cannot. `page` is what `baca-rooms` got of the article; `options` are what `baca-rooms`
    /// says of the provider.
    #[wasm_bindgen]
    pub fn open(host: HtmlElement, place: Element, page: JsValue, options: JsValue) -> u32 {
        let of_page = |key| dom::get_text(&page, key).unwrap_or_default();
        let text = |key| dom::get_text(&options, key);
        let discussion = web::value_of(&dom::get(&page, "comments")).0;
        let mut reading = Reading::new(platform::current(), &of_page("base"));
        let page = Page {
            url: of_page("url"),
            title: of_page("title"),
            id: dom::get_text(&page, "id"),
            lang: text("lang").unwrap_or_default(),
            comments: Discussion::read(&mut reading, &discussion).map(Rc::new),
            ..Page::default()
        };
        let pictures = match dom::cast::<Array>(dom::get(&options, "pictures")) {
            Some(hosts) => {
                Pictures::From(hosts.iter().filter_map(|host| host.as_string()).collect())
            }
            None => Pictures::All,
        };
        let labels = match web::value_of(&dom::get(&options, "labels")).0 {
            Value::Object(labels) => labels,
            _ => Default::default(),
        };
        SHEET.with(|sheet| {
            if let Some(sheet) = sheet {
                element::adopt_sheet(&host, sheet);
            }
        });
        let told = options.clone();
        let tell = Callback::from(move |what: Told| {
            let (what, value) = match what {
                Told::State(State::Ready) => ("ready", JsValue::UNDEFINED),
                Told::State(State::Timeout) => ("timeout", JsValue::UNDEFINED),
                Told::State(_) => ("failed", JsValue::UNDEFINED),
                Told::Count(count) => ("count", count.into()),
            };
            dom::call(&told, "tell", &[what.into(), value]);
        });
        let opening = threads::Opening {
            host,
            page,
            provider: web::value_of(&dom::get(&options, "provider")).0,
            base: text("base").unwrap_or_default(),
            labels,
            name: text("name").unwrap_or_default(),
            link: text("link"),
            linked: text("linked"),
            pictures,
        };
        threads::open(&place, opening, tell).unwrap_or_default()
    }

    /// Tells a discussion the language of the controls.
    #[wasm_bindgen]
    pub fn restyle(id: u32, lang: &str) {
        threads::restyle(id, lang);
    }

    /// Tells a discussion which comment the page's address names.
    #[wasm_bindgen]
    pub fn seek(id: u32, comment: String) {
        threads::seek(id, comment);
    }

    /// Ends a discussion.
    #[wasm_bindgen]
    pub fn close(id: u32) {
        threads::close(id);
    }
}

fn main() {}
