//! The article comes into the page: drawn into an empty room, or found there, because the page
//! brought it along. Its nodes are never made again, unless the words of the controls change.

use super::page::{Frame, Page};
use super::paper::Tag;
use super::{body, header, place};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Pieces of the body that are drawn at first: some screens full. A long article is read from its
/// beginning, and the rest is drawn while that is on screen.
pub const FIRST: usize = 2;
/// Pieces that are drawn in a step after that.
const STEP: usize = 6;

/// Draws the beginning of the article into `room`; gives its root.
pub fn draw(page: &Page, room: &Element) -> Option<HtmlElement> {
    let Frame { root, above, article, top, body, foot, below } = Frame::of(page);
    let sections = (0..FIRST).filter_map(|index| body::section(page, index));
    let article = article.with_all(top).with(body.with_all(sections)).with(foot);
    let root = root.with_all(above).with(article).with_all(below).element()?;
    room.append_child(&root).ok()?;
    root.dyn_into().ok()
}

/// Draws what comes after the first `done` pieces of the body; gives how many there are now, or
/// nothing if that is all. As many at a time as fit between two frames.
pub fn draw_on(page: &Page, root: &HtmlElement, done: usize) -> Option<usize> {
    let count = body::count(page);
    let next = (done + STEP).min(count);
    if done >= next {
        return None;
    }
    let body = root.query_selector(".body").ok()??;
    for section in (done..next).filter_map(|index| body::section(page, index)) {
        let section = section.element()?;
        let _ = body.append_child(&section);
    }
    (next < count).then_some(next)
}

/// Makes what is drawn of an article's beginning into the beginning of the whole: says how long it
/// takes to read, and takes away a first piece that may have ended too early (blocks that say
/// nothing are left out). Gives how many pieces are drawn now.
pub fn extend(page: &Page, root: &HtmlElement, beginning: usize) -> usize {
    let find = |selector: &str| root.query_selector(selector).ok().flatten();
    if let (Some(was), Some(is)) =
        (find(".facts > :last-child"), header::reading_time(page).element())
    {
        let _ = was.replace_with_with_node_1(&is);
    }
    if beginning > body::SECTION {
        return FIRST;
    }
    if let Some(body) = find(".body") {
        body.set_text_content(None);
    }
    0
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
