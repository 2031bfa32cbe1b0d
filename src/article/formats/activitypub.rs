//! ActivityPub: an `Article` (or what a server sends in its place), bare or wrapped in an activity.
//! <https://www.w3.org/TR/activitystreams-vocabulary/#dfn-article>, FEP-b2b8

use super::common::*;
use super::{baca, markdown, Format};
use crate::article::json::{ReadValue, Reading, Texts};
use crate::article::model::*;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "activitypub", detect, read };

const TABLE: &Table = &[
    ("id", "id", text),
    ("url", "url|id", page),
    ("lang", "language|inLanguage", language),
    ("headline", "name", words),
    ("dek", "summary", html),
    ("byline", "*attributedTo|actor", person),
    ("dateline", "?location.name|location", label),
    ("published", "published", date),
    ("modified", "updated", date),
    ("lead", "image|icon", |r, v| {
        let mut image = image(r, v)?;
        let alt = r.at(v, "name", label);
        put(image.as_object_mut()?, "alt", alt);
        Some(image)
    }),
    ("tags", "*tag", |r, v| {
        let name = label(r, v).filter(|_| is_one_of(v, &["Hashtag"]))?;
        let name = name.as_str()?.trim_start_matches('#').into();
        Some(linked(name, r.at(v, "href", page)))
    }),
];

const COMMENTS: &Table = &[
    ("count", "?replies.totalItems", whole),
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
        // The type is broken, the rest tells enough.
        (true, false) => streams && has(v, "content|contentMap|object"),
        _ => false,
    }
}

fn read(v: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Plain;
    let mut files = Vec::new();
    let document = unwrapped(r, v, 0, &mut files)?;
    let mut article = finish(r, document);
    // Most servers list beside the content the pictures that are in it, in another size.
    let mut shown = Vec::new();
    if let Some(article) = &article {
        stems(&article.body, &mut shown);
        stems(article.lead.as_slice(), &mut shown);
    }
    for block in files.iter().filter_map(|file| baca::block(r, file)) {
        if let Kind::Image(image) = &block.kind {
            let stem = stem(&image.src);
            if shown.contains(&stem) {
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

/// Pictures beyond this many are not compared with the others.
const MAX_COMPARED: usize = 1000;

fn unwrapped(r: &mut Reading, v: &Value, depth: usize, files: &mut Vec<Value>) -> Option<Object> {
    let wraps = depth < 4 && (is_one_of(v, &ACTIVITIES) || !has(v, "content|contentMap|name"));
    if !wraps || !v.get("object").is_some_and(Value::is_object) {
        return object_of(r, v, files);
    }
    let mut document = None;
    r.visit(v, "object", &mut |r, object| {
        document = unwrapped(r, object, depth + 1, files);
        true
    });
    let mut document = document?;
    // An author told only by the activity; one who passes it on has not written it.
    if !document.contains_key("byline") && !is_one_of(v, &["Announce"]) {
        let actor = r.at(v, "actor", person).map(|actor| Value::Array(vec![actor]));
        put(&mut document, "byline", actor);
    }
    Some(document)
}

fn object_of(r: &mut Reading, v: &Value, files: &mut Vec<Value>) -> Option<Object> {
    if !str_at(v, "type").is_empty() && !is_one_of(v, &OBJECTS) {
        return None; // A person, a group, a vote.
    }
    let mut document = object(r, v, TABLE);
    if !document.contains_key("lang") {
        put(&mut document, "lang", lang(v).map(Value::String));
    }
    let lang = document.get("lang").cloned().unwrap_or_default();
    let lang = lang.as_str().unwrap_or_default();
    let maps: [(&str, &str, ReadValue); 2] =
        [("headline", "nameMap", words), ("dek", "summaryMap", html)];
    for (key, map, read) in maps {
        if !document.contains_key(key) {
            let text = mapped(v, map, lang).and_then(|v| r.at(v, "", read));
            put(&mut document, key, text);
        }
    }
    let content = v.get("content").filter(|v| v.is_string());
    if let Some(content) = content.or_else(|| mapped(v, "contentMap", lang)).and_then(Value::as_str)
    {
        let body = match str_at(v, "mediaType") {
            "text/plain" => paragraphs(content),
            "text/markdown" => Value::Array(vec![html_block(markdown::html(content))]),
            _ => Value::Array(vec![html_block(content.into())]),
        };
        put(&mut document, "body", Some(body));
    }
    files.extend(player(r, v));
    files.extend(r.all(v, "attachment", attachment));
    let comments = object(r, v, COMMENTS);
    if !comments.is_empty() {
        put(&mut document, "comments", Some(Value::Object(comments)));
    }
    Some(document)
}

/// The language is the key under which the same content stands, else the first there is.
fn lang(v: &Value) -> Option<String> {
    let by_map = [("content", "contentMap"), ("name", "nameMap"), ("summary", "summaryMap")];
    let lang = by_map.iter().find_map(|(key, map)| {
        let map = v.get(*map)?.as_object()?;
        let same = map.iter().find(|(_, text)| v.get(*key) == Some(text)).or(map.iter().next())?;
        Some(same.0.clone())
    });
    lang.filter(|lang| lang != "und")
}

/// The text of a language map in this language, or the first.
fn mapped<'v>(v: &'v Value, map: &str, lang: &str) -> Option<&'v Value> {
    let map = v.get(map)?.as_object()?;
    map.get(lang).or_else(|| map.values().next())
}

/// Something beside the content.
fn attachment(r: &mut Reading, v: &Value) -> Option<Value> {
    let mime = str_at(v, "mediaType");
    let name = r.at(v, "name|summary", label);
    for (kind, object) in [("video", "Video"), ("audio", "Audio"), ("image", "Image")] {
        let nameless = kind == "image" && mime.is_empty() && is_one_of(v, &["Document"]);
        if !(mime.starts_with(kind) || is_one_of(v, &[object]) || nameless) {
            continue;
        }
        if kind == "image" {
            let mut image = image(r, v)?;
            put(image.as_object_mut()?, "alt", name);
            return Some(image);
        }
        let mut media = Object::new();
        put(&mut media, "sources", Some(Value::Array(vec![source(r, v)?])));
        put(&mut media, "title", name);
        return Some(typed(kind, media));
    }
    let url = r.at(v, "href|url", page)?;
    let text = name.unwrap_or_else(|| url.clone());
    Some(block("links", "items", Value::Array(vec![linked(text, Some(url))])))
}

/// A `Video` names its own files in `url`.
fn player(r: &mut Reading, v: &Value) -> Option<Value> {
    const PLAYER: &Table = &[
        ("sources", "*url", |r, v| {
            let mime = str_at(v, "mediaType");
            (mime.starts_with("video/") || mime.starts_with("audio/")).then(|| source(r, v))?
        }),
        ("poster", "icon|image|preview", image),
        ("seconds", "duration", seconds),
    ];
    if !is_one_of(v, &["Video", "Audio"]) {
        return None;
    }
    let media = object(r, v, PLAYER);
    let kind = if is_one_of(v, &["Audio"]) { "audio" } else { "video" };
    media.contains_key("sources").then(|| typed(kind, media))
}
