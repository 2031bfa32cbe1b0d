//! Reads and calls JavaScript values. Exceptions become `None`; nothing panics.

use js_sys::{Array, Function, Object, Reflect};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

#[wasm_bindgen]
extern "C" {
    // `js_sys::global` would look for three other names too.
    #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
    static GLOBAL: JsValue;
}

/// Returns the global object.
pub fn global() -> JsValue {
    GLOBAL.with(JsValue::clone)
}

/// Returns the window; `None` outside a page, as in a worker.
pub fn window() -> Option<Window> {
    cast(global())
}

/// Creates a plain object with `members`.
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

/// Converts strings to a JavaScript array.
pub fn texts(texts: &[String]) -> JsValue {
    texts.iter().map(JsValue::from).collect::<Array>().into()
}

/// Returns the property `key` of any value; `undefined` if there is none or reading it throws.
pub fn get(target: &JsValue, key: &str) -> JsValue {
    Reflect::get(target, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// Returns the property `key` if it is a string.
pub fn get_text(target: &JsValue, key: &str) -> Option<String> {
    get(target, key).as_string()
}

/// Calls the method `method` of `target`; `None` if there is no such function or it throws. For methods
/// that not every browser has, and for scripts of other sites, which may throw anything.
pub fn call(target: &JsValue, method: &str, args: &[JsValue]) -> Option<JsValue> {
    let function: Function = get(target, method).dyn_into().ok()?;
    Reflect::apply(&function, target, &array(args)).ok()
}

/// Calls the constructor named `name` in `scope` and returns the new object; `None` if there is no such
/// constructor or it throws.
pub fn construct(scope: &JsValue, name: &str, args: &[JsValue]) -> Option<JsValue> {
    let constructor: Function = get(scope, name).dyn_into().ok()?;
    Reflect::construct(&constructor, &array(args)).ok()
}

fn array(values: &[JsValue]) -> Array {
    let array = Array::new();
    for value in values {
        array.push(value);
    }
    array
}

/// Formats a number with the fewest digits that parse to the same number. The browser does it: Rust's
/// tables for it would add about 6 KB of WebAssembly.
pub fn digits(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// Converts a text to lower case.
#[cfg(browser)]
pub(crate) fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Parses a number as `Number(text)` does; `None` if `text` is empty or not a number.
#[cfg(browser)]
pub(crate) fn parse_number(text: &str) -> Option<f64> {
    let number = JsValue::from_str(text).unchecked_into_f64();
    (!text.is_empty() && !number.is_nan()).then_some(number)
}

/// Converts JSON to a JavaScript value.
pub fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(boolean) => (*boolean).into(),
        Value::Number(number) => number.as_f64().unwrap_or_default().into(),
        Value::String(text) => text.into(),
        Value::Array(values) => values.iter().map(to_js).collect::<Array>().into(),
        Value::Object(members) => {
            let object = Object::new();
            for (key, value) in members {
                let _ = Reflect::set(&object, &key.into(), &to_js(value));
            }
            object.into()
        }
    }
}

/// Formats a JavaScript value as JSON; `None` if it cannot be converted. The `toJSON` that old script
/// libraries give all arrays makes texts of them: it is removed meanwhile.
pub fn stringify(value: &JsValue) -> Option<String> {
    const ADDED: &str = "toJSON";
    let arrays = Object::get_prototype_of(&Array::new());
    let added = get(&arrays, ADDED);
    if added.is_undefined() {
        return js_sys::JSON::stringify(value).ok()?.as_string();
    }
    let _ = Reflect::delete_property(&arrays, &ADDED.into());
    let text = js_sys::JSON::stringify(value);
    let _ = Reflect::set(&arrays, &ADDED.into(), &added);
    text.ok()?.as_string()
}

/// Casts a value to the type `T` of the browser; `None` if it is not an instance of it.
pub fn cast<T: JsCast>(value: JsValue) -> Option<T> {
    value.dyn_into().ok()
}
