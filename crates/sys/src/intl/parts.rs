//! What the browser's and the native implementation share: the parts of a list, and splitting dates.

/// A part of a formatted list.
pub enum Part {
    /// The item with this index.
    Item(usize),
    /// The text between two items: `, ` or ` and `.
    Between(String),
}

/// Splits a date into day and time; the time is `None` if there is none.
pub fn split_date(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['T', 't', ' ']) {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => (day, Some(time)),
        Some(_) | None => (text, None),
    }
}
