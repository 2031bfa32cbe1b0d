//! Spans of text with their marks, links and languages.

use super::scene::Scene;
use super::tags::{tag, Tag};
use crate::article::model::{Marks, Math, MathNode, Span, SpanExtra};
use yew::Html;

/// The element of each mark, the innermost first.
const ELEMENTS: [(Marks, &str); 9] = [
    (Marks::CODE, "code"),
    (Marks::SUP, "sup"),
    (Marks::SUB, "sub"),
    (Marks::SMALL, "small"),
    (Marks::MARK, "mark"),
    (Marks::STRIKE, "s"),
    (Marks::UNDERLINE, "u"),
    (Marks::ITALIC, "em"),
    (Marks::BOLD, "strong"),
];

/// Draws an inline.
pub fn inline(scene: &Scene, spans: &[Span]) -> Html {
    match spans {
        [only] => span(scene, only),
        _ => spans.iter().map(|one| span(scene, one)).collect(),
    }
}

/// Draws the text of a block of code: a span of it need not say that it is code.
pub fn of_code(scene: &Scene, spans: &[Span]) -> Html {
    let plain = |one: &Span| Span { marks: one.marks.without(Marks::CODE), ..one.clone() };
    spans.iter().map(|one| span(scene, &plain(one))).collect()
}

impl Tag {
    /// One more inline.
    pub fn inline(self, scene: &Scene, spans: &[Span]) -> Self {
        if spans.is_empty() {
            self
        } else {
            self.with(inline(scene, spans))
        }
    }
}

fn span(scene: &Scene, span: &Span) -> Html {
    if span.marks.has(Marks::BREAK) {
        return tag("br").into();
    }
    if span.marks.has(Marks::WORD_BREAK) {
        return tag("wbr").into();
    }
    let mut content = Html::from(span.text.clone());
    for (mark, name) in ELEMENTS {
        if span.marks.has(mark) {
            content = tag(name).with(content).into();
        }
    }
    match &span.extra {
        Some(extra) => with_extra(scene, extra, content),
        None => content,
    }
}

fn with_extra(scene: &Scene, extra: &SpanExtra, mut content: Html) -> Html {
    if let Some(math) = &extra.math {
        // The text spells it out for those who cannot draw it; here everybody can.
        content = formula(math).into();
    }
    if let Some(ruby) = &extra.ruby {
        content = tag("ruby")
            .with(content)
            .with(tag("rp").say("("))
            .with(tag("rt").say(ruby))
            .with(tag("rp").say(")"))
            .into();
    }
    let element = match (&extra.href, &extra.title) {
        (Some(href), _) => tag("a").href(href),
        (_, Some(_)) => tag("abbr"),
        _ if extra.id.is_some() || extra.lang.is_some() || extra.dir.is_some() => tag("span"),
        _ => return content,
    };
    element
        .anchor(scene, extra.id.as_deref())
        .maybe("lang", extra.lang.as_deref())
        .maybe("title", extra.title.as_deref())
        .dir(extra.dir)
        .with(content)
        .into()
}

fn formula(math: &Math) -> Tag {
    let mut out = tag(math.name);
    for (name, value) in &math.attributes {
        out = out.text(name, value);
    }
    out.with_all(math.children.iter().map(|child| match child {
        MathNode::Text(text) => Html::from(text.clone()),
        MathNode::Element(inner) => formula(inner).into(),
    }))
}
