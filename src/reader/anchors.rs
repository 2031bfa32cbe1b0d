//! Links to elements of the article, and the fragment of the page's URL. Baca scrolls to their targets
//! itself, because browsers do not look for the target of a fragment inside shadow roots.

use super::context::ReaderContext;
use crate::reader::scroll_tracker;
use crate::web::dom;
use baca_sys::text;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, Location, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

thread_local! {
    /// The fragment that a link of an article has set last, until it changes again.
    static FOLLOWED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Follows a link to an element of the article. Returns `false` if `href` leads elsewhere.
pub fn follow(context: &ReaderContext, href: &str) -> bool {
    // Some links have the article's own URL before the fragment.
    let within = href.strip_prefix(context.view.url.as_str()).unwrap_or(href);
    let Some(id) = within.strip_prefix('#') else { return false };
    let Some(target) = find_target(context, id) else { return false };
    // Before scrolling, so that the history entry keeps the present position.
    FOLLOWED.with(|followed| followed.replace(id.into()));
    set_fragment(id);
    go_to(&target);
    true
}

/// Goes to the target of the fragment in the page's URL, if the article has it.
pub fn go_to_fragment(context: &ReaderContext) {
    if let Some(target) = fragment_target(context) {
        go_to(&target);
    }
}

/// Returns the target of the fragment in the page's URL.
fn fragment_target(context: &ReaderContext) -> Option<Element> {
    find_target(context, location()?.hash().ok()?.get(1..)?)
}

/// Goes to the target of the fragment after it has changed, unless a link has led there: several articles of a
/// page may have the id.
pub fn go_to_changed_fragment(context: &ReaderContext) {
    let Some(hash) = location().and_then(|location| location.hash().ok()) else { return };
    let id = hash.get(1..).unwrap_or_default();
    let is_followed = FOLLOWED.with(|followed| {
        let is_same = *followed.borrow() == id;
        if !is_same {
            followed.borrow_mut().clear();
        }
        is_same
    });
    if !is_followed {
        go_to_fragment(context);
    }
}

/// Goes to the target of the fragment when an article has been mounted, unless the reader has scrolled or
/// moved the focus meanwhile.
pub fn go_to_initial_fragment(context: &ReaderContext) {
    // Without a target, the scroll position would cost a layout of the new article for nothing.
    let Some(target) = fragment_target(context) else { return };
    let scrolled = dom::window().and_then(|window| window.scroll_y().ok()).is_some_and(|y| y > 0.0);
    let active = dom::document().and_then(|document| document.active_element());
    if !scrolled && active.is_none_or(|active| active.local_name() == "body") {
        go_to(&target);
    }
}

fn location() -> Option<Location> {
    Some(dom::window()?.location())
}

/// Sets the fragment of the page's URL, as a link in the page would: the URL can be shared, and the
/// browser's "Back" works. Returns `None` if the browser refuses.
fn set_fragment(id: &str) -> Option<()> {
    let location = location()?;
    let hash = location.hash().ok()?;
    // Not if a router of the page uses the fragment, or if it would lead to an element of the page.
    let is_routed = hash.starts_with("#/") || hash.starts_with("#!");
    let is_taken =
        id.eq_ignore_ascii_case("top") || dom::document()?.get_element_by_id(id).is_some();
    if !is_routed && !is_taken {
        location.set_hash(id).ok()?;
    }
    Some(())
}

/// Returns the element with this id (without the reader's prefix) in the article.
fn find_target(context: &ReaderContext, id: &str) -> Option<Element> {
    let root = context.host.shadow_root()?;
    let find = |id: &str| root.get_element_by_id(&text::concat(&[&context.view.prefix, id]));
    // The fragment may be percent-encoded where the id is not.
    let decoded = || js_sys::decode_uri_component(id).ok().map(String::from);
    find(id).or_else(|| find(&decoded()?))
}

/// Scrolls to an element and focuses it.
fn go_to(target: &Element) {
    // A closed `<details>` around it would hide it.
    let mut next = target.closest("details").ok().flatten();
    while let Some(details) = next {
        let _ = details.set_attribute("open", "");
        next = details.parent_element().and_then(|p| p.closest("details").ok().flatten());
    }
    scroll_to(target);
    focus(target);
}

/// Scrolls to the top of the reader and focuses the headline, or the header if there is none.
pub fn to_top(host: &HtmlElement) {
    scroll_to(host);
    let root = host.shadow_root();
    let find = |selector| root.as_ref()?.query_selector(selector).ok().flatten();
    if let Some(headline) = find("[part~=headline]").or_else(|| find("[part~=header]")) {
        focus(&headline);
    }
}

/// Distance in window heights up to which scrolling is smooth.
const MAX_SMOOTH_DISTANCE: f64 = 3.0;

/// Scrolls to an element. The position of an element far away is an estimate until its section has been
/// laid out, so it is corrected in the next frame.
fn scroll_to(element: &Element) {
    let window = dom::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or_default();
    if element.get_bounding_client_rect().top().abs() < MAX_SMOOTH_DISTANCE * window {
        let reduced = dom::matches_media("(prefers-reduced-motion: reduce)");
        let behavior = if reduced { ScrollBehavior::Instant } else { ScrollBehavior::Smooth };
        scroll_into_view(element, behavior);
        return;
    }
    scroll_into_view(element, ScrollBehavior::Instant);
    let element = element.clone();
    scroll_tracker::in_next_frame(move || scroll_into_view(&element, ScrollBehavior::Instant));
}

/// Scrolls so that the element is at the upper edge.
fn scroll_into_view(element: &Element, behavior: ScrollBehavior) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(behavior);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Focuses an element without scrolling. Makes it focusable if necessary.
fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        if !element.has_attribute("tabindex") && element.tab_index() < 0 {
            let _ = element.set_attribute("tabindex", "-1");
        }
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
