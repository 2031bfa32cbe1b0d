//! Helpers for spans of inline text: which ones are visible, trimming, and spans that only carry an
//! anchor.

use baca_model::{Inline, Marks, Span, SpanExtra};

/// Returns an empty span that carries an anchor: the target of links with `#id`.
pub fn anchor(id: String) -> Span {
    let extra = SpanExtra { id: Some(id), ..SpanExtra::default() };
    Span { extra: Some(Box::new(extra)), ..Span::default() }
}

/// Returns whether a span shows something: a visible character, a formula, ruby text or an icon.
pub fn is_visible(span: &Span) -> bool {
    let has_object =
        |extra: &SpanExtra| extra.math.is_some() || extra.ruby.is_some() || extra.icon.is_some();
    !span.text.chars().all(is_invisible) || span.extra.as_deref().is_some_and(has_object)
}

/// Returns whether a character is invisible by itself: white space, a joiner, a direction mark.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{3164}' | '\u{feff}')
}

/// Returns whether a span is a small image within a sentence, and has a width.
pub fn is_sized_icon(span: &Span) -> bool {
    let icon = span.extra.as_deref().and_then(|extra| extra.icon.as_deref());
    icon.is_some_and(|icon| icon.width.is_some())
}

/// Removes white space and line breaks from the end. Spans with an anchor, a formula or an icon
/// stay.
pub fn trim_end(line: &mut Inline) {
    while let Some(last) = line.last_mut() {
        let removable = last
            .extra
            .as_ref()
            .is_none_or(|e| e.id.is_none() && e.math.is_none() && e.icon.is_none());
        if !last.marks.has(Marks::BREAK) {
            // A span without an extra that has only invisible characters goes as a whole.
            let blank = last.text.chars().all(is_invisible) && last.extra.is_none();
            let kept = if blank { 0 } else { last.text.trim_end_matches(' ').len() };
            last.text.truncate(kept);
        }
        let empty = last.text.is_empty() || last.marks.has(Marks::BREAK);
        if !(removable && empty) {
            return;
        }
        line.pop();
    }
}
