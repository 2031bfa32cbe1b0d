//! Footnotes and tooltips within a sentence: they are put in brackets.

use super::text::shown_text;
use crate::html::allowlist::{role, Role};
use baca_model::WordList;
use baca_sys::html::Element;

/// Attribute of a note that has its brackets.
pub const MARK: &str = "baca-note";

/// Returns whether an element is a note that its page shows beside the text or on demand.
pub fn is_note(e: &Element) -> bool {
    const NOTES: WordList = WordList(
        "tooltiptext tooltip-text tooltip-content sidenote side-note marginnote margin-note \
        footnote refbody ref-body note-content notetext",
    );
    const SIGNS: WordList =
        WordList("footnotes number toggle marker link back label anchor index caller count button");
    if role(e) != Role::Inline || matches!(e.name.as_str(), "a" | "sup" | "sub" | "button") {
        return false;
    }
    let named = e.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        NOTES.iter().any(|note| class.contains(note))
            && !SIGNS.iter().any(|sign| class.contains(sign))
    });
    let by_role =
        matches!(e.attribute("role"), Some("tooltip" | "note" | "doc-footnote" | "doc-endnote"));
    if !(named || by_role) || e.find(&is_note).is_some() {
        return false;
    }
    let text = shown_text(&e.children);
    let text = text.trim();
    let count_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    count_letters >= 2 && !text.starts_with(['[', '(', '（', '【'])
}

/// Returns whether an element is a note that has its brackets.
pub fn is_bracketed_note(e: &Element) -> bool {
    e.attribute(MARK).is_some()
}
