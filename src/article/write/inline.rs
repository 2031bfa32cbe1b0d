//! Text with its marks.

use super::object::Object;
use crate::article::math;
use crate::article::model::{Inline, Marks, Span};
use serde_json::Value;

pub fn inline(text: &Inline) -> Value {
    match text.as_slice() {
        [] => Value::from(""),
        [only] => span(only),
        spans => spans.iter().map(span).collect(),
    }
}

fn span(span: &Span) -> Value {
    if span.marks == Marks::default() && span.extra.is_none() {
        return Value::from(span.text.as_str());
    }
    let mut o = Object::default();
    if span.marks.has(Marks::BREAK) {
        o.flag("break", true);
    } else if span.marks.has(Marks::WORD_BREAK) {
        o.flag("wbr", true);
    } else {
        o.put("text", span.text.as_str().into());
    }
    for (name, mark) in Marks::NAMED {
        o.flag(name, span.marks.has(mark));
    }
    if let Some(extra) = &span.extra {
        o.text("href", &extra.href);
        o.text("title", &extra.title);
        o.text("lang", &extra.lang);
        o.put_some("dir", extra.dir.map(|dir| dir.as_str().into()));
        o.text("ruby", &extra.ruby);
        o.text("id", &extra.id);
        o.put_some("math", extra.math.as_ref().map(math::write));
    }
    o.done()
}
