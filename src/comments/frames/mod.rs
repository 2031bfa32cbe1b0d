//! Frames that Baca builds itself: their provider's documented address and messages, and no script
//! of theirs in the page.
//!
//! - [`Frame`]: an `iframe`, and what comes from its own window and origin. Nothing else is heard.
//! - [`giscus`], [`utterances`], [`remark42`], [`discourse`]: the providers.

pub mod discourse;
pub mod giscus;
pub mod remark42;
pub mod utterances;

use super::contract::{Stage, State, Told};
use super::settings::origin_of;
use crate::dom;
use gloo_events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// The highest a frame gets, in CSS pixels: what asks for more scrolls by itself.
const HIGHEST: f64 = 20_000.0;

/// What all of them need: their scripts and their sign-in, which leaves for another page and back.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups \
    allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation \
    allow-storage-access-by-user-activation";

/// Who hears what a frame says.
pub type Heard = Box<dyn Fn(&Rc<Frame>, &JsValue)>;

/// A frame of somebody else's.
pub struct Frame {
    element: HtmlElement,
    origin: String,
    ready: Cell<bool>,
}

/// A frame with what listens to it; both end with it.
pub struct Listening {
    /// The frame.
    pub frame: Rc<Frame>,
    _listeners: Vec<EventListener>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.frame.element.remove();
    }
}

impl Frame {
    /// Puts a frame with this address into the stage's place. `heard` gets what its window says.
    pub fn open(stage: &Stage, url: &str, title: &str, heard: Heard) -> Option<Listening> {
        let element = dom::make(
            "iframe",
            &[
                ("class", "frame"),
                ("title", title),
                ("sandbox", SANDBOX),
                ("allow", "clipboard-write"),
                ("scrolling", "no"),
                ("referrerpolicy", "strict-origin-when-cross-origin"),
                ("src", url),
            ],
        )?;
        let element: HtmlElement = element.dyn_into().ok()?;
        let origin = origin_of(url).to_string();
        let frame = Rc::new(Self { element, origin, ready: Cell::new(false) });
        let window = dom::window()?;
        let document = dom::document()?;
        let listener = {
            let frame = frame.clone();
            EventListener::new(&window, "message", move |event| {
                let from = dom::get(event, "source");
                let own = dom::get(&frame.element, "contentWindow");
                let origin = dom::get_text(event, "origin");
                if from.is_object() && from == own && origin.as_deref() == Some(&frame.origin) {
                    heard(&frame, &dom::get(event, "data"));
                }
            })
        };
        // The page's own policy may refuse it, which nothing else tells.
        let refused = {
            let (tell, frame) = (stage.tell.clone(), frame.clone());
            EventListener::new(&document, "securitypolicyviolation", move |event| {
                let blocked = dom::get_text(event, "blockedURI").unwrap_or_default();
                if !frame.ready.get() && origin_of(&blocked) == frame.origin {
                    tell.emit(Told::State(State::Failed));
                }
            })
        };
        stage.place.append_child(&frame.element).ok()?;
        Some(Listening { frame, _listeners: vec![listener, refused] })
    }

    /// Says something to it. What comes before the frame has loaded is lost.
    pub fn say(&self, message: &JsValue) {
        let window = dom::get(&self.element, "contentWindow");
        dom::call(&window, "postMessage", &[message.clone(), self.origin.as_str().into()]);
    }

    /// Makes it as high as it says that it is.
    pub fn grow(&self, height: &JsValue) {
        let Some(height) = height.as_f64().filter(|h| h.is_finite() && *h >= 0.0) else { return };
        if height > HIGHEST {
            // It asks for ever more, or is very long: it gets a bar of its own to scroll.
            let _ = self.element.remove_attribute("scrolling");
        }
        let height = dom::digits(height.min(HIGHEST).ceil());
        let _ = self.element.style().set_property("height", &[&height, "px"].concat());
    }

    /// Notes that it has come; `true` the first time.
    pub fn came(&self) -> bool {
        !self.ready.replace(true)
    }

    /// Loads another address.
    pub fn turn_to(&self, url: &str) {
        let _ = self.element.set_attribute("src", url);
    }

    /// Scrolls so that what is at this height in it is on screen.
    pub fn scroll_to(&self, top: &JsValue) {
        let Some(top) = top.as_f64().filter(|top| top.is_finite()) else { return };
        let Some(window) = dom::window() else { return };
        let above = self.element.get_bounding_client_rect().top();
        let to = window.scroll_y().unwrap_or_default() + above + top - 80.0;
        window.scroll_to_with_x_and_y(window.scroll_x().unwrap_or_default(), to.max(0.0));
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.element
    }
}

/// As giscus and utterances make a term of a path: without its first slash and its extension; `index` for none.
fn pathname(path: &str) -> String {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let bare = match file.rsplit_once('.') {
        Some((bare, extension)) if !extension.is_empty() => bare,
        _ => file,
    };
    let whole = path.get(..path.len() - file.len() + bare.len()).unwrap_or(folder);
    if whole.is_empty() {
        "index".into()
    } else {
        whole.into()
    }
}

/// The language of a provider's that is nearest to one: itself, else without its region, else English.
fn language(known: &[&'static str], lang: &str) -> &'static str {
    let short = lang.split(['-', '_']).next().unwrap_or_default();
    let find = |wanted: &str| known.iter().find(|one| one.eq_ignore_ascii_case(wanted)).copied();
    find(lang).or_else(|| find(short)).unwrap_or("en")
}

/// A token that a provider gives back to the page in its query, once, after the reader has signed in:
/// kept in the site's storage, and taken out of the page's address.
fn session(parameter: &str, key: &str) -> String {
    let given = super::address::here().value(parameter).map(String::from);
    if let Some(token) = given {
        // As their own scripts keep it.
        if let Ok(text) = js_sys::JSON::stringify(&token.as_str().into()) {
            dom::store(key, &String::from(text));
        }
        clean_address(parameter);
        return token;
    }
    let kept = dom::stored_json(key);
    kept.and_then(|token| token.as_str().map(String::from)).unwrap_or_default()
}

/// Forgets such a token.
fn forget_session(key: &str) {
    if let Some(storage) = dom::storage() {
        let _ = storage.remove_item(key);
    }
}

/// The page's address without its fragment and without `parameter`.
fn page_address(parameter: &str) -> String {
    let href = dom::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let Ok(url) = web_sys::Url::new(&href) else { return href };
    url.search_params().delete(parameter);
    url.set_hash("");
    url.href()
}

fn clean_address(parameter: &str) {
    let Some(window) = dom::window() else { return };
    let fragment = window.location().hash().unwrap_or_default();
    let clean = [page_address(parameter), fragment].concat();
    let history = dom::get(&window, "history");
    let state = dom::get(&history, "state");
    dom::call(&history, "replaceState", &[state, "".into(), clean.into()]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_the_term_that_its_discussion_is_found_by() {
        for (path, term) in [
            ("/", "index"),
            ("/a/b.html", "a/b"),
            ("/a/b/", "a/b/"),
            ("/a.b/c", "a.b/c"),
            ("/x", "x"),
        ] {
            assert_eq!(pathname(path), term, "{path}");
        }
    }
}
