//! Pictures that a style puts behind an element.

use crate::html::addresses;
use crate::html::allowlist::{role, Role};
use crate::html::style::background_url;
use baca_sys::html::Element;

/// Returns the address of an element's background picture; `None` for a small picture that stands in the
/// style itself, and for a player, whose still it is.
fn address(e: &Element) -> Option<&str> {
    background_url(e).filter(|url| !addresses::is_blank_image(url) && !url.starts_with("data:"))
}

/// Returns the background of an element as a picture if it has the role of one; WordPress writes covers that
/// stay while the page scrolls so.
pub fn picture_of(e: &Element) -> Option<Element> {
    let src = address(e).filter(|_| e.attribute("role") == Some("img") && e.children.is_empty())?;
    let mut attributes = vec![("src".into(), src.into())];
    attributes.extend(e.filled("aria-label").map(|label| ("alt".into(), label.into())));
    Some(Element { name: "img".into(), attributes, ..Element::default() })
}

/// Returns the address of a background that is decoration, so that it can be noted.
pub fn decoration(e: &Element) -> Option<&str> {
    address(e).filter(|_| !matches!(role(e), Role::Media | Role::Picture))
}
