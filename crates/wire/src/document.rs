//! Reads a document: from its text or its parsed JSON to an article, or the error.

use crate::decode;
use crate::decoder::{Decoder, Problem};
use baca_model::{inferred_direction, Article, Dir};
use baca_sys::intl::direction_of;
use baca_sys::json;
use baca_sys::text;
use serde_json::Value;

pub use crate::format::{Error, Format};

/// An article with the facts about how it was read.
#[derive(Debug)]
pub struct DecodedArticle {
    /// The article.
    pub article: Article,
    /// Name of the format of the document.
    pub format: &'static str,
    /// Parts of the document that could not be used, with their paths.
    pub problems: Vec<Problem>,
}

/// Reads a parsed document in Baca's own format from the URL `base` (may be empty), without the readers
/// of other formats. `cut`: values nested too deeply were dropped while parsing. `converted`: the document
/// was converted from another format.
///
/// # Errors
/// [`Error::Foreign`], if the document has to be converted: it is in another format or contains markup.
/// Any other [`Error`], if there is no article in it.
pub fn read_own(
    value: &Value,
    cut: bool,
    base: &str,
    converted: bool,
) -> Result<DecodedArticle, Error> {
    if !(decode::FORMAT.detect)(value) {
        return Err(Error::Foreign);
    }
    let mut decoder = Decoder::new(base);
    decoder.source.converted = converted;
    read_value(value, cut, &decode::FORMAT, decoder, None)
}

/// Parses the text of a document as JSON; see [`json::parse`].
///
/// # Errors
/// [`Error::Markup`] if the text starts like markup; [`Error::NotJson`] if it is not JSON otherwise.
pub fn parse(text: &str) -> Result<(Value, bool), Error> {
    json::parse(text).map_err(|json::Malformed { place }| {
        if json::without_mark(text).trim().starts_with('<') {
            Error::Markup
        } else {
            Error::NotJson { place }
        }
    })
}

/// Reads a parsed document in `format` with `decoder`. `cut`: values nested too deeply were dropped while
/// parsing. `item` selects one of several articles.
///
/// # Errors
/// [`Error`] if there is no article in the document.
pub fn read_value(
    value: &Value,
    cut: bool,
    format: &Format,
    mut decoder: Decoder,
    item: Option<&str>,
) -> Result<DecodedArticle, Error> {
    if format.name == decode::FORMAT.name {
        decode::check_version(value)?;
    }
    if cut {
        decoder.problem("nested too deeply: what lies deeper is left out");
        decoder.limits.truncated = true;
    }
    let article = (format.read)(value, &mut decoder, item);
    if decoder.lacks_converter {
        return Err(Error::Foreign);
    }
    finish(article, format.name, decoder, || outline(value))
}

/// Completes an article that a function has read: marks it as truncated if a limit was exceeded, and infers
/// its direction. `found` describes the document for the error.
///
/// # Errors
/// [`Error::NotAnArticle`] if `article` is `None`.
pub fn finish(
    article: Option<Article>,
    format: &'static str,
    decoder: Decoder,
    found: impl FnOnce() -> String,
) -> Result<DecodedArticle, Error> {
    let mut article = article.ok_or_else(|| Error::NotAnArticle { found: found() })?;
    article.truncated |= decoder.limits.truncated;
    let by_language = article.lang.as_deref().map_or(Dir::Auto, direction_of);
    if article.dir.is_none() && by_language == Dir::Auto {
        inferred_direction::infer_directions(&mut article);
    }
    Ok(DecodedArticle { article, format, problems: decoder.into_problems() })
}

/// Describes a document for [`Error::NotAnArticle`]: its first keys, or its type.
pub fn outline(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut keys = String::new();
            for key in object.keys().take(8) {
                keys.push_str(if keys.is_empty() { "" } else { ", " });
                keys.push_str(key);
            }
            if object.is_empty() {
                "an empty object".into()
            } else {
                keys
            }
        }
        Value::Array(values) => text::concat(&["a list of ", &json::digits(&values.len().into())]),
        Value::String(_) => "a text".into(),
        Value::Number(_) => "a number".into(),
        Value::Bool(_) => "true or false".into(),
        Value::Null => "null".into(),
    }
}
