//! Drawings of controls: lines of one weight on a square of 24, in the colour of the text. They say
//! nothing: the control they stand in has the name.

use super::paper;
use super::tags::{tag, Tag};

/// Listening: a pair of headphones.
pub const HEADPHONES: &str = "M4 15v-3a8 8 0 0 1 16 0v3M4 14h3v6H4zM17 14h3v6h-3z";
/// Sharing: out of the box.
pub const SHARE: &str = "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8";
/// Notifications: a bell; and what crosses it out.
pub const BELL: &str = "M6 17v-6a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4";
/// Not possible.
pub const CROSSED: &str = "M3.5 3.5l17 17";
/// Begin, or go on.
pub const PLAY: &str = "M8 5l11 7-11 7z";
/// Wait.
pub const PAUSE: &str = "M9 6v12M15 6v12";
/// One back.
pub const BACK: &str = "M18 6v12l-9-6zM6 6v12";
/// One on.
pub const ON: &str = "M6 6v12l9-6zM18 6v12";
/// Away with it.
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";

/// A drawing on what is drawn once.
pub fn drawn(path: &str) -> paper::Tag {
    paper::Tag::of_drawing("svg")
        .set("class", "icon")
        .set("viewBox", "0 0 24 24")
        .set("aria-hidden", "true")
        .with(paper::Tag::of_drawing("path").set("d", path))
}

/// A drawing.
pub fn icon(path: &'static str) -> Tag {
    tag("svg")
        .set("class", "icon")
        .set("viewBox", "0 0 24 24")
        .set("aria-hidden", "true")
        .with(tag("path").set("d", path))
}
