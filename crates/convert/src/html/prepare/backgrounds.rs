//! Pictures that a style or a script puts behind an element.

use crate::html::addresses;
use crate::html::allowlist::{role, Role};
use crate::html::style::background_url;
use baca_sys::html::Element;

/// Attributes with the address of a picture that a script puts behind an element or into it.
const SCRIPT_ATTRS: [&str; 4] = ["bg", "background", "thumbnail", "thumb"];

/// Returns the address of an element's background picture; `None` for a small picture that stands in the
/// style itself, and for a player, whose still it is.
fn address(e: &Element) -> Option<&str> {
    background_url(e).filter(|url| !addresses::is_blank_image(url) && !url.starts_with("data:"))
}

/// Returns the background of an element as a picture if it has the role of one; WordPress writes covers that
/// stay while the page scrolls so.
pub fn picture_of(e: &Element) -> Option<Element> {
    if e.attribute("role") != Some("img") || !e.children.is_empty() {
        return None;
    }
    let src = address(e).or_else(|| script_pictures(e).first().copied())?;
    let mut attributes = vec![("src".into(), src.into())];
    attributes.extend(e.filled("aria-label").map(|label| ("alt".into(), label.into())));
    Some(Element { name: "img".into(), attributes, ..Element::default() })
}

/// Returns the address of a background that is decoration, so that it can be noted.
pub fn decoration(e: &Element) -> Option<&str> {
    address(e).filter(|_| !matches!(role(e), Role::Media | Role::Picture))
}

/// Returns the addresses of pictures that a script shows in an element that is no picture, unless a picture or a
/// link in the element has the same file; and the picture of an `input`.
pub fn script_pictures(e: &Element) -> Vec<&str> {
    if e.name == "input" {
        let is_picture = |kind: &str| kind.eq_ignore_ascii_case("image");
        let src = e.filled("src").filter(|_| e.attribute("type").is_some_and(is_picture));
        return src.into_iter().collect();
    }
    if matches!(role(e), Role::Media | Role::Picture | Role::Frame | Role::Drop) {
        return Vec::new();
    }
    let mut out: Vec<&str> = Vec::new();
    for (name, value) in &e.attributes {
        let Some(data) = name.strip_prefix("data-") else { continue };
        let is_named = SCRIPT_ATTRS.iter().any(|part| data.contains(part));
        if !is_named && !addresses::is_lazy_attr(name) {
            continue;
        }
        let address = first_address(value);
        let is_path = is_named && !name.contains("video") && address.contains('/');
        let shows = |part: &Element| match role(part) {
            Role::Picture => part.attributes.iter().any(|(_, v)| addresses::same_file(v, address)),
            _ => part.name == "a" && part.filled("href").is_some_and(|to| to == address),
        };
        let is_shown = (shows(e) && !e.children.is_empty())
            || e.attribute("style").is_some_and(|style| style.contains(address))
            || e.find(&shows).is_some();
        let is_file = addresses::looks_like_picture(address) || is_path;
        if is_file && !out.contains(&address) && !is_shown {
            out.push(address);
        }
    }
    out
}

/// Returns the first address in `url(…)`, a `srcset` or an address alone.
fn first_address(value: &str) -> &str {
    let value = value.trim();
    let inner = value.strip_prefix("url(").and_then(|rest| rest.split(')').next());
    let inner = inner.unwrap_or(value).trim_matches(['"', '\'', ' ']);
    addresses::parse_srcset(inner).first().map_or("", |(address, _)| address)
}
