//! Encodes links with a description.

use super::inline::{image, inline};
use super::object::ObjectBuilder;
use baca_model::Link;
use serde_json::Value;

/// Encodes a link.
pub fn link(link: &Link) -> Value {
    let mut object = ObjectBuilder::default();
    object.put("text", inline(&link.text));
    object.text("url", &link.url);
    object.inline("dek", &link.dek);
    object.text("kicker", &link.kicker);
    object.put_some("image", link.image.as_ref().map(image));
    object.build()
}
