//! What the readers of other people's formats share. A format is a table of places: where the
//! source keeps what Baca's own format calls `headline`, `byline` …, and how a value there becomes
//! one of ours. What a table fills is a document in Baca's own format, which its reader reads.
//!
//! One reader each for what every CMS has under other names: texts, persons, links, pictures,
//! dates, comments.

use super::baca;
use crate::article::json::{self, is_blank, ReadValue, Reading, Texts};
use crate::article::model::*;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// A JSON object.
pub type Object = Map<String, Value>;

/// Rows of: member of ours; places in the source (see [`Reading::at`]; those that begin with `*`
/// give a list); how it is read. Of rows for the same member the first that gives something counts.
pub type Table = [(&'static str, &'static str, ReadValue)];

/// Fills an object by a table.
pub fn object(r: &mut Reading, v: &Value, table: &Table) -> Object {
    let mut out = Object::new();
    for (key, places, read) in table {
        if out.contains_key(*key) {
            continue;
        }
        let value = match places.strip_prefix('*') {
            Some(places) => Some(Value::Array(r.all(v, places, *read))).filter(|v| !is_blank(v)),
            None => r.at(v, places, *read),
        };
        put(&mut out, key, value);
    }
    out
}

/// Adds a member, if there is something to add.
pub fn put(out: &mut Object, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(key.into(), value);
    }
}

/// A block, or anything else that has a type.
pub fn typed(kind: &str, mut members: Object) -> Value {
    put(&mut members, "type", Some(kind.into()));
    Value::Object(members)
}

/// A block with one member.
pub fn block(kind: &str, key: &str, value: Value) -> Value {
    let mut members = Object::new();
    put(&mut members, key, Some(value));
    typed(kind, members)
}

/// Markup as a block.
pub fn html_block(html: String) -> Value {
    block("html", "html", html.into())
}

/// Reads what a table has filled.
pub fn read_document(r: &mut Reading, document: &Object) -> Option<Article> {
    r.any_date = true;
    baca::article(r, document)
}

/// The same; a dek that only repeats the text is superfluous.
pub fn finish(r: &mut Reading, document: Object) -> Option<Article> {
    let mut article = read_document(r, &document)?;
    if repeats_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    Some(article)
}

/// Adds blocks after the body.
pub fn append(document: &mut Object, blocks: Vec<Value>) {
    if blocks.is_empty() {
        return;
    }
    let mut all = match document.get_mut("body").map(Value::take) {
        Some(Value::Array(body)) => body,
        Some(Value::Object(html)) => vec![typed("html", html)],
        _ => Vec::new(),
    };
    all.extend(blocks);
    put(document, "body", Some(Value::Array(all)));
}

/// Says that the source gave the text only in part; `kind` tells the view why.
pub fn withheld(r: &mut Reading, document: &mut Object, kind: &str, message: &str) {
    r.problem(message);
    let mut notice = Object::new();
    put(&mut notice, "kind", Some(kind.into()));
    put(&mut notice, "body", Some(Value::Array(vec![message.into()])));
    append(document, vec![typed("aside", notice)]);
}

/// A text as it is.
pub fn text(r: &mut Reading, v: &Value) -> Option<Value> {
    r.text(v).map(Value::String)
}

/// A title, a caption: written as the format writes them.
pub fn words(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::String(text) => {
            let markup = match r.texts {
                Texts::Markup => true,
                Texts::Either => looks_like_markup(text),
                Texts::Plain => false,
            };
            match markup {
                true => html(r, v),
                false => Some(text.trim().into()),
            }
        }
        Value::Object(o) => match o.get("rendered").or_else(|| o.get("html")) {
            Some(markup) => html(r, markup),
            None => r.at(v, "text|content|@value|raw|name", words),
        },
        Value::Array(_) => r.at(v, "0", words),
        _ => text(r, v),
    }
}

/// HTML in the place of a text.
pub fn html(r: &mut Reading, v: &Value) -> Option<Value> {
    let html = match v {
        Value::Object(_) => return r.at(v, "rendered|html|content|text", html),
        _ => r.text(v)?,
    };
    let mut out = Object::new();
    put(&mut out, "html", Some(html.trim().into()));
    Some(Value::Object(out))
}

/// A text without marks: a name, a description.
pub fn label(r: &mut Reading, v: &Value) -> Option<Value> {
    let words = words(r, v)?;
    let Some(html) = words.get("html").and_then(Value::as_str) else { return Some(words) };
    let nodes = r.platform.parse_html(html);
    let text = crate::html::text(&nodes);
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// Names, in one line.
pub fn names(r: &mut Reading, v: &Value, places: &str) -> String {
    let names = r.all(v, places, |r, v| match v {
        Value::Object(_) => r.at(v, "byline|name|display_name", label),
        _ => label(r, v),
    });
    let mut out = String::new();
    for name in names.iter().filter_map(Value::as_str) {
        out.push_str(if out.is_empty() { "" } else { ", " });
        out.push_str(name);
    }
    out
}

/// A body of which nobody says whether it is text or HTML.
pub fn text_or_html(_: &mut Reading, v: &Value) -> Option<Value> {
    let text = v.as_str()?;
    let start = text.trim_start().strip_prefix('<').unwrap_or_default();
    let markup = start.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        || text.contains("</p>")
        || text.contains("<br");
    Some(match markup {
        true => Value::Array(vec![html_block(text.into())]),
        false => paragraphs(text),
    })
}

/// Plain text as paragraphs: parted by blank lines if there are any (then a line end is a line
/// end), else by lines.
pub fn paragraphs(text: &str) -> Value {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2029}'], "\n");
    let blank_lines = text.trim().lines().any(|line| line.trim().is_empty());
    let mut out = Vec::new();
    let mut open: Vec<Value> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if !line.is_empty() {
            if !open.is_empty() {
                let mut line_break = Object::new();
                put(&mut line_break, "break", Some(true.into()));
                open.push(Value::Object(line_break));
            }
            open.push(line.into());
        }
        if (line.is_empty() || !blank_lines) && !open.is_empty() {
            out.push(block("paragraph", "text", Value::Array(std::mem::take(&mut open))));
        }
    }
    Value::Array(out)
}

/// A date as the source wrote it, which must at least begin with a year; the form that mail and RSS
/// use becomes RFC 3339.
pub fn date(r: &mut Reading, v: &Value) -> Option<Value> {
    let text = v.as_str().map(str::trim).unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let year = text.get(..4).filter(|year| digits(year) && *year != "0000");
    if year.is_some() {
        return Some(text.into());
    }
    mail_date(text).map(Value::String).or_else(|| r.wrong("expected a date"))
}

/// `Fri, 31 May 2019 12:17:58 -0700` → `2019-05-31T12:17:58-07:00` (RFC 5322).
fn mail_date(text: &str) -> Option<String> {
    const MONTHS: &str = "01Jan02Feb03Mar04Apr05May06Jun07Jul08Aug09Sep10Oct11Nov12Dec";
    let text = text.split_once(',').map_or(text, |(_, date)| date);
    let mut parts = text.split_whitespace();
    let (day, month, year) = (parts.next()?, parts.next()?.get(..3)?, parts.next()?);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || day.len() > 2 || !digits(year) || !digits(day) {
        return None;
    }
    let month = MONTHS.get(MONTHS.find(month)?.checked_sub(2)?..)?.get(..2)?;
    let mut out = [year, "-", month, if day.len() < 2 { "-0" } else { "-" }, day].concat();
    let (time, zone) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if time.len() > 4 {
        out.push('T');
        out.push_str(time);
        match (zone.get(..3), zone.get(3..5)) {
            (Some(hours), Some(minutes)) if zone.starts_with(['+', '-']) => {
                out.push_str(hours);
                out.push(':');
                out.push_str(minutes);
            }
            _ if matches!(zone, "GMT" | "UT" | "UTC" | "Z") => out.push('Z'),
            _ => {}
        }
    }
    Some(out)
}

/// A time that the source writes in UTC without saying so.
pub fn utc(r: &mut Reading, v: &Value) -> Option<Value> {
    let date = date(r, v)?;
    let text = date.as_str().unwrap_or_default();
    let time = text.get(10..).unwrap_or_default();
    match time.is_empty() || time.contains(['Z', 'z', '+', '-']) {
        true => Some(date),
        false => Some([text, "Z"].concat().into()),
    }
}

/// A language: BCP 47, or POSIX's `en_US`.
pub fn language(r: &mut Reading, v: &Value) -> Option<Value> {
    if v.is_object() {
        return r.at(v, "identifier|alternateName|@id|name", language);
    }
    let text = r.text(v)?.trim().replace('_', "-");
    let primary = text.split('-').next().unwrap_or_default().len();
    let fits = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits || !(2..=3).contains(&primary) {
        return r.wrong("expected a language tag");
    }
    Some(text.into())
}

/// A URL given as a text, as an object that has one, or as a list of such.
fn address(r: &mut Reading, v: &Value, purpose: Purpose, read: ReadValue) -> Option<Value> {
    match v {
        Value::String(text) if text.contains(['/', ':', '.', '#', '?']) => {
            // Escaped once too often by many plug-ins.
            let text = text.replace("&amp;", "&").replace("&#038;", "&");
            r.url_text(&text, purpose).map(Value::String)
        }
        Value::Array(_) => r.at(v, "0|1|2|3", read),
        Value::Object(_) => r.at(v, "href|url|contentUrl|@id|id", read),
        _ => r.wrong("expected a URL"),
    }
}

/// The address of a page.
pub fn page(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Link, page)
}

/// The address of a picture.
pub fn picture(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Image, picture)
}

/// The address of a video, a sound, a frame.
pub fn media(r: &mut Reading, v: &Value) -> Option<Value> {
    address(r, v, Purpose::Media, media)
}

/// A person or an organisation: a name, a URL, or an object with them under any of the usual keys.
pub fn person(r: &mut Reading, v: &Value) -> Option<Value> {
    const PERSON: &Table = &[
        (
            "name",
            "byline|display_name|name|displayName|webTitle|author_name|preferredUsername|data.name|\
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
            "name|text|title|webTitle|keyword|data.name|display_name|label|headlines.basic|_id",
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

/// A whole number of at least 1; `px` after its digits does no harm.
pub fn whole(r: &mut Reading, v: &Value) -> Option<Value> {
    let number: Option<u32> = match v {
        Value::Number(number) => number.as_f64().map(|n| n as u32),
        Value::String(text) => text.trim().trim_end_matches("px").trim_end().parse().ok(),
        Value::Object(_) => return r.at(v, "value|@value", whole),
        _ => None,
    };
    match number {
        Some(number) => (1..1_000_000).contains(&number).then(|| number.into()),
        None => r.wrong("expected a number"),
    }
}

/// A number as it is.
pub fn number(r: &mut Reading, v: &Value) -> Option<Value> {
    match v {
        Value::Number(number) => Some(Value::Number(number.clone())),
        Value::String(text) => Some(text.as_str().into()),
        _ => r.wrong("expected a number"),
    }
}

/// Seconds: a number, or an ISO 8601 duration (`PT1M33S`).
pub fn seconds(r: &mut Reading, v: &Value) -> Option<Value> {
    if v.is_number() {
        return number(r, v);
    }
    let (mut total, mut number, mut in_time, mut fraction) = (0u32, 0u32, false, false);
    for c in v.as_str().unwrap_or_default().trim().chars() {
        let unit = match c {
            '0'..='9' => {
                if !fraction {
                    number = number.saturating_mul(10).saturating_add(c as u32 - '0' as u32);
                }
                continue;
            }
            '.' | ',' => {
                fraction = true;
                continue;
            }
            'D' => 86_400,
            'H' => 3_600,
            'M' if in_time => 60,
            'S' => 1,
            _ => 0,
        };
        in_time |= c == 'T';
        total = total.saturating_add(number.saturating_mul(unit));
        (number, fraction) = (0, false);
    }
    match total.saturating_add(number) {
        0 => r.wrong("expected a duration"),
        // Digits alone are seconds.
        total => Some(total.into()),
    }
}

const SRC: &str = "source_url|contentUrl|url|src|URL|href|file|guid.rendered";
const WIDTH: &str = "media_details.width|width|typeData.width|details.image.width";
const HEIGHT: &str = "media_details.height|height|typeData.height|details.image.height";

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
            "alt_text|alt|altText|alternativeText|accessibilityCaption|typeData.altText",
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

/// A frame with somebody else's page, as markup for the one converter that knows the providers.
pub fn frame(url: &str, caption: &str) -> String {
    let mut out = String::from("<figure>");
    open(&mut out, "iframe", &[("src", url)]);
    out.push_str("</iframe>");
    out.push_str(caption);
    out.push_str("</figure>");
    out
}

/// Writes a start tag; attributes without a value are left out.
pub fn open(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, value);
        out.push('"');
    }
    out.push('>');
}

/// Writes an element around markup; nothing if there is none.
pub fn wrap(out: &mut String, name: &str, inner: &str) {
    if !inner.is_empty() {
        open(out, name, &[]);
        out.push_str(inner);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
    }
}

/// Writes text as markup.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Whether something stands at one of the places.
pub fn has(v: &Value, places: &str) -> bool {
    places.split('|').any(|place| {
        place
            .split('.')
            .try_fold(v, |v, key| match v {
                Value::Array(list) => list.get(key.parse::<usize>().ok()?),
                _ => v.get(key),
            })
            .is_some_and(|v| !is_blank(v))
    })
}

/// The text of a member, if it is one.
pub fn str_at<'v>(v: &'v Value, key: &str) -> &'v str {
    v.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The article of a list that `item` names by one of `keys` (identifiers or URLs); the first
/// without a name.
pub fn pick<'v>(
    r: &mut Reading,
    items: &'v Value,
    keys: &[&str],
    item: Option<&str>,
    usable: fn(&Value) -> bool,
) -> Option<&'v Value> {
    let lone = std::slice::from_ref(items);
    let list = items.as_array().map_or(lone, Vec::as_slice);
    let mut usable = list.iter().filter(|v| usable(v));
    let Some(wanted) = item.map(str::trim).filter(|item| !item.is_empty() && items.is_array())
    else {
        return usable.next();
    };
    let base = r.base.clone();
    let absolute = |text: &str| {
        let url = r.platform.resolve(text, &base).unwrap_or_else(|| text.into());
        String::from(url.trim_end_matches('/'))
    };
    let same = |value: &Value| match value {
        Value::String(text) => text.trim() == wanted || absolute(text) == absolute(wanted),
        Value::Number(number) => json::digits(number) == wanted,
        _ => false,
    };
    let found = usable.find(|v| keys.iter().any(|key| v.get(key).is_some_and(same)));
    found.or_else(|| r.wrong("no such item in the list"))
}

/// Whether a text that should be plain holds entities or closing tags all the same.
pub fn looks_like_markup(text: &str) -> bool {
    let entity = |rest: &str| {
        let name = rest.split_once(';').map_or("", |(name, _)| name);
        let name = name.strip_prefix('#').unwrap_or(name);
        (2..10).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let starts_tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    text.split('&').skip(1).any(entity)
        || text.split("</").skip(1).any(starts_tag)
        || text.contains("<br")
}

/// Whether a dek only repeats how the body begins: an excerpt that the CMS made by itself.
pub fn repeats_body(dek: &Inline, body: &[Block]) -> bool {
    let letters = |text: &str| {
        let mut text = String::from(text);
        text.retain(|c| !(c.is_whitespace() || c.is_ascii_punctuation() || c == '…'));
        text
    };
    let dek = plain_text(dek);
    let cut = ["…", "…]", "...", "...]"].iter().any(|mark| dek.trim_end().ends_with(mark));
    let dek = letters(&dek);
    let texts = texts(body);
    let first: String =
        texts.iter().map(|text| letters(text)).find(|t| !t.is_empty()).unwrap_or_default();
    let whole = letters(&texts.concat());
    !dek.is_empty() && (dek == first || dek == whole || (cut && whole.starts_with(&dek)))
}

/// The texts of the body's own paragraphs, headings, lists and quotes, one for each.
fn texts(body: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in body {
        match &block.kind {
            Kind::Paragraph { text, .. } | Kind::Heading { text, .. } => out.push(plain_text(text)),
            Kind::Quote { text, body, .. } => {
                out.push(plain_text(text));
                out.extend(texts(body));
            }
            Kind::List { items, .. } => out.extend(items.iter().map(|i| plain_text(&i.text))),
            Kind::Group(inner) => out.extend(texts(inner)),
            _ => {}
        }
    }
    out
}
