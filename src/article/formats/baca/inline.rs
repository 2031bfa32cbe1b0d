//! Text with its marks.

use super::fields::{dir, non_empty};
use super::Object;
use crate::article::json::{self, Reading};
use crate::article::math;
use crate::article::model::{Inline, Marks, Span, SpanExtra};
use crate::article::url::Purpose;
use serde_json::Value;

pub fn inline_at(o: &Object, key: &str, r: &mut Reading) -> Inline {
    r.field(o, key, |r, value| Some(inline(r, value))).unwrap_or_default()
}

pub fn some_inline(o: &Object, key: &str, r: &mut Reading) -> Option<Inline> {
    non_empty(inline_at(o, key, r))
}

pub fn inline(r: &mut Reading, value: &Value) -> Inline {
    let mut out = Inline::new();
    for spans in r.each(value, spans) {
        out.extend(spans);
    }
    if out.iter().all(|span| span.text.trim().is_empty()) {
        out.clear();
    }
    out
}

/// One element of an inline; markup in it can give several spans.
fn spans(r: &mut Reading, value: &Value) -> Option<Inline> {
    let o = match value {
        Value::String(text) => return Some(vec![Span::plain(text.as_str())]),
        Value::Number(number) => return Some(vec![Span::plain(json::digits(number))]),
        Value::Object(o) => o,
        Value::Null => return None,
        _ => return r.wrong("expected a text or a span"),
    };
    let mut out = if o.get("break") == Some(&Value::Bool(true)) {
        vec![Span::line_break()]
    } else if o.get("wbr") == Some(&Value::Bool(true)) {
        vec![Span::word_break()]
    } else if let Some(Value::String(html)) = o.get("html") {
        r.html_spans(html)
    } else {
        match o.get("text") {
            Some(Value::String(text)) => vec![Span::plain(text.as_str())],
            Some(Value::Number(number)) => vec![Span::plain(json::digits(number))],
            _ => return r.wrong("a span without text"),
        }
    };
    let mut marks = Marks::default();
    for (name, mark) in Marks::NAMED {
        if r.bool_at(o, name) == Some(true) {
            marks = marks.with(mark);
        }
    }
    let extra = SpanExtra {
        href: r.url_at(o, "href", Purpose::Link),
        title: r.text_at(o, "title"),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        ruby: r.text_at(o, "ruby"),
        id: r.text_at(o, "id"),
        math: r.field(o, "math", |r, value| {
            math::read(value).or_else(|| r.wrong("expected a formula"))
        }),
    };
    let has_extra = !extra.is_empty();
    for span in &mut out {
        span.marks = span.marks.with(marks);
        if has_extra && span.extra.is_none() {
            span.extra = Some(Box::new(extra.clone()));
        }
    }
    Some(out)
}
