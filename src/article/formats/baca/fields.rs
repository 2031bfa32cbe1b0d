//! Members that many objects have.

use super::Object;
use crate::article::json::Reading;
use crate::article::model::{Align, Dir};
use serde_json::Value;

pub fn dir(o: &Object, r: &mut Reading) -> Option<Dir> {
    r.field(o, "dir", |r, v| {
        v.as_str().and_then(Dir::parse).or_else(|| r.wrong("expected ltr, rtl or auto"))
    })
}

pub fn align(o: &Object, r: &mut Reading) -> Align {
    const NAMES: [(&str, Align); 3] =
        [("start", Align::Start), ("center", Align::Center), ("end", Align::End)];
    named(o, "align", &NAMES, r)
}

/// The member `key` as one of `names`; the default when absent or unknown.
pub fn named<T: Copy + Default>(o: &Object, key: &str, names: &[(&str, T)], r: &mut Reading) -> T {
    r.field(o, key, |r, v| {
        let found = names.iter().find(|(name, _)| v.as_str() == Some(name));
        found.map(|(_, value)| *value).or_else(|| r.wrong("not one of the known values"))
    })
    .unwrap_or_default()
}

/// A date or an RFC 3339 time with offset, by shape; the calendar is checked where it is shown.
pub fn date_at(o: &Object, key: &str, r: &mut Reading) -> Option<String> {
    r.field(o, key, |r, v| {
        let any = r.any_date;
        let date = v.as_str().map(str::trim).filter(|text| any || looks_like_date(text));
        date.map(Into::into).or_else(|| r.wrong("expected a date, or a time with its offset"))
    })
}

/// Whether a text has the shape `YYYY-MM-DD`, perhaps followed by a time, perhaps with an offset.
fn looks_like_date(text: &str) -> bool {
    let (date, time) = match text.split_at_checked(10) {
        Some(parts) => parts,
        None => return false,
    };
    let digits = |part: &str, shape: &str| {
        part.len() == shape.len()
            && part.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => byte == wanted,
            })
    };
    if !digits(date, "0000-00-00") {
        return false;
    }
    let Some(time) = time.strip_prefix('T') else { return time.is_empty() };
    let offset_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(offset_at);
    let clock = clock.split('.').next().unwrap_or_default();
    (digits(clock, "00:00") || digits(clock, "00:00:00"))
        // Without an offset it is shown as it was written.
        && (offset.is_empty() || offset == "Z" || digits(offset.trim_start_matches(['+', '-']), "00:00"))
}

pub fn list_at<T>(
    o: &Object,
    key: &str,
    r: &mut Reading,
    read: impl FnMut(&mut Reading, &Value) -> Option<T>,
) -> Vec<T> {
    r.field(o, key, |r, value| Some(r.each(value, read))).unwrap_or_default()
}

pub fn non_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
