//! Reads images, players and their credits.

use crate::formats::common::{
    apply_table, escape, frame_html, html_block, image, joined_names, language, media_source,
    media_url, plain_text, put, rich_text, str_at, text, typed, wrap_in, Table,
};
use baca_wire::decoder::Decoder;
use serde_json::Value;

const MEDIA: &Table = &[
    ("poster", "promo_image|promo_items.basic|promo_items.lead_art", credited_image),
    ("title", "headlines.basic", plain_text),
    // Milliseconds.
    ("seconds", "duration", |_, v| v.as_f64().map(|ms| (ms / 1000.0).into())),
    ("tracks", "*subtitles.urls", |r, v| {
        let format = str_at(v, "format").to_ascii_lowercase();
        let is_vtt = format.contains("vtt") || str_at(v, "url").contains(".vtt");
        is_vtt.then(|| Value::Object(apply_table(r, v, TRACK)))
    }),
    ("caption", "description.basic|subheadlines.basic|caption", rich_text),
];

const TRACK: &Table = &[("src", "url", media_url), ("lang", "language", language)];

/// Reads an image with its credit and focal point.
pub fn credited_image(r: &mut Decoder, v: &Value) -> Option<Value> {
    let mut image = image(r, v)?;
    let out = image.as_object_mut()?;
    if !out.contains_key("caption") {
        put(out, "caption", r.first_at(v, "subtitle", rich_text));
    }
    put(out, "credit", credit(r, v));
    // In pixels, as in Arc, or as a fraction of the size.
    let at = |key: &str, side: &str| {
        let at = v.get("focal_point")?.get(key)?.as_f64()?;
        let at = if at > 1.0 { at / v.get(side)?.as_f64()? } else { at };
        (0.0..=1.0).contains(&at).then(|| Value::from(at))
    };
    let focus = at("x", "width").zip(at("y", "height"));
    put(out, "focus", focus.map(|(x, y)| Value::Array(vec![x, y])));
    Some(image)
}

/// Reads the credit: persons and their organisation.
fn credit(r: &mut Decoder, v: &Value) -> Option<Value> {
    let people = joined_names(r, v, "vanity_credits.by|credits.by");
    let organisation = joined_names(r, v, "vanity_credits.affiliation|credits.affiliation");
    let between = if people.is_empty() || organisation.is_empty() { "" } else { " / " };
    let credit = [&people, between, &organisation].concat();
    (!credit.is_empty()).then(|| credit.into())
}

/// Reads a video or an audio with files.
pub fn playable(r: &mut Decoder, v: &Value, kind: &str) -> Option<Value> {
    let (mut sources, mut hls) = (Vec::new(), Vec::new());
    for file in r.list_at(v, "streams|source_url", media_source) {
        // Few browsers play HLS natively: such files go last.
        match str_at(&file, "src").contains(".m3u8") {
            true => hls.push(file),
            false => sources.push(file),
        }
    }
    sources.append(&mut hls);
    if sources.is_empty() {
        return None;
    }
    let mut out = apply_table(r, v, MEDIA);
    put(&mut out, "sources", Some(Value::Array(sources)));
    put(&mut out, "credit", credit(r, v));
    Some(typed(kind, out))
}

/// Reads a player of another site: its HTML, or else a frame with its URL.
pub fn player(r: &mut Decoder, v: &Value) -> Option<Value> {
    if let Some(Value::String(html)) = r.first_at(v, "?raw_oembed.html|embed_html", text) {
        return Some(html_block(html));
    }
    let url =
        r.first_at(v, "?raw_oembed.url|?raw_oembed._id|?referent.id|canonical_url", |r, v| {
            v.as_str().filter(|url| url.contains("://"))?;
            media_url(r, v)
        })?;
    let mut caption = String::new();
    if let Some(Value::String(title)) =
        r.first_at(v, "?raw_oembed.title|?headlines.basic", plain_text)
    {
        let mut text = String::new();
        escape(&mut text, &title);
        wrap_in(&mut caption, "figcaption", &text);
    }
    Some(html_block(frame_html(url.as_str()?, &caption)))
}
