//! The text of a comment as a tree of few elements, enough to render it. The converters encode it, and the
//! module that shows the discussion decodes it. As JSON a node is a string, or `[name, url, …children]`.

use super::decoder::Decoder;
use baca_model::stats;
use baca_model::{Block, Inline, Item, Kind, Marks, Media, Span, WordList};
use baca_sys::url::Purpose;
use serde_json::Value;

/// A node of the text of a comment.
#[derive(Debug, Clone, PartialEq)]
pub enum Fragment {
    /// Text.
    Text(String),
    /// An element: its name, one of [`NAMES`]; the URL of a link or an image; its children.
    Element(&'static str, Option<String>, Vec<Fragment>),
}

/// The names of all elements.
pub const NAMES: WordList =
    WordList("p a strong em s u code sub sup mark small br ul ol li blockquote pre img hr div q");

/// Maximum nesting of elements. Deeper elements are replaced by their text.
const MAX_DEPTH: usize = 16;

/// Creates an element without a URL. `name` is one of [`NAMES`].
pub fn element(name: &'static str, children: Vec<Fragment>) -> Fragment {
    Fragment::Element(name, None, children)
}

/// Converts plain text: blank lines separate paragraphs, and line breaks are kept.
pub fn plain(text: &str) -> Vec<Fragment> {
    let paragraph = |part: &str| {
        let mut children = Vec::new();
        for line in part.trim().split('\n') {
            if !children.is_empty() {
                children.push(element("br", Vec::new()));
            }
            children.push(Fragment::Text(line.into()));
        }
        element("p", children)
    };
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(paragraph).collect()
}

/// Returns the text of `fragments` without their elements.
pub fn text(fragments: &[Fragment]) -> String {
    let mut out = String::new();
    collect_text(fragments, &mut out);
    out
}

fn collect_text(fragments: &[Fragment], out: &mut String) {
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) => out.push_str(text),
            Fragment::Element(_, _, children) => collect_text(children, out),
        }
    }
}

/// Decodes a list of nodes. Unknown elements are replaced by their children; a URL that is not allowed is
/// reported and dropped.
pub fn read(decoder: &mut Decoder, value: &Value) -> Vec<Fragment> {
    let mut out = Vec::new();
    for value in value.as_array().into_iter().flatten() {
        read_node(decoder, value, 0, &mut out);
    }
    out
}

/// Decodes a node and appends it to `out`.
fn read_node(decoder: &mut Decoder, value: &Value, depth: usize, out: &mut Vec<Fragment>) {
    let list = match value {
        Value::String(text) => return out.push(Fragment::Text(text.clone())),
        Value::Array(list) => list,
        _ => return,
    };
    let name = list.first().and_then(Value::as_str);
    let name = name.and_then(|name| NAMES.find(name));
    let mut children = Vec::new();
    for value in list.iter().skip(2) {
        read_node(decoder, value, depth + 1, &mut children);
    }
    let url = list.get(1).and_then(Value::as_str);
    let purpose = if name == Some("img") { Purpose::Image } else { Purpose::Link };
    let url = url.and_then(|url| decoder.url_text(url, purpose));
    match name {
        Some(name) if depth < MAX_DEPTH => out.push(Fragment::Element(name, url, children)),
        _ => out.append(&mut children),
    }
}

/// Encodes blocks. Headings become bold paragraphs; galleries, media and embeds become links.
pub fn write(blocks: &[Block]) -> Value {
    Value::Array(blocks.iter().map(|block| write_block(block, 0)).collect())
}

/// Encodes a block.
fn write_block(block: &Block, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return node("p", None, vec![stats::text(block).into()]);
    }
    let write_all =
        |blocks: &[Block]| blocks.iter().map(|b| write_block(b, depth + 1)).collect::<Vec<_>>();
    match &block.kind {
        Kind::Paragraph { text, .. } => node("p", None, spans(text)),
        Kind::Heading { text, .. } => node("p", None, vec![node("strong", None, spans(text))]),
        Kind::List { items, ordered, .. } => {
            let name = if *ordered { "ol" } else { "ul" };
            node(name, None, items.iter().map(|item| write_item(item, depth)).collect())
        }
        Kind::Quote { text, body, .. } => {
            let mut children = write_all(body);
            if !text.is_empty() {
                children.insert(0, node("p", None, spans(text)));
            }
            node("blockquote", None, children)
        }
        Kind::Code { text, .. } => node("pre", None, spans(text)),
        Kind::Image(image) => {
            let alt = image.alt.clone().unwrap_or_default();
            node("img", Some(&image.src), vec![alt.into()])
        }
        Kind::Gallery { items, .. } => {
            let links = items.iter().map(|image| link(&image.src, image.alt.as_deref()));
            node("div", None, links.collect())
        }
        Kind::Video(media) | Kind::Audio(media) => media_link(media),
        Kind::Embed(embed) => link(&embed.url, embed.title.as_deref()),
        Kind::Divider => node("hr", None, Vec::new()),
        Kind::Aside { body, .. } | Kind::Group(body) => node("div", None, write_all(body)),
        Kind::Update(update) => node("div", None, write_all(&update.body)),
        _ => node("p", None, vec![stats::text(block).into()]),
    }
}

/// Encodes an element.
fn node(name: &str, url: Option<&str>, children: Vec<Value>) -> Value {
    let mut list = vec![name.into(), url.map_or(Value::Null, Value::from)];
    list.extend(children);
    Value::Array(list)
}

/// Encodes an item of a list.
fn write_item(item: &Item, depth: usize) -> Value {
    let mut children = spans(&item.text);
    if !item.term.is_empty() {
        children.insert(0, node("strong", None, spans(&item.term)));
    }
    children.extend(item.body.iter().map(|block| write_block(block, depth + 1)));
    node("li", None, children)
}

/// Encodes an inline.
fn spans(text: &Inline) -> Vec<Value> {
    text.iter().map(span).collect()
}

/// Encodes a span with an element for each of its marks.
fn span(span: &Span) -> Value {
    if span.marks.has(Marks::BREAK) {
        return node("br", None, Vec::new());
    }
    let mut out = Value::from(span.text.as_str());
    for (mark, name) in Marks::ELEMENTS {
        if span.marks.has(mark) {
            out = node(name, None, vec![out]);
        }
    }
    match span.href() {
        // Links children the article have no target in a comment.
        Some(href) if !href.starts_with('#') => node("a", Some(href), vec![out]),
        _ => out,
    }
}

/// Encodes a link to the first file of a video or an audio recording.
fn media_link(media: &Media) -> Value {
    let source = media.sources.first().map_or("", |source| source.src.as_str());
    link(source, media.title.as_deref())
}

/// Encodes a paragraph with a link; its text is the URL if `text` is blank.
fn link(url: &str, text: Option<&str>) -> Value {
    let text = text.filter(|text| !text.trim().is_empty()).unwrap_or(url);
    node("p", None, vec![node("a", Some(url), vec![text.into()])])
}
