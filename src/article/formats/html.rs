//! HTML: the page's own `<article>`, or a document that is markup. The first heading is the
//! headline, what stands around it the furniture, the rest the body.

use crate::article::json::Reading;
use crate::article::model::{Article, Byline, Inline, Kind, Person, Span};
use crate::html::{self, Element, Node};

/// Its name in `format="…"`.
pub const NAME: &str = "html";

/// Reads an article out of markup; `None` if there is no text.
pub fn read(nodes: &[Node], r: &mut Reading) -> Option<Article> {
    let scope = find(nodes, &|e| e.name == "article").map_or(nodes, |e| e.children.as_slice());
    let mut article = Article::default();
    let mut rest = scope.to_vec();
    article.headline = take(&mut rest, &|e| e.name == "h1")
        .or_else(|| take(&mut rest, &|e| matches!(e.name.as_str(), "h2" | "h3")))
        .map(|e| html::spans(&e.children, r))
        .unwrap_or_default();
    article.published =
        find(&rest, &|e| e.name == "time").and_then(|e| e.attribute("datetime")).map(Into::into);
    if let Some(author) = take(&mut rest, &is_author) {
        let name = html::text(&author.children);
        let name = name.trim();
        if !name.is_empty() {
            let url = author
                .attribute("href")
                .and_then(|href| r.url_text(href, crate::article::url::Purpose::Link));
            article.byline =
                Byline::People(vec![Person { name: name.into(), url, ..Person::default() }]);
        }
    }
    article.body = html::blocks(&rest, r);
    if matches!(article.body.first().map(|b| &b.kind), Some(Kind::Image(_) | Kind::Video(_))) {
        article.lead = Some(article.body.remove(0));
    }
    let has_text = !article.headline.is_empty() || !article.body.is_empty();
    (has_text || article.lead.is_some()).then_some(article)
}

fn is_author(element: &Element) -> bool {
    element.attribute("rel") == Some("author")
        || element.attribute("itemprop") == Some("author")
        || element.attribute("class").is_some_and(|class| {
            class.split_ascii_whitespace().any(|c| matches!(c, "author" | "byline" | "p-author"))
        })
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
    for index in 0..nodes.len() {
        let hit = match nodes.get_mut(index)? {
            Node::Element(element) if wanted(element) => true,
            Node::Element(element) => match take(&mut element.children, wanted) {
                Some(found) => return Some(found),
                None => false,
            },
            Node::Text(_) => false,
        };
        if hit {
            return match nodes.remove(index) {
                Node::Element(element) => Some(element),
                Node::Text(_) => None,
            };
        }
    }
    None
}

/// Plain text as an inline.
pub fn plain(text: &str) -> Inline {
    vec![Span::plain(text)]
}
