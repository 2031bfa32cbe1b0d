//! Reads an HTML `<article>`. Its first heading is the headline; its `<header>` has kicker, dek, byline and
//! dates; the rest is the body, in its order. `super::html_page` reads whole pages.

use crate::html;
use baca_model::{Article, Byline, Dir, Kind, Link, Person, Span};
use baca_sys::html::{Element, Node};
use baca_sys::url::Purpose;
use baca_wire::decoder::{dates, Decoder};

/// The format's name in `format="…"`.
pub const NAME: &str = "html";

/// Classes of a byline.
const AUTHOR_CLASSES: [&str; 4] = ["author", "byline", "p-author", "h-card"];
/// Classes of a dek.
const DEK_CLASSES: [&str; 6] =
    ["dek", "standfirst", "subtitle", "subheadline", "p-summary", "lede"];
/// Classes of a kicker.
const KICKER_CLASSES: [&str; 5] = ["kicker", "eyebrow", "overline", "rubric", "section-label"];

/// Maximum bytes of text before the headline and before the header: labels, a breadcrumb.
const MAX_TEXT_BEFORE: usize = 500;

/// Reads the main article among nodes; returns `None` if there is no text.
pub fn read(nodes: &[Node], decoder: &mut Decoder) -> Option<Article> {
    let main = main_article(nodes);
    read_element(main, nodes, decoder)
}

/// Like [`read`], with the element of the article known: `main`, or all of `nodes`.
pub fn read_element(
    main: Option<&Element>,
    nodes: &[Node],
    decoder: &mut Decoder,
) -> Option<Article> {
    let mut rest = main.map_or_else(|| nodes.to_vec(), |e| e.children.clone());
    let mut article = Article {
        lang: main.and_then(|e| e.attribute("lang")).map(Into::into),
        dir: main.and_then(|e| e.attribute("dir")).and_then(Dir::parse),
        ..Article::default()
    };
    if let Some(lang) = &article.lang {
        decoder.source.lang.clone_from(lang);
    }
    let is_title = |e: &Element| e.name == "h1";
    let opens = text_before(&rest, &is_title).is_some_and(|length| length < MAX_TEXT_BEFORE);
    let headline = if opens { take(&mut rest, &is_title) } else { None };
    let headline = headline.or_else(|| take_opening_heading(&mut rest));
    article.headline = headline.map(|e| html::spans(&e.children, decoder)).unwrap_or_default();
    // The rest of the header stays in the body; a header further down belongs to a section.
    let is_header = |e: &Element| e.name == "header";
    if text_before(&rest, &is_header).is_some_and(|length| length < MAX_TEXT_BEFORE) {
        if let Some(header) = find_mut(&mut rest, &is_header) {
            read_header(&mut article, &mut header.children, decoder);
        }
    }
    visit_elements(&rest, &mut |e| set_date(&mut article, e));
    article.body = html::blocks(&rest, decoder);
    let figure =
        |kind: &Kind| matches!(kind, Kind::Image(_) | Kind::Gallery { .. } | Kind::Video(_));
    if article.body.first().is_some_and(|block| figure(&block.kind)) {
        article.lead = Some(article.body.remove(0));
    }
    let has_text = !article.headline.is_empty() || !article.body.is_empty();
    (has_text || article.lead.is_some()).then_some(article)
}

/// Moves kicker, dek, byline and dates from a header to the article.
fn read_header(article: &mut Article, header: &mut Vec<Node>, decoder: &mut Decoder) {
    if let Some(kicker) = take(header, &|e| has_class(e, &KICKER_CLASSES)) {
        let is_link = |e: &Element| e.name == "a" && e.attribute("href").is_some();
        let link = find_element(&kicker.children, &is_link).or(Some(&kicker));
        let url = link.and_then(|e| e.attribute("href"));
        let url = url.and_then(|href| decoder.url_text(href, Purpose::Link));
        let text = vec![Span::plain(html::text(&kicker.children).trim())];
        article.kicker = Some(Link { text, url, ..Link::default() });
    }
    if let Some(dek) = take(header, &|e| has_class(e, &DEK_CLASSES)) {
        article.dek = html::spans(&dek.children, decoder);
    }
    if let Some(author) = take(header, &is_author) {
        article.byline = byline(&author, decoder);
    }
    // A `time` without a valid date stays in the text.
    while let Some(time) = take(header, &|e| date_in(e).is_some()) {
        set_date(article, &time);
    }
}

/// Sets the publication or modification date from a `time`, unless it is set already.
fn set_date(article: &mut Article, e: &Element) {
    let Some(time) = date_in(e) else { return };
    let lower = |name| e.attribute(name).unwrap_or_default().to_ascii_lowercase();
    let names = [lower("itemprop"), lower("class")].concat();
    let is_modified = names.contains("modif") || names.contains("updat");
    let date = if is_modified { &mut article.modified } else { &mut article.published };
    date.get_or_insert(time);
}

/// Returns the date of a `<time>`.
fn date_in(e: &Element) -> Option<String> {
    dates::iso(e.attribute("datetime").filter(|_| e.name == "time")?).ok()
}

/// Reads a byline: a link or an `itemprop` is a person; other elements are a line of text.
fn byline(author: &Element, decoder: &mut Decoder) -> Byline {
    let name = html::text(&author.children);
    let name = name.trim();
    if author.name != "a" && author.attribute("itemprop").is_none() {
        return Byline::Line(html::spans(&author.children, decoder));
    }
    let url = author.attribute("href").and_then(|href| decoder.url_text(href, Purpose::Link));
    Byline::People(vec![Person { name: name.into(), url, ..Person::default() }])
}

fn is_author(e: &Element) -> bool {
    let marked = e.attribute("rel") == Some("author") || e.attribute("itemprop") == Some("author");
    let has_text = !html::is_dropped(e) && !html::text(&e.children).trim().is_empty();
    has_text && (marked || has_class(e, &AUTHOR_CLASSES))
}

fn has_class(e: &Element, names: &[&str]) -> bool {
    let class = e.attribute("class").unwrap_or_default();
    class.split_ascii_whitespace().any(|c| names.contains(&c)) && !html::is_dropped(e)
}

/// Returns the outermost `<article>` with the most text: teasers are articles too. Returns `None` if it
/// has less than half of the text of all: then they are parts of a longer text.
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

/// Returns the element with the most text, among the outermost ones that `wanted` accepts.
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
pub fn visit_elements<'a>(nodes: &'a [Node], act: &mut dyn FnMut(&'a Element)) {
    for node in nodes {
        if let Node::Element(e) = node {
            act(e);
            visit_elements(&e.children, act);
        }
    }
}

/// Returns the first element that `wanted` accepts, in document order.
pub fn find_element<'a>(
    nodes: &'a [Node],
    wanted: &dyn Fn(&Element) -> bool,
) -> Option<&'a Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if wanted(element) => Some(element),
        Node::Element(element) if html::is_dropped(element) => None,
        Node::Element(element) => find_element(&element.children, wanted),
        Node::Text(_) => None,
    })
}

/// Returns whether a node is or contains an element that `wanted` accepts.
fn contains(node: &Node, wanted: &dyn Fn(&Element) -> bool) -> bool {
    find_element(std::slice::from_ref(node), wanted).is_some()
}

/// Like [`find_element`], for changes.
fn find_mut<'a>(
    nodes: &'a mut [Node],
    wanted: &dyn Fn(&Element) -> bool,
) -> Option<&'a mut Element> {
    let node = nodes.iter_mut().find(|node| contains(node, wanted))?;
    let Node::Element(e) = node else { return None };
    if wanted(e) {
        return Some(e);
    }
    find_mut(&mut e.children, wanted)
}

/// Returns the bytes of text before the first element that `wanted` accepts; `None` if there is no such
/// element.
fn text_before(nodes: &[Node], wanted: &dyn Fn(&Element) -> bool) -> Option<usize> {
    let mut length = 0;
    for node in nodes {
        match node {
            Node::Element(e) if wanted(e) => return Some(length),
            Node::Element(e) if contains(node, wanted) => {
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
    if let Some(index) = nodes.iter().position(|node| contains(node, wanted)) {
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

/// Removes and returns an `h2` or `h3` before all other text. One further down is a heading of the body.
fn take_opening_heading(nodes: &mut Vec<Node>) -> Option<Element> {
    let is_heading = |e: &Element| matches!(e.name.as_str(), "h2" | "h3");
    let has_text = |node: &Node| !html::text(std::slice::from_ref(node)).trim().is_empty();
    let index = nodes.iter().position(has_text)?;
    match nodes.get_mut(index)? {
        Node::Element(e) if is_heading(e) => take(nodes, &is_heading),
        Node::Element(e) => take_opening_heading(&mut e.children),
        Node::Text(_) => None,
    }
}
