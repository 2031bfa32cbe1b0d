//! A whole page where JSON was expected: its article, and what the page says of it, in JSON-LD, in
//! `<meta>` and on its root.

use super::common::{repeats_body, stems};
use super::html::{each, find, longest, main_article, read_in};
use crate::article::json::{self, Reading};
use crate::article::model::{Article, Byline, Dir, Person};
use crate::article::stats;
use crate::article::url::Purpose;
use crate::html::{self, Element, Node};
use serde_json::Value;
use std::mem::take;

/// Reads a page; `None` if it has neither an article nor data with one: a page that only has text (a
/// form to log in) is no article.
pub fn read(text: &str, nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let data = described(nodes, r);
    let main = main_article(nodes).or_else(|| {
        // A page without the element can say that it is one.
        let says = meta(nodes, ["og:type", "og:type"]).is_some_and(|kind| kind == "article");
        (says || data.is_some()).then_some(())?;
        longest(nodes, &|e| e.name == "main" || e.attribute("role") == Some("main"))
    });
    // Articles of which none is the longest are parts of one.
    let parts = main.is_none() && find(nodes, &|e| e.name == "article").is_some();
    let markup = (main.is_some() || parts).then(|| read_in(main, nodes, r)).flatten();
    let mut article = match (markup, data) {
        (Some(markup), Some(data)) => merge(markup, data),
        (markup, data) => markup.or(data.filter(|data| !data.body.is_empty()))?,
    };
    complete(&mut article, text, nodes, r);
    Some(article)
}

/// The article that the page's JSON-LD describes.
fn described(nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let mut found = None;
    each(nodes, &mut |e| {
        let is_data = e.name == "script" && e.attribute("type") == Some("application/ld+json");
        if !is_data || found.is_some() {
            return;
        }
        if let Ok((value, _)) = json::parse(&html::text(&e.children)) {
            found = read_data(&value, r);
        }
    });
    found
}

fn read_data(value: &Value, r: &mut Reading) -> Option<Article> {
    let format = super::schema_org::FORMAT;
    if !(format.detect)(value) {
        return None;
    }
    (format.read)(value, r, None)
}

/// The markup's article with what only the data says.
fn merge(mut article: Article, mut data: Article) -> Article {
    let length = |article: &Article| article.body.iter().map(stats::chars).sum::<usize>();
    // The page may show less than it tells.
    if 2 * length(&article) < length(&data) {
        article.body = take(&mut data.body);
    }
    let (mut shown, mut of_lead) = (Vec::new(), Vec::new());
    stems(&article.body, &mut shown);
    stems(data.lead.as_slice(), &mut of_lead);
    if !of_lead.iter().any(|stem| shown.contains(stem)) {
        fill(&mut article.lead, data.lead);
    }
    fill(&mut article.id, data.id);
    fill(&mut article.url, data.url);
    fill(&mut article.lang, data.lang);
    fill(&mut article.kicker, data.kicker);
    fill(&mut article.dateline, data.dateline);
    fill(&mut article.publisher, data.publisher);
    fill(&mut article.copyright, data.copyright);
    fill(&mut article.rating, data.rating);
    fill(&mut article.comments, data.comments);
    // A machine's date is the more exact one.
    fill(&mut data.published, article.published.take());
    fill(&mut data.modified, article.modified.take());
    (article.published, article.modified) = (data.published, data.modified);
    if article.headline.is_empty() {
        article.headline = data.headline;
    }
    if article.dek.is_empty() {
        article.dek = data.dek;
    }
    if repeats_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    if article.byline.is_empty() {
        article.byline = data.byline;
    }
    if article.tags.is_empty() {
        article.tags = data.tags;
    }
    article.corrections = data.corrections;
    article
}

fn fill<T>(into: &mut Option<T>, from: Option<T>) {
    if into.is_none() {
        *into = from;
    }
}

/// Adds what the page's root and its `<meta>` say.
fn complete(article: &mut Article, text: &str, nodes: &[Node], r: &mut Reading) {
    // The root is no node of what stands in it: its tag is read on its own.
    let root = text.find("<html").and_then(|at| text.get(at + 5..)?.split('>').next());
    let root =
        root.map(|attributes| crate::platform::parse_html(&["<p", attributes, ">"].concat()));
    if let Some(Node::Element(root)) = root.as_ref().and_then(|nodes| nodes.first()) {
        article.lang = article.lang.take().or(root.attribute("lang").map(Into::into));
        article.dir = article.dir.or(root.attribute("dir").and_then(Dir::parse));
    }
    let meta = |names| meta(nodes, names);
    let person = |name: String| Person { name, ..Person::default() };
    if let Some(url) = meta(["canonical", "og:url"]) {
        article.url = r.url_text(&url, Purpose::Link).or(article.url.take());
    }
    let published = || meta(["article:published_time", "datePublished"]);
    article.published = article.published.take().or_else(published);
    let modified = || meta(["article:modified_time", "dateModified"]);
    article.modified = article.modified.take().or_else(modified);
    let publisher = || meta(["og:site_name", "publisher"]).map(person);
    article.publisher = article.publisher.take().or_else(publisher);
    if let (true, Some(author)) = (article.byline.is_empty(), meta(["author", "author"])) {
        article.byline = Byline::People(vec![person(author)]);
    }
}

/// What a `<meta>` or `<link>` of one of these names says.
fn meta(nodes: &[Node], names: [&str; 2]) -> Option<String> {
    let named = |e: &Element| {
        let name = ["property", "name", "itemprop", "rel"].iter().find_map(|a| e.attribute(a));
        matches!(e.name.as_str(), "meta" | "link") && name.is_some_and(|n| names.contains(&n))
    };
    let e = find(nodes, &named)?;
    let value = e.attribute("content").or(e.attribute("href"))?.trim();
    (!value.is_empty()).then(|| value.into())
}
