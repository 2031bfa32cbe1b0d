//! Reads single facts from elements and nodes: text, language, alignment, the image in them.

use super::allowlist::{role, Role};
use super::context::TextSide;
use super::style;
use baca_sys::html::{parse, Element, Node};
use std::borrow::Cow;

/// Returns the text of nodes with its white space, without elements that the allow-list drops.
pub fn text(nodes: &[Node]) -> String {
    let mut out = String::new();
    collect_text(nodes, &mut out);
    out
}

fn collect_text(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) if matches!(role(e), Role::Drop | Role::Noscript) => {}
            Node::Element(e) => collect_text(&e.children, out),
        }
    }
}

/// Returns the language that an element declares.
pub fn lang(e: &Element) -> Option<&str> {
    let tag = e.filled("lang").or_else(|| e.filled("xml:lang"))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}

/// Returns the side to which an element aligns its text: by class, by style, or by `align`. Returns `None` for
/// a value that says nothing, such as `inherit`.
pub fn text_side(e: &Element) -> Option<TextSide> {
    if e.name == "center" {
        return Some(TextSide::Center);
    }
    let by_class = || e.classes().find_map(|class| side(class.strip_prefix("has-text-align-")?));
    // A later value that says nothing does not replace an earlier one.
    let by_style = || style::values(e, "text-align").find_map(|value| side(&value));
    by_class().or_else(by_style).or_else(|| side(e.attribute("align")?))
}

/// Returns the side that a value of `text-align` or `align` names.
fn side(value: &str) -> Option<TextSide> {
    let value = value.trim().to_ascii_lowercase();
    match value.strip_prefix("-webkit-").unwrap_or(&value) {
        "center" => Some(TextSide::Center),
        "left" => Some(TextSide::Left),
        "right" => Some(TextSide::Right),
        "start" | "justify" => Some(TextSide::Start),
        "end" => Some(TextSide::End),
        _ => None,
    }
}

/// Returns the `img` of a `picture`, else the element itself.
pub fn img_of(e: &Element) -> &Element {
    let img = e.find(&|e| matches!(e.name.as_str(), "img" | "amp-img"));
    img.filter(|_| e.name == "picture").unwrap_or(e)
}

/// Returns the nodes of a `noscript`. A parser with scripting enabled leaves them as text.
pub fn noscript_nodes(e: &Element) -> Cow<'_, [Node]> {
    match e.children.as_slice() {
        [Node::Text(html)] if html.contains('<') => Cow::Owned(parse(html)),
        nodes => Cow::Borrowed(nodes),
    }
}

/// Returns whether the nodes of a `noscript` are part of the article: they have more than the one
/// sentence that requires scripts.
pub fn holds_article_text(nodes: &[Node]) -> bool {
    fn blocks(nodes: &[Node]) -> usize {
        let elements = nodes.iter().filter_map(Node::element);
        elements
            .map(|e| match e.name.as_str() {
                "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "blockquote" | "pre" => {
                    usize::from(!text(&e.children).trim().is_empty())
                }
                _ => blocks(&e.children),
            })
            .sum()
    }
    let mut found = Vec::new();
    media_in(nodes, &mut found);
    blocks(nodes) > usize::from(found.is_empty())
}

/// Collects the outermost images, frames and media among nodes.
pub fn media_in<'e>(nodes: &'e [Node], out: &mut Vec<&'e Element>) {
    for e in nodes.iter().filter_map(Node::element) {
        match role(e) {
            Role::Picture | Role::Frame | Role::Media => out.push(e),
            Role::Drop | Role::Noscript => {}
            _ => media_in(&e.children, out),
        }
    }
}
