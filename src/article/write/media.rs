//! Pictures, videos and sounds.

use super::blocks::block;
use super::object::Object;
use crate::article::model::{Image, Media, Source};
use serde_json::Value;

pub fn image(image: &Image) -> Value {
    let mut o = Object::default();
    image_into(image, &mut o);
    o.done()
}

pub fn image_into(image: &Image, o: &mut Object) {
    o.put("src", image.src.as_str().into());
    o.text("alt", &image.alt);
    o.number("width", image.width);
    o.number("height", image.height);
    o.list("sources", &image.sources, source);
    o.inline("caption", &image.caption);
    o.inline("credit", &image.credit);
    o.put_some("focus", image.focus.map(|(x, y)| Value::from(vec![x, y])));
    o.text("href", &image.href);
}

fn source(source: &Source) -> Value {
    let mut o = Object::default();
    o.put("src", source.src.as_str().into());
    o.number("width", source.width);
    o.number("height", source.height);
    o.text("type", &source.mime);
    o.text("media", &source.media);
    o.done()
}

pub fn media_into(media: &Media, o: &mut Object) {
    match media.sources.as_slice() {
        [only] if only.mime.is_none() && only.width.is_none() => {
            o.put("src", only.src.as_str().into());
        }
        sources => o.list("sources", sources, source),
    }
    o.put_some("poster", media.poster.as_ref().map(image));
    o.list("tracks", &media.tracks, |track| {
        let mut o = Object::default();
        o.put("src", track.src.as_str().into());
        o.text("lang", &track.lang);
        o.text("label", &track.label);
        o.text("kind", &track.kind);
        o.done()
    });
    o.text("title", &media.title);
    o.put_some("seconds", media.seconds.map(Value::from));
    o.list("transcript", &media.transcript, block);
    o.inline("caption", &media.caption);
    o.inline("credit", &media.credit);
}
