//! Reads the document in Baca's own format that a table has filled, and completes it.

use super::entities::without_byline_prefix;
use super::table::{put, typed, Object};
use baca_model::{plain_text, Article, Block, Byline, Inline, Kind};
use baca_wire::decode;
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Reads a document in Baca's own format; returns `None` if it has no article.
pub fn read_document(decoder: &mut Decoder, document: &Object) -> Option<Article> {
    decoder.source.converted = true;
    let mut article = decode::article(decoder, document)?;
    strip_byline_prefixes(&mut article);
    Some(article)
}

/// Removes "By" and the like from the names of persons: the reader adds it in its own language.
pub fn strip_byline_prefixes(article: &mut Article) {
    let lang = article.lang.as_deref();
    if let Byline::People(people) = &mut article.byline {
        for person in people {
            person.name = without_byline_prefix(&person.name, lang).into();
        }
    }
}

/// Like [`read_document`]; clears a dek that only repeats the start of the body.
pub fn read_without_repeated_dek(decoder: &mut Decoder, document: Object) -> Option<Article> {
    let mut article = read_document(decoder, &document)?;
    if repeats_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    Some(article)
}

/// Appends blocks to the body.
pub fn append_body(document: &mut Object, blocks: Vec<Value>) {
    if blocks.is_empty() {
        return;
    }
    let mut all = match document.get_mut("body").map(Value::take) {
        Some(Value::Array(body)) => body,
        Some(Value::Object(html)) => vec![typed("html", html)],
        _ => Vec::new(),
    };
    all.extend(blocks);
    put(document, "body", Some(Value::Array(all)));
}

/// Appends a notice that the source has only a part of the text, and notes it as a problem. `kind` is the
/// kind of the aside: `paywall` or `protected`.
pub fn paywall_notice(decoder: &mut Decoder, document: &mut Object, kind: &str, message: &str) {
    decoder.problem(message);
    let mut notice = Object::new();
    put(&mut notice, "kind", Some(kind.into()));
    put(&mut notice, "body", Some(Value::Array(vec![message.into()])));
    append_body(document, vec![typed("aside", notice)]);
}

/// Records whether everybody may read the whole text.
pub fn set_free(document: &mut Object, free: bool) {
    let mut access = Object::new();
    put(&mut access, "free", Some(free.into()));
    put(document, "access", Some(Value::Object(access)));
}

/// Returns a text without white space, ASCII punctuation, quotation marks and dashes, for comparisons: CMSs
/// write the latter in several ways.
pub fn comparable_text(text: &str) -> String {
    const MARKS: &str = "\u{feff}…“”„‟‘’‚‛«»‹›′″‐‑‒–—―−";
    let mut text = String::from(text);
    text.retain(|c| !(c.is_whitespace() || c.is_ascii_punctuation() || MARKS.contains(c)));
    text
}

/// Returns whether a dek only repeats the start of the body: then it is an automatic excerpt.
pub fn repeats_body(dek: &Inline, body: &[Block]) -> bool {
    let dek = plain_text(dek);
    let cut = ["…", "…]", "...", "...]"].iter().any(|mark| dek.trim_end().ends_with(mark));
    let dek = comparable_text(&dek);
    let texts = texts(body);
    let first: String =
        texts.iter().map(|text| comparable_text(text)).find(|t| !t.is_empty()).unwrap_or_default();
    let all = comparable_text(&texts.concat());
    !dek.is_empty() && (dek == first || dek == all || (cut && all.starts_with(&dek)))
}

/// Returns whether the body begins with a dek.
pub fn begins_body(dek: &Inline, body: &[Block]) -> bool {
    let dek = comparable_text(&plain_text(dek));
    !dek.is_empty() && comparable_text(&texts(body).concat()).starts_with(&dek)
}

/// Returns the texts of paragraphs, headings, list items and quotes, one for each.
fn texts(body: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in body {
        match &block.kind {
            Kind::Paragraph { text, .. } | Kind::Heading { text, .. } => out.push(plain_text(text)),
            Kind::Quote { text, body, .. } => {
                out.push(plain_text(text));
                out.extend(texts(body));
            }
            Kind::List { items, .. } => out.extend(items.iter().map(|i| plain_text(&i.text))),
            Kind::Group(inner) => out.extend(texts(inner)),
            _ => {}
        }
    }
    out
}
