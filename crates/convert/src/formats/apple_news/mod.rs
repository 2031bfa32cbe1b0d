//! Apple News Format: components with roles. Layouts and styles are dropped, except those of marks such as
//! bold. <https://developer.apple.com/documentation/applenewsformat>
//!
//! The components are written as HTML, which the HTML converter reads.
//!
//! - `components`: what each role becomes.
//! - `figures`: images, players, frames and tables with their captions.
//! - `story`: the article that is being built.
//! - `text`: text with its styles.

mod components;
mod figures;
mod story;
mod text;

use super::common::{
    append_body, apply_table, date, has, html, html_block, image, language, link, page_url, person,
    put, read_document, rich_text, str_at, text, Table,
};
use baca_model::{Article, Kind};
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;
use story::Story;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "apple-news", detect, read };

const TABLE: &Table = &[
    ("id", "identifier", text),
    ("url", "metadata.canonicalURL", page_url),
    ("lang", "language", language),
    ("byline", "*metadata.authors", person),
    ("published", "metadata.datePublished|metadata.dateCreated", date),
    ("modified", "metadata.dateModified", date),
    ("tags", "*metadata.keywords", link),
];

/// Fields of the document that replace missing components.
const FALLBACKS: &Table = &[("headline", "title", rich_text), ("dek", "subtitle", rich_text)];

fn detect(value: &Value) -> bool {
    let Some(components) = value.get("components").and_then(Value::as_array) else { return false };
    let roles = components.iter().any(|c| !str_at(c, "role").is_empty());
    const SIGNS: [&str; 6] =
        ["version", "identifier", "layout", "componentTextStyles", "title", "componentLayouts"];
    let signs = SIGNS.iter().filter(|sign| has(value, sign)).count();
    (roles && signs > 0) || signs > 2
}

fn read(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Plain;
    let out = apply_table(decoder, value, TABLE);
    let (body, byline) = Default::default();
    let mut story = Story { document: value, out, body, has_content: false, byline };
    story.components(decoder, value);
    let Story { mut out, body, byline, .. } = story;
    if !byline.is_empty() {
        put(&mut out, "byline", html(decoder, &byline.into()));
    }
    for (key, fallback) in apply_table(decoder, value, FALLBACKS) {
        out.entry(key).or_insert(fallback);
    }
    if !out.contains_key("lead") && !body.contains("<img") {
        put(&mut out, "lead", decoder.first_at(value, "metadata.thumbnailURL", image));
    }
    append_body(&mut out, vec![html_block(body)]);
    let mut article = read_document(decoder, &out)?;
    while matches!(article.body.last().map(|b| &b.kind), Some(Kind::Divider)) {
        article.body.pop();
    }
    Some(article)
}
