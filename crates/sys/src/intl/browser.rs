//! Formatting by the browser's `Intl`. For an unknown language the browser's default language is used.
//!
//! Constructors of `Intl` throw on a malformed language tag. They are called through [`js::construct`],
//! which catches exceptions, and called again without the tag.

use super::parts::{split_date, Part};
use crate::{js, text};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Creates the `Intl` formatter named `kind` for `lang`, or for the browser's default language if `lang` is
/// not a language tag. `options` are names and values: `style=percent`. `None` if the browser has no such formatter.
fn formatter(kind: &str, lang: &str, options: &str) -> Option<JsValue> {
    let intl = js::get(&js::global(), "Intl");
    let members = Object::new();
    for (name, value) in
        text::split(options, " ").into_iter().filter_map(|o| text::split_once(o, "="))
    {
        let _ = Reflect::set(&members, &name.into(), &value.into());
    }
    let options = JsValue::from(members);
    let create = |lang: JsValue| js::construct(&intl, kind, &[lang, options.clone()]);
    create(JsValue::from_str(text::replace(lang, "_", "-").trim_end_matches('-')))
        .or_else(|| create(JsValue::UNDEFINED))
}

fn format(formatter: Option<JsValue>, value: &JsValue) -> Option<String> {
    js::call(&formatter?, "format", std::slice::from_ref(value))?.as_string()
}

/// Returns the script that a language is most likely written in, in a region if one is given; `None` if it
/// is not a language.
pub(super) fn likely_script(language: &str, region: Option<&str>) -> Option<String> {
    let tag =
        region.map_or_else(|| language.into(), |region| text::concat(&[language, "-", region]));
    let intl = js::get(&js::global(), "Intl");
    let locale = js::construct(&intl, "Locale", &[tag.into()])?;
    js::get_text(&js::call(&locale, "maximize", &[])?, "script")
}

/// Formats a number in `lang`, with up to three decimals.
pub fn number(lang: &str, value: f64) -> String {
    format(formatter("NumberFormat", lang, ""), &value.into()).unwrap_or_else(|| js::digits(value))
}

/// Formats a ratio (1 is 100 %) as percent in `lang`.
pub fn percent(lang: &str, share: f64) -> String {
    format(formatter("NumberFormat", lang, "style=percent"), &share.into())
        .unwrap_or_else(|| number(lang, share * 100.0))
}

/// Returns the CLDR plural category of a number in `lang`: `one`, `other` …
pub fn plural(lang: &str, value: f64) -> String {
    let rules = formatter("PluralRules", lang, "");
    rules
        .and_then(|rules| js::call(&rules, "select", &[value.into()])?.as_string())
        .unwrap_or_else(|| "other".into())
}

/// Returns the parts of a list of `count` items as `lang` joins them: "A, B and C".
pub fn list(lang: &str, count: usize) -> Vec<Part> {
    // Most articles have one author, and the first list formatter of a page takes tens of milliseconds.
    if count == 1 {
        return vec![Part::Item(0)];
    }
    // Items are passed as `0`. The result has them in their order, with texts between them.
    let keys = Array::new();
    for _ in 0..count {
        keys.push(&"0".into());
    }
    let parts = formatter("ListFormat", lang, "").and_then(|list| {
        js::call(&list, "formatToParts", &[keys.into()])?.dyn_into::<Array>().ok()
    });
    let mut out = Vec::new();
    let mut index = 0;
    match parts {
        Some(parts) => {
            for part in parts.iter() {
                if js::get_text(&part, "type").as_deref() == Some("element") {
                    out.push(Part::Item(index));
                    index += 1;
                } else {
                    out.push(Part::Between(js::get_text(&part, "value").unwrap_or_default()));
                }
            }
        }
        // The browser has no `Intl.ListFormat`: commas.
        None => {
            for index in 0..count {
                if index > 0 {
                    out.push(Part::Between(", ".into()));
                }
                out.push(Part::Item(index));
            }
        }
    }
    out
}

/// Formats a date or an RFC 3339 time in `lang`. Of a time, the weekday and the day are included only if
/// `day` is set. A time with an offset is converted to the reader's time zone; a date, or a time without
/// an offset, keeps its figures. Returns `text` if it is not a date.
pub fn date(lang: &str, text: &str, day: bool) -> String {
    let text = text.trim();
    let (_, time) = split_date(text);
    let has_offset = time.is_some_and(|t| t.ends_with(['Z', 'z']) || t.contains(['+', '-']));
    // Without an offset, the time is parsed and formatted in UTC, so that its figures do not change.
    let mut iso = match text::split_once(text, " ") {
        Some((day, time)) => text::concat(&[day, "T", time]),
        None => text.into(),
    };
    if time.is_some() && !has_offset {
        iso.push('Z');
    }
    let moment = js_sys::Date::new(&iso.into());
    if moment.get_time().is_nan() {
        return text.into();
    }
    let mut options = String::new();
    if day || time.is_none() {
        options.push_str("weekday=long day=numeric month=long year=numeric ");
    }
    if time.is_some() {
        options.push_str("hour=2-digit minute=2-digit ");
    }
    options.push_str(if has_offset { "timeZoneName=short" } else { "timeZone=UTC" });
    format(formatter("DateTimeFormat", lang, &options), &moment).unwrap_or_else(|| text.into())
}

/// Formats a relative time in `lang`: "3 hours ago". `number` is negative for the past; `unit` is one of
/// `Intl.RelativeTimeFormat`. Empty if the browser has no such formatter.
pub fn relative(lang: &str, number: f64, unit: &str) -> String {
    let formatter = formatter("RelativeTimeFormat", lang, "numeric=auto");
    let text = formatter.and_then(|f| js::call(&f, "format", &[number.into(), unit.into()]));
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// Formats the day of a moment in `lang`, without the time: "24 Nov 2026". Returns `text` if it is not a
/// date.
pub fn day(lang: &str, text: &str) -> String {
    let moment = js_sys::Date::new(&text.into());
    if moment.get_time().is_nan() {
        return text.into();
    }
    format(formatter("DateTimeFormat", lang, "dateStyle=medium"), &moment)
        .unwrap_or_else(|| text.into())
}
