//! Portable Text, the format of Sanity: a list of blocks with spans; lists are flat, with levels.
//! <https://www.portabletext.org/specification/>

use super::dialect::{read_alone, Dialect};
use super::embeds::write_object;
use super::tree::{checkbox, code, mark_element, text_at, write_link};
use crate::formats::common::{escape, has, list_at, str_at, wrap_in};
use baca_model::WordList;
use baca_wire::decoder::Decoder;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "portable-text", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect = Dialect { detect, write };

/// Maximum level of lists; deeper ones are flattened.
const MAX_LEVEL: u64 = 16;

/// Types of blocks that identify a list as Portable Text.
const TYPES: WordList = WordList("block code image break divider hr table youtube embed");

fn detect(v: &Value) -> bool {
    let is_text = |v: &Value| has(v, "_type") && v.get("children").is_some_and(Value::is_array);
    // A list of documents has ids.
    let is_block = |v: &Value| has(v, "_type") && v.get("_id").is_none();
    let is_known = |v: &Value| TYPES.contains(str_at(v, "_type"));
    match v {
        Value::Array(list) => {
            list.iter().any(is_text) || (list.iter().all(is_block) && list.iter().any(is_known))
        }
        _ => is_text(v),
    }
}

/// Returns whether a list has only images: then it is not the text of an entry.
pub fn has_only_images(v: &Value) -> bool {
    v.as_array().is_some_and(|list| list.iter().all(|v| str_at(v, "_type") == "image"))
}

fn write(r: &mut Decoder, v: &Value, out: &mut String) {
    // The end tags of the open lists, outermost first.
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

fn block(r: &mut Decoder, v: &Value, out: &mut String) {
    let kind = str_at(v, "_type");
    if kind == "block" || (has(v, "children") && !has(v, "content")) {
        let name = match str_at(v, "style") {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote") => name,
            _ => "p",
        };
        return wrap_in(out, name, &spans(r, v));
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
            wrap_in(out, "table", &rows);
        }
        _ => {
            if v.get("asset").is_some_and(|asset| has(asset, "_ref") && !has(asset, "url")) {
                r.problem("a picture whose address is not in the document");
            }
            write_object(r, v, &kind.to_ascii_lowercase(), out);
        }
    }
}

/// Returns the spans of a block as HTML. A mark is a decorator, or the key of a definition.
fn spans(r: &mut Decoder, v: &Value) -> String {
    let mut out = String::new();
    r.each_at(v, "children", &mut |r, span| {
        let Some(text) = span.get("text").and_then(Value::as_str) else {
            // An inline object.
            return write_object(r, span, &str_at(span, "_type").to_ascii_lowercase(), &mut out);
        };
        let mut html = String::new();
        escape(&mut html, text);
        // Line ends in a span are line breaks.
        html = html.replace('\n', "<br>");
        for name in list_at(span, "marks") {
            let name = name.as_str().unwrap_or_default();
            let inner = std::mem::take(&mut html);
            if let Some(element) = mark_element(&name.replace('-', "")) {
                wrap_in(&mut html, element, &inner);
                continue;
            }
            let definitions = list_at(v, "markDefs").iter();
            let href = definitions
                .filter(|d| str_at(d, "_key") == name)
                .map(|d| text_at(r, d, "href|url|?reference.slug.current"))
                .next();
            write_link(&href.unwrap_or_default(), &inner, &mut html);
        }
        out.push_str(&html);
    });
    out
}
