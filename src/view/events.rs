//! What bubbles up, or is caught on its way down, from the article: pictures that come or fail,
//! media that plays, links inside the article.

use super::anchors;
use super::scene::Scene;
use crate::dom;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlImageElement, HtmlMediaElement, MouseEvent};

/// Listeners that undo themselves when dropped.
pub struct Events {
    _listeners: Vec<EventListener>,
}

impl Events {
    /// Listens at the reader's root.
    pub fn listen(scene: &Scene, root: &HtmlElement) -> Self {
        let mut listeners = Vec::new();
        // These do not bubble: they are caught on their way down.
        for name in ["load", "error", "play", "pause", "ended"] {
            let scene = scene.clone();
            let options =
                EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            listeners.push(EventListener::new_with_options(root, name, options, move |event| {
                happened(&scene, name, event);
            }));
        }
        if let Some(window) = dom::window() {
            let scene = scene.clone();
            let moved = move |_: &Event| anchors::heed(&scene);
            listeners.push(EventListener::new(&window, "hashchange", moved));
        }
        let scene_of_links = scene.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        listeners.push(EventListener::new_with_options(root, "click", options, move |event| {
            clicked(&scene_of_links, event);
        }));
        // A picture out of the cache has loaded before anybody listened.
        if let Ok(images) = root.query_selector_all("img") {
            for index in 0..images.length() {
                let image: Option<HtmlImageElement> =
                    images.item(index).and_then(|node| node.dyn_into().ok());
                let Some(image) = image else { continue };
                keep_shape(&image);
                // One that waits for the eye has no address yet.
                if image.complete() && !image.current_src().is_empty() {
                    settle(scene, &image, image.natural_width() > 0);
                }
            }
        }
        Self { _listeners: listeners }
    }
}

/// Holds the box that width and height have reserved: the picture's own shape may differ by a little,
/// and would move the text. Through the CSSOM, which every CSP allows.
fn keep_shape(image: &HtmlImageElement) {
    let size = image.get_attribute("width").zip(image.get_attribute("height"));
    if let Some((width, height)) = size {
        dom::set_property(image, "aspect-ratio", &[&width, " / ", &height].concat());
    }
}

fn happened(scene: &Scene, name: &str, event: &Event) {
    let Some(target) = event.target() else { return };
    if let Some(image) = target.dyn_ref::<HtmlImageElement>() {
        settle(scene, image, name == "load");
        return;
    }
    // A `source` that fails tells it by itself; the last one has nothing left to try.
    let failed_source = target.dyn_ref::<Element>().filter(|e| e.local_name() == "source");
    if let (Some(source), "error") = (failed_source, name) {
        if source.next_element_sibling().is_none_or(|next| next.local_name() != "source") {
            if let Some(media) = source.parent_element().and_then(|p| p.dyn_into().ok()) {
                media_happened(scene, name, &media);
            }
        }
        return;
    }
    if let Some(media) = target.dyn_ref::<HtmlMediaElement>() {
        media_happened(scene, name, media);
    }
}

fn media_happened(scene: &Scene, name: &str, media: &HtmlMediaElement) {
    let mut src = media.current_src();
    if src.is_empty() {
        let source = media.query_selector("source").ok().flatten();
        src = source.and_then(|s| s.get_attribute("src")).unwrap_or_default();
    }
    scene.emit("video", &[("src", src.as_str().into()), ("state", name.into())]);
    if name == "error" {
        let link = dom::make("a", &[("href", &src), ("rel", "noopener"), ("target", "_blank")]);
        if let Some(link) = link {
            link.set_text_content(Some(scene.t("mediaOpen")));
            note(media, scene.t("mediaFailed"), Some(link));
        }
    }
}

/// A picture has come, or will not come: the placeholder ends either way.
fn settle(scene: &Scene, image: &HtmlImageElement, came: bool) {
    let _ = image.set_attribute("data-state", if came { "ready" } else { "failed" });
    if !came {
        note(image, scene.t("imageFailed"), None);
    }
}

/// Puts a message after a picture or a medium, once.
fn note(after: &Element, text: &str, link: Option<Element>) {
    let place = after.closest("picture").ok().flatten().unwrap_or_else(|| after.clone());
    if place.next_element_sibling().is_some_and(|next| next.class_name() == "note") {
        return;
    }
    if let Some(element) = dom::make("span", &[("class", "note"), ("role", "status")]) {
        element.set_text_content(Some(text));
        if let Some(link) = link {
            let _ = element.append_with_str_1(" ");
            let _ = element.append_with_node_1(&link);
        }
        let _ = place.after_with_node_1(&element);
    }
}

/// A click: on a card's button, or on a link to a place in the article.
fn clicked(scene: &Scene, event: &Event) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
    if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() {
        return;
    }
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let button = target.as_ref().and_then(|t| t.closest("button[data-frame]").ok().flatten());
    if let Some(button) = button {
        show_frame(&button);
    }
    let link = target.and_then(|target| target.closest("a[href*='#']").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href"));
    if href.is_some_and(|href| anchors::follow(scene, &href)) {
        event.prevent_default();
    }
}

/// What a frame may do.
const PLAYER: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms \
                      allow-presentation allow-storage-access-by-user-activation";

/// Puts the frame in the place of its card: the reader has asked for it.
fn show_frame(button: &Element) -> Option<()> {
    let card = button.closest(".card").ok().flatten()?;
    let of = |name: &str| button.get_attribute(name).unwrap_or_default();
    // It may do all that players do, and never take the page's place. A frame of the page's own
    // origin could reach into the page: it is kept out.
    let url = of("data-frame");
    let page = dom::window().and_then(|window| window.location().origin().ok());
    let foreign = web_sys::Url::new(&url).is_ok_and(|url| Some(url.origin()) != page);
    let sandbox = [PLAYER, if foreign { " allow-same-origin" } else { "" }].concat();
    let frame = dom::make(
        "iframe",
        &[
            ("title", &of("data-title")),
            ("width", &of("data-width")),
            ("height", &of("data-height")),
            ("allow", "fullscreen; picture-in-picture; encrypted-media; clipboard-write"),
            ("allowfullscreen", ""),
            // Players of others refuse a page that does not say where it is.
            ("referrerpolicy", "strict-origin-when-cross-origin"),
            ("tabindex", "0"),
            ("sandbox", &sandbox),
            ("src", &url),
        ],
    )?;
    // Hidden, not replaced: what was chosen can be taken back.
    card.set_attribute("hidden", "").ok()?;
    card.after_with_node_1(&frame).ok()?;
    dom::call(&frame, "focus", &[]);
    Some(())
}
