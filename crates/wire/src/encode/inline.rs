//! Encodes text with marks, and images.

use super::object::ObjectBuilder;
use crate::math;
use baca_model::{Image, Inline, Marks, Source, Span};
use serde_json::Value;

impl ObjectBuilder {
    /// Adds an inline, unless it is empty.
    pub fn inline(&mut self, key: &str, text: &Inline) {
        if !text.is_empty() {
            self.put(key, inline(text));
        }
    }
}

/// Encodes an inline: one span by itself, several as a list.
pub fn inline(text: &Inline) -> Value {
    match text.as_slice() {
        [] => Value::from(""),
        [only] => span(only),
        spans => spans.iter().map(span).collect(),
    }
}

/// Encodes a span: a string, or an object if it has marks or other properties.
fn span(span: &Span) -> Value {
    if span.marks == Marks::default() && span.extra.is_none() {
        return Value::from(span.text.as_str());
    }
    let mut object = ObjectBuilder::default();
    if span.marks.has(Marks::BREAK) {
        object.flag("break", true);
    } else if span.marks.has(Marks::WORD_BREAK) {
        object.flag("wbr", true);
    } else {
        object.put("text", span.text.as_str().into());
    }
    for (name, mark) in Marks::NAMED {
        object.flag(name, span.marks.has(mark));
    }
    if let Some(extra) = &span.extra {
        object.text("href", &extra.href);
        object.text("title", &extra.title);
        object.text("lang", &extra.lang);
        object.put_some("dir", extra.dir.map(|dir| dir.as_str().into()));
        object.text("ruby", &extra.ruby);
        object.text("id", &extra.id);
        object.put_some("math", extra.math.as_ref().map(math::write));
        object.put_some("icon", extra.icon.as_deref().map(image));
    }
    object.build()
}

/// Encodes an image.
pub fn image(image: &Image) -> Value {
    let mut object = ObjectBuilder::default();
    image_into(image, &mut object);
    object.build()
}

/// Adds the members of an image to an object.
pub fn image_into(image: &Image, object: &mut ObjectBuilder) {
    object.put("src", image.src.as_str().into());
    object.text("alt", &image.alt);
    object.number("width", image.width);
    object.number("height", image.height);
    object.list("sources", &image.sources, source);
    object.inline("caption", &image.caption);
    object.inline("credit", &image.credit);
    object.put_some("focus", image.focus.map(|(x, y)| Value::from(vec![x, y])));
    object.text("href", &image.href);
}

/// Encodes a file of an image or a recording.
pub fn source(source: &Source) -> Value {
    let mut object = ObjectBuilder::default();
    object.put("src", source.src.as_str().into());
    object.number("width", source.width);
    object.number("height", source.height);
    object.text("type", &source.mime);
    object.text("media", &source.media);
    object.build()
}
