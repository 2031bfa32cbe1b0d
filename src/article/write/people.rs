//! Who wrote an article.

use super::inline::inline;
use super::media::image;
use super::object::Object;
use crate::article::model::{Byline, Person};
use serde_json::Value;

pub fn person(person: &Person) -> Value {
    let mut o = Object::default();
    o.put("name", person.name.as_str().into());
    o.text("url", &person.url);
    o.text("role", &person.role);
    o.text("org", &person.org);
    o.put_some("image", person.image.as_ref().map(image));
    o.inline("bio", &person.bio);
    o.done()
}

pub fn byline(byline: &Byline) -> Option<Value> {
    match byline {
        Byline::Line(line) if line.is_empty() => None,
        Byline::Line(line) => Some(inline(line)),
        Byline::People(people) if people.is_empty() => None,
        Byline::People(people) => Some(people.iter().map(person).collect()),
    }
}
