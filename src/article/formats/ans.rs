//! Arc ANS: a story of typed elements. <https://github.com/washingtonpost/ans-schema>

use super::common::*;
use super::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::Article;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "ans", detect, read };

const TABLE: &Table = &[
    ("id", "_id", text),
    ("url", "canonical_url|website_url|short_url", page),
    ("lang", "language", language),
    ("kicker", "label.basic", |r, v| {
        (v.get("display") != Some(&Value::Bool(false))).then(|| link(r, v))?
    }),
    (
        "kicker",
        "?taxonomy.primary_section.name|?taxonomy.primary_site.name|?taxonomy.sections.0.name|\
         ?taxonomy.sites.0.name",
        link,
    ),
    ("headline", "headlines.basic|headlines.web|headlines.native", words),
    ("dek", "subheadlines.basic|description.basic", words),
    ("byline", "*vanity_credits.by|credits.by", person),
    ("dateline", "location|address.locality|dateline", label),
    ("published", "first_publish_date|display_date|publish_date|created_date", date),
    ("modified", "last_updated_date", date),
    ("tags", "*taxonomy.tags|taxonomy.keywords", link),
    ("publisher", "?owner.name|?distributor.name|?source.name", person),
    ("copyright", "copyright", label),
    ("corrections", "*corrections", |r, v| Some(Value::Object(object(r, v, CORRECTION)))),
    ("related", "*related_content.basic", |r, v| has(v, "headlines").then(|| link(r, v))?),
    ("rating", "content_elements", |r, v| {
        let is_rating = |v: &&Value| str_at(v, "type") == "numeric_rating";
        let rating = v.as_array()?.iter().find(is_rating)?;
        Some(Value::Object(object(r, rating, RATING)))
    }),
];

const CORRECTION: &Table =
    &[("text", "text", words), ("published", "publish_date|created_date", date)];

const RATING: &Table = &[
    ("value", "numeric_rating", number),
    ("max", "max", number),
    ("min", "min", number),
    ("unit", "units", label),
];

const MEDIA: &Table = &[
    ("poster", "promo_image|promo_items.basic|promo_items.lead_art", credited),
    ("title", "headlines.basic", label),
    // Milliseconds.
    ("seconds", "duration", |_, v| v.as_f64().map(|ms| (ms / 1000.0).into())),
    ("tracks", "*subtitles.urls", |r, v| {
        let format = str_at(v, "format").to_ascii_lowercase();
        let is_vtt = format.contains("vtt") || str_at(v, "url").contains(".vtt");
        is_vtt.then(|| Value::Object(object(r, v, TRACK)))
    }),
    ("caption", "description.basic|subheadlines.basic|caption", words),
];

const TRACK: &Table = &[("src", "url", media), ("lang", "language", language)];

const LINK: &Table = &[
    ("text", "content|title|url", html),
    ("url", "url", page),
    ("dek", "?description.basic|description", html),
    ("image", "image", |r, v| has(v, "url").then(|| credited(r, v))?),
];

fn detect(v: &Value) -> bool {
    let elements = v.get("content_elements").is_some_and(Value::is_array);
    let headlines = v.get("headlines").is_some_and(Value::is_object);
    let version =
        str_at(v, "version").split('.').filter(|part| part.parse::<u16>().is_ok()).count();
    let kinds = ["story", "video", "image", "gallery", "audio", "collection"];
    let kind = kinds.contains(&str_at(v, "type"));
    (kind && version == 3)
        || (elements && (kind || headlines || version == 3))
        || (headlines && (kind || version == 3 || has(v, "credits|promo_items")))
}

fn read(v: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Either;
    let mut document = object(r, v, TABLE);
    // A picture, a video or a gallery can stand on its own.
    let lead = match str_at(v, "type") {
        "video" | "image" | "gallery" | "audio" => element(r, v),
        _ => {
            let body = elements(r, v);
            append(&mut document, body);
            r.at(v, "promo_items.lead_art|promo_items.basic", element)
        }
    };
    put(&mut document, "lead", lead);
    read_document(r, &document)
}

fn elements(r: &mut Reading, v: &Value) -> Vec<Value> {
    let mut out = Vec::new();
    r.each_at(v, "content_elements", &mut |r, v| {
        out.extend(element(r, v));
        // What is not of a known shape has its parts all the same.
        if !matches!(str_at(v, "type"), "quote" | "blockquote" | "gallery" | "list") && on_web(v) {
            out.extend(elements(r, v));
        }
    });
    out
}

/// Whether an element is meant for readers like us.
fn on_web(v: &Value) -> bool {
    let channels = v.get("channels").and_then(Value::as_array).filter(|list| !list.is_empty());
    channels.is_none_or(|list| list.iter().any(|c| matches!(c.as_str(), Some("web" | "all"))))
}

fn element(r: &mut Reading, v: &Value) -> Option<Value> {
    if !on_web(v) {
        return None;
    }
    let kind = str_at(v, "type");
    let mut found = match kind {
        "image" => credited(r, v)?,
        "gallery" => {
            let mut gallery = Object::new();
            let items = r.all(v, "content_elements", |r, v| {
                matches!(str_at(v, "type"), "image" | "").then(|| credited(r, v))?
            });
            put(&mut gallery, "items", (!items.is_empty()).then_some(Value::Array(items)));
            put(&mut gallery, "caption", r.at(v, "headlines.basic|description.basic", words));
            gallery.contains_key("items").then(|| typed("gallery", gallery))?
        }
        "video" | "audio" => playable(r, v, kind).or_else(|| player(r, v))?,
        "oembed_response" => player(r, v)?,
        "custom_embed" => {
            let url = r.at(v, "?embed.config.url|embed.url", media)?;
            html_block(frame(url.as_str()?, ""))
        }
        "interstitial_link" => {
            let link = Value::Object(object(r, v, LINK));
            block("links", "items", Value::Array(vec![link]))
        }
        "link_list" => {
            let mut list = Object::new();
            let items = r.all(v, "items", |r, v| Some(Value::Object(object(r, v, LINK))));
            put(&mut list, "title", r.at(v, "title", words));
            put(&mut list, "items", Some(Value::Array(items)));
            typed("links", list)
        }
        "story" => block("links", "items", Value::Array(vec![link(r, v)?])),
        "correction" | "endorsement" => {
            let text = r.at(v, "text|endorsement", words)?;
            let mut aside = Object::new();
            put(&mut aside, "kind", Some(kind.into()));
            put(&mut aside, "body", Some(Value::Array(vec![block("paragraph", "text", text)])));
            typed("aside", aside)
        }
        "divider" => typed("divider", Object::new()),
        // A reference is not resolved: there is nothing to show. A rating is the article's.
        "reference" | "promo_reference" | "numeric_rating" => return None,
        _ => {
            let mut html = String::new();
            markup(r, v, &mut html);
            // Editors part paragraphs with them.
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

/// Elements of text as markup.
fn markup(r: &mut Reading, v: &Value, out: &mut String) {
    let kind = str_at(v, "type");
    let content = match v {
        Value::String(text) => text.as_str(),
        _ => str_at(v, "content"),
    };
    let mut inner = String::new();
    let mut children = |r: &mut Reading, key: &str, before: &str, after: &str| {
        r.each_at(v, key, &mut |r, v| {
            let is_list = str_at(v, "type") == "list";
            inner.push_str(if is_list { "" } else { before });
            markup(r, v, &mut inner);
            inner.push_str(if is_list { "" } else { after });
        });
    };
    match kind {
        "header" => {
            let level = v.get("level").and_then(Value::as_u64).unwrap_or(2);
            wrap(out, heading_name(level as usize), content);
        }
        "quote" | "blockquote" => {
            children(r, "content_elements", "<p>", "</p>");
            let pull = str_at(v, "subtype") == "pullquote";
            open(out, "blockquote", &[("class", if pull { "pullquote" } else { "" })]);
            out.push_str(content);
            out.push_str(&inner);
            if let Some(Value::String(by)) = r.at(v, "?citation.content|citation", text) {
                wrap(out, "cite", &by);
            }
            out.push_str("</blockquote>");
        }
        "list" => {
            // A list that stands among the items belongs to the item before it.
            children(r, "items|content_elements", "<li>", "");
            wrap(out, if str_at(v, "list_type") == "ordered" { "ol" } else { "ul" }, &inner);
        }
        "table" => {
            children(r, "header", "<th>", "</th>");
            let head = std::mem::take(&mut inner);
            let mut rows = String::new();
            wrap(&mut rows, "tr", &head);
            r.each_at(v, "rows", &mut |r, row| {
                let mut cells = String::new();
                r.visit_each(row, &mut |r, v| {
                    cells.push_str("<td>");
                    markup(r, v, &mut cells);
                    cells.push_str("</td>");
                });
                wrap(&mut rows, "tr", &cells);
            });
            wrap(out, "table", &rows);
        }
        "code" => {
            out.push_str("<pre>");
            let class = ["language-", str_at(v, "language")].concat();
            open(out, "code", &[("class", &class)]);
            escape(out, content);
            out.push_str("</code></pre>");
        }
        "image" => {
            out.push_str("<figure>");
            open(out, "img", &[("src", str_at(v, "url")), ("alt", str_at(v, "alt_text"))]);
            wrap(out, "figcaption", str_at(v, "caption"));
            out.push_str("</figure>");
        }
        "text" | "raw_html" | "" => {
            let dropcap = v.pointer("/block_properties/dropcap").and_then(Value::as_str);
            match dropcap {
                Some("letter" | "word" | "line") => {
                    open(out, "p", &[("class", "dropcap")]);
                    out.push_str(content);
                    out.push_str("</p>");
                }
                _ => out.push_str(content),
            }
        }
        "element_group" | "content_zone" => {
            if let Some(Value::String(title)) = r.at(v, "?headlines.basic|title", text) {
                wrap(out, "h3", &title);
            }
        }
        _ => {
            r.problem("unknown type of element");
            if let Some(Value::String(html)) = r.at(v, "content|?text", text) {
                out.push_str(&html);
            }
        }
    }
}

/// A picture with those who made it.
fn credited(r: &mut Reading, v: &Value) -> Option<Value> {
    let mut image = image(r, v)?;
    let out = image.as_object_mut()?;
    if !out.contains_key("caption") {
        put(out, "caption", r.at(v, "subtitle", words));
    }
    put(out, "credit", credit(r, v));
    // In pixels, as Arc has it, or in parts of the whole.
    let at = |key: &str, side: &str| {
        let at = v.get("focal_point")?.get(key)?.as_f64()?;
        let at = if at > 1.0 { at / v.get(side)?.as_f64()? } else { at };
        (0.0..=1.0).contains(&at).then(|| Value::from(at))
    };
    let focus = at("x", "width").zip(at("y", "height"));
    put(out, "focus", focus.map(|(x, y)| Value::Array(vec![x, y])));
    Some(image)
}

fn credit(r: &mut Reading, v: &Value) -> Option<Value> {
    let people = names(r, v, "vanity_credits.by|credits.by");
    let house = names(r, v, "vanity_credits.affiliation|credits.affiliation");
    let between = if people.is_empty() || house.is_empty() { "" } else { " / " };
    let credit = [&people, between, &house].concat();
    (!credit.is_empty()).then(|| credit.into())
}

fn playable(r: &mut Reading, v: &Value, kind: &str) -> Option<Value> {
    let (mut sources, mut hls) = (Vec::new(), Vec::new());
    for file in r.all(v, "streams|source_url", source) {
        // Few browsers play HLS by themselves.
        match str_at(&file, "src").contains(".m3u8") {
            true => hls.push(file),
            false => sources.push(file),
        }
    }
    sources.append(&mut hls);
    if sources.is_empty() {
        return None;
    }
    let mut out = object(r, v, MEDIA);
    put(&mut out, "sources", Some(Value::Array(sources)));
    put(&mut out, "credit", credit(r, v));
    Some(typed(kind, out))
}

/// Somebody else's player: the markup that comes along, else where it is.
fn player(r: &mut Reading, v: &Value) -> Option<Value> {
    if let Some(Value::String(html)) = r.at(v, "?raw_oembed.html|embed_html", text) {
        return Some(html_block(html));
    }
    let url = r.at(v, "?raw_oembed.url|?raw_oembed._id|?referent.id|canonical_url", |r, v| {
        v.as_str().filter(|url| url.contains("://"))?;
        media(r, v)
    })?;
    let mut caption = String::new();
    if let Some(Value::String(title)) = r.at(v, "?raw_oembed.title|?headlines.basic", label) {
        let mut text = String::new();
        escape(&mut text, &title);
        wrap(&mut caption, "figcaption", &text);
    }
    Some(html_block(frame(url.as_str()?, &caption)))
}
