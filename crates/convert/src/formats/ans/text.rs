//! Writes elements of text as HTML.

use crate::formats::common::{
    balance_html, escape, heading_tag, open_tag, str_at, text, without, wrap_in,
};
use crate::formats::richtext::unknown::{note_unknown, write_texts};
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Writes an element of text as HTML; of an unknown element, its texts.
pub fn write_text(decoder: &mut Decoder, value: &Value, out: &mut String) {
    let kind = str_at(value, "type");
    let content = match value {
        Value::String(text) => text.as_str(),
        _ => str_at(value, "content"),
    };
    // Code is no HTML.
    let content = if kind == "code" { content.into() } else { balance_html(content) };
    let content = content.as_str();
    let mut inner = String::new();
    let mut children = |decoder: &mut Decoder, key: &str, before: &str, after: &str| {
        decoder.each_at(value, key, &mut |decoder, value| {
            let is_list = str_at(value, "type") == "list";
            inner.push_str(if is_list { "" } else { before });
            write_text(decoder, value, &mut inner);
            inner.push_str(if is_list { "" } else { after });
        });
    };
    match kind {
        "header" => {
            let level = value.get("level").and_then(Value::as_u64).unwrap_or(2);
            wrap_in(out, heading_tag(level as usize), content);
        }
        "quote" | "blockquote" => {
            children(decoder, "content_elements", "<p>", "</p>");
            let pull = str_at(value, "subtype") == "pullquote";
            open_tag(out, "blockquote", &[("class", if pull { "pullquote" } else { "" })]);
            out.push_str(content);
            out.push_str(&inner);
            if let Some(Value::String(by)) =
                decoder.first_at(value, "?citation.content|citation", text)
            {
                wrap_in(out, "cite", &balance_html(&by));
            }
            out.push_str("</blockquote>");
        }
        "list" => {
            // A list among the items belongs to the item before it.
            children(decoder, "items|content_elements", "<li>", "");
            wrap_in(out, if str_at(value, "list_type") == "ordered" { "ol" } else { "ul" }, &inner);
        }
        "table" => {
            children(decoder, "header", "<th>", "</th>");
            let head = std::mem::take(&mut inner);
            let mut rows = String::new();
            wrap_in(&mut rows, "tr", &head);
            decoder.each_at(value, "rows", &mut |decoder, row| {
                let mut cells = String::new();
                decoder.visit_each(row, &mut |decoder, value| {
                    cells.push_str("<td>");
                    write_text(decoder, value, &mut cells);
                    cells.push_str("</td>");
                });
                wrap_in(&mut rows, "tr", &cells);
            });
            wrap_in(out, "table", &rows);
        }
        "code" => {
            out.push_str("<pre>");
            let class = ["language-", str_at(value, "language")].concat();
            open_tag(out, "code", &[("class", &class)]);
            escape(out, content);
            out.push_str("</code></pre>");
        }
        "image" => {
            out.push_str("<figure>");
            open_tag(
                out,
                "img",
                &[("src", str_at(value, "url")), ("alt", str_at(value, "alt_text"))],
            );
            wrap_in(out, "figcaption", &balance_html(str_at(value, "caption")));
            out.push_str("</figure>");
        }
        "text" | "raw_html" | "" => {
            let dropcap = value.pointer("/block_properties/dropcap").and_then(Value::as_str);
            match dropcap {
                Some("letter" | "word" | "line") => {
                    open_tag(out, "p", &[("class", "dropcap")]);
                    out.push_str(content);
                    out.push_str("</p>");
                }
                _ => out.push_str(content),
            }
        }
        "element_group" | "content_zone" => {
            if let Some(Value::String(title)) =
                decoder.first_at(value, "?headlines.basic|title", text)
            {
                wrap_in(out, "h3", &balance_html(&title));
            }
        }
        _ => {
            // Its elements are converted after it.
            let own = without(value, &|key, _| key == "content_elements");
            match write_texts(decoder, &own, out) {
                true => note_unknown(decoder, value, "unknown type of element"),
                false => decoder.problem("unknown type of element: nothing to show in it"),
            }
        }
    }
}
