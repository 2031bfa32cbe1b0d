//! Pictures, in all the disguises in which pages load them late.

use super::figures::size_of;
use super::roles::{role, Role};
use super::walk::{Context, Walk};
use super::{Element, Node};
use crate::article::model::*;
use crate::article::url::Purpose;
use std::borrow::Cow;

/// Attributes, beside all `data-…src`, that hold the real address until a script moves it.
const LATE: [&str; 7] =
    ["data-original", "data-lazy", "data-url", "data-image", "data-echo", "data-img", "data-full"];
/// Names of files that hold a picture's place.
const PLACEHOLDERS: [&str; 12] = [
    "1x1",
    "blank",
    "clear",
    "empty",
    "grey",
    "lazy",
    "lazyload",
    "loader",
    "loading",
    "pixel",
    "spacer",
    "transparent",
];
/// A `data:` picture shorter than this, in bytes, is a dot that holds a place.
const DOT: usize = 256;

impl Walk<'_, '_> {
    /// A picture where the walk meets one.
    pub fn picture(&mut self, e: &Element, c: &Context) {
        let alt = e.filled("alt").unwrap_or_default();
        let formula = e.class_like(&["latex", "math-fallback", "mathimage"]);
        if !alt.is_empty() && (formula || e.class_like(&["emoji", "smiley", "smilie"])) {
            // Part of the sentence, and its text says the same; a formula may stand there already.
            let spelled = |extra: &SpanExtra| extra.math.is_some();
            let there = self.flow.line.last().and_then(|span| span.extra.as_deref());
            if !(formula && there.is_some_and(spelled)) {
                self.text(alt, c);
            }
        } else if let Some(image) = self.read_picture(e) {
            self.place_picture(image, e, c);
        }
        self.beside(&e.children, c);
    }

    /// Text has no place in a picture, and is shown all the same.
    fn beside(&mut self, nodes: &[Node], c: &Context) {
        let is_picture = |e: &Element| role(e) == Role::Picture;
        let holds = |e: &Element| role(e) != Role::Media && e.find(&is_picture).is_some();
        for node in nodes {
            match node.element() {
                Some(e)
                    if e.name == "img"
                        || matches!(role(e), Role::Noscript | Role::Drop | Role::Form) => {}
                Some(e) if is_picture(e) || holds(e) => {
                    self.beside(&e.children, c);
                }
                _ => self.nodes(std::slice::from_ref(node), c),
            }
        }
    }

    fn place_picture(&mut self, mut image: Image, e: &Element, c: &Context) {
        image.href = c.href();
        self.place(Block { size: size_of(e), ..Kind::Image(image).into() }, c);
    }

    /// Reads a picture and the `noscript` beside it as one, if that is what they are.
    pub fn twins(&mut self, a: &Element, b: &Element, c: &Context) -> bool {
        let (shown, spare) = match (role(a), role(b)) {
            (Role::Picture, Role::Noscript) => (a, b),
            (Role::Noscript, Role::Picture) => (b, a),
            _ => return false,
        };
        let nodes = self.spare(spare);
        let mut found = Vec::new();
        media_in(&nodes, &mut found);
        let [spare] = found.as_slice() else { return false };
        if role(spare) != Role::Picture {
            return false;
        }
        let Some(mut image) = self.read_picture(spare) else { return false };
        let late = shown.attributes.iter().any(|(name, _)| is_late(name) || is_late_set(name));
        if let Some(other) = self.read_picture(shown) {
            if !late && !same_file(&image.src, &other.src) {
                return false;
            }
            merge(&mut image, other);
        }
        self.anchors(shown);
        self.place_picture(image, shown, c);
        true
    }

    /// What a page without scripts would show: only pictures, frames and media of it count.
    pub fn noscript(&mut self, e: &Element, c: &Context) {
        let nodes = self.spare(e);
        let mut found = Vec::new();
        media_in(&nodes, &mut found);
        for e in found {
            if role(e) != Role::Picture {
                if !self.is_repeated(e) {
                    // What plays counts, not what stands in for it.
                    let mut player = e.clone();
                    player.children.retain(|node| node.element().is_some_and(is_file));
                    self.element(&player, c);
                }
                continue;
            }
            let Some(mut image) = self.read_picture(e) else { continue };
            match self.last_placed().map(|block| &mut block.kind) {
                Some(Kind::Image(last)) if same_file(&last.src, &image.src) => {
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

    /// The nodes in a `noscript`; where scripts run they are still text.
    fn spare<'e>(&self, e: &'e Element) -> Cow<'e, [Node]> {
        match e.children.as_slice() {
            [Node::Text(html)] if html.contains('<') => {
                Cow::Owned(crate::platform::parse_html(html))
            }
            nodes => Cow::Borrowed(nodes),
        }
    }

    /// Reads a picture's files; `None` if it has none that may be shown.
    pub fn read_picture(&mut self, e: &Element) -> Option<Image> {
        let img = e.find(&|e| matches!(e.name.as_str(), "img" | "amp-img"));
        let img = img.filter(|_| e.name == "picture").unwrap_or(e);
        let size = |name| img.attribute(name).and_then(pixels);
        let (mut width, mut height) = (size("width"), size("height"));
        if width.is_some_and(|w| w < 2) && height.is_some_and(|h| h < 2) {
            // A dot that counts visitors.
            return None;
        }
        if let (None, None) = (width, height) {
            let said = ["data-image-dimensions", "data-orig-size", "data-dimensions"];
            let said = said.iter().find_map(|name| img.attribute(name)?.split_once(['x', ',']));
            (width, height) = said.map_or((None, None), |(w, h)| (pixels(w), pixels(h)));
        }
        let mut sources = Vec::new();
        if e.name == "picture" {
            for source in e.elements().filter(|e| e.name == "source") {
                self.candidates(source, &mut sources);
            }
        }
        self.candidates(img, &mut sources);
        let late = img.attributes.iter().find(|(name, value)| {
            is_late(name) && value.contains(['.', '/']) && !is_placeholder(value)
        });
        let src = img.filled("src").filter(|src| !is_placeholder(src));
        let mut found = None;
        for reference in late.map(|(_, value)| value.as_str()).into_iter().chain(src) {
            found = found.or_else(|| self.r.url_text(reference, Purpose::Image));
        }
        // Without an address of its own: the largest that is not too large.
        let fit = |s: &&Source| s.media.is_none() && s.width.unwrap_or(0) <= 2000;
        let best = || sources.iter().filter(fit).max_by_key(|s| s.width).or(sources.first());
        let src = found.or_else(|| best().map(|source| source.src.clone()))?;
        let alt = img.attribute("alt").or(e.attribute("alt")).map(|alt| alt.trim().into());
        Some(Image { src, alt, width, height, sources, ..Image::default() })
    }

    /// The candidates in any `srcset` of an element.
    fn candidates(&mut self, e: &Element, out: &mut Vec<Source>) {
        let shown = e.filled("width").and_then(pixels);
        let late = e.attributes.iter().filter(|(name, _)| is_late_set(name));
        let own = e.attributes.iter().filter(|(name, _)| name == "srcset");
        let before = out.len();
        for (_, set) in late.chain(own) {
            for (reference, descriptor) in parse_srcset(set) {
                if is_placeholder(reference) {
                    continue;
                }
                let Some(src) = self.r.url_text(reference, Purpose::Image) else { continue };
                let width = match descriptor.strip_suffix('w') {
                    Some(width) => width.parse().ok(),
                    None => {
                        let times =
                            descriptor.strip_suffix('x').and_then(|x| self.r.platform.number(x));
                        shown.map(|w| (f64::from(w) * times.unwrap_or(1.0)).min(1e5) as u32)
                    }
                };
                let text = |name| e.filled(name).map(Into::into);
                let (mime, media) = (text("type"), text("media"));
                out.push(Source { src, width, height: None, mime, media });
            }
            if out.len() > before {
                break;
            }
        }
        // Files of unknown width cannot be told apart by it: the last is the sharpest.
        if out.len() > before + 1 && out.iter().skip(before).all(|s| s.width.is_none()) {
            let last = out.pop();
            out.truncate(before);
            out.extend(last);
        }
    }
}

/// Splits a `srcset` into addresses and their descriptors. Addresses may hold commas.
/// <https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute>
fn parse_srcset(mut set: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    loop {
        set = set.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if set.is_empty() {
            return out;
        }
        let end = set.find(|c: char| c.is_ascii_whitespace()).unwrap_or(set.len());
        let (reference, rest) = set.split_at(end);
        let bare = reference.trim_end_matches(',');
        if bare.len() < reference.len() {
            out.push((bare, ""));
            set = rest;
            continue;
        }
        let (descriptor, rest) = rest.split_once(',').unwrap_or((rest, ""));
        out.push((bare, descriptor.trim()));
        set = rest;
    }
}

/// Whole pixels of a length attribute: `640`, `640px`; of `100%` nothing.
pub fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let whole = unit.is_empty() || unit.starts_with('.') || unit.trim().eq_ignore_ascii_case("px");
    digits.parse().ok().filter(|n| whole && *n < 100_000)
}

/// Whether an attribute holds an address until a script moves it.
pub fn is_late(name: &str) -> bool {
    let spare = ["placeholder", "thumb", "low", "error", "fallback", "blur"];
    LATE.contains(&name)
        || (name.starts_with("data-")
            && (name.ends_with("src") || name == "data-src-large")
            && !spare.iter().any(|word| name.contains(word)))
}

fn is_late_set(name: &str) -> bool {
    name.starts_with("data-") && name.ends_with("srcset")
}

/// Whether an address only holds a picture's place.
pub fn is_placeholder(reference: &str) -> bool {
    let reference = reference.trim();
    if reference.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        let svg = reference.get(5..15).is_some_and(|t| t.eq_ignore_ascii_case("image/svg+"));
        return svg || reference.len() < DOT;
    }
    let stem = file(reference).split('.').next().unwrap_or_default().to_ascii_lowercase();
    reference.is_empty()
        || reference.starts_with("about:")
        || PLACEHOLDERS.contains(&stem.as_str())
        || stem.contains("placeholder")
}

/// The name of the file an address ends with; of an image service, that of the file it serves.
fn file(address: &str) -> &str {
    let served = address.find("url=").and_then(|at| address.get(at + 4..));
    let path = served.unwrap_or(address).split(['?', '#', '&']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split("%2F").last().unwrap_or_default()
}

/// Whether two addresses are one picture in two sizes: `a-300x200.jpg` is `a.jpg`.
fn same_file(a: &str, b: &str) -> bool {
    fn stem(address: &str) -> &str {
        let name = file(address);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let sized = |tail: &str| {
            tail.split_once('x').is_some_and(|(w, h)| pixels(w).is_some() && pixels(h).is_some())
        };
        stem.rsplit_once('-').filter(|(_, tail)| sized(tail)).map_or(stem, |(stem, _)| stem)
    }
    a == b || (!stem(a).is_empty() && stem(a) == stem(b))
}

/// Fills what `image` lacks from its twin.
fn merge(image: &mut Image, twin: Image) {
    if image.alt.as_deref().is_none_or(str::is_empty) {
        image.alt = twin.alt.or(image.alt.take());
    }
    image.width = image.width.or(twin.width);
    image.height = image.height.or(twin.height);
    if image.sources.is_empty() {
        image.sources = twin.sources;
    }
}

/// Whether it names a file of a player.
fn is_file(e: &Element) -> bool {
    matches!(e.name.as_str(), "source" | "track")
}

/// The outermost pictures, frames and media among nodes.
fn media_in<'e>(nodes: &'e [Node], out: &mut Vec<&'e Element>) {
    for e in nodes.iter().filter_map(Node::element) {
        match role(e) {
            Role::Picture | Role::Frame | Role::Media => out.push(e),
            Role::Drop | Role::Noscript => {}
            _ => media_in(&e.children, out),
        }
    }
}
