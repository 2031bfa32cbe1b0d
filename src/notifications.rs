//! Push notifications: when the reader may be asked, and what happens once they say yes. The rules
//! are pure; the rest is the browser's (<https://w3c.github.io/push-api/>).

use crate::config::rooms::Notifications;
use crate::dom;
use crate::platform::trusted;
use js_sys::Uint8Array;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// The entry in the site's storage.
const KEY: &str = "baca:notifications";
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

    /// The reader said no: the silence grows with each refusal.
    pub fn refuse(&mut self, config: &Notifications, now: f64) {
        let days = &config.remind_after_days;
        let last = days.len().saturating_sub(1);
        let silence = days.get((self.refusals as usize).min(last)).copied().unwrap_or(30.0);
        self.refusals += 1;
        self.until = now + silence * DAY;
    }

    /// Whether the reader may be asked after so many seconds and percent of reading.
    pub fn may_ask(&self, config: &Notifications, now: f64, seconds: f64, percent: f64) -> bool {
        now >= self.until
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

/// Whether this page can ask at all: it has what it takes, and the question is still open. A page
/// in somebody else's frame is refused by every browser, so it does not ask.
pub fn can_ask() -> bool {
    let Some(window) = dom::window() else { return false };
    let has = |name: &str| !dom::get(&window, name).is_undefined();
    let worker = !dom::get(&window.navigator(), "serviceWorker").is_undefined();
    let top = window.top().ok().flatten().is_some_and(|top| top == window);
    has("Notification") && has("PushManager") && worker && top && permission() == "default"
}

fn permission() -> String {
    let notification = dom::window().map(|window| dom::get(&window, "Notification"));
    notification.and_then(|n| dom::get_text(&n, "permission")).unwrap_or_default()
}

/// How asking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The site has the subscription.
    Subscribed,
    /// The reader blocked notifications for the site.
    Blocked,
    /// The reader closed the browser's question.
    Dismissed,
    /// Something on the way failed.
    Failed,
}

/// Asks the browser for permission, subscribes and tells the site. To be called in the handler of
/// a click, before anything else: a browser forgets soon that the reader wanted it.
pub fn ask(config: &Notifications, lang: &str, done: impl FnOnce(Outcome) + 'static) {
    let notification = dom::window().map(|window| dom::get(&window, "Notification"));
    let asked = notification.and_then(|n| dom::call(&n, "requestPermission", &[]));
    let Some(asked) = asked else { return done(Outcome::Failed) };
    let (config, lang) = (config.clone(), lang.to_string());
    dom::settled(asked, move |answer| {
        let answer = answer.ok().and_then(|answer| answer.as_string()).unwrap_or_else(permission);
        match answer.as_str() {
            "granted" => subscribe(config, lang, done),
            "denied" => done(Outcome::Blocked),
            _ => done(Outcome::Dismissed),
        }
    });
}

fn subscribe(config: Notifications, lang: String, done: impl FnOnce(Outcome) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        let subscribed = subscribed(&config, &lang).await;
        done(if subscribed.is_some() { Outcome::Subscribed } else { Outcome::Failed });
    });
}

async fn subscribed(config: &Notifications, lang: &str) -> Option<()> {
    let window = dom::window()?;
    let container = dom::get(&window.navigator(), "serviceWorker");
    // The worker must know where to tell of a subscription that the browser renewed.
    let worker = web_sys::Url::new(&config.service_worker).ok()?;
    if let Some(endpoint) = &config.subscribe {
        worker.search_params().set("subscribe", endpoint);
    }
    let url = trusted::script_url(&worker.href());
    wait(dom::call(&container, "register", &[url])?).await?;
    let registration = wait(dom::get(&container, "ready")).await?;
    let manager = dom::get(&registration, "pushManager");
    let key = key(&config.vapid_public_key)?;
    let options =
        dom::object(&[("userVisibleOnly", true.into()), ("applicationServerKey", key.into())]);
    let subscribe = || dom::call(&manager, "subscribe", &[options.clone().into()]);
    let subscription = match wait(subscribe()?).await {
        Some(subscription) => subscription,
        None => {
            // A subscription with the site's earlier key stands in the way.
            let old = wait(dom::call(&manager, "getSubscription", &[])?).await?;
            wait(dom::call(&old, "unsubscribe", &[])?).await?;
            wait(subscribe()?).await?
        }
    };
    let Some(endpoint) = &config.subscribe else { return Some(()) };
    let topics: js_sys::Array =
        config.topics.iter().map(|topic| JsValue::from_str(topic)).collect();
    let body = dom::object(&[
        ("subscription", subscription),
        ("topics", topics.into()),
        ("lang", lang.into()),
    ]);
    let body = js_sys::JSON::stringify(&body).ok()?;
    let headers = dom::object(&[("content-type", "application/json".into())]);
    let request = dom::object(&[
        ("method", "POST".into()),
        ("headers", headers.into()),
        ("body", body.into()),
        ("keepalive", true.into()),
    ]);
    let answer = wait(dom::call(&window, "fetch", &[endpoint.into(), request.into()])?).await?;
    dom::get(&answer, "ok").is_truthy().then_some(())
}

/// A promise's value; `None` if it was rejected.
async fn wait(promise: JsValue) -> Option<JsValue> {
    let promise = js_sys::Promise::resolve(&promise);
    wasm_bindgen_futures::JsFuture::from(promise).await.ok().filter(|value| !value.is_null())
}

/// The bytes of a VAPID key, which is base64url (RFC 8292, §3.2).
fn key(text: &str) -> Option<Uint8Array> {
    let text = text.trim_end_matches('=').replace('-', "+").replace('_', "/");
    let bytes = dom::window()?.atob(&text).ok()?;
    let values: Vec<u8> = bytes.chars().map(|c| c as u8).collect();
    Some(Uint8Array::from(values.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Notifications {
        Notifications {
            vapid_public_key: "k".into(),
            service_worker: "https://a.example/sw.js".into(),
            subscribe: None,
            topics: Vec::new(),
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
