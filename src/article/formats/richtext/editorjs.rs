//! Editor.js: `{"blocks": [{"type": …, "data": {…}}]}`; the texts in it are HTML.

use super::things::other;
use super::tree::{anchor, checkbox, code, text_at};
use super::{alone, Dialect};
use crate::article::formats::common::{frame, has, open, str_at, wrap};
use crate::article::formats::Format;
use crate::article::json::Reading;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "editorjs", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect = Dialect { detect, write };

fn detect(v: &Value) -> bool {
    let Some(blocks) = v.get("blocks").and_then(Value::as_array) else { return false };
    let typed = blocks.iter().any(|b| has(b, "type") && b.get("data").is_some());
    typed || (blocks.is_empty() && v.get("time").is_some_and(Value::is_number))
}

fn write(r: &mut Reading, v: &Value, out: &mut String) {
    r.each_at(v, "blocks", &mut |r, v| block(r, v, out));
}

fn block(r: &mut Reading, v: &Value, out: &mut String) {
    let kind = str_at(v, "type").to_ascii_lowercase();
    let data = v.get("data").unwrap_or(v);
    let text = text_at(r, data, "text");
    let caption = text_at(r, data, "caption");
    match kind.as_str() {
        "paragraph" if !text.is_empty() => {
            let side = text_at(r, data, "alignment");
            let side = if side == "left" { String::new() } else { side };
            open(out, "p", &[("align", &side)]);
            out.push_str(&text);
            out.push_str("</p>");
        }
        "header" => {
            let level = text_at(r, data, "level");
            let level =
                if matches!(level.as_str(), "1" | "3" | "4" | "5" | "6") { &level } else { "2" };
            wrap(out, &["h", level].concat(), &text);
        }
        "list" | "nestedlist" | "checklist" => items(r, data, "", out),
        "quote" => {
            let mut inner = text;
            wrap(&mut inner, "cite", &caption);
            wrap(out, "blockquote", &inner);
        }
        "code" => code(r, data, "", out),
        "delimiter" => out.push_str("<hr>"),
        "table" => {
            let headed = data.get("withHeadings") == Some(&Value::Bool(true));
            let mut name = if headed { "<th>" } else { "<td>" };
            let mut rows = String::new();
            r.each_at(data, "content", &mut |r, row| {
                rows.push_str("<tr>");
                r.visit_each(row, &mut |_, cell| {
                    rows.push_str(name);
                    rows.push_str(cell.as_str().unwrap_or_default());
                });
                name = "<td>";
            });
            wrap(out, "table", &rows);
        }
        "embed" => {
            let mut under = String::new();
            wrap(&mut under, "figcaption", &caption);
            out.push_str(&frame(&text_at(r, data, "embed|source"), &under));
        }
        "linktool" | "attaches" => {
            let url = text_at(r, data, "link|?file.url");
            let title = text_at(r, data, "?meta.title|title|?file.name");
            let image = text_at(r, data, "?meta.image.url");
            let mut link = String::new();
            anchor(&url, if title.is_empty() { &url } else { &title }, &mut link);
            open(out, "div", &[("class", "kg-bookmark-card")]);
            wrap(out, "p", &link);
            wrap(out, "p", &text_at(r, data, "?meta.description"));
            if !image.is_empty() {
                open(out, "img", &[("src", &image)]);
            }
            out.push_str("</div>");
        }
        "warning" => {
            let mut inner = String::new();
            let mut title = String::new();
            wrap(&mut title, "strong", &text_at(r, data, "title"));
            wrap(&mut inner, "p", &title);
            wrap(&mut inner, "p", &text_at(r, data, "message"));
            wrap(out, "aside", &inner);
        }
        "raw" => out.push_str(&text_at(r, data, "html")),
        _ => {
            let before = out.len();
            let kind = if kind == "simpleimage" { "image" } else { &kind };
            other(r, v, kind, out);
            if out.len() == before {
                texts(r, data, out);
            }
        }
    }
}

/// A tool nobody knows: whatever texts it keeps, and the blocks that stand in it.
fn texts(r: &mut Reading, v: &Value, out: &mut String) {
    // The names of texts; under others only what has more than a word.
    const NAMES: [&str; 8] =
        ["text", "title", "name", "message", "content", "caption", "author", "label"];
    if v.get("blocks").is_some_and(Value::is_array) {
        return write(r, v, out);
    }
    r.members(v, &mut |r, key, v| match v {
        Value::String(text) if NAMES.contains(&key) || text.contains(' ') => wrap(out, "p", text),
        Value::Object(_) => texts(r, v, out),
        Value::Array(list) => list.iter().for_each(|v| texts(r, v, out)),
        _ => {}
    });
}

/// A list, whose items are texts or have lists of their own.
fn items(r: &mut Reading, v: &Value, style: &str, out: &mut String) {
    let own = str_at(v, "style");
    let style = if own.is_empty() { style } else { own };
    let first = text_at(r, v, "?meta.start");
    let mut inner = String::new();
    r.each_at(v, "items", &mut |r, v| {
        inner.push_str("<li>");
        let done = v.get("checked").or_else(|| v.pointer("/meta/checked"));
        checkbox(done.and_then(Value::as_bool), &mut inner);
        match v {
            Value::String(text) => inner.push_str(text),
            _ => inner.push_str(&text_at(r, v, "content|text")),
        }
        if has(v, "items") {
            items(r, v, style, &mut inner);
        }
    });
    let name = if style == "ordered" { "ol" } else { "ul" };
    if !inner.is_empty() {
        open(out, name, &[("start", &first)]);
        out.push_str(&inner);
        out.push_str(if style == "ordered" { "</ol>" } else { "</ul>" });
    }
}
