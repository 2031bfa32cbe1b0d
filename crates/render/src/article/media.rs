//! Video and audio. The browser's own player has captions, keyboard control, full screen and localized
//! buttons. Only the poster is fetched before playback.

use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_model::{Block, Media};

/// Renders a player with its caption, credit and transcript; `kind` is `video` or `audio`.
pub fn media(
    view: &ArticleView,
    block: &Block,
    media: &Media,
    kind: &'static str,
    depth: usize,
) -> ElementBuilder {
    let title = media.title.as_deref();
    let mut player = tag(kind)
        .attr("controls", "")
        .attr("preload", "none")
        .attr("aria-label", title.unwrap_or(view.t(kind)));
    if kind == "video" {
        let poster = media.poster.as_ref();
        let sizes = media.sources.iter().map(|s| (s.width, s.height));
        let sizes = sizes.chain(poster.map(|p| (p.width, p.height)));
        let (width, height) = sizes.filter_map(|(w, h)| w.zip(h)).next().unwrap_or((16, 9));
        player = player
            .attr("playsinline", "")
            .attr_opt("poster", poster.map(|p| p.src.as_str()))
            .number("width", width, 0)
            .number("height", height, 0);
    }
    let sources = media.sources.iter();
    player = player.children(
        sources.map(|s| tag("source").attr_opt("type", s.mime.as_deref()).attr("src", &s.src)),
    );
    let tracks = media.tracks.iter();
    player = player.children(tracks.map(|t| {
        tag("track")
            .attr("kind", t.kind.as_deref().unwrap_or("captions"))
            .attr_opt("srclang", t.lang.as_deref())
            .attr_opt("label", t.label.as_deref())
            .attr("src", &t.src)
    }));
    let mut figure = part("figure", kind).block(view, block).attr("class", kind).child(player);
    if let Some(title) = title.filter(|_| media.caption.is_empty()) {
        figure = figure.child(tag("figcaption").child(part("span", "caption").text(title)));
    }
    figure = figure.caption(view, &media.caption, &media.credit);
    if media.transcript.is_empty() {
        return figure;
    }
    let details = tag("details").attr("class", "aside");
    let details = details.child(tag("summary").text(view.t("transcript")));
    figure.child(details.blocks(view, &media.transcript, depth))
}
