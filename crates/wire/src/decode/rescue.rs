//! Rescues blocks of an unknown type, or with nothing usable in them: shows their fallback or texts.

use super::block_list::{block_list, is_own_block, paragraph, DecodeBlock};
use super::fields::{non_empty, Object};
use super::inline::inline_at;
use crate::decoder::Decoder;
use baca_model::{Block, Image, Kind, Span};
use baca_sys::text;
use baca_sys::url::Purpose;
use serde_json::Value;

/// Members that are read before all others, in this order.
const FIRST: [&str; 9] =
    ["kicker", "title", "heading", "headline", "name", "label", "question", "quote", "text"];
/// Members that are read after all others, in this order.
const LAST: [&str; 5] = ["attribution", "author", "caption", "credit", "source"];
/// Members that are settings and not text.
const SETTINGS: [&str; 12] = [
    "type", "id", "lang", "dir", "size", "fallback", "level", "layout", "kind", "align",
    "language", "html",
];

/// Returns what can be shown of a block that could not be decoded by its type: its `fallback`, or else all
/// texts and images in it; its URL becomes a link on the first text. `None` if there is nothing to show.
/// `decode` decodes the blocks in it.
pub fn rescue(decoder: &mut Decoder, object: &Object, decode: DecodeBlock) -> Option<Vec<Block>> {
    let fallback = decoder
        .field(object, "fallback", |decoder, value| Some(block_list(decoder, value, decode)));
    let fallback = fallback.unwrap_or_default();
    if !fallback.is_empty() {
        return Some(fallback);
    }
    let other = |key: &&str| {
        !FIRST.contains(key)
            && !LAST.contains(key)
            && !SETTINGS.contains(key)
            && !key.starts_with("x-")
    };
    let between = object.keys().map(String::as_str).filter(other);
    let (mut found, mut href) = (Vec::new(), None);
    for key in FIRST.into_iter().chain(between).chain(LAST) {
        match object.get(key) {
            Some(Value::String(text)) => match url_purpose(key, text) {
                Some(Purpose::Image) => {
                    let image = decoder.url_at(object, key, Purpose::Image);
                    let image = image.map(|src| Image { src, ..Image::default() });
                    found.extend(image.map(|image| Block::from(Kind::Image(image))));
                }
                Some(_) => href = href.or_else(|| decoder.url_at(object, key, Purpose::Link)),
                None if is_other_member(key) && !is_sentence(text) => {
                    decoder.field::<()>(object, key, |decoder, _| {
                        decoder.reject("not shown: a word or a setting")
                    });
                }
                None => found.extend(non_empty(inline_at(object, key, decoder)).map(paragraph)),
            },
            Some(Value::Array(_) | Value::Object(_)) => {
                let inline = |v: &Value| v.get("text").is_some() && v.get("type").is_none();
                if object.get(key).is_some_and(inline) {
                    found.extend(non_empty(inline_at(object, key, decoder)).map(paragraph));
                } else {
                    let inner = decoder.field(object, key, |decoder, v| {
                        Some(decoder.each(v, |decoder, value| rescue_value(decoder, value, decode)))
                    });
                    inner.unwrap_or_default().into_iter().for_each(|inner| found.extend(inner));
                }
            }
            _ => {}
        }
    }
    if let Some(html) = object.get("html").and_then(Value::as_str) {
        found.extend(decoder.html(html));
    }
    if let Some(href) = href {
        add_link(&mut found, href);
    }
    non_empty(found)
}

/// Makes the first paragraph a link, or adds a paragraph with the URL as a link if there is none.
fn add_link(found: &mut Vec<Block>, href: String) {
    let first = found.iter_mut().find_map(|block| match &mut block.kind {
        Kind::Paragraph { text, .. } => Some(text),
        _ => None,
    });
    let link = |span: &mut Span| span.extra.get_or_insert_default().href = Some(href.clone());
    match first {
        Some(text) => text.iter_mut().filter(|span| span.href().is_none()).for_each(link),
        None => {
            let mut span = Span::plain(href.as_str());
            link(&mut span);
            found.push(paragraph(vec![span]));
        }
    }
}

/// Returns the purpose of a member whose text is a URL; `None` if it is not one.
fn url_purpose(key: &str, text: &str) -> Option<Purpose> {
    let named = matches!(key, "url" | "href" | "link" | "src" | "image");
    let purpose = if matches!(key, "src" | "image") { Purpose::Image } else { Purpose::Link };
    (!has_several_words(text) && (named || text::find(text, "://").is_some())).then_some(purpose)
}

/// Returns whether a member is in neither [`FIRST`] nor [`LAST`].
fn is_other_member(key: &str) -> bool {
    !FIRST.contains(&key) && !LAST.contains(&key)
}

/// Returns whether a text is prose and not the value of a setting: it has several words, or starts with a
/// capital letter or a non-ASCII character.
fn is_sentence(text: &str) -> bool {
    has_several_words(text)
        || text.trim().starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii())
}

fn has_several_words(text: &str) -> bool {
    text.split_whitespace().nth(1).is_some()
}

/// Returns what can be shown of a value inside an unknown block: blocks of Baca's own format, and texts of
/// other objects. Nothing is reported: the unknown block has been reported itself.
fn rescue_value(decoder: &mut Decoder, value: &Value, decode: DecodeBlock) -> Option<Vec<Block>> {
    let Value::Object(object) = value else {
        // A bare number has no meaning without its label.
        return (!value.is_number()).then(|| decode(decoder, value))?.map(|block| vec![block]);
    };
    match is_own_block(object) {
        true => Some(vec![decode(decoder, value)?]),
        false => decoder.admit_block().then(|| rescue(decoder, object, decode))?,
    }
}
