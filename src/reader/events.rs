//! Events inside the article: images that load or fail, media that plays, links to elements of the article,
//! embeds that are opened.

use super::anchors;
use super::context::ReaderContext;
use crate::web::dom;
use baca_sys::js;
use baca_sys::json::digits;
use baca_sys::text;
use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlImageElement, HtmlMediaElement, MouseEvent};

/// Listeners on the article's events; dropping them ends them.
pub struct ArticleEvents {
    _listeners: Vec<EventListener>,
}

impl ArticleEvents {
    /// Adds the listeners to the reader's root. Handles images that have loaded already.
    pub fn listen(context: &Rc<ReaderContext>, root: &HtmlElement) -> Self {
        let mut listeners = Vec::new();
        // These events do not bubble, so they are captured.
        for name in ["load", "error", "play", "pause", "ended"] {
            let context = context.clone();
            let options =
                EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
            listeners.push(EventListener::new_with_options(root, name, options, move |event| {
                handle_media_event(&context, name, event);
            }));
        }
        if let Some(window) = dom::window() {
            let context = context.clone();
            let changed = move |_: &Event| anchors::go_to_changed_fragment(&context);
            listeners.push(EventListener::new(&window, "hashchange", changed));
        }
        let click_context = context.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };
        listeners.push(EventListener::new_with_options(root, "click", options, move |event| {
            handle_click(&click_context, event);
        }));
        // Images from the cache may have loaded before the listeners were added.
        if let Ok(images) = root.query_selector_all("img") {
            for index in 0..images.length() {
                let image: Option<HtmlImageElement> =
                    images.item(index).and_then(|node| node.dyn_into().ok());
                let Some(image) = image else { continue };
                fix_aspect_ratio(&image);
                // A lazy image that is not requested yet is complete, but without a source.
                if image.complete() && !image.current_src().is_empty() {
                    set_image_state(context, &image, image.natural_width() > 0);
                }
            }
        }
        Self { _listeners: listeners }
    }
}

/// Fixes the aspect ratio to that of the attributes `width` and `height`. The ratio of the file may differ
/// slightly, which would move the text when it loads. Set by the CSSOM, which every CSP allows.
fn fix_aspect_ratio(image: &HtmlImageElement) {
    let size = image.get_attribute("width").zip(image.get_attribute("height"));
    if let Some((width, height)) = size {
        dom::set_property(image, "aspect-ratio", &text::concat(&[&width, " / ", &height]));
    }
}

/// Images whose size is known: of the largest of several files, or of a line. A vector image has no size.
const SIZED: &str = "[srcset],picture>img,.icon,[src$='.svg'],[src*='.svg?']";

/// Limits an image that is shown larger than its file to the size of the file.
fn limit_to_file(image: &HtmlImageElement) {
    let width = image.natural_width();
    let is_too_wide = f64::from(width) < image.get_bounding_client_rect().width();
    if is_too_wide && !image.matches(SIZED).unwrap_or(true) {
        dom::set_property(image, "--natural", &text::concat(&[&digits(&width.into()), "px"]));
        dom::set_property(image, "aspect-ratio", "auto");
    }
}

/// Handles an event of an image or of a media element.
fn handle_media_event(context: &ReaderContext, name: &str, event: &Event) {
    let Some(target) = event.target() else { return };
    if let Some(image) = target.dyn_ref::<HtmlImageElement>() {
        set_image_state(context, image, name == "load");
        return;
    }
    // Each `source` that fails has its own event. The media element has failed if it is the last one.
    let failed_source = target.dyn_ref::<Element>().filter(|e| e.local_name() == "source");
    if let (Some(source), "error") = (failed_source, name) {
        if source.next_element_sibling().is_none_or(|next| next.local_name() != "source") {
            if let Some(media) = source.parent_element().and_then(|p| p.dyn_into().ok()) {
                report_media(context, name, &media);
            }
        }
        return;
    }
    if let Some(media) = target.dyn_ref::<HtmlMediaElement>() {
        report_media(context, name, media);
    }
}

/// Sends the event `baca-video`. Adds a message with a link to the file if it failed.
fn report_media(context: &ReaderContext, name: &str, media: &HtmlMediaElement) {
    let mut src = media.current_src();
    if src.is_empty() {
        let source = media.query_selector("source").ok().flatten();
        src = source.and_then(|s| s.get_attribute("src")).unwrap_or_default();
    }
    context.emit("video", &[("src", src.as_str().into()), ("state", name.into())]);
    if name == "error" {
        let link =
            dom::new_element("a", &[("href", &src), ("rel", "noopener"), ("target", "_blank")]);
        if let Some(link) = link {
            link.set_text_content(Some(context.t("mediaOpen")));
            insert_note(media, context.t("mediaFailed"), Some(link));
        }
    }
}

/// Marks an image of the article as loaded or failed, which ends its placeholder. Adds a message if it
/// failed. Images of comments are left alone.
fn set_image_state(context: &ReaderContext, image: &HtmlImageElement, loaded: bool) {
    if image.closest("[data-place]").is_ok_and(|mount_point| mount_point.is_some()) {
        return;
    }
    let _ = image.set_attribute("data-state", if loaded { "ready" } else { "failed" });
    if loaded {
        limit_to_file(image);
    } else {
        insert_note(image, context.t("imageFailed"), None);
    }
}

/// Inserts a message after an image or a media element, unless there is one.
fn insert_note(after: &Element, text: &str, link: Option<Element>) {
    let after = after.closest("picture").ok().flatten().unwrap_or_else(|| after.clone());
    if after.next_element_sibling().is_some_and(|next| next.class_name() == "note") {
        return;
    }
    if let Some(element) = dom::new_element("span", &[("class", "note"), ("role", "status")]) {
        element.set_text_content(Some(text));
        if let Some(link) = link {
            let _ = element.append_with_str_1(" ");
            let _ = element.append_with_node_1(&link);
        }
        let _ = after.after_with_node_1(&element);
    }
}

/// Handles a click on the button of an embed's card, or on a link to an element of the article.
fn handle_click(context: &ReaderContext, event: &Event) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
    if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() {
        return;
    }
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let button = target.as_ref().and_then(|t| t.closest("button[data-frame]").ok().flatten());
    if let Some(button) = button {
        show_embed(&button);
    }
    let link = target.and_then(|target| target.closest("a[href*='#']").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href"));
    if href.is_some_and(|href| anchors::follow(context, &href)) {
        event.prevent_default();
    }
}

/// Permissions of an embed's sandbox: what players need, but no navigation of the page.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms \
                       allow-presentation allow-storage-access-by-user-activation";

/// Replaces an embed's card with its frame, after the reader pressed `button` in the card. Returns `None`
/// if the markup is not as expected.
fn show_embed(button: &Element) -> Option<()> {
    let card = button.closest(".card").ok().flatten()?;
    let data = |name: &str| button.get_attribute(name).unwrap_or_default();
    let url = data("data-frame");
    let page = dom::window().and_then(|window| window.location().origin().ok());
    // With `allow-same-origin`, a frame of the page's own origin could access the page.
    let is_foreign = web_sys::Url::new(&url).is_ok_and(|url| Some(url.origin()) != page);
    let sandbox = text::concat(&[SANDBOX, if is_foreign { " allow-same-origin" } else { "" }]);
    let frame = dom::new_element(
        "iframe",
        &[
            ("title", &data("data-title")),
            ("width", &data("data-width")),
            ("height", &data("data-height")),
            ("allow", "fullscreen; picture-in-picture; encrypted-media; clipboard-write"),
            ("allowfullscreen", ""),
            ("tabindex", "0"),
            ("sandbox", &sandbox),
            ("src", &url),
        ],
    )?;
    // Hidden, not removed, so that it can be shown again.
    card.set_attribute("hidden", "").ok()?;
    card.after_with_node_1(&frame).ok()?;
    js::call(&frame, "focus", &[]);
    Some(())
}
