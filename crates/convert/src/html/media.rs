//! Converts video and audio.

use super::addresses::{is_lazy_attr, is_placeholder, pixels};
use super::block_builder::BlockBuilder;
use super::context::Context;
use super::figures::size_of;
use super::style::background_url;
use baca_model::{plain_text, Block, Image, Kind, Media, Source, Track};
use baca_sys::html::Element;
use baca_sys::url::Purpose;

impl BlockBuilder<'_> {
    /// Converts `video` and `audio`. Without a file, their content is converted: the page's fallback.
    pub fn media(&mut self, e: &Element, c: &Context) {
        match self.read_media(e) {
            Some(media) => {
                let is_audio = e.name.ends_with("audio");
                let kind = if is_audio { Kind::Audio(media) } else { Kind::Video(media) };
                self.place_block(Block { size: size_of(e), ..kind.into() }, c);
            }
            None => self.nodes(&e.children, c),
        }
    }

    /// Reads the files, tracks, poster and title of a player; returns `None` if it has no file.
    fn read_media(&mut self, e: &Element) -> Option<Media> {
        let size = |name| e.attribute(name).and_then(pixels).filter(|size| *size > 0);
        let (width, height) = (size("width"), size("height"));
        let mut sources: Vec<Source> = Vec::new();
        let mut tracks = Vec::new();
        let mut parts = Vec::new();
        collect(e, &mut parts);
        for part in parts {
            let lazy = part.attributes.iter().find(|(name, _)| is_lazy_attr(name));
            let lazy = lazy.map(|(_, value)| value.as_str());
            let mut given = part.filled("src").into_iter().chain(lazy);
            let Some(src) = given.find_map(|src| self.decoder.url_text(src, Purpose::Media)) else {
                continue;
            };
            let text = |name| part.filled(name).map(Into::into);
            if part.name == "track" {
                let (lang, label, kind) = (text("srclang"), text("label"), text("kind"));
                tracks.push(Track { src, lang, label, kind });
            } else if sources.iter().all(|source| source.src != src) {
                let (mime, media) = (text("type"), text("media"));
                sources.push(Source { src, width, height, mime, media });
            }
        }
        if sources.is_empty() {
            return None;
        }
        let shown = |name| e.filled(name).filter(|poster| !is_placeholder(poster));
        // Ghost's players have their poster in their style.
        let poster = shown("poster").or(shown("data-poster")).or_else(|| background_url(e));
        let poster = poster.and_then(|poster| self.decoder.url_text(poster, Purpose::Image));
        let title = e.filled("title").or(e.filled("aria-label")).map(Into::into);
        let poster = poster.map(|src| Image { src, width, height, ..Image::default() });
        Some(Media { sources, poster, tracks, title, ..Media::default() })
    }

    /// Converts Ghost's audio card: its title and image are beside the `audio`.
    pub fn audio_card(&mut self, e: &Element, c: &Context) {
        let mut blocks = self.nested_children(e, c).blocks;
        let at = blocks.iter().position(|b| matches!(b.kind, Kind::Audio(_)));
        let mut audio = at.map(|at| blocks.remove(at));
        if let Some(Kind::Audio(media)) = audio.as_mut().map(|block| &mut block.kind) {
            blocks.retain_mut(|block| match &mut block.kind {
                Kind::Paragraph { text, .. } if media.title.is_none() => {
                    media.title = Some(plain_text(text));
                    false
                }
                Kind::Image(image) if media.poster.is_none() => {
                    media.poster = Some(std::mem::take(image));
                    false
                }
                _ => true,
            });
        }
        self.append_built(audio.into_iter().chain(blocks).collect(), c);
    }
}

/// Collects the element and its `source` and `track` elements.
fn collect<'e>(e: &'e Element, out: &mut Vec<&'e Element>) {
    out.push(e);
    for child in e.elements().filter(|e| matches!(e.name.as_str(), "source" | "track")) {
        // Old parsers nest each in the one before it.
        collect(child, out);
    }
}
