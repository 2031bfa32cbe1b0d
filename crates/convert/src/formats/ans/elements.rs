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
    ("image", "image", |r, v| has(v, "url").then(|| credited_image(r, v))?),
];

/// Converts the elements of a story or a container.
pub fn elements(r: &mut Decoder, v: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    r.each_at(v, "content_elements", &mut |r, v| {
        out.extend(element(r, v));
        // The elements of a container follow it.
        if !matches!(str_at(v, "type"), "quote" | "blockquote" | "gallery" | "list") && on_web(v) {
            out.extend(elements(r, v));
        }
    });
    out
}

/// Returns whether an element is meant for the web.
fn on_web(v: &Value) -> bool {
    let channels = v.get("channels").and_then(Value::as_array).filter(|list| !list.is_empty());
    channels.is_none_or(|list| list.iter().any(|c| matches!(c.as_str(), Some("web" | "all"))))
}

/// Converts an element; notes it where there is nothing to show.
pub fn element(r: &mut Decoder, v: &Value) -> Option<Value> {
    if !on_web(v) {
        return None;
    }
    let before = r.problems().len();
    let found = convert(r, v);
    let kind = str_at(v, "type");
    let may_be_empty = matches!(kind, "" | "text" | "raw_html" | "numeric_rating" | "reference");
    if found.is_none()
        && r.problems().len() == before
        && !may_be_empty
        && !has(v, "content_elements")
    {
        r.problem(&["nothing to show in it (", kind, ")"].concat());
    }
    found
}

fn convert(r: &mut Decoder, v: &Value) -> Option<Value> {
    let kind = str_at(v, "type");
    let mut found = match kind {
        "image" => credited_image(r, v)?,
        "gallery" => {
            let mut gallery = Object::new();
            let items = r.list_at(v, "content_elements", |r, v| {
                matches!(str_at(v, "type"), "image" | "").then(|| credited_image(r, v))?
            });
            put(&mut gallery, "items", (!items.is_empty()).then_some(Value::Array(items)));
            let mut caption: Vec<Value> = Vec::new();
            for path in ["headlines.basic", "description.basic"] {
                let text = r.first_at(v, path, rich_text).filter(|text| !caption.contains(text));
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
        "video" | "audio" => playable(r, v, kind).or_else(|| player(r, v))?,
        "oembed_response" => player(r, v)?,
        "custom_embed" => {
            let mut html = String::new();
            let url = r.first_at(v, "?embed.config.url|embed.url", media_url);
            if let Some(url) = url.as_ref().and_then(Value::as_str) {
                html = frame_html(url, "");
            }
            // Its texts are shown too.
            r.visit(v, "?embed.config", &mut |r, config| {
                let config = without(config, &|key, _| key == "url");
                write_texts(r, &config, &mut html)
            });
            html_block(Some(html).filter(|html| !html.is_empty())?)
        }
        "interstitial_link" => {
            let link = Value::Object(apply_table(r, v, LINK));
            block("links", "items", Value::Array(vec![link]))
        }
        "link_list" => {
            let mut list = Object::new();
            let items = r.list_at(v, "items", |r, v| Some(Value::Object(apply_table(r, v, LINK))));
            put(&mut list, "title", r.first_at(v, "title", rich_text));
            put(&mut list, "items", Some(Value::Array(items)));
            typed("links", list)
        }
        "story" => block("links", "items", Value::Array(vec![link(r, v)?])),
        "correction" | "endorsement" => {
            let text = r.first_at(v, "text|endorsement", rich_text)?;
            let mut aside = Object::new();
            put(&mut aside, "kind", Some(kind.into()));
            put(&mut aside, "body", Some(Value::Array(vec![block("paragraph", "text", text)])));
            typed("aside", aside)
        }
        "divider" => typed("divider", Object::new()),
        "reference" | "promo_reference" => return reference(r, v),
        // The article has it as its rating.
        "numeric_rating" => return None,
        _ => {
            let mut html = String::new();
            write_text(r, v, &mut html);
            // Empty paragraphs are spacing.
            let blank = matches!(html.trim(), "" | "<br>" | "<br/>" | "<br />" | "&nbsp;");
            html_block(Some(html).filter(|_| !blank)?)
        }
    };
    let side = str_at(v, "alignment");
    if matches!(side, "left" | "right") {
        put(found.as_object_mut()?, "size", Some(side.into()));
    }
    Some(found)
}

/// Converts a reference to something outside of the document: a link, if it has a URL, and its texts.
fn reference(r: &mut Decoder, v: &Value) -> Option<Value> {
    let mut html = String::new();
    let id = v.pointer("/referent/id").and_then(Value::as_str).unwrap_or_default();
    if id.contains("://") {
        let mut link = Object::new();
        put(&mut link, "url", Some(id.into()));
        write_texts(r, &link.into(), &mut html);
    }
    r.visit(v, "?referent.referent_properties|?referent_properties", &mut |r, properties| {
        write_texts(r, properties, &mut html)
    });
    if html.is_empty() && has(v, "referent.type|referent.provider") {
        r.problem("a reference to something that is not in the document");
    }
    Some(html_block(Some(html).filter(|html| !html.is_empty())?))
}
