//! A kind of rich text, and documents that have nothing else.

use baca_model::{Article, Dir, Kind};
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// A kind of rich text.
pub struct Dialect {
    /// Returns whether a value is a document of this kind.
    pub detect: fn(&Value) -> bool,
    /// Writes a document as HTML.
    pub write: fn(&mut Decoder, &Value, &mut String),
}

/// Reads a document without an entry around it: a heading at its start is the headline.
pub fn read_alone(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    let mut article = Article { body: decoder.document(value)?, ..Article::default() };
    if let Some(Kind::Heading { text, .. }) = article.body.first_mut().map(|b| &mut b.kind) {
        article.headline = std::mem::take(text);
        article.body.remove(0);
    }
    article.dir = Dir::parse(&decoder.source.dir);
    for block in article.body.iter_mut().filter(|block| block.dir == article.dir) {
        block.dir = None;
    }
    (!article.headline.is_empty() || !article.body.is_empty()).then_some(article)
}
