//! Images and galleries. Their boxes are reserved before the images load, and no image is shown larger than
//! its largest file.

use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_model::{Block, Image, Inline, Size, Source};
use baca_sys::number::decimal;
use baca_sys::text;

/// Widths in pixels that the style sheet gives to images, with its default font size and measure. The column
/// has 33 em of 18 pixels.
const COLUMN: u32 = 594;
/// The lead image has it too, also in `static/loader/preview/lead-image.ts`.
const WIDE: u32 = 891;
const BESIDE_TEXT: u32 = 324;
const THUMB: u32 = 144;
const GRID_CELL: u32 = 291;
const SLIDE: u32 = 576;
/// As wide as the window.
const FULL: u32 = u32::MAX;

/// The space for an image.
#[derive(Clone, Copy)]
struct Space {
    /// Its width in pixels.
    width: u32,
    /// Only wide screens have it; on others, the image has the width of the column.
    is_part: bool,
}

impl Space {
    fn of(size: Size) -> Self {
        let (width, is_part) = match size {
            Size::Inline => (COLUMN, false),
            Size::Wide => (WIDE, false),
            Size::Full => (FULL, false),
            Size::Left | Size::Right => (BESIDE_TEXT, true),
            Size::Thumb => (THUMB, true),
        };
        Self { width, is_part }
    }

    /// Returns the value of `sizes` for an image whose largest file has `widest` pixels.
    fn sizes(self, widest: u32) -> String {
        let pixels = |width: u32| text::concat(&[&decimal(width), "px"]);
        let width = self.width.min(widest);
        match width {
            FULL => "100vw".into(),
            _ if self.is_part => text::concat(&["(min-width: 40em) ", &pixels(width), ", 100vw"]),
            _ => text::concat(&["(max-width: ", &pixels(width), ") 100vw, ", &pixels(width)]),
        }
    }
}

/// Returns the class of an image by its ratio of height to width, if it is higher than wide. The style sheet
/// keeps it in the window.
fn tall_class(ratio: f64) -> Option<&'static str> {
    match ratio {
        _ if ratio > 1.5 => Some("taller"),
        _ if ratio > 1.0 => Some("tall"),
        _ => None,
    }
}

/// Renders an image with its caption and credit into `figure`.
pub fn image(
    view: &ArticleView,
    figure: ElementBuilder,
    block: &Block,
    image: &Image,
) -> ElementBuilder {
    // The lead image loads at once and first; all others load lazily.
    let lead = view.article.lead.as_ref().is_some_and(|lead| std::ptr::eq(lead, block));
    let space = Space::of(block.size);
    let space = if lead { Space::of(Size::Wide) } else { space };
    let picture = linked(image, picture(image, lead, space));
    figure.attr("class", "figure").child(picture).caption(view, &image.caption, &image.credit)
}

/// Renders a small image in a line of text, at its own size at most.
pub fn icon(image: &Image) -> ElementBuilder {
    let size = |pixels: Option<u32>| pixels.map(decimal);
    tag("img")
        .attr("class", "icon")
        .attr_opt("width", size(image.width).as_deref())
        .attr_opt("height", size(image.height).as_deref())
        .attr("alt", image.alt.as_deref().unwrap_or_default())
        .attr("decoding", "async")
        .attr("loading", "lazy")
        .attr("src", &image.src)
}

/// Renders a gallery into `figure`: a grid, or a horizontally scrolling list if `slides`.
pub fn gallery(
    view: &ArticleView,
    figure: ElementBuilder,
    items: &[Image],
    all: &Inline,
    slides: bool,
) -> ElementBuilder {
    let width = if slides { SLIDE } else { GRID_CELL };
    let one = |image: &Image| {
        let space = Space { width, is_part: true };
        let picture = linked(image, picture(image, false, space));
        let figure = tag("figure").attr("class", "figure").child(picture);
        tag("li").child(figure.caption(view, &image.caption, &image.credit))
    };
    let mut list = tag("ul").attr("aria-label", view.t("gallery")).children(items.iter().map(one));
    if slides {
        // A list that scrolls must be focusable (WCAG 2.1.1).
        list = list.attr("tabindex", "0");
    }
    figure.attr("class", if slides { "gallery slides" } else { "gallery" }).child(list).caption(
        view,
        all,
        &Inline::new(),
    )
}

/// Wraps the picture in a link if the image has one.
fn linked(image: &Image, picture: ElementBuilder) -> ElementBuilder {
    match &image.href {
        Some(href) => tag("a").href(href).child(picture),
        None => picture,
    }
}

/// Renders the `img`, in a `picture` if there are sources of other types or for media conditions.
fn picture(image: &Image, lead: bool, space: Space) -> ElementBuilder {
    let plain = |s: &&Source| s.mime.is_none() && s.media.is_none();
    let (mut own, mut others): (Vec<&Source>, Vec<&Source>) = image.sources.iter().partition(plain);
    // The image's own file is a candidate, too.
    let itself = Source { src: image.src.clone(), width: image.width, ..Source::default() };
    if !own.is_empty() && image.width.is_some() && own.iter().all(|s| s.src != image.src) {
        own.push(&itself);
    }
    // The declared size is that of one file; the image can be shown as large as its largest one.
    let mut widest = image.width.unwrap_or(0);
    for source in image.sources.iter().filter(|source| source.media.is_none()) {
        widest = widest.max(source.width.unwrap_or(0));
    }
    let mut img = tag("img").number("width", widest, 0);
    img = match image.width.zip(image.height) {
        Some((width, height)) => {
            let ratio = f64::from(height) / f64::from(width);
            let height = (f64::from(widest) * ratio + 0.5) as u32;
            img.number("height", height, 0).attr_opt("class", tall_class(ratio))
        }
        None => img.attr("class", "unsized"),
    };
    let sizes = space.sizes(if widest == 0 { FULL } else { widest });
    img = img.attr("alt", image.alt.as_deref().unwrap_or_default()).attr("decoding", "async");
    // `loading` and `srcset` are set before `src`, since a browser may act on `src` at once.
    img = if lead { img.attr("fetchpriority", "high") } else { img.attr("loading", "lazy") };
    img = img.candidates(&own, &sizes).attr("src", &image.src);
    if others.is_empty() {
        return img;
    }
    // Sources of equal type and media condition form one `source`, in the order of the article.
    let mut picture = tag("picture");
    while let Some(first) = others.first().copied() {
        let matches_first = |s: &&Source| s.mime == first.mime && s.media == first.media;
        let (same, rest): (Vec<&Source>, Vec<&Source>) =
            others.iter().partition(|s| matches_first(s));
        let source = tag("source").attr_opt("type", first.mime.as_deref());
        picture = picture
            .child(source.attr_opt("media", first.media.as_deref()).candidates(&same, &sizes));
        others = rest;
    }
    picture.child(img)
}

impl ElementBuilder {
    /// Sets `srcset` and `sizes` from the sources that have a width.
    fn candidates(self, sources: &[&Source], sizes: &str) -> Self {
        let mut set = String::new();
        for source in sources {
            // In `srcset` a comma ends a candidate and white space ends its URL.
            let url = text::replace(&text::replace(&source.src, ",", "%2C"), " ", "%20");
            if source.width.is_none() && sources.len() > 1 {
                continue;
            }
            if !set.is_empty() {
                set.push_str(", ");
            }
            set.push_str(&url);
            if let Some(width) = source.width {
                set.push_str(&text::concat(&[" ", &decimal(width), "w"]));
            }
        }
        if set.is_empty() {
            return self;
        }
        self.attr("sizes", sizes).attr("srcset", &set)
    }

    /// Appends a `figcaption` with the caption and the credit, if there is any.
    pub fn caption(self, view: &ArticleView, text: &Inline, credit: &Inline) -> Self {
        if text.is_empty() && credit.is_empty() {
            return self;
        }
        let mut caption = tag("figcaption");
        if !text.is_empty() {
            caption = caption.child(part("span", "caption").inline(view, text)).text(" ");
        }
        if !credit.is_empty() {
            caption = caption.child(part("span", "credit").inline(view, credit));
        }
        self.child(caption)
    }
}
