//! Places in the article that have a name. Links lead there, and so does the page's own address: the
//! browser looks for its fragment in the page alone, never inside a shadow root.

use super::scene::Scene;
use crate::{dom, reading};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, Location, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Follows a link to a place in the article; `false` if it leads elsewhere.
pub fn follow(scene: &Scene, href: &str) -> bool {
    // Many write out the article's own address before the place.
    let within = href.strip_prefix(scene.url.as_str()).unwrap_or(href);
    let Some(name) = within.strip_prefix('#') else { return false };
    let Some(place) = place(scene, name) else { return false };
    // First, so that the way back leads to where the reader was.
    remember(name);
    go_to(&place);
    true
}

/// Goes where the page's address points, if that is in the article.
pub fn heed(scene: &Scene) {
    if let Some(place) = address().and_then(|address| place(scene, address.hash().ok()?.get(1..)?))
    {
        go_to(&place);
    }
}

/// The same for an article that has just come: whoever went somewhere else meanwhile stays there.
pub fn arrive(scene: &Scene) {
    let scrolled = dom::window().and_then(|window| window.scroll_y().ok()).is_some_and(|y| y > 0.0);
    let active = dom::document().and_then(|document| document.active_element());
    if !scrolled && active.is_none_or(|active| active.local_name() == "body") {
        heed(scene);
    }
}

fn address() -> Option<Location> {
    Some(dom::window()?.location())
}

/// Puts the place into the page's address, as a link of the page does: it can be shared, and the
/// browser's way back works.
fn remember(name: &str) -> Option<()> {
    let address = address()?;
    let hash = address.hash().ok()?;
    // An address that a script of the page reads, or a name that the page has as well.
    let routed = hash.starts_with("#/") || hash.starts_with("#!");
    let taken =
        name.eq_ignore_ascii_case("top") || dom::document()?.get_element_by_id(name).is_some();
    if !routed && !taken {
        address.set_hash(name).ok()?;
    }
    Some(())
}

/// The place of this name in the article.
fn place(scene: &Scene, name: &str) -> Option<Element> {
    let root = scene.host.shadow_root()?;
    let find = |name: &str| root.get_element_by_id(&[&scene.prefix, name].concat());
    // The fragment may be percent-encoded where the name is not.
    let decoded = || js_sys::decode_uri_component(name).ok().map(String::from);
    find(name).or_else(|| find(&decoded()?))
}

/// Scrolls to a place and puts the focus there.
fn go_to(place: &Element) {
    // A closed box around it would hide it.
    let mut around = place.closest("details").ok().flatten();
    while let Some(details) = around {
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|p| p.closest("details").ok().flatten());
    }
    scroll_to(place);
    focus(place);
}

/// Back to the beginning, for the eye and for the keyboard.
pub fn to_top(host: &HtmlElement) {
    scroll_to(host);
    let root = host.shadow_root();
    let find = |selector| root.as_ref()?.query_selector(selector).ok().flatten();
    if let Some(headline) = find("h1").or_else(|| find("[part~=header]")) {
        focus(&headline);
    }
}

/// Gliding over more screens than this shows nobody anything.
const FAR: f64 = 3.0;

/// Scrolls to an element. What is far away has never been laid out, and its place is a guess until it
/// is on screen: there it is looked for again.
fn scroll_to(element: &Element) {
    let screen = dom::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or_default();
    if element.get_bounding_client_rect().top().abs() < FAR * screen {
        let calm = dom::media("(prefers-reduced-motion: reduce)");
        bring(element, if calm { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
        return;
    }
    bring(element, ScrollBehavior::Instant);
    let element = element.clone();
    reading::in_next_frame(move || bring(&element, ScrollBehavior::Instant));
}

fn bring(element: &Element, behavior: ScrollBehavior) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(behavior);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

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
