//! Texts, dates, numbers, addresses: values of a source as values of ours.

use super::{looks_like_markup, put, Object};
use crate::article::json::{ReadValue, Reading, Texts};
use crate::article::url::Purpose;
use serde_json::Value;

/// A text as it is.
pub fn text(r: &mut Reading, v: &Value) -> Option<Value> {
    r.text(v).map(Value::String)
}

/// A title, a caption: written as the format writes them.
pub fn words(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::String(text) => {
            let markup = match r.texts {
                Texts::Markup => true,
                Texts::Either => looks_like_markup(text),
                Texts::Plain => false,
            };
            match markup {
                true => html(r, v),
                false => Some(text.trim().into()),
            }
        }
        Value::Object(o) => match o.get("rendered").or_else(|| o.get("html")) {
            Some(markup) => html(r, markup),
            None => r.at(v, "text|content|@value|raw|name", words),
        },
        Value::Array(_) => r.at(v, "0", words),
        _ => text(r, v),
    }
}

/// HTML in the place of a text.
pub fn html(r: &mut Reading, v: &Value) -> Option<Value> {
    let html = match v {
        Value::Object(_) => return r.at(v, "rendered|html|content|text", html),
        _ => r.text(v)?,
    };
    let mut out = Object::new();
    put(&mut out, "html", Some(html.trim().into()));
    Some(Value::Object(out))
}

/// A text without marks: a name, a description.
pub fn label(r: &mut Reading, v: &Value) -> Option<Value> {
    let words = words(r, v)?;
    let Some(html) = words.get("html").and_then(Value::as_str) else { return Some(words) };
    let nodes = crate::platform::parse_html(html);
    let text = crate::html::text(&nodes);
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// Names, in one line.
pub fn names(r: &mut Reading, v: &Value, places: &str) -> String {
    let names = r.all(v, places, |r, v| match v {
        Value::Object(_) => r.at(v, "byline|name|display_name", label),
        _ => label(r, v),
    });
    let mut out = String::new();
    for name in names.iter().filter_map(Value::as_str) {
        out.push_str(if out.is_empty() { "" } else { ", " });
        out.push_str(name);
    }
    out
}

/// A date as the source wrote it, which must at least begin with a year; the form that mail and RSS
/// use becomes RFC 3339.
pub fn date(r: &mut Reading, v: &Value) -> Option<Value> {
    if v.is_object() {
        return r.at(v, "@value|iso8601", date);
    }
    let text = v.as_str().map(str::trim).unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let year = text.get(..4).filter(|year| digits(year) && *year != "0000");
    if year.is_some() {
        return Some(text.into());
    }
    mail_date(text).map(Value::String).or_else(|| r.wrong("expected a date"))
}

/// `Fri, 31 May 2019 12:17:58 -0700` → `2019-05-31T12:17:58-07:00` (RFC 5322).
fn mail_date(text: &str) -> Option<String> {
    const MONTHS: &str = "01Jan02Feb03Mar04Apr05May06Jun07Jul08Aug09Sep10Oct11Nov12Dec";
    let text = text.split_once(',').map_or(text, |(_, date)| date);
    let mut parts = text.split_whitespace();
    let (day, month, year) = (parts.next()?, parts.next()?.get(..3)?, parts.next()?);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || day.len() > 2 || !digits(year) || !digits(day) {
        return None;
    }
    let month = MONTHS.get(MONTHS.find(month)?.checked_sub(2)?..)?.get(..2)?;
    let mut out = [year, "-", month, if day.len() < 2 { "-0" } else { "-" }, day].concat();
    let (time, zone) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if time.len() > 4 {
        out.push('T');
        out.push_str(time);
        match (zone.get(..3), zone.get(3..5)) {
            (Some(hours), Some(minutes)) if zone.starts_with(['+', '-']) => {
                out.push_str(hours);
                out.push(':');
                out.push_str(minutes);
            }
            _ if matches!(zone, "GMT" | "UT" | "UTC" | "Z") => out.push('Z'),
            _ => {}
        }
    }
    Some(out)
}

/// A time that the source writes in UTC without saying so.
pub fn utc(r: &mut Reading, v: &Value) -> Option<Value> {
    let date = date(r, v)?;
    let text = date.as_str().unwrap_or_default();
    let time = text.get(10..).unwrap_or_default();
    match time.is_empty() || time.contains(['Z', 'z', '+', '-']) {
        true => Some(date),
        false => Some([text, "Z"].concat().into()),
    }
}

/// A language: BCP 47, or POSIX's `en_US`.
pub fn language(r: &mut Reading, v: &Value) -> Option<Value> {
    if v.is_object() {
        return r.at(v, "identifier|alternateName|@id|name", language);
    }
    let text = r.text(v)?.trim().replace('_', "-");
    let primary = text.split('-').next().unwrap_or_default().len();
    let fits = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits || !(2..=3).contains(&primary) {
        return r.wrong("expected a language tag");
    }
    Some(text.into())
}

/// A URL given as a text, as an object that has one, or as a list of such.
fn address(r: &mut Reading, v: &Value, purpose: Purpose, read: ReadValue) -> Option<Value> {
    match v {
        Value::String(text) if text.contains(['/', ':', '.', '#', '?']) => {
            // Escaped once too often by many plug-ins.
            let text = text.replace("&amp;", "&").replace("&#038;", "&");
            r.url_text(&text, purpose).map(Value::String)
        }
        Value::Array(_) => r.at(v, "0|1|2|3", read),
        Value::Object(_) => r.at(v, "href|url|contentUrl|@id|id", read),
        _ => r.wrong("expected a URL"),
    }
}

/// The address of a page.
pub fn page(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Link, page)
}

/// The address of a picture.
pub fn picture(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Image, picture)
}

/// The address of a video, a sound, a frame.
pub fn media(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Media, media)
}

/// A whole number of at least 1; `px` after its digits does no harm.
pub fn whole(r: &mut Reading, v: &Value) -> Option<Value> {
    let number: Option<u32> = match v {
        Value::Number(number) => number.as_f64().map(|n| n as u32),
        Value::String(text) => {
            let text = text.trim();
            text.strip_suffix("px").unwrap_or(text).trim_end().parse().ok()
        }
        Value::Object(_) => return r.at(v, "value|@value", whole),
        _ => None,
    };
    match number {
        Some(number) => (1..1_000_000).contains(&number).then(|| number.into()),
        None => r.wrong("expected a number"),
    }
}

/// A number as it is.
pub fn number(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::Number(number) => Some(Value::Number(number.clone())),
        Value::String(text) => Some(text.as_str().into()),
        _ => r.wrong("expected a number"),
    }
}

/// Seconds: a number, or an ISO 8601 duration (`PT1M33S`).
pub fn seconds(r: &mut Reading, v: &Value) -> Option<Value> {
    if v.is_number() {
        return number(r, v);
    }
    let (mut total, mut number, mut in_time, mut fraction) = (0u32, 0u32, false, false);
    for c in v.as_str().unwrap_or_default().trim().chars() {
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
        0 => r.wrong("expected a duration"),
        // Digits alone are seconds.
        total => Some(total.into()),
    }
}
