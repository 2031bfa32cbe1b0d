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
    ("lang", "lang|editionLongForm", |r, v| {
        v.as_str().filter(|tag| tag.len() < 6).and_then(|_| language(r, v))
    }),
    ("headline", "headline|webTitle", title_text),
    ("dek", "standfirst|trailText", html),
    ("published", "webPublicationDate|?webPublicationDateDeprecated", date),
    ("tags", "*tags", |r, v| {
        matches!(str_at(v, "type"), "Keyword" | "Series" | "Blog" | "").then(|| link(r, v))?
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
pub fn detect(v: &Value) -> bool {
    let blocks = v.get("blocks").and_then(Value::as_array);
    let typed =
        |v: &Value| v.get("elements").and_then(Value::as_array).is_some_and(|list| is_typed(list));
    let titled = has(v, "headline|webTitle");
    titled && blocks.is_some_and(|blocks| blocks.iter().any(typed))
        || (titled && blocks.is_some() && v.get("mainMediaElements").is_some_and(Value::is_array))
}

fn is_typed(elements: &[Value]) -> bool {
    elements.iter().any(|v| str_at(v, "_type").ends_with("BlockElement"))
}

/// Reads an article of dotcom-rendering.
pub fn read(v: &Value, r: &mut Decoder) -> Option<Article> {
    r.source.text_syntax = TextSyntax::PlainOrMarkup;
    set_base(r, v, "webURL");
    let mut document = apply_table(r, v, TABLE);
    if let Some(section) = r.first_at(v, "sectionLabel", plain_text) {
        let url = r.first_at(v, "sectionUrl", |r, v| {
            // The path lacks its leading slash.
            let path = v.as_str()?;
            let path = if path.contains("://") { path.into() } else { ["/", path].concat() };
            page_url(r, &path.into())
        });
        put(&mut document, "kicker", Some(link_object(section, url)));
    }
    let persons =
        r.list_at(v, "tags", |r, v| (str_at(v, "type") == "Contributor").then(|| person(r, v))?);
    let line = r.first_at(v, "byline|?author.byline", plain_text).unwrap_or_default();
    document.insert("byline".into(), byline(line.as_str().unwrap_or_default(), persons));
    let mut before = Vec::new();
    r.each_at(v, "mainMediaElements", &mut |r, v| element(r, v, &mut before));
    if !before.is_empty() {
        let lead = before.remove(0);
        put(&mut document, "lead", Some(lead));
    }
    let live = v.pointer("/format/design").and_then(Value::as_str).unwrap_or_default();
    let live = live.contains("LiveBlog") || live.contains("DeadBlog");
    let mut blocks = before;
    r.each_at(v, "blocks", &mut |r, v| {
        let mut body = Vec::new();
        r.each_at(v, "elements", &mut |r, v| element(r, v, &mut body));
        if !live {
            return blocks.append(&mut body);
        }
        let mut update = apply_table(r, v, UPDATE);
        put(&mut update, "body", Some(Value::Array(body)));
        if v.pointer("/attributes/keyEvent") == Some(&Value::Bool(true)) {
            put(&mut update, "key", Some(true.into()));
        }
        blocks.push(typed("update", update));
    });
    append_body(&mut document, blocks);
    read_without_repeated_dek(r, document)
}

/// Converts an element and adds its blocks.
fn element(r: &mut Decoder, v: &Value, out: &mut Vec<Value>) {
    let kind = str_at(v, "_type").rsplit('.').next().unwrap_or_default();
    let kind = kind.strip_suffix("BlockElement").unwrap_or(kind);
    let markup = |r: &mut Decoder, around: &str| {
        let Some(Value::String(html)) = r.first_at(v, MARKUP, text) else { return None };
        let mut out = String::new();
        match around {
            "" => out = html,
            name => wrap_in(&mut out, name, &balance_html(&html)),
        }
        Some(html_block(out))
    };
    let found = match kind {
        "Text" | "Subheading" | "NumberedTitle" | "Table" | "ItemLink" | "Disclaimer" | "List"
            if has(v, "html") =>
        {
            markup(r, "")
        }
        "Blockquote" => markup(r, "blockquote"),
        "Pullquote" => {
            let mut quote = Object::new();
            put(&mut quote, "text", r.first_at(v, "html", html));
            put(&mut quote, "attribution", r.first_at(v, "attribution", html));
            put(&mut quote, "pull", Some(true.into()));
            Some(typed("quote", quote))
        }
        "Comment" => {
            let mut quote = Object::new();
            put(&mut quote, "text", r.first_at(v, "body", html));
            put(&mut quote, "attribution", r.first_at(v, "username", plain_text));
            put(&mut quote, "url", r.first_at(v, "permalink", page_url));
            Some(typed("quote", quote))
        }
        "Code" => {
            let mut code = Object::new();
            put(&mut code, "text", r.first_at(v, "html|code", html));
            put(&mut code, "language", r.first_at(v, "language", plain_text));
            Some(typed("code", code))
        }
        "Divider" => Some(typed("divider", Object::new())),
        "Image" | "Cartoon" => image_of(r, v),
        "MultiImage" => {
            let mut gallery = Object::new();
            put(&mut gallery, "items", Some(Value::Array(r.list_at(v, "images", image_of))));
            put(&mut gallery, "caption", r.first_at(v, "caption", html));
            Some(typed("gallery", gallery))
        }
        "RichLink" | "Link" => {
            const LINK: &Table =
                &[("text", "text|label|title|url", rich_text), ("url", "url", page_url)];
            let link = Value::Object(apply_table(r, v, LINK));
            Some(block("links", "items", Value::Array(vec![link])))
        }
        "StarRating" => None,
        _ if has(v, "html") && !kind.contains("Atom") && kind != "QA" => markup(r, ""),
        _ => return other(r, v, kind, out),
    };
    match found {
        Some(found) => out.push(found),
        None if kind == "StarRating" => r.problem("a rating of stars"),
        None => r.problem("an element with nothing to show in it"),
    }
}

/// Converts players, containers of elements, and unknown elements.
fn other(r: &mut Decoder, v: &Value, kind: &str, out: &mut Vec<Value>) {
    let video = str_at(v, "assetId");
    let url = match kind {
        "Youtube" if !video.is_empty() => ["https://www.youtube.com/watch?v=", video].concat(),
        _ => match r.first_at(v, "embedUrl|originalUrl|?trackUrl|url", media_url) {
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
                (caption.is_empty(), r.first_at(v, paths, text))
            {
                wrap_in(&mut caption, "figcaption", &balance_html(&text));
            }
        }
        return out.push(html_block(frame_html(&url, &caption)));
    }
    let before = out.len();
    if let Some(title) = r.first_at(v, "title|listTitle|?label", html) {
        let mut heading = Object::new();
        put(&mut heading, "text", Some(title));
        put(&mut heading, "level", Some(3.into()));
        out.push(typed("heading", heading));
    }
    let mut rest = Object::new();
    for (key, member) in v.as_object().into_iter().flatten() {
        match member {
            Value::Array(list) if list.iter().any(Value::is_object) => {}
            _ if ["title", "listTitle", "_type", "elementId", "role"].contains(&key.as_str()) => {}
            member => put(&mut rest, key, Some(member.clone())),
        }
    }
    let mut texts = String::new();
    write_texts(r, &rest.into(), &mut texts);
    if !texts.is_empty() {
        out.push(html_block(texts));
    }
    for (key, member) in v.as_object().into_iter().flatten().filter(|(_, v)| v.is_array()) {
        if member.as_array().is_some_and(|list| is_typed(list)) {
            r.each_at(v, key, &mut |r, v| element(r, v, out));
        } else {
            r.each_at(v, key, &mut |r, v| {
                if v.is_object() {
                    other(r, v, "", out);
                }
            });
        }
    }
    if !kind.is_empty() && out.len() == before {
        r.problem(&["an element with nothing to show in it (", kind, ")"].concat());
    }
}

/// Reads an image with its sizes.
fn image_of(r: &mut Decoder, v: &Value) -> Option<Value> {
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
    let width = |v: &Object| v.get("width").and_then(Value::as_u64).unwrap_or_default();
    let mut sizes: Vec<Object> = Vec::new();
    r.each_at(v, "media.allImages", &mut |r, v| sizes.push(apply_table(r, v, SIZE)));
    sizes.retain(|size| size.contains_key("src"));
    sizes.sort_by_key(|size| std::cmp::Reverse(width(size)));
    if sizes.is_empty() {
        return r.reject("a picture without a file");
    }
    let mut out = sizes.remove(0);
    let others = sizes.into_iter().map(Value::Object).filter(|size| same_aspect_ratio(&out, size));
    let others: Vec<Value> = others.collect();
    put(&mut out, "sources", Some(Value::Array(others)));
    for (key, value) in apply_table(r, v, TEXTS) {
        out.insert(key, value);
    }
    Some(typed("image", out))
}
