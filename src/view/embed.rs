//! Somebody else's widget: a card with a real link, and nothing loaded before it is asked for.

use super::page::Page;
use super::paper::{tag, Tag};
use crate::article::model::{Embed, Inline};

/// The card; what is needed for the frame stands on its button.
pub fn card(page: &Page, figure: Tag, embed: &Embed, depth: usize) -> Tag {
    let name = embed.provider.as_deref().unwrap_or(host(&embed.url));
    let mut card = tag("div").set("class", "card").set("lang", page.words.lang());
    if let Some(title) = &embed.title {
        card = card.with(tag("p").set("class", "title").say(title));
    }
    if let Some(frame) = &embed.frame {
        card = card.with(tag("p").say(&page.words.fill("embedNote", "name", name)));
        let button = tag("button")
            .set("type", "button")
            .set("data-frame", frame)
            .set("data-title", embed.title.as_deref().unwrap_or(name))
            .number("data-width", embed.width.unwrap_or(16), 0)
            .number("data-height", embed.height.unwrap_or(9), 0);
        card = card.with(button.say(&page.words.fill("embedAllow", "name", name)));
    }
    let link = tag("a").href(&embed.url).set("target", "_blank");
    card = card.with(link.say(&page.words.fill("embedOpen", "name", name)));
    figure.set("class", "embed").blocks(page, &embed.fallback, depth).with(card).caption(
        page,
        &embed.caption,
        &Inline::new(),
    )
}

/// The host of a URL, as a name for somebody without one.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
