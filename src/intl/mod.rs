//! Dates, numbers, plurals and lists as a language writes them: by the browser's `Intl`, or by ICU
//! where there is no browser. A date that cannot be read is shown as the source wrote it.

#[cfg(browser)]
mod browser;
#[cfg(not(browser))]
mod native;

#[cfg(browser)]
pub use browser::{date, day, list, number, percent, plural, relative};
#[cfg(not(browser))]
pub use native::{date, list, number, percent, plural};

/// Discussions are drawn in browsers only: elsewhere a moment is told as it stands.
#[cfg(not(browser))]
pub fn relative(_lang: &str, number: f64, unit: &str) -> String {
    [&number.to_string(), " ", unit].concat()
}

/// See [`relative`].
#[cfg(not(browser))]
pub fn day(lang: &str, text: &str) -> String {
    date(lang, text, false)
}

/// A piece of a list in words.
pub enum Part {
    /// The item of this index.
    Item(usize),
    /// What stands between: ", " or " and ".
    Between(String),
}

/// Day and time of a date; the time only if there is one.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['T', 't', ' ']) {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => (day, Some(time)),
        Some(_) | None => (text, None),
    }
}
