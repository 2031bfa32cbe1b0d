//! Buttons, files and bookmarks: links that ask for more than a line.

use super::inline::squash;
use super::walk::{has_ink, trim_end, Context, Walk};
use super::Element;
use crate::article::model::*;
use crate::article::url::Purpose;
use std::mem::take;

impl Walk<'_, '_> {
    /// Buttons and files: one link each.
    pub fn links(&mut self, e: &Element, c: &Context) {
        let blocks = self.inside(e, c).out;
        let mut items = Vec::new();
        for block in &blocks {
            match &block.kind {
                Kind::Paragraph { text, .. } => runs(text, &mut items),
                Kind::Links { items: more, .. } => items.extend(more.iter().cloned()),
                _ => return self.adopt(blocks, c),
            }
        }
        if !items.iter().any(|link| link.url.is_some()) {
            return self.adopt(blocks, c);
        }
        for id in blocks.into_iter().filter_map(|block| block.id) {
            self.flow.ids.push(id);
        }
        self.emit(Kind::Links { title: Inline::new(), items }.into(), c);
    }

    /// A bookmark or a file with its description: one link.
    pub fn card(&mut self, e: &Element, c: &Context) {
        let target = e.find(&|e| e.name == "a" && e.filled("href").is_some());
        let target = target.and_then(|e| e.filled("href"));
        let Some(url) = target.and_then(|href| self.r.url_text(href, Purpose::Link)) else {
            return self.figure(e, c);
        };
        let inner = Context { figure: false, ..c.clone() };
        let (mut text, rest) = squash(self.inside(e, &inner).out);
        text = text.into_iter().map(|span| unlinked(span, Some(&url))).collect();
        let end = text.iter().position(|span| span.marks.has(Marks::BREAK)).unwrap_or(text.len());
        let mut dek = text.split_off(end);
        if !dek.is_empty() {
            dek.remove(0);
        }
        let mut image = None;
        let mut others = Vec::new();
        for block in rest {
            match block.kind {
                Kind::Image(picture) => image = Some(picture),
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
        self.adopt(others, c);
    }
}

/// A link for each run of text that leads to one place.
fn runs(text: &[Span], items: &mut Vec<Link>) {
    let mut open: Option<Link> = None;
    let mut apart = false;
    for span in text {
        if !has_ink(span) {
            apart = true;
            continue;
        }
        let url = span.href().map(String::from);
        let span = unlinked(span.clone(), url.as_deref());
        match &mut open {
            Some(link) if link.url == url => {
                link.text.extend(take(&mut apart).then(|| Span::plain(" ")));
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

/// The run without its link, if that leads there.
fn unlinked(mut span: Span, url: Option<&str>) -> Span {
    if let Some(mut extra) = span.extra.take() {
        extra.href = extra.href.filter(|href| Some(href.as_str()) != url);
        span.extra = Some(extra).filter(|extra| !extra.is_empty());
    }
    span
}
