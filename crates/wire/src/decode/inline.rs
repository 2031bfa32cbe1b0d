//! Decodes text with marks, and images.

use super::fields::{dir, list_at, non_empty, Object};
use crate::decoder::Decoder;
use crate::math;
use baca_model::{Image, Inline, Marks, Source, Span, SpanExtra};
use baca_sys::url::Purpose;
use serde_json::Value;

/// Decodes the member `key` as an inline; empty if it is absent or cannot be used.
pub fn inline_at(object: &Object, key: &str, decoder: &mut Decoder) -> Inline {
    decoder.field(object, key, |decoder, value| Some(inline(decoder, value))).unwrap_or_default()
}

/// Decodes the member `key` as an inline; `None` if it is empty.
pub fn non_empty_inline(object: &Object, key: &str, decoder: &mut Decoder) -> Option<Inline> {
    non_empty(inline_at(object, key, decoder))
}

/// Decodes an inline: a text, a span, or a list of both. Empty if it has neither text nor an icon.
pub fn inline(decoder: &mut Decoder, value: &Value) -> Inline {
    let mut out = Inline::new();
    for spans in decoder.each(value, spans) {
        out.extend(spans);
    }
    let has_icon = |span: &Span| span.extra.as_deref().is_some_and(|extra| extra.icon.is_some());
    if out.iter().all(|span| span.text.trim().is_empty() && !has_icon(span)) {
        out.clear();
    }
    out
}

/// Decodes an element of an inline. It can be several spans, if it contains markup.
fn spans(decoder: &mut Decoder, value: &Value) -> Option<Inline> {
    let object = match value {
        Value::String(text) => return Some(vec![Span::plain(text.as_str())]),
        Value::Number(number) => return Some(vec![Span::plain(baca_sys::json::digits(number))]),
        Value::Object(object) => object,
        Value::Null => return None,
        _ => return decoder.reject("expected a text or a span"),
    };
    let is_true = |key| matches!(object.get(key), Some(Value::Bool(true)));
    let mut span = if is_true("break") {
        Span::line_break()
    } else if is_true("wbr") {
        Span::word_break()
    } else if let Some(Value::String(html)) = object.get("html") {
        let spans = decoder.html_spans(html);
        let (marks, extra) = format(decoder, object);
        return Some(decoder.format(spans, marks, &extra));
    } else {
        match object.get("text") {
            Some(Value::String(text)) => Span::plain(text.as_str()),
            Some(Value::Number(number)) => Span::plain(baca_sys::json::digits(number)),
            _ if object.contains_key("icon") => Span::default(),
            _ => return decoder.reject("a span without text"),
        }
    };
    let (marks, extra) = format(decoder, object);
    span.marks = span.marks.with(marks);
    if span.extra.is_none() && !extra.is_empty() {
        span.extra = Some(Box::new(extra));
    }
    Some(vec![span])
}

/// Decodes what a span has beside its text.
fn format(decoder: &mut Decoder, object: &Object) -> (Marks, SpanExtra) {
    let mut marks = Marks::default();
    for (name, mark) in Marks::NAMED {
        if decoder.bool_at(object, name) == Some(true) {
            marks = marks.with(mark);
        }
    }
    let extra = SpanExtra {
        href: decoder.url_at(object, "href", Purpose::Link),
        title: decoder.text_at(object, "title"),
        lang: decoder.text_at(object, "lang"),
        dir: dir(object, decoder),
        ruby: decoder.text_at(object, "ruby"),
        id: decoder.text_at(object, "id"),
        math: decoder.field(object, "math", |decoder, value| {
            math::read(value).or_else(|| decoder.reject("expected a formula"))
        }),
        icon: decoder.field(object, "icon", image).map(Box::new),
    };
    (marks, extra)
}

/// Decodes an image: an object, or its URL alone. `None` if there is no usable URL.
pub fn image(decoder: &mut Decoder, value: &Value) -> Option<Image> {
    match value {
        Value::Object(object) => image_object(decoder, object),
        _ => Some(Image { src: decoder.url(value, Purpose::Image)?, ..Image::default() }),
    }
}

/// Decodes the members of an image; `None` if there is no usable URL.
pub fn image_object(decoder: &mut Decoder, object: &Object) -> Option<Image> {
    let sources = list_at(object, "sources", decoder, |decoder, value| {
        source(decoder, value, Purpose::Image)
    });
    // If `src` cannot be used, the first of the other sources replaces it.
    let src = decoder
        .url_at(object, "src", Purpose::Image)
        .or_else(|| sources.first().map(|source| source.src.clone()))?;
    Some(Image {
        src,
        alt: decoder.field(object, "alt", |_, value| value.as_str().map(Into::into)),
        width: decoder.count_at(object, "width"),
        height: decoder.count_at(object, "height"),
        sources,
        caption: inline_at(object, "caption", decoder),
        credit: inline_at(object, "credit", decoder),
        focus: decoder.field(object, "focus", |decoder, value| {
            let part =
                |index: usize| value.get(index)?.as_f64().filter(|n| (0.0..=1.0).contains(n));
            part(0).zip(part(1)).or_else(|| decoder.reject("expected two numbers from 0 to 1"))
        }),
        href: decoder.url_at(object, "href", Purpose::Link),
    })
}

/// Decodes a file of an image or a recording: an object, or its URL alone. `None` if the URL cannot be used.
pub fn source(decoder: &mut Decoder, value: &Value, purpose: Purpose) -> Option<Source> {
    let Value::Object(object) = value else {
        return Some(Source { src: decoder.url(value, purpose)?, ..Source::default() });
    };
    Some(Source {
        src: decoder.url_at(object, "src", purpose)?,
        width: decoder.count_at(object, "width"),
        height: decoder.count_at(object, "height"),
        mime: decoder.text_at(object, "type"),
        media: decoder.text_at(object, "media"),
    })
}
