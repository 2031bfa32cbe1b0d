//! Preformatted text: code, and verse.

use super::inline::squash;
use super::roles::{role, Role};
use super::walk::{has_ink, Context, Line, Walk};
use super::Element;
use crate::article::model::*;

impl Walk<'_, '_> {
    pub fn code(&mut self, e: &Element, c: &Context) {
        let inner = Context { line: Line::Verbatim, marks: Marks::default(), ..c.deeper() };
        let outer = std::mem::take(&mut self.flow);
        self.nodes(&e.children, &inner);
        let text = std::mem::take(&mut self.flow.line);
        // Pictures among the lines follow them; with the line taken, this only places them.
        self.flush(&Context::default());
        let flow = std::mem::replace(&mut self.flow, outer);
        self.flow.ids.extend(flow.ids);
        let language = e.find(&|e| e.name == "code").and_then(language);
        let language = language.or_else(|| self::language(e)).or(c.code.as_deref());
        let text = trim_lines(text);
        if text.iter().any(has_ink) {
            let verse = e.class_like(&["verse", "poem", "poetry"]);
            let language = language.filter(|_| !verse).map(Into::into);
            self.emit(Kind::Code { text, language, verse }.into(), c);
        }
        self.adopt(flow.out, c);
    }

    /// Lines that are lines because a poet wrote them.
    pub fn verse(&mut self, e: &Element, c: &Context) {
        let is_break = |e: &Element| role(e) == Role::Break;
        let blocks = self.inside(e, &Context { align: None, ..c.clone() }).out;
        let plain = |b: &Block| matches!(b.kind, Kind::Paragraph { .. });
        if e.find(&is_break).is_none() || !blocks.iter().all(plain) {
            return self.adopt(blocks, c);
        }
        let mut text = Inline::new();
        for block in blocks {
            if !text.is_empty() {
                text.push(Span::plain("\n\n"));
            }
            text.extend(squash(vec![block]).0);
        }
        for span in &mut text {
            span.marks = Marks(span.marks.0 & !Marks::BREAK.0);
        }
        if !text.is_empty() {
            self.emit(Kind::Code { text, language: None, verse: true }.into(), c);
        }
    }
}

/// Takes the blank lines off both ends.
fn trim_lines(mut text: Inline) -> Inline {
    if let Some(first) = text.first_mut() {
        if let Some(rest) = first.text.strip_prefix('\n') {
            first.text = rest.into();
        }
    }
    while let Some(last) = text.last_mut() {
        let kept = last.text.trim_end_matches(|c: char| c.is_ascii_whitespace()).len();
        last.text.truncate(kept);
        if kept > 0 || last.extra.is_some() {
            break;
        }
        text.pop();
    }
    text
}

/// The language that highlighters write into a class.
fn language(e: &Element) -> Option<&str> {
    const PREFIXES: [&str; 4] = ["language-", "lang-", "highlight-source-", "brush:"];
    let class = e.attribute("class").unwrap_or_default();
    let prefixed = e.classes().find_map(|class| {
        PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)).filter(|l| !l.is_empty())
    });
    let brush = || class.split_once("brush:")?.1.split([';', ' ']).find(|part| !part.is_empty());
    let data = || e.filled("data-language").or_else(|| e.filled("data-lang"));
    let fits = |c: char| c.is_ascii_alphanumeric() || "+#-_.".contains(c);
    prefixed
        .or_else(brush)
        .or_else(data)
        .map(|name| name.trim_end_matches(';'))
        .filter(|name| name.len() <= 32 && name.chars().all(fits))
}

/// The same for a box around code.
pub fn language_of_box(e: &Element) -> Option<&str> {
    language(e).filter(|_| e.name == "div" || e.name == "figure")
}
