//! HTML: the page's own `<article>`, or a whole page that holds one. Its first heading is the
//! headline; what a `<header>` holds is the furniture; the rest is the body, in its order. Data that
//! the page describes itself by (JSON-LD) fills in what the markup does not say.

use crate::article::json::{self, Reading};
use crate::article::model::{Article, Byline, Dir, Kind, Person};
use crate::article::url::Purpose;
use crate::html::{self, Element, Node};
use serde_json::Value;

/// Its name in `format="…"`.
pub const NAME: &str = "html";

/// Class names of a byline, and of the sentence under the headline, beyond microformats' own.
const AUTHORS: [&str; 4] = ["author", "byline", "p-author", "h-card"];
const DEKS: [&str; 6] = ["dek", "standfirst", "subtitle", "subheadline", "p-summary", "lede"];

/// Reads an article out of markup; `None` if there is no text.
pub fn read(nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let main = main_article(nodes);
    let mut rest = main.map_or_else(|| nodes.to_vec(), |e| e.children.clone());
    let mut article = Article {
        lang: main.and_then(|e| e.attribute("lang")).map(Into::into),
        dir: main.and_then(|e| e.attribute("dir")).and_then(Dir::parse),
        ..Article::default()
    };
    let headline = take(&mut rest, &|e| e.name == "h1").or_else(|| take_opening_heading(&mut rest));
    article.headline = headline.map(|e| html::spans(&e.children, r)).unwrap_or_default();
    if let Some(mut header) = take(&mut rest, &|e| e.name == "header") {
        furnish(&mut article, &mut header.children, r);
        // What is left of it was text all the same.
        rest.insert(0, Node::Element(header));
    }
    if article.published.is_none() {
        let time = find(&rest, &|e| e.name == "time" && e.attribute("datetime").is_some());
        article.published = time.and_then(|e| e.attribute("datetime")).map(Into::into);
    }
    article.body = html::blocks(&rest, r);
    let figure =
        |kind: &Kind| matches!(kind, Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_));
    if article.body.first().is_some_and(|block| figure(&block.kind)) {
        article.lead = Some(article.body.remove(0));
    }
    let has_text = !article.headline.is_empty() || !article.body.is_empty();
    (has_text || article.lead.is_some()).then_some(article)
}

/// Reads a whole page: its largest `<article>`, and what its JSON-LD says of it. `None` if it has
/// neither: a page that only has text (a form to log in) is no article.
pub fn read_page(nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let markup = main_article(nodes).is_some().then(|| read(nodes, r)).flatten();
    let data = described(nodes, r);
    match (markup, data) {
        (Some(markup), Some(data)) => Some(merge(markup, data)),
        (markup, data) => markup.or(data.filter(|data| !data.body.is_empty())),
    }
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
    Article {
        id: markup.id.or(data.id),
        url: markup.url.or(data.url),
        lang: markup.lang.or(data.lang),
        kicker: markup.kicker.or(data.kicker),
        headline: if markup.headline.is_empty() { data.headline } else { markup.headline },
        byline: if byline_is_empty { data.byline } else { markup.byline },
        published: data.published.or(markup.published),
        modified: markup.modified.or(data.modified),
        lead: markup.lead.or(data.lead),
        tags: if markup.tags.is_empty() { data.tags } else { markup.tags },
        publisher: markup.publisher.or(data.publisher),
        ..markup
    }
}

/// Takes dek, byline and date out of a header.
fn furnish(article: &mut Article, header: &mut Vec<Node>, r: &mut Reading) {
    if let Some(dek) = take(header, &|e| has_class(e, &DEKS)) {
        article.dek = html::spans(&dek.children, r);
    }
    if let Some(author) = take(header, &is_author) {
        article.byline = byline(&author, r);
    }
    let time = take(header, &|e| e.name == "time" && e.attribute("datetime").is_some());
    article.published = time.and_then(|e| e.attribute("datetime").map(Into::into));
}

/// A name that is nothing but a link is a person; anything more is a line.
fn byline(author: &Element, r: &mut Reading) -> Byline {
    let name = html::text(&author.children);
    let name = name.trim();
    if author.name != "a" && author.attribute("itemprop").is_none() {
        return Byline::Line(html::spans(&author.children, r));
    }
    let url = author.attribute("href").and_then(|href| r.url_text(href, Purpose::Link));
    Byline::People(vec![Person { name: name.into(), url, ..Person::default() }])
}

fn is_author(e: &Element) -> bool {
    let marked = e.attribute("rel") == Some("author") || e.attribute("itemprop") == Some("author");
    (marked || has_class(e, &AUTHORS)) && !html::text(&e.children).trim().is_empty()
}

fn has_class(e: &Element, names: &[&str]) -> bool {
    let class = e.attribute("class").unwrap_or_default();
    class.split_ascii_whitespace().any(|c| names.contains(&c))
}

/// The `<article>` with the most text, of those that stand in no other: teasers are articles too.
fn main_article(nodes: &[Node]) -> Option<&Element> {
    let mut best: Option<(usize, &Element)> = None;
    each_outermost(nodes, &mut |e| {
        let length = html::text(&e.children).len();
        if best.is_none_or(|(longest, _)| length > longest) {
            best = Some((length, e));
        }
    });
    best.map(|(_, e)| e)
}

fn each_outermost<'a>(nodes: &'a [Node], act: &mut dyn FnMut(&'a Element)) {
    for node in nodes {
        match node {
            Node::Element(e) if e.name == "article" => act(e),
            Node::Element(e) => each_outermost(&e.children, act),
            Node::Text(_) => {}
        }
    }
}

fn each<'a>(nodes: &'a [Node], act: &mut dyn FnMut(&'a Element)) {
    for node in nodes {
        if let Node::Element(e) = node {
            act(e);
            each(&e.children, act);
        }
    }
}

/// The first element that `wanted` accepts, in document order.
fn find<'a>(nodes: &'a [Node], wanted: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if wanted(element) => Some(element),
        Node::Element(element) => find(&element.children, wanted),
        Node::Text(_) => None,
    })
}

/// Removes and returns the first element that `wanted` accepts.
fn take(nodes: &mut Vec<Node>, wanted: &dyn Fn(&Element) -> bool) -> Option<Element> {
    let is_wanted = |node: &Node| node.element().is_some_and(wanted);
    if let Some(index) = nodes.iter().position(|node| match node {
        Node::Element(e) => wanted(e) || find(&e.children, wanted).is_some(),
        Node::Text(_) => false,
    }) {
        return match nodes.get_mut(index) {
            Some(node) if is_wanted(node) => match nodes.remove(index) {
                Node::Element(element) => Some(element),
                Node::Text(_) => None,
            },
            Some(Node::Element(e)) => take(&mut e.children, wanted),
            _ => None,
        };
    }
    None
}

/// Removes and returns an `h2` or `h3` that stands before all other text: one further down is a
/// heading of the body.
fn take_opening_heading(nodes: &mut Vec<Node>) -> Option<Element> {
    let is_heading = |e: &Element| matches!(e.name.as_str(), "h2" | "h3");
    let index = nodes.iter().position(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(e) => !html::text(&e.children).trim().is_empty(),
    })?;
    match nodes.get_mut(index)? {
        Node::Element(e) if is_heading(e) => take(nodes, &is_heading),
        Node::Element(e) => take_opening_heading(&mut e.children),
        Node::Text(_) => None,
    }
}
