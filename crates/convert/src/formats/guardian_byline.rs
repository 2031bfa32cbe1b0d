//! The byline of the Guardian's formats: a line, and contributors with profiles.

use super::common::{link_object, put, str_at, Object};
use serde_json::Value;

/// Maximum number of contributors that are linked in a byline.
const MAX_NAMES: usize = 100;

/// Returns the byline as spans in which each contributor's name is a link. Where the line has only their
/// names, returns the persons.
pub fn byline(line: &str, people: Vec<Value>) -> Value {
    let mut rest = String::from(line);
    for person in people.iter().take(MAX_NAMES) {
        rest = rest.replace(str_at(person, "name"), "");
    }
    if !rest.split([' ', ',', '&']).any(|word| !word.is_empty() && word != "and") {
        return Value::Array(people);
    }
    let mut spans: Vec<Value> = vec![link_object(line.into(), None)];
    for person in people.into_iter().take(MAX_NAMES) {
        let name = str_at(&person, "name");
        let plain =
            |span: &Value| span.get("href").is_none() && str_at(span, "text").contains(name);
        let Some(index) = spans.iter().position(plain) else { continue };
        let span = spans.remove(index);
        let Some((before, after)) = str_at(&span, "text").split_once(name) else { continue };
        let mut link = Object::new();
        put(&mut link, "text", Some(name.into()));
        put(&mut link, "href", Some(str_at(&person, "url").into()));
        let parts = [
            link_object(before.into(), None),
            Value::Object(link),
            link_object(after.into(), None),
        ];
        let parts = parts.into_iter().filter(|part| !str_at(part, "text").is_empty());
        for (at, part) in parts.enumerate() {
            spans.insert(index + at, part);
        }
    }
    Value::Array(spans)
}
