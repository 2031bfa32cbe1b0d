//! What the readers of other people's formats share. A format is a table of places: where the
//! source keeps what Baca's own format calls `headline`, `byline` …, and how a value there becomes
//! one of ours. What a table fills is a document in Baca's own format, which its reader reads.
//!
//! - here: tables, and the documents they fill.
//! - [`find`]: recognising a document, choosing from a list, following references.
//! - [`values`]: texts, dates, numbers, addresses.
//! - [`things`]: persons, links, pictures, comments: what every CMS has under other names.
//! - [`markup`]: text as markup, and paragraphs.

mod find;
mod markup;
mod things;
mod values;

pub use find::*;
pub use markup::*;
pub use things::*;
pub use values::*;

use super::baca;
use crate::article::json::{is_blank, ReadValue, Reading, ORIGINS};
use crate::article::model::*;
use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// Rows of: member of ours; places in the source (see [`Reading::at`]; those that begin with `*`
/// give a list); how it is read. Of rows for the same member the first that gives something counts.
pub type Table = [(&'static str, &'static str, ReadValue)];

/// Fills an object by a table.
pub fn object(r: &mut Reading, v: &Value, table: &Table) -> Object {
    let mut out = Object::new();
    let mut origins = Object::new();
    for (key, places, read) in table {
        if out.contains_key(*key) {
            continue;
        }
        let value = match places.strip_prefix('*') {
            Some(places) => Some(Value::Array(r.all(v, places, *read))).filter(|v| !is_blank(v)),
            None => r.at(v, places, *read),
        };
        if value.is_some() {
            put(&mut origins, key, Some(r.found.as_str().into()));
        }
        put(&mut out, key, value);
    }
    if !origins.is_empty() {
        put(&mut out, ORIGINS, Some(Value::Object(origins)));
    }
    out
}

/// Adds a member, if there is something to add.
pub fn put(out: &mut Object, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(key.into(), value);
    }
}

/// A block, or anything else that has a type.
pub fn typed(kind: &str, mut members: Object) -> Value {
    put(&mut members, "type", Some(kind.into()));
    Value::Object(members)
}

/// A block with one member.
pub fn block(kind: &str, key: &str, value: Value) -> Value {
    let mut members = Object::new();
    put(&mut members, key, Some(value));
    typed(kind, members)
}

/// Markup as a block.
pub fn html_block(html: String) -> Value {
    block("html", "html", html.into())
}

/// Reads what a table has filled.
pub fn read_document(r: &mut Reading, document: &Object) -> Option<Article> {
    r.any_date = true;
    baca::article(r, document)
}

/// The same; a dek that only repeats the text is superfluous.
pub fn finish(r: &mut Reading, document: Object) -> Option<Article> {
    let mut article = read_document(r, &document)?;
    if repeats_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    Some(article)
}

/// Adds blocks after the body.
pub fn append(document: &mut Object, blocks: Vec<Value>) {
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

/// Says that the source gave the text only in part; `kind` tells the view why.
pub fn withheld(r: &mut Reading, document: &mut Object, kind: &str, message: &str) {
    r.problem(message);
    let mut notice = Object::new();
    put(&mut notice, "kind", Some(kind.into()));
    put(&mut notice, "body", Some(Value::Array(vec![message.into()])));
    append(document, vec![typed("aside", notice)]);
}

/// Whether a dek only repeats how the body begins: an excerpt that the CMS made by itself.
pub fn repeats_body(dek: &Inline, body: &[Block]) -> bool {
    let letters = |text: &str| {
        let mut text = String::from(text);
        text.retain(|c| !(c.is_whitespace() || c.is_ascii_punctuation() || c == '…'));
        text
    };
    let dek = plain_text(dek);
    let cut = ["…", "…]", "...", "...]"].iter().any(|mark| dek.trim_end().ends_with(mark));
    let dek = letters(&dek);
    let texts = texts(body);
    let first: String =
        texts.iter().map(|text| letters(text)).find(|t| !t.is_empty()).unwrap_or_default();
    let whole = letters(&texts.concat());
    !dek.is_empty() && (dek == first || dek == whole || (cut && whole.starts_with(&dek)))
}

/// The texts of the body's own paragraphs, headings, lists and quotes, one for each.
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
