//! Converts preformatted text: code and verse.

use super::allowlist::{role, Role};
use super::block_builder::BlockBuilder;
use super::context::{Context, LineKind};
use super::inline::flatten;
use super::span::is_visible;
use baca_model::{Block, Inline, Kind, Marks, Span};
use baca_sys::html::Element;

impl BlockBuilder<'_> {
    /// Converts `pre` and the like. Images among its lines follow it.
    pub fn code(&mut self, e: &Element, c: &Context) {
        let inner =
            Context { line_kind: LineKind::Verbatim, marks: Marks::default(), ..c.for_nested() };
        let outer = std::mem::take(&mut self.buffer);
        self.nodes(&e.children, &inner);
        let text = std::mem::take(&mut self.buffer.line);
        // The line is taken: this adds only the blocks found within it.
        self.flush(&Context::default());
        let buffer = std::mem::replace(&mut self.buffer, outer);
        self.buffer.pending_ids.extend(buffer.pending_ids);
        let language = e.find(&|e| e.name == "code").and_then(language);
        let language = language.or_else(|| self::language(e)).or(c.code_language.as_deref());
        let text = trim_lines(text);
        if text.iter().any(is_visible) {
            let verse = e.class_like(&["verse", "poem", "poetry"]);
            let language = language.filter(|_| !verse).map(Into::into);
            self.emit(Kind::Code { text, language, verse }.into(), c);
        }
        self.append_built(buffer.blocks, c);
    }

    /// Converts paragraphs of a verse class: with line breaks and no other blocks they become one verse.
    pub fn verse(&mut self, e: &Element, c: &Context) {
        let is_break = |e: &Element| role(e) == Role::Break;
        let blocks = self.nested_children(e, &Context { align: None, ..c.clone() }).blocks;
        let plain = |b: &Block| matches!(b.kind, Kind::Paragraph { .. });
        if e.find(&is_break).is_none() || !blocks.iter().all(plain) {
            return self.append_built(blocks, c);
        }
        let mut text = Inline::new();
        for block in blocks {
            if !text.is_empty() {
                text.push(Span::plain("\n\n"));
            }
            text.extend(flatten(vec![block]).0);
        }
        for span in &mut text {
            span.marks = Marks(span.marks.0 & !Marks::BREAK.0);
        }
        if !text.is_empty() {
            self.emit(Kind::Code { text, language: None, verse: true }.into(), c);
        }
    }
}

/// Removes the first line end, and white space at the end.
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

/// Returns the language of code, from the classes and attributes of syntax highlighters.
fn language(e: &Element) -> Option<&str> {
    const PREFIXES: [&str; 4] = ["language-", "lang-", "highlight-source-", "brush:"];
    let class = e.attribute("class").unwrap_or_default();
    let prefixed = e.classes().find_map(|class| {
        PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix)).filter(|l| !l.is_empty())
    });
    let brush = || class.split_once("brush:")?.1.split([';', ' ']).find(|part| !part.is_empty());
    let data = || e.filled("data-language").or_else(|| e.filled("data-lang"));
    // Hexo: `highlight js`; a gist: `blob-wrapper data type-python`.
    let by_container = || match e
        .attribute("class")
        .unwrap_or_default()
        .split_ascii_whitespace()
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["highlight", name] if e.name == "figure" => Some(*name),
        names if names.contains(&"blob-wrapper") => {
            names.iter().find_map(|name| name.strip_prefix("type-"))
        }
        _ => None,
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || "+#-_.".contains(c);
    prefixed
        .or_else(brush)
        .or_else(data)
        .or_else(by_container)
        .map(|name| name.trim_end_matches(';'))
        .filter(|name| name.len() <= 32 && name.chars().all(fits))
}

/// Returns the language that a container around code declares.
pub fn container_language(e: &Element) -> Option<&str> {
    language(e).filter(|_| e.name == "div" || e.name == "figure")
}
