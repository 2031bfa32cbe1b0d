//! Where the reader is: how much of the body has been on screen, whether the beginning is far
//! above, and the line that is being read. One observer of scrolling for each reader.

use crate::dom;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement, Window};
use yew::Callback;

/// Where the reader is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Position {
    /// How much of the body is above the lower edge of the window, in percent.
    pub percent: f64,
    /// The beginning is more than a window's height above.
    pub far: bool,
}

impl Position {
    /// From the body's top and height, the reader's top and bottom, and the window's height, all
    /// in pixels below the window's upper edge.
    pub fn of(body: (f64, f64), host: (f64, f64), window: f64) -> Self {
        let (top, height) = body;
        let share = if height > 0.0 { (window - top) / height } else { 1.0 };
        let far = host.0 < -window && host.1 > window / 2.0;
        Self { percent: (share * 100.0).clamp(0.0, 100.0), far }
    }
}

/// Observes scrolling until it is dropped.
pub struct Reading {
    _listeners: Vec<EventListener>,
    _frame: Rc<Frame>,
}

impl Reading {
    /// Tells `moved` whenever the position may have changed, at most once a frame; the progress
    /// bar in `root` is moved here, so that a scroll draws nothing anew.
    pub fn observe(
        host: &HtmlElement,
        root: &HtmlElement,
        body: &HtmlElement,
        moved: Callback<Position>,
    ) -> Self {
        let look = {
            let (host, body) = (host.clone(), body.clone());
            let bar = root.query_selector(".progress").ok().flatten();
            let bar: Option<HtmlElement> = bar.and_then(|bar| bar.dyn_into().ok());
            let last = Cell::new(None);
            move || {
                let Some(window) = dom::window() else { return };
                let (at, whole) =
                    (body.get_bounding_client_rect(), host.get_bounding_client_rect());
                let span = |rect: &DomRect| (rect.top(), rect.bottom());
                let position = Position::of((at.top(), at.height()), span(&whole), height(&window));
                if last.replace(Some(position)) == Some(position) {
                    return;
                }
                if let Some(bar) = &bar {
                    let percent = position.percent.round();
                    let percent = (percent as u32).to_string();
                    dom::set_property(bar, "--read", &["calc(", &percent, " / 100)"].concat());
                    let _ = bar.set_attribute("aria-valuenow", &percent);
                }
                moved.emit(position);
            }
        };
        let frame = Rc::new(Frame::new(look));
        frame.ask();
        let mut listeners = Vec::new();
        if let Some(window) = dom::window() {
            // Captured at the window: whatever scrolls, the page or a box that we are in.
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
                        frame.ask();
                    },
                ));
            }
        }
        Self { _listeners: listeners, _frame: frame }
    }
}

/// Something to do in the next frame, once.
struct Frame {
    callback: Closure<dyn FnMut()>,
    asked: Rc<Cell<Option<i32>>>,
}

impl Frame {
    fn new(mut act: impl FnMut() + 'static) -> Self {
        let asked = Rc::new(Cell::new(None));
        let callback = {
            let asked = asked.clone();
            Closure::new(move || {
                asked.set(None);
                act();
            })
        };
        Self { callback, asked }
    }

    fn ask(&self) {
        if self.asked.get().is_some() {
            return;
        }
        let callback = self.callback.as_ref().unchecked_ref();
        self.asked.set(dom::window().and_then(|w| w.request_animation_frame(callback).ok()));
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (dom::window(), self.asked.take()) {
            let _ = window.cancel_animation_frame(id);
        }
    }
}

/// Does `change`, and scrolls so that the paragraph being read stays where it was.
pub fn keep_place(body: &HtmlElement, change: impl FnOnce()) {
    let Some((element, before)) = being_read(body) else { return change() };
    change();
    let settle = move || {
        let shift = element.get_bounding_client_rect().top() - before;
        if let Some(window) = dom::window().filter(|_| shift.abs() >= 1.0) {
            window.scroll_by_with_x_and_y(0.0, shift);
        }
    };
    settle();
    // Sections off screen get their true height in the frame after, and move the text once more.
    in_next_frame(settle);
}

/// Does something in the next frame, in the place of what was to be done there.
pub fn in_next_frame(act: impl Fn() + 'static) {
    NEXT_FRAME.with_borrow_mut(|slot| {
        let frame = Frame::new(act);
        frame.ask();
        *slot = Some(frame);
    });
}

thread_local! {
    static NEXT_FRAME: RefCell<Option<Frame>> = const { RefCell::new(None) };
}

/// The first block of text below the toolbar, and where it is.
fn being_read(body: &HtmlElement) -> Option<(Element, f64)> {
    let window = height(&dom::window()?);
    // A line and a half below the toolbar, which stays at the upper edge: less of a paragraph than
    // that is its end, and the next one is being read.
    let line = 88.0;
    if body.get_bounding_client_rect().top() > window {
        return None;
    }
    let section = first_below(body, line)?;
    let element = first_below(&section, line).unwrap_or(section);
    let top = element.get_bounding_client_rect().top();
    Some((element, top))
}

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
    fn percent_counts_what_has_come_into_the_window() {
        let at = |top| Position::of((top, 2000.0), (top - 300.0, top + 2400.0), 800.0);
        assert_eq!(at(900.0).percent, 0.0);
        assert_eq!(at(-200.0).percent, 50.0);
        assert_eq!(at(-1200.0).percent, 100.0);
        assert_eq!(Position::of((0.0, 0.0), (0.0, 0.0), 800.0).percent, 100.0);
    }

    #[test]
    fn far_is_beyond_a_windows_height_and_not_behind_the_end() {
        let far = |top, bottom| Position::of((top, 100.0), (top, bottom), 800.0).far;
        assert!(!far(-700.0, 5000.0));
        assert!(far(-900.0, 5000.0));
        assert!(!far(-9000.0, -100.0));
    }
}
