//! `baca-rooms`: the module that `baca.js` loads once an article is there and the browser has
//! time, for a site that has comments or notifications, or once the reader wants to listen.

#[cfg(browser)]
mod exports {
    use baca::article::json::Reading;
    use baca::comments::discussion::Discussion;
    use baca::comments::{loader, Page};
    use baca::element::{self, rooms};
    use baca::platform::{self, trusted, web};
    use baca::{dom, view};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::{CssStyleSheet, HtmlElement};

    thread_local! {
        static SHEET: Option<CssStyleSheet> = element::sheet(view::rooms::STYLE);
    }

    /// Begins: takes the page's Trusted Types policy, whom to tell of a panic, and what the script
    /// does for the rooms: `convert(texts, base)` gives a promise of lists of blocks, each as JSON;
    /// `keep()` remembers the page's globals and gives what puts them back.
    #[wasm_bindgen]
    pub fn start(policy: JsValue, panicked: js_sys::Function, services: JsValue) {
        trusted::adopt(policy);
        loader::adopt(services);
        element::tell_panics(panicked, yew::set_custom_panic_hook);
    }

    /// Mounts the rooms of a reader. `page` is what `baca-app` says of its article, with the
    /// `comments` that came along with it and the `base` of their addresses; `config` the text of the
    /// site's configuration, which came from `base`. Gives `{id, problems}`.
    #[wasm_bindgen]
    pub fn mount(host: HtmlElement, page: JsValue, config: &str, base: &str) -> JsValue {
        let text = |key| dom::get_text(&page, key);
        let texts = |key| {
            let all = js_sys::Array::from(&dom::get(&page, key));
            all.iter().filter_map(|text| text.as_string()).collect()
        };
        let page = Page {
            url: text("url").unwrap_or_default(),
            title: text("title").unwrap_or_default(),
            id: text("id"),
            lang: text("lang").unwrap_or_default(),
            authors: texts("authors"),
            tags: texts("tags"),
            comments: discussion(&dom::get(&page, "comments"), &text("base").unwrap_or_default()),
        };
        SHEET.with(|sheet| {
            if let Some(sheet) = sheet {
                element::adopt_sheet(&host, sheet);
            }
        });
        let mounted = rooms::mount(&host, page, config, platform::current(), base);
        dom::object(&[
            ("id", mounted.id.unwrap_or_default().into()),
            ("problems", dom::texts(&mounted.problems)),
        ])
        .into()
    }

    /// Tells the rooms that "Listen" was pressed.
    #[wasm_bindgen]
    pub fn listen(id: u32) {
        rooms::listen(id);
    }

    /// The discussion that came along with an article.
    fn discussion(comments: &JsValue, base: &str) -> Option<Rc<Discussion>> {
        let (value, _) = web::value_of(comments);
        Discussion::read(&mut Reading::new(platform::current(), base), &value).map(Rc::new)
    }

    /// Tells the rooms that `lang` or `theme` of their element changed.
    #[wasm_bindgen]
    pub fn restyle(id: u32) {
        rooms::restyle(id);
    }

    /// Ends the rooms of a reader that goes on to another article: what is open waits for its rooms.
    #[wasm_bindgen]
    pub fn park(id: u32) {
        rooms::park(id);
    }

    /// Ends the rooms of a reader, parked ones as well.
    #[wasm_bindgen]
    pub fn unmount(id: u32) {
        rooms::unmount(id);
    }
}

fn main() {}
