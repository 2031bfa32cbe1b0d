//! `baca-app`: the module that `baca.js` loads to draw articles in Baca's own format. What
//! it exports is all that the script knows of it.

#[cfg(browser)]
mod exports {
    use baca::article::formats::{self, Error, Outcome};
    use baca::article::{stats, Article};
    use baca::dom;
    use baca::element::{self, reader};
    use baca::platform::{self, trusted, web};
    use js_sys::{Function, Uint8Array};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlElement};

    /// Bytes of memory that a byte of a document takes while it is read.
    const ROOM: usize = 8;

    /// Begins: takes the page's Trusted Types policy, and whom to tell of a panic.
    #[wasm_bindgen]
    pub fn start(policy: JsValue, panicked: Function) {
        trusted::adopt(policy);
        element::tell_panics(panicked, std::panic::set_hook);
    }

    /// Shows `content` in `room`: a text as UTF-8, or an object that `baca-formats` made. Gives the number
    /// of the reader, and what `baca-load` tells: `{id, detail}`.
    ///
    /// `options`: `base`, `format` (what it was before it became ours), `problem(text)` for what
    /// could not be used.
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
    ) -> Result<JsValue, JsValue> {
        let (mut article, detail) = outcome(&content, &options)?;
        // Of a beginning nobody knows how long the whole takes: as much longer as its text is.
        let share = dom::get(&options, "share").as_f64().unwrap_or(1.0);
        if share < 1.0 {
            article.minutes = Some((f64::from(stats::minutes(&article)) / share) as u32);
        }
        Ok(mounted(reader::mount(&host, &room, Rc::new(article)), detail))
    }

    /// Gives a reader the whole article, of which `mount` has drawn the beginning: `drawOn` draws
    /// the rest. Gives what `baca-load` tells.
    ///
    /// # Errors
    /// As `mount`.
    #[wasm_bindgen]
    pub fn extend(id: u32, content: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let (article, detail) = outcome(&content, &options)?;
        reader::extend(id, Rc::new(article));
        Ok(detail)
    }

    /// Reads `content`; gives the article, and what `baca-load` tells of it.
    fn outcome(content: &JsValue, options: &JsValue) -> Result<(Article, JsValue), JsValue> {
        let outcome = read(content, options).map_err(|error| failure(&error))?;
        for problem in &outcome.problems {
            let _ = dom::call(options, "problem", &[problem.to_string().into()]);
        }
        let format = dom::get_text(options, "format").unwrap_or_else(|| outcome.format.into());
        let blocks = outcome.article.body.len() as u32;
        let detail = detail(&outcome.article, &format, blocks.into());
        Ok((outcome.article, detail))
    }

    /// Takes over an article that the page brought along in `room`, without looking at its body.
    /// `facts` is what it brought along with it: all but the body in Baca's own format, with
    /// `_prefix`, `_format` and `_blocks`. Gives what `mount` gives, without a number
    /// where there are no places for the controls.
    #[wasm_bindgen]
    pub fn adopt(host: HtmlElement, room: Element, facts: JsValue, base: &str) -> JsValue {
        let (value, cut) = web::value_of(&facts);
        let read = formats::read_own(&value, cut, platform::current(), base, true);
        let lang = || dom::get_text(&facts, "lang");
        let article = read.map(|outcome| outcome.article);
        let article =
            Rc::new(article.unwrap_or_else(|_| Article { lang: lang(), ..Article::default() }));
        let format = dom::get_text(&facts, "_format").unwrap_or_else(|| "baca".into());
        let detail = detail(&article, &format, dom::get(&facts, "_blocks"));
        let prefix = dom::get_text(&facts, "_prefix");
        mounted(reader::adopt(&host, &room, article, prefix.as_deref()), detail)
    }

    fn mounted(id: Option<u32>, detail: JsValue) -> JsValue {
        dom::object(&[("id", id.into()), ("detail", detail)]).into()
    }

    /// What `baca-load` tells.
    fn detail(article: &Article, format: &str, blocks: JsValue) -> JsValue {
        dom::object(&[
            ("headline", article.headline_text().into()),
            ("url", article.url.as_deref().map_or(JsValue::NULL, JsValue::from)),
            ("format", format.into()),
            ("blocks", blocks),
        ])
        .into()
    }

    fn read(content: &JsValue, options: &JsValue) -> Result<Outcome, Error> {
        let base = dom::get_text(options, "base").unwrap_or_default();
        let text = content.dyn_ref::<Uint8Array>().map(text_of);
        let (value, cut) = match &text {
            Some(text) => formats::parse(text)?,
            None => web::value_of(content),
        };
        formats::read_own(&value, cut, platform::current(), &base, text.is_none())
    }

    /// The text that these bytes of a `TextEncoder` are.
    fn text_of(bytes: &Uint8Array) -> String {
        // A long text becomes many small values: room for them comes faster at once than bit by bit.
        drop(Vec::<u8>::with_capacity(bytes.length() as usize * ROOM));
        String::from_utf8(bytes.to_vec()).unwrap_or_default()
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

    /// What the rooms beside a reader's article need to know of it: `{url, title, id, lang, authors,
    /// tags}`.
    #[wasm_bindgen]
    pub fn page(id: u32) -> JsValue {
        let Some(page) = reader::page(id) else { return JsValue::UNDEFINED };
        dom::object(&[
            ("url", page.url.into()),
            ("title", page.title.into()),
            ("id", page.id.map_or(JsValue::NULL, JsValue::from)),
            ("lang", page.lang.into()),
            ("authors", dom::texts(&page.authors)),
            ("tags", dom::texts(&page.tags)),
        ])
        .into()
    }

    /// Draws more of a long article, of which `mount` draws the beginning; `false` once it is all
    /// there.
    #[wasm_bindgen(js_name = drawOn)]
    pub fn draw_on(id: u32) -> bool {
        reader::draw_on(id)
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
