//! Whether the browser can read aloud: the voices of its speech synthesis (<https://wicg.github.io/speech-api/>).

use baca_sys::js;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// Returns `window.speechSynthesis`, if the browser has it.
fn synthesis() -> Option<JsValue> {
    let synthesis = js::get(&super::dom::window()?.into(), "speechSynthesis");
    (!synthesis.is_undefined() && !synthesis.is_null()).then_some(synthesis)
}

/// Whether there is a voice for the language (BCP 47).
pub fn speaks(lang: &str) -> bool {
    let primary =
        |lang: &str| lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let speaks = |voice: JsValue| {
        js::get_text(&voice, "lang").is_some_and(|voice_lang| primary(&voice_lang) == primary(lang))
    };
    let voices = synthesis().and_then(|synthesis| js::call(&synthesis, "getVoices", &[]));
    voices.is_some_and(|voices| Array::from(&voices).iter().any(speaks))
}

/// Calls `changed` whenever the list of voices changes, since browsers load many voices late. The listener
/// ends when the returned handle is dropped.
pub fn observe_voices(changed: impl FnMut() + 'static) -> Option<EventListener> {
    let synthesis: EventTarget = synthesis()?.dyn_into().ok()?;
    let mut changed = changed;
    Some(EventListener::new(&synthesis, "voiceschanged", move |_| changed()))
}
