//! What the tests of the converter share: reading blocks back as text and as URLs.
#![allow(dead_code)] // each test file uses its own part

use baca::article::json::Reading;
use baca::article::model::*;
use baca::html::{self, Element, Node};
use baca::platform;

pub const BASE: &str = "https://site.example/2024/story";

pub fn reading() -> Reading<'static> {
    Reading::new(platform::current(), BASE)
}

pub fn parse(source: &str) -> Vec<Node> {
    platform::parse_html(source)
}

pub fn blocks(source: &str) -> Vec<Block> {
    html::blocks(&parse(source), &mut reading())
}

/// All text a reader sees, in the order in which it is shown.
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

/// Calls `see` with every block, however deep.
pub fn each_block(blocks: &[Block], see: &mut dyn FnMut(&Block)) {
    for block in blocks {
        see(block);
        match &block.kind {
            Kind::List { items, .. } => {
                items.iter().for_each(|item| each_block(&item.body, see));
            }
            Kind::Table { rows, .. } => {
                rows.iter().flatten().for_each(|cell| each_block(&cell.body, see));
            }
            Kind::Quote { body, .. } | Kind::Aside { body, .. } | Kind::Group(body) => {
                each_block(body, see);
            }
            Kind::Embed(embed) => each_block(&embed.fallback, see),
            _ => {}
        }
    }
}

/// Calls `see` with every inline text of the blocks.
pub fn each_inline(blocks: &[Block], see: &mut dyn FnMut(&[Span])) {
    each_block(blocks, &mut |block| match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            see(text);
        }
        Kind::List { items, .. } => items.iter().for_each(|item| {
            see(&item.term);
            see(&item.text);
        }),
        Kind::Quote { text, attribution, .. } => {
            see(text);
            see(attribution);
        }
        Kind::Image(image) => {
            see(&image.caption);
            see(&image.credit);
        }
        Kind::Gallery { items, caption, .. } => {
            see(caption);
            items.iter().for_each(|image| {
                see(&image.caption);
                see(&image.credit);
            });
        }
        Kind::Video(media) | Kind::Audio(media) => {
            see(&media.caption);
            see(&media.credit);
        }
        Kind::Embed(embed) => see(&embed.caption),
        Kind::Table { rows, caption, .. } => {
            see(caption);
            rows.iter().flatten().for_each(|cell| see(&cell.text));
        }
        Kind::Aside { title, .. } => see(title),
        Kind::Links { title, items } => {
            see(title);
            items.iter().for_each(|link| {
                see(&link.text);
                see(&link.dek);
            });
        }
        Kind::Divider | Kind::Group(_) | Kind::Update(_) => {}
    });
}

/// Every URL in the blocks.
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
    });
    out
}

pub fn is_allowed(url: &str) -> bool {
    const STARTS: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "#"];
    const RASTER: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];
    STARTS.iter().any(|start| url.starts_with(start))
        || url
            .strip_prefix("data:image/")
            .is_some_and(|rest| RASTER.iter().any(|kind| rest.starts_with(kind)))
}

/// Every anchor in the blocks, in order.
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

/// What is dropped with all that is in it.
const DROPPED: [&str; 20] = [
    "script", "style", "template", "noscript", "svg", "input", "select", "option", "optgroup",
    "textarea", "datalist", "progress", "meter", "applet", "title", "rp", "iframe", "noembed",
    "noframes", "head",
];

fn is_dropped(e: &Element) -> bool {
    let plays = matches!(e.name.as_str(), "video" | "audio" | "amp-video") && has_source(e);
    let form = e.name == "form" && count(e, "p") < 3;
    // Controls that a card of Ghost's draws in markup.
    let drawn = ["kg-audio-player", "katex-html"];
    let class = e.attribute("class").unwrap_or_default();
    DROPPED.contains(&e.name.as_str())
        || plays
        || form
        || e.attribute("hidden").is_some()
        || class.split_ascii_whitespace().any(|c| drawn.contains(&c))
}

/// The text of nodes without what is dropped by name, white space removed, in the order in which a
/// browser shows it: a table's caption and the summary of details stand first.
pub fn expected(nodes: &[Node], quotes: usize, out: &mut String) {
    for node in nodes {
        let e = match node {
            Node::Text(text) => {
                out.extend(text.chars().filter(|c| !c.is_whitespace()));
                continue;
            }
            Node::Element(e) => e,
        };
        if is_dropped(e) {
            continue;
        }
        if e.name == "math" {
            // Annotations say the same in another language.
            formula(e, out);
            continue;
        }
        if matches!(e.name.as_str(), "img" | "picture" | "amp-img") {
            let class = e.attribute("class").unwrap_or_default();
            if ["emoji", "smiley", "latex"].iter().any(|part| class.contains(part)) {
                let alt = e.attribute("alt").unwrap_or_default();
                out.extend(alt.chars().filter(|c| !c.is_whitespace()));
            }
        }
        let q = e.name == "q";
        let marks =
            if quotes % 2 == 0 { ['\u{201c}', '\u{201d}'] } else { ['\u{2018}', '\u{2019}'] };
        if q {
            out.push(marks[0]);
        }
        let quotes = quotes + usize::from(q);
        let leads = |node: &&Node| match e.name.as_str() {
            "table" => is_named(node, "caption"),
            _ => false,
        };
        let mut leading: Vec<&Node> = e.children.iter().filter(leads).collect();
        if e.name == "details" {
            leading.extend(e.children.iter().find(|node| is_named(node, "summary")));
        }
        for node in &leading {
            expected(std::slice::from_ref(node), quotes, out);
        }
        for node in
            e.children.iter().filter(|node| !leading.iter().any(|l| std::ptr::eq(*l, *node)))
        {
            expected(std::slice::from_ref(node), quotes, out);
        }
        if q {
            out.push(marks[1]);
        }
    }
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Element(e) if e.name == name)
}

fn formula(e: &Element, out: &mut String) {
    // Some mean nothing special there.
    let dropped = |name: &str| {
        name == "colgroup"
            || DROPPED.contains(&name) && !["input", "iframe", "noscript"].contains(&name)
    };
    for node in &e.children {
        match node {
            Node::Text(text) => out.extend(text.chars().filter(|c| !c.is_whitespace())),
            Node::Element(e) if matches!(e.name.as_str(), "annotation" | "annotation-xml") => {}
            Node::Element(e) if e.attribute("hidden").is_some() || dropped(&e.name) => {}
            Node::Element(e) => formula(e, out),
        }
    }
}

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

pub fn count(e: &Element, name: &str) -> usize {
    let inside = |node: &Node| match node {
        Node::Element(e) => usize::from(e.name == name) + count(e, name),
        Node::Text(_) => 0,
    };
    e.children.iter().map(inside).sum()
}
