//! Parses the dates of other systems and returns them as ISO 8601.
//!
//! [`is_iso`] checks the form that Baca's own format accepts. [`iso`] parses every other form that is
//! unambiguous: one-digit parts, the compact form, seconds and milliseconds since 1970, mail and HTTP
//! dates, the output of JavaScript, English words. `Date.parse` of the browser is not used, because it
//! parses `02/03/2026` as an American date and a day without time as midnight in some time zone.
//!
//! - `calendar`: days, times and offsets; the form of ISO 8601.
//! - `read`: all other forms.

mod calendar;
mod read;
#[cfg(test)]
mod tests;

pub use calendar::{is_iso, NoDate};
pub use read::iso;
