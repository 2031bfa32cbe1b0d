//! Video and sound.

use super::figures::size_of;
use super::pictures::{is_late, is_placeholder, pixels};
use super::walk::{Context, Walk};
use super::Element;
use crate::article::model::*;
use crate::article::url::Purpose;

impl Walk<'_, '_> {
    pub fn media(&mut self, e: &Element, c: &Context) {
        match self.read_media(e) {
            Some(media) => {
                let sound = e.name.ends_with("audio");
                let kind = if sound { Kind::Audio(media) } else { Kind::Video(media) };
                self.place(Block { size: size_of(e), ..kind.into() }, c);
            }
            // Nothing to play: what the page offers instead.
            None => self.nodes(&e.children, c),
        }
    }

    fn read_media(&mut self, e: &Element) -> Option<Media> {
        let size = |name| e.attribute(name).and_then(pixels);
        let (width, height) = (size("width"), size("height"));
        let mut sources: Vec<Source> = Vec::new();
        let mut tracks = Vec::new();
        let mut parts = Vec::new();
        collect(e, &mut parts);
        for part in parts {
            let late = part.attributes.iter().find(|(name, _)| is_late(name));
            let late = late.map(|(_, value)| value.as_str());
            let mut given = part.filled("src").into_iter().chain(late);
            let Some(src) = given.find_map(|src| self.r.url_text(src, Purpose::Media)) else {
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
        let poster = shown("poster").or(shown("data-poster")).or_else(|| background(e));
        let poster = poster.and_then(|poster| self.r.url_text(poster, Purpose::Image));
        let title = e.filled("title").or(e.filled("aria-label")).map(Into::into);
        let poster = poster.map(|src| Image { src, width, height, ..Image::default() });
        Some(Media { sources, poster, tracks, title, ..Media::default() })
    }

    /// Ghost's player: its title and picture stand beside the sound.
    pub fn audio_card(&mut self, e: &Element, c: &Context) {
        let mut blocks = self.inside(e, c).out;
        let at = blocks.iter().position(|b| matches!(b.kind, Kind::Audio(_)));
        let mut sound = at.map(|at| blocks.remove(at));
        if let Some(Kind::Audio(media)) = sound.as_mut().map(|block| &mut block.kind) {
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
        self.adopt(sound.into_iter().chain(blocks).collect(), c);
    }
}

/// The picture that its style puts behind an element: Ghost's players show it.
fn background(e: &Element) -> Option<&str> {
    let (_, url) = e.attribute("style")?.split_once("url(")?;
    Some(url.split_once(')')?.0.trim_matches(['"', '\'', ' '])).filter(|url| !url.is_empty())
}

/// The element and the files in it.
fn collect<'e>(e: &'e Element, out: &mut Vec<&'e Element>) {
    out.push(e);
    for child in e.elements().filter(|e| matches!(e.name.as_str(), "source" | "track")) {
        // Old parsers nested the later ones in the earlier.
        collect(child, out);
    }
}
