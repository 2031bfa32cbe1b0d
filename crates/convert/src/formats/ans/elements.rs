//! Converts the elements of a story into blocks.

use super::media::{credited_image, playable, player};
use super::text::write_text;
use crate::formats::common::{
    apply_table, block, frame_html, has, html, html_block, link, media_url, page_url, put,
    rich_text, str_at, typed, without, Object, Table,
};
use crate::formats::richtext::unknown::write_texts;
use baca_wire::decoder::Decoder;
use serde_json::Value;

const LINK: &Table = &[
    ("text", "content|title|url", html),
    ("url", "url", page_url),
    ("dek", "?description.basic|description", html),
    ("image", "image", |decoder, value| {
        has(value, "url").then(|| credited_image(decoder, value))?
    }),
];

/// Converts the elements of a story or a container.
pub fn elements(decoder: &mut Decoder, value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    decoder.each_at(value, "content_elements", &mut |decoder, value| {
        out.extend(element(decoder, value));
        // The elements of a container follow it.
        if !matches!(str_at(value, "type"), "quote" | "blockquote" | "gallery" | "list")
            && on_web(value)
        {
            out.extend(elements(decoder, value));
        }
    });
    out
}

/// Returns whether an element is meant for the web.
fn on_web(value: &Value) -> bool {
    let channels = value.get("channels").and_then(Value::as_array).filter(|list| !list.is_empty());
    channels.is_none_or(|list| list.iter().any(|c| matches!(c.as_str(), Some("web" | "all"))))
}

/// Converts an element; notes it where there is nothing to show.
pub fn element(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    if !on_web(value) {
        return None;
    }
    let before = decoder.problems().len();
    let found = convert(decoder, value);
    let kind = str_at(value, "type");
    let may_be_empty = matches!(kind, "" | "text" | "raw_html" | "numeric_rating" | "reference");
    if found.is_none()
        && decoder.problems().len() == before
        && !may_be_empty
        && !has(value, "content_elements")
    {
        decoder.problem(&["nothing to show in it (", kind, ")"].concat());
    }
    found
}

fn convert(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let kind = str_at(value, "type");
    let mut found = match kind {
        "image" => credited_image(decoder, value)?,
        "gallery" => {
            let mut gallery = Object::new();
            let items = decoder.list_at(value, "content_elements", |decoder, value| {
                matches!(str_at(value, "type"), "image" | "")
                    .then(|| credited_image(decoder, value))?
            });
            put(&mut gallery, "items", (!items.is_empty()).then_some(Value::Array(items)));
            let mut caption: Vec<Value> = Vec::new();
            for path in ["headlines.basic", "description.basic"] {
                let text =
                    decoder.first_at(value, path, rich_text).filter(|text| !caption.contains(text));
                let Some(text) = text else { continue };
                if !caption.is_empty() {
                    let mut line_break = Object::new();
                    put(&mut line_break, "break", Some(true.into()));
                    caption.push(Value::Object(line_break));
                }
                match text {
                    Value::Array(spans) => caption.extend(spans),
                    text => caption.push(text),
                }
            }
            put(&mut gallery, "caption", (!caption.is_empty()).then_some(Value::Array(caption)));
            gallery.contains_key("items").then(|| typed("gallery", gallery))?
        }
        "video" | "audio" => playable(decoder, value, kind).or_else(|| player(decoder, value))?,
        "oembed_response" => player(decoder, value)?,
        "custom_embed" => {
            let mut html = String::new();
            let url = decoder.first_at(value, "?embed.config.url|embed.url", media_url);
            if let Some(url) = url.as_ref().and_then(Value::as_str) {
                html = frame_html(url, "");
            }
            // Its texts are shown too.
            decoder.visit(value, "?embed.config", &mut |decoder, config| {
                let config = without(config, &|key, _| key == "url");
                write_texts(decoder, &config, &mut html)
            });
            html_block(Some(html).filter(|html| !html.is_empty())?)
        }
        "interstitial_link" => {
            let link = Value::Object(apply_table(decoder, value, LINK));
            block("links", "items", Value::Array(vec![link]))
        }
        "link_list" => {
            let mut list = Object::new();
            let items = decoder.list_at(value, "items", |decoder, value| {
                Some(Value::Object(apply_table(decoder, value, LINK)))
            });
            put(&mut list, "title", decoder.first_at(value, "title", rich_text));
            put(&mut list, "items", Some(Value::Array(items)));
            typed("links", list)
        }
        "story" => block("links", "items", Value::Array(vec![link(decoder, value)?])),
        "correction" | "endorsement" => {
            let text = decoder.first_at(value, "text|endorsement", rich_text)?;
            let mut aside = Object::new();
            put(&mut aside, "kind", Some(kind.into()));
            put(&mut aside, "body", Some(Value::Array(vec![block("paragraph", "text", text)])));
            typed("aside", aside)
        }
        "divider" => typed("divider", Object::new()),
        "reference" | "promo_reference" => return reference(decoder, value),
        // The article has it as its rating.
        "numeric_rating" => return None,
        _ => {
            let mut html = String::new();
            write_text(decoder, value, &mut html);
            // Empty paragraphs are spacing.
            let blank = matches!(html.trim(), "" | "<br>" | "<br/>" | "<br />" | "&nbsp;");
            html_block(Some(html).filter(|_| !blank)?)
        }
    };
    let side = str_at(value, "alignment");
    if matches!(side, "left" | "right") {
        put(found.as_object_mut()?, "size", Some(side.into()));
    }
    Some(found)
}

/// Converts a reference to something outside of the document: a link, if it has a URL, and its texts.
fn reference(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let mut html = String::new();
    let id = value.pointer("/referent/id").and_then(Value::as_str).unwrap_or_default();
    if id.contains("://") {
        let mut link = Object::new();
        put(&mut link, "url", Some(id.into()));
        write_texts(decoder, &link.into(), &mut html);
    }
    decoder.visit(
        value,
        "?referent.referent_properties|?referent_properties",
        &mut |decoder, properties| write_texts(decoder, properties, &mut html),
    );
    if html.is_empty() && has(value, "referent.type|referent.provider") {
        decoder.problem("a reference to something that is not in the document");
    }
    Some(html_block(Some(html).filter(|html| !html.is_empty())?))
}
