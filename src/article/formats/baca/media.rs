//! Pictures, videos, sounds, and what others show.

use super::blocks::blocks_at;
use super::fields::list_at;
use super::inline::inline_at;
use super::Object;
use crate::article::json::Reading;
use crate::article::model::{Embed, Image, Media, Source, Track};
use crate::article::url::Purpose;
use serde_json::Value;

pub fn image(r: &mut Reading, value: &Value) -> Option<Image> {
    match value {
        Value::Object(o) => image_object(r, o),
        _ => Some(Image { src: r.url(value, Purpose::Image)?, ..Image::default() }),
    }
}

pub fn image_object(r: &mut Reading, o: &Object) -> Option<Image> {
    let sources = list_at(o, "sources", r, |r, v| source(r, v, Purpose::Image));
    // A picture whose own `src` is unusable is still a picture when another width is there.
    let src = r
        .url_at(o, "src", Purpose::Image)
        .or_else(|| sources.first().map(|source| source.src.clone()))?;
    Some(Image {
        src,
        alt: r.field(o, "alt", |_, v| v.as_str().map(Into::into)),
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        sources,
        caption: inline_at(o, "caption", r),
        credit: inline_at(o, "credit", r),
        focus: r.field(o, "focus", |r, v| {
            let part = |index: usize| v.get(index)?.as_f64().filter(|n| (0.0..=1.0).contains(n));
            part(0).zip(part(1)).or_else(|| r.wrong("expected two numbers from 0 to 1"))
        }),
        href: r.url_at(o, "href", Purpose::Link),
    })
}

fn source(r: &mut Reading, value: &Value, purpose: Purpose) -> Option<Source> {
    let Value::Object(o) = value else {
        return Some(Source { src: r.url(value, purpose)?, ..Source::default() });
    };
    Some(Source {
        src: r.url_at(o, "src", purpose)?,
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        mime: r.text_at(o, "type"),
        media: r.text_at(o, "media"),
    })
}

pub fn media(r: &mut Reading, o: &Object) -> Option<Media> {
    let mut sources = list_at(o, "sources", r, |r, v| source(r, v, Purpose::Media));
    if let Some(src) = r.url_at(o, "src", Purpose::Media) {
        if !sources.iter().any(|source| source.src == src) {
            sources.insert(0, Source { src, ..Source::default() });
        }
    }
    if sources.is_empty() {
        return None;
    }
    Some(Media {
        sources,
        poster: r.field(o, "poster", image),
        tracks: list_at(o, "tracks", r, track),
        title: r.text_at(o, "title"),
        seconds: r.number_at(o, "seconds"),
        transcript: blocks_at(o, "transcript", r),
        caption: inline_at(o, "caption", r),
        credit: inline_at(o, "credit", r),
    })
}

fn track(r: &mut Reading, value: &Value) -> Option<Track> {
    let Value::Object(o) = value else {
        return Some(Track { src: r.url(value, Purpose::Media)?, ..Track::default() });
    };
    Some(Track {
        src: r.url_at(o, "src", Purpose::Media)?,
        lang: r.text_at(o, "lang"),
        label: r.text_at(o, "label"),
        kind: r.text_at(o, "kind"),
    })
}

pub fn embed(r: &mut Reading, o: &Object) -> Option<Embed> {
    let url = r.url_at(o, "url", Purpose::Link)?;
    let frame = r.url_at(o, "frame", Purpose::Media);
    Some(Embed {
        frame: if frame.is_none() && !r.any_date { r.frame_of(&url) } else { frame },
        url,
        provider: r.text_at(o, "provider"),
        title: r.text_at(o, "title"),
        poster: r.field(o, "poster", image),
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        caption: inline_at(o, "caption", r),
        fallback: blocks_at(o, "fallback", r),
    })
}
