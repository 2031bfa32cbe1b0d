//! HTML: the page's own `<article>`. Its first heading is the headline; what a `<header>` holds is
//! the furniture; the rest is the body, in its order. [`super::page`] reads whole pages.

use crate::article::json::Reading;
use crate::article::model::{Article, Byline, Dir, Kind, Link, Person, Span};
use crate::article::url::Purpose;
use crate::html::{self, Element, Node};

/// Its name in `format="…"`.
pub const NAME: &str = "html";

/// Class names of a byline, and of the sentence under the headline, beyond microformats' own.
const AUTHORS: [&str; 4] = ["author", "byline", "p-author", "h-card"];
const DEKS: [&str; 6] = ["dek", "standfirst", "subtitle", "subheadline", "p-summary", "lede"];
/// The same of the label above the headline.
const KICKERS: [&str; 5] = ["kicker", "eyebrow", "overline", "rubric", "section-label"];

/// Bytes of text that may stand above the headline, and above the header: labels, a breadcrumb.
const MAX_ABOVE: usize = 500;

/// Reads an article out of markup; `None` if there is no text.
pub fn read(nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let main = main_article(nodes);
    read_in(main, nodes, r)
}

/// The same where it stands in an element, or among nodes of its own.
pub fn read_in(main: Option<&Element>, nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let mut rest = main.map_or_else(|| nodes.to_vec(), |e| e.children.clone());
    let mut article = Article {
        lang: main.and_then(|e| e.attribute("lang")).map(Into::into),
        dir: main.and_then(|e| e.attribute("dir")).and_then(Dir::parse),
        ..Article::default()
    };
    let is_title = |e: &Element| e.name == "h1";
    let opens = text_before(&rest, &is_title).is_some_and(|length| length < MAX_ABOVE);
    let headline = if opens { take(&mut rest, &is_title) } else { None };
    let headline = headline.or_else(|| take_opening_heading(&mut rest));
    article.headline = headline.map(|e| html::spans(&e.children, r)).unwrap_or_default();
    // What is left of it is text all the same, where it stands; one further down is a section's.
    let is_header = |e: &Element| e.name == "header";
    if text_before(&rest, &is_header).is_some_and(|length| length < MAX_ABOVE) {
        if let Some(header) = find_mut(&mut rest, &is_header) {
            furnish(&mut article, &mut header.children, r);
        }
    }
    each(&rest, &mut |e| note_time(&mut article, e));
    article.body = html::blocks(&rest, r);
    let figure =
        |kind: &Kind| matches!(kind, Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_));
    if article.body.first().is_some_and(|block| figure(&block.kind)) {
        article.lead = Some(article.body.remove(0));
    }
    let has_text = !article.headline.is_empty() || !article.body.is_empty();
    (has_text || article.lead.is_some()).then_some(article)
}

/// Takes kicker, dek, byline and dates out of a header.
fn furnish(article: &mut Article, header: &mut Vec<Node>, r: &mut Reading) {
    if let Some(kicker) = take(header, &|e| has_class(e, &KICKERS)) {
        let is_link = |e: &Element| e.name == "a" && e.attribute("href").is_some();
        let link = find(&kicker.children, &is_link).or(Some(&kicker));
        let url = link.and_then(|e| e.attribute("href"));
        let url = url.and_then(|href| r.url_text(href, Purpose::Link));
        let text = vec![Span::plain(html::text(&kicker.children).trim())];
        article.kicker = Some(Link { text, url, ..Link::default() });
    }
    if let Some(dek) = take(header, &|e| has_class(e, &DEKS)) {
        article.dek = html::spans(&dek.children, r);
    }
    if let Some(author) = take(header, &is_author) {
        article.byline = byline(&author, r);
    }
    while let Some(time) = take(header, &|e| e.name == "time" && e.attribute("datetime").is_some())
    {
        note_time(article, &time);
    }
}

/// Notes when the article was published or changed, if that is what an element tells first.
fn note_time(article: &mut Article, e: &Element) {
    let Some(time) = e.attribute("datetime").filter(|_| e.name == "time") else { return };
    let said = |name| e.attribute(name).unwrap_or_default().to_ascii_lowercase();
    let said = [said("itemprop"), said("class")].concat();
    let changed = said.contains("modif") || said.contains("updat");
    let date = if changed { &mut article.modified } else { &mut article.published };
    date.get_or_insert_with(|| time.trim().into());
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
    let shown = !html::is_dropped(e) && !html::text(&e.children).trim().is_empty();
    shown && (marked || has_class(e, &AUTHORS))
}

fn has_class(e: &Element, names: &[&str]) -> bool {
    let class = e.attribute("class").unwrap_or_default();
    class.split_ascii_whitespace().any(|c| names.contains(&c)) && !html::is_dropped(e)
}

/// The `<article>` with the most text, of those that stand in no other: teasers are articles too. None
/// if it has less than half of what they have together: they are parts of a longer text.
pub fn main_article(nodes: &[Node]) -> Option<&Element> {
    let is_article = |e: &Element| {
        let typed = e.attribute("itemtype").unwrap_or_default();
        e.name == "article"
            || e.attribute("role") == Some("article")
            || typed.ends_with("Article")
            || typed.ends_with("BlogPosting")
    };
    let mut all = 0;
    each_outermost(nodes, &is_article, &mut |e| all += html::text(&e.children).len());
    longest(nodes, &is_article).filter(|e| 2 * html::text(&e.children).len() >= all)
}

/// The element with the most text, of those that `wanted` accepts and that stand in no other.
pub fn longest<'a>(nodes: &'a [Node], wanted: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
    let mut best: Option<(usize, &Element)> = None;
    each_outermost(nodes, wanted, &mut |e| {
        let length = html::text(&e.children).len();
        if best.is_none_or(|(longest, _)| length > longest) {
            best = Some((length, e));
        }
    });
    best.map(|(_, e)| e)
}

fn each_outermost<'a>(
    nodes: &'a [Node],
    wanted: &dyn Fn(&Element) -> bool,
    act: &mut dyn FnMut(&'a Element),
) {
    for e in nodes.iter().filter_map(Node::element) {
        match wanted(e) {
            true => act(e),
            false => each_outermost(&e.children, wanted, act),
        }
    }
}

/// Calls `act` with every element, in document order.
pub fn each<'a>(nodes: &'a [Node], act: &mut dyn FnMut(&'a Element)) {
    for node in nodes {
        if let Node::Element(e) = node {
            act(e);
            each(&e.children, act);
        }
    }
}

/// The first element that `wanted` accepts, in document order.
pub fn find<'a>(nodes: &'a [Node], wanted: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if wanted(element) => Some(element),
        Node::Element(element) if html::is_dropped(element) => None,
        Node::Element(element) => find(&element.children, wanted),
        Node::Text(_) => None,
    })
}

/// Whether a node is such an element, or has one in it.
fn holds(node: &Node, wanted: &dyn Fn(&Element) -> bool) -> bool {
    find(std::slice::from_ref(node), wanted).is_some()
}

/// The same, to be changed.
fn find_mut<'a>(
    nodes: &'a mut [Node],
    wanted: &dyn Fn(&Element) -> bool,
) -> Option<&'a mut Element> {
    let node = nodes.iter_mut().find(|node| holds(node, wanted))?;
    let Node::Element(e) = node else { return None };
    if wanted(e) {
        return Some(e);
    }
    find_mut(&mut e.children, wanted)
}

/// How much text stands before the first element that `wanted` accepts, if there is one.
fn text_before(nodes: &[Node], wanted: &dyn Fn(&Element) -> bool) -> Option<usize> {
    let mut length = 0;
    for node in nodes {
        match node {
            Node::Element(e) if wanted(e) => return Some(length),
            Node::Element(e) if holds(node, wanted) => {
                return text_before(&e.children, wanted).map(|more| length + more);
            }
            _ => length += html::text(std::slice::from_ref(node)).trim().len(),
        }
    }
    None
}

/// Removes and returns the first element that `wanted` accepts.
fn take(nodes: &mut Vec<Node>, wanted: &dyn Fn(&Element) -> bool) -> Option<Element> {
    let is_wanted = |node: &Node| node.element().is_some_and(wanted);
    if let Some(index) = nodes.iter().position(|node| holds(node, wanted)) {
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
    let says = |node: &Node| !html::text(std::slice::from_ref(node)).trim().is_empty();
    let index = nodes.iter().position(says)?;
    match nodes.get_mut(index)? {
        Node::Element(e) if is_heading(e) => take(nodes, &is_heading),
        Node::Element(e) => take_opening_heading(&mut e.children),
        Node::Text(_) => None,
    }
}
