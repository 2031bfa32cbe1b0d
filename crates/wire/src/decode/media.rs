//! Decodes videos, audio recordings and embeds, without the blocks in them.

use super::fields::{list_at, Object};
use super::inline::{image, inline_at, source};
use crate::decoder::Decoder;
use baca_model::{Embed, Media, Source, Track};
use baca_sys::url::Purpose;
use serde_json::Value;

/// Decodes a video or an audio recording, without its transcript; `None` if no file can be used.
pub fn media(decoder: &mut Decoder, object: &Object) -> Option<Media> {
    let mut sources = list_at(object, "sources", decoder, |decoder, value| {
        source(decoder, value, Purpose::Media)
    });
    if let Some(src) = decoder.url_at(object, "src", Purpose::Media) {
        if !sources.iter().any(|source| source.src == src) {
            sources.insert(0, Source { src, ..Source::default() });
        }
    }
    if sources.is_empty() {
        return None;
    }
    Some(Media {
        sources,
        poster: decoder.field(object, "poster", image),
        tracks: list_at(object, "tracks", decoder, track),
        title: decoder.text_at(object, "title"),
        seconds: decoder.number_at(object, "seconds"),
        caption: inline_at(object, "caption", decoder),
        credit: inline_at(object, "credit", decoder),
        ..Media::default()
    })
}

/// Decodes a text track: an object, or its URL alone. `None` if the URL cannot be used.
fn track(decoder: &mut Decoder, value: &Value) -> Option<Track> {
    let Value::Object(object) = value else {
        return Some(Track { src: decoder.url(value, Purpose::Media)?, ..Track::default() });
    };
    Some(Track {
        src: decoder.url_at(object, "src", Purpose::Media)?,
        lang: decoder.text_at(object, "lang"),
        label: decoder.text_at(object, "label"),
        kind: decoder.text_at(object, "kind"),
    })
}

/// Decodes an embed, without its fallback; `None` if its URL cannot be used. The frame of a known provider
/// is added if the document names none.
pub fn embed(decoder: &mut Decoder, object: &Object) -> Option<Embed> {
    let url = decoder.url_at(object, "url", Purpose::Link)?;
    let frame = decoder.url_at(object, "frame", Purpose::Media);
    Some(Embed {
        frame: if frame.is_none() && !decoder.source.converted {
            decoder.frame_of(&url)
        } else {
            frame
        },
        url,
        provider: decoder.text_at(object, "provider"),
        title: decoder.text_at(object, "title"),
        poster: decoder.field(object, "poster", image),
        width: decoder.count_at(object, "width"),
        height: decoder.count_at(object, "height"),
        caption: inline_at(object, "caption", decoder),
        ..Embed::default()
    })
}
