//! Baca's own format, version 1 (`static/schema/baca-article-1.schema.json`).
//!
//! A string is a paragraph; text is never markup; spans are flat; every block names its `type`.

use super::{Error, Format};
use crate::article::json::{self, Reading};
use crate::article::math;
use crate::article::model::*;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "baca", detect, read };

/// The version this reader knows.
const VERSION: f64 = 1.0;

type Object = Map<String, Value>;

fn version(value: &Value) -> Option<f64> {
    match value.get("baca")? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => crate::platform::current().number(text.trim()),
        _ => None,
    }
}

fn detect(value: &Value) -> bool {
    version(value).is_some()
}

/// Refuses a version that is later than this reader.
///
/// # Errors
/// [`Error::Unsupported`] naming the version.
pub fn check_version(value: &Value) -> Result<(), Error> {
    match version(value) {
        Some(version) if version > VERSION => {
            let version = crate::platform::current().digits(version);
            Err(Error::Unsupported { what: ["Baca's format, version ", &version].concat() })
        }
        _ => Ok(()),
    }
}

fn read(value: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    article(r, value.as_object()?)
}

/// Reads a document; `None` if there is nothing to read in it.
pub fn article(r: &mut Reading, o: &Object) -> Option<Article> {
    let mut article = Article {
        id: r.text_at(o, "id"),
        url: r.url_at(o, "url", Purpose::Link),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        kicker: r.field(o, "kicker", link),
        headline: inline_at(o, "headline", r),
        dek: inline_at(o, "dek", r),
        byline: r.field(o, "byline", byline).unwrap_or_default(),
        dateline: r.text_at(o, "dateline"),
        editor: r.field(o, "editor", |r, v| Some(r.each(v, person))).unwrap_or_default(),
        corrections: list_at(o, "corrections", r, correction),
        published: date_at(o, "published", r),
        modified: date_at(o, "modified", r),
        lead: r.field(o, "lead", |r, v| match v {
            Value::String(_) => image(r, v).map(|image| Kind::Image(image).into()),
            _ => block(r, v),
        }),
        body: r.field(o, "body", body).unwrap_or_default(),
        tags: list_at(o, "tags", r, link),
        related: list_at(o, "related", r, link),
        publisher: r.field(o, "publisher", person),
        copyright: r.text_at(o, "copyright"),
        rating: r.field(o, "rating", rating),
        minutes: r.count_at(o, "minutes"),
        comments: r.field(o, "comments", comments),
        truncated: r.bool_at(o, "truncated").unwrap_or(false),
    };
    if let Some(Kind::Group(blocks)) = article.lead.as_mut().map(|lead| &mut lead.kind) {
        // A lead of an unknown type has become its fallback: it opens the body instead, but for
        // one picture or player that was given as markup.
        let mut blocks = std::mem::take(blocks);
        let figure = |b: &Block| {
            matches!(
                b.kind,
                Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_) | Kind::Embed(_)
            )
        };
        article.lead = match blocks.as_slice() {
            [only] if figure(only) => blocks.pop(),
            _ => None,
        };
        blocks.append(&mut article.body);
        article.body = blocks;
    }
    let empty = article.headline.is_empty() && article.body.is_empty() && article.lead.is_none();
    (!empty || !article.dek.is_empty()).then_some(article)
}

/// `body`: a list of blocks, `{"html": …}`, one text whose blank lines part paragraphs, or the
/// rich-text document of a CMS.
fn body(r: &mut Reading, value: &Value) -> Option<Vec<Block>> {
    match value {
        Value::Array(_) | Value::Object(_) if !is_ours(value) && r.is_document(value) => {
            r.document(value)
        }
        Value::String(text) => Some(
            text.split("\n\n")
                .filter(|part| !part.trim().is_empty())
                .map(|part| paragraph(vec![Span::plain(part.trim())]))
                .collect(),
        ),
        Value::Object(o) if !o.contains_key("type") => match o.get("html") {
            Some(Value::String(html)) => Some(r.html(html)),
            _ => r.wrong("expected a list of blocks"),
        },
        Value::Array(_) | Value::Object(_) => Some(blocks(r, value)),
        _ => r.wrong("expected a list of blocks"),
    }
}

/// The types of our blocks.
const TYPES: [&str; 16] = [
    "paragraph",
    "heading",
    "list",
    "quote",
    "image",
    "gallery",
    "video",
    "audio",
    "embed",
    "table",
    "code",
    "divider",
    "aside",
    "links",
    "update",
    "html",
];

/// Whether a body's first block is one of ours, as far as its type tells.
fn is_ours(value: &Value) -> bool {
    let first = match value {
        Value::Array(values) => values.iter().find(|value| value.is_object()),
        _ => Some(value),
    };
    let Some(Value::Object(o)) = first else { return true };
    let ours = |kind: &Value| kind.as_str().is_some_and(|kind| TYPES.contains(&kind));
    o.get("type").is_some_and(ours)
        && !["children", "content"].iter().any(|key| o.contains_key(*key))
}

fn paragraph(text: Inline) -> Block {
    Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
}

fn blocks(r: &mut Reading, value: &Value) -> Vec<Block> {
    let mut out = Vec::new();
    for block in r.each(value, block) {
        match block.kind {
            Kind::Group(inner) if block.lang.is_none() && block.dir.is_none() => out.extend(inner),
            _ => out.push(block),
        }
    }
    out
}

fn blocks_at(o: &Object, key: &str, r: &mut Reading) -> Vec<Block> {
    r.field(o, key, |r, value| Some(blocks(r, value))).unwrap_or_default()
}

/// Reads a block.
pub fn block(r: &mut Reading, value: &Value) -> Option<Block> {
    let o = match value {
        Value::Object(o) => o,
        Value::String(_) | Value::Number(_) => {
            let text = r.text(value)?;
            return r.admit_block().then(|| paragraph(vec![Span::plain(text)]));
        }
        Value::Null => return None,
        _ => return r.wrong("expected a block"),
    };
    if !r.admit_block() {
        return None;
    }
    let kind = o.get("type").and_then(Value::as_str).unwrap_or_default();
    let kind = match known(r, kind, o) {
        Some(kind) => kind,
        None => {
            if TYPES.contains(&kind) {
                r.problem("nothing to show in it");
            }
            Kind::Group(rescue(r, o)?)
        }
    };
    Some(Block {
        id: r.text_at(o, "id"),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        size: named(o, "size", &Size::NAMES, r),
        kind,
    })
}

/// Reads a block of a known type; `None` if the type is unknown or nothing usable is in it.
fn known(r: &mut Reading, kind: &str, o: &Object) -> Option<Kind> {
    Some(match kind {
        "paragraph" => Kind::Paragraph {
            text: some_inline(o, "text", r)?,
            dropcap: r.bool_at(o, "dropcap").unwrap_or(false),
            align: align(o, r),
        },
        "heading" => Kind::Heading {
            text: some_inline(o, "text", r)?,
            level: r.number_at(o, "level").map_or(2, |level| level.clamp(2.0, 6.0) as u8),
        },
        "list" => Kind::List {
            items: non_empty(list_at(o, "items", r, item))?,
            ordered: r.bool_at(o, "ordered").unwrap_or(false),
            start: r.number_at(o, "start").map(|start| start as i32),
        },
        "quote" => {
            let text = inline_at(o, "text", r);
            let body = blocks_at(o, "body", r);
            if text.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Quote {
                text,
                body,
                attribution: inline_at(o, "attribution", r),
                url: r.url_at(o, "url", Purpose::Link),
                pull: r.bool_at(o, "pull").unwrap_or(false),
            }
        }
        "image" => Kind::Image(image_object(r, o)?),
        "gallery" => Kind::Gallery {
            items: non_empty(list_at(o, "items", r, image))?,
            caption: inline_at(o, "caption", r),
            slides: r.text_at(o, "layout").as_deref() == Some("slides"),
        },
        "video" => Kind::Video(media(r, o)?),
        "audio" => Kind::Audio(media(r, o)?),
        "embed" => Kind::Embed(embed(r, o)?),
        "table" => Kind::Table {
            rows: non_empty(list_at(o, "rows", r, |r, row| Some(r.each(row, cell))))?,
            head: r.number_at(o, "head").map_or(0, |head| head.clamp(0.0, 1000.0) as usize),
            caption: inline_at(o, "caption", r),
        },
        "code" => Kind::Code {
            text: some_inline(o, "text", r)?,
            language: r.text_at(o, "language"),
            verse: r.bool_at(o, "verse").unwrap_or(false),
        },
        "divider" => Kind::Divider,
        "aside" => {
            let title = inline_at(o, "title", r);
            let body = blocks_at(o, "body", r);
            if title.is_empty() && body.is_empty() {
                return None;
            }
            Kind::Aside { kind: r.text_at(o, "kind"), title, body, open: r.bool_at(o, "open") }
        }
        "links" => Kind::Links {
            title: inline_at(o, "title", r),
            items: non_empty(list_at(o, "items", r, link))?,
        },
        "update" => Kind::Update(Update {
            title: inline_at(o, "title", r),
            published: date_at(o, "published", r),
            modified: date_at(o, "modified", r),
            byline: r.field(o, "byline", byline).unwrap_or_default(),
            key: r.bool_at(o, "key").unwrap_or(false),
            body: non_empty(blocks_at(o, "body", r))?,
        }),
        "html" => {
            let html = r.text_at(o, "html")?;
            Kind::Group(non_empty(r.html(&html))?)
        }
        _ => {
            r.problem("unknown type of block");
            return None;
        }
    })
}

/// What can still be shown of a block that could not be read as its type: its `fallback`, else
/// whatever text stands in it.
fn rescue(r: &mut Reading, o: &Object) -> Option<Vec<Block>> {
    let fallback = blocks_at(o, "fallback", r);
    if !fallback.is_empty() {
        return Some(fallback);
    }
    let mut found = Vec::new();
    for key in ["title", "text", "caption", "credit", "attribution"] {
        let text = inline_at(o, key, r);
        if !text.is_empty() {
            found.push(paragraph(text));
        }
    }
    for key in ["body", "items"] {
        found.extend(blocks_at(o, key, r));
    }
    if let Some(html) = o.get("html").and_then(Value::as_str) {
        found.extend(r.html(html));
    }
    non_empty(found)
}

fn inline_at(o: &Object, key: &str, r: &mut Reading) -> Inline {
    r.field(o, key, |r, value| Some(inline(r, value))).unwrap_or_default()
}

fn some_inline(o: &Object, key: &str, r: &mut Reading) -> Option<Inline> {
    non_empty(inline_at(o, key, r))
}

fn inline(r: &mut Reading, value: &Value) -> Inline {
    let mut out = Inline::new();
    for spans in r.each(value, spans) {
        out.extend(spans);
    }
    if out.iter().all(|span| span.text.trim().is_empty()) {
        out.clear();
    }
    out
}

/// One element of an inline; markup in it can give several spans.
fn spans(r: &mut Reading, value: &Value) -> Option<Inline> {
    let o = match value {
        Value::String(text) => return Some(vec![Span::plain(text.as_str())]),
        Value::Number(number) => return Some(vec![Span::plain(json::digits(number))]),
        Value::Object(o) => o,
        Value::Null => return None,
        _ => return r.wrong("expected a text or a span"),
    };
    let mut out = if o.get("break") == Some(&Value::Bool(true)) {
        vec![Span::line_break()]
    } else if o.get("wbr") == Some(&Value::Bool(true)) {
        vec![Span::word_break()]
    } else if let Some(Value::String(html)) = o.get("html") {
        r.html_spans(html)
    } else {
        match o.get("text") {
            Some(Value::String(text)) => vec![Span::plain(text.as_str())],
            Some(Value::Number(number)) => vec![Span::plain(json::digits(number))],
            _ => return r.wrong("a span without text"),
        }
    };
    let mut marks = Marks::default();
    for (name, mark) in Marks::NAMED {
        if r.bool_at(o, name) == Some(true) {
            marks = marks.with(mark);
        }
    }
    let extra = SpanExtra {
        href: r.url_at(o, "href", Purpose::Link),
        title: r.text_at(o, "title"),
        lang: r.text_at(o, "lang"),
        dir: dir(o, r),
        ruby: r.text_at(o, "ruby"),
        id: r.text_at(o, "id"),
        math: r.field(o, "math", |r, value| {
            math::read(value).or_else(|| r.wrong("expected a formula"))
        }),
    };
    let has_extra = !extra.is_empty();
    for span in &mut out {
        span.marks = span.marks.with(marks);
        if has_extra && span.extra.is_none() {
            span.extra = Some(Box::new(extra.clone()));
        }
    }
    Some(out)
}

fn item(r: &mut Reading, value: &Value) -> Option<Item> {
    let Value::Object(o) = value else {
        return Some(Item { text: non_empty(inline(r, value))?, ..Item::default() });
    };
    if !is_structured(o, &["body", "term", "checked"]) {
        // An inline of one span: its marks are its own.
        return Some(Item { text: non_empty(inline(r, value))?, ..Item::default() });
    }
    let item = Item {
        text: inline_at(o, "text", r),
        term: inline_at(o, "term", r),
        checked: r.bool_at(o, "checked"),
        body: blocks_at(o, "body", r),
        id: r.text_at(o, "id"),
    };
    let empty = item.text.is_empty() && item.term.is_empty() && item.body.is_empty();
    (!empty).then_some(item)
}

/// Whether an object is an item or a cell, which hold an inline as `text`, and not a span alone.
fn is_structured(o: &Object, keys: &[&str]) -> bool {
    keys.iter().any(|key| o.contains_key(*key))
        || o.keys().all(|key| matches!(key.as_str(), "text" | "id"))
}

fn cell(r: &mut Reading, value: &Value) -> Option<Cell> {
    const STRUCTURE: [&str; 5] = ["header", "colspan", "rowspan", "align", "body"];
    let bare = Cell { colspan: 1, rowspan: 1, ..Cell::default() };
    // An empty cell still holds its column.
    let Some(o) = value.as_object().filter(|o| is_structured(o, &STRUCTURE)) else {
        let text = if value.is_null() { Inline::new() } else { inline(r, value) };
        return Some(Cell { text, ..bare });
    };
    let span = |n: Option<u32>| n.map_or(1, |n| n.min(1000) as u16);
    Some(Cell {
        text: inline_at(o, "text", r),
        body: blocks_at(o, "body", r),
        header: r.bool_at(o, "header").unwrap_or(false),
        colspan: span(r.count_at(o, "colspan")),
        rowspan: span(r.count_at(o, "rowspan")),
        align: align(o, r),
    })
}

fn image(r: &mut Reading, value: &Value) -> Option<Image> {
    match value {
        Value::Object(o) => image_object(r, o),
        _ => Some(Image { src: r.url(value, Purpose::Image)?, ..Image::default() }),
    }
}

fn image_object(r: &mut Reading, o: &Object) -> Option<Image> {
    let sources = list_at(o, "sources", r, |r, v| source(r, v, Purpose::Image));
    // A picture whose own `src` is unusable is still a picture when another width is there.
    let src = r
        .url_at(o, "src", Purpose::Image)
        .or_else(|| sources.first().map(|source| source.src.clone()))?;
    Some(Image {
        src,
        alt: r.field(o, "alt", |_, v| v.as_str().map(Into::into)),
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        sources,
        caption: inline_at(o, "caption", r),
        credit: inline_at(o, "credit", r),
        focus: r.field(o, "focus", |r, v| {
            let part = |index: usize| v.get(index)?.as_f64().filter(|n| (0.0..=1.0).contains(n));
            part(0).zip(part(1)).or_else(|| r.wrong("expected two numbers from 0 to 1"))
        }),
        href: r.url_at(o, "href", Purpose::Link),
    })
}

fn source(r: &mut Reading, value: &Value, purpose: Purpose) -> Option<Source> {
    let Value::Object(o) = value else {
        return Some(Source { src: r.url(value, purpose)?, ..Source::default() });
    };
    Some(Source {
        src: r.url_at(o, "src", purpose)?,
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        mime: r.text_at(o, "type"),
        media: r.text_at(o, "media"),
    })
}

fn media(r: &mut Reading, o: &Object) -> Option<Media> {
    let mut sources = list_at(o, "sources", r, |r, v| source(r, v, Purpose::Media));
    if let Some(src) = r.url_at(o, "src", Purpose::Media) {
        if !sources.iter().any(|source| source.src == src) {
            sources.insert(0, Source { src, ..Source::default() });
        }
    }
    if sources.is_empty() {
        return None;
    }
    Some(Media {
        sources,
        poster: r.field(o, "poster", image),
        tracks: list_at(o, "tracks", r, track),
        title: r.text_at(o, "title"),
        seconds: r.number_at(o, "seconds"),
        transcript: blocks_at(o, "transcript", r),
        caption: inline_at(o, "caption", r),
        credit: inline_at(o, "credit", r),
    })
}

fn track(r: &mut Reading, value: &Value) -> Option<Track> {
    let Value::Object(o) = value else {
        return Some(Track { src: r.url(value, Purpose::Media)?, ..Track::default() });
    };
    Some(Track {
        src: r.url_at(o, "src", Purpose::Media)?,
        lang: r.text_at(o, "lang"),
        label: r.text_at(o, "label"),
        kind: r.text_at(o, "kind"),
    })
}

fn embed(r: &mut Reading, o: &Object) -> Option<Embed> {
    let url = r.url_at(o, "url", Purpose::Link)?;
    let frame = r.url_at(o, "frame", Purpose::Media);
    Some(Embed {
        frame: if frame.is_none() && !r.any_date { r.frame_of(&url) } else { frame },
        url,
        provider: r.text_at(o, "provider"),
        title: r.text_at(o, "title"),
        poster: r.field(o, "poster", image),
        width: r.count_at(o, "width"),
        height: r.count_at(o, "height"),
        caption: inline_at(o, "caption", r),
        fallback: blocks_at(o, "fallback", r),
    })
}

fn link(r: &mut Reading, value: &Value) -> Option<Link> {
    let Value::Object(o) = value else {
        return Some(Link { text: non_empty(inline(r, value))?, ..Link::default() });
    };
    Some(Link {
        text: some_inline(o, "text", r)?,
        url: r.url_at(o, "url", Purpose::Link),
        dek: inline_at(o, "dek", r),
        kicker: r.text_at(o, "kicker"),
        image: r.field(o, "image", image),
    })
}

fn person(r: &mut Reading, value: &Value) -> Option<Person> {
    let Value::Object(o) = value else {
        return Some(Person { name: r.text(value)?, ..Person::default() });
    };
    Some(Person {
        name: r.text_at(o, "name")?,
        url: r.url_at(o, "url", Purpose::Link),
        role: r.text_at(o, "role"),
        org: r.text_at(o, "org"),
        image: r.field(o, "image", image),
        bio: inline_at(o, "bio", r),
    })
}

/// `byline`: people when at least one element is an object with a name or all are bare texts in a
/// list; a ready line otherwise.
fn byline(r: &mut Reading, value: &Value) -> Option<Byline> {
    let is_person = |v: &Value| v.get("name").is_some();
    let people = match value {
        Value::Array(values) => values.iter().all(|v| v.is_string() || is_person(v)),
        other => is_person(other),
    };
    if people {
        return Some(Byline::People(r.each(value, person)));
    }
    Some(Byline::Line(non_empty(inline(r, value))?))
}

fn correction(r: &mut Reading, value: &Value) -> Option<Correction> {
    let Value::Object(o) = value else {
        return Some(Correction { text: non_empty(inline(r, value))?, published: None });
    };
    Some(Correction { text: some_inline(o, "text", r)?, published: date_at(o, "published", r) })
}

fn rating(r: &mut Reading, value: &Value) -> Option<Rating> {
    let Value::Object(o) = value else { return r.wrong("expected an object") };
    Some(Rating {
        value: r.number_at(o, "value")?,
        max: r.number_at(o, "max"),
        min: r.number_at(o, "min"),
        unit: r.text_at(o, "unit"),
    })
}

fn comments(r: &mut Reading, value: &Value) -> Option<Comments> {
    let Value::Object(o) = value else { return r.wrong("expected an object") };
    Some(Comments {
        count: r.number_at(o, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
        open: r.bool_at(o, "open"),
        url: r.url_at(o, "url", Purpose::Link),
        items: list_at(o, "items", r, comment),
        tabs: list_at(o, "tabs", r, |r, value| {
            let Value::Object(o) = value else { return r.wrong("expected an object") };
            Some(CommentTab {
                id: r.text_at(o, "id"),
                label: r.text_at(o, "label")?,
                count: r.number_at(o, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
                src: r.url_at(o, "src", Purpose::Media),
                items: list_at(o, "items", r, comment),
            })
        }),
        threads: threads(r, o),
    })
}

/// Where else an article is discussed, by provider.
fn threads(r: &mut Reading, o: &Object) -> Vec<(String, String)> {
    let mut out = Vec::new();
    r.field(o, "threads", |r, value| {
        if !value.is_object() {
            return r.wrong::<()>("expected an object");
        }
        r.members(value, &mut |r, kind, value| {
            out.extend(r.text(value).map(|thread| (kind.to_string(), thread)));
        });
        None
    });
    out
}

/// What a comment says: a text with its marks, or blocks.
pub fn comment_text(r: &mut Reading, value: &Value) -> Option<Vec<Block>> {
    let is_blocks = value.as_array().is_some_and(|a| a.iter().any(|v| v.get("type").is_some()));
    if is_blocks {
        return Some(blocks(r, value));
    }
    Some(vec![paragraph(non_empty(inline(r, value))?)])
}

fn comment(r: &mut Reading, value: &Value) -> Option<Comment> {
    let Value::Object(o) = value else {
        let text = non_empty(inline(r, value))?;
        return Some(Comment { body: vec![paragraph(text)], ..Comment::default() });
    };
    let body = r.field(o, "text", comment_text);
    const STATES: [(&str, CommentState); 3] = [
        ("shown", CommentState::Shown),
        ("removed", CommentState::Removed),
        ("held", CommentState::Held),
    ];
    Some(Comment {
        id: r.text_at(o, "id"),
        author: r.field(o, "author", person),
        published: date_at(o, "published", r),
        body: body.unwrap_or_default(),
        likes: r.number_at(o, "likes").filter(|n| *n >= 0.0).map(|n| n as u32),
        badge: r.text_at(o, "badge"),
        url: r.url_at(o, "url", Purpose::Link),
        state: named(o, "state", &STATES, r),
        replies: list_at(o, "replies", r, comment),
    })
}

fn dir(o: &Object, r: &mut Reading) -> Option<Dir> {
    r.field(o, "dir", |r, v| {
        v.as_str().and_then(Dir::parse).or_else(|| r.wrong("expected ltr, rtl or auto"))
    })
}

fn align(o: &Object, r: &mut Reading) -> Align {
    const NAMES: [(&str, Align); 3] =
        [("start", Align::Start), ("center", Align::Center), ("end", Align::End)];
    named(o, "align", &NAMES, r)
}

/// The member `key` as one of `names`; the default when absent or unknown.
fn named<T: Copy + Default>(o: &Object, key: &str, names: &[(&str, T)], r: &mut Reading) -> T {
    r.field(o, key, |r, v| {
        let found = names.iter().find(|(name, _)| v.as_str() == Some(name));
        found.map(|(_, value)| *value).or_else(|| r.wrong("not one of the known values"))
    })
    .unwrap_or_default()
}

/// A date or an RFC 3339 time with offset, by shape; the calendar is checked where it is shown.
fn date_at(o: &Object, key: &str, r: &mut Reading) -> Option<String> {
    r.field(o, key, |r, v| {
        let any = r.any_date;
        let date = v.as_str().map(str::trim).filter(|text| any || looks_like_date(text));
        date.map(Into::into).or_else(|| r.wrong("expected a date, or a time with its offset"))
    })
}

/// Whether a text has the shape `YYYY-MM-DD`, perhaps followed by a time, perhaps with an offset.
fn looks_like_date(text: &str) -> bool {
    let (date, time) = match text.split_at_checked(10) {
        Some(parts) => parts,
        None => return false,
    };
    let digits = |part: &str, shape: &str| {
        part.len() == shape.len()
            && part.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => byte == wanted,
            })
    };
    if !digits(date, "0000-00-00") {
        return false;
    }
    let Some(time) = time.strip_prefix('T') else { return time.is_empty() };
    let offset_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at(offset_at);
    let clock = clock.split('.').next().unwrap_or_default();
    (digits(clock, "00:00") || digits(clock, "00:00:00"))
        // Without an offset it is shown as it was written.
        && (offset.is_empty() || offset == "Z" || digits(offset.trim_start_matches(['+', '-']), "00:00"))
}

fn list_at<T>(
    o: &Object,
    key: &str,
    r: &mut Reading,
    read: impl FnMut(&mut Reading, &Value) -> Option<T>,
) -> Vec<T> {
    r.field(o, key, |r, value| Some(r.each(value, read))).unwrap_or_default()
}

fn non_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
