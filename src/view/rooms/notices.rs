//! What the prompt and the bell have in common: whom they act for, what they tell the page, and what
//! they say.

use super::scene::Scene;
use crate::notifications::desk::Desk;
use crate::notifications::report::object;
use crate::notifications::{support, Outcome};
use serde_json::Value;
use wasm_bindgen::JsValue;

/// What acting for this reader takes; `None` where the site has no notifications.
pub fn desk(scene: &Scene) -> Option<Desk> {
    let config = scene.config.notifications.clone()?;
    let page = &scene.page;
    Some(Desk {
        config,
        article: object([
            ("url", page.url.clone().into()),
            ("title", page.title.clone().into()),
            ("id", page.id.clone().map_or(Value::Null, Value::from)),
        ]),
        lang: scene.words.lang().into(),
        site: scene.config.site_name.clone().unwrap_or_default(),
        news: scene.t("news").into(),
    })
}

/// Tells the page how something ended.
pub fn tell(scene: &Scene, outcome: Outcome) {
    let reason = outcome.reason().map_or(JsValue::NULL, JsValue::from_str);
    scene.emit("notifications", &[("state", outcome.state().into()), ("reason", reason)]);
}

/// Tells the page of a state of the question.
pub fn tell_state(scene: &Scene, state: &str) {
    scene.emit("notifications", &[("state", state.into()), ("reason", JsValue::NULL)]);
}

/// What the reader is asked.
pub fn question(scene: &Scene) -> String {
    match &scene.config.site_name {
        Some(name) => scene.words.fill("promptText", "site", name),
        None => scene.t("promptTextNoSite").into(),
    }
}

/// How something ended, and what can be done.
pub fn sentence(scene: &Scene, outcome: Outcome) -> String {
    let text = scene.t(outcome.words());
    match outcome {
        Outcome::Blocked => [text, " ", scene.t(support::unblock_words_here())].concat(),
        _ => text.into(),
    }
}
