//! The rich-text documents of headless CMSs: alone, as the value of `body` in Baca's own format, or
//! as a field of what such a CMS answers. Each becomes markup, which the one HTML converter reads:
//! lists, tables, figures and marks are then the same for all.
//!
//! - [`tree`]: what ProseMirror, Lexical, Contentful and Strapi have in common: nodes with children;
//!   [`things`]: those that are more than text.
//! - [`prosemirror`], [`lexical`], [`contentful`], [`strapi`]: how each is recognised.
//! - [`portable_text`], [`editorjs`]: two shapes of their own.
//! - [`entry`]: an answer of which one field is such a document.

pub mod contentful;
pub mod editorjs;
pub mod entry;
pub mod lexical;
pub mod portable_text;
pub mod prosemirror;
pub mod strapi;
pub mod things;
pub mod tree;

use crate::article::json::Reading;
use crate::article::model::*;
use serde_json::Value;

/// A kind of rich text: how it is recognised, and written as markup.
pub struct Dialect {
    /// Whether the value is a document of this kind.
    pub detect: fn(&Value) -> bool,
    /// Adds its markup.
    pub write: fn(&mut Reading, &Value, &mut String),
}

/// All kinds, in the order of detection.
const DIALECTS: [Dialect; 6] = [
    lexical::DIALECT,
    contentful::DIALECT,
    prosemirror::DIALECT,
    editorjs::DIALECT,
    portable_text::DIALECT,
    strapi::DIALECT,
];

/// The dialect that a value is in.
fn dialect(v: &Value) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| (dialect.detect)(v))
}

/// Whether a value is a rich-text document.
pub fn is_document(v: &Value) -> bool {
    dialect(v).is_some()
}

/// A rich-text document as markup; `None` if the value is not one.
pub fn html(r: &mut Reading, v: &Value) -> Option<String> {
    let mut html = String::new();
    (dialect(v)?.write)(r, v, &mut html);
    Some(html)
}

/// Its blocks.
pub fn body(r: &mut Reading, v: &Value) -> Option<Vec<Block>> {
    let html = html(r, v)?;
    Some(r.html(&html))
}

/// A document alone: a heading that opens it is the headline.
fn alone(v: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    let mut article = Article { body: body(r, v)?, ..Article::default() };
    if let Some(Kind::Heading { text, .. }) = article.body.first_mut().map(|b| &mut b.kind) {
        article.headline = std::mem::take(text);
        article.body.remove(0);
    }
    article.dir = Dir::parse(&r.dir);
    for block in article.body.iter_mut().filter(|block| block.dir == article.dir) {
        block.dir = None;
    }
    (!article.headline.is_empty() || !article.body.is_empty()).then_some(article)
}
