//! ActivityPub: an `Article` or another object with text, alone or within an activity.
//! <https://www.w3.org/TR/activitystreams-vocabulary/#dfn-article>, FEP-b2b8

use super::common::{
    apply_table, block, collect_image_stems, comment, date, has, html, html_block, image,
    image_stem, language, link_object, media_source, page_url, paragraphs, people, person,
    plain_text, positive_int, put, read_without_repeated_dek, rich_text, same_image_stem, seconds,
    set_base, str_at, text, typed, Object, Table,
};
use super::markdown;
use baca_model::{Article, Kind};
use baca_wire::decode;
use baca_wire::decoder::{Decoder, ReadValue, TextSyntax};
use baca_wire::document::Format;
use serde_json::Value;

/// The format's entry in [`super::FORMATS`].
pub const FORMAT: Format = Format { name: "activitypub", detect, read };

const TABLE: &Table = &[
    ("id", "id", text),
    ("url", "url|id", page_url),
    ("lang", "language|inLanguage", language),
    ("headline", "name", rich_text),
    ("dek", "summary", html),
    ("byline", "attributedTo|actor", people),
    ("dateline", "?location.name|location", plain_text),
    ("published", "published", date),
    ("modified", "updated", date),
    ("lead", "image|icon", |r, v| {
        let mut image = image(r, v)?;
        let alt = r.first_at(v, "name", plain_text);
        put(image.as_object_mut()?, "alt", alt);
        Some(image)
    }),
    ("tags", "*tag", |r, v| {
        let name = plain_text(r, v).filter(|_| is_one_of(v, &["Hashtag"]))?;
        let name = name.as_str()?.trim_start_matches('#').into();
        Some(link_object(name, r.first_at(v, "href", page_url)))
    }),
];

const COMMENTS: &Table = &[
    ("count", "?replies.totalItems", positive_int),
    ("items", "*?replies.first.items|?replies.first.orderedItems|?replies.items", comment),
];

const OBJECTS: [&str; 8] =
    ["Article", "Page", "Note", "Video", "Audio", "Image", "Event", "Document"];
const ACTIVITIES: [&str; 4] = ["Create", "Update", "Announce", "Add"];

fn is_one_of(v: &Value, kinds: &[&str]) -> bool {
    let known = |v: &Value| v.as_str().is_some_and(|kind| kinds.contains(&kind));
    match v.get("type") {
        Some(Value::Array(list)) => list.iter().any(known),
        Some(kind) => known(kind),
        None => false,
    }
}

fn detect(v: &Value) -> bool {
    let context = match v.get("@context") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(context) => std::slice::from_ref(context),
        None => &[],
    };
    let streams = context
        .iter()
        .filter_map(Value::as_str)
        .any(|c| c.contains("www.w3.org/ns/activitystreams"));
    let kind = v.get("type").and_then(Value::as_str).is_some_and(|kind| !kind.is_empty());
    let ours = is_one_of(v, &OBJECTS) || is_one_of(v, &ACTIVITIES);
    match (streams || has(v, "attributedTo|actor"), kind) {
        (true, true) => ours,
        // Without a valid type, the context and a content are enough.
        (true, false) => streams && has(v, "content|contentMap|object"),
        _ => false,
    }
}

fn read(v: &Value, r: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    r.source.text_syntax = TextSyntax::Plain;
    let mut files = Vec::new();
    let document = unwrap_activity(r, v, 0, &mut files)?;
    let mut article = read_without_repeated_dek(r, document);
    // Most servers attach the images of the content again, in another size.
    let mut shown = Vec::new();
    if let Some(article) = &article {
        collect_image_stems(&article.body, &mut shown);
        collect_image_stems(article.lead.as_slice(), &mut shown);
    }
    for block in files.iter().filter_map(|file| decode::block(r, file)) {
        if let Kind::Image(image) = &block.kind {
            let stem = image_stem(&image.src);
            if shown.iter().any(|other| same_image_stem(other, &stem)) {
                continue;
            }
            if shown.len() < MAX_COMPARED {
                shown.push(stem);
            }
        }
        let article = article.get_or_insert_default();
        match block.kind {
            Kind::Image(_) | Kind::Video(_) if article.lead.is_none() => article.lead = Some(block),
            _ => article.body.push(block),
        }
    }
    article
}

/// Maximum number of images that are compared with the others.
const MAX_COMPARED: usize = 1000;

/// Reads the object of an activity, or a lone object; collects its media in `files`.
fn unwrap_activity(
    r: &mut Decoder,
    v: &Value,
    depth: usize,
    files: &mut Vec<Value>,
) -> Option<Object> {
    let wraps = depth < 4 && (is_one_of(v, &ACTIVITIES) || !has(v, "content|contentMap|name"));
    if !wraps || !v.get("object").is_some_and(Value::is_object) {
        return read_object(r, v, files);
    }
    let mut document = None;
    r.visit(v, "object", &mut |r, object| {
        document = unwrap_activity(r, object, depth + 1, files);
        true
    });
    let mut document = document?;
    // The actor is the author, except of an `Announce`: a share.
    if !document.contains_key("byline") && !is_one_of(v, &["Announce"]) {
        let actor = r.first_at(v, "actor", person).map(|actor| Value::Array(vec![actor]));
        put(&mut document, "byline", actor);
    }
    Some(document)
}

fn read_object(r: &mut Decoder, v: &Value, files: &mut Vec<Value>) -> Option<Object> {
    if !str_at(v, "type").is_empty() && !is_one_of(v, &OBJECTS) {
        return None; // A person, a group, a vote.
    }
    set_base(r, v, "url|id");
    let mut document = apply_table(r, v, TABLE);
    if !document.contains_key("lang") {
        put(&mut document, "lang", lang(v).map(Value::String));
    }
    let lang = document.get("lang").cloned().unwrap_or_default();
    let lang = lang.as_str().unwrap_or_default();
    let maps: [(&str, &str, ReadValue); 2] =
        [("headline", "nameMap", rich_text), ("dek", "summaryMap", html)];
    for (key, map, read) in maps {
        if !document.contains_key(key) {
            let text = text_in_map(v, map, lang).and_then(|v| r.first_at(v, "", read));
            put(&mut document, key, text);
        }
    }
    let content = v.get("content").filter(|v| v.is_string());
    if let Some(content) =
        content.or_else(|| text_in_map(v, "contentMap", lang)).and_then(Value::as_str)
    {
        let body = match str_at(v, "mediaType") {
            "text/plain" => paragraphs(content),
            "text/markdown" => Value::Array(vec![html_block(markdown::html(content))]),
            _ => Value::Array(vec![html_block(content.into())]),
        };
        put(&mut document, "body", Some(body));
    }
    files.extend(player(r, v));
    files.extend(r.list_at(v, "attachment", attachment));
    let comments = apply_table(r, v, COMMENTS);
    if !comments.is_empty() {
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    Some(document)
}

/// Returns the language of the content: the key of an equal text in a language map, else the first key.
fn lang(v: &Value) -> Option<String> {
    let by_map = [("content", "contentMap"), ("name", "nameMap"), ("summary", "summaryMap")];
    let lang = by_map.iter().find_map(|(key, map)| {
        let map = v.get(*map)?.as_object()?;
        let same = map.iter().find(|(_, text)| v.get(*key) == Some(text)).or(map.iter().next())?;
        Some(same.0.clone())
    });
    lang.filter(|lang| lang != "und")
}

/// Returns the text of a language map in a language, else the first one.
fn text_in_map<'v>(v: &'v Value, map: &str, lang: &str) -> Option<&'v Value> {
    let map = v.get(map)?.as_object()?;
    map.get(lang).or_else(|| map.values().next())
}

/// Reads an attachment: a video, an audio, an image, or a link.
fn attachment(r: &mut Decoder, v: &Value) -> Option<Value> {
    let mime = str_at(v, "mediaType");
    let name = r.first_at(v, "name|summary", plain_text);
    for (kind, object) in [("video", "Video"), ("audio", "Audio"), ("image", "Image")] {
        let untyped = kind == "image" && mime.is_empty() && is_one_of(v, &["Document"]);
        if !(mime.starts_with(kind) || is_one_of(v, &[object]) || untyped) {
            continue;
        }
        if kind == "image" {
            let mut image = image(r, v)?;
            put(image.as_object_mut()?, "alt", name);
            return Some(image);
        }
        let mut media = Object::new();
        put(&mut media, "sources", Some(Value::Array(vec![media_source(r, v)?])));
        put(&mut media, "title", name);
        return Some(typed(kind, media));
    }
    let url = r.first_at(v, "href|url", page_url)?;
    let text = name.unwrap_or_else(|| url.clone());
    Some(block("links", "items", Value::Array(vec![link_object(text, Some(url))])))
}

/// Reads the player of a `Video` or `Audio`, whose files are in `url`.
fn player(r: &mut Decoder, v: &Value) -> Option<Value> {
    const PLAYER: &Table =
        &[("poster", "icon|image|preview", image), ("seconds", "duration", seconds)];
    if !is_one_of(v, &["Video", "Audio"]) {
        return None;
    }
    let mut media = apply_table(r, v, PLAYER);
    let plays = |v: &Value| {
        let mime = str_at(v, "mediaType");
        mime.starts_with("video/") || mime.starts_with("audio/")
    };
    let mut sources = Vec::new();
    r.each_at(v, "url", &mut |r, link| {
        if plays(link) {
            sources.extend(media_source(r, link));
        }
        // PeerTube lists the files of a stream in its `tag`.
        r.each_at(link, "tag", &mut |r, file| {
            if plays(file) {
                sources.extend(media_source(r, file));
            }
        });
    });
    if !sources.is_empty() {
        put(&mut media, "sources", Some(Value::Array(sources)));
    }
    let kind = if is_one_of(v, &["Audio"]) { "audio" } else { "video" };
    media.contains_key("sources").then(|| typed(kind, media))
}
