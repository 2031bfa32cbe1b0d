//! Reading aloud, by a voice of the reader's own device (<https://wicg.github.io/speech-api/>). Some
//! browsers stop in long texts, and some forget where they paused: so it goes sentence by sentence,
//! and a pause ends the sentence, which is said again.

use crate::dom;
use gloo_events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// Rates of speech, as factors of the usual one.
pub const RATES: [f64; 7] = [0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0];

fn synthesis() -> Option<JsValue> {
    let synthesis = dom::get(&dom::window()?.into(), "speechSynthesis");
    (!synthesis.is_undefined() && !synthesis.is_null()).then_some(synthesis)
}

/// A voice that speaks `lang` (BCP 47), the device's own before one that asks a server.
fn voice(lang: &str) -> Option<JsValue> {
    let voices: Array = dom::call(&synthesis()?, "getVoices", &[])?.dyn_into().ok()?;
    let primary =
        |lang: &str| lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let speaks = |voice: &JsValue| {
        dom::get_text(voice, "lang").is_some_and(|spoken| primary(&spoken) == primary(lang))
    };
    let local = |voice: &JsValue| dom::get(voice, "localService").is_truthy();
    let voices: Vec<JsValue> = voices.iter().filter(speaks).collect();
    voices.iter().find(|voice| local(voice)).or_else(|| voices.first()).cloned()
}

/// Whether this device can read `lang` aloud.
pub fn speaks(lang: &str) -> bool {
    voice(lang).is_some()
}

/// Calls back whenever the device's voices change: many come only after a while.
pub fn watch_voices(changed: impl FnMut() + 'static) -> Option<EventListener> {
    let synthesis: EventTarget = synthesis()?.dyn_into().ok()?;
    let mut changed = changed;
    Some(EventListener::new(&synthesis, "voiceschanged", move |_| changed()))
}

/// Where sentences begin and end in a text, in UTF-16 units; the whole text where the browser cannot
/// tell.
pub fn sentences(text: &str, lang: &str) -> Vec<(u32, u32)> {
    segments(text, lang).unwrap_or_else(|| vec![(0, text.encode_utf16().count() as u32)])
}

fn segments(text: &str, lang: &str) -> Option<Vec<(u32, u32)>> {
    let intl = dom::get(&js_sys::global(), "Intl");
    let options = dom::object(&[("granularity", "sentence".into())]);
    let segmenter = dom::construct(&intl, "Segmenter", &[lang.into(), options.into()])?;
    let found = dom::call(&segmenter, "segment", &[text.into()])?;
    let mut out = Vec::new();
    for segment in Array::from(&found).iter() {
        let length = dom::get_text(&segment, "segment")?.encode_utf16().count() as u32;
        let start = dom::get(&segment, "index").as_f64()? as u32;
        out.push((start, start + length));
    }
    (!out.is_empty()).then_some(out)
}

/// A sentence that is being said; dropping it ends it.
pub struct Utterance {
    _listeners: [EventListener; 2],
}

impl Utterance {
    /// Says `text`. `done` gets whether it came to its end.
    pub fn say(text: &str, lang: &str, rate: f64, done: impl Fn(bool) + 'static) -> Option<Self> {
        let window = dom::window()?;
        let utterance = dom::construct(&window, "SpeechSynthesisUtterance", &[text.into()])?;
        let set = |key: &str, value: JsValue| Reflect::set(&utterance, &key.into(), &value);
        let _ = set("lang", lang.into());
        let _ = set("rate", rate.into());
        if let Some(voice) = voice(lang) {
            let _ = set("voice", voice);
        }
        let target: &EventTarget = utterance.dyn_ref()?;
        let done = std::rc::Rc::new(done);
        let listen = |name: &'static str| {
            let done = done.clone();
            EventListener::new(target, name, move |_| done(name == "end"))
        };
        let listeners = [listen("end"), listen("error")];
        dom::call(&synthesis()?, "speak", &[utterance])?;
        Some(Self { _listeners: listeners })
    }
}

impl Drop for Utterance {
    fn drop(&mut self) {
        if let Some(synthesis) = synthesis() {
            dom::call(&synthesis, "cancel", &[]);
        }
    }
}
