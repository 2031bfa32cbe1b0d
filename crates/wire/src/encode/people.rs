//! Encodes persons and bylines.

use super::inline::{image, inline};
use super::object::ObjectBuilder;
use baca_model::{Byline, Person};
use serde_json::Value;

/// Encodes a person or an organisation.
pub fn person(person: &Person) -> Value {
    let mut object = ObjectBuilder::default();
    object.put("name", person.name.as_str().into());
    object.text("url", &person.url);
    object.text("role", &person.role);
    object.text("org", &person.org);
    object.put_some("image", person.image.as_ref().map(image));
    object.inline("bio", &person.bio);
    object.build()
}

/// Encodes a byline; `None` if it names nobody.
pub fn byline(byline: &Byline) -> Option<Value> {
    match byline {
        Byline::Line(line) if line.is_empty() => None,
        Byline::Line(line) => Some(match inline(line) {
            // A list of strings alone would be decoded as a list of names.
            Value::Array(mut spans) if spans.iter().all(Value::is_string) => {
                if let Some(first) = spans.first_mut() {
                    let mut object = ObjectBuilder::default();
                    object.put("text", first.take());
                    *first = object.build();
                }
                Value::Array(spans)
            }
            line => line,
        }),
        Byline::People(people) if people.is_empty() => None,
        Byline::People(people) => Some(people.iter().map(person).collect()),
    }
}
