//! Functions that the two modules for other formats share.

use baca_sys::js;
use baca_sys::json;
use baca_wire::document::{DecodedArticle, Error};
use baca_wire::encode;
use js_sys::Array;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Passes an article to the loader as `{article, format, problems}`.
///
/// # Errors
/// Returns an error as `{code, message}`.
pub fn converted(decoded: Result<DecodedArticle, Error>) -> Result<JsValue, JsValue> {
    let decoded = decoded.map_err(|error| {
        let message = error.message();
        js::object(&[("code", error.code().into()), ("message", message.into())])
    })?;
    let problems = decoded.problems.iter().map(|problem| JsValue::from(problem.line()));
    Ok(js::object(&[
        ("article", js::to_js(&encode::article(&decoded.article))),
        ("format", decoded.format.into()),
        ("problems", problems.collect::<Array>().into()),
    ])
    .into())
}

/// Converts comment bodies with `comment`, which takes a body and its base URL.
pub fn comments(texts: &Array, base: &str, comment: fn(&Value, &str) -> Value) -> Array {
    let convert = |text: JsValue| {
        let (value, _) = json::value_of(&text);
        js::to_js(&comment(&value, base))
    };
    texts.iter().map(convert).collect()
}
