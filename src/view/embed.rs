//! Somebody else's widget: a card with a real link, and nothing loaded before it is asked for.

use super::scene::Scene;
use super::tags::{tag, Tag};
use crate::article::model::{Embed, Inline};
use crate::dom;
use web_sys::Element;

/// The card; what is needed for the frame stands on its button.
pub fn card(scene: &Scene, figure: Tag, embed: &Embed, depth: usize) -> Tag {
    let name = embed.provider.as_deref().unwrap_or(host(&embed.url));
    let mut card = tag("div").set("class", "card").text("lang", scene.words.lang());
    if let Some(title) = &embed.title {
        card = card.with(tag("p").set("class", "title").say(title));
    }
    if let Some(frame) = &embed.frame {
        card = card.with(tag("p").say(&scene.words.fill("embedNote", "name", name)));
        let button = tag("button")
            .set("type", "button")
            .text("data-frame", frame)
            .text("data-title", embed.title.as_deref().unwrap_or(name))
            .number("data-width", embed.width.unwrap_or(16), 0)
            .number("data-height", embed.height.unwrap_or(9), 0);
        card = card.with(button.say(&scene.words.fill("embedAllow", "name", name)));
    }
    let link = tag("a").href(&embed.url).set("target", "_blank");
    card = card.with(link.say(&scene.words.fill("embedOpen", "name", name)));
    figure.set("class", "embed").blocks(scene, &embed.fallback, depth).with(card).caption(
        scene,
        &embed.caption,
        &Inline::new(),
    )
}

/// Puts the frame in the place of its card: the reader has asked for it.
pub fn open(button: &Element) -> Option<()> {
    let card = button.closest(".card").ok().flatten()?;
    let of = |name: &str| button.get_attribute(name).unwrap_or_default();
    let frame = dom::make(
        "iframe",
        &[
            ("title", &of("data-title")),
            ("width", &of("data-width")),
            ("height", &of("data-height")),
            ("allow", "fullscreen; picture-in-picture; encrypted-media; clipboard-write"),
            ("allowfullscreen", ""),
            // Players of others refuse a page that does not say where it is.
            ("referrerpolicy", "strict-origin-when-cross-origin"),
            ("tabindex", "0"),
            ("src", &of("data-frame")),
        ],
    )?;
    // Hidden, not replaced: the card stays where Yew put it.
    card.set_attribute("hidden", "").ok()?;
    card.after_with_node_1(&frame).ok()?;
    dom::call(&frame, "focus", &[]);
    Some(())
}

/// The host of a URL, as a name for somebody without one.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
