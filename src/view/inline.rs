//! Spans of text with their marks, links and languages.

use super::page::Page;
use super::paper::{tag, Tag};
use crate::article::model::{Marks, Math, MathNode, Span, SpanExtra};

impl Tag {
    /// One more inline.
    pub fn inline(self, page: &Page, spans: &[Span]) -> Self {
        spans.iter().fold(self, |tag, one| span(page, tag, one, one.marks))
    }

    /// The text of a block of code: a span of it need not say that it is code.
    pub fn code(self, page: &Page, spans: &[Span]) -> Self {
        spans.iter().fold(self, |tag, one| span(page, tag, one, one.marks.without(Marks::CODE)))
    }

    /// An inline as a link, where there is somewhere to go and no link in it leads elsewhere.
    pub fn link(self, page: &Page, href: Option<&str>, spans: &[Span]) -> Self {
        match href.filter(|_| spans.iter().all(|one| one.href().is_none())) {
            Some(href) => self.with(tag("a").href(href).inline(page, spans)),
            None => self.inline(page, spans),
        }
    }

    fn hold(self, content: Content) -> Self {
        match content {
            Content::Text(text) => self.say(text),
            Content::Element(element) => self.with(element),
        }
    }
}

/// What an element is put around.
enum Content<'a> {
    Text(&'a str),
    Element(Tag),
}

fn span(page: &Page, parent: Tag, span: &Span, marks: Marks) -> Tag {
    if marks.has(Marks::BREAK) {
        return parent.with(tag("br"));
    }
    if marks.has(Marks::WORD_BREAK) {
        return parent.with(tag("wbr"));
    }
    let mut content = Content::Text(&span.text);
    for (mark, name) in Marks::ELEMENTS {
        if marks.has(mark) {
            content = Content::Element(tag(name).hold(content));
        }
    }
    if let Some(extra) = &span.extra {
        content = with_extra(page, extra, content);
    }
    parent.hold(content)
}

fn with_extra<'a>(page: &Page, extra: &SpanExtra, mut content: Content<'a>) -> Content<'a> {
    if let Some(math) = &extra.math {
        // The text spells it out for those who cannot draw it; here everybody can.
        content = Content::Element(formula(math));
    }
    if let Some(ruby) = &extra.ruby {
        let ruby = tag("ruby")
            .hold(content)
            .with(tag("rp").say("("))
            .with(tag("rt").say(ruby))
            .with(tag("rp").say(")"));
        content = Content::Element(ruby);
    }
    let element = match (&extra.href, &extra.title) {
        (Some(href), _) => tag("a").href(href),
        (_, Some(_)) => tag("abbr"),
        _ if extra.id.is_some() || extra.lang.is_some() || extra.dir.is_some() => tag("span"),
        _ => return content,
    };
    let element = element
        .anchor(page, extra.id.as_deref())
        .maybe("lang", extra.lang.as_deref())
        .maybe("title", extra.title.as_deref())
        .dir(extra.dir);
    Content::Element(element.hold(content))
}

fn formula(math: &Math) -> Tag {
    let mut out = Tag::of_formula(math.name);
    for (name, value) in &math.attributes {
        out = out.set(name, value);
    }
    math.children.iter().fold(out, |out, child| match child {
        MathNode::Text(text) => out.say(text),
        MathNode::Element(inner) => out.with(formula(inner)),
    })
}
