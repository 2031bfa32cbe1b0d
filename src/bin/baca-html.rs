//! `baca-html`: the WebAssembly module that converts HTML in Baca's own format, and the most common formats whose text is
//! HTML. The loader loads it when an article needs it, and `baca-formats` for all other formats.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings::formats;
    use baca_convert::formats::common_formats;
    use baca_sys::{js, trusted_types};
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;

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

    /// Converts a text. An element is left to `baca-formats`.
    ///
    /// # Errors
    /// Throws `{code, message}` with a code of `baca-error`; with `foreign` if `baca-formats` has to convert it.
    #[wasm_bindgen(unchecked_return_type = "Converted")]
    pub fn read(
        #[wasm_bindgen(unchecked_param_type = "string | object")] content: JsValue,
        #[wasm_bindgen(unchecked_param_type = "FormatOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let option = |key| js::get_text(&options, key);
        let base = option("base").unwrap_or_default();
        let (format, item) = (option("format"), option("item"));
        let text = content.as_string().unwrap_or_default();
        formats::converted(common_formats::read(&text, &base, format.as_deref(), item.as_deref()))
    }

    /// Converts comment bodies, each a text with markup, to the inline markup of `comment_markup.rs`.
    #[wasm_bindgen(unchecked_return_type = "unknown[]")]
    pub fn convert(
        #[wasm_bindgen(unchecked_param_type = "unknown[]")] texts: js_sys::Array,
        base: &str,
    ) -> js_sys::Array {
        formats::comments(&texts, base, common_formats::comment)
    }
}

#[cfg(not(browser))]
fn main() {}
