//! The model as JSON in Baca's own format: how `baca-formats` hands an article to `baca-app`, what
//! the element's `article` property gives, and what the command line writes. The files are those of
//! [`super::model`]; `formats/baca` reads what is written here.
//!
//! - this file: the article, and what stands in it once.
//! - `inline`, `blocks`, `media`, `people`, `comments`: each part of the model.
//! - `object`: an object being written.

mod blocks;
mod comments;
mod inline;
mod media;
mod object;
mod people;

use super::model::{Article, Link, Rating};
use blocks::{block, blocks};
use comments::comments;
use inline::inline;
use media::image;
use object::Object;
use people::{byline, person};
use serde_json::Value;

/// The article in Baca's own format, version 1.
pub fn article(article: &Article) -> Value {
    let mut o = Object::default();
    o.put("baca", Value::from(1));
    o.text("id", &article.id);
    o.text("url", &article.url);
    o.text("lang", &article.lang);
    o.put_some("dir", article.dir.map(|dir| dir.as_str().into()));
    o.put_some("kicker", article.kicker.as_ref().map(link));
    o.put("headline", inline(&article.headline));
    o.inline("dek", &article.dek);
    o.put_some("byline", byline(&article.byline));
    o.text("dateline", &article.dateline);
    o.list("editor", &article.editor, person);
    o.list("corrections", &article.corrections, |correction| {
        let mut o = Object::default();
        o.put("text", inline(&correction.text));
        o.text("published", &correction.published);
        o.done()
    });
    o.text("published", &article.published);
    o.text("modified", &article.modified);
    o.put_some("lead", article.lead.as_ref().map(block));
    o.put("body", blocks(&article.body));
    o.list("tags", &article.tags, link);
    o.list("related", &article.related, link);
    o.put_some("publisher", article.publisher.as_ref().map(person));
    o.text("copyright", &article.copyright);
    o.put_some("rating", article.rating.as_ref().map(rating));
    o.number("minutes", article.minutes);
    o.put_some("comments", article.comments.as_ref().map(comments));
    o.flag("truncated", article.truncated);
    o.done()
}

fn link(link: &Link) -> Value {
    let mut o = Object::default();
    o.put("text", inline(&link.text));
    o.text("url", &link.url);
    o.inline("dek", &link.dek);
    o.text("kicker", &link.kicker);
    o.put_some("image", link.image.as_ref().map(image));
    o.done()
}

fn rating(rating: &Rating) -> Value {
    let mut o = Object::default();
    o.put("value", rating.value.into());
    o.put_some("max", rating.max.map(Value::from));
    o.put_some("min", rating.min.map(Value::from));
    o.text("unit", &rating.unit);
    o.done()
}
