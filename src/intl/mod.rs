//! Dates, numbers, plurals and lists as a language writes them: by the browser's `Intl`, or by ICU
//! where there is no browser. A date that cannot be read is shown as the source wrote it.

#[cfg(browser)]
mod browser;
#[cfg(not(browser))]
mod native;

#[cfg(browser)]
pub use browser::{date, list, number, percent, plural};
#[cfg(not(browser))]
pub use native::{date, list, number, percent, plural};

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
