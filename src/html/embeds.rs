//! Somebody else's widgets: frames, and quotations that a script would replace by a frame.

use super::figures::size_of;
use super::inline::paragraph;
use super::pictures::{is_late, pixels};
use super::providers::{self, Provided};
use super::walk::{Context, Line, Walk, MAX_DEPTH};
use super::Element;
use crate::article::model::*;
use crate::article::url::Purpose;

impl Walk<'_, '_> {
    /// `iframe`, `embed`, `object`.
    pub fn frame(&mut self, e: &Element, c: &Context) {
        // A frame's content is not markup; that of an `object` stands in for what it shows.
        let holds = e.name == "object" || e.name.contains('-');
        let Some(mut embed) = self.read_frame(e) else {
            if holds {
                self.nodes(&e.children, c);
            }
            return;
        };
        if holds && c.line == Line::Verbatim {
            self.nodes(&e.children, c);
        } else if holds && c.depth < MAX_DEPTH {
            embed.fallback = self.inside(e, &c.deeper()).out;
            embed.fallback.retain(|block| !matches!(block.kind, Kind::Embed(_)));
            if !embed.fallback.is_empty() {
                self.flush(c);
            }
        }
        if let Some(Kind::Embed(last)) = self.last_placed().map(|block| &mut block.kind) {
            if e.has_class("wp-embedded-content") && last.frame.is_none() {
                // The frame of the quotation before it.
                last.frame = embed.frame;
                last.title = last.title.take().or(embed.title);
                return;
            }
        }
        self.place(Block { size: size_of(e), ..Kind::Embed(embed).into() }, c);
    }

    /// Whether a frame shows what the one before it shows.
    pub fn is_repeated(&mut self, e: &Element) -> bool {
        let embed = self.read_frame(e);
        let last = self.last_placed().map(|block| &block.kind);
        matches!((last, embed), (Some(Kind::Embed(last)), Some(embed)) if last.url == embed.url)
    }

    fn read_frame(&mut self, e: &Element) -> Option<Embed> {
        let size = |name| e.attribute(name).and_then(pixels);
        let (width, height) = (size("width"), size("height"));
        if width.is_some_and(|w| w < 2) && height.is_some_and(|h| h < 2) {
            return None;
        }
        let video = e.filled("data-videoid").or(e.filled("videoid"));
        let video = video.filter(|_| e.name.ends_with("youtube"));
        let late = e.attributes.iter().find(|(name, _)| is_late(name));
        let shown = e.filled("src").filter(|src| !src.starts_with("about:"));
        let src = shown.or(late.map(|(_, value)| value.as_str())).or(e.filled("data"));
        let url = match video {
            Some(id) => ["https://youtu.be/", id].concat(),
            None => src?.into(),
        };
        let url = self.r.url_text(&url, Purpose::Media)?;
        if providers::is_tracker(&url) {
            return None;
        }
        let title = e.filled("title").or(e.filled("aria-label")).map(Into::into);
        Some(Embed { title, width, height, ..self.embed(url) })
    }

    /// The widget that an address shows.
    fn embed(&mut self, url: String) -> Embed {
        let embed = Embed::default();
        match providers::recognise(&url) {
            Some(Provided { page, frame, provider }) => {
                let page = page.and_then(|page| self.r.url_text(&page, Purpose::Link));
                let url = page.unwrap_or_else(|| url.clone());
                Embed {
                    url,
                    frame: Some(frame),
                    provider: Some(provider.replace('_', " ")),
                    ..embed
                }
            }
            None => {
                let host = providers::host(&url).map(|host| host.trim_start_matches("www.").into());
                Embed { frame: Some(url.clone()), url, provider: host, ..embed }
            }
        }
    }

    /// A quotation that a script would turn into a post: the post's link, and what was quoted.
    pub fn widget(&mut self, e: &Element, c: &Context) {
        let said = ["data-instgrm-permalink", "data-text-post-permalink", "data-href", "cite"];
        let said = said.iter().find_map(|name| e.filled(name));
        let wordpress = e.has_class("wp-embedded-content");
        // The last link that leads to a post; a post of WordPress is the first link.
        let mut links = Vec::new();
        links_in(e, &mut links);
        let post = links.iter().rfind(|url| providers::recognise(url).is_some());
        let link = if wordpress { links.first() } else { post.or(links.last()) };
        let url = said.or(link.copied()).and_then(|url| self.r.url_text(url, Purpose::Link));
        let Some(url) = url.filter(|url| url.starts_with("http")) else {
            return self.quote(e, c, false);
        };
        let fallback = self.inside(e, &c.deeper()).out;
        let known = providers::recognise(&url).is_some();
        let mut embed = self.embed(url);
        if !known {
            // A page is not a frame.
            embed.frame = None;
        }
        embed.fallback = fallback;
        self.emit(Kind::Embed(embed).into(), c);
    }

    /// An embed that WordPress did not resolve: its figure holds the bare address.
    pub fn bare_embed(&mut self, blocks: &mut Vec<Block>) -> bool {
        let Some(Kind::Paragraph { text, .. }) = blocks.first().map(|block| &block.kind) else {
            return false;
        };
        let address = plain_text(text);
        let address = address.trim();
        if !address.starts_with("http") || address.contains(|c: char| c.is_whitespace()) {
            return false;
        }
        let Some(url) = self.r.url_text(address, Purpose::Media) else { return false };
        let known = providers::recognise(&url).is_some();
        let mut embed = self.embed(url);
        if !known {
            embed.frame = None;
        }
        let mut text = vec![Span::plain(address)];
        for span in &mut text {
            span.extra.get_or_insert_default().href = Some(embed.url.clone());
        }
        embed.fallback = vec![paragraph(text)];
        for block in blocks.drain(1..) {
            if let Kind::Paragraph { text, .. } = block.kind {
                embed.caption.extend(text);
            }
        }
        *blocks = vec![Kind::Embed(embed).into()];
        true
    }
}

/// The targets of the links in an element.
fn links_in<'e>(e: &'e Element, out: &mut Vec<&'e str>) {
    for e in e.elements() {
        out.extend(e.filled("href").filter(|href| e.name == "a" && !href.starts_with('#')));
        links_in(e, out);
    }
}
