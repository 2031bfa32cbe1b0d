//! When the reader may be asked, and what this device remembers of the answers. Pure, but for the
//! last two functions.

use crate::config::notifications::Notifications;
use crate::dom;
use serde_json::{Map, Value};

/// The entry in the site's storage.
pub const KEY: &str = "baca:notifications";
const DAY: f64 = 86_400_000.0;

/// What is remembered of the reader on this device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// Refusals so far.
    pub refusals: u32,
    /// Milliseconds since 1970 until which nothing is asked.
    pub until: f64,
    /// Articles opened on this site.
    pub views: u32,
}

impl Memory {
    /// Reads what was kept; nonsense counts as nothing.
    pub fn read(value: &Value) -> Self {
        let number = |key: &str| value.get(key).and_then(Value::as_f64).unwrap_or_default();
        Self {
            refusals: number("refusals") as u32,
            until: number("until"),
            views: number("views") as u32,
        }
    }

    /// What is kept.
    pub fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("refusals".into(), self.refusals.into());
        out.insert("until".into(), self.until.into());
        out.insert("views".into(), self.views.into());
        Value::Object(out)
    }

    /// The reader said no: the silence grows with each refusal. What was refused in another tab
    /// already is not refused twice.
    pub fn refuse(&mut self, config: &Notifications, now: f64) {
        if self.is_silent(now) {
            return;
        }
        let days = &config.remind_after_days;
        let last = days.len().saturating_sub(1);
        let silence = days.get((self.refusals as usize).min(last)).copied().unwrap_or(30.0);
        self.refusals = self.refusals.saturating_add(1);
        self.until = now + silence * DAY;
    }

    /// Whether the reader said no lately.
    pub fn is_silent(&self, now: f64) -> bool {
        now < self.until
    }

    /// Whether the reader may be asked after so many seconds and percent of reading.
    pub fn may_ask(&self, config: &Notifications, now: f64, seconds: f64, percent: f64) -> bool {
        !self.is_silent(now)
            && self.views >= config.after_views
            && seconds >= config.after_seconds
            && percent >= config.after_percent
    }
}

/// What is remembered on this device.
pub fn recall() -> Memory {
    dom::stored_json(KEY).map_or_else(Memory::default, |value| Memory::read(&value))
}

/// Remembers.
pub fn remember(memory: &Memory) {
    dom::store_json(KEY, &memory.write());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Notifications {
        Notifications {
            key: Vec::new(),
            service_worker: "https://a.example/sw.js".into(),
            scope: None,
            subscribe: None,
            topics: Vec::new(),
            follow: Vec::new(),
            after_seconds: 20.0,
            after_percent: 30.0,
            after_views: 2,
            remind_after_days: vec![3.0, 7.0, 30.0],
        }
    }

    #[test]
    fn the_question_waits_for_time_reading_and_articles() {
        let memory = Memory { views: 2, ..Memory::default() };
        assert!(memory.may_ask(&config(), 0.0, 20.0, 30.0));
        assert!(!memory.may_ask(&config(), 0.0, 19.0, 30.0));
        assert!(!memory.may_ask(&config(), 0.0, 20.0, 29.0));
        assert!(!Memory::default().may_ask(&config(), 0.0, 20.0, 30.0));
    }

    #[test]
    fn each_refusal_lengthens_the_silence_and_the_last_holds() {
        let mut memory = Memory { views: 9, ..Memory::default() };
        let mut now = 0.0;
        for days in [3.0, 7.0, 30.0, 30.0] {
            memory.refuse(&config(), now);
            assert_eq!(memory.until, now + days * DAY);
            assert!(!memory.may_ask(&config(), memory.until - 1.0, 99.0, 99.0));
            assert!(memory.may_ask(&config(), memory.until, 99.0, 99.0));
            now = memory.until;
        }
    }

    #[test]
    fn one_refusal_in_two_tabs_counts_once() {
        let mut memory = Memory::default();
        memory.refuse(&config(), 0.0);
        let once = memory.clone();
        memory.refuse(&config(), 1000.0);
        assert_eq!(memory, once);
    }

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_nothing() {
        let memory = Memory { refusals: 2, until: 1.5e12, views: 7 };
        assert_eq!(Memory::read(&memory.write()), memory);
        assert_eq!(Memory::read(&Value::Null), Memory::default());
        assert_eq!(
            Memory::read(&serde_json::json!({"refusals": "x", "views": -3})),
            Memory::default()
        );
    }
}
