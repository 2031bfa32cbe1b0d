//! What was written and not yet sent: kept on this device, for each discussion.

use super::Shared;
use crate::comments::drawn::Draft;
use crate::dom;
use serde_json::{Map, Value};

/// The entry in the site's storage.
fn key(shared: &Shared) -> String {
    ["baca:draft:", &shared.kind, ":", shared.page().identifier()].concat()
}

/// The draft of this discussion.
pub fn load(shared: &Shared) -> Draft {
    let kept = dom::stored_json(&key(shared)).unwrap_or_default();
    let text = |key: &str| kept.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    Draft {
        text: text("text"),
        name: text("name"),
        email: text("email"),
        website: text("website"),
        parent: Some(text("parent")).filter(|parent| !parent.is_empty()),
    }
}

/// Keeps it.
pub fn keep(shared: &Shared, draft: &Draft) {
    let parent = draft.parent.clone().unwrap_or_default();
    let members = [
        ("text", &draft.text),
        ("name", &draft.name),
        ("email", &draft.email),
        ("website", &draft.website),
        ("parent", &parent),
    ];
    let members: Map<String, Value> =
        members.into_iter().map(|(key, text)| (key.into(), text.as_str().into())).collect();
    dom::store_json(&key(shared), &Value::Object(members));
}

/// It was sent.
pub fn forget(shared: &Shared) {
    if let Some(storage) = dom::storage() {
        let _ = storage.remove_item(&key(shared));
    }
}
