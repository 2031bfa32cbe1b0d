//! Writes HTML for the converter, and reads plain text as paragraphs.

use super::table::{block, html_block, put, Object};
use crate::html as converter;
use baca_model::WordList;
use baca_sys::html::{parse, Element, Node};
use baca_wire::decoder::{Decoder, TextSyntax, MAX_BLOCKS};
use serde_json::Value;

/// Maximum number of end tags that are checked to tell HTML from text.
const MAX_END_TAGS: usize = 50;

/// Reads a body that can be text or HTML.
pub fn text_or_html(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let start = text.trim_start().strip_prefix('<').unwrap_or_default();
    let starts = start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    // A text about HTML has end tags without start tags.
    let paired = text.match_indices("</").take(MAX_END_TAGS).all(|(at, _)| {
        let name = text.get(at + 2..).unwrap_or_default();
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        text.get(..at).unwrap_or_default().contains(&["<", name].concat())
    });
    let markup = starts || (paired && (text.contains("</p>") || text.contains("<br")));
    Some(match markup {
        true => Value::Array(vec![html_block(text.into())]),
        false => paragraphs(&decode_if_escaped(decoder, text)),
    })
}

/// Returns plain text as paragraphs. Blank lines separate them, and other line ends are line breaks; without
/// blank lines, each line is a paragraph.
pub fn paragraphs(text: &str) -> Value {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2029}'], "\n");
    let blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
    let mut out = Vec::new();
    let mut open: Vec<Value> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if out.len() > MAX_BLOCKS {
            break; // The decoder notes that the rest is left out.
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

/// Returns the HTML of an embed: a figure with a frame. `caption` is HTML.
pub fn frame_html(url: &str, caption: &str) -> String {
    let mut out = String::from("<figure>");
    open_tag(&mut out, "iframe", &[("src", url)]);
    out.push_str("</iframe>");
    out.push_str(caption);
    out.push_str("</figure>");
    out
}

/// Writes a start tag; empty attributes are left out.
pub fn open_tag(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
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

/// Writes an element around HTML, unless that is empty.
pub fn wrap_in(out: &mut String, name: &str, inner: &str) {
    if !inner.is_empty() {
        open_tag(out, name, &[]);
        out.push_str(inner);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// Returns the element name of a heading level.
pub fn heading_tag(level: usize) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"].get(level.max(1) - 1).unwrap_or(&"h6")
}

/// Writes text as HTML, escaped.
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

/// Returns whether a text contains entities or end tags.
pub fn looks_like_markup(text: &str) -> bool {
    let starts_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    text.split('&').skip(1).any(is_entity)
        || text.split("</").skip(1).any(starts_tag)
        || text.contains("<br")
}

/// Returns whether the text after an ampersand makes it an entity.
fn is_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map_or("", |(name, _)| name);
    let name = name.strip_prefix('#').unwrap_or(name);
    (2..10).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Decodes the entities of a text once. A text with a tag was not escaped and stays as it is.
pub fn decode_entities(text: &str) -> String {
    let is_tag = |rest: &str| {
        rest.trim_start_matches(['/', '!']).starts_with(|c: char| c.is_ascii_alphabetic())
    };
    if text.split('<').skip(1).any(is_tag) || !text.split('&').skip(1).any(is_entity) {
        return text.into();
    }
    let mut html = String::new();
    for (at, part) in text.split('&').enumerate() {
        if at > 0 {
            html.push_str(if is_entity(part) { "&" } else { "&amp;" });
        }
        escape(&mut html, part);
    }
    converter::text(&parse(&html))
}

/// Returns a plain text; decodes its entities where the format's texts are escaped.
pub fn decode_if_escaped(decoder: &Decoder, text: &str) -> String {
    match decoder.source.text_syntax {
        TextSyntax::Escaped => decode_entities(text),
        _ => text.into(),
    }
}

/// Void elements: without content and end tag.
const VOID: WordList =
    WordList("area base basefont br col embed frame hr img input link meta param source track");
/// Elements whose text is written without escaping.
const RAW: WordList = WordList("script style xmp iframe noembed noframes");

/// Returns HTML in which every element is closed, so that it cannot affect what is written after it.
pub fn balance_html(html: &str) -> String {
    if !html.contains('<') {
        return html.into();
    }
    let mut out = String::with_capacity(html.len() + 16);
    write_nodes(&parse(html), &mut out);
    out
}

fn write_nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape(out, text),
            Node::Element(e) => write_element(e, out),
        }
    }
}

fn write_element(e: &Element, out: &mut String) {
    // `plaintext` cannot be closed.
    let name = if e.name == "plaintext" { "pre" } else { e.name.as_str() };
    out.push('<');
    out.push_str(name);
    for (name, value) in &e.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value);
        out.push('"');
    }
    out.push('>');
    if e.children.is_empty() && (VOID.contains(name) || name == "wbr") {
        return;
    }
    match e.children.first() {
        Some(Node::Text(text)) if RAW.contains(name) => out.push_str(text),
        // The parser removes the first line end of a `pre`.
        Some(Node::Text(text)) if name == "pre" && text.starts_with('\n') => {
            out.push('\n');
            write_nodes(&e.children, out);
        }
        _ => write_nodes(&e.children, out),
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}
