//! Converts images, in the many forms in which pages load them lazily.

use super::addresses::{
    is_blank_image, is_lazy_attr, is_lazy_srcset_attr, is_placeholder, lazy_address,
    looks_like_srcset, parse_srcset, pixels, same_file,
};
use super::allowlist::{role, Role};
use super::block_builder::BlockBuilder;
use super::context::{Context, LineKind};
use super::elements::{img_of, media_in, noscript_nodes, text};
use super::figures::size_of;
use super::style;
use baca_model::{Block, Image, Kind, Size, Source, SpanExtra};
use baca_sys::html::{Element, Node};
use baca_sys::url::Purpose;

/// The height of a sign within a sentence, in pixels, if the page does not declare any size.
const SIGN_HEIGHT: u32 = 20;
/// Maximum bytes of the alternative text of a sign.
const MAX_SIGN_ALT: usize = 32;

impl BlockBuilder<'_> {
    /// Converts an image. An emoji, or a formula as an image, becomes its alternative text.
    pub fn picture(&mut self, e: &Element, c: &Context) {
        let alt = e.filled("alt").unwrap_or_default();
        let formula = e.class_like(&["latex", "math-fallback", "mathimage"]);
        if !alt.is_empty() && (formula || e.class_like(&["emoji", "smiley", "smilie"])) {
            // The formula can be there already as MathML.
            let is_formula = |extra: &SpanExtra| extra.math.is_some();
            let before = self.buffer.line.last().and_then(|span| span.extra.as_deref());
            if !(formula && before.is_some_and(is_formula)) {
                self.text(alt, c);
            }
        } else {
            match self.read_picture(e, c.captioned) {
                Some(image) => self.place_picture(image, e, c),
                None => {
                    let img = img_of(e);
                    let src = img.filled("src").filter(|src| !is_blank_image(src));
                    let why = "a picture that has no file, only counts visits or holds a place";
                    self.decoder.dropped(why, src.or(img.filled("alt")).unwrap_or_default());
                }
            }
        }
        self.picture_content(&e.children, c);
    }

    /// Converts other content of a `picture`: invalid there, but browsers show it.
    fn picture_content(&mut self, nodes: &[Node], c: &Context) {
        let is_picture = |e: &Element| role(e) == Role::Picture;
        let has_picture = |e: &Element| role(e) != Role::Media && e.find(&is_picture).is_some();
        for node in nodes {
            match node.element() {
                Some(e) if e.name == "img" || matches!(role(e), Role::Noscript | Role::Drop) => {}
                Some(e) if is_picture(e) || has_picture(e) => {
                    self.picture_content(&e.children, c);
                }
                _ => self.nodes(std::slice::from_ref(node), c),
            }
        }
    }

    /// Adds an image: to the line if it is an icon, else as a block.
    fn place_picture(&mut self, mut image: Image, e: &Element, c: &Context) {
        let can_be_icon = !c.in_figure && !c.in_gallery && c.line_kind != LineKind::Verbatim;
        let size = icon_size(e, &image)
            .or_else(|| self.is_sign(e, &image).then_some((None, Some(SIGN_HEIGHT))));
        if let Some((width, height)) = size.filter(|_| can_be_icon) {
            return self.icon(Image { width, height, ..image }, c);
        }
        image.href = c.external_href();
        self.place_block(Block { size: size_of(e), ..Kind::Image(image).into() }, c);
    }

    /// Returns whether an SVG image without a size is a sign within a sentence. Browsers would draw it as wide as
    /// the text.
    fn is_sign(&self, e: &Element, image: &Image) -> bool {
        let alt = image.alt.as_deref().unwrap_or_default();
        let path = image.src.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let is_named = ["icon", "emoji"].iter().any(|word| path.contains(word))
            || img_of(e).class_like(&["icon", "emoji"]);
        let opens_sentence = || alt.is_empty() && self.buffer.before_text && !self.is_in_line();
        (image.width, image.height) == (None, None)
            && path.ends_with(".svg")
            && alt.len() <= MAX_SIGN_ALT
            && size_of(e) == Size::Inline
            && (is_named || self.is_in_sentence() || opens_sentence())
    }

    /// Returns whether an image and a `noscript` beside it, in any order, are one lazily loaded image. If so,
    /// adds it.
    pub fn is_lazy_duplicate(&mut self, a: &Element, b: &Element, c: &Context) -> bool {
        let (shown, noscript) = match (role(a), role(b)) {
            (Role::Picture, Role::Noscript) => (a, b),
            (Role::Noscript, Role::Picture) => (b, a),
            _ => return false,
        };
        let nodes = noscript_nodes(noscript);
        let mut found = Vec::new();
        media_in(&nodes, &mut found);
        let [full] = found.as_slice() else { return false };
        if role(full) != Role::Picture {
            return false;
        }
        let Some(mut image) = self.read_picture(full, false) else { return false };
        let is_lazy = shown
            .attributes
            .iter()
            .any(|(name, _)| is_lazy_attr(name) || is_lazy_srcset_attr(name));
        if let Some(other) = self.read_picture(shown, c.captioned) {
            let is_lazy = is_lazy || is_placeholder(&other.src);
            if !is_lazy && !same_file(&image.src, &other.src) {
                return false;
            }
            merge(&mut image, other);
        }
        self.anchors(shown);
        self.place_picture(image, shown, c);
        true
    }

    /// Converts the images, frames and media of a `noscript`; its text is left out.
    pub fn noscript(&mut self, e: &Element, c: &Context) {
        let nodes = noscript_nodes(e);
        let text = text(&nodes);
        if text.chars().any(char::is_alphanumeric) {
            self.decoder.dropped("a text for those without scripts", &text);
        }
        let mut found = Vec::new();
        media_in(&nodes, &mut found);
        for e in found {
            if role(e) != Role::Picture {
                if !self.is_repeated(e) {
                    // Only its files count, not its fallback.
                    let mut player = e.clone();
                    player.children.retain(|node| node.element().is_some_and(is_file));
                    self.element(&player, c);
                }
                continue;
            }
            let Some(mut image) = self.read_picture(e, c.captioned) else { continue };
            match self.last_placed().map(|block| &mut block.kind) {
                Some(Kind::Image(last))
                    if same_file(&last.src, &image.src) || is_placeholder(&last.src) =>
                {
                    let last = std::mem::take(last);
                    let (caption, href) = (last.caption.clone(), last.href.clone());
                    merge(&mut image, last);
                    (image.caption, image.href) = (caption, href);
                    if let Some(block) = self.last_placed() {
                        block.kind = Kind::Image(image);
                    }
                }
                _ => self.place_picture(image, e, c),
            }
        }
    }

    /// Reads an image: address, files in other sizes, size, alternative text. Returns `None` for tracking
    /// pixels and placeholders. `captioned` is `true` where it has a caption.
    pub fn read_picture(&mut self, e: &Element, captioned: bool) -> Option<Image> {
        let img = img_of(e);
        let size = |name| img.attribute(name).and_then(pixels).or_else(|| style::pixels(img, name));
        let (mut width, mut height) = (size("width"), size("height"));
        if width.is_some_and(|w| w < 2) && height.is_some_and(|h| h < 2) {
            let described = captioned || img.filled("alt").is_some();
            if !described || img.filled("src").is_none_or(is_placeholder) {
                // A tracking pixel, or a spacer.
                return None;
            }
            // A text describes an image; a script sets its size.
            (width, height) = (None, None);
        }
        // The displayed size is limited to that of the file, where the page declares it.
        let natural = natural_size(img);
        let larger = |of: (u32, u32)| {
            width.is_some_and(|width| width > of.0) || height.is_some_and(|height| height > of.1)
        };
        if let Some(natural) = natural.filter(|n| (width, height) == (None, None) || larger(*n)) {
            (width, height) = (Some(natural.0), Some(natural.1));
        }
        let mut sources = Vec::new();
        if e.name == "picture" {
            for source in e.elements().filter(|e| e.name == "source") {
                self.candidates(source, &mut sources);
            }
        }
        self.candidates(img, &mut sources);
        let src = img.filled("src").filter(|src| !is_placeholder(src));
        let mut found = None;
        let lazy = lazy_address(img, src);
        for reference in lazy.into_iter().chain(src) {
            found = found.or_else(|| self.decoder.url_text(reference, Purpose::Image));
        }
        if let (Some(lazy), Some(src)) = (lazy, img.filled("src")) {
            if found.is_some() && !is_blank_image(src) && !same_file(lazy, src) {
                self.decoder.dropped("a picture that holds the place of another", src);
            }
        }
        // Without a usable `src`: the largest candidate up to 2000 pixels.
        let fit = |s: &&Source| s.media.is_none() && s.width.unwrap_or(0) <= 2000;
        let best = || sources.iter().filter(fit).max_by_key(|s| s.width).or(sources.first());
        // A file called "pixel" can be a real image: a text or a size indicates one.
        let is_described = captioned
            || img.filled("alt").is_some()
            || [width, height].iter().any(|size| size.is_some_and(|size| size > 1));
        let by_name = || {
            let src = img.filled("src").filter(|src| is_described && !is_blank_image(src))?;
            self.decoder.url_text(src, Purpose::Image)
        };
        let src = found.or_else(|| best().map(|source| source.src.clone())).or_else(by_name)?;
        let alt = img.attribute("alt").or(e.attribute("alt")).map(|alt| alt.trim().into());
        let (width, height) = (width.filter(|w| *w > 0), height.filter(|h| *h > 0));
        Some(Image { src, alt, width, height, sources, ..Image::default() })
    }

    /// Collects the candidates of an element's `srcset`; a lazily loaded one goes first.
    fn candidates(&mut self, e: &Element, out: &mut Vec<Source>) {
        let shown = e.filled("width").and_then(pixels);
        let lazy = e.attributes.iter().filter(|(name, value)| {
            is_lazy_srcset_attr(name)
                || name != "srcset" && name != "sizes" && looks_like_srcset(value)
        });
        let own = e.attributes.iter().filter(|(name, _)| name == "srcset");
        let before = out.len();
        for (_, set) in lazy.chain(own) {
            for (reference, descriptor) in parse_srcset(set) {
                if is_blank_image(reference) {
                    continue;
                }
                let Some(src) = self.decoder.url_text(reference, Purpose::Image) else { continue };
                let width = match descriptor.strip_suffix('w') {
                    Some(width) => pixels(width),
                    None => {
                        let times = descriptor.strip_suffix('x').and_then(baca_sys::number::parse);
                        shown.map(|w| (f64::from(w) * times.unwrap_or(1.0)).min(1e5) as u32)
                    }
                };
                let width = width.filter(|width| *width > 0);
                let text = |name| e.filled(name).map(Into::into);
                let (mime, media) = (text("type"), text("media"));
                out.push(Source { src, width, height: None, mime, media });
            }
            if out.len() > before {
                break;
            }
        }
        // Without widths only the last candidate is kept: it has the highest density.
        if out.len() > before + 1 && out.iter().skip(before).all(|s| s.width.is_none()) {
            let last = out.pop();
            out.truncate(before);
            out.extend(last);
        }
    }
}

/// Returns the size of the file, where the page declares it apart from the displayed size.
fn natural_size(img: &Element) -> Option<(u32, u32)> {
    let declared = ["data-image-dimensions", "data-orig-size", "data-dimensions"];
    let declared = declared.iter().find_map(|name| img.attribute(name)?.split_once(['x', ',']));
    let original = img.attribute("data-original-width").zip(img.attribute("data-original-height"));
    let (width, height) = declared.or(original)?;
    pixels(width).zip(pixels(height)).filter(|(width, height)| *width > 1 && *height > 1)
}

/// Returns the width and the height of an image that is small enough to be part of a sentence, limited by its
/// style; `None` for other images.
fn icon_size(e: &Element, image: &Image) -> Option<(Option<u32>, Option<u32>)> {
    let img = img_of(e);
    let limited = |size: Option<u32>, names: [&str; 2]| {
        let styled = names.into_iter().filter_map(|name| style::pixels(img, name));
        styled.filter(|pixels| *pixels > 0).chain(size).min()
    };
    let mut width = limited(image.width, ["width", "max-width"]);
    let mut height = limited(image.height, ["height", "max-height"]);
    if let (Some(full), Some(tall)) = (image.width, image.height) {
        // The image keeps its ratio.
        let scaled = |side: u32, by: Option<u32>, of: u32| {
            by.map(|by| side.saturating_mul(by.min(of)) / of.max(1))
        };
        (width, height) =
            (width.min(scaled(full, height, tall)), height.min(scaled(tall, width, full)));
    }
    let is_small = match (width, height) {
        (Some(width), Some(height)) => width <= 128 && height <= 32,
        (Some(size), None) | (None, Some(size)) => size <= 32,
        (None, None) => false,
    };
    let in_line = style::property(img, "display").as_deref() != Some("block");
    // An old `align` moves an icon only within its sentence.
    let floats = size_of(e) != Size::Inline && img.attribute("align").is_none();
    (is_small && in_line && !floats).then_some((width, height))
}

/// Fills missing fields of an image from a duplicate of it.
fn merge(image: &mut Image, duplicate: Image) {
    if image.alt.as_deref().is_none_or(str::is_empty) {
        image.alt = duplicate.alt.or(image.alt.take());
    }
    image.width = image.width.or(duplicate.width);
    image.height = image.height.or(duplicate.height);
    if image.sources.is_empty() {
        image.sources = duplicate.sources;
    }
}

/// Returns whether an element is a file of a player.
fn is_file(e: &Element) -> bool {
    matches!(e.name.as_str(), "source" | "track")
}
