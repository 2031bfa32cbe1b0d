//! What the notification prompt does when the reader agrees.

use super::messages;
use super::NotificationsProps;
use crate::notifications::SubscriptionOutcome;
use wasm_bindgen::JsValue;

/// Turns notifications on. `permission` is the promise of the browser's permission prompt. Returns the outcome and the
/// text about it for the reader, and dispatches `baca-notifications`.
pub async fn turn_on(
    props: NotificationsProps,
    permission: JsValue,
) -> (SubscriptionOutcome, String) {
    let manager = messages::manager(&props);
    for outcome in manager.settle().await {
        messages::emit_outcome(&props, outcome);
    }
    let outcome = manager.turn_on(permission, None).await;
    messages::emit_outcome(&props, outcome);
    (outcome, messages::outcome_text(&props, outcome))
}
