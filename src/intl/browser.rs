//! The browser's own `Intl`. A language it does not know falls back to the browser's own.
//!
//! Constructors of `Intl` throw at a malformed language tag, so they are called by name, where a
//! throw is a value, and tried again without the tag.

use super::{split, Part};
use crate::dom;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

/// A formatter of `Intl` for a language, or for the browser's own where that one is not a tag.
fn formatter(kind: &str, lang: &str, options: &[(&str, JsValue)]) -> Option<JsValue> {
    let intl = dom::get(&js_sys::global(), "Intl");
    let options = JsValue::from(dom::object(options));
    let make = |lang: JsValue| dom::construct(&intl, kind, &[lang, options.clone()]);
    make(JsValue::from_str(&lang.replace('_', "-"))).or_else(|| make(JsValue::UNDEFINED))
}

fn format(formatter: Option<JsValue>, value: &JsValue) -> Option<String> {
    dom::call(&formatter?, "format", std::slice::from_ref(value))?.as_string()
}

/// A number in the digits and marks of `lang`.
pub fn number(lang: &str, value: f64) -> String {
    format(formatter("NumberFormat", lang, &[]), &value.into())
        .unwrap_or_else(|| dom::digits(value))
}

/// A share, 1 for all of it, as percent in `lang`.
pub fn percent(lang: &str, share: f64) -> String {
    let options = [("style", "percent".into())];
    format(formatter("NumberFormat", lang, &options), &share.into())
        .unwrap_or_else(|| number(lang, share * 100.0))
}

/// The plural category (CLDR) of a number: `one`, `other` …
pub fn plural(lang: &str, value: f64) -> String {
    let rules = formatter("PluralRules", lang, &[]);
    rules
        .and_then(|rules| dom::call(&rules, "select", &[value.into()])?.as_string())
        .unwrap_or_else(|| "other".into())
}

/// How `lang` joins so many items: "A, B and C".
pub fn list(lang: &str, count: usize) -> Vec<Part> {
    // Most articles have one author, and the first list of a page costs tens of milliseconds.
    if count == 1 {
        return vec![Part::Item(0)];
    }
    let keys: Array = (0..count).map(|index| JsValue::from_str(&index.to_string())).collect();
    let parts = formatter("ListFormat", lang, &[]).and_then(|list| {
        dom::call(&list, "formatToParts", &[keys.into()])?.dyn_into::<Array>().ok()
    });
    let read = |part: JsValue| {
        let value = dom::get_text(&part, "value").unwrap_or_default();
        match dom::get_text(&part, "type").as_deref() {
            Some("element") => Part::Item(value.parse().unwrap_or_default()),
            _ => Part::Between(value),
        }
    };
    match parts {
        Some(parts) => parts.iter().map(read).collect(),
        // Without `Intl.ListFormat`: commas.
        None => (0..count)
            .flat_map(|index| {
                let comma = (index > 0).then(|| Part::Between(", ".into()));
                comma.into_iter().chain([Part::Item(index)])
            })
            .collect(),
    }
}

/// A moment of RFC 3339, or a day, as `lang` writes it; `day` asks for the weekday and the day as
/// well as the time. With a time zone it is shown in the reader's own; a day, or a time without a
/// zone, is shown as it was written. What is no date comes back as it is.
pub fn date(lang: &str, text: &str, day: bool) -> String {
    let text = text.trim();
    let (_, time) = split(text);
    let zoned = time.is_some_and(|t| t.ends_with(['Z', 'z']) || t.contains(['+', '-']));
    // Without a zone, both reading and writing happen in UTC: the figures stay what they are.
    let mut at = text.replacen(' ', "T", 1);
    if time.is_some() && !zoned {
        at.push('Z');
    }
    let moment = js_sys::Date::new(&at.into());
    if moment.get_time().is_nan() {
        return text.into();
    }
    let mut options: Vec<(&str, JsValue)> = Vec::new();
    if day || time.is_none() {
        options.extend([
            ("weekday", "long".into()),
            ("day", "numeric".into()),
            ("month", "long".into()),
            ("year", "numeric".into()),
        ]);
    }
    if time.is_some() {
        options.extend([("hour", "2-digit".into()), ("minute", "2-digit".into())]);
    }
    options.push(if zoned { ("timeZoneName", "short".into()) } else { ("timeZone", "UTC".into()) });
    format(formatter("DateTimeFormat", lang, &options), &moment).unwrap_or_else(|| text.into())
}

/// How long ago or from now something is: "3 hours ago". `unit` as `Intl.RelativeTimeFormat` has them.
pub fn relative(lang: &str, number: f64, unit: &str) -> String {
    let formatter = formatter("RelativeTimeFormat", lang, &[("numeric", "auto".into())]);
    let said = formatter.and_then(|f| dom::call(&f, "format", &[number.into(), unit.into()]));
    said.and_then(|said| said.as_string()).unwrap_or_default()
}

/// The day of a moment, without its time: "24 Nov 2026".
pub fn day(lang: &str, text: &str) -> String {
    let moment = js_sys::Date::new(&text.into());
    if moment.get_time().is_nan() {
        return text.into();
    }
    let options = [("dateStyle", "medium".into())];
    format(formatter("DateTimeFormat", lang, &options), &moment).unwrap_or_else(|| text.into())
}
