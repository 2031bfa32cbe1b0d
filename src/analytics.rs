//! What the site learns of reading: that it began, how far it went, how long it took. Told as
//! events on the element, and to the site's own endpoint if it names one. No cookie, no identifier,
//! nothing sent anywhere else.
//!
//! [`Measure`] decides what is worth telling; [`Analytics`] listens and tells.

use crate::dom;
use crate::view::scene::Scene;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Interval;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Percent between two `baca-progress`.
const STEP: u32 = 5;
/// Percents that are sent.
const SENT: [u32; 4] = [25, 50, 75, 100];
/// Seconds without a sign of the reader after which they are elsewhere.
const IDLE: f64 = 30_000.0;
/// Milliseconds of engagement between two `baca-engaged`.
const ENGAGED: u32 = 10_000;
/// Milliseconds between two looks at the clock.
const TICK: u32 = 1_000;

/// What has been measured so far.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Measure {
    percent: u32,
    engaged: u32,
    told: u32,
}

impl Measure {
    /// The reader has come to `percent`: the steps that are new.
    pub fn reach(&mut self, percent: f64) -> Vec<u32> {
        let now = (percent as u32).min(100) / STEP * STEP;
        let steps = (self.percent / STEP + 1..=now / STEP).map(|step| step * STEP).collect();
        self.percent = self.percent.max(now);
        steps
    }

    /// One more tick of reading; whether enough has gathered to tell of it.
    pub fn tick(&mut self) -> bool {
        self.engaged += TICK;
        let enough = self.engaged - self.told >= ENGAGED;
        if enough {
            self.told = self.engaged;
        }
        enough
    }

    /// Whether something has gathered since it was last told; from now on it is.
    pub fn rest(&mut self) -> bool {
        let rest = self.engaged > self.told;
        self.told = self.engaged;
        rest
    }
}

/// Measures until it is dropped.
pub struct Analytics {
    shared: Rc<Shared>,
    _listeners: Vec<EventListener>,
    _clock: Interval,
}

struct Shared {
    scene: RefCell<Scene>,
    measure: RefCell<Measure>,
    seen: Cell<f64>,
    /// Milliseconds that have been sent.
    sent: Cell<u32>,
}

impl Analytics {
    /// Begins: the article is on screen.
    pub fn start(scene: &Scene) -> Self {
        let shared = Rc::new(Shared {
            scene: RefCell::new(scene.clone()),
            measure: RefCell::default(),
            seen: Cell::new(dom::now()),
            sent: Cell::new(0),
        });
        scene.emit("view", &[]);
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
                        shared.seen.set(dom::now());
                    },
                ));
            }
            // The last moment at which a page is told anything.
            let leaving = shared.clone();
            listeners.push(EventListener::new(&window, "pagehide", move |_| leaving.leave()));
        }
        if let Some(document) = dom::document() {
            let leaving = shared.clone();
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                if !visible() {
                    leaving.leave();
                }
            }));
        }
        let ticking = shared.clone();
        let clock = Interval::new(TICK, move || ticking.tick());
        Self { shared, _listeners: listeners, _clock: clock }
    }

    /// Goes on with another configuration; what was told stays told.
    pub fn retarget(&self, scene: &Scene) {
        self.shared.scene.replace(scene.clone());
    }

    /// The reader has come to `percent` of the body.
    pub fn progress(&self, percent: f64) {
        let steps = self.shared.measure.borrow_mut().reach(percent);
        for step in steps {
            let detail = [("percent", JsValue::from(step))];
            self.shared.emit("progress", &detail);
            if SENT.contains(&step) {
                self.shared.send("progress", &detail);
            }
        }
    }
}

impl Drop for Analytics {
    fn drop(&mut self) {
        self.shared.leave();
    }
}

impl Shared {
    fn tick(&self) {
        let here = visible() && dom::now() - self.seen.get() < IDLE;
        if here && self.measure.borrow_mut().tick() {
            self.engaged();
        }
    }

    fn leave(&self) {
        let rest = self.measure.borrow_mut().rest();
        if rest {
            self.engaged();
        }
        let (detail, ms) = self.engagement();
        if ms > self.sent.replace(ms) {
            self.send("engaged", &detail);
        }
    }

    fn engaged(&self) {
        let (detail, _) = self.engagement();
        self.emit("engaged", &detail);
    }

    fn engagement(&self) -> ([(&'static str, JsValue); 2], u32) {
        let measure = self.measure.borrow();
        ([("ms", measure.engaged.into()), ("percent", measure.percent.into())], measure.engaged)
    }

    fn emit(&self, name: &str, detail: &[(&str, JsValue)]) {
        let scene = self.scene.borrow().clone();
        scene.emit(name, detail);
    }

    /// Sends to the site's endpoint, if it has one. As plain text: the one type that another origin
    /// takes without being asked first.
    fn send(&self, kind: &str, detail: &[(&str, JsValue)]) {
        let scene = self.scene.borrow().clone();
        let Some(endpoint) = scene.config.analytics_endpoint.as_deref() else { return };
        let mut members = vec![
            ("type", kind.into()),
            ("url", scene.url.as_str().into()),
            ("headline", scene.article.headline_text().into()),
        ];
        members.extend_from_slice(detail);
        let Ok(body) = js_sys::JSON::stringify(&dom::object(&members)) else { return };
        if let Some(window) = dom::window() {
            dom::call(&window.navigator(), "sendBeacon", &[endpoint.into(), body.into()]);
        }
    }
}

fn visible() -> bool {
    let state = dom::document().and_then(|document| dom::get_text(&document, "visibilityState"));
    state.as_deref() == Some("visible")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_told_once_and_none_is_left_out() {
        let mut measure = Measure::default();
        assert!(measure.reach(4.9).is_empty());
        assert_eq!(measure.reach(12.0), [5, 10]);
        assert!(measure.reach(12.0).is_empty());
        assert!(measure.reach(3.0).is_empty());
        assert_eq!(measure.reach(100.0).last(), Some(&100));
    }

    #[test]
    fn engagement_is_told_every_ten_seconds_and_at_the_end() {
        let mut measure = Measure::default();
        let told: Vec<bool> = (0..20).map(|_| measure.tick()).collect();
        assert_eq!(told.iter().filter(|told| **told).count(), 2);
        assert!(!measure.rest());
        measure.tick();
        assert!(measure.rest());
        assert!(!measure.rest());
    }
}
