//! Decodes links with a description.

use super::fields::non_empty;
use super::inline::{image, inline, inline_at, non_empty_inline};
use crate::decoder::Decoder;
use baca_model::Link;
use baca_sys::url::Purpose;
use serde_json::Value;

/// Decodes a link: an object, or an inline alone. `None` if its text is empty.
pub fn link(decoder: &mut Decoder, value: &Value) -> Option<Link> {
    let Value::Object(object) = value else {
        return Some(Link { text: non_empty(inline(decoder, value))?, ..Link::default() });
    };
    Some(Link {
        text: non_empty_inline(object, "text", decoder)?,
        url: decoder.url_at(object, "url", Purpose::Link),
        dek: inline_at(object, "dek", decoder),
        kicker: decoder.text_at(object, "kicker"),
        image: decoder.field(object, "image", image),
    })
}
