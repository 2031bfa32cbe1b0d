//! Video and sound, by the browser's own player: it knows captions, keys, full screen and the
//! languages of its buttons. Nothing but the poster is fetched before it is played.

use super::page::Page;
use super::paper::{part, tag, Tag};
use crate::article::model::{Block, Media};

/// A player with its caption, credit and transcript; `kind` is `video` or `audio`.
pub fn media(page: &Page, block: &Block, media: &Media, kind: &'static str, depth: usize) -> Tag {
    let title = media.title.as_deref();
    let mut player = tag(kind)
        .set("controls", "")
        .set("preload", "none")
        .set("aria-label", title.unwrap_or(page.t(kind)));
    if kind == "video" {
        let poster = media.poster.as_ref();
        let sizes = media.sources.iter().map(|s| (s.width, s.height));
        let sizes = sizes.chain(poster.map(|p| (p.width, p.height)));
        let (width, height) = sizes.filter_map(|(w, h)| w.zip(h)).next().unwrap_or((16, 9));
        player = player
            .set("playsinline", "")
            .maybe("poster", poster.map(|p| p.src.as_str()))
            .number("width", width, 0)
            .number("height", height, 0);
    }
    let sources = media.sources.iter();
    player = player.with_all(
        sources.map(|s| tag("source").maybe("type", s.mime.as_deref()).set("src", &s.src)),
    );
    let tracks = media.tracks.iter();
    player = player.with_all(tracks.map(|t| {
        tag("track")
            .set("kind", t.kind.as_deref().unwrap_or("captions"))
            .maybe("srclang", t.lang.as_deref())
            .maybe("label", t.label.as_deref())
            .set("src", &t.src)
    }));
    let mut figure = part("figure", kind).block(page, block).set("class", kind).with(player);
    if let Some(title) = title.filter(|_| media.caption.is_empty()) {
        figure = figure.with(tag("figcaption").with(part("span", "caption").say(title)));
    }
    figure = figure.caption(page, &media.caption, &media.credit);
    if media.transcript.is_empty() {
        return figure;
    }
    let details = tag("details").set("class", "aside");
    let details = details.with(tag("summary").say(page.t("transcript")));
    figure.with(details.blocks(page, &media.transcript, depth))
}
