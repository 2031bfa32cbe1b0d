//! Reads the formats that most sites have, for a module that is smaller than one for all formats: Baca's own format with
//! HTML in it, WordPress, JSON Feed and Ghost.

use super::{
    activitypub, comment_by, ghost, json_feed, read_in, schema_org, select, wordpress,
    HTML_CONVERTER,
};
use baca_wire::decode;
use baca_wire::decoder::Decoder;
use baca_wire::document::{parse, DecodedArticle, Error, Format};
use serde_json::Value;

/// The beginning of [`super::FORMATS`], so that a document is detected alike. Another module reads the formats with
/// [`elsewhere`].
const FORMATS: &[Format] = &[
    decode::FORMAT,
    json_feed::FORMAT,
    elsewhere(activitypub::FORMAT),
    elsewhere(schema_org::FORMAT),
    ghost::FORMAT,
    wordpress::FORMAT,
];

/// Makes a format one that is only detected.
const fn elsewhere(format: Format) -> Format {
    Format { read: |_, decoder, _| decoder.needs_other_converter(), ..format }
}

/// Reads a document as [`super::read`] does, if it is in one of these formats.
///
/// # Errors
/// Returns [`Error::Foreign`] if [`super::read`] has to read it, or another error if that would return it.
pub fn read(
    text: &str,
    base: &str,
    hint: Option<&str>,
    item: Option<&str>,
) -> Result<DecodedArticle, Error> {
    let Ok((value, cut)) = parse(text) else { return Err(Error::Foreign) };
    let format = select(FORMATS, &value, hint).map_err(|_| Error::Foreign)?;
    read_in(format, &value, cut, Decoder::new(base).with_converter(&HTML_CONVERTER), item)
}

/// Converts the text of a comment as [`super::comment`] does.
pub fn comment(value: &Value, base: &str) -> Value {
    comment_by(&HTML_CONVERTER, value, base)
}
