//! Converts embeds of other sites: frames, and quotes that a script of the provider would replace by a
//! frame.

use super::addresses::{deferred_address, pixels};
use super::block_builder::BlockBuilder;
use super::context::{Context, LineKind, MAX_DEPTH};
use super::figures::size_of;
use super::inline::paragraph;
use super::providers::{self, ProviderMatch};
use baca_model::{plain_text, Block, Embed, Kind, Span};
use baca_sys::html::Element;
use baca_sys::url::Purpose;

impl BlockBuilder<'_> {
    /// Converts `iframe`, `embed`, `object` and the like.
    pub fn frame(&mut self, e: &Element, c: &Context) {
        // The content of an `iframe` is not markup; that of an `object` is its fallback.
        let has_fallback = e.name == "object" || e.name.contains('-');
        let Some(mut embed) = self.read_frame(e) else {
            if has_fallback {
                self.nodes(&e.children, c);
            } else if let Some(page) = e.filled("srcdoc") {
                self.decoder.dropped("a page within a frame", page);
            }
            return;
        };
        if has_fallback && c.line_kind == LineKind::Verbatim {
            self.nodes(&e.children, c);
        } else if has_fallback && c.depth < MAX_DEPTH {
            embed.fallback = self.nested_children(e, &c.for_nested()).blocks;
            embed.fallback.retain(|block| !matches!(block.kind, Kind::Embed(_)));
            if !embed.fallback.is_empty() {
                self.flush(c);
            }
        }
        if let Some(Kind::Embed(last)) = self.last_placed().map(|block| &mut block.kind) {
            if e.has_class("wp-embedded-content") && last.frame.is_none() {
                // WordPress: the frame of the quote before it.
                last.frame = embed.frame;
                last.title = last.title.take().or(embed.title);
                return;
            }
        }
        self.place_block(Block { size: size_of(e), ..Kind::Embed(embed).into() }, c);
    }

    /// Returns whether a frame shows the same page as the block before it.
    pub fn is_repeated(&mut self, e: &Element) -> bool {
        let embed = self.read_frame(e);
        let last = self.last_placed().map(|block| &block.kind);
        matches!((last, embed), (Some(Kind::Embed(last)), Some(embed)) if last.url == embed.url)
    }

    /// Reads a frame; returns `None` for one without an address, and for trackers.
    fn read_frame(&mut self, e: &Element) -> Option<Embed> {
        let size = |name| e.attribute(name).and_then(pixels);
        let (width, height) = (size("width"), size("height"));
        if width.is_some_and(|w| w < 2) && height.is_some_and(|h| h < 2) {
            self.decoder.dropped("a frame that only counts", e.filled("src").unwrap_or_default());
            return None;
        }
        let video = e.filled("data-videoid").or(e.filled("videoid"));
        let video = video.filter(|_| e.name.ends_with("youtube"));
        let empty = |src: &str| {
            let src = src.to_ascii_lowercase();
            src.starts_with("about:") || src.starts_with("javascript:") || src.starts_with("data:")
        };
        let shown = e.filled("src").filter(|src| !empty(src));
        let deferred = deferred_address(e);
        let known = |url: &str| {
            let full = url.strip_prefix("//").map(|rest| ["https://", rest].concat());
            providers::recognise(full.as_deref().unwrap_or(url)).is_some()
        };
        // A consent page can take the place of a known player.
        let shown = shown.filter(|shown| known(shown) || !deferred.is_some_and(known));
        let src = shown.or(deferred).or(e.filled("data"));
        let url = match video {
            Some(id) => ["https://youtu.be/", id].concat(),
            None => src?.into(),
        };
        let url = self.decoder.url_text(&url, Purpose::Media)?;
        let url = providers::page_in_frame(&url).unwrap_or(url);
        if providers::is_tracker(&url) {
            self.decoder.dropped("a frame that only counts or sells", &url);
            return None;
        }
        let (width, height) = (width.filter(|w| *w > 0), height.filter(|h| *h > 0));
        let title = e.filled("title").or(e.filled("aria-label")).map(Into::into);
        Some(Embed { title, width, height, ..self.embed(url) })
    }

    /// Returns the embed of an address: with the provider's page and frame where it is known.
    fn embed(&mut self, url: String) -> Embed {
        let embed = Embed::default();
        match providers::recognise(&url) {
            Some(ProviderMatch { page, frame, provider }) => {
                let page = page.and_then(|page| self.decoder.url_text(&page, Purpose::Link));
                let url = page.unwrap_or_else(|| url.clone());
                Embed {
                    url,
                    frame: Some(frame),
                    provider: Some(provider.replace('_', " ")),
                    ..embed
                }
            }
            None => {
                let host = providers::host(&url).map(|host| host.trim_start_matches("www."));
                let provider = host.filter(|host| !host.is_empty()).map(Into::into);
                Embed { frame: Some(url.clone()), url, provider, ..embed }
            }
        }
    }

    /// Converts a quote that a script would turn into a post: an embed with the post's address, and the quote
    /// as fallback.
    pub fn widget(&mut self, e: &Element, c: &Context) {
        let permalink = ["data-instgrm-permalink", "data-text-post-permalink", "data-href", "cite"];
        let permalink = permalink.iter().find_map(|name| e.filled(name));
        let wordpress = e.has_class("wp-embedded-content");
        // The post is the last link to a known provider; for WordPress, the first link.
        let mut links = Vec::new();
        links_in(e, &mut links);
        let post = links.iter().rfind(|url| providers::recognise(url).is_some());
        let link = if wordpress { links.first() } else { post.or(links.last()) };
        let url =
            permalink.or(link.copied()).and_then(|url| self.decoder.url_text(url, Purpose::Link));
        let Some(url) = url.filter(|url| url.starts_with("http")) else {
            return self.quote(e, c, false);
        };
        let fallback = self.nested_children(e, &c.for_nested()).blocks;
        let known = providers::recognise(&url).is_some();
        let mut embed = self.embed(url);
        if !known {
            // A web page cannot be shown as a frame.
            embed.frame = None;
        }
        embed.fallback = fallback;
        self.emit(Kind::Embed(embed).into(), c);
    }

    /// Converts an embed that WordPress did not resolve: a figure with the bare address, and perhaps a
    /// caption. Returns `false` where the blocks are something else.
    pub fn bare_embed(&mut self, blocks: &mut Vec<Block>) -> bool {
        let Some(Kind::Paragraph { text, .. }) = blocks.first().map(|block| &block.kind) else {
            return false;
        };
        let address = plain_text(text);
        let address = address.trim();
        if !address.starts_with("http") || address.contains(|c: char| c.is_whitespace()) {
            return false;
        }
        let Some(url) = self.decoder.url_text(address, Purpose::Media) else { return false };
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
        let mut others = Vec::new();
        for block in blocks.drain(1..) {
            match block.kind {
                Kind::Paragraph { text, .. } => {
                    embed.caption.extend((!embed.caption.is_empty()).then(Span::line_break));
                    embed.caption.extend(text);
                }
                kind => others.push(Block { kind, ..block }),
            }
        }
        *blocks = vec![Kind::Embed(embed).into()];
        blocks.append(&mut others);
        true
    }
}

/// Collects the targets of the links in an element.
fn links_in<'e>(e: &'e Element, out: &mut Vec<&'e str>) {
    for e in e.elements() {
        out.extend(e.filled("href").filter(|href| e.name == "a" && !href.starts_with('#')));
        links_in(e, out);
    }
}
