//! `baca-app`: the WebAssembly module that renders articles in Baca's own format. The loader calls the
//! functions that it exports; their types are in `static/loader/generated`.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings;
    use baca::bindings::reader;
    use baca::web::services;
    use baca_model::{stats, Article};
    use baca_render::style::ARTICLE_STYLE;
    use baca_sys::js;
    use baca_sys::{json, trusted_types};
    use baca_wire::document;
    use baca_wire::document::{DecodedArticle, Error};
    use js_sys::{Function, Uint8Array};
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlElement};

    #[wasm_bindgen(typescript_custom_section)]
    const IMPORTS: &str = r#"import type {
  ArticleInfo, Configured, EncodedArticle, HostServices, LoadDetail, MountOptions, Mounted, OnPanic,
  TrustedTypesPolicy,
} from "../bindings.ts";"#;

    /// Bytes of memory that one byte of a document takes while it is decoded.
    const MEMORY_PER_BYTE: usize = 8;

    /// Initializes the module with the page's Trusted Types policy, a callback for panics and the
    /// loader's services.
    #[wasm_bindgen]
    pub fn start(
        #[wasm_bindgen(unchecked_param_type = "TrustedTypesPolicy | undefined")] policy: JsValue,
        #[wasm_bindgen(unchecked_param_type = "OnPanic", js_name = onPanic)] on_panic: Function,
        #[wasm_bindgen(unchecked_param_type = "HostServices")] services: JsValue,
    ) {
        services::adopt(services);
        trusted_types::adopt(policy);
        bindings::panics::report_panics(on_panic, std::panic::set_hook);
    }

    /// Returns the part of the style sheet that only articles need; `baca.js` has the other.
    #[wasm_bindgen]
    pub fn style() -> JsValue {
        ARTICLE_STYLE.into()
    }

    /// Decodes an article that `mountNext` will render into `container`. Returns the reader's id.
    ///
    /// # Errors
    /// Throws `{code, message}` with a code of `baca-error`, or `foreign` if the article has to be
    /// converted first.
    #[wasm_bindgen(unchecked_return_type = "Mounted")]
    pub fn mount(
        host: HtmlElement,
        container: Element,
        #[wasm_bindgen(unchecked_param_type = "EncodedArticle")] content: JsValue,
        #[wasm_bindgen(unchecked_param_type = "MountOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (mut article, detail) = decode(&content, &options)?;
        // The reading time of the whole is estimated from the share that has come.
        let share = js::get(&options, "share").as_f64().unwrap_or(1.0);
        if share < 1.0 {
            article.minutes = Some((f64::from(stats::minutes(&article)) / share) as u32);
        }
        Ok(mounted(Some(reader::add(host, container, Rc::new(article))), detail))
    }

    /// Does the next step of mounting a reader; returns `false` once its first part can be shown.
    #[wasm_bindgen(js_name = mountNext)]
    pub fn mount_next(id: u32) -> bool {
        reader::mount_next(id)
    }

    /// Passes the whole article to a reader whose `mount` got only its first chunk. `renderNextChunk`
    /// renders the rest.
    ///
    /// # Errors
    /// Throws what `mount` throws.
    #[wasm_bindgen(unchecked_return_type = "LoadDetail")]
    pub fn extend(
        id: u32,
        #[wasm_bindgen(unchecked_param_type = "EncodedArticle")] content: JsValue,
        #[wasm_bindgen(unchecked_param_type = "MountOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let (article, detail) = decode(&content, &options)?;
        reader::extend(id, Rc::new(article));
        Ok(detail)
    }

    /// Decodes `content` and passes its problems to the option `problem`. Returns the article and the
    /// detail of `baca-load`.
    fn decode(content: &JsValue, options: &JsValue) -> Result<(Article, JsValue), JsValue> {
        let decoded = read(content, options).map_err(|error| failure(&error))?;
        for problem in &decoded.problems {
            let _ = js::call(options, "problem", &[problem.line().into()]);
        }
        let format = js::get_text(options, "format").unwrap_or_else(|| decoded.format.into());
        let blocks = decoded.article.body.len() as u32;
        let detail = detail(&decoded.article, &format, blocks.into());
        Ok((decoded.article, detail))
    }

    /// Adds the controls to a server-rendered article in `container`, whose body is not decoded.
    /// `metadata` is the article without its body in Baca's own format, with the members `_prefix`,
    /// `_format` and `_blocks`. Returns no id if the article has no mount points.
    #[wasm_bindgen(unchecked_return_type = "Mounted")]
    pub fn adopt(
        host: HtmlElement,
        container: Element,
        #[wasm_bindgen(unchecked_param_type = "object")] metadata: JsValue,
        base: &str,
    ) -> JsValue {
        let (value, cut) = json::value_of(&metadata);
        let read = document::read_own(&value, cut, base, true);
        let lang = || js::get_text(&metadata, "lang");
        let article = read.map(|decoded| decoded.article);
        let article =
            Rc::new(article.unwrap_or_else(|_| Article { lang: lang(), ..Article::default() }));
        let format = js::get_text(&metadata, "_format").unwrap_or_else(|| "baca".into());
        let detail = detail(&article, &format, js::get(&metadata, "_blocks"));
        let prefix = js::get_text(&metadata, "_prefix");
        mounted(reader::adopt(&host, &container, article, prefix.as_deref()), detail)
    }

    fn mounted(id: Option<u32>, detail: JsValue) -> JsValue {
        js::object(&[("id", id.into()), ("detail", detail)]).into()
    }

    /// Builds the detail of the event `baca-load`.
    fn detail(article: &Article, format: &str, blocks: JsValue) -> JsValue {
        js::object(&[
            ("headline", article.headline_text().into()),
            ("url", article.url.as_deref().map_or(JsValue::NULL, JsValue::from)),
            ("format", format.into()),
            ("blocks", blocks),
        ])
        .into()
    }

    fn read(content: &JsValue, options: &JsValue) -> Result<DecodedArticle, Error> {
        let base = js::get_text(options, "base").unwrap_or_default();
        let text = content.dyn_ref::<Uint8Array>().map(text_of);
        let (value, cut) = match &text {
            Some(text) => document::parse(text)?,
            None => json::value_of(content),
        };
        document::read_own(&value, cut, &base, text.is_none())
    }

    /// Returns the text that a `TextEncoder` has encoded.
    fn text_of(bytes: &Uint8Array) -> String {
        // A long text becomes many small values: growing the memory once is faster than in many steps.
        drop(Vec::<u8>::with_capacity(bytes.length() as usize * MEMORY_PER_BYTE));
        String::from_utf8(bytes.to_vec()).unwrap_or_default()
    }

    fn failure(error: &Error) -> JsValue {
        let message = error.message();
        js::object(&[("code", error.code().into()), ("message", message.into())]).into()
    }

    /// Applies the site's configuration to a reader.
    #[wasm_bindgen(unchecked_return_type = "Configured")]
    pub fn configure(id: u32, text: &str, base: &str) -> JsValue {
        let configured = reader::configure(id, text, base);
        js::object(&[
            ("problems", js::texts(&configured.problems)),
            ("comments", configured.comments.into()),
            ("notifications", configured.notifications.into()),
        ])
        .into()
    }

    /// Shows the bell in the toolbar until the panels replace it. `status` is the key of the message for its
    /// status; without one the bell is removed.
    #[wasm_bindgen(js_name = showBell)]
    pub fn show_bell(id: u32, status: Option<String>) {
        reader::show_bell(id, status);
    }

    /// Starts measuring reading; called when the article is on screen.
    #[wasm_bindgen]
    pub fn seen(id: u32) {
        reader::seen(id);
    }

    /// Returns the facts about a reader's article that panels need.
    #[wasm_bindgen(unchecked_return_type = "ArticleInfo | undefined")]
    pub fn page(id: u32) -> JsValue {
        let Some(article) = reader::article_info(id) else { return JsValue::UNDEFINED };
        js::object(&[
            ("url", article.url.into()),
            ("title", article.title.into()),
            ("id", article.id.map_or(JsValue::NULL, JsValue::from)),
            ("lang", article.lang.into()),
            ("authors", js::texts(&article.authors)),
            ("tags", js::texts(&article.tags)),
        ])
        .into()
    }

    /// Renders the next chunk of a long article; returns `false` once it is complete.
    #[wasm_bindgen(js_name = renderNextChunk)]
    pub fn render_next_chunk(id: u32) -> bool {
        reader::render_next_chunk(id)
    }

    /// Applies the element's `lang` and `theme` after a change.
    #[wasm_bindgen]
    pub fn restyle(id: u32) {
        reader::restyle(id);
    }

    /// Saves the person's choice of a setting; unknown settings and values are ignored.
    #[wasm_bindgen]
    pub fn choose(id: u32, setting: &str, value: &str) {
        reader::choose(id, setting, value);
    }

    /// Unmounts a reader.
    #[wasm_bindgen]
    pub fn unmount(id: u32) {
        reader::unmount(id);
    }
}

#[cfg(not(browser))]
fn main() {}
