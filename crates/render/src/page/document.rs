//! A page around the element: title, canonical URL, Open Graph, Twitter card, and schema.org's `NewsArticle`
//! for search engines.
//! <https://ogp.me/> <https://developers.google.com/search/docs/appearance/structured-data/article>

use super::element::{json_script, pieces, Options};
use super::open_graph::{locale, shared_image};
use crate::article::view::direction;
use crate::el::{tag, ElementBuilder};
use baca_model::name::harmless;
use baca_model::{plain_text, Article, Byline, Person};
use serde_json::{json, Map, Value};
use std::rc::Rc;

/// The style of the page around the element. A page with a strict CSP must allow it by hash as well.
pub const PAGE_STYLE: &str = "body{margin:0}baca-reader{display:block;min-height:100vh}";

/// Renders a page as one string.
pub fn document(article: &Rc<Article>, options: &Options) -> String {
    document_pieces(article, options).collect()
}

/// Renders a page in pieces that can be streamed.
pub fn document_pieces(article: &Rc<Article>, options: &Options) -> impl Iterator<Item = String> {
    let lang = article.lang.as_deref().or(options.lang.as_deref()).unwrap_or("en");
    let html = tag("html").attr("lang", lang).dir(Some(direction(article)));
    let mut begin = String::from("<!doctype html>\n");
    begin.push_str(&html.tags().0);
    begin.push('\n');
    let own = tag("head").child(tag("meta").attr("charset", "utf-8")).child(
        tag("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"),
    );
    let style = tag("style").attr_opt("nonce", options.nonce.as_deref()).raw_html(PAGE_STYLE);
    head(own, article, options).child(style).write_html(&mut begin);
    begin.push_str("\n<body>\n");
    let end = String::from("\n</body>\n</html>\n");
    std::iter::once(begin).chain(pieces(article, options)).chain(std::iter::once(end))
}

/// Returns the elements for the head of a page of the site's own: title, canonical URL, description, Open Graph,
/// Twitter card, JSON-LD, and the script.
pub fn metadata(article: &Article, options: &Options) -> String {
    let (begin, end) = ("<head>", "</head>");
    let mut html = String::new();
    head(tag("head"), article, options).write_html(&mut html);
    let inner = html.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
    inner.unwrap_or_default().into()
}

/// Adds the metadata of an article to the element `head`.
fn head(head: ElementBuilder, article: &Article, options: &Options) -> ElementBuilder {
    let headline = article.headline_text();
    let description = plain_text(&article.dek);
    let site = options.site.name.as_deref();
    let image = shared_image(article);
    let locale = article.lang.as_deref().and_then(locale);
    let title = match site {
        Some(site) if !headline.is_empty() => [&headline, " – ", site].concat(),
        Some(site) => site.into(),
        None => headline.clone(),
    };
    let property = |name: &str, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(tag("meta").attr("property", name).attr("content", value))
    };
    let named = |name: &str, value: &str| tag("meta").attr("name", name).attr("content", value);
    let mut head = head.child(tag("title").text(&title));
    if let Some(url) = &article.url {
        head = head.child(tag("link").attr("rel", "canonical").attr("href", url));
    }
    if !description.is_empty() {
        head = head.child(named("description", &description));
    }
    let tags = [
        ("og:type", Some("article")),
        ("og:title", Some(headline.as_str())),
        ("og:description", Some(description.as_str())),
        ("og:url", article.url.as_deref()),
        ("og:site_name", site),
        ("og:locale", locale.as_deref()),
        ("og:image", image.as_deref()),
        ("article:published_time", article.published.as_deref()),
        ("article:modified_time", article.modified.as_deref()),
    ];
    for (name, value) in tags {
        head = head.child_opt(property(name, value));
    }
    for one in &article.tags {
        head = head.child_opt(property("article:tag", Some(&plain_text(&one.text))));
    }
    let card = if image.is_some() { "summary_large_image" } else { "summary" };
    head = head
        .child(named("twitter:card", card))
        .child(json_script("application/ld+json", &news_article(article, options)));
    match &options.script {
        Some(script) => head.child(tag("script").attr("type", "module").attr("src", script)),
        None => head,
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
    if let Some(image) = shared_image(article) {
        put("image", json!([image]));
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
    let keywords: Vec<Value> = article.tags.iter().map(|t| plain_text(&t.text).into()).collect();
    if !keywords.is_empty() {
        put("keywords", keywords.into());
    }
    if article.newsroom.free == Some(false) {
        put("isAccessibleForFree", false.into());
        // The rest of the text would be where the slot for the site's offer is.
        let rest = json!({
            "@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".paywall",
        });
        put("hasPart", rest);
    }
    let site = options.site.name.as_deref();
    let publisher = article.publisher.as_ref().map(|p| p.name.as_str()).or(site);
    if let Some(name) = publisher {
        put("publisher", json!({ "@type": "Organization", "name": name }));
    }
    Value::Object(out)
}

fn person(person: &Person) -> Value {
    let mut out = json!({ "@type": "Person", "name": harmless(&person.name) });
    if let (Some(url), Some(out)) = (&person.url, out.as_object_mut()) {
        out.insert("url".into(), url.as_str().into());
    }
    out
}
