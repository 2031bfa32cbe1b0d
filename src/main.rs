//! `baca-app`: the module that `static/baca.js` loads to draw articles in Baca's own format. What
//! it exports is all that the script knows of it.

#[cfg(target_arch = "wasm32")]
mod exports {
    use baca::article::formats::{self, Error, Outcome};
    use baca::element::{self, reader};
    use baca::platform::{self, trusted, web};
    use baca::{dom, view};
    use js_sys::Function;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::{CssStyleSheet, Element, HtmlElement};
    use yew::Callback;

    thread_local! {
        static SHEET: Option<CssStyleSheet> = element::sheet(view::STYLE);
    }

    /// Begins: takes the page's Trusted Types policy, and whom to tell of a panic.
    #[wasm_bindgen]
    pub fn start(policy: JsValue, panicked: Function) {
        trusted::adopt(policy);
        element::tell_panics(panicked);
    }

    /// Shows `content` in `room`: a text, or an object that `baca-formats` made. Gives the number
    /// of the reader.
    ///
    /// `options`: `base`, `format` (what it was before it became ours), `problem(text)` for what
    /// could not be used, `shown(detail)` once the article is on the page, `listen()` when the reader
    /// wants to listen.
    ///
    /// # Errors
    /// `{code, message}`, as `baca-error` has them; `foreign` when it takes `baca-formats` to read
    /// it.
    #[wasm_bindgen]
    pub fn mount(
        host: HtmlElement,
        room: Element,
        content: JsValue,
        options: JsValue,
    ) -> Result<u32, JsValue> {
        let outcome = read(&content, &options).map_err(|error| failure(&error))?;
        for problem in &outcome.problems {
            let _ = dom::call(&options, "problem", &[problem.to_string().into()]);
        }
        SHEET.with(|sheet| {
            if let Some(sheet) = sheet {
                element::adopt_sheet(&host, sheet);
            }
        });
        let article = Rc::new(outcome.article);
        let format = dom::get_text(&options, "format").unwrap_or_else(|| outcome.format.into());
        let detail = dom::object(&[
            ("headline", article.headline_text().into()),
            ("url", article.url.as_deref().map_or(JsValue::NULL, JsValue::from)),
            ("format", format.into()),
            ("blocks", (article.body.len() as u32).into()),
        ]);
        let wishes = options.clone();
        let shown = Callback::from(move |()| {
            let _ = dom::call(&options, "shown", &[detail.clone().into()]);
        });
        let listen = Callback::from(move |()| {
            let _ = dom::call(&wishes, "listen", &[]);
        });
        Ok(reader::mount(&host, &room, article, shown, listen))
    }

    fn read(content: &JsValue, options: &JsValue) -> Result<Outcome, Error> {
        let base = dom::get_text(options, "base").unwrap_or_default();
        let text = content.as_string();
        let (value, cut) = match &text {
            Some(text) => formats::parse(text)?,
            None => web::value_of(content),
        };
        formats::read_own(&value, cut, platform::current(), &base, text.is_none())
    }

    fn failure(error: &Error) -> JsValue {
        let message = error.to_string();
        dom::object(&[("code", error.code().into()), ("message", message.into())]).into()
    }

    /// Gives a reader its configuration. Gives `{problems, rooms}`: what was wrong with it, and
    /// whether the site wants rooms beside the article.
    #[wasm_bindgen]
    pub fn configure(id: u32, text: &str, base: &str) -> JsValue {
        let configured = reader::configure(id, text, platform::current(), base);
        dom::object(&[
            ("problems", dom::texts(&configured.problems)),
            ("rooms", configured.rooms.into()),
        ])
        .into()
    }

    /// What the rooms beside a reader's article need to know of it: `{url, title, id, lang}`.
    #[wasm_bindgen]
    pub fn page(id: u32) -> JsValue {
        let Some(page) = reader::page(id) else { return JsValue::UNDEFINED };
        dom::object(&[
            ("url", page.url.into()),
            ("title", page.title.into()),
            ("id", page.id.map_or(JsValue::NULL, JsValue::from)),
            ("lang", page.lang.into()),
        ])
        .into()
    }

    /// Tells a reader that `lang` or `theme` of its element changed.
    #[wasm_bindgen]
    pub fn restyle(id: u32) {
        reader::restyle(id);
    }

    /// Ends a reader.
    #[wasm_bindgen]
    pub fn unmount(id: u32) {
        reader::unmount(id);
    }
}

fn main() {}
