//! Who wrote an article.

use super::fields::non_empty;
use super::inline::{inline, inline_at};
use super::media::image;
use crate::article::json::Reading;
use crate::article::model::{Byline, Person};
use crate::article::url::Purpose;
use serde_json::Value;

pub fn person(r: &mut Reading, value: &Value) -> Option<Person> {
    let Value::Object(o) = value else {
        return Some(Person { name: r.text(value)?, ..Person::default() });
    };
    Some(Person {
        name: r.text_at(o, "name")?,
        url: r.url_at(o, "url", Purpose::Link),
        role: r.text_at(o, "role"),
        org: r.text_at(o, "org"),
        image: r.field(o, "image", image),
        bio: inline_at(o, "bio", r),
    })
}

/// `byline`: people when at least one element is an object with a name or all are bare texts in a
/// list; a ready line otherwise.
pub fn byline(r: &mut Reading, value: &Value) -> Option<Byline> {
    let is_person = |v: &Value| v.get("name").is_some();
    let people = match value {
        Value::Array(values) => values.iter().all(|v| v.is_string() || is_person(v)),
        other => is_person(other),
    };
    if people {
        return Some(Byline::People(r.each(value, person)));
    }
    Some(Byline::Line(non_empty(inline(r, value))?))
}
