//! Persons, links, pictures, comments: what every CMS has under other names.

use super::*;
use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::Value;

/// A person or an organisation: a name, a URL, or an object with them under any of the usual keys.
pub fn person(r: &mut Reading, v: &Value) -> Option<Value> {
    const PERSON: &Table = &[
        (
            "name",
            "byline|display_name|name|displayName|webTitle|author_name|preferredUsername|data.name|?fields.name|\
             headline|title",
            label,
        ),
        ("url", "link|url|data.url|webUrl|website|sameAs|author_url|URL", page),
        ("role", "jobTitle|role|position", label),
        ("org", "org|worksFor|affiliation", label),
        (
            "image",
            "avatar|image|profile_image|icon|logo|avatar_urls.96|avatar_urls.48|\
             author_avatar_urls.96|author_avatar_urls.48|avatar_URL|bylineLargeImageUrl|\
             bylineImageUrl",
            image,
        ),
        ("bio", "bio|description|data.bio", words),
    ];
    let mut out = match v {
        Value::Object(_) => object(r, v, PERSON),
        _ => Object::new(),
    };
    let id = v.as_str().or_else(|| v.get("id")?.as_str()).filter(|id| is_absolute(id));
    if let (Some(id), false) = (id, out.contains_key("url")) {
        put(&mut out, "url", r.url_text(id, Purpose::Link).map(Value::String));
    }
    if !out.contains_key("name") {
        let name = match out.get("url").and_then(Value::as_str) {
            Some(url) => Some(name_in(url).into()),
            None if v.is_object() => r.wrong("a person without a name"),
            None => label(r, v),
        };
        out.insert("name".into(), name?);
    }
    Some(Value::Object(out))
}

fn is_absolute(text: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| text.trim().starts_with(scheme))
}

/// What a URL calls somebody: `https://a.example/@sari` → `sari`.
fn name_in(url: &str) -> &str {
    let url = url.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = url.rsplit(['/', ':']).next().unwrap_or(url).trim_start_matches('@');
    // A number says nothing, the site does.
    let number = name.bytes().all(|b| b.is_ascii_digit())
        || (name.len() > 20 && name.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
    match number {
        true => url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(name),
        false => name,
    }
}

/// A tag, a category, a section: a text, or an object with name and address.
pub fn link(r: &mut Reading, v: &Value) -> Option<Value> {
    const LINK: &Table = &[
        (
            "text",
            "name|text|title|webTitle|keyword|data.name|display_name|label|headlines.basic|?fields.name|?fields.title|_id",
            words,
        ),
        ("url", "link|url|webUrl|webURL|href|data.url|URL|canonical_url", page),
    ];
    match v {
        Value::Object(_) => {
            let out = object(r, v, LINK);
            match out.contains_key("text") {
                true => Some(Value::Object(out)),
                false => r.wrong("a link without a text"),
            }
        }
        _ => Some(linked(words(r, v)?, None)),
    }
}

/// A link of these parts.
pub fn linked(text: Value, url: Option<Value>) -> Value {
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

/// A file of a video or a sound.
pub fn source(r: &mut Reading, v: &Value) -> Option<Value> {
    const SOURCE: &Table = &[
        ("src", SRC, media),
        ("width", WIDTH, whole),
        ("height", HEIGHT, whole),
        ("type", "mediaType|mime_type|mimeType|mime|encodingFormat|contentType|type", |_, v| {
            v.as_str().filter(|mime| mime.contains('/')).map(Value::from)
        }),
    ];
    let out = match v {
        Value::Object(_) => object(r, v, SOURCE),
        _ => block("", "src", media(r, v)?).as_object().cloned()?,
    };
    out.contains_key("src").then_some(Value::Object(out))
}

/// A picture: a URL, an object of any of the usual shapes, or a list whose first it is.
pub fn image(r: &mut Reading, v: &Value) -> Option<Value> {
    const IMAGE: &Table = &[
        ("src", SRC, picture),
        (
            "alt",
            "alt_text|alt|altText|alternativeText|accessibilityCaption|typeData.altText|?fields.description",
            label,
        ),
        ("width", WIDTH, whole),
        ("height", HEIGHT, whole),
        ("caption", "caption|typeData.caption", words),
        (
            "credit",
            "creditText|credit|typeData.credit|media_details.image_meta.credit|creator|author|\
             copyrightNotice|copyright",
            |r, v| match v {
                Value::Object(_) => r.at(v, "name", words),
                Value::Number(_) => None, // WordPress: who uploaded it.
                _ => words(r, v),
            },
        ),
        ("sources", "media_details.sizes|sizes|formats", sizes),
    ];
    let mut out = match v {
        Value::Object(_) => object(r, v, IMAGE),
        Value::Array(_) => return r.at(v, "0|1|2|3", image),
        _ => return Some(block("image", "src", picture(r, v)?)),
    };
    if !out.contains_key("src") {
        // A reference that nothing resolves is nobody's mistake here.
        return if v.get("@id").is_some() { None } else { r.wrong("a picture without a file") };
    }
    let mut sources = out.get_mut("sources").map(Value::take);
    if let Some(Value::Array(sources)) = &mut sources {
        sources.retain(|other| same_shape(&out, other));
    }
    put(&mut out, "sources", sources);
    Some(typed("image", out))
}

/// The same picture in other sizes.
fn sizes(r: &mut Reading, v: &Value) -> Option<Value> {
    let mut out = Vec::new();
    r.members(v, &mut |r, _, v| out.extend(v.is_object().then(|| source(r, v)).flatten()));
    (!out.is_empty()).then_some(Value::Array(out))
}

/// Whether two pictures can be the same in two sizes. A CMS lists crops among the sizes: those of
/// another shape are not the same picture (WordPress' own `srcset` leaves them out too).
pub fn same_shape(full: &Object, other: &Value) -> bool {
    let side = |v: Option<&Value>| v.and_then(Value::as_u64).unwrap_or_default();
    let (w, h) = (side(full.get("width")), side(full.get("height")));
    let (ow, oh) = (side(other.get("width")), side(other.get("height")));
    w * h == 0 || ow * oh == 0 || (ow * h).abs_diff(oh * w) <= 2 * w
}

/// A comment with those under it.
pub fn comment(r: &mut Reading, v: &Value) -> Option<Value> {
    const COMMENT: &Table = &[
        ("id", "id|@id", text),
        ("author", "author|attributedTo|creator", person),
        ("published", "date_gmt", utc),
        ("published", "published|datePublished|dateCreated|date", date),
        ("text", "content.rendered|content", |r, v| {
            r.text(v).map(|html| Value::Array(vec![html_block(html)]))
        }),
        ("text", "text|articleBody", text_or_html),
        ("likes", "?likes.totalItems|upvoteCount", whole),
        ("url", "link|url", page),
        ("replies", "*comment|?replies.first.items|?replies.items", comment),
    ];
    if !v.is_object() {
        return None; // An address to fetch, not a comment.
    }
    let mut out = object(r, v, COMMENT);
    if has(v, "author_name") {
        let author = person(r, v);
        put(&mut out, "author", author);
    }
    out.contains_key("text").then_some(Value::Object(out))
}
