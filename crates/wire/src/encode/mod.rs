//! Encodes the model as JSON in Baca's own format: the converters pass articles to `baca-app` this way,
//! and the element's `article` property and the command return it. [`crate::decode`] is the inverse.
//!
//! - this file: the article and its parts that occur once.
//! - `inline`, `blocks`, `link`, `people`, `comments`: the parts of the model.
//! - `newsroom`: access, live coverage, the next article.
//! - `object`: builds a JSON object.

mod blocks;
mod comments;
mod inline;
mod link;
mod newsroom;
mod object;
mod people;

use baca_model::{Article, Rating};
pub use blocks::block;
use blocks::{block_object, blocks};
use comments::comments;
use inline::inline;
use link::link;
use object::ObjectBuilder;
use people::{byline, person};
use serde_json::Value;

/// Encodes an article in Baca's own format, version 1.
pub fn article(article: &Article) -> Value {
    let mut object = ObjectBuilder::default();
    object.put("baca", Value::from(1));
    object.text("id", &article.id);
    object.text("url", &article.url);
    object.text("lang", &article.lang);
    object.put_some("dir", article.dir.map(|dir| dir.as_str().into()));
    object.put_some("kicker", article.kicker.as_ref().map(link));
    object.put("headline", inline(&article.headline));
    object.inline("dek", &article.dek);
    object.put_some("byline", byline(&article.byline));
    object.text("dateline", &article.dateline);
    object.list("editor", &article.editor, person);
    object.list("corrections", &article.corrections, |correction| {
        let mut object = ObjectBuilder::default();
        object.put("text", inline(&correction.text));
        object.text("published", &correction.published);
        object.build()
    });
    object.text("published", &article.published);
    object.text("modified", &article.modified);
    object.put_some("lead", article.lead.as_ref().map(block_object));
    object.put("body", blocks(&article.body));
    object.list("tags", &article.tags, link);
    object.list("related", &article.related, link);
    object.put_some("publisher", article.publisher.as_ref().map(person));
    object.text("copyright", &article.copyright);
    object.put_some("rating", article.rating.as_ref().map(rating));
    object.number("minutes", article.minutes);
    object.put_some("comments", article.comments.as_ref().map(comments));
    object.flag("truncated", article.truncated);
    newsroom::put(&mut object, &article.newsroom);
    object.build()
}

/// Encodes a rating.
fn rating(rating: &Rating) -> Value {
    let mut object = ObjectBuilder::default();
    object.put("value", rating.value.into());
    object.put_some("max", rating.max.map(Value::from));
    object.put_some("min", rating.min.map(Value::from));
    object.text("unit", &rating.unit);
    object.build()
}
