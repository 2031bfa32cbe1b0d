//! Inline content: spans of text with their marks, links and languages.

use super::figures;
use super::view::ArticleView;
use crate::el::{tag, ElementBuilder};
use baca_model::{Marks, Math, MathNode, Span, SpanExtra};

impl ElementBuilder {
    /// Appends spans.
    pub fn inline(self, view: &ArticleView, spans: &[Span]) -> Self {
        spans.iter().fold(self, |tag, one| span(view, tag, one, one.marks))
    }

    /// Appends the spans of a code block, without a `code` element for each.
    pub fn code(self, view: &ArticleView, spans: &[Span]) -> Self {
        spans.iter().fold(self, |tag, one| span(view, tag, one, one.marks.without(Marks::CODE)))
    }

    /// Appends spans in a link to `href`; without a link if there is no `href` or a span is a link itself.
    pub fn link(self, view: &ArticleView, href: Option<&str>, spans: &[Span]) -> Self {
        match href.filter(|_| spans.iter().all(|one| one.href().is_none())) {
            Some(href) => self.child(tag("a").href(href).inline(view, spans)),
            None => self.inline(view, spans),
        }
    }

    fn append_content(self, content: Content) -> Self {
        match content {
            Content::Text(text) => self.text(text),
            Content::Element(element) => self.child(element),
        }
    }
}

/// The content of an inline element: text or another element.
enum Content<'a> {
    Text(&'a str),
    Element(ElementBuilder),
}

fn span(view: &ArticleView, parent: ElementBuilder, span: &Span, marks: Marks) -> ElementBuilder {
    if marks.has(Marks::BREAK) {
        return parent.child(tag("br"));
    }
    if marks.has(Marks::WORD_BREAK) {
        return parent.child(tag("wbr"));
    }
    let mut content = Content::Text(&span.text);
    for (mark, name) in Marks::ELEMENTS {
        if marks.has(mark) {
            content = Content::Element(tag(name).append_content(content));
        }
    }
    if let Some(extra) = &span.extra {
        content = with_extra(view, extra, content);
    }
    parent.append_content(content)
}

fn with_extra<'a>(view: &ArticleView, extra: &SpanExtra, mut content: Content<'a>) -> Content<'a> {
    if let Some(math) = &extra.math {
        // The span's text is a fallback for output without MathML; browsers render MathML.
        content = Content::Element(formula(math));
    }
    if let Some(icon) = &extra.icon {
        content = Content::Element(figures::icon(icon));
    }
    if let Some(ruby) = &extra.ruby {
        let ruby = tag("ruby")
            .append_content(content)
            .child(tag("rp").text("("))
            .child(tag("rt").text(ruby))
            .child(tag("rp").text(")"));
        content = Content::Element(ruby);
    }
    let element = match (&extra.href, &extra.title) {
        (Some(href), _) => tag("a").href(href),
        (_, Some(_)) => tag("abbr"),
        _ if extra.id.is_some() || extra.lang.is_some() || extra.dir.is_some() => tag("span"),
        _ => return content,
    };
    let element = element
        .anchor(view, extra.id.as_deref())
        .attr_opt("lang", extra.lang.as_deref())
        .attr_opt("title", extra.title.as_deref())
        .dir(extra.dir);
    Content::Element(element.append_content(content))
}

fn formula(math: &Math) -> ElementBuilder {
    let mut out = ElementBuilder::mathml(math.name);
    for (name, value) in &math.attributes {
        out = out.attr(name, value);
    }
    math.children.iter().fold(out, |out, child| match child {
        MathNode::Text(text) => out.text(text),
        MathNode::Element(inner) => out.child(formula(inner)),
    })
}

/// Returns the trimmed plain text of spans, for an accessible name.
pub fn plain_name(spans: &[Span]) -> String {
    baca_model::plain_text(spans).trim().to_string()
}
