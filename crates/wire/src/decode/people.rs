//! Decodes persons and bylines.

use super::fields::non_empty;
use super::inline::{image, inline, inline_at};
use crate::decoder::Decoder;
use baca_model::{Byline, Person};
use baca_sys::url::Purpose;
use serde_json::Value;

/// Decodes a person: an object, or the name alone. `None` without a name.
pub fn person(decoder: &mut Decoder, value: &Value) -> Option<Person> {
    let Value::Object(object) = value else {
        return Some(Person { name: decoder.text(value)?, ..Person::default() });
    };
    Some(Person {
        name: decoder.text_at(object, "name")?,
        url: decoder.url_at(object, "url", Purpose::Link),
        role: decoder.text_at(object, "role"),
        org: decoder.text_at(object, "org"),
        image: decoder.field(object, "image", image),
        bio: inline_at(object, "bio", decoder),
    })
}

/// Decodes a byline: persons if it is an object with a name, or a list of such objects and texts; else a
/// finished line. `None` if the line is empty.
pub fn byline(decoder: &mut Decoder, value: &Value) -> Option<Byline> {
    let is_person = |v: &Value| v.get("name").is_some();
    let people = match value {
        Value::Array(values) => values.iter().all(|v| v.is_string() || is_person(v)),
        other => is_person(other),
    };
    if people {
        return Some(Byline::People(decoder.each(value, person)));
    }
    Some(Byline::Line(non_empty(inline(decoder, value))?))
}
