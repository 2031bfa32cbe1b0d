//! Writes nodes of unknown types as HTML: all their texts, links and images.
//!
//! Members of a JSON object have no order; they are written in reading order: title, text, attribution.
//! A text that can be a setting (`"mood": "calm"`) is noted instead.

use super::embeds::{write_caption, write_image};
use super::html;
use super::tree::{text_at, write_link, write_rich_text};
use crate::formats::common::{
    balance_html, frame_html, has, looks_like_markup, open_tag, str_at, wrap_in,
};
use baca_model::WordList;
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Names of members that come first, in reading order.
const FIRST: WordList = WordList(
    "kicker eyebrow label title headline heading header name question q subtitle subheading \
    subheadline subheader image photo lead intro quote text description summary message body \
    content html answer a",
);
/// Names of members that come last. Other members are between these two groups.
const LAST: WordList =
    WordList("attribution author by cite role caption credit source note buttontext disclaimer");
/// Members whose content is no text at any depth.
const SKIPPED: [&str; 4] = ["sys", "contenttype", "markdefs", "marks"];
/// Members that are no text, in lower case without `_`, `-` and `$`.
const SETTINGS: WordList = WordList(
    "type nodetype blocktype id key ref uid uuid slug sys version lang locale language direction \
    format indent mode target rel marks markdefs mimetype contenttype createdat updatedat \
    publishedat filename extension hash ext mime",
);
/// WordList in names of members that are settings of the layout.
const LAYOUT_WORDS: WordList = WordList(
    "color colour class style align theme variant layout width height background position size",
);

/// Writes all texts, links and images of a node; returns `false` if there are none.
pub fn write_texts(decoder: &mut Decoder, value: &Value, out: &mut String) -> bool {
    let before = out.len();
    write_value(decoder, "", value, out);
    out.len() > before
}

/// Writes the sentences among the members of an object that are not in `written`.
pub fn write_sentences(decoder: &mut Decoder, value: &Value, written: &str, out: &mut String) {
    decoder.members(value, &mut |_, key, value| match value {
        Value::String(text)
            if !written.contains(text.as_str()) && is_text(key, text) && text.contains(' ') =>
        {
            write_paragraphs(text, out);
        }
        _ => {}
    });
}

/// Notes sentences of an image or a player that are missing in the HTML that was `written` for it.
pub fn note_leftovers(decoder: &mut Decoder, value: &Value, written: &str) {
    for path in ["attrs", "data", "data.target.fields", ""] {
        decoder.visit(value, path, &mut |decoder, value| {
            decoder.members(value, &mut |decoder, key, value| {
                // A word can be a setting, but not as a title.
                let is_title = key == "title" && value.as_str().is_some_and(|text| text.len() > 2);
                let is_shown = |text: &&str| is_title || text.trim().contains(' ');
                let Some(text) = value.as_str().filter(is_shown) else { return };
                let mut escaped = String::new();
                write_rich_text(text, &mut escaped);
                let is_source = matches!(key, "html" | "markdown" | "code");
                if !is_source
                    && is_text(key, text)
                    && !written.contains(&escaped)
                    && !written.contains(text)
                {
                    decoder.problem("not shown: a text beside something else");
                }
            });
            false
        });
    }
}

fn write_value(decoder: &mut Decoder, key: &str, value: &Value, out: &mut String) {
    match value {
        _ if SKIPPED.contains(&plain_name(key).as_str()) => {}
        Value::String(text) => write_string(decoder, key, text, out),
        Value::Array(_) => match html(decoder, value) {
            Some(html) => out.push_str(&html),
            None => decoder
                .visit_each(value, &mut |decoder, value| write_value(decoder, key, value, out)),
        },
        Value::Object(_) => match html(decoder, value) {
            Some(html) => out.push_str(&html),
            None => write_object(decoder, key, value, out),
        },
        _ => {}
    }
}

fn write_string(decoder: &mut Decoder, key: &str, text: &str, out: &mut String) {
    if text.trim().is_empty() || is_setting(key) {
        return;
    }
    if let Some(url) = address(key, text) {
        return match is_image(key, url, "") {
            true => write_figure(decoder, &Value::Null, url, out),
            false => write_link_or_player(decoder, url, "", out),
        };
    }
    match is_text(key, text) {
        true => write_paragraphs(text, out),
        false => decoder.problem("not shown: a word or a setting of something unknown"),
    }
}

fn write_object(decoder: &mut Decoder, key: &str, value: &Value, out: &mut String) {
    let file = text_at(decoder, value, "?file.url|?asset.url|src|url");
    let mime = text_at(decoder, value, "?file.contentType|?mimeType|?mime");
    let is_image = is_image(key, &file, &mime);
    if is_image {
        write_figure(decoder, value, &file, out);
    } else if file.is_empty() && has(value, "asset._ref") {
        decoder.problem("a picture whose address is not in the document");
    }
    let (mut label, mut href) = (None, None);
    if !is_image {
        href = address("url", &file);
    }
    for (name, value) in value.as_object().into_iter().flatten() {
        let Some(text) = value.as_str().filter(|text| !text.trim().is_empty()) else { continue };
        match address(name, text) {
            Some(url)
                if url != file
                    && self::is_image(name, url, "")
                    && is_image_name(&plain_name(name)) => {}
            Some(url) if url != file || !is_image => href = href.or(Some(url)),
            Some(_) => {}
            None if is_label(name) && is_text(name, text) => {
                let both = [label, Some(name.as_str())].into_iter().flatten();
                label = both.min_by_key(|name| label_rank(name));
            }
            None => {}
        }
    }
    let mut names: Vec<&String> =
        value.as_object().into_iter().flatten().map(|(key, _)| key).collect();
    names.sort_by_key(|name| rank(name));
    for name in names {
        let parts = ["alt", "altText", "caption", "file", "asset"];
        let is_written =
            (is_image && parts.contains(&name.as_str())) || (name == "file" && href.is_some());
        let Some(member) = value.get(name).filter(|_| !is_written) else { continue };
        decoder.within(name, &mut |decoder| match member.as_str() {
            // The label is the text of the object's link.
            Some(text) if label == Some(name) => match href {
                Some(url) if decoder.frame_of(url).is_some() => {
                    write_paragraphs(text, out);
                    out.push_str(&frame_html(url, ""));
                }
                Some(url) => write_link_or_player(decoder, url, text, out),
                None => write_paragraphs(text, out),
            },
            Some(text)
                if address(name, text).is_some_and(|url| {
                    (label.is_some() && href == Some(url)) || (is_image && url == file)
                }) => {}
            _ => write_value(decoder, name, member, out),
        });
    }
}

/// Writes an image with its caption.
fn write_figure(decoder: &mut Decoder, value: &Value, file: &str, out: &mut String) {
    out.push_str("<figure>");
    write_image(decoder, value, file, out);
    write_caption(decoder, value, "figcaption", out);
    out.push_str("</figure>");
}

/// Writes a link as a paragraph; or the player of a known provider, if the link has no text.
fn write_link_or_player(decoder: &mut Decoder, url: &str, text: &str, out: &mut String) {
    if text.is_empty() && decoder.frame_of(url).is_some() {
        return out.push_str(&frame_html(url, ""));
    }
    let (mut label, mut linked) = (String::new(), String::new());
    write_rich_text(if text.is_empty() { url } else { text }, &mut label);
    write_link(url, &label, &mut linked);
    wrap_in(out, "p", &linked);
}

/// Writes a text; blank lines separate paragraphs.
fn write_paragraphs(text: &str, out: &mut String) {
    if looks_like_markup(text) {
        return wrap_in(out, "div", &balance_html(text));
    }
    for part in text.replace("\r\n", "\n").split("\n\n") {
        let mut inner = String::new();
        for (at, line) in part.trim().split('\n').enumerate() {
            if at > 0 {
                open_tag(&mut inner, "br", &[]);
            }
            write_rich_text(line, &mut inner);
        }
        wrap_in(out, "p", &inner);
    }
}

/// Returns a member's name in lower case without `_`, `-` and `$`.
fn plain_name(name: &str) -> String {
    let mut name = name.to_ascii_lowercase();
    name.retain(|c| !matches!(c, '_' | '-' | '$'));
    name
}

/// Returns the position of a member in reading order.
fn rank(name: &str) -> usize {
    let name = plain_name(name);
    let first = FIRST.position(&name);
    let last = LAST.position(&name).map(|at| FIRST.iter().count() + 1 + at);
    first.or(last).unwrap_or_else(|| FIRST.iter().count())
}

/// Returns the priority of a member as the text of its object's link; the lowest wins.
fn label_rank(name: &str) -> usize {
    let own = ["buttontext", "linktext", "label"];
    let own = own.iter().position(|known| *known == plain_name(name));
    own.unwrap_or(3 + rank(name))
}

/// Returns whether a member is a label of its object, and so can be the text of its link.
fn is_label(name: &str) -> bool {
    const LABELS: WordList = WordList("label title headline heading name text buttontext linktext");
    LABELS.contains(&plain_name(name))
}

/// Returns whether a member is a setting, an id or part of the layout.
fn is_setting(name: &str) -> bool {
    let plain = plain_name(name);
    let is_id = ["Id", "ID", "_id", "Key", "_key", "Uid"].iter().any(|end| name.ends_with(end));
    SETTINGS.contains(&plain) || is_id || LAYOUT_WORDS.iter().any(|part| plain.contains(part))
}

/// Returns whether a member is text to be read.
fn is_text(name: &str, text: &str) -> bool {
    if is_setting(name) {
        return false;
    }
    if looks_like_markup(text) {
        return true;
    }
    let known = rank(name) != FIRST.iter().count() || is_label(name);
    let starts_sentence =
        text.trim().starts_with(|c: char| c.is_ascii_uppercase() || !c.is_ascii());
    known || text.trim().contains(char::is_whitespace) || starts_sentence || !text.is_ascii()
}

/// Returns the address in a member; `None` for other texts.
fn address<'t>(name: &str, text: &'t str) -> Option<&'t str> {
    let text = text.trim();
    let name = plain_name(name);
    let absolute = ["https://", "http://", "//", "mailto:", "tel:"];
    let named = ["url", "href", "link", "uri", "src"].iter().any(|part| name.ends_with(part));
    let relative = named && (text.starts_with(['/', '#', '.', '?']) || text.contains('/'));
    let relative = relative || (is_image_name(&name) && is_image("", text, ""));
    let is_word = !text.contains(char::is_whitespace);
    (is_word && (relative || absolute.iter().any(|start| text.starts_with(start)))).then_some(text)
}

/// Returns whether a file is an image, by MIME type, extension or the member's name.
fn is_image(name: &str, url: &str, mime: &str) -> bool {
    const ENDS: WordList = WordList(".jpg .jpeg .png .gif .webp .avif");
    if url.is_empty() || mime.starts_with("video/") || mime.starts_with("audio/") {
        return false;
    }
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    mime.starts_with("image/")
        || ENDS.iter().any(|end| path.ends_with(end))
        || (mime.is_empty() && is_image_name(&plain_name(name)) && media_kind(&path).is_none())
}

fn is_image_name(name: &str) -> bool {
    const NAMES: WordList = WordList("image photo picture img thumbnail avatar cover");
    NAMES.iter().any(|part| name.contains(part))
}

/// Returns `video` or `audio` for a file with such an extension.
pub fn media_kind(url: &str) -> Option<&'static str> {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ends = |all: &[&str]| all.iter().any(|end| path.ends_with(end));
    match ends(&[".mp4", ".webm", ".mov", ".m4v", ".m3u8"]) {
        true => Some("video"),
        false => ends(&[".mp3", ".m4a", ".ogg", ".wav"]).then_some("audio"),
    }
}

/// Notes that only the texts of a node are shown; the problem has `message` and its type.
pub fn note_unknown(decoder: &mut Decoder, value: &Value, message: &str) {
    let name = ["type", "_type", "nodeType", "blockType"].iter().map(|key| str_at(value, key));
    let name = name.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    decoder.problem(&[message, " (", name, "): its texts are shown"].concat());
}
