//! Places that the article leaves for what comes later: empty elements that the app never looks into
//! again, by name.

use super::tags::{tag, Tag};
use web_sys::{Element, HtmlElement};

/// Where the comments come.
pub const COMMENTS: &str = "comments";
/// Where the question about notifications comes.
pub const PROMPT: &str = "prompt";

/// Where the player of what is read aloud comes.
pub const PLAYER: &str = "player";

/// A place.
pub fn place(name: &'static str) -> Tag {
    tag("div").set("data-place", name)
}

/// The place of this name in a reader.
pub fn find(host: &HtmlElement, name: &str) -> Option<Element> {
    let selector = ["[data-place=", name, "]"].concat();
    host.shadow_root()?.query_selector(&selector).ok().flatten()
}
