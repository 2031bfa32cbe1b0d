//! Readers of single values: texts, dates, numbers, URLs. Each returns a value of Baca's own format, or
//! `None` and a noted problem where the value does not fit.

use super::markup::{decode_entities, decode_if_escaped, looks_like_markup};
use super::table::{put, Object};
use crate::html as converter;
use baca_sys::html::parse;
use baca_sys::json::digits;
use baca_sys::url::Purpose;
use baca_wire::decoder::{dates, Decoder, ReadValue, TextSyntax, UrlBase};
use serde_json::Value;

/// Reads a text, unchanged.
pub fn text(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    decoder.text(value).map(Value::String)
}

/// Reads a title or a caption: as text or as HTML, depending on the format (see [`TextSyntax`]).
pub fn rich_text(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => {
            let markup = match decoder.source.text_syntax {
                TextSyntax::Markup => true,
                TextSyntax::PlainOrMarkup => looks_like_markup(text),
                TextSyntax::Plain | TextSyntax::Escaped => false,
            };
            match markup {
                true => html(decoder, value),
                false => Some(decode_if_escaped(decoder, text).trim().into()),
            }
        }
        Value::Object(object) => match object.get("rendered").or_else(|| object.get("html")) {
            Some(markup) => html(decoder, markup),
            None => decoder.first_at(value, "text|content|@value|raw|name", rich_text),
        },
        Value::Array(_) => decoder.first_at(value, "0", rich_text),
        _ => text(decoder, value),
    }
}

/// Reads a headline that the CMS stores as text: tags stay as text, entities are decoded once.
pub fn title_text(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(decode_entities(text.trim()).into()),
        _ => rich_text(decoder, value),
    }
}

/// Reads HTML where Baca's own format has a text.
pub fn html(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let html = match value {
        Value::Object(_) => return decoder.first_at(value, "rendered|html|content|text", html),
        _ => decoder.text(value)?,
    };
    let mut out = Object::new();
    put(&mut out, "html", Some(html.trim().into()));
    Some(Value::Object(out))
}

/// Reads a text without marks: a name, a description.
pub fn plain_text(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let rich = rich_text(decoder, value)?;
    let Some(html) = rich.get("html").and_then(Value::as_str) else { return Some(rich) };
    let text = converter::text(&parse(html));
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// Reads a list of names, joined by commas.
pub fn joined_names(decoder: &mut Decoder, value: &Value, paths: &str) -> String {
    let names = decoder.list_at(value, paths, |decoder, value| match value {
        Value::Object(_) => decoder.first_at(value, "byline|name|display_name", plain_text),
        _ => plain_text(decoder, value),
    });
    let mut out = String::new();
    for name in names.iter().filter_map(Value::as_str) {
        out.push_str(if out.is_empty() { "" } else { ", " });
        out.push_str(name);
    }
    out
}

/// Reads a date in any unambiguous form (see [`dates`]); returns ISO 8601.
pub fn date(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let text = match value {
        Value::Object(_) => return decoder.first_at(value, "@value|iso8601|$date", date),
        Value::Array(_) => return decoder.first_at(value, "0", date),
        Value::Number(number) => digits(number),
        _ => value.as_str().unwrap_or_default().into(),
    };
    match dates::iso(&text) {
        Ok(date) => Some(date.into()),
        Err(why) => decoder.reject(why.message()),
    }
}

/// Reads a date in UTC that the source writes without an offset.
pub fn utc_date(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let date = date(decoder, value)?;
    let text = date.as_str().unwrap_or_default();
    let time = text.get(10..).unwrap_or_default();
    match time.is_empty() || time.contains(['Z', 'z', '+', '-']) {
        true => Some(date),
        false => Some([text, "Z"].concat().into()),
    }
}

/// Reads a language tag: BCP 47, or POSIX's `en_US`.
pub fn language(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    if value.is_object() {
        return decoder.first_at(value, "identifier|alternateName|@id|name", language);
    }
    let text = decoder.text(value)?.trim().replace('_', "-");
    let primary = text.split('-').next().unwrap_or_default().len();
    let fits = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits || !(2..=3).contains(&primary) {
        return decoder.reject("expected a language tag");
    }
    Some(text.into())
}

/// Reads a URL: a text, an object that has one, or a list of these. `read` is the calling reader.
fn url(decoder: &mut Decoder, value: &Value, purpose: Purpose, read: ReadValue) -> Option<Value> {
    match value {
        Value::String(text) if text.contains(['/', ':', '.', '#', '?']) => {
            // Many plug-ins escape it once too often.
            let text = text.replace("&amp;", "&").replace("&#038;", "&");
            decoder.url_text(&text, purpose).map(Value::String)
        }
        Value::Array(_) => decoder.first_at(value, "0|1|2|3", read),
        Value::Object(_) => decoder.first_at(value, "href|url|contentUrl|@id|id", read),
        _ => decoder.reject("expected a URL"),
    }
}

/// Sets the base of relative URLs to the item's own URL, if it has one at `paths`. Returns the previous
/// base.
pub fn set_base(decoder: &mut Decoder, value: &Value, paths: &str) -> UrlBase {
    let own = decoder.first_at(value, paths, page_url);
    let own = own.as_ref().and_then(Value::as_str).filter(|url| url.starts_with("http"));
    match own {
        Some(url) => std::mem::replace(&mut decoder.base, UrlBase::new(url)),
        None => decoder.base.clone(),
    }
}

/// Reads the URL of a page.
pub fn page_url(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    url(decoder, value, Purpose::Link, page_url)
}

/// Reads the URL of an image.
pub fn image_url(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    url(decoder, value, Purpose::Image, image_url)
}

/// Reads the URL of a video, an audio file or a frame.
pub fn media_url(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    url(decoder, value, Purpose::Media, media_url)
}

/// Reads an integer from 1 to 999999, with or without `px`.
pub fn positive_int(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let number: Option<u32> = match value {
        Value::Number(number) => number.as_f64().map(|n| n as u32),
        Value::String(text) => {
            let text = text.trim();
            text.strip_suffix("px").unwrap_or(text).trim_end().parse().ok()
        }
        Value::Object(_) => return decoder.first_at(value, "value|@value", positive_int),
        _ => None,
    };
    match number {
        Some(number) => (1..1_000_000).contains(&number).then(|| number.into()),
        None => decoder.reject("expected a number"),
    }
}

/// Reads a number, unchanged.
pub fn number(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::Number(number.clone())),
        Value::String(text) => Some(text.as_str().into()),
        _ => decoder.reject("expected a number"),
    }
}

/// Reads a duration in seconds: a number, or ISO 8601 (`PT1M33S`).
pub fn seconds(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    if value.is_number() {
        return number(decoder, value);
    }
    let (mut total, mut number, mut in_time, mut fraction) = (0u32, 0u32, false, false);
    for c in value.as_str().unwrap_or_default().trim().chars() {
        let unit = match c {
            '0'..='9' => {
                if !fraction {
                    number = number.saturating_mul(10).saturating_add(c as u32 - '0' as u32);
                }
                continue;
            }
            '.' | ',' => {
                fraction = true;
                continue;
            }
            'D' => 86_400,
            'H' => 3_600,
            'M' if in_time => 60,
            'S' => 1,
            _ => 0,
        };
        in_time |= c == 'T';
        total = total.saturating_add(number.saturating_mul(unit));
        (number, fraction) = (0, false);
    }
    match total.saturating_add(number) {
        0 => decoder.reject("expected a duration"),
        // Digits without a unit are seconds.
        total => Some(total.into()),
    }
}
