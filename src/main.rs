//! `baca-app`: the module that `static/baca.js` loads to draw articles in Baca's own format. What
//! it exports is all that the script knows of it.

#[cfg(target_arch = "wasm32")]
mod exports {
    use baca::article::formats::{self, Error, Outcome};
    use baca::platform::{self, trusted, web};
    use baca::{dom, element, view};
    use js_sys::Function;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::{CssStyleSheet, Element, HtmlElement};
    use yew::Callback;

    thread_local! {
        static PANICKED: RefCell<Option<Function>> = const { RefCell::new(None) };
        static SHEET: Option<CssStyleSheet> = sheet();
    }

    /// Begins: takes the page's Trusted Types policy, and whom to tell of a panic.
    #[wasm_bindgen]
    pub fn start(policy: JsValue, panicked: Function) {
        trusted::adopt(policy);
        PANICKED.set(Some(panicked));
        yew::set_custom_panic_hook(Box::new(|info| {
            // The module is not to be used after this; the loader knows what to do.
            let message = info.to_string();
            let slot = PANICKED.try_with(|slot| slot.try_borrow().ok()?.clone());
            if let Some(callback) = slot.ok().flatten() {
                let _ = callback.call1(&JsValue::NULL, &message.into());
            }
        }));
    }

    /// Shows `content` in `room`: a text, or an object that `baca-formats` made. Gives the number
    /// of the reader.
    ///
    /// `options`: `base`, `format` (what it was before it became ours), `problem(text)` for what
    /// could not be used, `shown(detail)` once the article is on the page.
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
        adopt_sheet(&host);
        let article = Rc::new(outcome.article);
        let format = dom::get_text(&options, "format").unwrap_or_else(|| outcome.format.into());
        let detail = dom::object(&[
            ("headline", article.headline_text().into()),
            ("url", article.url.as_deref().map_or(JsValue::NULL, JsValue::from)),
            ("format", format.into()),
            ("blocks", (article.body.len() as u32).into()),
        ]);
        let shown = Callback::from(move |()| {
            let _ = dom::call(&options, "shown", &[detail.clone().into()]);
        });
        Ok(element::mount(&host, &room, article, shown))
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

    /// Gives a reader its configuration, and gives back what was wrong with it.
    #[wasm_bindgen]
    pub fn configure(id: u32, text: &str, base: &str) -> Vec<String> {
        element::configure(id, text, platform::current(), base)
    }

    /// Tells a reader that `lang` or `theme` of its element changed.
    #[wasm_bindgen]
    pub fn restyle(id: u32) {
        element::restyle(id);
    }

    /// Ends a reader.
    #[wasm_bindgen]
    pub fn unmount(id: u32) {
        element::unmount(id);
    }

    fn sheet() -> Option<CssStyleSheet> {
        let sheet = CssStyleSheet::new().ok()?;
        let _ = dom::call(&sheet, "replaceSync", &[view::STYLE.into()]);
        Some(sheet)
    }

    /// Adds our style sheet to the reader's shadow root: constructed, so that any CSP allows it.
    fn adopt_sheet(host: &HtmlElement) {
        let Some(root) = host.shadow_root() else { return };
        let sheets = dom::get(&root, "adoptedStyleSheets");
        SHEET.with(|sheet| {
            let Some(sheet) = sheet else { return };
            let known = dom::call(&sheets, "includes", &[sheet.into()]);
            if !known.is_some_and(|known| known.is_truthy()) {
                if let Some(all) = dom::call(&sheets, "concat", &[sheet.into()]) {
                    let _ = js_sys::Reflect::set(&root, &"adoptedStyleSheets".into(), &all);
                }
            }
        });
    }
}

fn main() {}
