//! Points in time of comments: RFC 3339 to milliseconds and back, and how long ago they were. The calendar is
//! the proleptic Gregorian one (<https://howardhinnant.github.io/date_algorithms.html>).

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Parses RFC 3339 or a date into milliseconds since 1970. Without an offset it is UTC.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = |from: usize, to: usize| -> Option<i64> { text.get(from..to)?.parse().ok() };
    let has_byte =
        |at: usize, wanted: &[u8]| text.as_bytes().get(at).is_some_and(|b| wanted.contains(b));
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let is_date = has_byte(4, b"-")
        && has_byte(7, b"-")
        && (1..=12).contains(&month)
        && (1..=31).contains(&day);
    if !is_date {
        return None;
    }
    let midnight = days_from_civil(year, month, day) * DAY_MS;
    if text.len() == 10 {
        return Some(midnight as f64);
    }
    if !has_byte(10, b"Tt ") || !has_byte(13, b":") {
        return None;
    }
    let (hour, minute) = (number(11, 13)?, number(14, 16)?);
    let second = if has_byte(16, b":") { number(17, 19)? } else { 0 };
    let rest = text.get(if has_byte(16, b":") { 19 } else { 16 }..)?;
    let digits = rest
        .strip_prefix('.')
        .map_or("", |rest| rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    let fraction: i64 =
        [digits.get(..3.min(digits.len()))?, "000"].concat().get(..3)?.parse().ok()?;
    let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let offset = match zone.split_at_checked(1) {
        Some((sign @ ("+" | "-"), clock)) => {
            let (hours, minutes) = (clock.get(..2)?, clock.get(clock.len().checked_sub(2)?..)?);
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == "+" {
                minutes
            } else {
                -minutes
            }
        }
        _ => 0,
    };
    let minutes = hour * 60 + minute - offset;
    Some((midnight + minutes * 60_000 + second * 1_000 + fraction) as f64)
}

/// Formats milliseconds since 1970 as RFC 3339 in UTC, without fractions of seconds.
pub fn to_rfc3339(ms: f64) -> String {
    let seconds = (ms / 1000.0).floor() as i64;
    let (day, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(day);
    let two = |n: i64| if n < 10 { ["0", &n.to_string()].concat() } else { n.to_string() };
    let year = ["000", &year.max(0).to_string()].concat();
    let year = year.get(year.len().saturating_sub(4).min(3)..).unwrap_or_default().to_string();
    let date = [&year, "-", &two(month), "-", &two(day)].concat();
    [&date, "T", &two(clock / 3600), ":", &two(clock / 60 % 60), ":", &two(clock % 60), "Z"]
        .concat()
}

/// Returns how long before `now` a time was, for `Intl.RelativeTimeFormat`: a number, negative for the past,
/// and its unit. Returns `None` for more than 30 days, which is shown as a date.
pub fn relative(ms: f64, now: f64) -> Option<(f64, &'static str)> {
    const UNITS: [(f64, f64, &str); 4] = [
        (60.0, 1.0, "second"),
        (3_600.0, 60.0, "minute"),
        (86_400.0, 3_600.0, "hour"),
        (2_592_000.0, 86_400.0, "day"),
    ];
    // A device with a wrong clock must not show a time in the future.
    let seconds = ((now - ms) / 1000.0).max(0.0);
    let (_, size, unit) = UNITS.into_iter().find(|(below, _, _)| seconds < *below)?;
    Some((-(seconds / size).floor(), unit))
}

/// Returns the number of days from 1970-01-01 to a date.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Returns the date (year, month, day) of a number of days since 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days - era * 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_the_same_in_every_zone() {
        let at = parse("2026-03-01T09:10:00Z");
        assert_eq!(at, Some(1_772_356_200_000.0));
        for same in [
            "2026-03-01T16:10:00+07:00",
            "2026-03-01T04:10-05:00",
            "2026-03-01 09:10:00.000",
            "2026-03-01T16:10:00+0700",
        ] {
            assert_eq!(parse(same), at, "{same}");
        }
        assert_eq!(parse("1970-01-02"), Some(86_400_000.0));
        assert_eq!(parse("1969-12-31T23:59:59.5Z"), Some(-500.0));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "soon",
            "2026",
            "2026-13-01",
            "2026-03-01T",
            "2026-03-01Tnoon",
            "01-03-2026",
            "2026-03-01T09:10:00+x",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn writing_is_the_inverse_of_reading() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2000-02-29T23:59:59Z",
            "2026-11-24T11:23:09Z",
            "1900-03-01T00:00:00Z",
        ] {
            assert_eq!(to_rfc3339(parse(text).expect("a moment")), text);
        }
    }

    #[test]
    fn the_past_is_told_in_the_largest_unit_and_the_future_is_now() {
        let relative = |seconds: f64| relative(0.0, seconds * 1000.0);
        assert_eq!(relative(-5.0), Some((-0.0, "second")));
        assert_eq!(relative(90.0), Some((-1.0, "minute")));
        assert_eq!(relative(7_200.0), Some((-2.0, "hour")));
        assert_eq!(relative(86_400.0 * 29.0), Some((-29.0, "day")));
        assert_eq!(relative(86_400.0 * 31.0), None);
    }
}
