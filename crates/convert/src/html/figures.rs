//! Converts figures and galleries: assigns each caption to its image, and splits credits from captions.

use super::allowlist::is_credit;
use super::block_builder::BlockBuilder;
use super::context::{Context, CREDIT};
use super::inline::{flatten, paragraph, split_credit};
use super::span::{anchor, is_visible};
use super::style;
use baca_model::{stats, Align, Block, Embed, Image, Inline, Kind, Marks, Media, Size, Span};
use baca_sys::html::Element;

/// Maximum characters of a caption, per image. With more text, a figure is a container of text.
const MAX_CAPTION: usize = 3000;

/// Returns the size of a block: by classes of WordPress, Ghost, Drupal, Bootstrap and others, by `float`, or by
/// `align`.
pub fn size_of(e: &Element) -> Size {
    let side = |name: &str| match name {
        "left" => Some(Size::Left),
        "right" => Some(Size::Right),
        _ => None,
    };
    let by_class = e.classes().find_map(|class| match class {
        "alignwide" | "kg-width-wide" => Some(Size::Wide),
        "alignfull" | "kg-width-full" => Some(Size::Full),
        _ => {
            let words = ["align", "float", "pull"];
            let rest = words.iter().find_map(|word| class.strip_prefix(word))?;
            side(rest.strip_prefix('-').unwrap_or(rest))
        }
    });
    let float = || {
        let align = || e.attribute("align").map(str::to_ascii_lowercase);
        side(&style::property(e, "float").or_else(align)?)
    };
    by_class.or_else(float).unwrap_or_default()
}

impl BlockBuilder<'_> {
    /// Converts a figure: an image, player or table with its caption.
    pub fn figure(&mut self, e: &Element, c: &Context) {
        self.convert_figure(e, c, false);
    }

    /// Converts a gallery.
    pub fn gallery(&mut self, e: &Element, c: &Context) {
        self.convert_figure(e, c, true);
    }

    fn convert_figure(&mut self, e: &Element, c: &Context, gallery: bool) {
        let is_caption = |e: &Element| e.name == "figcaption" || e.class_like(&["caption-text"]);
        let captioned = e.find(&is_caption).is_some();
        let gallery = gallery || c.in_gallery;
        let inner = Context { in_figure: true, in_gallery: gallery, captioned, ..c.clone() };
        let buffer = self.nested_children(e, &inner);
        let mut blocks = buffer.blocks;
        if e.has_class("wp-block-embed") && self.bare_embed(&mut blocks) {
            return self.append_built(blocks, c);
        }
        let mut blocks = assign_captions(blocks, &buffer.caption_indexes, c.in_figure);
        let size = size_of(e);
        for block in &mut blocks {
            let text = matches!(block.kind, Kind::Paragraph { .. } | Kind::Heading { .. });
            if block.size == Size::Inline && !text {
                block.size = size;
            }
        }
        self.append_built(blocks, c);
    }

    /// Converts an element that is a caption by name or class.
    pub fn caption(&mut self, e: &Element, c: &Context) {
        let (text, rest) = flatten(self.nested_children(e, c).blocks);
        if !text.is_empty() {
            self.buffer.caption_indexes.push(self.buffer.blocks.len());
            self.emit(paragraph(text), c);
        }
        self.append_built(rest, c);
    }

    /// Converts an element of a caption class right after an image that is in no figure. Returns `false`
    /// where it is no caption.
    pub fn following_caption(&mut self, e: &Element, c: &Context) -> bool {
        let credit = is_credit(e);
        let named = credit || (e.class_like(&["caption"]) && !e.class_like(&["captioned"]));
        if !named || c.in_figure || self.buffer.line.iter().any(is_visible) {
            return false;
        }
        let can_take_caption = match self.buffer.blocks.last().map(|block| &block.kind) {
            Some(Kind::Image(image)) => {
                image.credit.is_empty() && (credit || image.caption.is_empty())
            }
            _ => false,
        };
        if !can_take_caption {
            return false;
        }
        let mut inner = Context { in_figure: true, ..c.clone() };
        if credit {
            inner.marks = inner.marks.with(CREDIT);
        }
        let (text, rest) = flatten(self.nested_children(e, &inner).blocks);
        if let Some(block) = self.buffer.blocks.last_mut() {
            append_caption(block, text);
            separate_credit(block);
        }
        self.append_built(rest, c);
        true
    }
}

/// Returns the caption of a block that can have one; `of_table` includes tables.
fn caption_of(block: &mut Block, of_table: bool) -> Option<&mut Inline> {
    match &mut block.kind {
        Kind::Table { caption, .. } if of_table => Some(caption),
        Kind::Image(image) => Some(&mut image.caption),
        Kind::Video(media) | Kind::Audio(media) => Some(&mut media.caption),
        Kind::Embed(embed) => Some(&mut embed.caption),
        Kind::Gallery { caption, .. } => Some(caption),
        _ => None,
    }
}

/// Returns whether text can be appended to a block's caption: after a credit it cannot.
fn accepts_caption(block: &Block) -> bool {
    match &block.kind {
        Kind::Image(image) => image.credit.is_empty(),
        Kind::Video(media) | Kind::Audio(media) => media.credit.is_empty(),
        Kind::Embed(_) | Kind::Gallery { .. } => true,
        _ => false,
    }
}

/// Appends text to a block's caption.
fn append_caption(block: &mut Block, mut text: Inline) {
    if let Some(caption) = caption_of(block, false) {
        if !caption.is_empty() && !text.is_empty() {
            caption.push(Span::line_break());
        }
        caption.append(&mut text);
    }
}

/// Moves the credit from a block's caption to its own field.
fn separate_credit(block: &mut Block) {
    match &mut block.kind {
        Kind::Image(Image { caption, credit, .. })
        | Kind::Video(Media { caption, credit, .. })
        | Kind::Audio(Media { caption, credit, .. })
            if credit.is_empty() =>
        {
            (*caption, *credit) = split_credit(std::mem::take(caption));
        }
        Kind::Embed(Embed { caption: text, .. })
        | Kind::Gallery { caption: text, .. }
        | Kind::Paragraph { text, .. }
        | Kind::Heading { text, .. } => {
            // These have no field for a credit: it stays in the text.
            for span in text {
                span.marks = Marks(span.marks.0 & !CREDIT.0);
            }
        }
        _ => {}
    }
}

/// Returns the caption of the table to which one of `count` captions of a figure belongs: the first table if the
/// figure has nothing else and one caption, which then stands above all of them; else the last one.
fn table_caption(blocks: &mut [Block], count: usize) -> Option<&mut Inline> {
    let is_table = |b: &Block| matches!(b.kind, Kind::Table { .. });
    let all = count == 1 && blocks.iter().all(is_table);
    let block = if all { blocks.first_mut() } else { blocks.last_mut() };
    match &mut block?.kind {
        Kind::Table { caption, .. } => Some(caption),
        _ => None,
    }
}

/// Assigns each text in a figure to the image before it, or else to the one after it. Several images
/// become a gallery. `captions` are indexes of blocks that are captions by name; `nested` is `true`
/// within another figure.
fn assign_captions(blocks: Vec<Block>, captions: &[usize], nested: bool) -> Vec<Block> {
    let is_text = |b: &Block| matches!(b.kind, Kind::Paragraph { .. });
    let is_image = |b: &Block| matches!(b.kind, Kind::Image(_));
    let images = blocks.iter().filter(|b| is_image(b)).count();
    let others = blocks.iter().any(|b| !is_image(b) && !is_text(b));
    let length: usize = blocks.iter().filter(|b| is_text(b)).map(stats::chars).sum();
    let last = blocks.len().wrapping_sub(1);
    // One caption after several images is the gallery's.
    let is_shared = images > 1 && !others && captions.len() < images && captions.contains(&last);
    let mut shared_caption = Inline::new();
    let mut leading = Inline::new();
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, mut block) in blocks.into_iter().enumerate() {
        let text = match &mut block.kind {
            Kind::Paragraph { text, .. } if length <= MAX_CAPTION * images.max(1) => text,
            _ => {
                // Text before an embed with a fallback is no caption.
                let has_fallback = matches!(&block.kind, Kind::Embed(e) if !e.fallback.is_empty());
                if !leading.is_empty() {
                    let titles_table = captions.first() == Some(&0);
                    match caption_of(&mut block, titles_table).filter(|_| !has_fallback) {
                        Some(caption) => {
                            leading.extend((!caption.is_empty()).then(Span::line_break));
                            leading.append(caption);
                            *caption = std::mem::take(&mut leading);
                        }
                        None => out.push(paragraph(std::mem::take(&mut leading))),
                    }
                }
                out.push(block);
                continue;
            }
        };
        let mut text = std::mem::take(text);
        if let Some(id) = block.id.take() {
            text.insert(0, anchor(id));
        }
        if is_shared && at == last {
            shared_caption = text;
            continue;
        }
        if captions.contains(&at) {
            let caption = table_caption(&mut out, captions.len());
            if let Some(caption) = caption.filter(|caption| caption.is_empty()) {
                *caption = text;
                continue;
            }
        }
        match out.last_mut() {
            Some(Block { kind: Kind::Quote { attribution, .. }, .. })
                if attribution.is_empty() && captions.contains(&at) =>
            {
                *attribution = text;
            }
            Some(block) if accepts_caption(block) => append_caption(block, text),
            None if images > 0 || others => {
                leading.extend((!leading.is_empty()).then(Span::line_break));
                leading.append(&mut text);
            }
            _ => {
                let kind = Kind::Paragraph { text, dropcap: false, align: Align::Start };
                out.push(Block { kind, ..block });
            }
        }
    }
    out.extend((!leading.is_empty()).then(|| paragraph(leading)));
    let gallery = images > 1 && !others && out.len() == images;
    if gallery || !nested {
        // The figure around a nested one may add to its captions.
        out.iter_mut().for_each(separate_credit);
    }
    if !gallery {
        return out;
    }
    let mut id = None;
    let items = out.into_iter().filter_map(|block| {
        id = id.take().or(block.id);
        match block.kind {
            Kind::Image(image) => Some(image),
            _ => None,
        }
    });
    let items = items.collect();
    let gallery = Kind::Gallery { items, caption: shared_caption, slides: false };
    let mut gallery = Block { id, ..gallery.into() };
    separate_credit(&mut gallery);
    vec![gallery]
}
