//! Writes elements of text as HTML.

use crate::formats::common::{
    balance_html, escape, heading_tag, open_tag, str_at, text, without, wrap_in,
};
use crate::formats::richtext::unknown::{note_unknown, write_texts};
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Writes an element of text as HTML; of an unknown element, its texts.
pub fn write_text(r: &mut Decoder, v: &Value, out: &mut String) {
    let kind = str_at(v, "type");
    let content = match v {
        Value::String(text) => text.as_str(),
        _ => str_at(v, "content"),
    };
    // Code is no HTML.
    let content = if kind == "code" { content.into() } else { balance_html(content) };
    let content = content.as_str();
    let mut inner = String::new();
    let mut children = |r: &mut Decoder, key: &str, before: &str, after: &str| {
        r.each_at(v, key, &mut |r, v| {
            let is_list = str_at(v, "type") == "list";
            inner.push_str(if is_list { "" } else { before });
            write_text(r, v, &mut inner);
            inner.push_str(if is_list { "" } else { after });
        });
    };
    match kind {
        "header" => {
            let level = v.get("level").and_then(Value::as_u64).unwrap_or(2);
            wrap_in(out, heading_tag(level as usize), content);
        }
        "quote" | "blockquote" => {
            children(r, "content_elements", "<p>", "</p>");
            let pull = str_at(v, "subtype") == "pullquote";
            open_tag(out, "blockquote", &[("class", if pull { "pullquote" } else { "" })]);
            out.push_str(content);
            out.push_str(&inner);
            if let Some(Value::String(by)) = r.first_at(v, "?citation.content|citation", text) {
                wrap_in(out, "cite", &balance_html(&by));
            }
            out.push_str("</blockquote>");
        }
        "list" => {
            // A list among the items belongs to the item before it.
            children(r, "items|content_elements", "<li>", "");
            wrap_in(out, if str_at(v, "list_type") == "ordered" { "ol" } else { "ul" }, &inner);
        }
        "table" => {
            children(r, "header", "<th>", "</th>");
            let head = std::mem::take(&mut inner);
            let mut rows = String::new();
            wrap_in(&mut rows, "tr", &head);
            r.each_at(v, "rows", &mut |r, row| {
                let mut cells = String::new();
                r.visit_each(row, &mut |r, v| {
                    cells.push_str("<td>");
                    write_text(r, v, &mut cells);
                    cells.push_str("</td>");
                });
                wrap_in(&mut rows, "tr", &cells);
            });
            wrap_in(out, "table", &rows);
        }
        "code" => {
            out.push_str("<pre>");
            let class = ["language-", str_at(v, "language")].concat();
            open_tag(out, "code", &[("class", &class)]);
            escape(out, content);
            out.push_str("</code></pre>");
        }
        "image" => {
            out.push_str("<figure>");
            open_tag(out, "img", &[("src", str_at(v, "url")), ("alt", str_at(v, "alt_text"))]);
            wrap_in(out, "figcaption", &balance_html(str_at(v, "caption")));
            out.push_str("</figure>");
        }
        "text" | "raw_html" | "" => {
            let dropcap = v.pointer("/block_properties/dropcap").and_then(Value::as_str);
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
            if let Some(Value::String(title)) = r.first_at(v, "?headlines.basic|title", text) {
                wrap_in(out, "h3", &balance_html(&title));
            }
        }
        _ => {
            // Its elements are converted after it.
            let own = without(v, &|key, _| key == "content_elements");
            match write_texts(r, &own, out) {
                true => note_unknown(r, v, "unknown type of element"),
                false => r.problem("unknown type of element: nothing to show in it"),
            }
        }
    }
}
