//! One desk for the page: turns notifications on and off, changes topics, and knows how things stand.
//! Every reader of the page hears of a change, and so do the other tabs, by the site's storage.

use super::report::{self, object, Report};
use super::support::{self, Obstacle};
use super::watch::spread;
use super::{subscription, topics, wait, Outcome, Reason};
use crate::config::notifications::{Notifications, Topic};
use crate::dom;
use js_sys::{Promise, Uint8Array};
use serde_json::Value;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How things stand with this reader and this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There can be none here.
    Impossible(Obstacle),
    /// The reader, or somebody for them, blocks notifications of this site.
    Blocked,
    /// There is no subscription.
    Off,
    /// There is one.
    On,
}

/// What acting for a reader takes.
#[derive(Debug, Clone)]
pub struct Desk {
    /// What the site configured.
    pub config: Notifications,
    /// The article that the reader was at: `{url, title, id}`.
    pub article: Value,
    /// Language of the reader's controls, BCP 47.
    pub lang: String,
    /// Name of the site, for messages without a title.
    pub site: String,
    /// What a message without a text says.
    pub news: String,
}

thread_local! {
    static STANDING: Cell<Option<Standing>> = const { Cell::new(None) };
    /// While something is under way, nobody looks: what is halfway looks wrong.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// How things stand, as far as anybody has looked.
pub fn standing() -> Option<Standing> {
    STANDING.get()
}

/// What the reader is told of: as chosen, else as the site has it.
pub fn chosen(config: &Notifications) -> Vec<Topic> {
    report::recall().topics.unwrap_or_else(|| topics::usual(config))
}

/// Looks how things stand, mends what has come apart, and, where `telling`, tells the site what it has
/// not heard. Gives what came of that and was not told before.
pub async fn look(desk: &Desk, telling: bool) -> Vec<Outcome> {
    if BUSY.replace(true) {
        return Vec::new();
    }
    let before = report::recall().untold;
    let mut news: Vec<Outcome> = mend(desk).await.into_iter().collect();
    // What another tab has just written down, that tab tells.
    let telling = telling || report::recall().untold != before;
    let sent = if telling { report::send(&desk.config).await } else { Vec::new() };
    let heard = sent.iter().any(|(report, taken)| *taken && report.method == "POST");
    if heard && news.is_empty() {
        news.push(Outcome::Subscribed);
    }
    BUSY.set(false);
    spread();
    news
}

/// Compares what there is with what is kept; sets how things stand.
async fn mend(desk: &Desk) -> Option<Outcome> {
    let config = &desk.config;
    if let Some(obstacle) = support::obstacle(config) {
        let before = STANDING.replace(Some(Standing::Impossible(obstacle)));
        if obstacle == Obstacle::Worker && before.is_none() {
            let cause = [&config.service_worker, " is on another origin than the page"].concat();
            super::complain(Reason::WorkerOrigin, &cause);
        }
        return None;
    }
    let permission = support::permission();
    let there = match subscription::found(config).await {
        Some(registration) => subscription::subscription_of(&registration).await,
        None => None,
    };
    let report::Kept { endpoint: kept, untold, .. } = report::recall();
    let endpoint = there.as_ref().and_then(subscription::endpoint);
    let ours = endpoint.is_some() && kept == endpoint;
    let fits = there.as_ref().is_some_and(|there| subscription::has_key(there, &config.key));
    let rest = if permission == "denied" { Standing::Blocked } else { Standing::Off };
    let granted = permission == "granted";
    STANDING.set(Some(if granted && (ours || fits) { Standing::On } else { rest }));
    match (kept, endpoint) {
        // The permission was taken back, and the subscription went with it.
        (Some(gone), _) if !granted => {
            report::change(|kept| {
                kept.endpoint = None;
                kept.add(farewell(&gone));
            });
            Some(Outcome::Unsubscribed)
        }
        // The site has another key than it had, or the browser has lost what it had.
        (Some(_), endpoint) if endpoint.is_none() || (ours && !fits) => {
            let made = make(desk, None).await;
            STANDING.set(Some(if made.is_ok() { Standing::On } else { Standing::Off }));
            Some(made.map_or_else(|outcome| outcome, |_| Outcome::Renewed))
        }
        // The browser has renewed it, and the worker could not say so.
        (Some(_), Some(_)) if !ours && fits => {
            made(desk, there.as_ref()?, None, None);
            None
        }
        // It came later than anybody waited for it. But another tab may just be ending it, or there
        // is no storage to know it by.
        (None, Some(new)) if granted && fits && dom::storage().is_some() => {
            if !untold.iter().any(|report| report.endpoint == new) {
                made(desk, there.as_ref()?, None, None);
            }
            None
        }
        _ => None,
    }
}

/// Turns notifications on, once the browser's question (`asked`, its promise) is answered. `topics`
/// are what the reader chose; `None` leaves them as they are.
pub async fn turn_on(desk: &Desk, asked: JsValue, topics: Option<Vec<Topic>>) -> Outcome {
    let outcome = turned_on(desk, asked, topics).await;
    BUSY.set(false);
    if outcome == Outcome::Blocked {
        STANDING.set(Some(Standing::Blocked));
    }
    spread();
    outcome
}

async fn turned_on(desk: &Desk, asked: JsValue, topics: Option<Vec<Topic>>) -> Outcome {
    let answer = JsFuture::from(Promise::resolve(&asked)).await.ok();
    let answer = answer.and_then(|answer| answer.as_string()).unwrap_or_else(support::permission);
    match answer.as_str() {
        "granted" => (),
        "denied" => return Outcome::Blocked,
        _ => return Outcome::Dismissed,
    }
    BUSY.set(true);
    let outcome = match make(desk, topics).await {
        Ok(outcome) => outcome,
        Err(outcome) => return outcome,
    };
    STANDING.set(Some(Standing::On));
    told(desk, outcome).await
}

/// Subscribes, and writes down what the site is to be told.
async fn make(desk: &Desk, topics: Option<Vec<Topic>>) -> Result<Outcome, Outcome> {
    let new = subscription::make(&desk.config).await?;
    made(desk, &new.subscription, new.replaces.as_deref(), topics);
    brief(desk, &new.registration);
    Ok(if new.replaces.is_some() { Outcome::Renewed } else { Outcome::Subscribed })
}

/// Keeps a new subscription, and what the site is to be told of it.
fn made(desk: &Desk, subscription: &JsValue, replaces: Option<&str>, topics: Option<Vec<Topic>>) {
    let Some(endpoint) = subscription::endpoint(subscription) else { return };
    let Some(as_json) = report::subscription(subscription) else { return };
    report::change(|kept| {
        let before = kept.endpoint.replace(endpoint.clone()).filter(|before| *before != endpoint);
        let replaces = replaces.map(String::from).or(before);
        if topics.is_some() {
            kept.topics = topics;
        }
        let chosen = kept.topics.clone().unwrap_or_else(|| topics::usual(&desk.config));
        if let Some(old) = &replaces {
            kept.forget(old);
        }
        let mut body = object([
            ("subscription", as_json),
            ("topics", topics::ids(&chosen)),
            ("article", desk.article.clone()),
            ("lang", desk.lang.clone().into()),
        ]);
        if let (Some(old), Some(members)) = (replaces, body.as_object_mut()) {
            members.insert("replaces".into(), old.into());
        }
        kept.add(Report { method: "POST".into(), endpoint, body });
    });
}

fn farewell(endpoint: &str) -> Report {
    let body = object([("endpoint", endpoint.into())]);
    Report { method: "DELETE".into(), endpoint: endpoint.into(), body }
}

/// Tells the site, and how that went instead of `outcome` where it failed.
async fn told(desk: &Desk, outcome: Outcome) -> Outcome {
    let sent = report::send(&desk.config).await;
    let all = sent.iter().all(|(_, taken)| *taken);
    if all {
        outcome
    } else {
        Outcome::Failed(Reason::Report)
    }
}

/// Hands the worker what it needs when the browser renews the subscription, or a message is empty.
fn brief(desk: &Desk, registration: &JsValue) {
    let worker = dom::get(registration, "active");
    let kept = report::recall();
    let chosen = kept.topics.unwrap_or_else(|| topics::usual(&desk.config));
    let text = |text: &str| JsValue::from_str(text);
    let optional = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from_str);
    let settings = dom::object(&[
        ("key", Uint8Array::from(desk.config.key.as_slice()).into()),
        ("subscribe", optional(desk.config.subscribe.as_deref())),
        ("endpoint", optional(kept.endpoint.as_deref())),
        ("topics", dom::to_js(&topics::ids(&chosen))),
        ("lang", text(&desk.lang)),
        ("site", text(&desk.site)),
        ("news", text(&desk.news)),
    ]);
    dom::call(&worker, "postMessage", &[dom::object(&[("bacaPush", settings.into())]).into()]);
}

/// Changes what the reader is told of, and tells the site.
pub async fn choose(desk: &Desk, topics: Vec<Topic>) -> Outcome {
    BUSY.set(true);
    let registration = subscription::found(&desk.config).await;
    let there = match &registration {
        Some(registration) => subscription::subscription_of(registration).await,
        None => None,
    };
    let outcome = match there {
        Some(there) => {
            made(desk, &there, None, Some(topics));
            if let Some(registration) = &registration {
                brief(desk, registration);
            }
            told(desk, Outcome::Subscribed).await
        }
        None => Outcome::Unsubscribed,
    };
    BUSY.set(false);
    spread();
    outcome
}

/// Turns notifications off: the browser's subscription ends, and the site is told.
pub async fn turn_off(desk: &Desk) -> Outcome {
    BUSY.set(true);
    let there = match subscription::found(&desk.config).await {
        Some(registration) => subscription::subscription_of(&registration).await,
        None => None,
    };
    let endpoint = there.as_ref().and_then(subscription::endpoint);
    report::change(|kept| {
        let before = kept.endpoint.take();
        if let Some(endpoint) = endpoint.or(before) {
            kept.add(farewell(&endpoint));
        }
    });
    if let Some(there) = &there {
        let _ = wait(there, "unsubscribe", &[]).await;
    }
    STANDING.set(Some(Standing::Off));
    // The browser takes no more messages, whether the site has heard it or not.
    let _ = report::send(&desk.config).await;
    BUSY.set(false);
    spread();
    Outcome::Unsubscribed
}
