//! Renders the publication time of a comment.

use crate::comments::model::time;
use crate::web::vdom::{tag, VElement};
use baca_sys::intl;

/// Returns a `<time>`: relative for recent comments, otherwise the date, with date and time as its `title`.
pub fn timestamp(lang: &str, published: &str, now: f64) -> VElement {
    let relative = time::parse(published).and_then(|ms| time::relative(ms, now));
    let mut text = match relative {
        // A date without a time gives no hours.
        Some((number, unit)) if published.len() > 10 || unit == "day" => {
            intl::relative(lang, number, unit)
        }
        _ => String::new(),
    };
    if text.is_empty() {
        text = intl::day(lang, published);
    }
    tag("time")
        .attr_text("datetime", published)
        .attr_text("title", &intl::date(lang, published, true))
        .text(&text)
}
