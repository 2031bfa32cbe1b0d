//! `baca-formats`: the module that `baca.js` loads when an article is not in Baca's own
//! format: it reads what content management systems serve, and gives Baca's own format back.

#[cfg(browser)]
mod exports {
    use baca::article::{formats, write};
    use baca::dom;
    use baca::platform::{self, trusted, web};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Element;

    /// Begins: takes the page's Trusted Types policy.
    #[wasm_bindgen]
    pub fn start(policy: JsValue) {
        trusted::adopt(policy);
    }

    /// Reads `content`: a text in any format, or an element of the page.
    ///
    /// `options`: `base`, `format`, `item`. Gives `{article, format, problems}`.
    ///
    /// # Errors
    /// `{code, message}`, as `baca-error` has them.
    #[wasm_bindgen]
    pub fn read(content: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
        let option = |key| dom::get_text(&options, key);
        let base = option("base").unwrap_or_default();
        let platform = platform::current();
        let outcome = match content.dyn_ref::<Element>() {
            Some(element) => formats::read_html(&[web::node_of(element)], platform, &base)
                .map(|outcome| in_language_of(element, outcome)),
            None => {
                let text = content.as_string().unwrap_or_default();
                let (format, item) = (option("format"), option("item"));
                formats::read(&text, platform, &base, format.as_deref(), item.as_deref())
            }
        };
        let outcome = outcome.map_err(|error| {
            let message = error.message();
            dom::object(&[("code", error.code().into()), ("message", message.into())])
        })?;
        let problems = outcome.problems.iter().map(|p| JsValue::from(p.line()));
        Ok(dom::object(&[
            ("article", dom::to_js(&write::article(&outcome.article))),
            ("format", outcome.format.into()),
            ("problems", problems.collect::<js_sys::Array>().into()),
        ])
        .into())
    }

    /// Converts what comments say: markup where one is a text, else our own format. Gives what
    /// `article::words` describes for each.
    #[wasm_bindgen]
    pub fn convert(texts: js_sys::Array, base: &str) -> js_sys::Array {
        let convert = |text: JsValue| {
            let (value, _) = web::value_of(&text);
            dom::to_js(&formats::comment(&value, platform::current(), base))
        };
        texts.iter().map(convert).collect()
    }

    /// An article of the page is in the page's language, unless it says otherwise.
    fn in_language_of(element: &Element, mut outcome: formats::Outcome) -> formats::Outcome {
        let around = element.closest("[lang]").ok().flatten();
        let lang = around.and_then(|around| around.get_attribute("lang"));
        outcome.article.lang = outcome.article.lang.or(lang).filter(|lang| !lang.is_empty());
        outcome
    }
}

fn main() {}
