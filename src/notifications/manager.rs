//! Turns notifications on and off, changes topics, and holds the status that all readers of the page
//! share. A change is broadcast to them ([`super::observers`]); other tabs see it in the browser's storage.

use super::capabilities;
use super::capabilities::{Permission, UnsupportedReason};
use super::observers::{broadcast, next_change};
use super::outbox;
use super::outbox::{object, Report, ReportMethod};
use super::{call_async, subscription, topics, Reason, SubscriptionOutcome};
use crate::notifications::config::{NotificationsConfig, Topic};
use crate::web::storage;
use baca_sys::js;
use js_sys::{Promise, Uint8Array};
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Status of notifications for this reader and site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Notifications are not available on this page.
    Unsupported(UnsupportedReason),
    /// The reader, or a setting of the browser, blocks notifications of this site.
    Blocked,
    /// There is no subscription.
    Off,
    /// There is a subscription.
    On,
}

thread_local! {
    static STATUS: Cell<Option<Status>> = const { Cell::new(None) };
    /// Set during an action. It suppresses refreshes, which would see an intermediate state.
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Returns the status found by the latest refresh or action; `None` before the first one.
pub fn status() -> Option<Status> {
    STATUS.get()
}

/// Returns the topics that the reader chose, else the site's default topics.
pub fn chosen_topics(config: &NotificationsConfig) -> Vec<Topic> {
    outbox::load().topics.unwrap_or_else(|| topics::default_topics(config))
}

/// Actions on the subscription, with the configuration and the texts that reports and the worker need.
#[derive(Debug, Clone)]
pub struct Manager {
    /// The site's configuration.
    pub config: Rc<NotificationsConfig>,
    /// The article on whose page the action takes place: `{url, title, id}`.
    pub article: Value,
    /// Language of the reader's controls, BCP 47.
    pub lang: String,
    /// Name of the site: the title of notifications without one.
    pub site: String,
    /// Text of notifications without one.
    pub default_text: String,
}

impl Manager {
    /// Refreshes the status, repairs inconsistencies between the browser and the stored subscription, and
    /// sends pending reports if `send_reports` is set. Returns the outcomes to announce, which may be none.
    /// Does nothing during another refresh or action.
    pub async fn refresh(&self, send_reports: bool) -> Vec<SubscriptionOutcome> {
        if BUSY.replace(true) {
            return Vec::new();
        }
        let before = outbox::load().pending;
        let mut outcomes: Vec<SubscriptionOutcome> = self.reconcile().await.into_iter().collect();
        // Also sends what `reconcile` has just added. Earlier reports may be those of another tab, which
        // sends them itself.
        let send_reports = send_reports || outbox::load().pending != before;
        let sent = if send_reports { outbox::send(&self.config).await } else { Vec::new() };
        let subscribed =
            sent.iter().any(|(report, accepted)| *accepted && report.method == ReportMethod::Post);
        if subscribed && outcomes.is_empty() {
            outcomes.push(SubscriptionOutcome::Subscribed);
        }
        BUSY.set(false);
        broadcast();
        outcomes
    }

    /// Waits until no refresh and no action is in progress and the status is known. Returns the outcomes to announce,
    /// which may be none.
    pub async fn settle(&self) -> Vec<SubscriptionOutcome> {
        while BUSY.get() {
            next_change().await;
        }
        match status() {
            Some(_) => Vec::new(),
            None => self.refresh(true).await,
        }
    }

    /// Compares the browser's subscription with the stored one, repairs differences and sets the status.
    /// Returns the outcome of a repair, if the page should be informed.
    async fn reconcile(&self) -> Option<SubscriptionOutcome> {
        let config = &self.config;
        if let Some(reason) = capabilities::unsupported_reason(config) {
            let before = STATUS.replace(Some(Status::Unsupported(reason)));
            if reason == UnsupportedReason::Worker && before.is_none() {
                let cause =
                    [&config.service_worker, " is on another origin than the page"].concat();
                super::warn(Reason::WorkerOrigin, &cause);
            }
            return None;
        }
        let permission = capabilities::permission();
        let current = match subscription::find_registration(config).await {
            Some(registration) => subscription::subscription_of(&registration).await,
            None => None,
        };
        let outbox::StoredSubscription { endpoint: stored, pending, .. } = outbox::load();
        let endpoint = current.as_ref().and_then(subscription::endpoint);
        let is_stored = endpoint.is_some() && stored == endpoint;
        let has_key =
            current.as_ref().is_some_and(|current| subscription::has_key(current, &config.key));
        let is_denied = permission == Some(Permission::Denied);
        let inactive = if is_denied { Status::Blocked } else { Status::Off };
        let granted = permission == Some(Permission::Granted);
        STATUS.set(Some(if granted && (is_stored || has_key) { Status::On } else { inactive }));
        match (stored, endpoint) {
            // The permission was revoked, which ended the subscription.
            (Some(ended), _) if !granted => {
                outbox::update(|stored| {
                    stored.endpoint = None;
                    stored.add(unsubscribe_report(&ended));
                });
                Some(SubscriptionOutcome::Unsubscribed)
            }
            // The site changed its key, or the browser lost the subscription.
            (Some(_), endpoint) if endpoint.is_none() || (is_stored && !has_key) => {
                let subscribed = self.subscribe(None).await;
                STATUS.set(Some(if subscribed.is_ok() { Status::On } else { Status::Off }));
                Some(subscribed.map_or_else(|outcome| outcome, |_| SubscriptionOutcome::Renewed))
            }
            // The browser renewed the subscription and the worker could not report it.
            (Some(_), Some(_)) if !is_stored && has_key => {
                self.store(current.as_ref()?, None, None);
                None
            }
            // The subscription arrived after the timeout. It is not stored while a report about it is
            // pending (another tab may be ending it), nor without storage, where every page would report it.
            (None, Some(new)) if granted && has_key && storage::storage().is_some() => {
                if !pending.iter().any(|report| report.endpoint == new) {
                    self.store(current.as_ref()?, None, None);
                }
                None
            }
            _ => None,
        }
    }

    /// Turns notifications on. `permission` is the promise of the browser's permission prompt. `topics` are
    /// those that the reader chose; `None` leaves the stored ones.
    pub async fn turn_on(
        &self,
        permission: JsValue,
        topics: Option<Vec<Topic>>,
    ) -> SubscriptionOutcome {
        let outcome = self.subscribe_and_report(permission, topics).await;
        BUSY.set(false);
        if outcome == SubscriptionOutcome::Blocked {
            STATUS.set(Some(Status::Blocked));
        }
        broadcast();
        outcome
    }

    /// Waits for the permission, subscribes and sends the report. Leaves `BUSY` set.
    async fn subscribe_and_report(
        &self,
        permission: JsValue,
        topics: Option<Vec<Topic>>,
    ) -> SubscriptionOutcome {
        let answer = JsFuture::from(Promise::resolve(&permission)).await.ok();
        let answer = answer.and_then(|answer| answer.as_string());
        // After a rejection, and with the old callback API, the present permission counts.
        let permission =
            answer.map_or_else(capabilities::permission, |answer| Permission::parse(&answer));
        match permission {
            Some(Permission::Granted) => (),
            Some(Permission::Denied) => return SubscriptionOutcome::Blocked,
            Some(Permission::Default) | None => return SubscriptionOutcome::Dismissed,
        }
        BUSY.set(true);
        let outcome = match self.subscribe(topics).await {
            Ok(outcome) => outcome,
            Err(outcome) => return outcome,
        };
        STATUS.set(Some(Status::On));
        self.send_reports(outcome).await
    }

    /// Subscribes with the browser, stores the subscription with its report and configures the worker.
    ///
    /// # Errors
    /// [`SubscriptionOutcome::Blocked`] or [`SubscriptionOutcome::Failed`].
    async fn subscribe(
        &self,
        topics: Option<Vec<Topic>>,
    ) -> Result<SubscriptionOutcome, SubscriptionOutcome> {
        let new = subscription::subscribe(&self.config).await?;
        self.store(&new.subscription, new.replaces.as_deref(), topics);
        self.configure_worker(&new.registration);
        Ok(if new.replaces.is_some() {
            SubscriptionOutcome::Renewed
        } else {
            SubscriptionOutcome::Subscribed
        })
    }

    /// Stores a subscription and adds the report about it. `replaces` is the endpoint of the subscription
    /// that it replaces; `None` for the stored one. `topics` replace the stored ones if given.
    fn store(&self, subscription: &JsValue, replaces: Option<&str>, topics: Option<Vec<Topic>>) {
        let Some(endpoint) = subscription::endpoint(subscription) else { return };
        let Some(as_json) = outbox::subscription_json(subscription) else { return };
        outbox::update(|stored| {
            let before =
                stored.endpoint.replace(endpoint.clone()).filter(|before| *before != endpoint);
            let replaces = replaces.map(String::from).or(before);
            if topics.is_some() {
                stored.topics = topics;
            }
            let chosen =
                stored.topics.clone().unwrap_or_else(|| topics::default_topics(&self.config));
            if let Some(old) = &replaces {
                stored.remove_pending(old);
            }
            let mut body = object([
                ("subscription", as_json),
                ("topics", topics::ids(&chosen)),
                ("article", self.article.clone()),
                ("lang", self.lang.clone().into()),
            ]);
            if let (Some(old), Some(members)) = (replaces, body.as_object_mut()) {
                members.insert("replaces".into(), old.into());
            }
            stored.add(Report { method: ReportMethod::Post, endpoint, body });
        });
    }

    /// Sends the pending reports. Returns `outcome`, or a failure if the site did not accept all of them.
    async fn send_reports(&self, outcome: SubscriptionOutcome) -> SubscriptionOutcome {
        let sent = outbox::send(&self.config).await;
        if sent.iter().all(|(_, accepted)| *accepted) {
            outcome
        } else {
            SubscriptionOutcome::Failed(Reason::Report)
        }
    }

    /// Sends the worker what it needs to report a subscription that the browser renews, and to show a
    /// notification without title or text.
    fn configure_worker(&self, registration: &JsValue) {
        let worker = js::get(registration, "active");
        let stored = outbox::load();
        let chosen = stored.topics.unwrap_or_else(|| topics::default_topics(&self.config));
        let text = |text: &str| JsValue::from_str(text);
        let optional = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from_str);
        let settings = js::object(&[
            ("key", Uint8Array::from(self.config.key.as_slice()).into()),
            ("subscribe", optional(self.config.subscribe.as_deref())),
            ("endpoint", optional(stored.endpoint.as_deref())),
            ("topics", js::to_js(&topics::ids(&chosen))),
            ("lang", text(&self.lang)),
            ("site", text(&self.site)),
            ("news", text(&self.default_text)),
        ]);
        js::call(&worker, "postMessage", &[js::object(&[("bacaPush", settings.into())]).into()]);
    }

    /// Replaces the reader's topics and reports them to the site.
    pub async fn set_topics(&self, topics: Vec<Topic>) -> SubscriptionOutcome {
        BUSY.set(true);
        let registration = subscription::find_registration(&self.config).await;
        let current = match &registration {
            Some(registration) => subscription::subscription_of(registration).await,
            None => None,
        };
        let outcome = match current {
            Some(current) => {
                self.store(&current, None, Some(topics));
                if let Some(registration) = &registration {
                    self.configure_worker(registration);
                }
                self.send_reports(SubscriptionOutcome::Subscribed).await
            }
            None => SubscriptionOutcome::Unsubscribed,
        };
        BUSY.set(false);
        broadcast();
        outcome
    }

    /// Turns notifications off: ends the browser's subscription and reports it to the site.
    pub async fn turn_off(&self) -> SubscriptionOutcome {
        BUSY.set(true);
        let current = match subscription::find_registration(&self.config).await {
            Some(registration) => subscription::subscription_of(&registration).await,
            None => None,
        };
        let endpoint = current.as_ref().and_then(subscription::endpoint);
        outbox::update(|stored| {
            let before = stored.endpoint.take();
            if let Some(endpoint) = endpoint.or(before) {
                stored.add(unsubscribe_report(&endpoint));
            }
        });
        if let Some(current) = &current {
            let _ = call_async(current, "unsubscribe", &[]).await;
        }
        STATUS.set(Some(Status::Off));
        // The browser receives no more messages, whether or not the site accepts the report now.
        let _ = outbox::send(&self.config).await;
        BUSY.set(false);
        broadcast();
        SubscriptionOutcome::Unsubscribed
    }
}

/// Returns the report that the subscription with this endpoint has ended.
fn unsubscribe_report(endpoint: &str) -> Report {
    let body = object([("endpoint", endpoint.into())]);
    Report { method: ReportMethod::Delete, endpoint: endpoint.into(), body }
}
