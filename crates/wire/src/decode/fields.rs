//! Decodes members that many objects have: dates, directions, names out of a list.

use crate::decoder::{dates, Decoder};
use baca_model::{Align, Dir};
pub use baca_sys::json::Object;
use serde_json::Value;

/// Decodes the member `dir`.
pub fn dir(object: &Object, decoder: &mut Decoder) -> Option<Dir> {
    decoder.field(object, "dir", |decoder, value| {
        value.as_str().and_then(Dir::parse).or_else(|| decoder.reject("expected ltr, rtl or auto"))
    })
}

/// Decodes the member `align`.
pub fn align(object: &Object, decoder: &mut Decoder) -> Align {
    const NAMES: [(&str, Align); 3] =
        [("start", Align::Start), ("center", Align::Center), ("end", Align::End)];
    named(object, "align", &NAMES, decoder)
}

/// Decodes the member `key` as one of `names`. Returns the default if it is absent or unknown; an unknown
/// name is reported.
pub fn named<T: Copy + Default>(
    object: &Object,
    key: &str,
    names: &[(&str, T)],
    decoder: &mut Decoder,
) -> T {
    decoder
        .field(object, key, |decoder, v| {
            let found = names.iter().find(|(name, _)| v.as_str() == Some(name));
            found.map(|(_, value)| *value).or_else(|| decoder.reject("not one of the known values"))
        })
        .unwrap_or_default()
}

/// Decodes the member `key` as a date, or an RFC 3339 time with or without offset; anything else is
/// reported. Returns the text as it is.
pub fn date_at(object: &Object, key: &str, decoder: &mut Decoder) -> Option<String> {
    decoder.field(object, key, |decoder, value| {
        let date = value.as_str().map(str::trim).filter(|text| dates::is_iso(text));
        date.map(Into::into)
            .or_else(|| decoder.reject("expected a date, or a time with its offset"))
    })
}

/// Decodes the member `key` as a list, with `read` for each element; see [`Decoder::each`].
pub fn list_at<T>(
    object: &Object,
    key: &str,
    decoder: &mut Decoder,
    read: impl FnMut(&mut Decoder, &Value) -> Option<T>,
) -> Vec<T> {
    decoder.field(object, key, |decoder, value| Some(decoder.each(value, read))).unwrap_or_default()
}

/// Returns the list; `None` if it is empty.
pub fn non_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
