//! Drafts of comments, stored on the device for each discussion.

use super::context::DiscussionShared;
use crate::comments::native::Draft;
use crate::web::storage;
use serde_json::{Map, Value};

/// Returns the storage key of this discussion's draft.
fn key(shared: &DiscussionShared) -> String {
    ["baca:draft:", &shared.kind, ":", shared.article().identifier()].concat()
}

/// Loads the draft of this discussion; empty if there is none.
pub fn load(shared: &DiscussionShared) -> Draft {
    let stored = storage::read_json(&key(shared)).unwrap_or_default();
    let text = |key: &str| stored.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    Draft {
        text: text("text"),
        name: text("name"),
        email: text("email"),
        website: text("website"),
        parent: Some(text("parent")).filter(|parent| !parent.is_empty()),
    }
}

/// Stores the draft.
pub fn store(shared: &DiscussionShared, draft: &Draft) {
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
    storage::write_json(&key(shared), &Value::Object(members));
}

/// Removes the draft.
pub fn remove(shared: &DiscussionShared) {
    if let Some(storage) = storage::storage() {
        let _ = storage.remove_item(&key(shared));
    }
}
