//! The article comes into the page: drawn into an empty room, or found there, because the page
//! brought it along. Its nodes are never made again, unless the words of the controls change.

use super::page::{Frame, Page};
use super::paper::Tag;
use super::{body, place};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Draws the article into `room`; gives its root.
pub fn draw(page: &Page, room: &Element) -> Option<HtmlElement> {
    let Frame { root, above, article, top, body, foot, below } = Frame::of(page);
    let article = article.with_all(top).with(body.with_all(sections(page))).with(foot);
    let root = root.with_all(above).with(article).with_all(below).element()?;
    room.append_child(&root).ok()?;
    root.dyn_into().ok()
}

fn sections(page: &Page) -> impl Iterator<Item = Tag> + '_ {
    (0..body::count(page)).filter_map(|index| body::section(page, index))
}

/// The root of an article that the page brought along, if it has what the controls need.
pub fn find(room: &Element) -> Option<HtmlElement> {
    let has = |selector: &str| room.query_selector(selector).ok().flatten().is_some();
    let whole = has(&["[data-place=", place::TOOLS, "]"].concat()) && has("article > .body");
    room.clone().dyn_into().ok().filter(|_| whole)
}

/// Says what stands in the page in other words of the controls. The body of an article that the page
/// brought along stays as it is: what it was drawn from is not here.
pub fn reword(page: &Page, root: &HtmlElement, adopted: bool) -> Option<()> {
    let Frame { root: new_root, above: [bar, _], article, top, body, foot, .. } = Frame::of(page);
    like(root, &new_root.element()?);
    like(&root.query_selector(".progress").ok()??, &bar.element()?);
    let old = root.query_selector("article").ok()??.first_element_child();
    let sections: Vec<Tag> = if adopted { Vec::new() } else { sections(page).collect() };
    let body = body.with_all(sections);
    let new = article.with_all(top).with(body).with(foot).element()?;
    let (mut old, mut new) = (old, new.first_element_child());
    while let (Some(was), Some(is)) = (old, new) {
        (old, new) = (was.next_element_sibling(), is.next_element_sibling());
        if was.has_attribute("data-place") {
            like(&was, &is);
        } else if adopted {
            continue;
        } else if was.class_name() == "body" {
            // The body itself is observed.
            was.set_text_content(None);
            while let Some(section) = is.first_child() {
                let _ = was.append_child(&section);
            }
        } else {
            let _ = was.replace_with_with_node_1(&is);
        }
    }
    Some(())
}

/// Gives an element the attributes of another.
fn like(was: &Element, is: &Element) {
    for name in ["lang", "dir", "aria-label"] {
        if let Some(value) = is.get_attribute(name) {
            let _ = was.set_attribute(name, &value);
        }
    }
}
