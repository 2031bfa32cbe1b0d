//! Functions for tests of the converter: they return the text and the URLs of blocks, and compute the
//! expected text of HTML.
#![allow(dead_code)] // each test file uses some of the functions

use baca_convert::html;
use baca_model::*;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;

pub const BASE: &str = "https://site.example/2024/story";

pub fn decoder() -> Decoder {
    Decoder::new(BASE)
}

pub fn parse(source: &str) -> Vec<Node> {
    baca_sys::html::parse(source)
}

pub fn blocks(source: &str) -> Vec<Block> {
    html::blocks(&parse(source), &mut decoder())
}

/// Returns the visible text of the blocks, in the order in which it is shown.
pub fn visible(blocks: &[Block]) -> String {
    let mut out = String::new();
    show_all(blocks, &mut out);
    out
}

fn show_all(blocks: &[Block], out: &mut String) {
    for block in blocks {
        show(block, out);
        out.push('\n');
    }
}

fn inline(text: &[Span], out: &mut String) {
    for span in text {
        out.push_str(&span.text);
        if let Some(ruby) = span.extra.as_ref().and_then(|extra| extra.ruby.as_ref()) {
            out.push_str(ruby);
        }
    }
    out.push(' ');
}

fn show(block: &Block, out: &mut String) {
    match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            inline(text, out);
        }
        Kind::List { items, .. } => {
            for item in items {
                inline(&item.term, out);
                inline(&item.text, out);
                show_all(&item.body, out);
            }
        }
        Kind::Quote { text, body, attribution, .. } => {
            inline(text, out);
            show_all(body, out);
            inline(attribution, out);
        }
        Kind::Image(image) => {
            inline(&image.caption, out);
            inline(&image.credit, out);
        }
        Kind::Gallery { items, caption, .. } => {
            for image in items {
                inline(&image.caption, out);
                inline(&image.credit, out);
            }
            inline(caption, out);
        }
        Kind::Video(media) | Kind::Audio(media) => {
            inline(&media.caption, out);
            inline(&media.credit, out);
        }
        Kind::Embed(embed) => {
            show_all(&embed.fallback, out);
            inline(&embed.caption, out);
        }
        Kind::Table { rows, caption, .. } => {
            inline(caption, out);
            for cell in rows.iter().flatten() {
                inline(&cell.text, out);
                show_all(&cell.body, out);
            }
        }
        Kind::Aside { title, body, .. } => {
            inline(title, out);
            show_all(body, out);
        }
        Kind::Links { title, items } => {
            inline(title, out);
            for link in items {
                inline(&link.text, out);
                inline(&link.dek, out);
            }
        }
        Kind::Group(body) => show_all(body, out),
        Kind::Divider | Kind::Update(_) => {}
    }
}

/// Calls `visit` with every block, including nested ones.
pub fn each_block(blocks: &[Block], visit: &mut dyn FnMut(&Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            Kind::List { items, .. } => {
                items.iter().for_each(|item| each_block(&item.body, visit));
            }
            Kind::Table { rows, .. } => {
                rows.iter().flatten().for_each(|cell| each_block(&cell.body, visit));
            }
            Kind::Quote { body, .. } | Kind::Aside { body, .. } | Kind::Group(body) => {
                each_block(body, visit);
            }
            Kind::Embed(embed) => each_block(&embed.fallback, visit),
            _ => {}
        }
    }
}

/// Calls `visit` with every inline text of the blocks.
pub fn each_inline(blocks: &[Block], visit: &mut dyn FnMut(&[Span])) {
    each_block(blocks, &mut |block| match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            visit(text);
        }
        Kind::List { items, .. } => items.iter().for_each(|item| {
            visit(&item.term);
            visit(&item.text);
        }),
        Kind::Quote { text, attribution, .. } => {
            visit(text);
            visit(attribution);
        }
        Kind::Image(image) => {
            visit(&image.caption);
            visit(&image.credit);
        }
        Kind::Gallery { items, caption, .. } => {
            visit(caption);
            items.iter().for_each(|image| {
                visit(&image.caption);
                visit(&image.credit);
            });
        }
        Kind::Video(media) | Kind::Audio(media) => {
            visit(&media.caption);
            visit(&media.credit);
        }
        Kind::Embed(embed) => visit(&embed.caption),
        Kind::Table { rows, caption, .. } => {
            visit(caption);
            rows.iter().flatten().for_each(|cell| visit(&cell.text));
        }
        Kind::Aside { title, .. } => visit(title),
        Kind::Links { title, items } => {
            visit(title);
            items.iter().for_each(|link| {
                visit(&link.text);
                visit(&link.dek);
            });
        }
        Kind::Divider | Kind::Group(_) | Kind::Update(_) => {}
    });
}

/// Returns every URL in the blocks.
pub fn urls(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    fn image(image: &Image, out: &mut Vec<String>) {
        out.push(image.src.clone());
        out.extend(image.sources.iter().map(|source| source.src.clone()));
        out.extend(image.href.clone());
    }
    each_block(blocks, &mut |block| match &block.kind {
        Kind::Image(picture) => image(picture, &mut out),
        Kind::Gallery { items, .. } => items.iter().for_each(|picture| image(picture, &mut out)),
        Kind::Video(media) | Kind::Audio(media) => {
            out.extend(media.sources.iter().map(|source| source.src.clone()));
            out.extend(media.tracks.iter().map(|track| track.src.clone()));
            media.poster.iter().for_each(|picture| image(picture, &mut out));
        }
        Kind::Embed(embed) => {
            out.push(embed.url.clone());
            out.extend(embed.frame.clone());
        }
        Kind::Quote { url, .. } => out.extend(url.clone()),
        Kind::Links { items, .. } => {
            for link in items {
                out.extend(link.url.clone());
                link.image.iter().for_each(|picture| image(picture, &mut out));
            }
        }
        _ => {}
    });
    each_inline(blocks, &mut |text| {
        out.extend(text.iter().filter_map(|span| span.href().map(Into::into)));
        out.extend(icons(text).map(|icon| icon.src.clone()));
    });
    out
}

/// Returns the icons in a text.
pub fn icons(text: &[Span]) -> impl Iterator<Item = &Image> {
    text.iter().filter_map(|span| span.extra.as_ref()?.icon.as_deref())
}

/// Returns whether the converter may keep a URL.
pub fn is_allowed(url: &str) -> bool {
    const STARTS: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "#"];
    const RASTER: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];
    STARTS.iter().any(|start| url.starts_with(start))
        || url
            .strip_prefix("data:image/")
            .is_some_and(|rest| RASTER.iter().any(|kind| rest.starts_with(kind)))
}

/// Returns every anchor in the blocks, in order.
pub fn anchors(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    each_block(blocks, &mut |block| {
        out.extend(block.id.clone());
        if let Kind::List { items, .. } = &block.kind {
            out.extend(items.iter().filter_map(|item| item.id.clone()));
        }
    });
    each_inline(blocks, &mut |text| {
        out.extend(text.iter().filter_map(|span| span.extra.as_ref()?.id.clone()));
    });
    out
}

/// Elements that are dropped with their content.
const DROPPED: [&str; 13] = [
    "script", "style", "template", "noscript", "svg", "input", "select", "textarea", "applet",
    "title", "iframe", "noembed", "noframes",
];

/// The ancestors of nodes, as far as they affect what a browser shows of the nodes.
#[derive(Clone, Default)]
struct Surroundings {
    quotes: usize,
    lang: String,
    form: bool,
    pre: bool,
    ruby: bool,
    heading: bool,
}

/// Returns whether a link in a heading only links to the heading itself.
fn is_anchor_link(link: &Element) -> bool {
    fn text(nodes: &[Node]) -> String {
        nodes
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(e) => text(&e.children),
            })
            .collect()
    }
    link.attribute("href").is_some_and(|href| href.contains('#'))
        && count(link, "img") == 0
        && !text(&link.children).chars().any(char::is_alphanumeric)
}

fn is_dropped(e: &Element, surroundings: &Surroundings) -> bool {
    let plays = matches!(e.name.as_str(), "video" | "audio" | "amp-video") && has_source(e);
    let fields = ["input", "select", "textarea"];
    let labels = e.name == "label"
        && (e.attribute("for").is_some() || fields.iter().any(|field| count(e, field) > 0));
    let of_form = surroundings.form && (e.name == "button" || labels);
    // Controls in a card of Ghost, and the visual form of a formula.
    let dropped_classes = ["kg-audio-player", "katex-html"];
    let class = e.attribute("class").unwrap_or_default();
    DROPPED.contains(&e.name.as_str())
        || e.name == "head"
        || plays
        || of_form
        || (e.name == "datalist" && count(e, "option") > 0)
        || (e.name == "rp" && surroundings.ruby)
        || (e.name == "button" && surroundings.pre)
        || (surroundings.heading && e.name == "a" && is_anchor_link(e))
        || e.attribute("hidden").is_some()
        || class.split_ascii_whitespace().any(|c| dropped_classes.contains(&c))
}

/// Returns whether a character is invisible: white space, or a format character.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the number of blocks with text in a `noscript`, and whether it has images or players.
fn noscript_content(nodes: &[Node]) -> (usize, bool) {
    const BLOCKS: [&str; 10] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre"];
    const SHOWN: [&str; 10] = [
        "img",
        "picture",
        "amp-img",
        "iframe",
        "embed",
        "object",
        "frame",
        "video",
        "audio",
        "amp-video",
    ];
    let mut blocks = 0;
    let mut shown = false;
    for node in nodes {
        let Node::Element(e) = node else { continue };
        let filled = !html::text(&e.children).trim().is_empty();
        let inner = noscript_content(&e.children);
        blocks += match BLOCKS.contains(&e.name.as_str()) {
            true => usize::from(filled),
            false => inner.0,
        };
        let closed = e.name == "noscript" || html::is_dropped(e);
        shown |= SHOWN.contains(&e.name.as_str()) || (inner.1 && !closed);
    }
    (blocks, shown)
}

/// Returns the quotation marks of the languages in these tests.
fn quotation_marks(surroundings: &Surroundings) -> [char; 2] {
    let inner = surroundings.quotes % 2 == 1;
    match (surroundings.lang.as_str(), inner) {
        ("ar", false) => ['\u{201d}', '\u{201c}'],
        ("ar", true) => ['\u{2019}', '\u{2018}'],
        (_, false) => ['\u{201c}', '\u{201d}'],
        (_, true) => ['\u{2018}', '\u{2019}'],
    }
}

/// Returns whether a figure contains only a table and its caption.
fn captions_table(e: &Element) -> bool {
    fn table(e: &Element) -> bool {
        let inner: Vec<&Node> = e.children.iter().filter(|n| !is_blank(n)).collect();
        match inner.as_slice() {
            _ if e.name == "table" => !e.children.iter().any(|n| is_named(n, "caption")),
            [Node::Element(only)] => e.name == "div" && table(only),
            _ => false,
        }
    }
    let inner: Vec<&Node> = e.children.iter().filter(|n| !is_blank(n)).collect();
    match inner.as_slice() {
        [Node::Element(a), Node::Element(b)] if e.name == "figure" => {
            (a.name == "figcaption" && table(b)) || (b.name == "figcaption" && table(a))
        }
        _ => false,
    }
}

fn is_blank(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.bytes().all(|b| b.is_ascii_whitespace()))
}

/// Appends the text of nodes without white space and without the elements that are dropped by name, in
/// the order in which browsers show it: a table's caption and the `summary` of `details` come first.
pub fn expected(nodes: &[Node], out: &mut String) {
    expect(nodes, &Surroundings::default(), out);
}

fn expect(nodes: &[Node], surroundings: &Surroundings, out: &mut String) {
    for node in nodes {
        let e = match node {
            Node::Text(text) => {
                out.extend(text.chars().filter(|c| !is_unseen(*c)));
                continue;
            }
            Node::Element(e) => e,
        };
        if e.name == "noscript" {
            let (blocks, shown) = noscript_content(&e.children);
            if blocks <= usize::from(!shown) {
                continue;
            }
        } else if is_dropped(e, surroundings) {
            continue;
        }
        if e.name == "math" {
            // Annotations repeat the formula in another notation.
            formula(e, out);
            continue;
        }
        if matches!(e.name.as_str(), "img" | "picture" | "amp-img") {
            let class = e.attribute("class").unwrap_or_default();
            if ["emoji", "smiley", "latex"].iter().any(|part| class.contains(part)) {
                let alt = e.attribute("alt").unwrap_or_default();
                out.extend(alt.chars().filter(|c| !is_unseen(*c)));
            }
        }
        let mut inner = surroundings.clone();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if let Some(lang) = e.attribute("lang").filter(|l| !l.is_empty() && l.chars().all(fits)) {
            inner.lang = lang.into();
        }
        let names = ["h1", "h2", "h3", "h4", "h5", "h6", "button", "summary"];
        inner.heading |= names.contains(&e.name.as_str());
        inner.form |= e.name == "form";
        inner.ruby = e.name == "ruby";
        inner.pre |= matches!(e.name.as_str(), "pre" | "listing" | "xmp" | "plaintext");
        let quotation_marks = quotation_marks(&inner);
        let q = e.name == "q";
        if q {
            out.push(quotation_marks[0]);
            inner.quotes += 1;
        }
        let leads = |node: &&Node| match e.name.as_str() {
            "table" => is_named(node, "caption"),
            "figure" => captions_table(e) && is_named(node, "figcaption"),
            _ => false,
        };
        let mut leading: Vec<&Node> = e.children.iter().filter(leads).collect();
        if e.name == "details" {
            leading.extend(e.children.iter().find(|node| is_named(node, "summary")));
        }
        for node in &leading {
            expect(std::slice::from_ref(node), &inner, out);
        }
        for node in
            e.children.iter().filter(|node| !leading.iter().any(|l| std::ptr::eq(*l, *node)))
        {
            expect(std::slice::from_ref(node), &inner, out);
        }
        if q {
            out.push(quotation_marks[1]);
        }
    }
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(e) if e.name == name)
}

fn formula(e: &Element, out: &mut String) {
    // Inside of MathML, some of these names have no special meaning.
    let dropped = |name: &str| {
        matches!(name, "colgroup" | "head")
            || DROPPED.contains(&name) && !["input", "iframe", "noscript"].contains(&name)
    };
    for node in &e.children {
        match node {
            Node::Text(text) => out.extend(text.chars().filter(|c| !is_unseen(*c))),
            Node::Element(e) if matches!(e.name.as_str(), "annotation" | "annotation-xml") => {}
            Node::Element(e) if e.attribute("hidden").is_some() || dropped(&e.name) => {}
            Node::Element(e) => formula(e, out),
        }
    }
}

/// Returns whether a player has a source.
fn has_source(e: &Element) -> bool {
    let own = |e: &Element| {
        ["src", "data-src"].iter().any(|name| {
            e.attribute(name).is_some_and(|src| !src.is_empty() && !src.starts_with("data:"))
        })
    };
    own(e)
        || e.children
            .iter()
            .any(|node| matches!(node, Node::Element(e) if e.name == "source" && own(e)))
}

/// Counts the elements with a name inside of an element.
pub fn count(e: &Element, name: &str) -> usize {
    let inside = |node: &Node| match node {
        Node::Element(e) => usize::from(e.name == name) + count(e, name),
        Node::Text(_) => 0,
    };
    e.children.iter().map(inside).sum()
}
