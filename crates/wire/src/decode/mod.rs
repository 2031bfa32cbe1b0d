//! Decodes Baca's own format, version 1 (`static/schema/baca-article-1.schema.json`). A string is a
//! paragraph; text is never markup; spans are not nested; every block names its `type`.
//! [`crate::encode`] is the inverse.
//!
//! - this file: the version, the article and its parts that occur once.
//! - `inline`, `blocks`, `media`, `link`, `people`, `comments`: the parts of the model.
//! - `newsroom`: access, live coverage, the next article.
//! - `rescue`: what can be shown of blocks of unknown types.
//! - `block_list`: what `blocks` and `rescue` share.
//! - `fields`: members that many objects have.

mod block_list;
mod blocks;
mod comments;
mod fields;
mod inline;
mod link;
mod media;
mod newsroom;
mod people;
mod rescue;

pub use blocks::block;
pub use comments::{comment_text, comments};
pub use newsroom::newsroom;

use crate::decoder::Decoder;
use crate::format::{Error, Format};
use baca_model::{Article, Block, Correction, Kind, Rating};
use baca_sys::text;
use baca_sys::url::Purpose;
use block_list::ungroup;
use blocks::body;
use fields::{date_at, dir, list_at, non_empty, Object};
use inline::{image, inline, inline_at, non_empty_inline};
use link::link;
use people::{byline, person};
use serde_json::Value;

/// The description of the format.
pub const FORMAT: Format = Format { name: "baca", detect, read };

/// The members of an article (`static/schema/baca-article-1.schema.json`).
pub const MEMBERS: [&str; 28] = [
    "baca",
    "id",
    "url",
    "lang",
    "dir",
    "kicker",
    "headline",
    "dek",
    "byline",
    "dateline",
    "editor",
    "corrections",
    "published",
    "modified",
    "lead",
    "body",
    "tags",
    "related",
    "publisher",
    "copyright",
    "rating",
    "minutes",
    "comments",
    "truncated",
    "access",
    "live",
    "liveUntil",
    "next",
];

/// The latest version that this decoder supports.
const VERSION: f64 = 1.0;

/// Returns the version that a document declares, if it declares one.
fn version(value: &Value) -> Option<f64> {
    match value.get("baca")? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => baca_sys::number::parse(text.trim()),
        _ => None,
    }
}

/// Returns whether a document is in this format: it declares a version.
fn detect(value: &Value) -> bool {
    version(value).is_some()
}

/// Checks the version that a document declares.
///
/// # Errors
/// [`Error::Unsupported`] with the version, if it is later than this decoder supports.
pub fn check_version(value: &Value) -> Result<(), Error> {
    match version(value) {
        Some(version) if version > VERSION => {
            let version = baca_sys::number::shortest(version);
            Err(Error::Unsupported { what: text::concat(&["Baca's format, version ", &version]) })
        }
        _ => Ok(()),
    }
}

/// Decodes a document; `None` if it is not an object or has no content.
fn read(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    article(decoder, value.as_object()?)
}

/// Decodes an article; `None` if it has neither headline, dek, lead nor body.
pub fn article(decoder: &mut Decoder, object: &Object) -> Option<Article> {
    decoder.only(object, &MEMBERS);
    // Set before the text is decoded: quotation marks depend on the language.
    if let Some(Value::String(lang)) = object.get("lang") {
        decoder.source.lang.clone_from(lang);
    }
    let mut article = Article {
        id: decoder.text_at(object, "id"),
        url: decoder.url_at(object, "url", Purpose::Link),
        lang: decoder.text_at(object, "lang").map(|lang| lang.trim().into()),
        dir: dir(object, decoder),
        kicker: decoder.field(object, "kicker", link),
        headline: inline_at(object, "headline", decoder),
        dek: inline_at(object, "dek", decoder),
        byline: decoder.field(object, "byline", byline).unwrap_or_default(),
        dateline: decoder.text_at(object, "dateline"),
        editor: decoder
            .field(object, "editor", |decoder, value| Some(decoder.each(value, person)))
            .unwrap_or_default(),
        corrections: list_at(object, "corrections", decoder, correction),
        published: date_at(object, "published", decoder),
        modified: date_at(object, "modified", decoder),
        lead: decoder.field(object, "lead", |decoder, value| match value {
            Value::String(_) => image(decoder, value).map(|image| Kind::Image(image).into()),
            _ => block(decoder, value),
        }),
        body: decoder.field(object, "body", body).unwrap_or_default(),
        tags: list_at(object, "tags", decoder, link),
        related: list_at(object, "related", decoder, link),
        publisher: decoder.field(object, "publisher", person),
        copyright: decoder.text_at(object, "copyright"),
        rating: decoder.field(object, "rating", rating),
        minutes: decoder.count_at(object, "minutes"),
        comments: decoder.comments(object),
        truncated: decoder.bool_at(object, "truncated").unwrap_or(false),
        newsroom: decoder.newsroom(object),
    };
    if let Some(lead) = article.lead.take_if(|lead| matches!(lead.kind, Kind::Group(_))) {
        // A lead of an unknown type or of markup: its blocks are moved to the start of the body, unless they
        // are a single image, gallery, video or embed.
        let mut blocks = Vec::new();
        ungroup(lead, &mut blocks);
        let is_figure = |b: &Block| {
            matches!(
                b.kind,
                Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_) | Kind::Embed(_)
            )
        };
        article.lead = match blocks.as_slice() {
            [only] if is_figure(only) => blocks.pop(),
            _ => None,
        };
        blocks.append(&mut article.body);
        article.body = blocks;
    }
    let empty = article.headline.is_empty() && article.body.is_empty() && article.lead.is_none();
    (!empty || !article.dek.is_empty()).then_some(article)
}

/// Decodes a correction: an object, or an inline alone. `None` if its text is empty.
fn correction(decoder: &mut Decoder, value: &Value) -> Option<Correction> {
    let Value::Object(object) = value else {
        return Some(Correction { text: non_empty(inline(decoder, value))?, published: None });
    };
    Some(Correction {
        text: non_empty_inline(object, "text", decoder)?,
        published: date_at(object, "published", decoder),
    })
}

/// Decodes a rating; `None` without a value.
fn rating(decoder: &mut Decoder, value: &Value) -> Option<Rating> {
    let Value::Object(object) = value else { return decoder.reject("expected an object") };
    Some(Rating {
        value: decoder.number_at(object, "value")?,
        max: decoder.number_at(object, "max"),
        min: decoder.number_at(object, "min"),
        unit: decoder.text_at(object, "unit"),
    })
}
