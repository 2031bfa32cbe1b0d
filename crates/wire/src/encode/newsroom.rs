//! Encodes the members about access, live coverage and the next article.

use super::object::ObjectBuilder;
use baca_model::{Newsroom, NextArticle};
use serde_json::Value;

/// Adds the members `access`, `live`, `liveUntil` and `next` to an article.
pub fn put(object: &mut ObjectBuilder, newsroom: &Newsroom) {
    object.put_some(
        "access",
        newsroom.free.map(|free| {
            let mut access = ObjectBuilder::default();
            access.put("free", free.into());
            access.build()
        }),
    );
    object.put_some("live", newsroom.live.map(Value::from));
    object.text("liveUntil", &newsroom.live_until);
    object.put_some("next", newsroom.next.as_ref().map(next));
}

fn next(next: &NextArticle) -> Value {
    let mut object = ObjectBuilder::default();
    object.text("src", &next.src);
    object.text("url", &next.url);
    object.text("headline", &next.headline);
    object.build()
}
