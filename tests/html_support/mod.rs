//! What the tests of the converter share: reading blocks back as text and as URLs.
#![allow(dead_code)] // each test file uses its own part

use baca::article::json::Reading;
use baca::article::model::*;
use baca::html::{self, Node};
use baca::platform;

pub const BASE: &str = "https://site.example/2024/story";

pub fn reading() -> Reading<'static> {
    Reading::new(platform::current(), BASE)
}

pub fn parse(source: &str) -> Vec<Node> {
    platform::current().parse_html(source)
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
