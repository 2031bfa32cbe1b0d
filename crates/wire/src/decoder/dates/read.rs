//! Parses dates in other forms than ISO 8601.

use super::calendar::{check_iso, format_iso, is_digits, Clock, Day, NoDate, SECONDS_OF_A_DAY};

/// Parses a date in any known form that is unambiguous, and returns it as ISO 8601. A text that is ISO 8601
/// already is returned as it is, without surrounding white space.
///
/// # Errors
/// [`NoDate`] if the text is not used as a date.
pub fn iso(text: &str) -> Result<String, NoDate> {
    let text = text.trim();
    if let Some(checked) = check_iso(text) {
        return checked.map(|()| text.into());
    }
    if let Some(number) = text.strip_prefix("/Date(").or(text.strip_prefix("Date(")) {
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        return parse_digits(number.get(..end).unwrap_or_default());
    }
    if text.starts_with('-') && text.get(1..2).is_some_and(is_digits) {
        return Err(NoDate::Placeholder); // A year before 0: PHP writes it for a missing date.
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if is_digits(whole) && is_digits(fraction) {
        return parse_digits(whole);
    }
    DateParser::default().parse(text)
}

/// Parses a date of digits alone: the compact form, or the time since 1970 in seconds, milliseconds or
/// microseconds.
fn parse_digits(text: &str) -> Result<String, NoDate> {
    if text.bytes().all(|b| b == b'0') {
        return Err(NoDate::Placeholder);
    }
    let compact = || {
        let (date, time) = text.split_at_checked(8).ok_or(NoDate::Unreadable)?;
        let day = compact_day(date)?;
        let clock = match time {
            "" => None,
            time => Some(Clock::parse(time).ok_or(NoDate::Unreadable)?),
        };
        format_iso(day, clock.map(|clock| (clock, "")))
    };
    let number = || text.parse::<i64>().map_err(|_| NoDate::Unreadable);
    match text.len() {
        8 | 14 => compact(),
        12 if text.starts_with("19") || text.starts_with("20") => {
            compact().or_else(|_| since_1970(number()? / 1000))
        }
        9 | 10 => since_1970(number()?),
        12 | 13 => since_1970(number()? / 1000),
        16 => since_1970(number()? / 1_000_000),
        _ => Err(NoDate::Unreadable),
    }
}

/// Parses `YYYYMMDD`.
fn compact_day(text: &str) -> Result<Day, NoDate> {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    Day::parse(part(0, 4), part(4, 6), part(6, 8))
}

/// Formats a time in seconds since 1970.
fn since_1970(seconds: i64) -> Result<String, NoDate> {
    let day = Day::from_days(seconds.div_euclid(SECONDS_OF_A_DAY));
    let seconds = seconds.rem_euclid(SECONDS_OF_A_DAY);
    format_iso(day, Some((Clock { seconds, has_seconds: true, fraction: "" }, "Z")))
}

/// The first three letters of each month.
const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
/// The first three letters of each weekday.
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// The named time zones of RFC 2822, with their offsets.
const ZONES: [(&str, &str); 8] = [
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
];

/// Parses a date word by word; holds the parts found so far.
#[derive(Default)]
struct DateParser {
    /// The day, if one word has all its parts.
    day: Option<Day>,
    /// The month, if it is named; 1 to 12.
    month: Option<usize>,
    /// The numbers before and after the name of the month: day and year.
    numbers: Vec<String>,
    /// Whether a number comes before the name of the month.
    day_first: bool,
    /// The time of day; empty if there is none.
    clock: String,
    /// The offset: `Z`, `+07:00`; empty if there is none.
    zone: String,
    /// `false` for AM, `true` for PM.
    afternoon: Option<bool>,
}

impl DateParser {
    /// Parses a whole text.
    fn parse(mut self, text: &str) -> Result<String, NoDate> {
        // Text in brackets repeats the name of the zone.
        let text = text.split(['(', '[']).next().unwrap_or_default();
        let mut clean = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
            match c {
                ',' if clean.contains(':') && clean.ends_with(|c: char| c.is_ascii_digit()) => {
                    clean.push('.');
                }
                'T' | 't' if before_digit && clean.ends_with(|c: char| c.is_ascii_digit()) => {
                    clean.push(' ');
                }
                ',' | '日' => clean.push(' '),
                '年' | '月' => clean.push('-'),
                '−' => clean.push('-'),
                c => clean.push(c),
            }
        }
        for word in clean.split_whitespace() {
            self.word(&word.to_ascii_lowercase())?;
        }
        let day = self.day()?;
        if self.clock.is_empty() {
            return format_iso(day, None);
        }
        let mut clock = Clock::parse(&self.clock).ok_or(NoDate::Unreadable)?;
        if let Some(afternoon) = self.afternoon {
            let hour = clock.seconds / 3600;
            if !(1..=12).contains(&hour) {
                return Err(NoDate::Unreadable);
            }
            clock.seconds += (i64::from(afternoon) * 12 - i64::from(hour == 12) * 12) * 3600;
        }
        format_iso(day, Some((clock, &self.zone)))
    }

    /// Parses a word in lower case.
    fn word(&mut self, word: &str) -> Result<(), NoDate> {
        let name = word.trim_end_matches('.');
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        let has_day = self.day.is_some();
        if starts_with_digit && (word.contains(':') || (has_day && self.clock.is_empty())) {
            return self.time(word);
        }
        if starts_with_digit {
            return self.number(word);
        }
        if word.starts_with(['+', '-']) {
            let is_zone = word.bytes().skip(1).all(|b| b.is_ascii_digit() || b == b':');
            self.zone = word.into();
            return (is_zone && !self.clock.is_empty()).then_some(()).ok_or(NoDate::Unreadable);
        }
        let start = name.get(..3).unwrap_or_default();
        let month = MONTHS.find(start).filter(|at| start.len() == 3 && at % 3 == 0);
        match name {
            "am" | "a.m" => self.afternoon = Some(false),
            "pm" | "p.m" => self.afternoon = Some(true),
            "at" | "on" | "of" | "the" | "-" | "–" | "|" => {}
            "z" | "utc" | "gmt" | "ut" => self.zone = "Z".into(),
            _ if WEEKDAYS.contains(&start) && is_weekday(name) => {}
            _ if month.is_some() && is_month(name) => self.month = month.map(|at| at / 3 + 1),
            _ if self.clock.is_empty() => return Err(NoDate::Unreadable),
            _ => {
                let named = ZONES.iter().find(|(zone, _)| *zone == name);
                let after = ["gmt", "utc"].iter().find_map(|zone| name.strip_prefix(zone));
                let zone = named.map(|(_, offset)| *offset).or(after).unwrap_or_default();
                // The offset of any other zone is unknown: the time is used without one.
                self.zone = zone.into();
            }
        }
        Ok(())
    }

    /// Parses a time with what follows it without a space: `08:00:00Z`, `8:00pm`, `080000+0700`.
    fn time(&mut self, word: &str) -> Result<(), NoDate> {
        let end = word
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
            .unwrap_or(word.len());
        let (clock, rest) = word.split_at(end);
        if !self.clock.is_empty() {
            return self.number(word);
        }
        self.clock = clock.trim_end_matches('.').into();
        match rest {
            "" => Ok(()),
            rest => self.word(rest),
        }
    }

    /// Parses a word that starts with a digit and is not a time: a whole date, or a part of one.
    fn number(&mut self, word: &str) -> Result<(), NoDate> {
        let word = word.trim_end_matches(['.', '-']);
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        match parts.as_slice() {
            [compact] if compact.len() == 8 && is_digits(compact) => {
                self.day = Some(compact_day(compact)?);
            }
            [number] => {
                let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|e| number.strip_suffix(e));
                let number = ordinal.unwrap_or(number);
                is_digits(number).then_some(()).ok_or(NoDate::Unreadable)?;
                self.day_first |= self.month.is_none();
                self.numbers.push(number.into());
            }
            [year, month, day] if year.len() == 4 && is_digits(month) => {
                self.day = Some(Day::parse(year, month, day)?);
            }
            [day, month, year] if !is_digits(month) => {
                self.number(day)?;
                self.word(month)?;
                self.number(year)?;
            }
            [first, second, year] if year.len() == 4 => {
                let is_day = |part: &str| part.parse::<u32>().is_ok_and(|n| n > 12);
                let (day, month) = match (is_day(first), is_day(second)) {
                    (false, true) => (second, first),
                    (true, false) => (first, second),
                    _ if first == second => (first, second),
                    _ => return Err(NoDate::Ambiguous),
                };
                self.day = Some(Day::parse(year, month, day)?);
            }
            [_, _, _] if parts.iter().all(|part| is_digits(part)) => return Err(NoDate::Ambiguous),
            _ => return Err(NoDate::Unreadable),
        }
        Ok(())
    }

    /// Returns the day that the parts make up.
    fn day(&self) -> Result<Day, NoDate> {
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let (day, year) = match (self.day, self.month, numbers.as_slice()) {
            (Some(day), None, []) => return Ok(day),
            (None, Some(_), [year, day] | [day, year]) if year.len() == 4 && day.len() < 3 => {
                (*day, String::from(*year))
            }
            (None, Some(_), [day, year]) if self.is_mail() && year.len() == 2 && day.len() < 3 => {
                (*day, [if *year < "50" { "20" } else { "19" }, year].concat())
            }
            _ => return Err(NoDate::Unreadable),
        };
        Day::parse(&year, &self.month.unwrap_or_default().to_string(), day)
    }

    /// Returns whether the date has the form of old mail, whose year can have two digits:
    /// `02 Mar 26 08:00 GMT`.
    fn is_mail(&self) -> bool {
        self.day_first && !self.clock.is_empty()
    }
}

/// Returns whether a word that starts like a weekday is one.
fn is_weekday(name: &str) -> bool {
    name.len() == 3 || name.ends_with("day") || matches!(name, "tues" | "thur" | "thurs")
}

/// Returns whether a word that starts like a month is one.
fn is_month(name: &str) -> bool {
    const LONG: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    name.len() == 3 || name == "sept" || LONG.contains(&name)
}
