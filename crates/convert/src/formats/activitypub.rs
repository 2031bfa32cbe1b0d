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
    ("lead", "image|icon", |decoder, value| {
        let mut image = image(decoder, value)?;
        let alt = decoder.first_at(value, "name", plain_text);
        put(image.as_object_mut()?, "alt", alt);
        Some(image)
    }),
    ("tags", "*tag", |decoder, value| {
        let name = plain_text(decoder, value).filter(|_| is_one_of(value, &["Hashtag"]))?;
        let name = name.as_str()?.trim_start_matches('#').into();
        Some(link_object(name, decoder.first_at(value, "href", page_url)))
    }),
];

const COMMENTS: &Table = &[
    ("count", "?replies.totalItems", positive_int),
    ("items", "*?replies.first.items|?replies.first.orderedItems|?replies.items", comment),
];

const OBJECTS: [&str; 8] =
    ["Article", "Page", "Note", "Video", "Audio", "Image", "Event", "Document"];
const ACTIVITIES: [&str; 4] = ["Create", "Update", "Announce", "Add"];

fn is_one_of(value: &Value, kinds: &[&str]) -> bool {
    let known = |value: &Value| value.as_str().is_some_and(|kind| kinds.contains(&kind));
    match value.get("type") {
        Some(Value::Array(list)) => list.iter().any(known),
        Some(kind) => known(kind),
        None => false,
    }
}

fn detect(value: &Value) -> bool {
    let context = match value.get("@context") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(context) => std::slice::from_ref(context),
        None => &[],
    };
    let streams = context
        .iter()
        .filter_map(Value::as_str)
        .any(|c| c.contains("www.w3.org/ns/activitystreams"));
    let kind = value.get("type").and_then(Value::as_str).is_some_and(|kind| !kind.is_empty());
    let ours = is_one_of(value, &OBJECTS) || is_one_of(value, &ACTIVITIES);
    match (streams || has(value, "attributedTo|actor"), kind) {
        (true, true) => ours,
        // Without a valid type, the context and a content are enough.
        (true, false) => streams && has(value, "content|contentMap|object"),
        _ => false,
    }
}

fn read(value: &Value, decoder: &mut Decoder, _item: Option<&str>) -> Option<Article> {
    decoder.source.text_syntax = TextSyntax::Plain;
    let mut files = Vec::new();
    let document = unwrap_activity(decoder, value, 0, &mut files)?;
    let mut article = read_without_repeated_dek(decoder, document);
    // Most servers attach the images of the content again, in another size.
    let mut shown = Vec::new();
    if let Some(article) = &article {
        collect_image_stems(&article.body, &mut shown);
        collect_image_stems(article.lead.as_slice(), &mut shown);
    }
    for block in files.iter().filter_map(|file| decode::block(decoder, file)) {
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
    decoder: &mut Decoder,
    value: &Value,
    depth: usize,
    files: &mut Vec<Value>,
) -> Option<Object> {
    let wraps =
        depth < 4 && (is_one_of(value, &ACTIVITIES) || !has(value, "content|contentMap|name"));
    if !wraps || !value.get("object").is_some_and(Value::is_object) {
        return read_object(decoder, value, files);
    }
    let mut document = None;
    decoder.visit(value, "object", &mut |decoder, object| {
        document = unwrap_activity(decoder, object, depth + 1, files);
        true
    });
    let mut document = document?;
    // The actor is the author, except of an `Announce`: a share.
    if !document.contains_key("byline") && !is_one_of(value, &["Announce"]) {
        let actor = decoder.first_at(value, "actor", person).map(|actor| Value::Array(vec![actor]));
        put(&mut document, "byline", actor);
    }
    Some(document)
}

fn read_object(decoder: &mut Decoder, value: &Value, files: &mut Vec<Value>) -> Option<Object> {
    if !str_at(value, "type").is_empty() && !is_one_of(value, &OBJECTS) {
        return None; // A person, a group, a vote.
    }
    set_base(decoder, value, "url|id");
    let mut document = apply_table(decoder, value, TABLE);
    if !document.contains_key("lang") {
        put(&mut document, "lang", lang(value).map(Value::String));
    }
    let lang = document.get("lang").cloned().unwrap_or_default();
    let lang = lang.as_str().unwrap_or_default();
    let maps: [(&str, &str, ReadValue); 2] =
        [("headline", "nameMap", rich_text), ("dek", "summaryMap", html)];
    for (key, map, read) in maps {
        if !document.contains_key(key) {
            let text =
                text_in_map(value, map, lang).and_then(|value| decoder.first_at(value, "", read));
            put(&mut document, key, text);
        }
    }
    let content = value.get("content").filter(|value| value.is_string());
    if let Some(content) =
        content.or_else(|| text_in_map(value, "contentMap", lang)).and_then(Value::as_str)
    {
        let body = match str_at(value, "mediaType") {
            "text/plain" => paragraphs(content),
            "text/markdown" => Value::Array(vec![html_block(markdown::html(content))]),
            _ => Value::Array(vec![html_block(content.into())]),
        };
        put(&mut document, "body", Some(body));
    }
    files.extend(player(decoder, value));
    files.extend(decoder.list_at(value, "attachment", attachment));
    let comments = apply_table(decoder, value, COMMENTS);
    if !comments.is_empty() {
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    Some(document)
}

/// Returns the language of the content: the key of an equal text in a language map, else the first key.
fn lang(value: &Value) -> Option<String> {
    let by_map = [("content", "contentMap"), ("name", "nameMap"), ("summary", "summaryMap")];
    let lang = by_map.iter().find_map(|(key, map)| {
        let map = value.get(*map)?.as_object()?;
        let same =
            map.iter().find(|(_, text)| value.get(*key) == Some(text)).or(map.iter().next())?;
        Some(same.0.clone())
    });
    lang.filter(|lang| lang != "und")
}

/// Returns the text of a language map in a language, else the first one.
fn text_in_map<'v>(value: &'v Value, map: &str, lang: &str) -> Option<&'v Value> {
    let map = value.get(map)?.as_object()?;
    map.get(lang).or_else(|| map.values().next())
}

/// Reads an attachment: a video, an audio, an image, or a link.
fn attachment(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let mime = str_at(value, "mediaType");
    let name = decoder.first_at(value, "name|summary", plain_text);
    for (kind, object) in [("video", "Video"), ("audio", "Audio"), ("image", "Image")] {
        let untyped = kind == "image" && mime.is_empty() && is_one_of(value, &["Document"]);
        if !(mime.starts_with(kind) || is_one_of(value, &[object]) || untyped) {
            continue;
        }
        if kind == "image" {
            let mut image = image(decoder, value)?;
            put(image.as_object_mut()?, "alt", name);
            return Some(image);
        }
        let mut media = Object::new();
        put(&mut media, "sources", Some(Value::Array(vec![media_source(decoder, value)?])));
        put(&mut media, "title", name);
        return Some(typed(kind, media));
    }
    let url = decoder.first_at(value, "href|url", page_url)?;
    let text = name.unwrap_or_else(|| url.clone());
    Some(block("links", "items", Value::Array(vec![link_object(text, Some(url))])))
}

/// Reads the player of a `Video` or `Audio`, whose files are in `url`.
fn player(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const PLAYER: &Table =
        &[("poster", "icon|image|preview", image), ("seconds", "duration", seconds)];
    if !is_one_of(value, &["Video", "Audio"]) {
        return None;
    }
    let mut media = apply_table(decoder, value, PLAYER);
    let plays = |value: &Value| {
        let mime = str_at(value, "mediaType");
        mime.starts_with("video/") || mime.starts_with("audio/")
    };
    let mut sources = Vec::new();
    decoder.each_at(value, "url", &mut |decoder, link| {
        if plays(link) {
            sources.extend(media_source(decoder, link));
        }
        // PeerTube lists the files of a stream in its `tag`.
        decoder.each_at(link, "tag", &mut |decoder, file| {
            if plays(file) {
                sources.extend(media_source(decoder, file));
            }
        });
    });
    if !sources.is_empty() {
        put(&mut media, "sources", Some(Value::Array(sources)));
    }
    let kind = if is_one_of(value, &["Audio"]) { "audio" } else { "video" };
    media.contains_key("sources").then(|| typed(kind, media))
}
