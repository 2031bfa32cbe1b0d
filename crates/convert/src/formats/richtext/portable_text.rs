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

fn detect(value: &Value) -> bool {
    let is_text =
        |value: &Value| has(value, "_type") && value.get("children").is_some_and(Value::is_array);
    // A list of documents has ids.
    let is_block = |value: &Value| has(value, "_type") && value.get("_id").is_none();
    let is_known = |value: &Value| TYPES.contains(str_at(value, "_type"));
    match value {
        Value::Array(list) => {
            list.iter().any(is_text) || (list.iter().all(is_block) && list.iter().any(is_known))
        }
        _ => is_text(value),
    }
}

/// Returns whether a list has only images: then it is not the text of an entry.
pub fn has_only_images(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(|value| str_at(value, "_type") == "image"))
}

fn write(decoder: &mut Decoder, value: &Value, out: &mut String) {
    // The end tags of the open lists, outermost first.
    let mut open: Vec<&str> = Vec::new();
    decoder.visit_each(value, &mut |decoder, value| {
        let list = str_at(value, "listItem");
        let level = value.get("level").and_then(Value::as_u64).unwrap_or(1).clamp(1, MAX_LEVEL);
        let level = if list.is_empty() { 0 } else { level as usize };
        let (start, end) = if list == "number" { ("<ol>", "</ol>") } else { ("<ul>", "</ul>") };
        while open.len() > level || (open.len() == level && open.last().is_some_and(|o| *o != end))
        {
            out.push_str(open.pop().unwrap_or_default());
        }
        if level == 0 {
            return block(decoder, value, out);
        }
        while open.len() < level {
            out.push_str(start);
            open.push(end);
        }
        out.push_str("<li>");
        checkbox(value.get("checked").and_then(Value::as_bool), out);
        out.push_str(&spans(decoder, value));
    });
    for end in open.into_iter().rev() {
        out.push_str(end);
    }
}

fn block(decoder: &mut Decoder, value: &Value, out: &mut String) {
    let kind = str_at(value, "_type");
    if kind == "block" || (has(value, "children") && !has(value, "content")) {
        let name = match str_at(value, "style") {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote") => name,
            _ => "p",
        };
        return wrap_in(out, name, &spans(decoder, value));
    }
    match kind {
        "break" | "divider" | "hr" => out.push_str("<hr>"),
        "code" => code(decoder, value, "", out),
        "table" => {
            let mut rows = String::new();
            decoder.each_at(value, "rows", &mut |decoder, value| {
                rows.push_str("<tr>");
                decoder.each_at(value, "cells", &mut |decoder, value| {
                    rows.push_str("<td>");
                    match value {
                        Value::String(text) => escape(&mut rows, text),
                        _ => write(
                            decoder,
                            value.get("content").or(value.get("value")).unwrap_or(value),
                            &mut rows,
                        ),
                    }
                });
            });
            wrap_in(out, "table", &rows);
        }
        _ => {
            if value.get("asset").is_some_and(|asset| has(asset, "_ref") && !has(asset, "url")) {
                decoder.problem("a picture whose address is not in the document");
            }
            write_object(decoder, value, &kind.to_ascii_lowercase(), out);
        }
    }
}

/// Returns the spans of a block as HTML. A mark is a decorator, or the key of a definition.
fn spans(decoder: &mut Decoder, value: &Value) -> String {
    let mut out = String::new();
    decoder.each_at(value, "children", &mut |decoder, span| {
        let Some(text) = span.get("text").and_then(Value::as_str) else {
            // An inline object.
            return write_object(
                decoder,
                span,
                &str_at(span, "_type").to_ascii_lowercase(),
                &mut out,
            );
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
            let definitions = list_at(value, "markDefs").iter();
            let href = definitions
                .filter(|d| str_at(d, "_key") == name)
                .map(|d| text_at(decoder, d, "href|url|?reference.slug.current"))
                .next();
            write_link(&href.unwrap_or_default(), &inner, &mut html);
        }
        out.push_str(&html);
    });
    out
}
