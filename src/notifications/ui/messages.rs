//! What the prompt and the bell share: the manager of their reader, the event `baca-notifications`, and the
//! texts about outcomes.

use super::NotificationsProps;
use crate::notifications::manager::Manager;
use crate::notifications::outbox::object;
use crate::notifications::{capabilities, SubscriptionOutcome};
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Builds the manager for the reader and article of these properties.
pub fn manager(props: &NotificationsProps) -> Manager {
    let config = props.config.clone();
    let article = &props.context.article;
    Manager {
        config,
        article: object([
            ("url", article.url.clone().into()),
            ("title", article.title.clone().into()),
            ("id", article.id.clone().map_or(Value::Null, Value::from)),
        ]),
        lang: props.context.messages.lang().into(),
        site: props.context.site_name.clone().unwrap_or_default(),
        default_text: props.context.t("news").into(),
    }
}

/// Sends `baca-notifications` with the state and reason of an outcome.
pub fn emit_outcome(props: &NotificationsProps, outcome: SubscriptionOutcome) {
    let reason = outcome.reason().map_or(JsValue::NULL, JsValue::from_str);
    props.context.emit("notifications", &[("state", outcome.state().into()), ("reason", reason)]);
}

/// Returns the question whether to turn notifications on.
pub fn prompt_text(props: &NotificationsProps) -> String {
    match &props.context.site_name {
        Some(name) => props.context.messages.fill("promptText", "site", name),
        None => props.context.t("promptTextNoSite").into(),
    }
}

/// Returns the text about an outcome. For blocked notifications it includes how to unblock them.
pub fn outcome_text(props: &NotificationsProps, outcome: SubscriptionOutcome) -> String {
    let text = props.context.t(outcome.message_key());
    match outcome {
        SubscriptionOutcome::Blocked => {
            [text, " ", props.context.t(capabilities::current_unblock_message_key())].concat()
        }
        _ => text.into(),
    }
}
