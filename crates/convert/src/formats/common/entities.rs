//! Readers of objects that every CMS has, under different names: persons, links, images, comments.

use super::coerce::{
    date, image_url, media_url, page_url, plain_text, positive_int, rich_text, text, utc_date,
};
use super::markup::text_or_html;
use super::select::has;
use super::table::{apply_table, block, html_block, put, typed, Object, Table};
use baca_sys::json::is_blank;
use baca_sys::text::lowercase;
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Reads a person or an organisation: a name, a URL, or an object with these under any of the common keys.
pub fn person(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const PERSON: &Table = &[
        (
            "name",
            "byline|display_name|name|displayName|webTitle|author_name|preferredUsername|data.name|?fields.name|\
             headline|title",
            plain_text,
        ),
        ("url", "link|url|data.url|webUrl|website|sameAs|author_url|URL", page_url),
        ("role", "jobTitle|role|position", plain_text),
        ("org", "org|worksFor|affiliation", plain_text),
        (
            "image",
            "avatar|image|profile_image|icon|logo|avatar_urls.96|avatar_urls.48|\
             author_avatar_urls.96|author_avatar_urls.48|avatar_URL|bylineLargeImageUrl|\
             bylineImageUrl",
            image,
        ),
        ("bio", "bio|description|data.bio", rich_text),
    ];
    let mut out = match value {
        Value::Object(_) => apply_table(decoder, value, PERSON),
        _ => Object::new(),
    };
    let id = value.as_str().or_else(|| value.get("id")?.as_str()).filter(|id| is_absolute(id));
    if let (Some(id), false) = (id, out.contains_key("url")) {
        put(&mut out, "url", decoder.url_text(id, Purpose::Link).map(Value::String));
    }
    if !out.contains_key("name") {
        let mut full = String::new();
        for part in ["?givenName|?firstName|?first_name", "?familyName|?lastName|?last_name"] {
            if let Some(Value::String(part)) = decoder.first_at(value, part, plain_text) {
                full.push(' ');
                full.push_str(&part);
            }
        }
        let name = match out.get("url").and_then(Value::as_str) {
            _ if !full.is_empty() => plain_text(decoder, &full.into()),
            Some(url) => Some(name_from_url(url).into()),
            None if value.is_object() => decoder.reject("a person without a name"),
            None => plain_text(decoder, value),
        };
        out.insert("name".into(), name?);
    }
    Some(Value::Object(out))
}

/// Reads a byline: persons, each perhaps with a list of names. A URL in place of a name is used only where
/// no person has a name.
pub fn people(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let (mut named, mut others) = (Vec::new(), Vec::new());
    decoder.visit_each(value, &mut |decoder, value| {
        let lists = value.get("name").and_then(Value::as_array).map(Vec::as_slice);
        for name in lists.unwrap_or(&[Value::Null]) {
            let mut value = value.clone();
            if let (Some(value), false) = (value.as_object_mut(), name.is_null()) {
                value.insert("name".into(), name.clone());
            }
            if is_blank(&value) {
                continue;
            }
            let mut found = person(decoder, &value);
            let Some(Value::Object(out)) = &mut found else { continue };
            let name = String::from(out.get("name").and_then(Value::as_str).unwrap_or_default());
            if is_mail(&name) {
                decoder.problem("an address instead of a name");
                continue;
            }
            let is_url = value.as_str().is_some_and(is_absolute);
            if is_absolute(&name) {
                put(out, "name", Some(name_from_url(&name).into()));
                if !out.contains_key("url") {
                    put(out, "url", decoder.url_text(&name, Purpose::Link).map(Value::String));
                }
            }
            match is_url || is_absolute(&name) {
                true => others.extend(found),
                false => named.extend(found),
            }
        }
    });
    if named.is_empty() {
        named = others;
    } else if !others.is_empty() {
        decoder.problem("an address instead of a name");
    }
    (!named.is_empty()).then_some(Value::Array(named))
}

/// "By" before a name, which the reader adds itself: in any language of the article. In lower case, separated by `|`.
const BYLINE_PREFIXES: &str =
    "by |by:|oleh |oleh:|written by |words by |ditulis oleh |penulis:|author:|autor:|\
    автор:|yazan:|بقلم |بقلم:|作者：|作者:|著者：|著者:|文・|文：|文:|文/|文＝";
/// Such words for one language: in others they can be part of a name.
const BYLINE_PREFIXES_BY_LANG: [(&str, &str); 10] = [
    ("de", "von "),
    ("fr", "par "),
    ("es", "por "),
    ("pt", "por "),
    ("it", "di "),
    ("nl", "door "),
    ("sv", "av "),
    ("no", "av "),
    ("nb", "av "),
    ("da", "af "),
];

/// Returns a name without "by" before it, in the language of the article.
pub fn without_byline_prefix<'n>(name: &'n str, lang: Option<&str>) -> &'n str {
    let lang = lang.unwrap_or_default().get(..2).unwrap_or_default().to_ascii_lowercase();
    let mut name = name.trim();
    // A prefix has as many bytes in capitals.
    let after = |name: &'n str, before: &str| {
        lowercase(name).starts_with(before).then(|| name.get(before.len()..).map(str::trim))?
    };
    while let Some(rest) =
        BYLINE_PREFIXES.split('|').find_map(|b| after(name, b)).filter(|r| !r.is_empty())
    {
        name = rest;
    }
    let by_lang = BYLINE_PREFIXES_BY_LANG
        .iter()
        .filter(|(of, _)| *of == lang)
        .find_map(|(_, before)| Some((*before, after(name, before)?)));
    // "Von" and the like can be part of a surname, these cannot.
    let is_name = |before: &str, rest: &str| {
        rest.contains(' ') || (matches!(before, "por " | "door ") && !rest.is_empty())
    };
    by_lang.filter(|(before, rest)| is_name(before, rest)).map_or(name, |(_, rest)| rest)
}

fn is_absolute(text: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| text.trim().starts_with(scheme))
}

/// Returns whether a text is an e-mail address.
fn is_mail(text: &str) -> bool {
    text.find('@').is_some_and(|at| at > 0) && !text.contains(' ')
}

/// Returns the name of a person from a URL: `https://a.example/@sari` → `sari`. Without a sign of a name, it is the
/// URL's host and path (`x.example/a`), or its host.
fn name_from_url(url: &str) -> &str {
    let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = url.rsplit(['/', ':']).next().unwrap_or(url).trim_start_matches('@');
    // A number or a hash is no name.
    let number = name.bytes().all(|b| b.is_ascii_digit())
        || (name.len() > 20 && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
    let place = url.split("://").nth(1).unwrap_or(name);
    match place.split_once('/') {
        Some((host, _)) if number => host,
        Some((_, path)) if path.contains(['/', '@']) => name,
        _ => place,
    }
}

/// Reads a tag, a category or a section: a text, or an object with name and URL.
pub fn link(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const LINK: &Table = &[
        (
            "text",
            "name|text|title|webTitle|keyword|data.name|display_name|label|headlines.basic|?fields.name|?fields.title|_id",
            rich_text,
        ),
        ("url", "link|url|webUrl|webURL|href|data.url|URL|canonical_url", page_url),
    ];
    match value {
        Value::Object(_) => {
            let out = apply_table(decoder, value, LINK);
            match out.contains_key("text") {
                true => Some(Value::Object(out)),
                false => decoder.reject("a link without a text"),
            }
        }
        _ => Some(link_object(rich_text(decoder, value)?, None)),
    }
}

/// Returns a link.
pub fn link_object(text: Value, url: Option<Value>) -> Value {
    let mut out = Object::new();
    put(&mut out, "text", Some(text));
    put(&mut out, "url", url);
    Value::Object(out)
}

const SRC: &str =
    "source_url|contentUrl|url|src|URL|href|file|?fields.file|?asset.url|?guid.rendered|\
    ?data.attributes.url|?attributes.url";

const WIDTH: &str = "media_details.width|width|typeData.width|?fields.file.details.image.width";

const HEIGHT: &str =
    "media_details.height|height|typeData.height|?fields.file.details.image.height";

/// Reads a file of a video or an audio: a URL, or an object with one.
pub fn media_source(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const SOURCE: &Table = &[
        ("src", SRC, media_url),
        ("width", WIDTH, positive_int),
        ("height", HEIGHT, positive_int),
        (
            "type",
            "mediaType|mime_type|mimeType|mime|encodingFormat|contentType|type",
            |_, value| value.as_str().filter(|mime| mime.contains('/')).map(Value::from),
        ),
    ];
    let out = match value {
        Value::Object(_) => apply_table(decoder, value, SOURCE),
        _ => block("", "src", media_url(decoder, value)?).as_object().cloned()?,
    };
    out.contains_key("src").then_some(Value::Object(out))
}

/// Reads an image: a URL, an object of any of the common shapes, or the first one of a list.
pub fn image(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const IMAGE: &Table = &[
        ("src", SRC, image_url),
        (
            "alt",
            "alt_text|alt|altText|alternativeText|accessibilityCaption|typeData.altText|?fields.description",
            plain_text,
        ),
        ("width", WIDTH, positive_int),
        ("height", HEIGHT, positive_int),
        ("caption", "caption|typeData.caption", rich_text),
        (
            "credit",
            "creditText|credit|typeData.credit|media_details.image_meta.credit|creator|author|\
             copyrightNotice|copyright",
            |decoder, value| match value {
                Value::Object(_) => decoder.first_at(value, "name", rich_text),
                Value::Number(_) => None, // WordPress: the id of the uploader.
                _ => rich_text(decoder, value),
            },
        ),
        ("sources", "media_details.sizes|sizes|formats", image_sources),
    ];
    let mut out = match value {
        Value::Object(_) => apply_table(decoder, value, IMAGE),
        Value::Array(_) => return decoder.first_at(value, "0|1|2|3", image),
        _ => return Some(block("image", "src", image_url(decoder, value)?)),
    };
    if !out.contains_key("src") {
        // An unresolved reference is no problem of the image.
        return if value.get("@id").is_some() {
            None
        } else {
            decoder.reject("a picture without a file")
        };
    }
    let mut sources = out.get_mut("sources").map(Value::take);
    if let Some(Value::Array(sources)) = &mut sources {
        sources.retain(|other| same_aspect_ratio(&out, other));
    }
    put(&mut out, "sources", sources);
    Some(typed("image", out))
}

/// Reads other sizes of an image: members with a file each.
fn image_sources(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    let mut out = Vec::new();
    decoder.members(value, &mut |decoder, _, value| {
        out.extend(value.is_object().then(|| media_source(decoder, value)).flatten())
    });
    (!out.is_empty()).then_some(Value::Array(out))
}

/// Returns whether two images have one aspect ratio. A CMS lists crops among the sizes; they are left out,
/// as in the `srcset` of WordPress.
pub fn same_aspect_ratio(full: &Object, other: &Value) -> bool {
    let side = |v: Option<&Value>| v.and_then(Value::as_u64).unwrap_or_default();
    let (w, h) = (side(full.get("width")), side(full.get("height")));
    let (ow, oh) = (side(other.get("width")), side(other.get("height")));
    w * h == 0 || ow * oh == 0 || (ow * h).abs_diff(oh * w) <= 2 * w
}

/// Reads a comment with its replies.
pub fn comment(decoder: &mut Decoder, value: &Value) -> Option<Value> {
    const COMMENT: &Table = &[
        ("id", "id|@id", text),
        ("author", "author|attributedTo|creator", person),
        ("published", "date_gmt", utc_date),
        ("published", "published|datePublished|dateCreated|date", date),
        ("text", "content.rendered|content", |decoder, value| {
            decoder.text(value).map(|html| Value::Array(vec![html_block(html)]))
        }),
        ("text", "text|articleBody", text_or_html),
        ("likes", "?likes.totalItems|upvoteCount", positive_int),
        ("url", "link|url", page_url),
        ("replies", "*comment|?replies.first.items|?replies.items", comment),
    ];
    if !value.is_object() {
        return None; // The URL of a comment, which is not fetched.
    }
    let mut out = apply_table(decoder, value, COMMENT);
    if has(value, "author_name") {
        let author = person(decoder, value);
        put(&mut out, "author", author);
    }
    out.contains_key("text").then_some(Value::Object(out))
}
