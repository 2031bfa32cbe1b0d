//! `baca-formats`: the WebAssembly module that converts other formats and markup into Baca's own format.
//! The loader loads it when an article needs it and `baca-html` does not suffice.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings::formats as bindings;
    use baca_convert::formats;
    use baca_sys::js;
    use baca_sys::{browser, trusted_types};
    use baca_wire::document::DecodedArticle;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::Element;

    #[wasm_bindgen(typescript_custom_section)]
    const IMPORTS: &str =
        r#"import type { Converted, FormatOptions, TrustedTypesPolicy } from "../bindings.ts";"#;

    /// Initializes the module with the page's Trusted Types policy.
    #[wasm_bindgen]
    pub fn start(
        #[wasm_bindgen(unchecked_param_type = "TrustedTypesPolicy | undefined")] policy: JsValue,
    ) {
        trusted_types::adopt(policy);
    }

    /// Converts a text in any format, or an element of the page.
    ///
    /// # Errors
    /// Throws `{code, message}` with a code of `baca-error`.
    #[wasm_bindgen(unchecked_return_type = "Converted")]
    pub fn read(
        #[wasm_bindgen(unchecked_param_type = "string | object")] content: JsValue,
        #[wasm_bindgen(unchecked_param_type = "FormatOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let option = |key| js::get_text(&options, key);
        let base = option("base").unwrap_or_default();
        let decoded = match content.dyn_ref::<Element>() {
            Some(element) => formats::read_html(&[browser::node_of(element)], &base)
                .map(|decoded| in_language_of(element, decoded)),
            None => {
                let text = content.as_string().unwrap_or_default();
                let (format, item) = (option("format"), option("item"));
                formats::read(&text, &base, format.as_deref(), item.as_deref())
            }
        };
        bindings::converted(decoded)
    }

    /// Converts comment bodies, each a text with markup or a value in Baca's own format, to the inline
    /// markup of `comment_markup.rs`.
    #[wasm_bindgen(unchecked_return_type = "unknown[]")]
    pub fn convert(
        #[wasm_bindgen(unchecked_param_type = "unknown[]")] texts: js_sys::Array,
        base: &str,
    ) -> js_sys::Array {
        bindings::comments(&texts, base, formats::comment)
    }

    /// Sets the language of an article without one to that of the page around `element`.
    fn in_language_of(element: &Element, mut decoded: DecodedArticle) -> DecodedArticle {
        let around = element.closest("[lang]").ok().flatten();
        let lang = around.and_then(|around| around.get_attribute("lang"));
        decoded.article.lang = decoded.article.lang.or(lang).filter(|lang| !lang.is_empty());
        decoded
    }
}

#[cfg(not(browser))]
fn main() {}
