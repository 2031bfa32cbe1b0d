//! Text of components with its styles, as HTML.

use super::story::Story;
use crate::formats::common::{balance_html, escape, has, open_tag, str_at, wrap_in};
use crate::formats::markdown;
use baca_wire::decoder::Decoder;
use serde_json::Value;

impl Story<'_> {
    /// Returns the text of a component as blocks.
    pub(super) fn text(&self, decoder: &mut Decoder, value: &Value) -> String {
        let text = str_at(value, "text");
        match str_at(value, "format") {
            "html" => balance_html(text),
            "markdown" => balance_html(&markdown::html(text)),
            _ => {
                let mut out = String::new();
                let style = self.style("componentTextStyles", value.get("textStyle"));
                let dropcap = style.is_some_and(|style| has(style, "dropCapStyle"));
                let mut class = if dropcap { "dropcap" } else { "" };
                for line in self.styled(decoder, value, text) {
                    open_tag(&mut out, "p", &[("class", class)]);
                    class = "";
                    out.push_str(&line);
                    out.push_str("</p>");
                }
                out
            }
        }
    }

    /// Returns the text of a component as inline HTML; lines are separated by `<br>`.
    pub(super) fn inline(&self, decoder: &mut Decoder, value: &Value) -> String {
        let text = str_at(value, "text");
        match str_at(value, "format") {
            "html" => balance_html(text),
            "markdown" => balance_html(&markdown::inline_html(text)),
            _ => {
                let mut out = String::new();
                for line in self.styled(decoder, value, text) {
                    out.push_str(if out.is_empty() { "" } else { "<br>" });
                    out.push_str(&line);
                }
                out
            }
        }
    }

    /// Returns a caption or a label, which is a text or a text component.
    pub(super) fn caption_at(&self, decoder: &mut Decoder, value: &Value, key: &str) -> String {
        let mut out = String::new();
        match value.get(key) {
            Some(Value::String(text)) => escape(&mut out, text),
            Some(Value::Number(number)) => out = baca_sys::json::digits(number),
            Some(component) => out = self.inline(decoder, component),
            None => {}
        }
        out
    }

    /// Returns a style: by name from `styles` of the document, or inline.
    pub(super) fn style<'a>(&'a self, styles: &str, name: Option<&'a Value>) -> Option<&'a Value> {
        match name? {
            Value::String(name) => self.document.get(styles)?.get(name),
            style => Some(style),
        }
    }

    /// Returns plain text with its styles and links as HTML, one text per line. Ranges count UTF-16
    /// code units, as in Apple News.
    pub(super) fn styled(&self, decoder: &mut Decoder, value: &Value, text: &str) -> Vec<String> {
        let mut ranges: Vec<(usize, usize, Vec<&str>, String)> = Vec::new();
        for key in ["inlineTextStyles", "additions"] {
            decoder.each_at(value, key, &mut |_, value| {
                let number = |key: &str| value.get(key).and_then(Value::as_u64).map(|n| n as usize);
                let Some((start, length)) = number("rangeStart").zip(number("rangeLength")) else {
                    return;
                };
                let style = self.style("textStyles", value.get("textStyle"));
                let marks = style.map(marks).unwrap_or_default();
                ranges.push((
                    start,
                    start.saturating_add(length),
                    marks,
                    str_at(value, "URL").into(),
                ));
            });
        }
        ranges.truncate(500);
        let next_cut = |after: usize| {
            let ends = ranges.iter().flat_map(|(start, end, ..)| [*start, *end]);
            ends.filter(|end| *end > after).min().unwrap_or(usize::MAX)
        };
        let mut lines = vec![String::new()];
        let mut run = String::new();
        let (mut at, mut start, mut cut) = (0, 0, next_cut(0));
        for c in text.chars().chain(['\n']) {
            let ends_line = matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            if cut <= at || ends_line {
                let here = ranges.iter().filter(|(from, to, ..)| *from <= start && start < *to);
                let mut html = String::new();
                escape(&mut html, &std::mem::take(&mut run));
                for (_, _, marks, url) in here {
                    for mark in marks {
                        let inner = std::mem::take(&mut html);
                        wrap_in(&mut html, mark, &inner);
                    }
                    if !url.is_empty() && !html.is_empty() {
                        let inner = std::mem::take(&mut html);
                        open_tag(&mut html, "a", &[("href", url)]);
                        html.push_str(&inner);
                        html.push_str("</a>");
                    }
                }
                if let Some(line) = lines.last_mut() {
                    line.push_str(&html);
                }
                start = at;
                cut = next_cut(at);
            }
            match ends_line {
                true => {
                    start = at + 1;
                    lines.push(String::new());
                }
                false => run.push(c),
            }
            at += c.len_utf16();
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

/// Returns the elements of a text style: weight, slant, decoration, position.
fn marks(style: &Value) -> Vec<&'static str> {
    let font = str_at(style, "fontName").to_ascii_lowercase();
    let weight = style.get("fontWeight");
    let is_bold = weight.and_then(Value::as_u64).is_some_and(|w| w > 500)
        || str_at(style, "fontWeight").contains("bold");
    let slant = str_at(style, "fontStyle");
    let position = str_at(style, "verticalAlignment");
    let on = |key: &str| style.get(key).is_some_and(|v| *v == Value::Bool(true) || v.is_object());
    let oblique = |text: &str| text.contains("italic") || text.contains("oblique");
    let found = [
        (is_bold || font.contains("bold"), "strong"),
        (oblique(&font) || oblique(slant), "em"),
        (on("underline"), "u"),
        (on("strikethrough"), "s"),
        (position == "superscript", "sup"),
        (position == "subscript", "sub"),
    ];
    found.iter().filter(|(applies, _)| *applies).map(|(_, mark)| *mark).collect()
}
