//! Nodes that are more than text: pictures, players, boxes, cards, as markup.

use super::tree::{anchor, below, code, inner, rich, text_at};
use crate::article::formats::common::{escape, has, open, str_at, wrap};
use crate::article::formats::markdown;
use crate::article::json::{self, Reading};
use serde_json::Value;

const URLS: &str =
    "?attrs.href|?attrs.url|?attrs.src|url|href|src|?data.uri|?data.url|?fields.url|\
    ?fields.doc.value.url|buttonUrl|?link|?data.target.fields.file.url|?data.target.fields.url|\
    ?data.target.url|?attrs.data.url|embedUrl|videoUrl";

const FILES: &str = "?attrs.src|src|?image.url|?image.src|?image.asset.url|?value.url|\
    ?data.target.fields.file.url|?data.target.url|?data.file.url|?data.url|?asset.url|?attrs.url|\
    url|?attrs.file.url|?fields.media.url|?media.url|productImageSrc|?attrs.data.src";

const ALTS: &str = "?attrs.alt|alt|altText|?image.alternativeText|?image.alt|?value.alt|\
    ?asset.altText|?data.target.fields.description|?data.alt|?media.alt";

const WIDTHS: &str = "?attrs.width|width|?image.width|?value.width|?media.width|?data.file.width|\
    ?data.target.fields.file.details.image.width|?asset.metadata.dimensions.width";

const HEIGHTS: &str =
    "?attrs.height|height|?image.height|?value.height|?media.height|?data.file.height|\
    ?data.target.fields.file.details.image.height|?asset.metadata.dimensions.height";

/// Adds a node that is not plain text structure: a link, picture, player or card, and what nobody knows.
pub fn other(r: &mut Reading, v: &Value, kind: &str, out: &mut String) {
    if !v.is_object() {
        return;
    }
    // Payload's blocks say in their fields what they are.
    if let (Some(kind), Some(fields)) = (v.pointer("/fields/blockType"), v.get("fields")) {
        let kind = kind.as_str().unwrap_or_default().to_ascii_lowercase();
        return match has(fields, "code") {
            true => code(r, fields, "", out),
            false => other(r, fields, &kind, out),
        };
    }
    if kind.starts_with("email") {
        return; // Meant for the letter, not for the page.
    }
    // A formula, of which only its source is known.
    let source = text_at(r, v, "?attrs.latex|?equation|?latex");
    if !source.is_empty() {
        return formula(v, kind, &source, out);
    }
    let mut inner = inner(r, v);
    let unfolds = is(kind, &["expand", "toggle", "collaps", "accordion"]);
    if unfolds && inner.is_empty() {
        rich(str_at(v, "content"), &mut inner);
    }
    if is(kind, &["link", "mention"]) && !inner.is_empty() {
        return anchor(&text_at(r, v, URLS), &inner, out);
    }
    let shown = shown(r, v, kind);
    if !shown.is_empty() {
        figure(r, v, kind, shown, out);
    } else if inner.is_empty() {
        card(r, v, kind, out);
    } else {
        // A box, with the title it may have: one that unfolds, or one beside the text.
        let title = text_at(r, v, "?attrs.title|heading|title");
        let (name, label) = if unfolds { ("details", "summary") } else { ("aside", "h3") };
        let mut titled = String::new();
        rich(&title, &mut titled);
        let mut all = String::new();
        wrap(&mut all, label, &titled);
        all.push_str(&inner);
        wrap(out, if title.is_empty() && !unfolds { "div" } else { name }, &all);
    }
}

/// Whether a node's name says one of these.
fn is(kind: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| kind.contains(part))
}

fn formula(v: &Value, kind: &str, source: &str, out: &mut String) {
    let mut text = String::new();
    escape(&mut text, source);
    let mut code = String::new();
    wrap(&mut code, "code", &text);
    let in_line = kind.contains("inline") || v.get("inline") == Some(&Value::Bool(true));
    wrap(out, if in_line { "span" } else { "p" }, &code);
}

/// Pictures, players, markup and what is embedded from elsewhere; nothing for any other node.
fn shown(r: &mut Reading, v: &Value, kind: &str) -> String {
    let mut out = String::new();
    let file = text_at(r, v, FILES);
    let mime = text_at(r, v, "?data.target.fields.file.contentType|?value.mimeType");
    let sound = is(kind, &["audio"]) || mime.starts_with("audio/");
    let film = sound || is(kind, &["video"]) || mime.starts_with("video/");
    let elsewhere = file.is_empty() || file.contains("youtu") || file.contains("vimeo.com");
    if is(kind, &["gallery"]) {
        r.visit(v, "images|?attrs.images|items|?data.images|?data.files", &mut |r, list| {
            r.visit_each(list, &mut |r, v| other(r, v, "image", &mut out));
            true
        });
    } else if film && !elsewhere {
        let poster = text_at(r, v, "thumbnailSrc|?attrs.poster|poster");
        let name = if sound { "audio" } else { "video" };
        let title = text_at(r, v, "title|?attrs.title");
        open(&mut out, name, &[("src", &file), ("poster", &poster), ("title", &title)]);
        out.push_str(if sound { "</audio>" } else { "</video>" });
    } else if is(kind, &["image", "img", "upload", "asset", "media", "picture", "photo"])
        && !file.is_empty()
    {
        picture(r, v, &file, &mut out);
    } else if has(v, "html|attrs.html|data.html") {
        out.push_str(&text_at(r, v, "html|?attrs.html|?data.html"));
    } else if has(v, "markdown") {
        out.push_str(&markdown::html(str_at(v, "markdown")));
    } else if is(
        kind,
        &["embed", "youtube", "iframe", "vimeo", "tweet", "twitter", "instagram", "video"],
    ) {
        let id = text_at(r, v, "videoID|?attrs.videoId");
        let post = text_at(r, v, "?tweetID|?tweetId|?attrs.tweetId|?id");
        let url = match (id.is_empty(), is(kind, &["tweet"]) && !post.is_empty()) {
            (false, _) => ["https://www.youtube.com/watch?v=", &id].concat(),
            (_, true) if !post.contains('/') => ["https://x.com/i/status/", &post].concat(),
            _ => text_at(r, v, URLS),
        };
        if url.contains("//") {
            open(&mut out, "iframe", &[("src", &url)]);
            out.push_str("</iframe>");
        }
    }
    out
}

/// What is shown, with what stands under it.
fn figure(r: &mut Reading, v: &Value, kind: &str, mut shown: String, out: &mut String) {
    caption(r, v, "figcaption", &mut shown);
    let stretched = v.pointer("/data/stretched") == Some(&Value::Bool(true));
    let class = match (is(kind, &["gallery"]), stretched) {
        (true, _) => "wp-block-gallery",
        (_, true) => "alignwide",
        _ => "",
    };
    open(out, "figure", &[("class", class)]);
    out.push_str(&shown);
    out.push_str("</figure>");
}

fn picture(r: &mut Reading, v: &Value, src: &str, out: &mut String) {
    let mut set = String::new();
    r.visit(v, "?image.formats", &mut |r, v| {
        r.members(v, &mut |_, _, v| {
            if let Some(width) = v.get("width").and_then(Value::as_number).map(json::digits) {
                let comma = if set.is_empty() { "" } else { ", " };
                set.push_str(&[comma, str_at(v, "url"), " ", &width, "w"].concat());
            }
        });
        true
    });
    let (alt, width) = (text_at(r, v, ALTS), text_at(r, v, WIDTHS));
    let height = text_at(r, v, HEIGHTS);
    let mut img = String::new();
    let size = [("width", width.as_str()), ("height", height.as_str())];
    let [width, height] = size;
    open(&mut img, "img", &[("src", src), ("alt", &alt), width, height, ("srcset", &set)]);
    anchor(&text_at(r, v, "href|?attrs.href"), &img, out);
}

/// What stands under a figure: a text, markup, or nodes of the same editor.
pub fn caption(r: &mut Reading, v: &Value, name: &str, out: &mut String) {
    let mut inner = String::new();
    let places = "caption|fileCaption|?attrs.caption|?image.caption|?value.caption|?data.caption";
    r.visit(v, places, &mut |r, v| {
        match v {
            Value::String(text) => rich(text, &mut inner),
            Value::Array(_) => below(r, v, "", &mut inner),
            _ => below(
                r,
                v,
                "?editorState.root.children|?root.children|content|children",
                &mut inner,
            ),
        }
        !inner.is_empty()
    });
    let credit = text_at(r, v, "?credit|?attribution|?attrs.credit|?photographer");
    if !credit.is_empty() {
        open(&mut inner, "div", &[("class", "credit")]);
        rich(&credit, &mut inner);
        inner.push_str("</div>");
    }
    wrap(out, name, &inner);
}

/// A node without children: as a card that the converter knows by the class it has where it is rendered.
fn card(r: &mut Reading, v: &Value, kind: &str, out: &mut String) {
    const CARDS: [(&str, &str); 5] = [
        ("bookmark", "kg-bookmark-card"),
        ("button", "wp-block-button"),
        ("file", "kg-file-card"),
        ("callout", "kg-callout-card"),
        ("product", "kg-product-card"),
    ];
    let class = CARDS.iter().find(|(part, _)| kind.contains(part)).map(|(_, class)| *class);
    if let Some(class) = class {
        open(out, "div", &[("class", class)]);
    }
    said(r, v, kind, out);
    out.push_str(if class.is_some() { "</div>" } else { "" });
}

/// Whatever text such a node carries, and where it leads.
fn said(r: &mut Reading, v: &Value, kind: &str, out: &mut String) {
    const TITLES: &str = "?attrs.text|?attrs.label|?attrs.title|?attrs.shortName|buttonText|\
        fileTitle|productTitle|heading|title|label|?metadata.title|?data.target.fields.title|\
        fileName|name|?attrs.name|?data.title|?data.target.fields.name|?fields.title|\
        ?fields.label|?value.title";
    const TEXTS: [&str; 13] = [
        "calloutText",
        "content",
        "description",
        "?metadata.description",
        "productDescription",
        "subheading",
        "subtitle",
        "body",
        "message",
        "?attrs.description",
        "?fields.text",
        "?fields.content",
        "text",
    ];
    let url = text_at(r, v, URLS);
    let url = if url.contains('/') || url.starts_with('#') { url } else { String::new() };
    let title = text_at(r, v, TITLES);
    let mut line = String::new();
    rich(if title.is_empty() { &url } else { &title }, &mut line);
    let before = out.len();
    let image = text_at(r, v, "productImageSrc");
    if !image.is_empty() {
        picture(r, v, &image, out);
    }
    let mut linked = String::new();
    anchor(&url, &line, &mut linked);
    // Some stand in a line of text.
    let inline = ["inline", "mention", "emoji", "status", "date", "hyperlink", "hashtag"];
    match is(kind, &inline) {
        true => out.push_str(&linked),
        false if line.is_empty() => {}
        false => wrap(out, "p", &linked),
    }
    for place in TEXTS {
        let mut text = String::new();
        r.visit(v, place, &mut |r, v| {
            match v {
                Value::String(words) => rich(words, &mut text),
                _ => {
                    text.push_str(&super::html(r, v).unwrap_or_default());
                }
            }
            true
        });
        wrap(out, "div", &text);
    }
    caption(r, v, "div", out);
    if out.len() == before && !matches!(kind, "" | "image" | "paywall" | "pagebreak") {
        r.problem("unknown type of node");
    }
}
