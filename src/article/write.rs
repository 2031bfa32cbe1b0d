//! The model as JSON in Baca's own format: how `baca-formats` hands an article to `baca-app`, what
//! the element's `article` property gives, and what the command line writes.

use super::math;
use super::model::*;
use serde_json::{Map, Value};

/// The article in Baca's own format, version 1.
pub fn article(article: &Article) -> Value {
    let mut o = Object::default();
    o.put("baca", Value::from(1));
    o.text("id", &article.id);
    o.text("url", &article.url);
    o.text("lang", &article.lang);
    o.put_some("dir", article.dir.map(|dir| dir.as_str().into()));
    o.put_some("kicker", article.kicker.as_ref().map(link));
    o.put("headline", inline(&article.headline));
    o.inline("dek", &article.dek);
    o.put_some("byline", byline(&article.byline));
    o.text("dateline", &article.dateline);
    o.list("editor", &article.editor, person);
    o.list("corrections", &article.corrections, |correction| {
        let mut o = Object::default();
        o.put("text", inline(&correction.text));
        o.text("published", &correction.published);
        o.done()
    });
    o.text("published", &article.published);
    o.text("modified", &article.modified);
    o.put_some("lead", article.lead.as_ref().map(block));
    o.put("body", blocks(&article.body));
    o.list("tags", &article.tags, link);
    o.list("related", &article.related, link);
    o.put_some("publisher", article.publisher.as_ref().map(person));
    o.text("copyright", &article.copyright);
    o.put_some("rating", article.rating.as_ref().map(rating));
    o.number("minutes", article.minutes);
    o.put_some("comments", article.comments.as_ref().map(comments));
    o.flag("truncated", article.truncated);
    o.done()
}

/// An object being written; what is absent in the model is absent in it.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.into(), value);
    }

    fn put_some(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn text(&mut self, key: &str, text: &Option<String>) {
        self.put_some(key, text.as_deref().map(Value::from));
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        self.put_some(key, number.map(Value::from));
    }

    fn flag(&mut self, key: &str, yes: bool) {
        if yes {
            self.put(key, Value::Bool(true));
        }
    }

    fn inline(&mut self, key: &str, text: &Inline) {
        if !text.is_empty() {
            self.put(key, inline(text));
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: impl Fn(&T) -> Value) {
        if !items.is_empty() {
            self.put(key, items.iter().map(write).collect());
        }
    }

    fn align(&mut self, align: Align) {
        if align != Align::Start {
            self.put("align", align.as_str().into());
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn inline(text: &Inline) -> Value {
    match text.as_slice() {
        [] => Value::from(""),
        [only] => span(only),
        spans => spans.iter().map(span).collect(),
    }
}

fn span(span: &Span) -> Value {
    if span.marks == Marks::default() && span.extra.is_none() {
        return Value::from(span.text.as_str());
    }
    let mut o = Object::default();
    if span.marks.has(Marks::BREAK) {
        o.flag("break", true);
    } else if span.marks.has(Marks::WORD_BREAK) {
        o.flag("wbr", true);
    } else {
        o.put("text", span.text.as_str().into());
    }
    for (name, mark) in Marks::NAMED {
        o.flag(name, span.marks.has(mark));
    }
    if let Some(extra) = &span.extra {
        o.text("href", &extra.href);
        o.text("title", &extra.title);
        o.text("lang", &extra.lang);
        o.put_some("dir", extra.dir.map(|dir| dir.as_str().into()));
        o.text("ruby", &extra.ruby);
        o.text("id", &extra.id);
        o.put_some("math", extra.math.as_ref().map(math::write));
    }
    o.done()
}

fn blocks(list: &[Block]) -> Value {
    list.iter().map(block).collect()
}

fn block(block: &Block) -> Value {
    let mut o = Object::default();
    o.text("id", &block.id);
    o.text("lang", &block.lang);
    o.put_some("dir", block.dir.map(|dir| dir.as_str().into()));
    if block.size != Size::Inline {
        o.put("size", block.size.as_str().into());
    }
    let kind = match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            if o.0.is_empty() && !dropcap && *align == Align::Start {
                if let [only] = text.as_slice() {
                    if only.marks == Marks::default() && only.extra.is_none() {
                        return Value::from(only.text.as_str());
                    }
                }
            }
            o.put("text", inline(text));
            o.flag("dropcap", *dropcap);
            o.align(*align);
            "paragraph"
        }
        Kind::Heading { text, level } => {
            o.put("text", inline(text));
            o.put("level", (*level).into());
            "heading"
        }
        Kind::List { items, ordered, start } => {
            o.put("items", items.iter().map(item).collect());
            o.flag("ordered", *ordered);
            o.put_some("start", start.map(Value::from));
            "list"
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            o.inline("text", text);
            o.list("body", body, self::block);
            o.inline("attribution", attribution);
            o.text("url", url);
            o.flag("pull", *pull);
            "quote"
        }
        Kind::Image(image) => {
            image_into(image, &mut o);
            "image"
        }
        Kind::Gallery { items, caption, slides } => {
            o.put("items", items.iter().map(image).collect());
            o.inline("caption", caption);
            if *slides {
                o.put("layout", "slides".into());
            }
            "gallery"
        }
        Kind::Video(media) => {
            media_into(media, &mut o);
            "video"
        }
        Kind::Audio(media) => {
            media_into(media, &mut o);
            "audio"
        }
        Kind::Embed(embed) => {
            o.put("url", embed.url.as_str().into());
            o.text("frame", &embed.frame);
            o.text("provider", &embed.provider);
            o.text("title", &embed.title);
            o.put_some("poster", embed.poster.as_ref().map(image));
            o.number("width", embed.width);
            o.number("height", embed.height);
            o.inline("caption", &embed.caption);
            o.list("fallback", &embed.fallback, self::block);
            "embed"
        }
        Kind::Table { rows, head, caption } => {
            o.put(
                "rows",
                rows.iter().map(|row| Value::Array(row.iter().map(cell).collect())).collect(),
            );
            if *head > 0 {
                o.put("head", (*head).into());
            }
            o.inline("caption", caption);
            "table"
        }
        Kind::Code { text, language, verse } => {
            o.put("text", inline(text));
            o.text("language", language);
            o.flag("verse", *verse);
            "code"
        }
        Kind::Divider => "divider",
        Kind::Aside { kind, title, body, open } => {
            o.text("kind", kind);
            o.inline("title", title);
            o.put("body", blocks(body));
            o.put_some("open", open.map(Value::from));
            "aside"
        }
        Kind::Links { title, items } => {
            o.inline("title", title);
            o.put("items", items.iter().map(link).collect());
            "links"
        }
        Kind::Update(update) => {
            o.inline("title", &update.title);
            o.text("published", &update.published);
            o.text("modified", &update.modified);
            o.put_some("byline", byline(&update.byline));
            o.flag("key", update.key);
            o.put("body", blocks(&update.body));
            "update"
        }
        Kind::Group(body) => {
            // A group has no frame of its own: an aside keeps its language and direction.
            o.put("body", blocks(body));
            "aside"
        }
    };
    o.put("type", kind.into());
    o.done()
}

fn item(item: &Item) -> Value {
    let bare = item.term.is_empty() && item.checked.is_none() && item.body.is_empty();
    if bare && item.id.is_none() {
        return inline(&item.text);
    }
    let mut o = Object::default();
    o.text("id", &item.id);
    o.inline("text", &item.text);
    o.inline("term", &item.term);
    o.put_some("checked", item.checked.map(Value::from));
    o.list("body", &item.body, block);
    o.done()
}

fn cell(cell: &Cell) -> Value {
    let bare = !cell.header
        && cell.colspan <= 1
        && cell.rowspan <= 1
        && cell.align == Align::Start
        && cell.body.is_empty();
    if bare {
        return inline(&cell.text);
    }
    let mut o = Object::default();
    o.inline("text", &cell.text);
    o.list("body", &cell.body, block);
    o.flag("header", cell.header);
    for (key, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if span > 1 {
            o.put(key, span.into());
        }
    }
    o.align(cell.align);
    if o.0.keys().all(|key| key == "text") {
        o.put("align", "start".into());
    }
    o.done()
}

fn image(image: &Image) -> Value {
    let mut o = Object::default();
    image_into(image, &mut o);
    o.done()
}

fn image_into(image: &Image, o: &mut Object) {
    o.put("src", image.src.as_str().into());
    o.text("alt", &image.alt);
    o.number("width", image.width);
    o.number("height", image.height);
    o.list("sources", &image.sources, source);
    o.inline("caption", &image.caption);
    o.inline("credit", &image.credit);
    o.put_some("focus", image.focus.map(|(x, y)| Value::from(vec![x, y])));
    o.text("href", &image.href);
}

fn source(source: &Source) -> Value {
    let mut o = Object::default();
    o.put("src", source.src.as_str().into());
    o.number("width", source.width);
    o.number("height", source.height);
    o.text("type", &source.mime);
    o.text("media", &source.media);
    o.done()
}

fn media_into(media: &Media, o: &mut Object) {
    match media.sources.as_slice() {
        [only] if only.mime.is_none() && only.width.is_none() => {
            o.put("src", only.src.as_str().into());
        }
        sources => o.list("sources", sources, source),
    }
    o.put_some("poster", media.poster.as_ref().map(image));
    o.list("tracks", &media.tracks, |track| {
        let mut o = Object::default();
        o.put("src", track.src.as_str().into());
        o.text("lang", &track.lang);
        o.text("label", &track.label);
        o.text("kind", &track.kind);
        o.done()
    });
    o.text("title", &media.title);
    o.put_some("seconds", media.seconds.map(Value::from));
    o.list("transcript", &media.transcript, block);
    o.inline("caption", &media.caption);
    o.inline("credit", &media.credit);
}

fn link(link: &Link) -> Value {
    let mut o = Object::default();
    o.put("text", inline(&link.text));
    o.text("url", &link.url);
    o.inline("dek", &link.dek);
    o.text("kicker", &link.kicker);
    o.put_some("image", link.image.as_ref().map(image));
    o.done()
}

fn person(person: &Person) -> Value {
    let mut o = Object::default();
    o.put("name", person.name.as_str().into());
    o.text("url", &person.url);
    o.text("role", &person.role);
    o.text("org", &person.org);
    o.put_some("image", person.image.as_ref().map(image));
    o.inline("bio", &person.bio);
    o.done()
}

fn byline(byline: &Byline) -> Option<Value> {
    match byline {
        Byline::Line(line) if line.is_empty() => None,
        Byline::Line(line) => Some(inline(line)),
        Byline::People(people) if people.is_empty() => None,
        Byline::People(people) => Some(people.iter().map(person).collect()),
    }
}

fn rating(rating: &Rating) -> Value {
    let mut o = Object::default();
    o.put("value", rating.value.into());
    o.put_some("max", rating.max.map(Value::from));
    o.put_some("min", rating.min.map(Value::from));
    o.text("unit", &rating.unit);
    o.done()
}

fn comments(comments: &Comments) -> Value {
    let mut o = Object::default();
    o.number("count", comments.count);
    o.put_some("open", comments.open.map(Value::from));
    o.text("url", &comments.url);
    o.list("items", &comments.items, comment);
    o.list("tabs", &comments.tabs, |tab| {
        let mut o = Object::default();
        o.text("id", &tab.id);
        o.put("label", tab.label.as_str().into());
        o.number("count", tab.count);
        o.text("src", &tab.src);
        o.list("items", &tab.items, comment);
        o.done()
    });
    if !comments.threads.is_empty() {
        let threads =
            comments.threads.iter().map(|(kind, thread)| (kind.clone(), thread.as_str().into()));
        o.put("threads", Value::Object(threads.collect()));
    }
    o.done()
}

fn comment(comment: &Comment) -> Value {
    let mut o = Object::default();
    o.text("id", &comment.id);
    o.put_some("author", comment.author.as_ref().map(person));
    o.text("published", &comment.published);
    let text = match comment.body.as_slice() {
        [Block { kind: Kind::Paragraph { text, .. }, .. }] => inline(text),
        body => blocks(body),
    };
    o.put("text", text);
    o.number("likes", comment.likes);
    o.text("badge", &comment.badge);
    o.text("url", &comment.url);
    match comment.state {
        CommentState::Shown => {}
        CommentState::Removed => o.put("state", "removed".into()),
        CommentState::Held => o.put("state", "held".into()),
    }
    o.list("replies", &comment.replies, self::comment);
    o.done()
}
