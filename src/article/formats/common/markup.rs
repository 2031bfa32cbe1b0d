//! Text as markup, for the one HTML converter; and plain text as paragraphs.

use super::{block, html_block, put, Object};
use crate::article::json::{Reading, MAX_BLOCKS};
use serde_json::Value;

/// A body of which nobody says whether it is text or HTML.
pub fn text_or_html(_: &mut Reading, v: &Value) -> Option<Value> {
    let text = v.as_str()?;
    let start = text.trim_start().strip_prefix('<').unwrap_or_default();
    let markup = start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        || text.contains("</p>")
        || text.contains("<br");
    Some(match markup {
        true => Value::Array(vec![html_block(text.into())]),
        false => paragraphs(text),
    })
}

/// Plain text as paragraphs: parted by blank lines if there are any (then a line end is a line
/// end), else by lines.
pub fn paragraphs(text: &str) -> Value {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2029}'], "\n");
    let blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
    let mut out = Vec::new();
    let mut open: Vec<Value> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if out.len() > MAX_BLOCKS {
            break; // The reader says that there was more.
        }
        if !line.is_empty() {
            if !open.is_empty() {
                let mut line_break = Object::new();
                put(&mut line_break, "break", Some(true.into()));
                open.push(Value::Object(line_break));
            }
            open.push(line.into());
        }
        if (line.is_empty() || !blank_lines) && !open.is_empty() {
            out.push(block("paragraph", "text", Value::Array(std::mem::take(&mut open))));
        }
    }
    Value::Array(out)
}

/// A frame with somebody else's page, as markup for the one converter that knows the providers.
pub fn frame(url: &str, caption: &str) -> String {
    let mut out = String::from("<figure>");
    open(&mut out, "iframe", &[("src", url)]);
    out.push_str("</iframe>");
    out.push_str(caption);
    out.push_str("</figure>");
    out
}

/// Writes a start tag; attributes without a value are left out.
pub fn open(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value);
        out.push('"');
    }
    out.push('>');
}

/// Writes an element around markup; nothing if there is none.
pub fn wrap(out: &mut String, name: &str, inner: &str) {
    if !inner.is_empty() {
        open(out, name, &[]);
        out.push_str(inner);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// The element of a heading of this level.
pub fn heading_name(level: usize) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"].get(level.max(1) - 1).unwrap_or(&"h6")
}

/// Writes text as markup.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Whether a text that should be plain holds entities or closing tags all the same.
pub fn looks_like_markup(text: &str) -> bool {
    let entity = |rest: &str| {
        let name = rest.split_once(';').map_or("", |(name, _)| name);
        let name = name.strip_prefix('#').unwrap_or(name);
        (2..10).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let starts_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    text.split('&').skip(1).any(entity)
        || text.split("</").skip(1).any(starts_tag)
        || text.contains("<br")
}
