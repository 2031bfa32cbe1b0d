//! Formats dates, numbers, plurals and lists by language: by the browser's `Intl`, natively by ICU.
//! `lang` is a BCP 47 tag everywhere. A date that cannot be parsed is returned as it is.

#[cfg(browser)]
mod browser;
mod direction;
#[cfg(not(browser))]
mod native;
mod parts;

#[cfg(browser)]
pub use browser::{date, day, list, number, percent, plural, relative};
pub use direction::direction_of;
#[cfg(not(browser))]
pub use native::{date, list, number, percent, plural};
pub use parts::Part;

/// Formats a relative time without translation: discussions are shown in browsers only, where `Intl` does
/// it.
#[cfg(not(browser))]
pub fn relative(_lang: &str, number: f64, unit: &str) -> String {
    [&number.to_string(), " ", unit].concat()
}

/// Formats the day of a moment; in browsers without its time.
#[cfg(not(browser))]
pub fn day(lang: &str, text: &str) -> String {
    date(lang, text, false)
}
