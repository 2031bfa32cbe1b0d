//! When a comment was written, as its reader would say it.

use crate::comments::thread::time;
use crate::intl;
use crate::view::tags::{tag, Tag};

/// A `<time>`: how long ago, for what is recent, and the day otherwise; the moment itself on top.
pub fn when(lang: &str, published: &str, now: f64) -> Tag {
    let ago = time::parse(published).and_then(|ms| time::ago(ms, now));
    let words = match ago {
        // A day has no hours.
        Some((number, unit)) if published.len() > 10 || unit == "day" => {
            intl::relative(lang, number, unit)
        }
        _ => intl::day(lang, published),
    };
    tag("time")
        .text("datetime", published)
        .text("title", &intl::date(lang, published, true))
        .say(&words)
}
