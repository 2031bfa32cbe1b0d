//! The formats that become an [`Article`]: one file each, one line in [`FORMATS`].
//!
//! A format is a name, a test whether a document is in it, and a reader. The first that recognises
//! a document reads it; `format="…"` on the element overrides the test. What a reader could not
//! use is noted in [`Reading::problems`].
//!
//! - [`baca`]: our own format; [`html`]: markup; `page`: a whole page.
//! - [`wordpress`], [`json_feed`], [`schema_org`], [`ghost`], [`activitypub`], [`ans`],
//!   [`apple_news`], [`guardian`]: what others serve. Each is mostly tables of where they keep what
//!   our own format calls `headline`, `byline` …; what the tables fill is a document in our own
//!   format, which [`baca`] reads.
//! - [`richtext`]: the documents of headless CMSs, as markup for the HTML converter.
//! - `common`: what fills the tables, and the readers of texts, persons, pictures, dates that all
//!   formats share; `markdown`: the little of it that articles use.

pub mod activitypub;
pub mod ans;
pub mod apple_news;
pub mod baca;
mod common;
pub mod ghost;
pub mod guardian;
pub mod html;
pub mod json_feed;
mod markdown;
mod page;
pub mod richtext;
pub mod schema_org;
pub mod wordpress;

use super::json::{self, Reading};
use super::model::Article;
use super::words;
use crate::html::{self as markup, Node};
use crate::platform::{parse_html, Platform};
use serde_json::Value;

/// A format: how it is called, recognised and read.
pub struct Format {
    /// Its name in `format="…"` and in `baca-load`.
    pub name: &'static str,
    /// Whether the document is in this format.
    pub detect: fn(&Value) -> bool,
    /// Reads it; `None` if there is no article in it.
    pub read: fn(&Value, &mut Reading, item: Option<&str>) -> Option<Article>,
}

/// All formats of JSON, in the order of detection.
pub const FORMATS: &[Format] = &[
    baca::FORMAT,
    json_feed::FORMAT,
    activitypub::FORMAT, // Before schema.org: both have `@context`.
    schema_org::FORMAT,
    ghost::FORMAT,
    wordpress::FORMAT,
    apple_news::FORMAT,
    ans::FORMAT,
    guardian::FORMAT,
    richtext::lexical::FORMAT,
    richtext::contentful::FORMAT,
    richtext::prosemirror::FORMAT,
    richtext::editorjs::FORMAT,
    richtext::portable_text::FORMAT,
    richtext::strapi::FORMAT,
    richtext::entry::FORMAT,
];

/// Reads what is no list of our blocks.
const CONVERTER: json::Converter = json::Converter {
    blocks: |html, r| markup::blocks(&parse_html(html), r),
    spans: |html, r| markup::spans(&parse_html(html), r),
    is_document: richtext::is_document,
    document: richtext::body,
    frame_of: markup::frame_of,
};

/// What came of a document.
#[derive(Debug)]
pub struct Outcome {
    /// The article.
    pub article: Article,
    /// The format it was in.
    pub format: &'static str,
    /// What could not be used, and where it was.
    pub problems: Vec<json::Problem>,
}

/// Why a document gave no article.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // the fields' names say what they are
pub enum Error {
    /// It is not JSON; where the first fault is.
    NotJson { place: String },
    /// It is markup where JSON was expected.
    Markup,
    /// It is JSON of something else; its top-level keys or its type.
    NotAnArticle { found: String },
    /// It is no article in Baca's own format, and only that was to be read.
    Foreign,
    /// It is longer than [`json::MAX_BYTES`].
    TooLarge,
    /// It is a later version of Baca's own format than this reader knows, or an unknown `format`.
    Unsupported { what: String },
}

impl Error {
    /// The code that `baca-error` carries.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } | Self::Markup => "not-json",
            Self::Foreign => "foreign",
            Self::NotAnArticle { .. } => "not-an-article",
            Self::TooLarge => "too-large",
            Self::Unsupported { .. } => "unsupported",
        }
    }
}

impl Error {
    /// What it says to a developer. In the browser this is called instead of `to_string`: the
    /// machinery of formatting would be larger than all that it formats.
    pub fn message(&self) -> String {
        match self {
            Self::NotJson { place } => ["not JSON: ", place].concat(),
            Self::Markup => "markup instead of JSON".into(),
            Self::Foreign => "not in Baca's own format".into(),
            Self::NotAnArticle { found } => ["no article in it: ", found].concat(),
            Self::TooLarge => "longer than 8 MB".into(),
            Self::Unsupported { what } => ["not supported: ", what].concat(),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

/// Reads a document's text, in any format.
///
/// # Errors
/// [`Error`], when there is no article to be had from it.
pub fn read(
    text: &str,
    platform: &dyn Platform,
    base: &str,
    hint: Option<&str>,
    item: Option<&str>,
) -> Result<Outcome, Error> {
    if text.len() > json::MAX_BYTES {
        return Err(Error::TooLarge);
    }
    if hint == Some("html") {
        let nodes = parse_html(text);
        let page = read_page(text, &nodes, platform, base);
        return page.or_else(|_| read_html(&nodes, platform, base));
    }
    let (value, cut) = match parse(text) {
        Err(Error::Markup) if hint.is_none() => {
            return read_page(text, &parse_html(text), platform, base);
        }
        parsed => parsed?,
    };
    let format = match hint {
        Some(name) => FORMATS
            .iter()
            .find(|format| format.name == name)
            .ok_or_else(|| Error::Unsupported { what: name.into() })?,
        None => FORMATS
            .iter()
            .find(|format| (format.detect)(&value))
            .ok_or_else(|| Error::NotAnArticle { found: outline(&value) })?,
    };
    let reading = Reading::new(platform, base).with_converter(&CONVERTER);
    read_value(&value, cut, format, reading, item)
}

/// Reads a document in Baca's own format, without the readers of all others: what the module that
/// draws needs. `converted`: it was made out of another format, whose dates may lack an offset.
///
/// # Errors
/// [`Error::Foreign`], when it takes one of the others; any other [`Error`] when there is no
/// article to be had from it.
pub fn read_own(
    value: &Value,
    cut: bool,
    platform: &dyn Platform,
    base: &str,
    converted: bool,
) -> Result<Outcome, Error> {
    if !(baca::FORMAT.detect)(value) {
        return Err(Error::Foreign);
    }
    let mut reading = Reading::new(platform, base);
    reading.any_date = converted;
    read_value(value, cut, &baca::FORMAT, reading, None)
}

/// Parses a document's text as JSON.
///
/// # Errors
/// [`Error::NotJson`], or [`Error::Markup`] where it begins like markup.
pub fn parse(text: &str) -> Result<(Value, bool), Error> {
    json::parse(text).map_err(|json::Malformed { place }| {
        if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
            Error::Markup
        } else {
            Error::NotJson { place }
        }
    })
}

fn read_value(
    value: &Value,
    cut: bool,
    format: &Format,
    mut reading: Reading,
    item: Option<&str>,
) -> Result<Outcome, Error> {
    if format.name == baca::FORMAT.name {
        baca::check_version(value)?;
    }
    if cut {
        reading.problem("nested too deeply: what lies deeper is left out");
        reading.truncated = true;
    }
    let article = (format.read)(value, &mut reading, item);
    if reading.lacks_converter {
        return Err(Error::Foreign);
    }
    finish(article, format.name, reading, || outline(value))
}

/// Reads an `<article>` that is already parsed.
///
/// # Errors
/// [`Error::NotAnArticle`], when there is no text in it.
pub fn read_html(nodes: &[Node], platform: &dyn Platform, base: &str) -> Result<Outcome, Error> {
    let mut reading = Reading::new(platform, base).with_converter(&CONVERTER);
    let article = html::read(nodes, &mut reading);
    finish(article, html::NAME, reading, || "markup without text".into())
}

/// Converts what a comment says, markup or a text of our own format, into few elements.
pub fn comment(value: &Value, platform: &dyn Platform, base: &str) -> Value {
    let mut reading = Reading::new(platform, base).with_converter(&CONVERTER);
    let blocks = match value {
        Value::String(html) => reading.html(html),
        value => baca::comment_text(&mut reading, value).unwrap_or_default(),
    };
    words::write(&blocks)
}

/// Reads a whole page.
fn read_page(
    text: &str,
    nodes: &[Node],
    platform: &dyn Platform,
    base: &str,
) -> Result<Outcome, Error> {
    let mut reading = Reading::new(platform, base).with_converter(&CONVERTER);
    match page::read(text, nodes, &mut reading) {
        None => Err(Error::Markup),
        article => finish(article, html::NAME, reading, String::new),
    }
}

fn finish(
    article: Option<Article>,
    format: &'static str,
    reading: Reading,
    found: impl FnOnce() -> String,
) -> Result<Outcome, Error> {
    let mut article = article.ok_or_else(|| Error::NotAnArticle { found: found() })?;
    article.truncated |= reading.truncated;
    Ok(Outcome { article, format, problems: reading.problems })
}

/// What a document looks like from outside, for the message that refuses it.
fn outline(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let keys: Vec<&str> = object.keys().take(8).map(String::as_str).collect();
            if keys.is_empty() {
                "an empty object".into()
            } else {
                keys.join(", ")
            }
        }
        Value::Array(values) => ["a list of ", &json::digits(&values.len().into())].concat(),
        Value::String(_) => "a text".into(),
        Value::Number(_) => "a number".into(),
        Value::Bool(_) => "true or false".into(),
        Value::Null => "null".into(),
    }
}
