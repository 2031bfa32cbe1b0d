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
    ("seconds", "duration", |_, value| value.as_f64().map(|ms| (ms / 1000.0).into())),
    ("tracks", "*subtitles.urls", |decoder, value| {
        let format = str_at(value, "format").to_ascii_lowercase();
        let is_vtt = format.contains("vtt") || str_at(value, "url").contains(".vtt");
        is_vtt.then(|| Value::Object(apply_table(decoder, value, TRACK)))
    }),
    ("caption", "description.basic|subheadlines.basic|caption", rich_text),
];

const TRACK: &Table = &[("src", "url", media_url), ("lang", "language", language)];

/// Reads an image with its credit and focal point.
pub fn credited_image(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let mut image = image(decoder, value)?;
    let out = image.as_object_mut()?;
    if !out.contains_key("caption") {
        put(out, "caption", decoder.first_at(value, "subtitle", rich_text));
    }
    put(out, "credit", credit(decoder, value));
    // In pixels, as in Arc, or as a fraction of the size.
    let at = |key: &str, side: &str| {
        let at = value.get("focal_point")?.get(key)?.as_f64()?;
        let at = if at > 1.0 { at / value.get(side)?.as_f64()? } else { at };
        (0.0..=1.0).contains(&at).then(|| Value::from(at))
    };
    let focus = at("x", "width").zip(at("y", "height"));
    put(out, "focus", focus.map(|(x, y)| Value::Array(vec![x, y])));
    Some(image)
}

/// Reads the credit: persons and their organisation.
fn credit(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let people = joined_names(decoder, value, "vanity_credits.by|credits.by");
    let organisation =
        joined_names(decoder, value, "vanity_credits.affiliation|credits.affiliation");
    let between = if people.is_empty() || organisation.is_empty() { "" } else { " / " };
    let credit = [&people, between, &organisation].concat();
    (!credit.is_empty()).then(|| credit.into())
}

/// Reads a video or an audio with files.
pub fn playable(decoder: &mut Decoder, value: &Value, kind: &str) -> Option<Value> {
    let (mut sources, mut hls) = (Vec::new(), Vec::new());
    for file in decoder.list_at(value, "streams|source_url", media_source) {
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
    let mut out = apply_table(decoder, value, MEDIA);
    put(&mut out, "sources", Some(Value::Array(sources)));
    put(&mut out, "credit", credit(decoder, value));
    Some(typed(kind, out))
}

/// Reads a player of another site: its HTML, or else a frame with its URL.
pub fn player(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    if let Some(Value::String(html)) = decoder.first_at(value, "?raw_oembed.html|embed_html", text)
    {
        return Some(html_block(html));
    }
    let url = decoder.first_at(
        value,
        "?raw_oembed.url|?raw_oembed._id|?referent.id|canonical_url",
        |decoder, value| {
            value.as_str().filter(|url| url.contains("://"))?;
            media_url(decoder, value)
        },
    )?;
    let mut caption = String::new();
    if let Some(Value::String(title)) =
        decoder.first_at(value, "?raw_oembed.title|?headlines.basic", plain_text)
    {
        let mut text = String::new();
        escape(&mut text, &title);
        wrap_in(&mut caption, "figcaption", &text);
    }
    Some(html_block(frame_html(url.as_str()?, &caption)))
}
