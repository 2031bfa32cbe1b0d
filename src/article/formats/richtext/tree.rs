//! Nodes with children, by whatever name each editor calls them, as markup.

use crate::article::formats::common::{
    escape, has, looks_like_markup, number, open, str_at, text, wrap,
};
use crate::article::formats::markdown;
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

fn inner(r: &mut Reading, v: &Value) -> String {
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

const URLS: &str =
    "?attrs.href|?attrs.url|?attrs.src|url|href|src|?data.uri|?data.url|?fields.url|\
    ?fields.doc.value.url|buttonUrl|?link|?data.target.fields.file.url|?data.target.fields.url|\
    ?data.target.url|?attrs.data.url|embedUrl|videoUrl";

const FILES: &str = "?attrs.src|src|?image.url|?image.src|?image.asset.url|?value.url|\
    ?data.target.fields.file.url|?data.target.url|?data.file.url|?data.url|?asset.url|?attrs.url|\
    url|?attrs.file.url|?fields.media.url|?media.url|productImageSrc|?attrs.data.src";

const ALTS: &str = "?attrs.alt|alt|altText|?image.alternativeText|?image.alt|?value.alt|\
    ?asset.altText|?data.target.fields.description|?data.alt|?media.alt";

const WIDTHS: &str = "?attrs.width|width|?image.width|?value.width|?media.width|?data.file.width|\
    ?data.target.fields.file.details.image.width|?asset.metadata.dimensions.width";

const HEIGHTS: &str =
    "?attrs.height|height|?image.height|?value.height|?media.height|?data.file.height|\
    ?data.target.fields.file.details.image.height|?asset.metadata.dimensions.height";

/// Nodes that are not plain text structure: links, pictures, players, cards, and what nobody knows.
pub fn other(r: &mut Reading, v: &Value, kind: &str, out: &mut String) {
    if !v.is_object() {
        return;
    }
    // Payload's blocks say in their fields what they are.
    if let (Some(kind), Some(fields)) = (v.pointer("/fields/blockType"), v.get("fields")) {
        let kind = kind.as_str().unwrap_or_default().to_ascii_lowercase();
        return match has(fields, "code") {
            true => code(r, fields, "", out),
            false => other(r, fields, &kind, out),
        };
    }
    if kind.starts_with("email") {
        return; // Meant for the letter, not for the page.
    }
    // A formula, of which only its source is known.
    let formula = text_at(r, v, "?attrs.latex|?equation|?latex");
    if !formula.is_empty() {
        let mut text = String::new();
        escape(&mut text, &formula);
        let mut code = String::new();
        wrap(&mut code, "code", &text);
        let in_line = kind.contains("inline") || v.get("inline") == Some(&Value::Bool(true));
        return wrap(out, if in_line { "span" } else { "p" }, &code);
    }
    let is = |parts: &[&str]| parts.iter().any(|part| kind.contains(part));
    let mut inner = inner(r, v);
    let unfolds = is(&["expand", "toggle", "collaps", "accordion"]);
    if unfolds && inner.is_empty() {
        rich(str_at(v, "content"), &mut inner);
    }
    if is(&["link", "mention"]) && !inner.is_empty() {
        return anchor(&text_at(r, v, URLS), &inner, out);
    }
    let file = text_at(r, v, FILES);
    let mime = text_at(r, v, "?data.target.fields.file.contentType|?value.mimeType");
    let mut figure = String::new();
    let sound = is(&["audio"]) || mime.starts_with("audio/");
    let film = sound || is(&["video"]) || mime.starts_with("video/");
    let elsewhere = file.is_empty() || file.contains("youtu") || file.contains("vimeo.com");
    if is(&["gallery"]) {
        r.visit(v, "images|?attrs.images|items|?data.images|?data.files", &mut |r, list| {
            r.visit_each(list, &mut |r, v| other(r, v, "image", &mut figure));
            true
        });
    } else if film && !elsewhere {
        let poster = text_at(r, v, "thumbnailSrc|?attrs.poster|poster");
        let name = if sound { "audio" } else { "video" };
        let title = text_at(r, v, "title|?attrs.title");
        open(&mut figure, name, &[("src", &file), ("poster", &poster), ("title", &title)]);
        figure.push_str(if sound { "</audio>" } else { "</video>" });
    } else if is(&["image", "img", "upload", "asset", "media", "picture", "photo"])
        && !file.is_empty()
    {
        picture(r, v, &file, &mut figure);
    } else if has(v, "html|attrs.html|data.html") {
        figure.push_str(&text_at(r, v, "html|?attrs.html|?data.html"));
    } else if has(v, "markdown") {
        figure.push_str(&markdown::html(str_at(v, "markdown")));
    } else if is(&["embed", "youtube", "iframe", "vimeo", "tweet", "twitter", "instagram", "video"])
    {
        let id = text_at(r, v, "videoID|?attrs.videoId");
        let post = text_at(r, v, "?tweetID|?tweetId|?attrs.tweetId|?id");
        let url = match (id.is_empty(), is(&["tweet"]) && !post.is_empty()) {
            (false, _) => ["https://www.youtube.com/watch?v=", &id].concat(),
            (_, true) if !post.contains('/') => ["https://x.com/i/status/", &post].concat(),
            _ => text_at(r, v, URLS),
        };
        if url.contains("//") {
            open(&mut figure, "iframe", &[("src", &url)]);
            figure.push_str("</iframe>");
        }
    }
    if !figure.is_empty() {
        caption(r, v, "figcaption", &mut figure);
        let stretched = v.pointer("/data/stretched") == Some(&Value::Bool(true));
        let class = match (is(&["gallery"]), stretched) {
            (true, _) => "wp-block-gallery",
            (_, true) => "alignwide",
            _ => "",
        };
        open(out, "figure", &[("class", class)]);
        out.push_str(&figure);
        out.push_str("</figure>");
    } else if inner.is_empty() {
        // The converter knows these by the classes that they have where they are rendered.
        const CARDS: [(&str, &str); 5] = [
            ("bookmark", "kg-bookmark-card"),
            ("button", "wp-block-button"),
            ("file", "kg-file-card"),
            ("callout", "kg-callout-card"),
            ("product", "kg-product-card"),
        ];
        let class = CARDS.iter().find(|(part, _)| kind.contains(part)).map(|(_, class)| *class);
        if let Some(class) = class {
            open(out, "div", &[("class", class)]);
        }
        card(r, v, kind, out);
        out.push_str(if class.is_some() { "</div>" } else { "" });
    } else {
        // A box, with the title it may have: one that unfolds, or one beside the text.
        let title = text_at(r, v, "?attrs.title|heading|title");
        let (name, label) = if unfolds { ("details", "summary") } else { ("aside", "h3") };
        let mut titled = String::new();
        rich(&title, &mut titled);
        let mut all = String::new();
        wrap(&mut all, label, &titled);
        all.push_str(&inner);
        wrap(out, if title.is_empty() && !unfolds { "div" } else { name }, &all);
    }
}

fn picture(r: &mut Reading, v: &Value, src: &str, out: &mut String) {
    let mut set = String::new();
    r.visit(v, "?image.formats", &mut |r, v| {
        r.members(v, &mut |_, _, v| {
            if let Some(width) = v.get("width").and_then(Value::as_number).map(json::digits) {
                let comma = if set.is_empty() { "" } else { ", " };
                set.push_str(&[comma, str_at(v, "url"), " ", &width, "w"].concat());
            }
        });
        true
    });
    let (alt, width) = (text_at(r, v, ALTS), text_at(r, v, WIDTHS));
    let height = text_at(r, v, HEIGHTS);
    let mut img = String::new();
    let size = [("width", width.as_str()), ("height", height.as_str())];
    let [width, height] = size;
    open(&mut img, "img", &[("src", src), ("alt", &alt), width, height, ("srcset", &set)]);
    anchor(&text_at(r, v, "href|?attrs.href"), &img, out);
}

/// What stands under a figure: a text, markup, or nodes of the same editor.
fn caption(r: &mut Reading, v: &Value, name: &str, out: &mut String) {
    let mut inner = String::new();
    let places = "caption|fileCaption|?attrs.caption|?image.caption|?value.caption|?data.caption";
    r.visit(v, places, &mut |r, v| {
        match v {
            Value::String(text) => rich(text, &mut inner),
            Value::Array(_) => below(r, v, "", &mut inner),
            _ => below(
                r,
                v,
                "?editorState.root.children|?root.children|content|children",
                &mut inner,
            ),
        }
        !inner.is_empty()
    });
    let credit = text_at(r, v, "?credit|?attribution|?attrs.credit|?photographer");
    if !credit.is_empty() {
        open(&mut inner, "div", &[("class", "credit")]);
        rich(&credit, &mut inner);
        inner.push_str("</div>");
    }
    wrap(out, name, &inner);
}

/// A node without children: whatever text it carries, and where it leads.
fn card(r: &mut Reading, v: &Value, kind: &str, out: &mut String) {
    const TITLES: &str = "?attrs.text|?attrs.label|?attrs.title|?attrs.shortName|buttonText|\
        fileTitle|productTitle|heading|title|label|?metadata.title|?data.target.fields.title|\
        fileName|name|?attrs.name|?data.title|?data.target.fields.name|?fields.title|\
        ?fields.label|?value.title";
    const TEXTS: [&str; 13] = [
        "calloutText",
        "content",
        "description",
        "?metadata.description",
        "productDescription",
        "subheading",
        "subtitle",
        "body",
        "message",
        "?attrs.description",
        "?fields.text",
        "?fields.content",
        "text",
    ];
    let url = text_at(r, v, URLS);
    let url = if url.contains('/') || url.starts_with('#') { url } else { String::new() };
    let title = text_at(r, v, TITLES);
    let mut line = String::new();
    rich(if title.is_empty() { &url } else { &title }, &mut line);
    let before = out.len();
    let image = text_at(r, v, "productImageSrc");
    if !image.is_empty() {
        picture(r, v, &image, out);
    }
    let mut linked = String::new();
    anchor(&url, &line, &mut linked);
    // Some stand in a line of text.
    let inline = ["inline", "mention", "emoji", "status", "date", "hyperlink", "hashtag"];
    match inline.iter().any(|part| kind.contains(part)) {
        true => out.push_str(&linked),
        false if line.is_empty() => {}
        false => wrap(out, "p", &linked),
    }
    for place in TEXTS {
        let mut text = String::new();
        r.visit(v, place, &mut |r, v| {
            match v {
                Value::String(words) => rich(words, &mut text),
                _ => {
                    text.push_str(&super::html(r, v).unwrap_or_default());
                }
            }
            true
        });
        wrap(out, "div", &text);
    }
    caption(r, v, "div", out);
    if out.len() == before && !matches!(kind, "" | "image" | "paywall" | "pagebreak") {
        r.problem("unknown type of node");
    }
}
