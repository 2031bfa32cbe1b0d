//! Removes tiny previews beside the full images, which pages show until those are loaded.

use super::text::has_letters;
use crate::html::addresses::{file_of, is_blank_image, is_lazy_attr, pixels};
use crate::html::allowlist::{role, Role};
use crate::html::elements::img_of;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;

/// Maximum bytes of a `data:` address that is taken for a preview beside another image.
const MAX_INLINE_BYTES: usize = 8192;

/// Removes previews among sibling nodes. Two images with text or another element between them are never
/// previews of each other.
pub fn drop_previews(nodes: &mut Vec<Node>, decoder: &mut Decoder) {
    merge_split_pictures(nodes);
    let is_picture = |e: &&Element| role(e) == Role::Picture;
    let mut group = 0;
    let mut groups = Vec::new();
    let mut full = Vec::new();
    for node in nodes.iter() {
        let picture = node.element().filter(is_picture);
        let separates = match node {
            Node::Element(e) => picture.is_none() && e.name != "noscript" && !is_empty(e),
            Node::Text(_) => !node.is_blank(),
        };
        group += usize::from(separates);
        groups.push(group);
        if let Some(address) = picture.filter(|e| !is_preview(e)).and_then(address) {
            full.push((group, file_of(address).to_string()));
        }
    }
    if full.is_empty() {
        return;
    }
    let mut groups = groups.into_iter();
    nodes.retain(|node| {
        let group = groups.next().unwrap_or_default();
        let Some(e) = node.element().filter(is_picture).filter(|e| is_preview(e)) else {
            return true;
        };
        let address = address(e).unwrap_or_default();
        let inline = address.starts_with("data:");
        let drop =
            full.iter().any(|(of, file)| *of == group && (inline || file == file_of(address)));
        if drop && !is_blank_image(address) {
            decoder.dropped("a preview of the picture beside it", address);
        }
        !drop
    });
}

/// Moves the files of a `picture` without an `img`, which shows nothing, into the `picture` after it: some
/// pages keep the files for large and small screens apart.
fn merge_split_pictures(nodes: &mut Vec<Node>) {
    let is_img = |e: &Element| matches!(e.name.as_str(), "img" | "amp-img");
    let is_picture = |node: &Node| node.element().is_some_and(|e| e.name == "picture");
    let is_part =
        |node: &Node| is_picture(node) && node.element().is_some_and(|e| e.find(&is_img).is_none());
    let mut at = 0;
    while let Some(next) = nodes.iter().skip(at).position(is_part).map(|found| at + found) {
        at = next + 1;
        let target = nodes.iter().skip(at).position(is_picture).map(|found| at + found);
        let fits = |at: &usize| nodes.get(*at).is_some_and(|node| !is_part(node));
        let Some(target) = target.filter(fits) else { continue };
        let Node::Element(part) = nodes.remove(next) else { continue };
        if let Some(Node::Element(picture)) = nodes.get_mut(target - 1) {
            let mut children = part.children;
            children.append(&mut picture.children);
            picture.children = children;
        }
        at = next;
    }
}

/// Returns whether an element shows nothing: a box that holds the place of an image, a canvas.
fn is_empty(e: &Element) -> bool {
    let is_content = |e: &Element| !matches!(role(e), Role::Inline | Role::Container);
    !is_content(e) && e.find(&is_content).is_none() && !has_letters(&e.children)
}

/// Returns the address of an image: the lazily loaded one, else `src`.
fn address(e: &Element) -> Option<&str> {
    let img = img_of(e);
    let lazy = img.attributes.iter().find(|(name, _)| is_lazy_attr(name));
    lazy.map(|(_, value)| value.as_str()).or(img.filled("src"))
}

/// Returns whether an image is a preview, by class, size or address.
fn is_preview(e: &Element) -> bool {
    let img = img_of(e);
    let address = address(e).unwrap_or_default();
    if address.starts_with("data:") {
        return address.len() < MAX_INLINE_BYTES && img.filled("alt").is_none();
    }
    let small = |text: &str| text.parse::<u32>().is_ok_and(|n| (1..=64).contains(&n));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let by_class =
        e.class_like(&["thumb", "preview", "tiny", "lqip", "blur", "placeholder", "low-res"]);
    let by_size = img.filled("width").and_then(pixels).is_some_and(|width| width <= 64);
    let by_address = path.split('/').any(small)
        || query.split('&').any(|pair| {
            pair.split_once('=').is_some_and(|(key, value)| {
                matches!(key, "w" | "width" | "h" | "height" | "resize") && small(value)
            })
        });
    by_class || by_size || by_address
}
