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
    let markup = main.and_then(|main| read_in(Some(main), nodes, r));
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
fn merge(markup: Article, data: Article) -> Article {
    let byline_is_empty = markup.byline == Byline::default();
    let length = |article: &Article| article.body.iter().map(stats::chars).sum::<usize>();
    // The page may show less than it tells.
    let shorter = 2 * length(&markup) < length(&data);
    let body = if shorter { data.body } else { markup.body };
    let mut shown = Vec::new();
    stems(&body, &mut shown);
    let lead = data.lead.filter(|lead| {
        let mut stems_of_lead = Vec::new();
        stems(std::slice::from_ref(lead), &mut stems_of_lead);
        !stems_of_lead.iter().any(|stem| shown.contains(stem))
    });
    let dek = if markup.dek.is_empty() { data.dek } else { markup.dek };
    Article {
        id: markup.id.or(data.id),
        url: markup.url.or(data.url),
        lang: markup.lang.or(data.lang),
        kicker: markup.kicker.or(data.kicker),
        headline: if markup.headline.is_empty() { data.headline } else { markup.headline },
        dek: if repeats_body(&dek, &body) { Default::default() } else { dek },
        byline: if byline_is_empty { data.byline } else { markup.byline },
        dateline: data.dateline,
        published: data.published.or(markup.published),
        modified: data.modified.or(markup.modified),
        lead: markup.lead.or(lead),
        tags: if markup.tags.is_empty() { data.tags } else { markup.tags },
        publisher: data.publisher,
        copyright: data.copyright,
        corrections: data.corrections,
        rating: data.rating,
        comments: data.comments,
        body,
        ..markup
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
    if let (true, Some(author)) = (article.byline == Byline::default(), meta(["author", "author"]))
    {
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
