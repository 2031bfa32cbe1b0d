//! When the notification prompt may appear: the reader's earlier answers, stored on this device. Only
//! [`load`] and [`save`] touch the browser's storage.

use crate::notifications::config::NotificationsConfig;
use crate::web::storage;
use serde_json::{Map, Value};

/// Key in `localStorage`.
pub const KEY: &str = "baca:notifications";
const DAY_MS: f64 = 86_400_000.0;
/// Days without a prompt if the configuration has none.
const DEFAULT_REMIND_AFTER_DAYS: f64 = 30.0;

/// Earlier refusals and opened articles of the reader on this device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PromptHistory {
    /// Number of refusals.
    pub refusals: u32,
    /// Time until which the prompt does not appear, in milliseconds since 1970.
    pub until: f64,
    /// Number of articles opened on this site.
    pub views: u32,
}

impl PromptHistory {
    /// Parses the stored value. Missing and invalid members count as zero.
    pub fn read(value: &Value) -> Self {
        let number = |key: &str| value.get(key).and_then(Value::as_f64).unwrap_or_default();
        Self {
            refusals: number("refusals") as u32,
            until: number("until"),
            views: number("views") as u32,
        }
    }

    /// Returns the value to store.
    pub fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("refusals".into(), self.refusals.into());
        out.insert("until".into(), self.until.into());
        out.insert("views".into(), self.views.into());
        Value::Object(out)
    }

    /// Records a refusal at the time `now` (milliseconds since 1970). Each refusal postpones the next
    /// prompt for longer. A refusal that another tab has already recorded does not count twice.
    pub fn refuse(&mut self, config: &NotificationsConfig, now: f64) {
        if self.is_postponed(now) {
            return;
        }
        let days = &config.remind_after_days;
        let last = days.len().saturating_sub(1);
        let pause = days.get((self.refusals as usize).min(last)).copied();
        let pause = pause.unwrap_or(DEFAULT_REMIND_AFTER_DAYS);
        self.refusals = self.refusals.saturating_add(1);
        self.until = now + pause * DAY_MS;
    }

    /// Returns whether a refusal still postpones the prompt at the time `now`.
    pub fn is_postponed(&self, now: f64) -> bool {
        now < self.until
    }

    /// Returns whether the prompt may appear at the time `now`, after `seconds` of reading and with
    /// `percent` of the article read.
    pub fn allows_prompt(
        &self,
        config: &NotificationsConfig,
        now: f64,
        seconds: f64,
        percent: f64,
    ) -> bool {
        !self.is_postponed(now)
            && self.views >= config.after_views
            && seconds >= config.after_seconds
            && percent >= config.after_percent
    }
}

/// Loads the history from the browser's storage; the default if there is none.
pub fn load() -> PromptHistory {
    storage::read_json(KEY).map_or_else(PromptHistory::default, |value| PromptHistory::read(&value))
}

/// Saves the history to the browser's storage.
pub fn save(history: &PromptHistory) {
    storage::write_json(KEY, &history.write());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> NotificationsConfig {
        NotificationsConfig {
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
    fn the_prompt_waits_for_time_reading_and_articles() {
        let history = PromptHistory { views: 2, ..PromptHistory::default() };
        assert!(history.allows_prompt(&config(), 0.0, 20.0, 30.0));
        assert!(!history.allows_prompt(&config(), 0.0, 19.0, 30.0));
        assert!(!history.allows_prompt(&config(), 0.0, 20.0, 29.0));
        assert!(!PromptHistory::default().allows_prompt(&config(), 0.0, 20.0, 30.0));
    }

    #[test]
    fn each_refusal_postpones_the_prompt_for_longer_and_the_last_pause_repeats() {
        let mut history = PromptHistory { views: 9, ..PromptHistory::default() };
        let mut now = 0.0;
        for days in [3.0, 7.0, 30.0, 30.0] {
            history.refuse(&config(), now);
            assert_eq!(history.until, now + days * DAY_MS);
            assert!(!history.allows_prompt(&config(), history.until - 1.0, 99.0, 99.0));
            assert!(history.allows_prompt(&config(), history.until, 99.0, 99.0));
            now = history.until;
        }
    }

    #[test]
    fn one_refusal_in_two_tabs_counts_once() {
        let mut history = PromptHistory::default();
        history.refuse(&config(), 0.0);
        let once = history.clone();
        history.refuse(&config(), 1000.0);
        assert_eq!(history, once);
    }

    #[test]
    fn what_is_written_reads_back_and_invalid_members_count_as_zero() {
        let history = PromptHistory { refusals: 2, until: 1.5e12, views: 7 };
        assert_eq!(PromptHistory::read(&history.write()), history);
        assert_eq!(PromptHistory::read(&Value::Null), PromptHistory::default());
        assert_eq!(
            PromptHistory::read(&serde_json::json!({"refusals": "x", "views": -3})),
            PromptHistory::default()
        );
    }
}
