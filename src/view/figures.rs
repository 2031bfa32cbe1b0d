//! Pictures and galleries: the box is reserved before the picture is there.

use super::blocks::link;
use super::scene::Scene;
use super::tags::{part, tag, Tag};
use crate::article::model::{Block, Image, Inline, Source};
use yew::Html;

/// A picture with its caption and credit.
pub fn image(scene: &Scene, figure: Tag, block: &Block, image: &Image) -> Tag {
    // The article's lead is what the eye waits for; all other pictures wait for the eye.
    let lead = scene.article.lead.as_ref().is_some_and(|lead| std::ptr::eq(lead, block));
    let picture = link(image.href.as_deref(), picture(image, lead));
    figure.set("class", "figure").with(picture).caption(scene, &image.caption, &image.credit)
}

/// Several pictures.
pub fn gallery(scene: &Scene, figure: Tag, items: &[Image], all: &Inline, slides: bool) -> Tag {
    let one = |image: &Image| {
        let picture = link(image.href.as_deref(), picture(image, false));
        let figure = tag("figure").set("class", "figure").with(picture);
        tag("li").with(figure.caption(scene, &image.caption, &image.credit))
    };
    let mut list = tag("ul").text("aria-label", scene.t("gallery")).with_all(items.iter().map(one));
    if slides {
        // A strip that scrolls must be reachable by keyboard (WCAG 2.1.1).
        list = list.set("tabindex", "0");
    }
    figure.set("class", if slides { "gallery slides" } else { "gallery" }).with(list).caption(
        scene,
        all,
        &Inline::new(),
    )
}

/// The `img`, with the same in other types and widths.
fn picture(image: &Image, lead: bool) -> Html {
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
        .text("alt", image.alt.as_deref().unwrap_or_default())
        .set("decoding", "async")
        .set("referrerpolicy", "strict-origin-when-cross-origin");
    // `loading` and `srcset` stand before `src`: a browser may act on `src` at once.
    img = if lead { img.set("fetchpriority", "high") } else { img.set("loading", "lazy") };
    img = img.candidates(&own).text("src", &image.src);
    if others.is_empty() {
        return img.into();
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
    picture.with(img).into()
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
        self.set("sizes", "(min-width: 48em) 44rem, 100vw").text("srcset", &set)
    }

    /// Caption and credit, the one quieter than the text, the other quieter than the caption.
    pub fn caption(self, scene: &Scene, text: &Inline, credit: &Inline) -> Self {
        if text.is_empty() && credit.is_empty() {
            return self;
        }
        let mut caption = tag("figcaption");
        if !text.is_empty() {
            caption = caption.with(part("span", "caption").inline(scene, text)).say(" ");
        }
        if !credit.is_empty() {
            caption = caption.with(part("span", "credit").inline(scene, credit));
        }
        self.with(caption)
    }
}
