//! A whole page around the element: title, canonical address, Open Graph, Twitter's card, and what
//! search engines read of news (schema.org).
//! <https://ogp.me/> <https://developers.google.com/search/docs/appearance/structured-data/article>

use super::{data, pieces, Options};
use crate::article::model::{plain_text, Byline, Image, Kind, Person};
use crate::article::Article;
use crate::view::paper::{tag, Tag};
use serde_json::{json, Map, Value};
use std::rc::Rc;

/// The style of the page around the element. A strict page allows it by its hash as well.
pub const PAGE_STYLE: &str = "body{margin:0}baca-reader{display:block;min-height:100vh}";

/// A page, whole.
pub fn document(article: &Rc<Article>, options: &Options) -> String {
    document_pieces(article, options).collect()
}

/// A page, in pieces that can be sent as they are made.
pub fn document_pieces(article: &Rc<Article>, options: &Options) -> impl Iterator<Item = String> {
    let lang = article.lang.as_deref().or(options.lang.as_deref()).unwrap_or("en");
    let html = tag("html").set("lang", lang).dir(Some(article.direction()));
    let mut begin = String::from("<!doctype html>\n");
    begin.push_str(&html.around().0);
    begin.push('\n');
    head(article, options).print(&mut begin);
    begin.push_str("\n<body>\n");
    let end = String::from("\n</body>\n</html>\n");
    std::iter::once(begin).chain(pieces(article, options)).chain(std::iter::once(end))
}

fn head(article: &Article, options: &Options) -> Tag {
    let headline = article.headline_text();
    let description = plain_text(&article.dek);
    let site = options.site.name.as_deref();
    let image = lead_image(article).map(|image| image.src.as_str());
    let title = match site {
        Some(site) if !headline.is_empty() => [&headline, " – ", site].concat(),
        Some(site) => site.into(),
        None => headline.clone(),
    };
    let property = |name: &str, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(tag("meta").set("property", name).set("content", value))
    };
    let named = |name: &str, value: &str| tag("meta").set("name", name).set("content", value);
    let mut head = tag("head")
        .with(tag("meta").set("charset", "utf-8"))
        .with(named("viewport", "width=device-width, initial-scale=1"))
        .with(tag("title").say(&title));
    if let Some(url) = &article.url {
        head = head.with(tag("link").set("rel", "canonical").set("href", url));
    }
    if !description.is_empty() {
        head = head.with(named("description", &description));
    }
    let tags = [
        ("og:type", Some("article")),
        ("og:title", Some(headline.as_str())),
        ("og:description", Some(description.as_str())),
        ("og:url", article.url.as_deref()),
        ("og:site_name", site),
        ("og:locale", article.lang.as_deref()),
        ("og:image", image),
        ("article:published_time", article.published.as_deref()),
        ("article:modified_time", article.modified.as_deref()),
    ];
    for (name, value) in tags {
        head = head.with_some(property(name, value));
    }
    for one in &article.tags {
        head = head.with_some(property("article:tag", Some(&plain_text(&one.text))));
    }
    let card = if image.is_some() { "summary_large_image" } else { "summary" };
    let style = tag("style").maybe("nonce", options.nonce.as_deref()).with_html(PAGE_STYLE);
    head = head
        .with(named("twitter:card", card))
        .with(data("application/ld+json", &news_article(article, options)))
        .with(style);
    match &options.script {
        Some(script) => head.with(tag("script").set("type", "module").set("src", script)),
        None => head,
    }
}

fn lead_image(article: &Article) -> Option<&Image> {
    match &article.lead.as_ref()?.kind {
        Kind::Image(image) => Some(image),
        Kind::Gallery { items, .. } => items.first(),
        Kind::Video(media) | Kind::Audio(media) => media.poster.as_ref(),
        _ => None,
    }
}

fn news_article(article: &Article, options: &Options) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() && value != "" {
            out.insert(key.into(), value);
        }
    };
    let text = |value: &Option<String>| value.as_deref().map_or(Value::Null, Value::from);
    put("@context", "https://schema.org".into());
    put("@type", "NewsArticle".into());
    put("headline", article.headline_text().into());
    put("description", plain_text(&article.dek).into());
    put("url", text(&article.url));
    put("mainEntityOfPage", text(&article.url));
    put("inLanguage", text(&article.lang));
    put("datePublished", text(&article.published));
    put("dateModified", text(&article.modified));
    put("dateline", text(&article.dateline));
    if let Some(image) = lead_image(article) {
        put("image", json!([image.src]));
    }
    let authors: Vec<Value> = match &article.byline {
        Byline::People(people) => people.iter().map(person).collect(),
        Byline::Line(line) if line.is_empty() => Vec::new(),
        Byline::Line(line) => vec![json!({ "@type": "Person", "name": plain_text(line) })],
    };
    if !authors.is_empty() {
        put("author", authors.into());
    }
    if let Some(kicker) = &article.kicker {
        put("articleSection", plain_text(&kicker.text).into());
    }
    let words: Vec<Value> = article.tags.iter().map(|t| plain_text(&t.text).into()).collect();
    if !words.is_empty() {
        put("keywords", words.into());
    }
    let site = options.site.name.as_deref();
    let publisher = article.publisher.as_ref().map(|p| p.name.as_str()).or(site);
    if let Some(name) = publisher {
        put("publisher", json!({ "@type": "Organization", "name": name }));
    }
    Value::Object(out)
}

fn person(person: &Person) -> Value {
    let mut out = json!({ "@type": "Person", "name": person.name });
    if let (Some(url), Some(out)) = (&person.url, out.as_object_mut()) {
        out.insert("url".into(), url.as_str().into());
    }
    out
}
