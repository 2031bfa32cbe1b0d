//! Analytics of reading: the article was opened, how far it was read, how long. Sent as events of the
//! element, and to the site's own endpoint if it configured one. Without cookies, identifiers or other
//! recipients.
//!
//! [`ReadingProgress`] decides what to report; [`Analytics`] listens and reports it.

use crate::reader::context::ReaderContext;
use crate::web::timers::Interval;
use crate::web::{dom, services};
use baca_sys::js;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Percent between two events `baca-progress`.
const STEP_PERCENT: u32 = 5;
/// Percents that are sent to the endpoint.
const SENT_PERCENTS: [u32; 4] = [25, 50, 75, 100];
/// Time without input after which the reader counts as inactive.
const IDLE_MS: f64 = 30_000.0;
/// Time of reading between two events `baca-engaged`.
const ENGAGED_STEP_MS: u32 = 10_000;
/// Interval in which the time of reading is measured.
const TICK_MS: u32 = 1_000;

/// Progress and time of reading, and how much of them has been reported.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ReadingProgress {
    percent: u32,
    engaged_ms: u32,
    reported_ms: u32,
}

impl ReadingProgress {
    /// Records that `percent` of the body has been on screen. Returns the steps that are new.
    pub fn advance(&mut self, percent: f64) -> Vec<u32> {
        let now = (percent as u32).min(100) / STEP_PERCENT * STEP_PERCENT;
        let steps = (self.percent / STEP_PERCENT + 1..=now / STEP_PERCENT)
            .map(|step| step * STEP_PERCENT)
            .collect();
        self.percent = self.percent.max(now);
        steps
    }

    /// Adds one tick of reading. Returns whether the time of reading should be reported now.
    pub fn tick(&mut self) -> bool {
        self.engaged_ms += TICK_MS;
        let is_due = self.engaged_ms - self.reported_ms >= ENGAGED_STEP_MS;
        if is_due {
            self.reported_ms = self.engaged_ms;
        }
        is_due
    }

    /// Marks all time of reading as reported. Returns whether some was not.
    pub fn take_unreported(&mut self) -> bool {
        let is_unreported = self.engaged_ms > self.reported_ms;
        self.reported_ms = self.engaged_ms;
        is_unreported
    }
}

/// Measures and reports until it is dropped.
pub struct Analytics {
    shared: Rc<Shared>,
    _listeners: Vec<EventListener>,
    _clock: Interval,
}

/// What the listeners of [`Analytics`] share.
struct Shared {
    context: RefCell<Rc<ReaderContext>>,
    progress: RefCell<ReadingProgress>,
    /// Time of the latest input, in milliseconds since 1970.
    last_input: Cell<f64>,
    /// Time of reading that has been sent to the endpoint.
    sent_ms: Cell<u32>,
}

impl Analytics {
    /// Starts measuring and reports that the article was opened.
    pub fn start(context: &Rc<ReaderContext>) -> Self {
        let shared = Rc::new(Shared {
            context: RefCell::new(context.clone()),
            progress: RefCell::default(),
            last_input: Cell::new(dom::now()),
            sent_ms: Cell::new(0),
        });
        context.emit("view", &[]);
        shared.send("view", &[]);
        let mut listeners = Vec::new();
        if let Some(window) = dom::window() {
            for name in ["pointerdown", "pointermove", "keydown", "scroll", "touchstart"] {
                let shared = shared.clone();
                let options = EventListenerOptions {
                    phase: gloo_events::EventListenerPhase::Capture,
                    passive: true,
                };
                listeners.push(EventListener::new_with_options(
                    &window,
                    name,
                    options,
                    move |_| {
                        shared.last_input.set(dom::now());
                    },
                ));
            }
            // The last event of a page that is left.
            let leaving = shared.clone();
            listeners.push(EventListener::new(&window, "pagehide", move |_| leaving.flush()));
        }
        if let Some(document) = dom::document() {
            let leaving = shared.clone();
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                if !is_visible() {
                    leaving.flush();
                }
            }));
        }
        let ticking = shared.clone();
        let clock = Interval::new(TICK_MS, move || ticking.tick());
        Self { shared, _listeners: listeners, _clock: clock }
    }

    /// Replaces the context, for example after a new configuration. Nothing is reported twice.
    pub fn set_context(&self, context: &Rc<ReaderContext>) {
        self.shared.context.replace(context.clone());
    }

    /// Reports the new steps if `percent` of the body has been on screen.
    pub fn progress(&self, percent: f64) {
        let steps = self.shared.progress.borrow_mut().advance(percent);
        for step in steps {
            let detail = [("percent", JsValue::from(step))];
            self.shared.emit("progress", &detail);
            if SENT_PERCENTS.contains(&step) {
                self.shared.send("progress", &detail);
            }
        }
    }
}

impl Drop for Analytics {
    fn drop(&mut self) {
        self.shared.flush();
    }
}

impl Shared {
    /// Counts a tick if the reader is active.
    fn tick(&self) {
        let is_active = is_visible() && dom::now() - self.last_input.get() < IDLE_MS;
        if is_active && self.progress.borrow_mut().tick() {
            self.emit_engaged();
        }
    }

    /// Reports the time of reading that has not been reported yet.
    fn flush(&self) {
        let is_unreported = self.progress.borrow_mut().take_unreported();
        if is_unreported {
            self.emit_engaged();
        }
        let (detail, ms) = self.engagement();
        if ms > self.sent_ms.replace(ms) {
            self.send("engaged", &detail);
        }
    }

    /// Sends the event `baca-engaged`.
    fn emit_engaged(&self) {
        let (detail, _) = self.engagement();
        self.emit("engaged", &detail);
    }

    /// Returns the detail of `baca-engaged`, and the time of reading in milliseconds.
    fn engagement(&self) -> ([(&'static str, JsValue); 2], u32) {
        let progress = self.progress.borrow();
        let detail = [("ms", progress.engaged_ms.into()), ("percent", progress.percent.into())];
        (detail, progress.engaged_ms)
    }

    fn emit(&self, name: &str, detail: &[(&str, JsValue)]) {
        let context = self.context.borrow().clone();
        context.emit(name, detail);
    }

    /// Passes a report to the script, which sends it to the site unless the reader has objected.
    fn send(&self, kind: &str, detail: &[(&str, JsValue)]) {
        let context = self.context.borrow().clone();
        if !context.config.reports {
            return;
        }
        let mut members = vec![
            ("type", kind.into()),
            ("url", context.view.url.as_str().into()),
            ("headline", context.view.article.headline_text().into()),
        ];
        members.extend_from_slice(detail);
        services::report(&context.host, js::object(&members).into());
    }
}

/// Returns whether the page is visible.
fn is_visible() -> bool {
    let state = dom::document().and_then(|document| js::get_text(&document, "visibilityState"));
    state.as_deref() == Some("visible")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_reported_once_and_none_is_left_out() {
        let mut progress = ReadingProgress::default();
        assert!(progress.advance(4.9).is_empty());
        assert_eq!(progress.advance(12.0), [5, 10]);
        assert!(progress.advance(12.0).is_empty());
        assert!(progress.advance(3.0).is_empty());
        assert_eq!(progress.advance(100.0).last(), Some(&100));
    }

    #[test]
    fn engagement_is_reported_every_ten_seconds_and_at_the_end() {
        let mut progress = ReadingProgress::default();
        let due: Vec<bool> = (0..20).map(|_| progress.tick()).collect();
        assert_eq!(due.iter().filter(|due| **due).count(), 2);
        assert!(!progress.take_unreported());
        progress.tick();
        assert!(progress.take_unreported());
        assert!(!progress.take_unreported());
    }
}
