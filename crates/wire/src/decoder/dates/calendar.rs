//! Days, times and offsets; parses and writes the form of ISO 8601.

use baca_sys::number::{self, decimal};
use baca_sys::text;

/// Why a value is not used as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDate {
    /// It is not a date in a known form.
    Unreadable,
    /// It can mean two days: `02/03/2026`.
    Ambiguous,
    /// It is a placeholder for a missing date: the year 1, the first second of 1970.
    Placeholder,
}

impl NoDate {
    /// Returns the message for the list of problems.
    pub fn message(self) -> &'static str {
        match self {
            Self::Unreadable => "expected a date",
            Self::Ambiguous => "an ambiguous date",
            Self::Placeholder => "a placeholder for a missing date",
        }
    }
}

/// Seconds per day.
pub(super) const SECONDS_OF_A_DAY: i64 = 86_400;
/// The year of `9999-12-31`, which some systems store for a missing date.
const PLACEHOLDER_YEAR: i64 = 9999;

/// Returns whether a text is a valid date in the form `YYYY-MM-DD[THH:MM[:SS[.f]][Z|±HH:MM]]`.
pub fn is_iso(text: &str) -> bool {
    check_iso(text) == Some(Ok(()))
}

/// Checks whether a text in the form of ISO 8601 is a valid date; `None` if it has another form.
///
/// # Errors
/// [`NoDate`] if the form is right but the date is not valid or is a placeholder.
pub(super) fn check_iso(text: &str) -> Option<Result<(), NoDate>> {
    let (date, time) = text.split_at_checked(10)?;
    if !has_shape(date, "0000-00-00") {
        return None;
    }
    let day = Day::new(
        two_digits(date, 0) * 100 + two_digits(date, 2),
        two_digits(date, 5),
        two_digits(date, 8),
    );
    let Some(time) = time.strip_prefix('T') else {
        return time.is_empty().then(|| day?.check(0));
    };
    let (clock, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let (whole, fraction) = text::split_once(clock, ".").unwrap_or((clock, "0"));
    let clock_fits = has_shape(whole, "00:00") || has_shape(whole, "00:00:00");
    let zone_fits =
        matches!(zone, "" | "Z") || has_shape(zone, "+00:00") || has_shape(zone, "-00:00");
    let (hour, minute, second) = (two_digits(whole, 0), two_digits(whole, 3), two_digits(whole, 6));
    // `24:00` is accepted by `iso` only, which turns it into the start of the next day.
    let in_range = hour < 24 && minute < 60 && second < 60;
    (clock_fits && zone_fits && is_digits(fraction) && in_range).then_some(())?;
    let offset = offset_of(zone.starts_with('-'), two_digits(zone, 1), two_digits(zone, 4));
    Some(day.and_then(|day| day.check(hour * 3600 + minute * 60 + second - offset?)))
}

/// Returns the number that the two digits from byte `at` on make, in a text with [`has_shape`]; 0 behind its end.
fn two_digits(text: &str, at: usize) -> i64 {
    text.bytes().skip(at).take(2).fold(0, |number, digit| number * 10 + i64::from(digit & 15))
}

/// Returns whether a text has a digit wherever `shape` has a zero, and otherwise the characters of `shape`.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, expected)| match expected {
            b'0' => byte.is_ascii_digit(),
            _ => byte == expected,
        })
}

/// Returns whether a text is not empty and has only ASCII digits.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

impl Day {
    /// Parses a day from the digits of its parts.
    ///
    /// # Errors
    /// [`NoDate`] if the calendar has no such day, or the year is before 1000 or a placeholder.
    pub(super) fn parse(year: &str, month: &str, day: &str) -> Result<Self, NoDate> {
        let number = |text: &str| number::whole(text).ok_or(NoDate::Unreadable);
        Self::new(number(year)?, number(month)?, number(day)?)
    }

    /// Returns a day; see [`Self::parse`].
    fn new(year: i64, month: i64, day: i64) -> Result<Self, NoDate> {
        if year < 1000 || (year == PLACEHOLDER_YEAR && month == 12) {
            return Err(NoDate::Placeholder);
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days_of_month = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(NoDate::Unreadable),
        };
        (1..=days_of_month)
            .contains(&day)
            .then_some(Self { year, month, day })
            .ok_or(NoDate::Unreadable)
    }

    /// Returns the number of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date
    /// algorithms").
    pub(super) fn to_days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// Returns the day that is `days` after 1970-01-01.
    pub(super) fn from_days(days: i64) -> Self {
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Self { year: year + era * 400 + i64::from(month <= 2), month, day }
    }

    /// Rejects the first second of 1970 UTC, a placeholder. `seconds` is the time of day in UTC.
    fn check(self, seconds: i64) -> Result<(), NoDate> {
        match self.to_days() * SECONDS_OF_A_DAY + seconds {
            0 => Err(NoDate::Placeholder),
            _ => Ok(()),
        }
    }
}

/// A time of day.
#[derive(Clone, Copy)]
pub(super) struct Clock<'t> {
    /// Seconds since midnight.
    pub(super) seconds: i64,
    /// Whether the text has seconds.
    pub(super) has_seconds: bool,
    /// Digits of the fraction of a second, at most 9.
    pub(super) fraction: &'t str,
}

impl<'t> Clock<'t> {
    /// Parses `8:00`, `08:00:00.5`, `0800`, `080000`; `None` if it is not a time of day.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (whole, fraction) = text::split_once(text, ".").unwrap_or((text, ""));
        let mut parts = [""; 3];
        let mut count = 0;
        if text::find(whole, ":").is_some() {
            for part in text::split(whole, ":") {
                *parts.get_mut(count)? = part;
                count += 1;
            }
        } else {
            for at in [0, 2, 4] {
                let Some(part) = whole.get(at..at + 2) else { break };
                *parts.get_mut(count)? = part;
                count += 1;
            }
            (whole.len() == count * 2).then_some(())?;
        }
        let [hour, minute, second] = parts;
        let is_part = |part: &str| is_digits(part) && part.len() <= 2;
        let has_seconds = count == 3;
        let valid = is_part(hour)
            && is_part(minute)
            && minute.len() == 2
            && (!has_seconds || is_part(second));
        (count >= 2 && valid && (fraction.is_empty() || is_digits(fraction))).then_some(())?;
        let number = |text: &str| number::whole(text).unwrap_or_default();
        let (hour, minute, second) = (number(hour), number(minute), number(second));
        // A leap second is stored as second 59, because most clocks have no second 60.
        let seconds = hour * 3600 + minute * 60 + second.min(59);
        let fraction = fraction.get(..fraction.len().min(9)).unwrap_or_default();
        let in_day = minute < 60 && second <= 60 && seconds <= SECONDS_OF_A_DAY;
        in_day.then_some(Self { seconds, has_seconds, fraction })
    }
}

/// Returns the offset of a zone (`Z`, `+07:00`, empty) from UTC in seconds.
///
/// # Errors
/// [`NoDate::Unreadable`] for an offset of 24 hours or more.
fn offset(zone: &str) -> Result<i64, NoDate> {
    let Some(digits) = zone.strip_prefix(['+', '-']) else { return Ok(0) };
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at(digits.len().min(if digits.len() == 3 { 1 } else { 2 }));
    let number = |text: &str| number::whole(text).unwrap_or_default();
    offset_of(zone.starts_with('-'), number(hours), number(minutes))
}

/// Returns an offset in seconds.
///
/// # Errors
/// [`NoDate::Unreadable`] for 24 hours or more, or for 60 minutes or more.
fn offset_of(is_negative: bool, hours: i64, minutes: i64) -> Result<i64, NoDate> {
    match hours < 24 && minutes < 60 {
        true if is_negative => Ok(-(hours * 60 + minutes) * 60),
        true => Ok((hours * 60 + minutes) * 60),
        false => Err(NoDate::Unreadable),
    }
}

/// Formats day, time and zone as ISO 8601. The time `24:00` becomes the start of the next day.
///
/// # Errors
/// [`NoDate`] for an invalid offset or a placeholder.
pub(super) fn format_iso(mut day: Day, time: Option<(Clock, &str)>) -> Result<String, NoDate> {
    let offset = offset(time.map_or("", |(_, zone)| zone))?;
    day.check(time.map_or(0, |(clock, _)| clock.seconds - offset))?;
    let ends_day = time.is_some_and(|(clock, _)| clock.seconds == SECONDS_OF_A_DAY);
    if ends_day {
        day = Day::from_days(day.to_days() + 1);
    }
    let mut out = String::new();
    pad(&mut out, "", day.year, 4);
    pad(&mut out, "-", day.month, 2);
    pad(&mut out, "-", day.day, 2);
    let Some((clock, zone)) = time else { return Ok(out) };
    let seconds = clock.seconds % SECONDS_OF_A_DAY;
    pad(&mut out, "T", seconds / 3600, 2);
    pad(&mut out, ":", seconds / 60 % 60, 2);
    if clock.has_seconds {
        pad(&mut out, ":", seconds % 60, 2);
        if !clock.fraction.is_empty() {
            out.push('.');
            out.push_str(clock.fraction);
        }
    }
    match zone {
        "" => {}
        zone if zone.starts_with(['+', '-']) => {
            let sign = if offset < 0 { "-" } else { "+" };
            pad(&mut out, sign, offset.abs() / 3600, 2);
            pad(&mut out, ":", offset.abs() / 60 % 60, 2);
        }
        _ => out.push('Z'),
    }
    Ok(out)
}

/// Appends `before` and `number`, padded with zeros to `width` digits.
fn pad(out: &mut String, before: &str, number: i64, width: usize) {
    out.push_str(before);
    let digits = decimal(number);
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}
