//! What a comment says, as a tree of few elements: all that it takes to draw one. `baca-formats`
//! writes it, `baca-rooms` reads it; between them it is JSON: a text, or `[name, address, …inside]`.

use super::json::Reading;
use super::model::{Block, Inline, Item, Kind, Marks, Media, Span};
use super::stats;
use super::url::Purpose;
use serde_json::Value;

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// Text.
    Text(String),
    /// An element of [`NAMES`], with where it leads or what it shows.
    Element(&'static str, Option<String>, Vec<Word>),
}

/// Every element there can be.
pub const NAMES: [&str; 21] = [
    "p",
    "a",
    "strong",
    "em",
    "s",
    "u",
    "code",
    "sub",
    "sup",
    "mark",
    "small",
    "br",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "img",
    "hr",
    "div",
    "q",
];

/// Elements nested deeper than this are left out, with what is in them kept as text.
const DEEPEST: usize = 16;

/// An element with what is in it.
pub fn element(name: &'static str, inside: Vec<Word>) -> Word {
    Word::Element(name, None, inside)
}

/// A plain text: blank lines part paragraphs, lines stay lines.
pub fn plain(text: &str) -> Vec<Word> {
    let paragraph = |part: &str| {
        let mut inside = Vec::new();
        for line in part.trim().split('\n') {
            if !inside.is_empty() {
                inside.push(element("br", Vec::new()));
            }
            inside.push(Word::Text(line.into()));
        }
        element("p", inside)
    };
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(paragraph).collect()
}

/// The text alone.
pub fn text(words: &[Word]) -> String {
    let mut out = String::new();
    gather(words, &mut out);
    out
}

fn gather(words: &[Word], out: &mut String) {
    for word in words {
        match word {
            Word::Text(text) => out.push_str(text),
            Word::Element(_, _, inside) => gather(inside, out),
        }
    }
}

/// Reads a tree; what is none of ours is its text.
pub fn read(r: &mut Reading, value: &Value) -> Vec<Word> {
    let mut out = Vec::new();
    for value in value.as_array().into_iter().flatten() {
        word(r, value, 0, &mut out);
    }
    out
}

fn word(r: &mut Reading, value: &Value, depth: usize, out: &mut Vec<Word>) {
    let list = match value {
        Value::String(text) => return out.push(Word::Text(text.clone())),
        Value::Array(list) => list,
        _ => return,
    };
    let name = list.first().and_then(Value::as_str);
    let name = NAMES.iter().find(|known| Some(**known) == name);
    let mut inside = Vec::new();
    for value in list.iter().skip(2) {
        word(r, value, depth + 1, &mut inside);
    }
    let address = list.get(1).and_then(Value::as_str);
    let purpose = if name == Some(&"img") { Purpose::Image } else { Purpose::Link };
    let address = address.and_then(|address| r.url_text(address, purpose));
    match name {
        Some(name) if depth < DEEPEST => out.push(Word::Element(name, address, inside)),
        _ => out.append(&mut inside),
    }
}

/// Writes blocks. Headings are bold lines; what would load something big is a link to it.
pub fn write(blocks: &[Block]) -> Value {
    Value::Array(blocks.iter().map(|block| draw(block, 0)).collect())
}

fn draw(block: &Block, depth: usize) -> Value {
    if depth > DEEPEST {
        return tag("p", None, vec![stats::text(block).into()]);
    }
    let all = |blocks: &[Block]| blocks.iter().map(|b| draw(b, depth + 1)).collect::<Vec<_>>();
    match &block.kind {
        Kind::Paragraph { text, .. } => tag("p", None, spans(text)),
        Kind::Heading { text, .. } => tag("p", None, vec![tag("strong", None, spans(text))]),
        Kind::List { items, ordered, .. } => {
            let name = if *ordered { "ol" } else { "ul" };
            tag(name, None, items.iter().map(|one| item(one, depth)).collect())
        }
        Kind::Quote { text, body, .. } => {
            let mut inside = all(body);
            if !text.is_empty() {
                inside.insert(0, tag("p", None, spans(text)));
            }
            tag("blockquote", None, inside)
        }
        Kind::Code { text, .. } => tag("pre", None, spans(text)),
        Kind::Image(image) => {
            let alt = image.alt.clone().unwrap_or_default();
            tag("img", Some(&image.src), vec![alt.into()])
        }
        Kind::Gallery { items, .. } => {
            let links = items.iter().map(|image| link(&image.src, image.alt.as_deref()));
            tag("div", None, links.collect())
        }
        Kind::Video(media) | Kind::Audio(media) => file(media),
        Kind::Embed(embed) => link(&embed.url, embed.title.as_deref()),
        Kind::Divider => tag("hr", None, Vec::new()),
        Kind::Aside { body, .. } | Kind::Group(body) => tag("div", None, all(body)),
        Kind::Update(update) => tag("div", None, all(&update.body)),
        _ => tag("p", None, vec![stats::text(block).into()]),
    }
}

fn tag(name: &str, address: Option<&str>, inside: Vec<Value>) -> Value {
    let mut list = vec![name.into(), address.map_or(Value::Null, Value::from)];
    list.extend(inside);
    Value::Array(list)
}

fn item(item: &Item, depth: usize) -> Value {
    let mut inside = spans(&item.text);
    if !item.term.is_empty() {
        inside.insert(0, tag("strong", None, spans(&item.term)));
    }
    inside.extend(item.body.iter().map(|block| draw(block, depth + 1)));
    tag("li", None, inside)
}

fn spans(text: &Inline) -> Vec<Value> {
    text.iter().map(span).collect()
}

fn span(span: &Span) -> Value {
    if span.marks.has(Marks::BREAK) {
        return tag("br", None, Vec::new());
    }
    let mut out = Value::from(span.text.as_str());
    for (mark, name) in Marks::ELEMENTS {
        if span.marks.has(mark) {
            out = tag(name, None, vec![out]);
        }
    }
    match span.href() {
        // No link of a comment leads into it.
        Some(href) if !href.starts_with('#') => tag("a", Some(href), vec![out]),
        _ => out,
    }
}

fn file(media: &Media) -> Value {
    let source = media.sources.first().map_or("", |source| source.src.as_str());
    link(source, media.title.as_deref())
}

fn link(url: &str, words: Option<&str>) -> Value {
    let words = words.filter(|words| !words.trim().is_empty()).unwrap_or(url);
    tag("p", None, vec![tag("a", Some(url), vec![words.into()])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::formats;
    use crate::platform::current;
    use serde_json::json;

    fn converted(value: &Value) -> Value {
        formats::comment(value, current(), "https://a.example/")
    }

    #[test]
    fn markup_becomes_few_elements_and_nothing_that_runs() {
        let html = "<p>Ya <b>benar</b>, <a href='/x'>lihat</a><br>ini</p><ul><li>Satu<li>Dua</ul>\
            <script>hit()</script><img src=x onerror=hit()><a href='javascript:hit()'>y</a>\
            <iframe src='https://evil.example/'></iframe><h2>Judul</h2>";
        let value = converted(&html.into());
        let text = value.to_string();
        assert!(!text.contains("hit()") && !text.contains("iframe"), "{text}");
        assert_eq!(
            value[0],
            json!([
                "p",
                null,
                "Ya ",
                ["strong", null, "benar"],
                ", ",
                ["a", "https://a.example/x", "lihat"],
                ["br", null],
                "ini"
            ])
        );
        assert_eq!(value[1], json!(["ul", null, ["li", null, "Satu"], ["li", null, "Dua"]]));
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_not_ours_is_text() {
        let mut r = Reading::new(current(), "");
        let value = json!([
            ["p", null, "a", ["a", "https://e.example/", "b"]],
            ["script", null, "c"],
            ["a", "javascript:x", "d"],
            7,
            "e"
        ]);
        let words = read(&mut r, &value);
        assert_eq!(text(&words), "abcde");
        assert_eq!(
            words[0],
            element(
                "p",
                vec![
                    Word::Text("a".into()),
                    Word::Element(
                        "a",
                        Some("https://e.example/".into()),
                        vec![Word::Text("b".into())]
                    )
                ]
            )
        );
        assert_eq!(words[2], Word::Element("a", None, vec![Word::Text("d".into())]));
    }

    #[test]
    fn depth_has_an_end_on_both_sides() {
        let mut value = json!("deepest");
        for _ in 0..100 {
            value = json!({"type": "quote", "body": [value]});
        }
        let written = converted(&json!([value]));
        let words = read(&mut Reading::new(current(), ""), &written);
        assert_eq!(text(&words).trim(), "deepest");
    }

    #[test]
    fn a_plain_text_keeps_paragraphs_and_lines() {
        assert_eq!(plain("One\ntwo\n\n\n\nThree").len(), 2);
        assert_eq!(text(&plain("One\ntwo")), "Onetwo");
    }
}
