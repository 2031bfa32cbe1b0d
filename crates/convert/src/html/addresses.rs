//! Addresses of images: finds the attribute that holds one, recognises placeholders, and compares
//! names of files.

use baca_model::WordList;
use baca_sys::html::Element;

/// Attributes of lazy loading, besides all `data-…src`: they hold the address until a script moves it.
const LAZY_ATTRS: WordList =
    WordList("data-original data-lazy data-url data-image data-echo data-img data-full");
/// Attributes that browsers know. No script moves their values into `src`; `attributionsrc` has the addresses of
/// reports.
const STANDARD_ATTRS: WordList =
    WordList("src alt title class id style longdesc usemap attributionsrc dynsrc lowsrc ping");
/// Names of placeholder files, without extension.
const PLACEHOLDERS: WordList = WordList(
    "1x1 blank clear dummy empty grey lazy lazyload loader loading pixel spacer transparent",
);
/// Maximum bytes of a `data:` address that is a placeholder: such an image has about one pixel.
const MAX_PLACEHOLDER_BYTES: usize = 256;

/// Splits a `srcset` into addresses and their descriptors. Addresses may contain commas.
/// <https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute>
pub fn parse_srcset(mut set: &str) -> Vec<(&str, &str)> {
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

/// Parses a length attribute in pixels: `640`, `640px`, `640.5`. Returns `None` for `100%`.
pub fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let is_pixels =
        unit.is_empty() || unit.starts_with('.') || unit.trim().eq_ignore_ascii_case("px");
    digits.parse().ok().filter(|n| is_pixels && *n < 100_000)
}

/// Returns whether an attribute of this name holds the address of an image that a script loads lazily.
pub fn is_lazy_attr(name: &str) -> bool {
    // The value of `:src` is code.
    let is_src = !STANDARD_ATTRS.contains(name)
        && (name.ends_with("src") || name == "data-src-large")
        && !name.starts_with(':');
    let is_lazy = ["lazy", "defer", "suppressed"].iter().any(|word| name.contains(word));
    LAZY_ATTRS.contains(name)
        || ((is_src || is_lazy) && !names_other_picture(name) && !name.ends_with("set"))
}

/// Returns whether an attribute of this name holds a preview or another image.
fn names_other_picture(name: &str) -> bool {
    const WORDS: WordList = WordList(
        "placeholder thumb low error fallback blur preview tiny lqip hover pin share icon logo \
        avatar poster prev next href",
    );
    WORDS.iter().any(|word| name.contains(word))
}

/// Returns whether an attribute of this name holds a `srcset` that a script loads lazily.
pub fn is_lazy_srcset_attr(name: &str) -> bool {
    name != "srcset" && name.ends_with("srcset") && !names_other_picture(name)
}

/// Returns the address that a script would move into an `img`. Beside a `src` that can be the image,
/// only the common attribute names count; otherwise any attribute with the address of an image.
pub fn lazy_address<'e>(img: &'e Element, src: Option<&str>) -> Option<&'e str> {
    let is_address = |value: &str| value.contains(['.', '/']) && !is_blank_image(value);
    let mut attributes = img.attributes.iter();
    let lazy = attributes.find(|(name, value)| is_lazy_attr(name) && is_address(value));
    if let Some((_, value)) = lazy {
        return Some(value);
    }
    let is_photo = |src: &str| !matches!(extension(src).as_str(), "gif" | "svg");
    if src.is_some_and(is_photo) {
        return None;
    }
    let other = img.attributes.iter().find(|(name, value)| {
        !STANDARD_ATTRS.contains(name)
            && !names_other_picture(name)
            && !name.starts_with("on")
            && looks_like_picture(value)
            // Beside a `src` that is a GIF, another GIF is no better.
            && (src.is_none() || is_photo(value))
    });
    other.map(|(_, value)| value.as_str())
}

/// Returns the extension of an address's file, in lower case.
fn extension(address: &str) -> String {
    file_of(address).rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// Returns whether a text is the address of an image, by its extension.
pub fn looks_like_picture(text: &str) -> bool {
    let text = text.trim();
    let raster = ["jpg", "jpeg", "png", "webp", "avif", "gif", "jfif"];
    !text.contains(|c: char| c.is_whitespace() || "{}<>\"".contains(c))
        && raster.contains(&extension(text).as_str())
}

/// Returns whether a text is a `srcset`: addresses of images with their widths.
pub fn looks_like_srcset(text: &str) -> bool {
    let sized = |descriptor: &str| {
        let number = descriptor.strip_suffix(['w', 'x']).unwrap_or_default();
        number.starts_with(|c: char| c.is_ascii_digit())
    };
    let first = parse_srcset(text.get(..text.len().min(4000)).unwrap_or_default());
    first
        .first()
        .is_some_and(|(address, descriptor)| looks_like_picture(address) && sized(descriptor))
}

/// Returns whether an address shows no image: it is empty, or an inline placeholder.
pub fn is_blank_image(reference: &str) -> bool {
    let reference = reference.trim();
    if reference.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        let svg = reference.get(5..15).is_some_and(|t| t.eq_ignore_ascii_case("image/svg+"));
        return svg || reference.len() < MAX_PLACEHOLDER_BYTES;
    }
    reference.is_empty() || reference.starts_with("about:")
}

/// Returns whether an address is a placeholder: inline, or by its file's name.
pub fn is_placeholder(reference: &str) -> bool {
    let stem = file_of(reference.trim()).split('.').next().unwrap_or_default().to_ascii_lowercase();
    is_blank_image(reference) || PLACEHOLDERS.contains(&stem) || stem.contains("placeholder")
}

/// Returns the name of an address's file; for an image service, that of the original.
pub fn file_of(address: &str) -> &str {
    let served = address.find("url=").and_then(|at| address.get(at + 4..));
    let path = served.unwrap_or(address).split(['?', '#', '&']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split("%2F").last().unwrap_or_default()
}

/// Returns whether two addresses have one file name, apart from its size: `a-300x200.jpg`, `a.jpg`.
pub fn same_file(a: &str, b: &str) -> bool {
    fn stem(address: &str) -> &str {
        let name = file_of(address);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let sized = |tail: &str| {
            tail.split_once('x').is_some_and(|(w, h)| pixels(w).is_some() && pixels(h).is_some())
        };
        stem.rsplit_once('-').filter(|(_, tail)| sized(tail)).map_or(stem, |(stem, _)| stem)
    }
    a == b || (!stem(a).is_empty() && stem(a) == stem(b))
}

/// Returns the address of a frame in an attribute other than `src`: a consent manager or lazy loading
/// keeps it there.
pub fn deferred_address(e: &Element) -> Option<&str> {
    const OWN: [&str; 7] = ["src", "srcdoc", "title", "class", "style", "id", "href"];
    let is_address = |value: &str| {
        let value = value.trim();
        (value.starts_with("http://") || value.starts_with("https://") || value.starts_with("//"))
            && !value.contains(char::is_whitespace)
            // The still of the player.
            && !looks_like_picture(value)
    };
    let lazy = e.attributes.iter().find(|(name, value)| {
        is_lazy_attr(name) && value.contains(['.', '/']) && !value.starts_with("about:")
    });
    let other = || {
        e.attributes.iter().find(|(name, value)| !OWN.contains(&name.as_str()) && is_address(value))
    };
    lazy.or_else(other).map(|(_, value)| value.as_str())
}
