//! Converts buttons, files and bookmarks into blocks of links.

use super::block_builder::BlockBuilder;
use super::context::Context;
use super::inline::flatten;
use super::span::{is_visible, trim_end};
use baca_model::{Inline, Kind, Link, Marks, Span};
use baca_sys::html::Element;
use baca_sys::url::Purpose;
use std::mem::take;

impl BlockBuilder<'_> {
    /// Converts buttons and files: each becomes a link. Other content is kept as it is.
    pub fn links(&mut self, e: &Element, c: &Context) {
        let blocks = self.nested_children(e, c).blocks;
        let mut items = Vec::new();
        for block in &blocks {
            match &block.kind {
                Kind::Paragraph { text, .. } => links_by_target(text, &mut items),
                Kind::Links { items: more, .. } => items.extend(more.iter().cloned()),
                _ => return self.append_built(blocks, c),
            }
        }
        if !items.iter().any(|link| link.url.is_some()) {
            return self.append_built(blocks, c);
        }
        for id in blocks.into_iter().filter_map(|block| block.id) {
            self.buffer.pending_ids.push(id);
        }
        self.emit(Kind::Links { title: Inline::new(), items }.into(), c);
    }

    /// Converts a bookmark or a file with its description and image into one link.
    pub fn card(&mut self, e: &Element, c: &Context) {
        let target = e.find(&|e| e.name == "a" && e.filled("href").is_some());
        let target = target.and_then(|e| e.filled("href"));
        let Some(url) = target.and_then(|href| self.decoder.url_text(href, Purpose::Link)) else {
            return self.figure(e, c);
        };
        let inner = Context { in_figure: false, ..c.clone() };
        let (mut text, rest) = flatten(self.nested_children(e, &inner).blocks);
        text = text.into_iter().map(|span| without_link(span, Some(&url))).collect();
        let end = text.iter().position(|span| span.marks.has(Marks::BREAK)).unwrap_or(text.len());
        let mut dek = text.split_off(end);
        if !dek.is_empty() {
            dek.remove(0);
        }
        let mut image = None;
        let mut others = Vec::new();
        for block in rest {
            match block.kind {
                Kind::Image(picture) if image.is_none() => image = Some(picture),
                _ => others.push(block),
            }
        }
        if let Some(image) = &mut image {
            image.href = None;
        }
        if text.is_empty() {
            text = vec![Span::plain(url.as_str())];
        }
        let link = Link { text, url: Some(url), dek, image, ..Link::default() };
        self.emit(Kind::Links { title: Inline::new(), items: vec![link] }.into(), c);
        self.append_built(others, c);
    }
}

/// Adds a link for each sequence of spans with one target.
fn links_by_target(text: &[Span], items: &mut Vec<Link>) {
    let mut open: Option<Link> = None;
    let mut spaced = false;
    for span in text {
        if !is_visible(span) {
            spaced = true;
            continue;
        }
        let url = span.href().map(String::from);
        let span = without_link(span.clone(), url.as_deref());
        match &mut open {
            Some(link) if link.url == url => {
                link.text.extend(take(&mut spaced).then(|| Span::plain(" ")));
                link.text.push(span);
            }
            _ => {
                items.extend(open.take());
                open = Some(Link { text: vec![span], url, ..Link::default() });
            }
        }
    }
    items.extend(open);
    for link in items {
        trim_end(&mut link.text);
    }
}

/// Removes the link of a span if `url` is its target.
fn without_link(mut span: Span, url: Option<&str>) -> Span {
    if let Some(mut extra) = span.extra.take() {
        extra.href = extra.href.filter(|href| Some(href.as_str()) != url);
        span.extra = Some(extra).filter(|extra| !extra.is_empty());
    }
    span
}
