//! Nodes with children, by whatever name each editor calls them, as markup.

use super::things::{caption, other};
use crate::article::formats::common::{escape, has, looks_like_markup, number, open, text, wrap};
use crate::article::json::{self, Reading};
use serde_json::Value;

/// What the editors call the elements of HTML, in lower case and without `-` and `_`.
const ELEMENTS: &[(&str, &str)] = &[
    ("paragraph", "p"),
    ("p", "p"),
    ("blockquote", "blockquote"),
    ("quote", "blockquote"),
    ("bulletlist", "ul"),
    ("unorderedlist", "ul"),
    ("bulletedlist", "ul"),
    ("tasklist", "ul"),
    ("list", "ul"),
    ("ul", "ul"),
    ("orderedlist", "ol"),
    ("numberedlist", "ol"),
    ("ol", "ol"),
    ("listitem", "li"),
    ("taskitem", "li"),
    ("li", "li"),
    ("codeblock", "pre"),
    ("code", "pre"),
    ("horizontalrule", "hr"),
    ("hr", "hr"),
    ("rule", "hr"),
    ("divider", "hr"),
    ("hardbreak", "br"),
    ("linebreak", "br"),
    ("break", "br"),
    ("table", "table"),
    ("tablerow", "tr"),
    ("tablecell", "td"),
    ("tableheader", "th"),
    ("tableheadercell", "th"),
    ("details", "details"),
    ("detailssummary", "summary"),
    ("detailscontent", "div"),
    ("collapsiblecontainer", "details"),
    ("collapsibletitle", "summary"),
    ("collapsiblecontent", "div"),
    ("figure", "figure"),
    ("figcaption", "figcaption"),
    ("imagecaption", "figcaption"),
    ("aside", "aside"),
    ("callout", "aside"),
    ("panel", "aside"),
    ("admonition", "aside"),
];

/// What the editors call marks.
const MARKS: &[(&str, &str)] = &[
    ("bold", "strong"),
    ("strong", "strong"),
    ("italic", "em"),
    ("em", "em"),
    ("emphasis", "em"),
    ("underline", "u"),
    ("u", "u"),
    ("strike", "s"),
    ("strikethrough", "s"),
    ("s", "s"),
    ("code", "code"),
    ("sub", "sub"),
    ("subscript", "sub"),
    ("sup", "sup"),
    ("superscript", "sup"),
    ("highlight", "mark"),
    ("mark", "mark"),
];

/// Lexical's bits, lowest first.
const BITS: [&str; 8] = ["strong", "em", "s", "u", "code", "sub", "sup", "mark"];

fn lookup(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, element)| *element)
}

/// The name of a node: `bullet_list`, `bulletList` → `bulletlist`.
fn kind(v: &Value) -> String {
    let name = ["type", "nodeType", "_type"].iter().find_map(|key| v.get(*key)?.as_str());
    let name = name.unwrap_or_default();
    // Ghost's own versions of Lexical's nodes.
    let mut name = String::from(name.strip_prefix("extended-").unwrap_or(name));
    name.retain(|c| c != '-' && c != '_');
    name.make_ascii_lowercase();
    name
}

/// The text or the number at the first of several places, or nothing.
pub fn text_at(r: &mut Reading, v: &Value, places: &str) -> String {
    let found = r.at(v, places, |r, v| match v {
        Value::String(_) => text(r, v),
        Value::Number(_) => number(r, v),
        _ => None,
    });
    match found {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => json::digits(&number),
        _ => String::new(),
    }
}

/// Adds a text that may be markup.
pub fn rich(text: &str, out: &mut String) {
    match looks_like_markup(text) {
        true => out.push_str(text),
        false => escape(out, text),
    }
}

/// Adds the nodes at the first of several places.
pub fn below(r: &mut Reading, v: &Value, places: &str, out: &mut String) {
    r.each_at(v, places, &mut |r, v| node(r, v, out));
}

/// What is in a node.
pub fn inner(r: &mut Reading, v: &Value) -> String {
    let mut out = String::new();
    let places = if v.get("content").is_some_and(Value::is_array) { "content" } else { "children" };
    below(r, v, places, &mut out);
    out
}

fn node(r: &mut Reading, v: &Value, out: &mut String) {
    let kind = kind(v);
    let leaf = match v {
        Value::String(text) => Some(text.as_str()),
        _ if kind == "text" => v.get("value").or(v.get("text")).and_then(Value::as_str),
        _ => v.get("text").and_then(Value::as_str).filter(|_| !has(v, "children|content")),
    };
    if let Some(text) = leaf {
        return marked(r, v, text, out);
    }
    if let Some(level) = kind.strip_prefix("heading") {
        let given = text_at(r, v, "?attrs.level|level|tag");
        let level = if given.is_empty() { level } else { given.trim_start_matches('h') };
        let level = if matches!(level, "1" | "3" | "4" | "5" | "6") { level } else { "2" };
        return placed(r, v, &["h", level].concat(), out);
    }
    let name = lookup(ELEMENTS, &kind).filter(|_| {
        !matches!(kind.as_str(), "callout" | "quote" | "code") || has(v, "children|content")
    });
    match name {
        Some("pre") => {
            let inner = inner(r, v);
            code(r, v, &inner, out);
            caption(r, v, "p", out);
        }
        Some("br" | "hr") => open(out, name.unwrap_or_default(), &[]),
        Some(mut name @ ("ul" | "ol")) => {
            let style = text_at(r, v, "?listType|?format|?style");
            if matches!(style.as_str(), "number" | "ordered") {
                name = "ol";
            }
            let start = if name == "ol" {
                text_at(r, v, "?attrs.start|?attrs.order|start")
            } else {
                String::new()
            };
            open(out, name, &[("start", &start)]);
            out.push_str(&inner(r, v));
            out.push_str(if name == "ol" { "</ol>" } else { "</ul>" });
        }
        Some("li") => {
            let inner = inner(r, v);
            // A list that stands in an item of its own belongs to the item before it: items are
            // not closed, the next one does that.
            if !(inner.starts_with("<ul") || inner.starts_with("<ol")) {
                out.push_str("<li>");
                let done = ["/attrs/checked", "/checked", "/attrs/state"]
                    .iter()
                    .find_map(|at| v.pointer(at))
                    .and_then(|v| v.as_bool().or_else(|| Some(v.as_str()? == "DONE")));
                checkbox(done, out);
            }
            out.push_str(&inner);
        }
        Some(name @ ("td" | "th")) => {
            let headed = !matches!(text_at(r, v, "headerState").as_str(), "" | "0");
            let name = if headed { "th" } else { name };
            let colspan = text_at(r, v, "?attrs.colspan|colSpan|colspan");
            let rowspan = text_at(r, v, "?attrs.rowspan|rowSpan|rowspan");
            open(out, name, &[("colspan", &colspan), ("rowspan", &rowspan)]);
            out.push_str(&inner(r, v));
            out.push_str(if name == "th" { "</th>" } else { "</td>" });
        }
        Some(name) => placed(r, v, name, out),
        None => other(r, v, &kind, out),
    }
}

/// An element with the direction, the alignment and the state that its node has.
fn placed(r: &mut Reading, v: &Value, name: &str, out: &mut String) {
    let inner = inner(r, v);
    if inner.is_empty() {
        return;
    }
    let dir = text_at(r, v, "?direction|?attrs.dir");
    let dir = if dir == r.dir { "" } else { &dir };
    let align = text_at(r, v, "?attrs.textAlign|?attrs.align|?format|?textAlign");
    let style = match align.as_str() {
        "center" | "right" | "end" => ["text-align:", &align].concat(),
        _ => String::new(),
    };
    let is_open = [v.get("open"), v.pointer("/attrs/open")].contains(&Some(&Value::Bool(true)));
    let state = if is_open && name == "details" { "open" } else { "" };
    open(out, name, &[("dir", dir), ("style", &style), ("open", state)]);
    out.push_str(&inner);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// A mark of a checklist, which the converter reads off its item.
pub fn checkbox(done: Option<bool>, out: &mut String) {
    if let Some(done) = done {
        let checked = if done { "checked" } else { "" };
        open(out, "input", &[("type", "checkbox"), ("checked", checked)]);
    }
}

/// Code keeps its line ends; what colours it is thrown away.
pub fn code(r: &mut Reading, v: &Value, inner: &str, out: &mut String) {
    let language = text_at(r, v, "?attrs.language|language|?attrs.params");
    open(out, "pre", &[]);
    open(out, "code", &[("class", &["language-", &language].concat())]);
    escape(out, &text_at(r, v, "?attrs.code|code"));
    out.push_str(&inner.replace("<br>", "\n"));
    out.push_str("</code></pre>");
}

/// A text with its marks: a list of names or objects, Lexical's bits, Strapi's flags.
fn marked(r: &mut Reading, v: &Value, text: &str, out: &mut String) {
    let mut names = Vec::new();
    let mut link = String::new();
    let bits = v.get("format").and_then(Value::as_u64).unwrap_or_default();
    names.extend(BITS.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, n)| *n));
    for (flag, name) in MARKS {
        if v.get(flag) == Some(&Value::Bool(true)) {
            names.push(*name);
        }
    }
    for mark in v.get("marks").and_then(Value::as_array).into_iter().flatten() {
        match kind(mark).as_str() {
            "link" => link = text_at(r, mark, "?attrs.href|href|?attrs.url|url"),
            "subsup" => {
                names.push(if text_at(r, mark, "attrs.type") == "sup" { "sup" } else { "sub" })
            }
            kind => names.extend(lookup(MARKS, kind)),
        }
    }
    let mut html = String::new();
    escape(&mut html, text);
    // A line end in a run is one: code turns it back.
    html = html.replace('\n', "<br>");
    for name in names {
        let inner = std::mem::take(&mut html);
        wrap(&mut html, name, &inner);
    }
    anchor(&link, &html, out);
}

/// The element a decorator's name stands for.
pub fn mark(name: &str) -> Option<&'static str> {
    lookup(MARKS, name)
}

/// Adds a link around markup; without an address the markup alone.
pub fn anchor(href: &str, inner: &str, out: &mut String) {
    if href.is_empty() {
        return out.push_str(inner);
    }
    open(out, "a", &[("href", href)]);
    out.push_str(inner);
    out.push_str("</a>");
}
