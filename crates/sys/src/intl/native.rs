//! Formatting by ICU, with data of CLDR. For an unknown language the root locale is used.

use super::parts::{split_date, Part};
use fixed_decimal::{Decimal, FloatPrecision};
use icu_calendar::{Date, Iso};
use icu_datetime::fieldsets::{T, YMDE};
use icu_datetime::input::{DateTime, Time};
use icu_datetime::DateTimeFormatter;
use icu_decimal::DecimalFormatter;
use icu_list::options::ListFormatterOptions;
use icu_list::ListFormatter;
use icu_locale::{Locale, LocaleCanonicalizer, LocaleExpander};
use icu_plurals::{PluralCategory, PluralRules};

/// Marks the start and the end of an item in a formatted list; a private-use character, which no language
/// joins items with.
const ITEM_MARK: char = '\u{e000}';

fn locale(lang: &str) -> Locale {
    Locale::try_from_str(&lang.replace('_', "-")).unwrap_or(Locale::UNKNOWN)
}

/// Returns the script that a language is most likely written in, in a region if one is given; `None` if it
/// is not a language.
pub(super) fn likely_script(language: &str, region: Option<&str>) -> Option<String> {
    let tag = region.map_or_else(|| language.into(), |region| [language, "-", region].concat());
    let mut locale = Locale::try_from_str(&tag).ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    LocaleExpander::new_extended().maximize(&mut locale.id);
    locale.id.script.map(|script| script.as_str().into())
}

/// Formats a number in `lang`, with up to three decimals.
pub fn number(lang: &str, value: f64) -> String {
    let decimal = Decimal::try_from_f64(value, FloatPrecision::RoundTrip);
    let formatter = DecimalFormatter::try_new(locale(lang).into(), Default::default());
    match (formatter, decimal) {
        (Ok(formatter), Ok(mut decimal)) => {
            // The defaults of `Intl.NumberFormat`.
            decimal.round(-3);
            decimal.trim_end();
            formatter.format(&decimal).to_string()
        }
        _ => value.to_string(),
    }
}

/// Formats a ratio (1 is 100 %) as percent in `lang`.
pub fn percent(lang: &str, share: f64) -> String {
    number(lang, (share * 100.0).round()) + "%"
}

/// Returns the CLDR plural category of a number in `lang`: `one`, `other` …
pub fn plural(lang: &str, value: f64) -> String {
    let decimal = Decimal::try_from_f64(value, FloatPrecision::RoundTrip);
    let rules = PluralRules::try_new_cardinal(locale(lang).into());
    let category = match (rules, decimal) {
        (Ok(rules), Ok(decimal)) => rules.category_for(&decimal),
        _ => PluralCategory::Other,
    };
    let name = match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    };
    name.into()
}

/// Returns the parts of a list of `count` items as `lang` joins them: "A, B and C".
pub fn list(lang: &str, count: usize) -> Vec<Part> {
    let marked = |index: usize| format!("{ITEM_MARK}{index}{ITEM_MARK}");
    let formatter =
        ListFormatter::try_new_and(locale(lang).into(), ListFormatterOptions::default());
    let items = (0..count).map(marked);
    let text = match formatter {
        Ok(formatter) => formatter.format_to_string(items),
        Err(_) => items.collect::<Vec<_>>().join(", "),
    };
    let pieces = text.split(ITEM_MARK).enumerate().filter(|(_, piece)| !piece.is_empty());
    let part = |(index, piece): (usize, &str)| match piece.parse() {
        Ok(item) if index % 2 == 1 => Part::Item(item),
        _ => Part::Between(piece.into()),
    };
    pieces.map(part).collect()
}

/// Formats a date or an RFC 3339 time in `lang`. Of a time, the weekday and the day are included only if
/// `day` is set. A time with an offset is shown with that offset, because the reader's time zone is not
/// known on a server. Returns `text` if it is not a date.
pub fn date(lang: &str, text: &str, day: bool) -> String {
    let text = text.trim();
    format_date(lang, text, day).unwrap_or_else(|| text.into())
}

/// Formats a date; `None` if `text` is not a date.
fn format_date(lang: &str, text: &str, day: bool) -> Option<String> {
    let locale = locale(lang);
    let (date, time) = split_date(text);
    let date = parse_date(date)?;
    let Some(time) = time else {
        let formatter = DateTimeFormatter::try_new(locale.into(), YMDE::long()).ok()?;
        return Some(formatter.format(&date).to_string());
    };
    let (time, zone) = parse_time(time)?;
    let moment = DateTime { date, time };
    let mut out = if day {
        let fields = YMDE::long().with_time_hm();
        DateTimeFormatter::try_new(locale.into(), fields).ok()?.format(&moment).to_string()
    } else {
        DateTimeFormatter::try_new(locale.into(), T::hm()).ok()?.format(&moment).to_string()
    };
    if let Some(zone) = zone {
        out.push(' ');
        out.push_str(&zone);
    }
    Some(out)
}

fn parse_date(text: &str) -> Option<Date<Iso>> {
    let mut parts = text.splitn(3, '-');
    let mut next = || parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let (year, month, day) = (next()?, next()?, next()?);
    Date::try_new_iso(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Parses a time and returns it with the name of its offset: `UTC`, `GMT+7`.
fn parse_time(text: &str) -> Option<(Time, Option<String>)> {
    let zone_at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at_checked(zone_at)?;
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let time = Time::try_new(hour, minute, 0, 0).ok()?;
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let sign = match zone.chars().next() {
        None => return Some((time, None)),
        Some('+') => "+",
        Some('-') => "−",
        Some(_) => return Some((time, Some("UTC".into()))),
    };
    let (hours, minutes) = digits.split_at_checked(2)?;
    let (hours, minutes) = (hours.trim_start_matches('0'), minutes.get(..2).unwrap_or("00"));
    Some((
        time,
        Some(match (hours, minutes) {
            ("", "00") => "UTC".into(),
            (hours, "00") => ["GMT", sign, hours].concat(),
            ("", minutes) => ["GMT", sign, "0:", minutes].concat(),
            (hours, minutes) => ["GMT", sign, hours, ":", minutes].concat(),
        }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_formatted_in_its_language_with_its_offset() {
        let text = date("id", "2026-03-05T08:09:10+07:00", true);
        assert_eq!(text, "Kamis, 5 Maret 2026 pukul 08.09 GMT+7");
        assert_eq!(
            date("en", "2026-03-05 08:09:10Z", false).replace('\u{202f}', " "),
            "8:09 AM UTC"
        );
        assert_eq!(date("id", "2026-03-05", true), "Kamis, 5 Maret 2026");
        assert_eq!(date("id", "2026-03-05T08:09", false), "08.09");
        assert_eq!(
            date("en", "2026-03-05T08:09-03:30", false).replace('\u{202f}', " "),
            "8:09 AM GMT−3:30"
        );
    }

    #[test]
    fn a_text_that_is_not_a_date_is_returned_as_it_is() {
        for text in ["", "kemarin", "2026-99-99", "2026-03", "T", "2026-03-05T8", "1-1-1Tx"] {
            assert_eq!(date("id", text, true), text);
        }
    }

    #[test]
    fn numbers_plurals_and_lists_follow_the_language() {
        assert_eq!((number("id", 4.5), number("en", 4.5)), ("4,5".into(), "4.5".into()));
        assert_eq!((number("en", 1234.0), number("id", 1234.0)), ("1,234".into(), "1.234".into()));
        assert_eq!((plural("en", 1.0), plural("id", 1.0)), ("one".into(), "other".into()));
        let joined = |lang| {
            let text = |part| match part {
                Part::Item(index) => ["A", "B", "C"][index].to_string(),
                Part::Between(text) => text,
            };
            list(lang, 3).into_iter().map(text).collect::<String>()
        };
        assert_eq!((joined("id"), joined("en")), ("A, B, dan C".into(), "A, B, and C".into()));
        assert_eq!(number("not a language", 7.0), "7");
    }
}
