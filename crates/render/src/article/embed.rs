//! Embeds: a card with a plain link. Third-party content loads only after the reader allows it.

use super::view::ArticleView;
use crate::el::{tag, ElementBuilder};
use baca_model::{Embed, Inline};
use baca_sys::{text, url};

/// Renders the card. Its button carries the data of the frame to load in `data-*` attributes.
pub fn card(
    view: &ArticleView,
    figure: ElementBuilder,
    embed: &Embed,
    depth: usize,
) -> ElementBuilder {
    let host = url::host(&embed.url);
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let name = embed.provider.as_deref().unwrap_or(host);
    let mut card = tag("div").attr("class", "card").attr("lang", view.messages.lang());
    if let Some(title) = &embed.title {
        let lang = view.article.lang.as_deref();
        let line = tag("p").attr("class", "title").attr_opt("lang", lang);
        card = card.child(line.dir(Some(view.direction())).text(title));
    }
    if let Some(frame) = &embed.frame {
        // The host that will be contacted is often another one than that of the link.
        let note = text::replace(view.messages.t("embedNote"), "{host}", &url::host(frame));
        card = card.child(tag("p").text(&text::replace(&note, "{name}", name)));
        let button = tag("button")
            .attr("type", "button")
            .attr("data-frame", frame)
            .attr("data-title", embed.title.as_deref().unwrap_or(name))
            .number("data-width", embed.width.unwrap_or(16), 0)
            .number("data-height", embed.height.unwrap_or(9), 0);
        card = card.child(button.text(&view.messages.fill("embedAllow", "name", name)));
    }
    let link = tag("a").href(&embed.url).attr("target", "_blank");
    card = card.child(link.text(&view.messages.fill("embedOpen", "name", name)));
    figure.attr("class", "embed").blocks(view, &embed.fallback, depth).child(card).caption(
        view,
        &embed.caption,
        &Inline::new(),
    )
}
