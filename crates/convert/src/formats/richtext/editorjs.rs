//! Editor.js: `{"blocks": [{"type": …, "data": {…}}]}`; its texts are HTML.

use super::dialect::{read_alone, Dialect};
use super::embeds::write_embed;
use super::tree::{checkbox, code, html_at, text_at, write_link};
use super::unknown::{note_unknown, write_texts};
use crate::formats::common::{balance_html, frame_html, has, open_tag, str_at, wrap_in};
use baca_wire::decoder::Decoder;
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`crate::formats::FORMATS`].
pub const FORMAT: Format = Format { name: "editorjs", detect, read: read_alone };

/// How documents of this dialect are detected and written.
pub const DIALECT: Dialect = Dialect { detect, write };

fn detect(value: &Value) -> bool {
    let Some(blocks) = value.get("blocks").and_then(Value::as_array) else { return false };
    let typed = blocks.iter().any(|b| has(b, "type") && b.get("data").is_some());
    typed || (blocks.is_empty() && value.get("time").is_some_and(Value::is_number))
}

fn write(decoder: &mut Decoder, value: &Value, out: &mut String) {
    decoder.each_at(value, "blocks", &mut |decoder, value| block(decoder, value, out));
}

fn block(decoder: &mut Decoder, value: &Value, out: &mut String) {
    let kind = str_at(value, "type").to_ascii_lowercase();
    let data = value.get("data").unwrap_or(value);
    let text = html_at(decoder, data, "text");
    let caption = html_at(decoder, data, "caption");
    match kind.as_str() {
        "paragraph" if !text.is_empty() => {
            let side = text_at(decoder, data, "alignment");
            let side = if side == "left" { String::new() } else { side };
            open_tag(out, "p", &[("align", &side)]);
            out.push_str(&text);
            out.push_str("</p>");
        }
        "header" => {
            let level = text_at(decoder, data, "level");
            let level =
                if matches!(level.as_str(), "1" | "3" | "4" | "5" | "6") { &level } else { "2" };
            wrap_in(out, &["h", level].concat(), &text);
        }
        "list" | "nestedlist" | "checklist" => items(decoder, data, "", "", out),
        "quote" => {
            let mut inner = text;
            wrap_in(&mut inner, "cite", &caption);
            wrap_in(out, "blockquote", &inner);
        }
        "code" => code(decoder, data, "", out),
        "delimiter" => out.push_str("<hr>"),
        "table" => {
            let headed = data.get("withHeadings") == Some(&Value::Bool(true));
            let mut name = if headed { "<th>" } else { "<td>" };
            let mut rows = String::new();
            decoder.each_at(data, "content", &mut |decoder, row| {
                rows.push_str("<tr>");
                decoder.visit_each(row, &mut |_, cell| {
                    rows.push_str(name);
                    rows.push_str(&balance_html(cell.as_str().unwrap_or_default()));
                });
                name = "<td>";
            });
            wrap_in(out, "table", &rows);
        }
        "embed" => {
            let mut under = String::new();
            wrap_in(&mut under, "figcaption", &caption);
            out.push_str(&frame_html(&text_at(decoder, data, "embed|source"), &under));
        }
        "linktool" | "attaches" => {
            let url = text_at(decoder, data, "link|?file.url");
            let title = html_at(decoder, data, "?meta.title|title|?file.name");
            let image = text_at(decoder, data, "?meta.image.url");
            let mut link = String::new();
            write_link(&url, if title.is_empty() { &url } else { &title }, &mut link);
            open_tag(out, "div", &[("class", "kg-bookmark-card")]);
            wrap_in(out, "p", &link);
            wrap_in(out, "p", &html_at(decoder, data, "?meta.description"));
            if !image.is_empty() {
                open_tag(out, "img", &[("src", &image)]);
            }
            out.push_str("</div>");
        }
        "warning" => {
            let mut inner = String::new();
            let mut title = String::new();
            wrap_in(&mut title, "strong", &html_at(decoder, data, "title"));
            wrap_in(&mut inner, "p", &title);
            wrap_in(&mut inner, "p", &html_at(decoder, data, "message"));
            wrap_in(out, "aside", &inner);
        }
        "raw" => out.push_str(&html_at(decoder, data, "html")),
        _ => {
            let kind = if kind == "simpleimage" { "image" } else { &kind };
            if write_embed(decoder, value, kind, "", out) {
                return;
            }
            const KNOWN: [&str; 6] =
                ["button", "alert", "toggle", "personality", "columns", "paragraph"];
            decoder.within("data", &mut |decoder| {
                let has_text = write_texts(decoder, data, out);
                if has_text && !KNOWN.contains(&kind) {
                    note_unknown(decoder, value, "unknown type of block");
                } else if !has_text && kind != "paragraph" {
                    decoder.problem("unknown type of block: nothing to show in it");
                }
            });
        }
    }
}

/// Writes a list, whose items are texts or have nested lists. These have the `style` and the `counter` of the list
/// around them.
fn items(decoder: &mut Decoder, value: &Value, style: &str, counter: &str, out: &mut String) {
    let own = str_at(value, "style");
    let style = if own.is_empty() { style } else { own };
    let first = text_at(decoder, value, "?meta.start|?start");
    let own = text_at(decoder, value, "?meta.counterType");
    let counter = if own.is_empty() { counter } else { &own };
    let mut inner = String::new();
    decoder.each_at(value, "items", &mut |decoder, value| {
        inner.push_str("<li>");
        let done = value.get("checked").or_else(|| value.pointer("/meta/checked"));
        checkbox(done.and_then(Value::as_bool), &mut inner);
        match value {
            Value::String(text) => inner.push_str(&balance_html(text)),
            _ => inner.push_str(&html_at(decoder, value, "content|text")),
        }
        if has(value, "items") {
            items(decoder, value, style, counter, &mut inner);
        }
    });
    let name = if style == "ordered" { "ol" } else { "ul" };
    if !inner.is_empty() {
        open_tag(out, name, &[("start", &first), ("type", counter)]);
        out.push_str(&inner);
        out.push_str(if style == "ordered" { "</ol>" } else { "</ul>" });
    }
}
