//! Portable Text, as Sanity keeps it: a list of blocks with spans; lists are flat, with levels.
//! <https://www.portabletext.org/specification/>

use super::things::other;
use super::tree::{anchor, checkbox, code, mark, text_at};
use super::{alone, Dialect};
use crate::article::formats::common::{escape, has, str_at, wrap};
use crate::article::formats::Format;
use crate::article::json::Reading;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "portable-text", detect, read: alone };

/// The same as a body.
pub const DIALECT: Dialect = Dialect { detect, write };

/// Lists nested deeper than this are flattened.
const MAX_LEVEL: u64 = 16;

fn detect(v: &Value) -> bool {
    let is_block = |v: &Value| has(v, "_type") && v.get("children").is_some_and(Value::is_array);
    match v {
        Value::Array(list) => list.iter().any(is_block),
        _ => is_block(v),
    }
}

fn write(r: &mut Reading, v: &Value, out: &mut String) {
    // The lists that are open, outermost first, by the end tag each will need.
    let mut open: Vec<&str> = Vec::new();
    r.visit_each(v, &mut |r, v| {
        let list = str_at(v, "listItem");
        let level = v.get("level").and_then(Value::as_u64).unwrap_or(1).clamp(1, MAX_LEVEL);
        let level = if list.is_empty() { 0 } else { level as usize };
        let (start, end) = if list == "number" { ("<ol>", "</ol>") } else { ("<ul>", "</ul>") };
        while open.len() > level || (open.len() == level && open.last().is_some_and(|o| *o != end))
        {
            out.push_str(open.pop().unwrap_or_default());
        }
        if level == 0 {
            return block(r, v, out);
        }
        while open.len() < level {
            out.push_str(start);
            open.push(end);
        }
        out.push_str("<li>");
        checkbox(v.get("checked").and_then(Value::as_bool), out);
        out.push_str(&spans(r, v));
    });
    for end in open.into_iter().rev() {
        out.push_str(end);
    }
}

fn block(r: &mut Reading, v: &Value, out: &mut String) {
    let kind = str_at(v, "_type");
    if kind == "block" || (has(v, "children") && !has(v, "content")) {
        let name = match str_at(v, "style") {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote") => name,
            _ => "p",
        };
        return wrap(out, name, &spans(r, v));
    }
    match kind {
        "break" | "divider" | "hr" => out.push_str("<hr>"),
        "code" => code(r, v, "", out),
        "table" => {
            let mut rows = String::new();
            r.each_at(v, "rows", &mut |r, v| {
                rows.push_str("<tr>");
                r.each_at(v, "cells", &mut |r, v| {
                    rows.push_str("<td>");
                    match v {
                        Value::String(text) => escape(&mut rows, text),
                        _ => write(r, v.get("content").or(v.get("value")).unwrap_or(v), &mut rows),
                    }
                });
            });
            wrap(out, "table", &rows);
        }
        _ => {
            if v.get("asset").is_some_and(|asset| has(asset, "_ref")) {
                r.problem("a picture whose address is not in the document");
            }
            other(r, v, &kind.to_ascii_lowercase(), out);
        }
    }
}

/// The spans of a block; a mark is a decorator, or the key of a definition.
fn spans(r: &mut Reading, v: &Value) -> String {
    let mut out = String::new();
    r.each_at(v, "children", &mut |r, span| {
        let Some(text) = span.get("text").and_then(Value::as_str) else {
            // An object in the line.
            return other(r, span, &str_at(span, "_type").to_ascii_lowercase(), &mut out);
        };
        let mut html = String::new();
        escape(&mut html, text);
        // Line ends in a span are breaks.
        html = html.replace('\n', "<br>");
        for name in span.get("marks").and_then(Value::as_array).into_iter().flatten() {
            let name = name.as_str().unwrap_or_default();
            let inner = std::mem::take(&mut html);
            if let Some(element) = mark(&name.replace('-', "")) {
                wrap(&mut html, element, &inner);
                continue;
            }
            let definitions = v.get("markDefs").and_then(Value::as_array).into_iter().flatten();
            let href = definitions
                .filter(|d| str_at(d, "_key") == name)
                .map(|d| text_at(r, d, "href|url|?reference.slug.current"))
                .next();
            anchor(&href.unwrap_or_default(), &inner, &mut html);
        }
        out.push_str(&html);
    });
    out
}
