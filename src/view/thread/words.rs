//! Draws what a comment says.

use super::Shared;
use crate::article::words::{text, Word};
use crate::view::tags::{tag, Tag};
use yew::Html;

/// Draws it into an element.
pub fn words(shared: &Shared, into: Tag, words: &[Word]) -> Tag {
    into.with_all(words.iter().map(|word| draw(shared, word)))
}

fn draw(shared: &Shared, word: &Word) -> Html {
    let (name, address, inside) = match word {
        Word::Text(text) => return text.clone().into(),
        Word::Element(name, address, inside) => (*name, address.as_deref(), inside),
    };
    let element = match (name, address) {
        ("img", Some(src)) if shared.pictures.may(src) => tag("img")
            .text("src", src)
            .text("alt", &text(inside))
            .set("loading", "lazy")
            .set("referrerpolicy", "no-referrer"),
        // A picture that may not be fetched is a link to it.
        ("img", src) => {
            let alt = text(inside);
            let name = if alt.trim().is_empty() { src.unwrap_or_default() } else { &alt };
            tag("a").text("href", src.unwrap_or_default()).set("rel", "noopener nofollow").say(name)
        }
        ("a", Some(href)) => words(
            shared,
            tag("a").text("href", href).set("rel", "noopener nofollow ugc").set("target", "_blank"),
            inside,
        ),
        ("a", None) => words(shared, tag("span"), inside),
        ("pre", _) => words(shared, tag("pre").set("tabindex", "0"), inside),
        (name, _) => words(shared, tag(name), inside),
    };
    element.into()
}
