//! Pictures and galleries: the box is reserved before the picture is there.

use super::page::Page;
use super::paper::{part, tag, Tag};
use crate::article::model::{Block, Image, Inline, Source};

/// A picture with its caption and credit.
pub fn image(page: &Page, figure: Tag, block: &Block, image: &Image) -> Tag {
    // The article's lead is what the eye waits for; all other pictures wait for the eye.
    let lead = page.article.lead.as_ref().is_some_and(|lead| std::ptr::eq(lead, block));
    let picture = linked(image, picture(image, lead));
    figure.set("class", "figure").with(picture).caption(page, &image.caption, &image.credit)
}

/// Several pictures.
pub fn gallery(page: &Page, figure: Tag, items: &[Image], all: &Inline, slides: bool) -> Tag {
    let one = |image: &Image| {
        let picture = linked(image, picture(image, false));
        let figure = tag("figure").set("class", "figure").with(picture);
        tag("li").with(figure.caption(page, &image.caption, &image.credit))
    };
    let mut list = tag("ul").set("aria-label", page.t("gallery")).with_all(items.iter().map(one));
    if slides {
        // A strip that scrolls must be reachable by keyboard (WCAG 2.1.1).
        list = list.set("tabindex", "0");
    }
    figure.set("class", if slides { "gallery slides" } else { "gallery" }).with(list).caption(
        page,
        all,
        &Inline::new(),
    )
}

/// The picture as a link, where it leads somewhere.
fn linked(image: &Image, picture: Tag) -> Tag {
    match &image.href {
        Some(href) => tag("a").href(href).with(picture),
        None => picture,
    }
}

/// The `img`, with the same in other types and widths.
fn picture(image: &Image, lead: bool) -> Tag {
    let plain = |s: &&Source| s.mime.is_none() && s.media.is_none();
    let (mut own, mut others): (Vec<&Source>, Vec<&Source>) = image.sources.iter().partition(plain);
    // The picture itself is one of the files to choose from.
    let itself = Source { src: image.src.clone(), width: image.width, ..Source::default() };
    if !own.is_empty() && image.width.is_some() && own.iter().all(|s| s.src != image.src) {
        own.push(&itself);
    }
    let mut img = tag("img");
    img = match (image.width, image.height) {
        (Some(width), Some(height)) => img.number("width", width, 0).number("height", height, 0),
        _ => img.set("class", "unsized"),
    };
    img = img
        .set("alt", image.alt.as_deref().unwrap_or_default())
        .set("decoding", "async")
        .set("referrerpolicy", "strict-origin-when-cross-origin");
    // `loading` and `srcset` stand before `src`: a browser may act on `src` at once.
    img = if lead { img.set("fetchpriority", "high") } else { img.set("loading", "lazy") };
    img = img.candidates(&own).set("src", &image.src);
    if others.is_empty() {
        return img;
    }
    // Sources of one type and one condition belong to one element, in the order of the article.
    let mut picture = tag("picture");
    while let Some(first) = others.first().copied() {
        let alike = |s: &&Source| s.mime == first.mime && s.media == first.media;
        let (same, rest): (Vec<&Source>, Vec<&Source>) = others.iter().partition(|s| alike(s));
        let source = tag("source").maybe("type", first.mime.as_deref());
        picture = picture.with(source.maybe("media", first.media.as_deref()).candidates(&same));
        others = rest;
    }
    picture.with(img)
}

impl Tag {
    /// The files to choose from by width.
    fn candidates(self, sources: &[&Source]) -> Self {
        let mut set = String::new();
        for source in sources {
            // In `srcset` a comma ends a candidate and white space its address.
            let address = source.src.replace(',', "%2C").replace(' ', "%20");
            if source.width.is_none() && sources.len() > 1 {
                continue;
            }
            if !set.is_empty() {
                set.push_str(", ");
            }
            set.push_str(&address);
            if let Some(width) = source.width {
                set.push_str(&[" ", &width.to_string(), "w"].concat());
            }
        }
        if set.is_empty() {
            return self;
        }
        self.set("sizes", "(min-width: 48em) 44rem, 100vw").set("srcset", &set)
    }

    /// Caption and credit, the one quieter than the text, the other quieter than the caption.
    pub fn caption(self, page: &Page, text: &Inline, credit: &Inline) -> Self {
        if text.is_empty() && credit.is_empty() {
            return self;
        }
        let mut caption = tag("figcaption");
        if !text.is_empty() {
            caption = caption.with(part("span", "caption").inline(page, text)).say(" ");
        }
        if !credit.is_empty() {
            caption = caption.with(part("span", "credit").inline(page, credit));
        }
        self.with(caption)
    }
}
