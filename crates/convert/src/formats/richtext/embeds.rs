//! Writes nodes other than text as HTML: images, players, containers, cards.

use super::tree::{
    children_html, code, html_at, text_at, write_link, write_nodes_at, write_rich_text,
};
use super::unknown::{media_kind, note_leftovers, note_unknown, write_sentences, write_texts};
use crate::formats::common::{balance_html, escape, has, open_tag, str_at, without, wrap_in};
use crate::formats::markdown;
use baca_model::WordList;
use baca_wire::decoder::Decoder;
use serde_json::Value;

const URLS: &str =
    "?attrs.href|?attrs.url|?attrs.src|url|href|src|?data.uri|?data.url|?fields.url|\
    ?fields.doc.value.url|buttonUrl|productUrl|?link|?data.target.fields.file.url|?data.target.fields.url|\
    ?data.target.url|?attrs.data.url|embedUrl|videoUrl";

const FILES: &str = "?attrs.src|src|?image.url|?image.src|?image.asset.url|?value.url|\
    ?data.target.fields.file.url|?data.target.url|?data.file.url|?data.url|?asset.url|?attrs.url|\
    url|?attrs.file.url|?fields.media.url|?media.url|productImageSrc|?attrs.data.src";

const ALTS: &str = "?attrs.alt|alt|altText|?image.alternativeText|?image.alt|?value.alt|\
    ?asset.altText|?data.target.fields.description|?data.alt|?media.alt|\
    ?data.target.fields.title";

const WIDTHS: &str = "?attrs.width|width|?image.width|?value.width|?media.width|?data.file.width|\
    ?data.target.fields.file.details.image.width|?asset.metadata.dimensions.width";

const HEIGHTS: &str =
    "?attrs.height|height|?image.height|?value.height|?media.height|?data.file.height|\
    ?data.target.fields.file.details.image.height|?asset.metadata.dimensions.height";

/// Writes a node that is no text structure: a link, image, player or card, or one of an unknown type.
pub fn write_object(decoder: &mut Decoder, value: &Value, kind: &str, out: &mut String) {
    if !value.is_object() {
        return;
    }
    // Payload: the type of a block is in its fields.
    if let (Some(kind), Some(fields)) = (value.pointer("/fields/blockType"), value.get("fields")) {
        let kind = kind.as_str().unwrap_or_default().to_ascii_lowercase();
        return match has(fields, "code") {
            true => code(decoder, fields, "", out),
            false => write_object(decoder, fields, &kind, out),
        };
    }
    if kind.starts_with("email") {
        return decoder.problem("meant for the letter, not for the page");
    }
    let source = text_at(decoder, value, "?attrs.latex|?equation|?latex");
    if !source.is_empty() {
        return write_formula(value, kind, &source, out);
    }
    let mut inner = children_html(decoder, value);
    let collapses = is(kind, WordList("expand toggle collaps accordion"));
    if collapses && inner.is_empty() {
        write_rich_text(str_at(value, "content"), &mut inner);
    }
    if is(kind, WordList("link mention")) && !inner.is_empty() {
        return write_link(&text_at(decoder, value, URLS), &inner, out);
    }
    if write_embed(decoder, value, kind, &inner, out) {
        return;
    }
    if inner.is_empty() {
        write_card(decoder, value, kind, out);
    } else {
        // A container, perhaps with a title: collapsible, or an aside.
        let title = text_at(decoder, value, "?attrs.title|heading|title|question|label");
        let (name, label) = if collapses { ("details", "summary") } else { ("aside", "h3") };
        let mut titled = String::new();
        write_rich_text(&title, &mut titled);
        let mut all = String::new();
        wrap_in(&mut all, label, &titled);
        all.push_str(&inner);
        for own in [value.get("attrs").or(value.get("data")), Some(value)].into_iter().flatten() {
            let written = [&title, " ", &all].concat();
            write_sentences(decoder, own, &written, &mut all);
        }
        wrap_in(out, if title.is_empty() && !collapses { "div" } else { name }, &all);
    }
}

/// Writes an image, a player or another embed with its caption and the HTML of its `children`, which are one too;
/// returns `false` if the node is none.
pub fn write_embed(
    decoder: &mut Decoder,
    value: &Value,
    kind: &str,
    children: &str,
    out: &mut String,
) -> bool {
    let mut embed = embed_html(decoder, value, kind);
    let found = !embed.is_empty();
    if found {
        let before = out.len();
        write_caption(decoder, value, "figcaption", &mut embed);
        wrap_in(&mut embed, "figcaption", children);
        write_figure(value, kind, &embed, out);
        let added = out.get(before..).unwrap_or_default().to_string();
        note_leftovers(decoder, value, &added);
    }
    found
}

/// Returns whether a node's type contains one of these words.
fn is(kind: &str, parts: WordList) -> bool {
    parts.iter().any(|part| kind.contains(part))
}

/// Writes a formula in TeX as code.
fn write_formula(value: &Value, kind: &str, source: &str, out: &mut String) {
    let mut text = String::new();
    escape(&mut text, source);
    let mut code = String::new();
    wrap_in(&mut code, "code", &text);
    let in_line = kind.contains("inline") || value.get("inline") == Some(&Value::Bool(true));
    wrap_in(out, if in_line { "span" } else { "p" }, &code);
}

/// Returns the HTML of an image, a gallery, a player, HTML or Markdown, or an embed; empty for other nodes.
fn embed_html(decoder: &mut Decoder, value: &Value, kind: &str) -> String {
    let mut out = String::new();
    let file = text_at(decoder, value, FILES);
    let mime = text_at(decoder, value, "?data.target.fields.file.contentType|?value.mimeType");
    // A file of another kind than its node's type.
    let by_file = media_kind(&file).filter(|_| mime.is_empty());
    let is_image = is(kind, WordList("image img upload asset media picture photo"));
    let by_file = by_file.filter(|_| is_image).unwrap_or_default();
    let is_audio = is(kind, WordList("audio")) || mime.starts_with("audio/") || by_file == "audio";
    let is_media =
        is_audio || is(kind, WordList("video")) || mime.starts_with("video/") || by_file == "video";
    let is_external = file.is_empty() || file.contains("youtu") || file.contains("vimeo.com");
    if is(kind, WordList("gallery")) {
        decoder.visit(
            value,
            "images|?attrs.images|items|?data.images|?data.files",
            &mut |decoder, list| {
                decoder.visit_each(list, &mut |decoder, value| {
                    write_object(decoder, value, "image", &mut out)
                });
                true
            },
        );
    } else if is_media && !is_external {
        let poster = text_at(decoder, value, "thumbnailSrc|?attrs.poster|poster");
        let name = if is_audio { "audio" } else { "video" };
        let title = text_at(decoder, value, "title|?attrs.title|?data.target.fields.title");
        open_tag(&mut out, name, &[("src", &file), ("poster", &poster), ("title", &title)]);
        out.push_str(if is_audio { "</audio>" } else { "</video>" });
    } else if is_image && !file.is_empty() && (mime.is_empty() || mime.starts_with("image/")) {
        write_image(decoder, value, &file, &mut out);
    } else if has(value, "html|attrs.html|data.html") {
        out.push_str(&html_at(decoder, value, "html|?attrs.html|?data.html"));
    } else if has(value, "markdown") {
        out.push_str(&balance_html(&markdown::html(str_at(value, "markdown"))));
    } else if !is(kind, WordList("embeddedentry embeddedasset"))
        && is(kind, WordList("embed youtube iframe vimeo tweet twitter instagram video"))
    {
        let id = text_at(decoder, value, "videoID|?attrs.videoId");
        let post = text_at(decoder, value, "?tweetID|?tweetId|?attrs.tweetId|?id");
        let url = match (id.is_empty(), is(kind, WordList("tweet")) && !post.is_empty()) {
            (false, _) => ["https://www.youtube.com/watch?v=", &id].concat(),
            (_, true) if !post.contains('/') => ["https://x.com/i/status/", &post].concat(),
            _ => text_at(decoder, value, URLS),
        };
        if url.contains("//") {
            open_tag(&mut out, "iframe", &[("src", &url)]);
            out.push_str("</iframe>");
        }
    }
    out
}

/// Writes an embed with its caption as a figure.
fn write_figure(value: &Value, kind: &str, content: &str, out: &mut String) {
    let stretched = value.pointer("/data/stretched") == Some(&Value::Bool(true));
    let class = match (is(kind, WordList("gallery")), stretched) {
        (true, _) => "wp-block-gallery",
        (_, true) => "alignwide",
        _ => "",
    };
    open_tag(out, "figure", &[("class", class)]);
    out.push_str(content);
    out.push_str("</figure>");
}

/// Writes an image, within its link if it has one.
pub fn write_image(decoder: &mut Decoder, value: &Value, src: &str, out: &mut String) {
    let mut set = String::new();
    decoder.visit(value, "?image.formats", &mut |decoder, value| {
        decoder.members(value, &mut |_, _, value| {
            if let Some(width) =
                value.get("width").and_then(Value::as_number).map(baca_sys::json::digits)
            {
                let comma = if set.is_empty() { "" } else { ", " };
                set.push_str(&[comma, str_at(value, "url"), " ", &width, "w"].concat());
            }
        });
        true
    });
    let (alt, width) = (text_at(decoder, value, ALTS), text_at(decoder, value, WIDTHS));
    let height = text_at(decoder, value, HEIGHTS);
    let mut img = String::new();
    let size = [("width", width.as_str()), ("height", height.as_str())];
    let [width, height] = size;
    open_tag(&mut img, "img", &[("src", src), ("alt", &alt), width, height, ("srcset", &set)]);
    write_link(&text_at(decoder, value, "href|?attrs.href"), &img, out);
}

/// Writes caption and credit as element `name`. A caption is text, HTML, or nodes of the dialect.
pub fn write_caption(decoder: &mut Decoder, value: &Value, name: &str, out: &mut String) {
    let mut inner = String::new();
    let paths = "caption|fileCaption|?attrs.caption|?image.caption|?value.caption|?data.caption";
    decoder.visit(value, paths, &mut |decoder, value| {
        match value {
            Value::String(text) => write_rich_text(text, &mut inner),
            Value::Array(_) => write_nodes_at(decoder, value, "", &mut inner),
            _ => write_nodes_at(
                decoder,
                value,
                "?editorState.root.children|?root.children|content|children",
                &mut inner,
            ),
        }
        !inner.is_empty()
    });
    let credit = text_at(decoder, value, "?credit|?attribution|?attrs.credit|?photographer");
    if !credit.is_empty() {
        open_tag(&mut inner, "div", &[("class", "credit")]);
        write_rich_text(&credit, &mut inner);
        inner.push_str("</div>");
    }
    wrap_in(out, name, &inner);
}

/// Types of inline nodes.
const INLINE: WordList = WordList("inline mention emoji status date hyperlink hashtag link");
/// Other types whose texts [`write_card_texts`] covers.
const KNOWN: WordList = WordList("paywall pagebreak image blockcard embedcard expand toggle");

/// Types that consist of their texts.
const PLAIN: WordList =
    WordList("quote callout banner cta card text content note asset signup header");

/// Writes a node without children: as a card with a class that the converter knows.
fn write_card(decoder: &mut Decoder, value: &Value, kind: &str, out: &mut String) {
    const CARDS: [(&str, &str); 5] = [
        ("bookmark", "kg-bookmark-card"),
        ("button", "wp-block-button"),
        ("file", "kg-file-card"),
        ("callout", "kg-callout-card"),
        ("product", "kg-product-card"),
    ];
    let class = CARDS.iter().find(|(part, _)| kind.contains(part)).map(|(_, class)| *class);
    let known = class.is_some() || is(kind, INLINE) || is(kind, KNOWN) || kind.is_empty();
    if !known && !has(value, "asset._ref") {
        // The children are written already: twice at each level would take exponential time.
        let is_children =
            |key: &str, value: &Value| value.is_array() && matches!(key, "content" | "children");
        let own = without(value, &is_children);
        match write_texts(decoder, &own, out) {
            true if is(kind, PLAIN) => {}
            true => note_unknown(decoder, value, "unknown type of node"),
            false => decoder.problem("unknown type of node: nothing to show in it"),
        }
        return;
    }
    if let Some(class) = class {
        open_tag(out, "div", &[("class", class)]);
    }
    let before = out.len();
    write_card_texts(decoder, value, kind, out);
    if is(kind, INLINE) {
        let written = out.get(before..).unwrap_or_default().to_string();
        note_leftovers(decoder, value, &written);
    }
    out.push_str(if class.is_some() { "</div>" } else { "" });
}

/// Writes the texts of a card, its image and its link.
fn write_card_texts(decoder: &mut Decoder, value: &Value, kind: &str, out: &mut String) {
    const TITLES: &str = "?attrs.text|?attrs.label|?attrs.title|?attrs.shortName|buttonText|\
        fileTitle|productTitle|heading|title|label|?metadata.title|?data.target.fields.title|\
        fileName|name|?attrs.name|?data.title|?data.target.fields.name|?fields.title|\
        ?fields.label|?value.title";
    const TEXTS: WordList = WordList(
        "calloutText content description ?metadata.description productDescription productButton subheading \
        subtitle body message ?attrs.description ?fields.text ?fields.content text",
    );
    let url = text_at(decoder, value, URLS);
    let url = if url.contains('/') || url.starts_with('#') { url } else { String::new() };
    let title = text_at(decoder, value, TITLES);
    let mut line = String::new();
    write_rich_text(if title.is_empty() { &url } else { &title }, &mut line);
    let before = out.len();
    let image = text_at(decoder, value, "productImageSrc|?metadata.thumbnail");
    if !image.is_empty() {
        write_image(decoder, value, &image, out);
    }
    let mut linked = String::new();
    write_link(&url, &line, &mut linked);
    match is(kind, INLINE) {
        true => out.push_str(&linked),
        false if line.is_empty() => {}
        false => wrap_in(out, "p", &linked),
    }
    for path in TEXTS.iter() {
        let mut text = String::new();
        decoder.visit(value, path, &mut |decoder, value| {
            match value {
                Value::String(string) => write_rich_text(string, &mut text),
                _ => {
                    text.push_str(&super::html(decoder, value).unwrap_or_default());
                }
            }
            true
        });
        wrap_in(out, "div", &text);
    }
    write_caption(decoder, value, "div", out);
    if out.len() == before && !matches!(kind, "" | "image" | "paywall" | "pagebreak") {
        decoder.problem("unknown type of node");
    }
}
