//! Reads inline style: marks, white space, visibility.

use baca_model::Marks;
use baca_sys::html::Element;

/// Which white space of the source is kept, as set by `white-space`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WhiteSpace {
    #[default]
    Collapsed,
    /// Line ends are kept.
    Lines,
    /// Line ends and all spaces are kept.
    All,
}

/// Returns the value of a property in an element's `style`, in lower case, without `!important`.
pub fn property(e: &Element, name: &str) -> Option<String> {
    // The last declaration counts.
    values(e, name).next()
}

/// Returns the values that an element's `style` declares for a property, the last one first, each in lower case and
/// without `!important`.
pub fn values<'a>(e: &'a Element, name: &'a str) -> impl Iterator<Item = String> + 'a {
    e.attribute("style").unwrap_or_default().rsplit(';').filter_map(move |rule| {
        let (key, value) = rule.split_once(':')?;
        let value = value.split('!').next().unwrap_or_default();
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_ascii_lowercase())
    })
}

/// Returns the marks of an element's text: the `inherited` ones and its `own`, changed by its style. Bold and
/// italic can be reset by a descendant; underline and strike-through cannot.
pub fn marks(e: &Element, inherited: Marks, own: Marks) -> Marks {
    let mut marks = inherited.with(own);
    if e.attribute("style").is_none() {
        return marks;
    }
    let mut set = |mark: Marks, on: bool| {
        marks = if on { marks.with(mark) } else { marks.without(mark) };
    };
    let can_reset = |mark: Marks| !inherited.has(mark);
    // The shorthand: `font: italic bold 12px serif`.
    let font = property(e, "font").unwrap_or_default();
    for (word, mark) in [("bold", Marks::BOLD), ("italic", Marks::ITALIC)] {
        if font.contains(word) {
            set(mark, true);
        }
    }
    if let Some(weight) = property(e, "font-weight") {
        let number = weight.parse().unwrap_or(0);
        match weight.as_str() {
            "bold" | "bolder" => set(Marks::BOLD, true),
            "normal" | "lighter" => set(Marks::BOLD, false),
            _ if number > 0 => set(Marks::BOLD, number >= 600),
            _ => {}
        }
    }
    match property(e, "font-style").as_deref() {
        Some(slant) if slant.starts_with("italic") || slant.starts_with("oblique") => {
            set(Marks::ITALIC, true);
        }
        Some("normal") => set(Marks::ITALIC, false),
        _ => {}
    }
    let line = property(e, "text-decoration-line").or_else(|| property(e, "text-decoration"));
    if let Some(line) = line {
        if line.split_whitespace().any(|word| word == "none") {
            for mark in [Marks::UNDERLINE, Marks::STRIKE].into_iter().filter(|m| can_reset(*m)) {
                set(mark, false);
            }
        }
        if line.contains("line-through") {
            set(Marks::STRIKE, true);
        }
        // The reader's own style decides on underlines of links.
        if line.contains("underline") && e.name != "a" {
            set(Marks::UNDERLINE, true);
        }
    }
    match property(e, "vertical-align").as_deref() {
        Some("super") => set(Marks::SUP, true),
        Some("sub") => set(Marks::SUB, true),
        Some("baseline") => {
            for mark in [Marks::SUP, Marks::SUB].into_iter().filter(|m| can_reset(*m)) {
                set(mark, false);
            }
        }
        _ => {}
    }
    marks
}

/// Returns which white space an element's style keeps; `None` if it does not set this.
pub fn white_space(e: &Element) -> Option<WhiteSpace> {
    match property(e, "white-space").or_else(|| property(e, "white-space-collapse"))?.as_str() {
        "pre" | "pre-wrap" | "break-spaces" | "preserve" => Some(WhiteSpace::All),
        "pre-line" | "preserve-breaks" => Some(WhiteSpace::Lines),
        "normal" | "nowrap" | "collapse" => Some(WhiteSpace::Collapsed),
        _ => None,
    }
}

/// Returns the URL of the picture behind an element, as its style has it.
pub fn background_url(e: &Element) -> Option<&str> {
    let style = e.attribute("style")?;
    style.match_indices("background").find_map(|(at, _)| {
        let (before, url) = style.get(at..)?.split_once("url(")?;
        let url = url.split_once(')')?.0.trim_matches(['"', '\'', ' ']);
        (!before.contains(';') && !url.is_empty()).then_some(url)
    })
}

/// Returns whether an element's style hides it with its content.
pub fn is_hidden(e: &Element) -> bool {
    if e.attribute("style").is_none() {
        return false;
    }
    let is = |name, wanted: &str| property(e, name).is_some_and(|value| value == wanted);
    // Newsletters hide their preview text in several ways at once, for different mail programs.
    let is_tiny =
        |name| property(e, name).is_some_and(|value| matches!(value.as_str(), "0" | "0px" | "1px"));
    let is_media = |e: &Element| matches!(e.name.as_str(), "img" | "picture" | "iframe" | "video");
    let heights = ["max-height", "height", "opacity"].iter().filter(|name| is_tiny(name)).count();
    let others = ["max-width", "width", "font-size", "line-height"];
    let others = others.iter().filter(|name| is_tiny(name)).count();
    let is_far = |name: &&str| property(e, name).is_some_and(|value| value.starts_with("-999"));
    ["left", "top", "text-indent"].iter().any(is_far)
        || is("display", "none")
        || is("visibility", "hidden")
        || is("visibility", "collapse")
        || is("mso-hide", "all")
        || (heights > 0 && heights + others >= 2 && e.find(&is_media).is_none())
        || ((is("max-height", "0") || is("max-height", "0px")) && is("overflow", "hidden"))
}

/// Returns whether an element's style makes each child a box of its own.
pub fn is_flex(e: &Element) -> bool {
    property(e, "display")
        .is_some_and(|display| display.ends_with("flex") || display.ends_with("grid"))
}

/// Returns a length of an element's style in pixels: given in them, or relative to text of 16 pixels.
pub fn pixels(e: &Element, name: &str) -> Option<u32> {
    let value = property(e, name)?;
    let units = [("px", 1.0), ("rem", 16.0), ("em", 16.0), ("ex", 8.0), ("ch", 8.0)];
    let (number, unit) =
        units.iter().find_map(|(unit, size)| Some((value.strip_suffix(unit)?, *size)))?;
    let pixels = baca_sys::number::parse(number.trim())? * unit;
    (0.0..1e5).contains(&pixels).then_some(pixels as u32)
}
