//! Baca's own format, version 1 (`static/schema/baca-article-1.schema.json`).
//!
//! A string is a paragraph; text is never markup; spans are flat; every block names its `type`. The
//! files are those of the model ([`crate::article::model`]); `crate::article::write` is the inverse.
//!
//! - this file: versions, the article, and what stands in it once.
//! - `inline`, `blocks`, `media`, `people`, `comments`: each part of the model.
//! - `fields`: members that many objects have: dates, directions, names out of a list.

mod blocks;
mod comments;
mod fields;
mod inline;
mod media;
mod people;

pub use blocks::block;
pub use comments::comment_text;

use super::{Error, Format};
use crate::article::json::Reading;
use crate::article::model::{Article, Block, Correction, Kind, Link, Rating};
use crate::article::url::Purpose;
use blocks::body;
use comments::comments;
use fields::{date_at, dir, list_at, non_empty};
use inline::{inline, inline_at, some_inline};
use media::image;
use people::{byline, person};
use serde_json::{Map, Value};

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "baca", detect, read };

/// The version this reader knows.
const VERSION: f64 = 1.0;

type Object = Map<String, Value>;

fn version(value: &Value) -> Option<f64> {
    match value.get("baca")? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => crate::platform::current().number(text.trim()),
        _ => None,
    }
}

fn detect(value: &Value) -> bool {
    version(value).is_some()
}

/// Refuses a version that is later than this reader.
///
/// # Errors
/// [`Error::Unsupported`] naming the version.
pub fn check_version(value: &Value) -> Result<(), Error> {
    match version(value) {
        Some(version) if version > VERSION => {
            let version = crate::platform::current().digits(version);
            Err(Error::Unsupported { what: ["Baca's format, version ", &version].concat() })
        }
        _ => Ok(()),
    }
}

fn read(value: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    article(r, value.as_object()?)
}

/// Reads a document; `None` if there is nothing to read in it.
pub fn article(r: &mut Reading, o: &Object) -> Option<Article> {
    let mut article = Article {
        id: r.text_at(o, "id"),
        url: r.url_at(o, "url", Purpose::Link),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        kicker: r.field(o, "kicker", link),
        headline: inline_at(o, "headline", r),
        dek: inline_at(o, "dek", r),
        byline: r.field(o, "byline", byline).unwrap_or_default(),
        dateline: r.text_at(o, "dateline"),
        editor: r.field(o, "editor", |r, v| Some(r.each(v, person))).unwrap_or_default(),
        corrections: list_at(o, "corrections", r, correction),
        published: date_at(o, "published", r),
        modified: date_at(o, "modified", r),
        lead: r.field(o, "lead", |r, v| match v {
            Value::String(_) => image(r, v).map(|image| Kind::Image(image).into()),
            _ => block(r, v),
        }),
        body: r.field(o, "body", body).unwrap_or_default(),
        tags: list_at(o, "tags", r, link),
        related: list_at(o, "related", r, link),
        publisher: r.field(o, "publisher", person),
        copyright: r.text_at(o, "copyright"),
        rating: r.field(o, "rating", rating),
        minutes: r.count_at(o, "minutes"),
        comments: r.field(o, "comments", comments),
        truncated: r.bool_at(o, "truncated").unwrap_or(false),
    };
    if let Some(Kind::Group(blocks)) = article.lead.as_mut().map(|lead| &mut lead.kind) {
        // A lead of an unknown type has become its fallback: it opens the body instead, but for
        // one picture or player that was given as markup.
        let mut blocks = std::mem::take(blocks);
        let figure = |b: &Block| {
            matches!(
                b.kind,
                Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_) | Kind::Embed(_)
            )
        };
        article.lead = match blocks.as_slice() {
            [only] if figure(only) => blocks.pop(),
            _ => None,
        };
        blocks.append(&mut article.body);
        article.body = blocks;
    }
    let empty = article.headline.is_empty() && article.body.is_empty() && article.lead.is_none();
    (!empty || !article.dek.is_empty()).then_some(article)
}

fn link(r: &mut Reading, value: &Value) -> Option<Link> {
    let Value::Object(o) = value else {
        return Some(Link { text: non_empty(inline(r, value))?, ..Link::default() });
    };
    Some(Link {
        text: some_inline(o, "text", r)?,
        url: r.url_at(o, "url", Purpose::Link),
        dek: inline_at(o, "dek", r),
        kicker: r.text_at(o, "kicker"),
        image: r.field(o, "image", image),
    })
}

fn correction(r: &mut Reading, value: &Value) -> Option<Correction> {
    let Value::Object(o) = value else {
        return Some(Correction { text: non_empty(inline(r, value))?, published: None });
    };
    Some(Correction { text: some_inline(o, "text", r)?, published: date_at(o, "published", r) })
}

fn rating(r: &mut Reading, value: &Value) -> Option<Rating> {
    let Value::Object(o) = value else { return r.wrong("expected an object") };
    Some(Rating {
        value: r.number_at(o, "value")?,
        max: r.number_at(o, "max"),
        min: r.number_at(o, "min"),
        unit: r.text_at(o, "unit"),
    })
}
