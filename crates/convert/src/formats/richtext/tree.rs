//! Writes nodes with children as HTML: common to all editors, under different type names.

use super::embeds::{write_caption, write_image, write_object};
use crate::formats::common::{
    balance_html, escape, has, list_at, looks_like_markup, number, open_tag, text, wrap_in,
};
use baca_model::WordList;
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Node types and their elements, in lower case and without `-` and `_`.
const ELEMENTS: WordList = WordList(
    "paragraph=p p=p blockquote=blockquote quote=blockquote bulletlist=ul unorderedlist=ul \
    bulletedlist=ul tasklist=ul list=ul ul=ul orderedlist=ol numberedlist=ol ol=ol listitem=li \
    taskitem=li li=li codeblock=pre code=pre horizontalrule=hr hr=hr rule=hr divider=hr \
    hardbreak=br linebreak=br break=br table=table tablerow=tr tablecell=td tableheader=th \
    tableheadercell=th details=details detailssummary=summary detailscontent=div \
    collapsiblecontainer=details collapsibletitle=summary collapsiblecontent=div figure=figure \
    figcaption=figcaption imagecaption=figcaption caption=figcaption captionedimage=figure \
    mediasingle=figure aside=aside callout=aside panel=aside \
    admonition=aside",
);

/// Types of marks and their elements.
const MARKS: WordList = WordList(
    "bold=strong strong=strong italic=em em=em emphasis=em underline=u u=u strike=s \
    strikethrough=s s=s code=code sub=sub subscript=sub sup=sup superscript=sup highlight=mark \
    mark=mark",
);

/// Elements of Lexical's `format` bits, lowest first.
const BITS: [&str; 8] = ["strong", "em", "s", "u", "code", "sub", "sup", "mark"];

/// Returns the normalised type of a node: `bullet_list`, `bulletList` → `bulletlist`.
fn kind(value: &Value) -> String {
    let name = ["type", "nodeType", "_type"].iter().find_map(|key| value.get(*key)?.as_str());
    let name = name.unwrap_or_default();
    // Ghost's variants of Lexical's nodes.
    let mut name = String::from(name.strip_prefix("extended-").unwrap_or(name));
    name.retain(|c| c != '-' && c != '_');
    name.make_ascii_lowercase();
    name
}

/// Returns the text or number at the first of several paths, or an empty text.
pub fn text_at(decoder: &mut Decoder, value: &Value, paths: &str) -> String {
    let found = decoder.first_at(value, paths, |decoder, value| match value {
        Value::String(_) => text(decoder, value),
        Value::Number(_) => number(decoder, value),
        _ => None,
    });
    match found {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => baca_sys::json::digits(&number),
        _ => String::new(),
    }
}

/// Returns the HTML at the first of several paths, with all elements closed.
pub fn html_at(decoder: &mut Decoder, value: &Value, paths: &str) -> String {
    balance_html(&text_at(decoder, value, paths))
}

/// Writes a text that can be HTML.
pub fn write_rich_text(text: &str, out: &mut String) {
    match looks_like_markup(text) {
        true => out.push_str(&balance_html(text)),
        false => escape(out, text),
    }
}

/// Writes the nodes at the first of several paths.
pub fn write_nodes_at(decoder: &mut Decoder, value: &Value, paths: &str, out: &mut String) {
    decoder.each_at(value, paths, &mut |decoder, value| write_node(decoder, value, out));
}

/// Returns the HTML of a node's children.
pub fn children_html(decoder: &mut Decoder, value: &Value) -> String {
    let mut out = String::new();
    let path =
        if value.get("content").is_some_and(Value::is_array) { "content" } else { "children" };
    write_nodes_at(decoder, value, path, &mut out);
    out
}

fn write_node(decoder: &mut Decoder, value: &Value, out: &mut String) {
    let kind = kind(value);
    let leaf = match value {
        Value::String(text) => Some(text.as_str()),
        _ if kind == "text" => value.get("value").or(value.get("text")).and_then(Value::as_str),
        _ => value.get("text").and_then(Value::as_str).filter(|_| !has(value, "children|content")),
    };
    if let Some(text) = leaf {
        return write_marked(decoder, value, text, out);
    }
    if let Some(level) = kind.strip_prefix("heading") {
        let given = text_at(decoder, value, "?attrs.level|level|tag");
        let level = if given.is_empty() { level } else { given.trim_start_matches('h') };
        let level = if matches!(level, "1" | "3" | "4" | "5" | "6") { level } else { "2" };
        return write_element(decoder, value, &["h", level].concat(), out);
    }
    let name = ELEMENTS.value_of(&kind).filter(|name| {
        // With a title, a box is written as an object.
        (*name != "aside" || !has(value, "attrs.title"))
            && (!matches!(kind.as_str(), "callout" | "quote" | "code")
                || has(value, "children|content"))
    });
    match name {
        Some("pre") => {
            let inner = children_html(decoder, value);
            code(decoder, value, &inner, out);
            write_caption(decoder, value, "p", out);
        }
        Some("br" | "hr") => open_tag(out, name.unwrap_or_default(), &[]),
        Some(mut name @ ("ul" | "ol")) => {
            let style = text_at(decoder, value, "?listType|?format|?style");
            if matches!(style.as_str(), "number" | "ordered") {
                name = "ol";
            }
            let (mut start, mut kind) = (String::new(), String::new());
            if name == "ol" {
                start = text_at(decoder, value, "?attrs.start|?attrs.order|start");
                kind = text_at(decoder, value, "?attrs.type|?attrs.listStyleType");
            }
            open_tag(out, name, &[("start", &start), ("type", &kind)]);
            out.push_str(&children_html(decoder, value));
            out.push_str(if name == "ol" { "</ol>" } else { "</ul>" });
        }
        Some("li") => {
            let inner = children_html(decoder, value);
            // A list in an item of its own belongs to the item before it: `li` has no end tag here, the
            // next one closes it.
            if !(inner.starts_with("<ul") || inner.starts_with("<ol")) {
                out.push_str("<li>");
                let done = ["/attrs/checked", "/checked", "/attrs/state"]
                    .iter()
                    .find_map(|at| value.pointer(at))
                    .and_then(|value| value.as_bool().or_else(|| Some(value.as_str()? == "DONE")));
                checkbox(done, out);
            }
            out.push_str(&inner);
        }
        Some(name @ ("td" | "th")) => {
            let is_header = !matches!(text_at(decoder, value, "headerState").as_str(), "" | "0");
            let name = if is_header { "th" } else { name };
            let colspan = text_at(decoder, value, "?attrs.colspan|colSpan|colspan");
            let rowspan = text_at(decoder, value, "?attrs.rowspan|rowSpan|rowspan");
            open_tag(out, name, &[("colspan", &colspan), ("rowspan", &rowspan)]);
            out.push_str(&children_html(decoder, value));
            out.push_str(if name == "th" { "</th>" } else { "</td>" });
        }
        Some(name) => write_element(decoder, value, name, out),
        None => write_object(decoder, value, &kind, out),
    }
}

/// Writes an element with direction, alignment and state of its node; nothing if it is empty.
fn write_element(decoder: &mut Decoder, value: &Value, name: &str, out: &mut String) {
    let mut inner = children_html(decoder, value);
    let file = if name == "figure" { text_at(decoder, value, "?attrs.src") } else { String::new() };
    if !file.is_empty() {
        // Its children are the caption.
        let caption = std::mem::take(&mut inner);
        write_image(decoder, value, &file, &mut inner);
        let is_marked = caption.contains("<figcaption");
        wrap_in(&mut inner, if is_marked { "div" } else { "figcaption" }, &caption);
    }
    if inner.is_empty() {
        return;
    }
    let dir = text_at(decoder, value, "?direction|?attrs.dir");
    let dir = if dir == decoder.source.dir { "" } else { &dir };
    let align = text_at(decoder, value, "?attrs.textAlign|?attrs.align|?format|?textAlign");
    let style = match align.as_str() {
        "center" | "right" | "end" => ["text-align:", &align].concat(),
        _ => String::new(),
    };
    let is_open =
        [value.get("open"), value.pointer("/attrs/open")].contains(&Some(&Value::Bool(true)));
    let state = if is_open && name == "details" { "open" } else { "" };
    open_tag(out, name, &[("dir", dir), ("style", &style), ("open", state)]);
    out.push_str(&inner);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Writes the checkbox of a checklist item; nothing for `None`.
pub fn checkbox(done: Option<bool>, out: &mut String) {
    if let Some(done) = done {
        let checked = if done { "checked" } else { "" };
        open_tag(out, "input", &[("type", "checkbox"), ("checked", checked)]);
    }
}

/// Writes code with its line ends, without highlighting.
pub fn code(decoder: &mut Decoder, value: &Value, inner: &str, out: &mut String) {
    let language = text_at(decoder, value, "?attrs.language|language|?attrs.params");
    open_tag(out, "pre", &[]);
    open_tag(out, "code", &[("class", &["language-", &language].concat())]);
    escape(out, &text_at(decoder, value, "?attrs.code|code"));
    out.push_str(&inner.replace("<br>", "\n"));
    out.push_str("</code></pre>");
}

/// Writes a text with its marks: a list of names or objects, Lexical's bits, or Strapi's flags.
fn write_marked(decoder: &mut Decoder, value: &Value, text: &str, out: &mut String) {
    let mut names = Vec::new();
    let mut link = String::new();
    let bits = value.get("format").and_then(Value::as_u64).unwrap_or_default();
    names.extend(
        BITS.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| *name),
    );
    for (flag, name) in MARKS.iter().filter_map(|mark| mark.split_once('=')) {
        if value.get(flag) == Some(&Value::Bool(true)) {
            names.push(name);
        }
    }
    for mark in list_at(value, "marks") {
        match kind(mark).as_str() {
            "link" => link = text_at(decoder, mark, "?attrs.href|href|?attrs.url|url"),
            "subsup" => names.push(if text_at(decoder, mark, "attrs.type") == "sup" {
                "sup"
            } else {
                "sub"
            }),
            kind => names.extend(MARKS.value_of(kind)),
        }
    }
    let mut html = String::new();
    escape(&mut html, text);
    // `code` turns these back into line ends.
    html = html.replace('\n', "<br>");
    for name in names {
        let inner = std::mem::take(&mut html);
        wrap_in(&mut html, name, &inner);
    }
    write_link(&link, &html, out);
}

/// Returns the element of a mark.
pub fn mark_element(name: &str) -> Option<&'static str> {
    MARKS.value_of(name)
}

/// Writes a link around HTML; without an address, only the HTML.
pub fn write_link(href: &str, inner: &str, out: &mut String) {
    if href.is_empty() {
        return out.push_str(inner);
    }
    open_tag(out, "a", &[("href", href)]);
    out.push_str(inner);
    out.push_str("</a>");
}
