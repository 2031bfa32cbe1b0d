//! Mounts the article: renders it into an empty container, or finds one that the page was server-rendered
//! with. Its nodes are replaced only when the language of the controls changes.

use baca_render::article::frame::Frame;
use baca_render::article::view::ArticleView;
use baca_render::article::{body, header, mount_points};
use baca_render::el::ElementBuilder;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Number of sections of the body that are rendered first. They fill several screens, so the rest of a long
/// article can be rendered while the reader sees them.
pub const FIRST_SECTIONS: usize = 2;
/// Number of sections in each later chunk.
const SECTIONS_PER_CHUNK: usize = 6;

/// Renders the article with the first sections of its body into `container`. Returns its root.
pub fn render(view: &ArticleView, container: &Element) -> Option<HtmlElement> {
    let Frame { root, before_article, article, before_body, body, footer, after_article } =
        Frame::new(view);
    let body = with_sections(body, view, FIRST_SECTIONS);
    let article = article.children(before_body).child(body).child(footer);
    let root = root.children(before_article).child(article).children(after_article).element()?;
    container.append_child(&root).ok()?;
    root.dyn_into().ok()
}

/// Renders the next sections of the body after the first `done`, as many as fit between two frames. Returns
/// the number of sections that are rendered now; `None` if none are left.
pub fn render_next_chunk(view: &ArticleView, root: &HtmlElement, done: usize) -> Option<usize> {
    let count = body::section_count(view);
    let next = (done + SECTIONS_PER_CHUNK).min(count);
    if done >= next {
        return None;
    }
    let body = root.query_selector(".body").ok()??;
    for index in done..next {
        if let Some(section) = body::section(view, index) {
            let section: web_sys::Node = section.element()?.into();
            let _ = body.append_child(&section);
        }
    }
    (next < count).then_some(next)
}

/// Called when the full article arrives after its first `blocks_before` blocks were rendered. Updates the
/// reading time, and removes the first section if it may be incomplete. Returns the number of sections that
/// stay.
pub fn extend(view: &ArticleView, root: &HtmlElement, blocks_before: usize) -> usize {
    let find = |selector: &str| root.query_selector(selector).ok().flatten();
    if let (Some(old), Some(new)) =
        (find(".meta > :last-child"), header::reading_time(view).element())
    {
        let _ = old.replace_with_with_node_1(&new);
    }
    if blocks_before > body::SECTION_BLOCKS {
        return FIRST_SECTIONS;
    }
    if let Some(body) = find(".body") {
        body.set_text_content(None);
    }
    0
}

/// Appends the first `count` sections to the body.
fn with_sections(mut body: ElementBuilder, view: &ArticleView, count: usize) -> ElementBuilder {
    for index in 0..count {
        body = body.child_opt(body::section(view, index));
    }
    body
}

/// Returns the root of a server-rendered article; `None` if it lacks the toolbar's mount point or the body.
pub fn find_server_rendered(root: &Element) -> Option<HtmlElement> {
    let has = |selector: &str| root.query_selector(selector).ok().flatten().is_some();
    let is_complete =
        has(&["[data-place=", mount_points::TOOLS, "]"].concat()) && has("article > .body");
    root.clone().dyn_into().ok().filter(|_| is_complete)
}

/// Relabels the mounted article in another interface language. The text of a server-rendered article stays,
/// because its blocks are not available here. Returns `None` if the article's markup is not as expected.
pub fn relabel(view: &ArticleView, root: &HtmlElement, server_rendered: bool) -> Option<()> {
    let Frame {
        root: new_root, before_article: [bar, _], article, before_body, body, footer, ..
    } = Frame::new(view);
    copy_attributes(&new_root.element()?, root);
    copy_attributes(&bar.element()?, &root.query_selector(".progress").ok()??);
    let old = root.query_selector("article").ok()??.first_element_child();
    let count = if server_rendered { 0 } else { body::section_count(view) };
    let body = with_sections(body, view, count);
    let new = article.children(before_body).child(body).child(footer).element()?;
    let (mut next_old, mut next_new) = (old, new.first_element_child());
    while let (Some(old), Some(new)) = (next_old, next_new) {
        (next_old, next_new) = (old.next_element_sibling(), new.next_element_sibling());
        if old.has_attribute("data-place") {
            copy_attributes(&new, &old);
        } else if server_rendered {
            continue;
        } else if old.class_name() == "body" {
            // The element of the body stays: the scroll tracker refers to it.
            old.set_text_content(None);
            while let Some(section) = new.first_child() {
                let _ = old.append_child(&section);
            }
        } else {
            let _ = old.replace_with_with_node_1(&new);
        }
    }
    Some(())
}

/// Copies the attributes of language, direction and label from one element to another.
fn copy_attributes(from: &Element, to: &Element) {
    for name in ["lang", "dir", "aria-label"] {
        if let Some(value) = from.get_attribute(name) {
            let _ = to.set_attribute(name, &value);
        }
    }
}
