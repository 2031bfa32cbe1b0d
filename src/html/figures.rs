//! Figures and galleries: which text belongs to which picture, and what of it is the credit.

use super::inline::{paragraph, part_credit, squash, CREDIT};
use super::roles::is_credit;
use super::walk::{has_ink, Context, Walk};
use super::Element;
use crate::article::model::*;

/// Characters of text beyond which a figure is not a picture with its caption but a frame around
/// something longer.
const MAX_CAPTION: usize = 3000;

/// How much room an element asks for, by the classes of WordPress and Ghost, `align` and `float`.
pub fn size_of(e: &Element) -> Size {
    const CLASSES: [(&str, Size); 8] = [
        ("alignwide", Size::Wide),
        ("kg-width-wide", Size::Wide),
        ("alignfull", Size::Full),
        ("kg-width-full", Size::Full),
        ("alignleft", Size::Left),
        ("alignright", Size::Right),
        ("float-left", Size::Left),
        ("float-right", Size::Right),
    ];
    let by_class = e.classes().find_map(|class| CLASSES.iter().find(|(name, _)| *name == class));
    let float = || {
        let style = e.attribute("style")?.split(';').find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            (name.trim() == "float").then_some(value.trim())
        });
        match style.or(e.attribute("align"))? {
            "left" => Some(Size::Left),
            "right" => Some(Size::Right),
            _ => None,
        }
    };
    by_class.map(|(_, size)| *size).or_else(float).unwrap_or_default()
}

impl Walk<'_, '_> {
    pub fn figure(&mut self, e: &Element, c: &Context) {
        self.frame_of(e, c, false);
    }

    pub fn gallery(&mut self, e: &Element, c: &Context) {
        self.frame_of(e, c, true);
    }

    fn frame_of(&mut self, e: &Element, c: &Context, gallery: bool) {
        let inner = Context { figure: true, gallery: gallery || c.gallery, ..c.clone() };
        let flow = self.inside(e, &inner);
        let mut blocks = flow.out;
        if e.has_class("wp-block-embed") && self.bare_embed(&mut blocks) {
            return self.adopt(blocks, c);
        }
        let mut blocks = settle(blocks, &flow.captions, c.figure);
        let size = size_of(e);
        for block in &mut blocks {
            let text = matches!(block.kind, Kind::Paragraph { .. } | Kind::Heading { .. });
            if block.size == Size::Inline && !text {
                block.size = size;
            }
        }
        self.adopt(blocks, c);
    }

    /// A caption by name.
    pub fn caption(&mut self, e: &Element, c: &Context) {
        let (text, rest) = squash(self.inside(e, c).out);
        if !text.is_empty() {
            self.flow.captions.push(self.flow.out.len());
            self.emit(paragraph(text), c);
        }
        self.adopt(rest, c);
    }

    /// A line that calls itself a caption, right after a picture that is in no figure.
    pub fn late_caption(&mut self, e: &Element, c: &Context) -> bool {
        let credit = is_credit(e);
        let named = credit || (e.class_like(&["caption"]) && !e.class_like(&["captioned"]));
        if !named || c.figure || self.flow.line.iter().any(has_ink) {
            return false;
        }
        let free = match self.flow.out.last().map(|block| &block.kind) {
            Some(Kind::Image(image)) => {
                image.credit.is_empty() && (credit || image.caption.is_empty())
            }
            _ => false,
        };
        if !free {
            return false;
        }
        let mut inner = Context { figure: true, ..c.clone() };
        if credit {
            inner.marks = inner.marks.with(CREDIT);
        }
        let (text, rest) = squash(self.inside(e, &inner).out);
        if let Some(block) = self.flow.out.last_mut() {
            describe(block, text);
            part(block);
        }
        self.adopt(rest, c);
        true
    }
}

/// The caption of what can have one.
fn caption_of(block: &mut Block) -> Option<&mut Inline> {
    match &mut block.kind {
        Kind::Image(image) => Some(&mut image.caption),
        Kind::Video(media) | Kind::Audio(media) => Some(&mut media.caption),
        Kind::Embed(embed) => Some(&mut embed.caption),
        Kind::Gallery { caption, .. } => Some(caption),
        _ => None,
    }
}

/// Whether a block can have a caption, and no credit closes it yet.
fn is_open(block: &Block) -> bool {
    match &block.kind {
        Kind::Image(image) => image.credit.is_empty(),
        Kind::Video(media) | Kind::Audio(media) => media.credit.is_empty(),
        Kind::Embed(_) | Kind::Gallery { .. } => true,
        _ => false,
    }
}

/// Adds to a block's caption.
fn describe(block: &mut Block, mut text: Inline) {
    if let Some(caption) = caption_of(block) {
        if !caption.is_empty() && !text.is_empty() {
            caption.push(Span::line_break());
        }
        caption.append(&mut text);
    }
}

/// Parts a block's caption from its credit.
fn part(block: &mut Block) {
    match &mut block.kind {
        Kind::Image(Image { caption, credit, .. })
        | Kind::Video(Media { caption, credit, .. })
        | Kind::Audio(Media { caption, credit, .. })
            if credit.is_empty() =>
        {
            (*caption, *credit) = part_credit(std::mem::take(caption));
        }
        Kind::Embed(Embed { caption: text, .. })
        | Kind::Gallery { caption: text, .. }
        | Kind::Paragraph { text, .. }
        | Kind::Heading { text, .. } => {
            // No place for a credit: it stays in the text, unmarked.
            for span in text {
                span.marks = Marks(span.marks.0 & !CREDIT.0);
            }
        }
        _ => {}
    }
}

/// Gives each text in a figure to the picture it follows, else to the one it precedes, and makes
/// several pictures a gallery. `captions` are the blocks that are captions by name.
fn settle(blocks: Vec<Block>, captions: &[usize], nested: bool) -> Vec<Block> {
    let is_text = |b: &Block| matches!(b.kind, Kind::Paragraph { .. });
    let is_image = |b: &Block| matches!(b.kind, Kind::Image(_));
    let images = blocks.iter().filter(|b| is_image(b)).count();
    let others = blocks.iter().any(|b| !is_image(b) && !is_text(b));
    let length: usize =
        blocks.iter().filter(|b| is_text(b)).map(crate::article::stats::chars).sum();
    let last = blocks.len().wrapping_sub(1);
    // One caption after several pictures is about them all.
    let of_all = images > 1 && !others && captions.len() < images && captions.contains(&last);
    let mut whole = Inline::new();
    let mut early = Inline::new();
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, mut block) in blocks.into_iter().enumerate() {
        let text = match &mut block.kind {
            Kind::Paragraph { text, .. } if length <= MAX_CAPTION * images.max(1) => text,
            _ => {
                // Text before a card that quotes what it shows stays before it.
                let quotes = matches!(&block.kind, Kind::Embed(e) if !e.fallback.is_empty());
                if !early.is_empty() {
                    match caption_of(&mut block).filter(|_| !quotes) {
                        Some(caption) => {
                            early.extend((!caption.is_empty()).then(Span::line_break));
                            early.append(caption);
                            *caption = std::mem::take(&mut early);
                        }
                        None => out.push(paragraph(std::mem::take(&mut early))),
                    }
                }
                out.push(block);
                continue;
            }
        };
        let mut text = std::mem::take(text);
        text.splice(0..0, block.id.take().map(super::walk::anchor));
        if of_all && at == last {
            whole = text;
            continue;
        }
        match out.last_mut() {
            Some(Block { kind: Kind::Quote { attribution, .. }, .. })
                if attribution.is_empty() && captions.contains(&at) =>
            {
                *attribution = text;
            }
            Some(block) if is_open(block) => describe(block, text),
            None if images > 0 || others => {
                early.extend((!early.is_empty()).then(Span::line_break));
                early.append(&mut text);
            }
            _ => {
                let kind = Kind::Paragraph { text, dropcap: false, align: Align::Start };
                out.push(Block { kind, ..block });
            }
        }
    }
    out.extend((!early.is_empty()).then(|| paragraph(early)));
    let gallery = images > 1 && !others && out.len() == images;
    if gallery || !nested {
        // Else the figure around this one may have more to say.
        out.iter_mut().for_each(part);
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
    let mut gallery = Block { id, ..Kind::Gallery { items, caption: whole, slides: false }.into() };
    part(&mut gallery);
    vec![gallery]
}
