//! Reading position: how much of the body has been on screen, whether the top is far above, and which
//! paragraph is being read. Each reader has one tracker.

use crate::web::timers::AnimationFrame;
use crate::web::{dom, services};
use baca_sys::number::decimal;
use baca_sys::text;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, Window};
use yew::Callback;

/// Reading position.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScrollPosition {
    /// Percent of the body that is above the lower edge of the window.
    pub percent: f64,
    /// Whether the top of the reader is more than a window's height above the window, and its end is not.
    pub is_far: bool,
    /// Whether the last scrolling was down, and the end of the body has not been reached.
    pub is_downward: bool,
}

impl ScrollPosition {
    /// Computes the position from the body's top and height, the reader's top and bottom, and the window's
    /// height. All are in CSS pixels; top and bottom are measured from the window's upper edge.
    pub fn new(body: (f64, f64), host: (f64, f64), window: f64) -> Self {
        let (top, height) = body;
        let share = if height > 0.0 { (window - top) / height } else { 1.0 };
        let is_far = host.0 < -window && host.1 > window / 2.0;
        Self { percent: (share * 100.0).clamp(0.0, 100.0), is_far, is_downward: false }
    }
}

/// Tracks scrolling until it is dropped.
pub struct ScrollTracker {
    _listeners: Vec<EventListener>,
    frame: Rc<AnimationFrame>,
}

impl ScrollTracker {
    /// Calls `moved` when the position of `body` in the reader `host` has changed, at most once in a frame.
    /// Also updates the progress bar in `root`.
    pub fn observe(
        host: &HtmlElement,
        root: &HtmlElement,
        body: &HtmlElement,
        moved: Callback<ScrollPosition>,
    ) -> Self {
        let update = {
            let (host, body) = (host.clone(), body.clone());
            let bar = root.query_selector(".progress").ok().flatten();
            let bar: Option<HtmlElement> = bar.and_then(|bar| bar.dyn_into().ok());
            let last = Cell::new(None);
            let (last_top, is_downward) = (Cell::new(0.0), Cell::new(false));
            move || {
                let Some(window) = dom::window() else { return };
                let (body, host) =
                    (body.get_bounding_client_rect(), host.get_bounding_client_rect());
                // Nothing of the reader is laid out, as in a hidden tab panel.
                if host.width() == 0.0 {
                    return;
                }
                let top = body.top();
                let before = last_top.replace(top);
                if top != before {
                    is_downward.set(top < before);
                }
                let span = |rect: &DomRect| (rect.top(), rect.bottom());
                let mut position =
                    ScrollPosition::new((top, body.height()), span(&host), height(&window));
                position.is_downward = is_downward.get() && position.percent < 100.0;
                if last.replace(Some(position)) == Some(position) {
                    return;
                }
                if let Some(bar) = &bar {
                    let percent = position.percent.round();
                    let percent = decimal(percent as u32);
                    dom::set_property(
                        bar,
                        "--read",
                        &text::concat(&["calc(", &percent, " / 100)"]),
                    );
                    let _ = bar.set_attribute("aria-valuenow", &percent);
                }
                moved.emit(position);
            }
        };
        let frame = Rc::new(AnimationFrame::new(update));
        frame.request();
        let mut listeners = Vec::new();
        if let Some(window) = dom::window() {
            // Captured at the window, to notice the page and any container that scrolls.
            for event in ["scroll", "resize"] {
                let frame = frame.clone();
                let options = EventListenerOptions {
                    phase: gloo_events::EventListenerPhase::Capture,
                    passive: true,
                };
                listeners.push(EventListener::new_with_options(
                    &window,
                    event,
                    options,
                    move |_| {
                        frame.request();
                    },
                ));
            }
        }
        Self { _listeners: listeners, frame }
    }

    /// Measures the position in the next frame.
    pub fn request_measure(&self) {
        self.frame.request();
    }
}

/// Calls `change`, which may move the text, and scrolls so that the paragraph being read keeps its position
/// in the window.
pub fn preserve_position(body: &HtmlElement, change: impl FnOnce()) {
    let Some((element, before)) = current_block(body) else { return change() };
    change();
    let correct = move || {
        let shift = element.get_bounding_client_rect().top() - before;
        if shift.abs() >= 1.0 {
            services::scroll_by(&element, shift);
        }
    };
    correct();
    // Sections off screen get their real height in the next frame, which moves the text again.
    in_next_frame(correct);
}

/// Calls `callback` in the next frame and drops it then, since it refers to an article that may be removed.
/// Replaces a callback that is still waiting there.
pub fn in_next_frame(callback: impl FnOnce() + 'static) {
    let mut callback = Some(callback);
    NEXT_FRAME.with_borrow_mut(|slot| {
        let frame = AnimationFrame::new(move || {
            if let Some(callback) = callback.take() {
                callback();
            }
        });
        frame.request();
        *slot = Some(frame);
    });
}

thread_local! {
    static NEXT_FRAME: RefCell<Option<AnimationFrame>> = const { RefCell::new(None) };
}

/// The toolbar, and its least height in CSS pixels.
const TOOLBAR: &str = "[data-place=tools]";
const TOOLBAR_HEIGHT: f64 = 52.0;
/// Distance of the line that is being read from the toolbar, in CSS pixels: one and a half lines. A block
/// that ends above it is almost past, and the next one is read.
const READING_LINE: f64 = 36.0;

/// Returns the block of text at the reading line and its top; `None` if the body is below the window.
fn current_block(body: &HtmlElement) -> Option<(Element, f64)> {
    let window = height(&dom::window()?);
    // The toolbar sticks to the upper edge of the box that scrolls, which may be inside the page.
    let toolbar = body.parent_element()?.query_selector(TOOLBAR).ok().flatten();
    let edge = toolbar.map_or(0.0, |toolbar| toolbar.get_bounding_client_rect().bottom());
    let line = edge.max(TOOLBAR_HEIGHT) + READING_LINE;
    if body.get_bounding_client_rect().top() > window {
        return None;
    }
    let section = first_below(body, line)?;
    let element = first_below(&section, line).unwrap_or(section);
    let top = element.get_bounding_client_rect().top();
    Some((element, top))
}

/// Returns the first child that ends below `line`.
fn first_below(parent: &Element, line: f64) -> Option<Element> {
    let mut next = parent.first_element_child();
    while let Some(element) = next {
        if element.get_bounding_client_rect().bottom() > line {
            return Some(element);
        }
        next = element.next_element_sibling();
    }
    None
}

fn height(window: &Window) -> f64 {
    window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_the_part_above_the_lower_edge_of_the_window() {
        let at = |top| ScrollPosition::new((top, 2000.0), (top - 300.0, top + 2400.0), 800.0);
        assert_eq!(at(900.0).percent, 0.0);
        assert_eq!(at(-200.0).percent, 50.0);
        assert_eq!(at(-1200.0).percent, 100.0);
        assert_eq!(ScrollPosition::new((0.0, 0.0), (0.0, 0.0), 800.0).percent, 100.0);
    }

    #[test]
    fn the_top_is_far_beyond_a_windows_height_but_not_after_the_end() {
        let far = |top, bottom| ScrollPosition::new((top, 100.0), (top, bottom), 800.0).is_far;
        assert!(!far(-700.0, 5000.0));
        assert!(far(-900.0, 5000.0));
        assert!(!far(-9000.0, -100.0));
    }
}
