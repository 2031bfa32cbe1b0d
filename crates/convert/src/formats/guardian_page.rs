//! The JSON from which theguardian.com renders its pages: an article of dotcom-rendering, whose blocks
//! contain typed elements. <https://github.com/guardian/dotcom-rendering>

use super::common::{
    append_body, apply_table, balance_html, block, date, frame_html, has, html, html_block,
    image_url, language, link, link_object, media_url, page_url, people, person, plain_text,
    positive_int, put, read_without_repeated_dek, rich_text, same_aspect_ratio, set_base, str_at,
    text, title_text, typed, wrap_in, Object, Table,
};
use super::guardian_byline::byline;
use super::richtext::unknown::write_texts;
use baca_model::Article;
use baca_wire::decoder::{Decoder, TextSyntax};
use serde_json::Value;

const TABLE: &Table = &[
    ("id", "pageId|id", text),
    ("url", "webURL|canonicalUrl", page_url),
    ("lang", "lang|editionLongForm", |decoder, value| {
        value.as_str().filter(|tag| tag.len() < 6).and_then(|_| language(decoder, value))
    }),
    ("headline", "headline|webTitle", title_text),
    ("dek", "standfirst|trailText", html),
    ("published", "webPublicationDate|?webPublicationDateDeprecated", date),
    ("tags", "*tags", |decoder, value| {
        matches!(str_at(value, "type"), "Keyword" | "Series" | "Blog" | "")
            .then(|| link(decoder, value))?
    }),
];

const UPDATE: &Table = &[
    ("title", "title", rich_text),
    ("published", "blockFirstPublished|blockCreatedOn", date),
    ("modified", "blockLastUpdated", date),
    ("byline", "contributors", people),
];

/// Paths of an element's HTML.
const MARKUP: &str = "html|body|snippet";

/// Returns whether the document is an article of dotcom-rendering.
pub fn detect(value: &Value) -> bool {
    let blocks = value.get("blocks").and_then(Value::as_array);
    let typed = |value: &Value| {
        value.get("elements").and_then(Value::as_array).is_some_and(|list| is_typed(list))
    };
    let titled = has(value, "headline|webTitle");
    titled && blocks.is_some_and(|blocks| blocks.iter().any(typed))
        || (titled
            && blocks.is_some()
            && value.get("mainMediaElements").is_some_and(Value::is_array))
}

fn is_typed(elements: &[Value]) -> bool {
    elements.iter().any(|v| str_at(v, "_type").ends_with("BlockElement"))
}

/// Reads an article of dotcom-rendering.
pub fn read(value: &Value, decoder: &mut Decoder) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::PlainOrMarkup;
    set_base(decoder, value, "webURL");
    let mut document = apply_table(decoder, value, TABLE);
    if let Some(section) = decoder.first_at(value, "sectionLabel", plain_text) {
        let url = decoder.first_at(value, "sectionUrl", |decoder, value| {
            // The path lacks its leading slash.
            let path = value.as_str()?;
            let path = if path.contains("://") { path.into() } else { ["/", path].concat() };
            page_url(decoder, &path.into())
        });
        put(&mut document, "kicker", Some(link_object(section, url)));
    }
    let persons = decoder.list_at(value, "tags", |decoder, value| {
        (str_at(value, "type") == "Contributor").then(|| person(decoder, value))?
    });
    let line = decoder.first_at(value, "byline|?author.byline", plain_text).unwrap_or_default();
    document.insert("byline".into(), byline(line.as_str().unwrap_or_default(), persons));
    let mut before = Vec::new();
    decoder.each_at(value, "mainMediaElements", &mut |decoder, value| {
        element(decoder, value, &mut before)
    });
    if !before.is_empty() {
        let lead = before.remove(0);
        put(&mut document, "lead", Some(lead));
    }
    let live = value.pointer("/format/design").and_then(Value::as_str).unwrap_or_default();
    let live = live.contains("LiveBlog") || live.contains("DeadBlog");
    let mut blocks = before;
    decoder.each_at(value, "blocks", &mut |decoder, value| {
        let mut body = Vec::new();
        decoder
            .each_at(value, "elements", &mut |decoder, value| element(decoder, value, &mut body));
        if !live {
            return blocks.append(&mut body);
        }
        let mut update = apply_table(decoder, value, UPDATE);
        put(&mut update, "body", Some(Value::Array(body)));
        if value.pointer("/attributes/keyEvent") == Some(&Value::Bool(true)) {
            put(&mut update, "key", Some(true.into()));
        }
        blocks.push(typed("update", update));
    });
    append_body(&mut document, blocks);
    read_without_repeated_dek(decoder, document)
}

/// Converts an element and adds its blocks.
fn element(decoder: &mut Decoder, value: &Value, out: &mut Vec<Value>) {
    let kind = str_at(value, "_type").rsplit('.').next().unwrap_or_default();
    let kind = kind.strip_suffix("BlockElement").unwrap_or(kind);
    let markup = |decoder: &mut Decoder, around: &str| {
        let Some(Value::String(html)) = decoder.first_at(value, MARKUP, text) else { return None };
        let mut out = String::new();
        match around {
            "" => out = html,
            name => wrap_in(&mut out, name, &balance_html(&html)),
        }
        Some(html_block(out))
    };
    let found = match kind {
        "Text" | "Subheading" | "NumberedTitle" | "Table" | "ItemLink" | "Disclaimer" | "List"
            if has(value, "html") =>
        {
            markup(decoder, "")
        }
        "Blockquote" => markup(decoder, "blockquote"),
        "Pullquote" => {
            let mut quote = Object::new();
            put(&mut quote, "text", decoder.first_at(value, "html", html));
            put(&mut quote, "attribution", decoder.first_at(value, "attribution", html));
            put(&mut quote, "pull", Some(true.into()));
            Some(typed("quote", quote))
        }
        "Comment" => {
            let mut quote = Object::new();
            put(&mut quote, "text", decoder.first_at(value, "body", html));
            put(&mut quote, "attribution", decoder.first_at(value, "username", plain_text));
            put(&mut quote, "url", decoder.first_at(value, "permalink", page_url));
            Some(typed("quote", quote))
        }
        "Code" => {
            let mut code = Object::new();
            put(&mut code, "text", decoder.first_at(value, "html|code", html));
            put(&mut code, "language", decoder.first_at(value, "language", plain_text));
            Some(typed("code", code))
        }
        "Divider" => Some(typed("divider", Object::new())),
        "Image" | "Cartoon" => image_of(decoder, value),
        "MultiImage" => {
            let mut gallery = Object::new();
            put(
                &mut gallery,
                "items",
                Some(Value::Array(decoder.list_at(value, "images", image_of))),
            );
            put(&mut gallery, "caption", decoder.first_at(value, "caption", html));
            Some(typed("gallery", gallery))
        }
        "RichLink" | "Link" => {
            const LINK: &Table =
                &[("text", "text|label|title|url", rich_text), ("url", "url", page_url)];
            let link = Value::Object(apply_table(decoder, value, LINK));
            Some(block("links", "items", Value::Array(vec![link])))
        }
        "StarRating" => None,
        _ if has(value, "html") && !kind.contains("Atom") && kind != "QA" => markup(decoder, ""),
        _ => return other(decoder, value, kind, out),
    };
    match found {
        Some(found) => out.push(found),
        None if kind == "StarRating" => decoder.problem("a rating of stars"),
        None => decoder.problem("an element with nothing to show in it"),
    }
}

/// Converts players, containers of elements, and unknown elements.
fn other(decoder: &mut Decoder, value: &Value, kind: &str, out: &mut Vec<Value>) {
    let video = str_at(value, "assetId");
    let url = match kind {
        "Youtube" if !video.is_empty() => ["https://www.youtube.com/watch?v=", video].concat(),
        _ => match decoder.first_at(value, "embedUrl|originalUrl|?trackUrl|url", media_url) {
            Some(Value::String(url)) => url,
            _ => String::new(),
        },
    };
    let plays = [
        "Video",
        "Youtube",
        "Vimeo",
        "Spotify",
        "Soundcloud",
        "Map",
        "Document",
        "Interactive",
        "Tweet",
        "Instagram",
        "Vine",
        "Audio",
        "Embed",
    ];
    if !url.is_empty() && plays.iter().any(|part| kind.contains(part)) {
        let mut caption = String::new();
        for paths in ["caption", "mediaTitle|title|alt"] {
            if let (true, Some(Value::String(text))) =
                (caption.is_empty(), decoder.first_at(value, paths, text))
            {
                wrap_in(&mut caption, "figcaption", &balance_html(&text));
            }
        }
        return out.push(html_block(frame_html(&url, &caption)));
    }
    let before = out.len();
    if let Some(title) = decoder.first_at(value, "title|listTitle|?label", html) {
        let mut heading = Object::new();
        put(&mut heading, "text", Some(title));
        put(&mut heading, "level", Some(3.into()));
        out.push(typed("heading", heading));
    }
    let mut rest = Object::new();
    for (key, member) in value.as_object().into_iter().flatten() {
        match member {
            Value::Array(list) if list.iter().any(Value::is_object) => {}
            _ if ["title", "listTitle", "_type", "elementId", "role"].contains(&key.as_str()) => {}
            member => put(&mut rest, key, Some(member.clone())),
        }
    }
    let mut texts = String::new();
    write_texts(decoder, &rest.into(), &mut texts);
    if !texts.is_empty() {
        out.push(html_block(texts));
    }
    for (key, member) in
        value.as_object().into_iter().flatten().filter(|(_, value)| value.is_array())
    {
        if member.as_array().is_some_and(|list| is_typed(list)) {
            decoder.each_at(value, key, &mut |decoder, value| element(decoder, value, out));
        } else {
            decoder.each_at(value, key, &mut |decoder, value| {
                if value.is_object() {
                    other(decoder, value, "", out);
                }
            });
        }
    }
    if !kind.is_empty() && out.len() == before {
        decoder.problem(&["an element with nothing to show in it (", kind, ")"].concat());
    }
}

/// Reads an image with its sizes.
fn image_of(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const SIZE: &Table = &[
        ("src", "url", image_url),
        ("width", "fields.width", positive_int),
        ("height", "fields.height", positive_int),
    ];
    const TEXTS: &Table = &[
        ("alt", "data.alt", plain_text),
        ("caption", "data.caption|title", html),
        ("credit", "data.credit|data.copyright", html),
    ];
    let width = |value: &Object| value.get("width").and_then(Value::as_u64).unwrap_or_default();
    let mut sizes: Vec<Object> = Vec::new();
    decoder.each_at(value, "media.allImages", &mut |decoder, value| {
        sizes.push(apply_table(decoder, value, SIZE))
    });
    sizes.retain(|size| size.contains_key("src"));
    sizes.sort_by_key(|size| std::cmp::Reverse(width(size)));
    if sizes.is_empty() {
        return decoder.reject("a picture without a file");
    }
    let mut out = sizes.remove(0);
    let others = sizes.into_iter().map(Value::Object).filter(|size| same_aspect_ratio(&out, size));
    let others: Vec<Value> = others.collect();
    put(&mut out, "sources", Some(Value::Array(others)));
    for (key, text) in apply_table(decoder, value, TEXTS) {
        out.insert(key, text);
    }
    Some(typed("image", out))
}
