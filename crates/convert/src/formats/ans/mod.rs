//! Arc ANS: a story of typed elements. <https://github.com/washingtonpost/ans-schema>
//!
//! - `elements`: elements to blocks.
//! - `text`: elements of text to HTML.
//! - `media`: images, players and their credits.

mod elements;
mod media;
mod text;

use super::common::{
    append_body, apply_table, date, has, html_block, language, link, number, page_url, people,
    person, plain_text, put, read_document, rich_text, set_base, set_free, str_at, text,
    title_text, typed, Object, Table,
};
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use baca_wire::document::Format;
use elements::{element, elements};
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "ans", detect, read };

const TABLE: &Table = &[
    ("id", "_id", text),
    ("url", "canonical_url|website_url|short_url", page_url),
    ("lang", "language", language),
    ("kicker", "label.basic", |decoder, value| {
        (value.get("display") != Some(&Value::Bool(false))).then(|| link(decoder, value))?
    }),
    (
        "kicker",
        "?taxonomy.primary_section.name|?taxonomy.primary_site.name|?taxonomy.sections.0.name|\
         ?taxonomy.sites.0.name",
        link,
    ),
    ("headline", "headlines.basic|headlines.web|headlines.native", title_text),
    ("dek", "subheadlines.basic|description.basic", rich_text),
    ("byline", "vanity_credits.by|credits.by", people),
    ("dateline", "location|address.locality|dateline", plain_text),
    ("published", "first_publish_date|display_date|publish_date|created_date", date),
    ("modified", "last_updated_date", date),
    ("tags", "*taxonomy.tags|taxonomy.keywords", link),
    ("publisher", "?owner.name|?distributor.name|?source.name", person),
    ("copyright", "copyright", plain_text),
    ("corrections", "*corrections", |decoder, value| {
        Some(Value::Object(apply_table(decoder, value, CORRECTION)))
    }),
    ("related", "*related_content.basic", |decoder, value| {
        has(value, "headlines").then(|| link(decoder, value))?
    }),
    ("rating", "content_elements", |decoder, value| {
        let is_rating = |value: &&Value| str_at(value, "type") == "numeric_rating";
        let rating = value.as_array()?.iter().find(is_rating)?;
        Some(Value::Object(apply_table(decoder, rating, RATING)))
    }),
];

const CORRECTION: &Table =
    &[("text", "text", rich_text), ("published", "publish_date|created_date", date)];

const RATING: &Table = &[
    ("value", "numeric_rating", number),
    ("max", "max", number),
    ("min", "min", number),
    ("unit", "units", plain_text),
];

fn detect(value: &Value) -> bool {
    let elements = value.get("content_elements").is_some_and(Value::is_array);
    let headlines = value.get("headlines").is_some_and(Value::is_object);
    let version =
        str_at(value, "version").split('.').filter(|part| part.parse::<u16>().is_ok()).count();
    let kinds = ["story", "video", "image", "gallery", "audio", "collection"];
    let kind = kinds.contains(&str_at(value, "type"));
    (kind && version == 3)
        || (elements && (kind || headlines || version == 3))
        || (headlines && (kind || version == 3 || has(value, "credits|promo_items")))
}

fn read(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::PlainOrMarkup;
    set_base(decoder, value, "canonical_url|website_url");
    let mut document = apply_table(decoder, value, TABLE);
    // An image, a video or a gallery can be a document of its own.
    let lead = match str_at(value, "type") {
        "video" | "image" | "gallery" | "audio" => element(decoder, value),
        _ => {
            let mut body: Vec<Value> =
                decoder.first_at(value, "editor_note", editor_note).into_iter().collect();
            body.extend(elements(decoder, value));
            append_body(&mut document, body);
            decoder.first_at(value, "promo_items.lead_art|promo_items.basic", element)
        }
    };
    put(&mut document, "lead", lead);
    let others = contributors(decoder, value);
    if !others.is_empty() {
        let byline = document.get_mut("byline").map(Value::take);
        let mut byline = byline.and_then(|value| value.as_array().cloned()).unwrap_or_default();
        byline.extend(others);
        put(&mut document, "byline", Some(Value::Array(byline)));
    }
    // The publisher chooses the codes of its restrictions.
    let code = value.pointer("/content_restrictions/content_code").and_then(Value::as_str);
    if code.is_some_and(|code| {
        !matches!(code.trim(), "" | "0" | "default" | "free" | "none" | "public")
    }) {
        set_free(&mut document, false);
    }
    read_document(decoder, &document)
}

/// Reads the editors' note on the story.
fn editor_note(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let text = text(decoder, value)?;
    let body = html_block(text.as_str().map(str::trim).unwrap_or_default().into());
    let mut aside = Object::new();
    put(&mut aside, "kind", Some("note".into()));
    put(&mut aside, "body", Some(Value::Array(vec![body])));
    Some(typed("aside", aside))
}

/// Reads contributors other than the authors, with their role: `photos_by`.
fn contributors(decoder: &mut Decoder, value: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    let vanity = value.get("vanity_credits").unwrap_or(&Value::Null);
    for path in ["vanity_credits", "credits"] {
        decoder.visit(value, path, &mut |decoder, credits| {
            decoder.members(credits, &mut |decoder, key, value| {
                let is_replaced = path == "credits" && has(vanity, key);
                if is_replaced || matches!(key, "by" | "affiliation") {
                    return;
                }
                let role = key.strip_suffix("_by").or(key.strip_suffix(" by")).unwrap_or(key);
                let role = role.replace('_', " ");
                let Some(Value::Array(persons)) = people(decoder, value) else { return };
                for mut person in persons {
                    if let Some(object) = person.as_object_mut() {
                        object.entry("role").or_insert(role.as_str().into());
                    }
                    out.push(person);
                }
            });
            true
        });
    }
    out
}
