//! Reports to the site's endpoint: `POST` of a subscription with its topics, `DELETE` of one that ended
//! (`docs/notifications.md`). Reports that were not accepted stay on this device and are sent again, so
//! that no subscription is lost while the site is down.

use super::{topics, warn, Reason};
use crate::notifications::config::{NotificationsConfig, Topic};
use crate::web::http::fetch;
use crate::web::storage;
use baca_sys::js;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// Key in `localStorage`.
pub const KEY: &str = "baca:push";
/// Member with the pending reports. It keeps its first name: with another one, browsers would lose the reports that
/// they have stored.
const PENDING: &str = "untold";
/// Timeout of a request to the site.
const TIMEOUT_MS: u32 = 8_000;
/// Upper limit for stored reports. There is one for each subscription.
const MAX_PENDING: usize = 8;

/// The subscription as stored on this device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredSubscription {
    /// Endpoint of the push service; `None` without a subscription.
    pub endpoint: Option<String>,
    /// Topics that the reader chose; `None` if they have not chosen.
    pub topics: Option<Vec<Topic>>,
    /// Reports that the site has not accepted yet, oldest first, at most one for each subscription.
    pub pending: Vec<Report>,
}

/// A request to the site's endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// HTTP method.
    pub method: ReportMethod,
    /// Endpoint of the subscription that it is about.
    pub endpoint: String,
    /// Body of the request.
    pub body: Value,
}

/// HTTP method of a [`Report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportMethod {
    /// The site stores the subscription.
    Post,
    /// The site deletes the subscription.
    Delete,
}

impl ReportMethod {
    /// Returns the method's name in the request and in the storage.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// Parses a stored name.
    fn parse(name: &str) -> Option<Self> {
        [Self::Post, Self::Delete].into_iter().find(|method| method.as_str() == name)
    }
}

impl StoredSubscription {
    /// Parses the stored value. Invalid members and reports are skipped.
    pub fn read(value: &Value) -> Self {
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(String::from);
        let report = |value: &Value| {
            Some(Report {
                method: ReportMethod::parse(value.get("method")?.as_str()?)?,
                endpoint: text(value, "endpoint")?,
                body: value.get("body").filter(|body| body.is_object())?.clone(),
            })
        };
        let pending = value.get(PENDING).and_then(Value::as_array).into_iter().flatten();
        Self {
            endpoint: text(value, "endpoint"),
            topics: value.get("topics").filter(|list| list.is_array()).map(topics::read),
            pending: pending.filter_map(report).take(MAX_PENDING).collect(),
        }
    }

    /// Returns the value to store.
    pub fn write(&self) -> Value {
        let report = |report: &Report| {
            object([
                ("method", report.method.as_str().into()),
                ("endpoint", report.endpoint.clone().into()),
                ("body", report.body.clone()),
            ])
        };
        let topics = self.topics.as_deref().map_or(Value::Null, topics::write);
        object([
            ("endpoint", self.endpoint.clone().map_or(Value::Null, Value::from)),
            ("topics", topics),
            (PENDING, Value::Array(self.pending.iter().map(report).collect())),
        ])
    }

    /// Adds a report. It replaces an earlier one about the subscription; the oldest is dropped if there
    /// are too many.
    pub fn add(&mut self, report: Report) {
        self.remove_pending(&report.endpoint);
        self.pending.push(report);
        if self.pending.len() > MAX_PENDING {
            self.pending.remove(0);
        }
    }

    /// Removes the pending report about the subscription with this endpoint.
    pub fn remove_pending(&mut self, endpoint: &str) {
        self.pending.retain(|report| report.endpoint != endpoint);
    }
}

/// Builds a JSON object from its members.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(
        members.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>(),
    )
}

thread_local! {
    /// Used instead of the browser's storage where that is unavailable.
    static IN_MEMORY: RefCell<StoredSubscription> = RefCell::default();
}

/// Loads the stored subscription; the default if there is none.
pub fn load() -> StoredSubscription {
    match storage::storage() {
        Some(_) => storage::read_json(KEY)
            .map_or_else(StoredSubscription::default, |value| StoredSubscription::read(&value)),
        None => IN_MEMORY.with_borrow(Clone::clone),
    }
}

/// Loads the stored subscription, applies `change` and stores the result.
pub fn update(change: impl FnOnce(&mut StoredSubscription)) {
    let mut stored = load();
    change(&mut stored);
    storage::write_json(KEY, &stored.write());
    IN_MEMORY.set(stored);
}

/// Sends the pending reports, oldest first, and stops at the first one that the site does not accept.
/// Returns the reports that were sent, each with whether the site accepted it.
pub async fn send(config: &NotificationsConfig) -> Vec<(Report, bool)> {
    let Some(url) = &config.subscribe else {
        update(|stored| stored.pending.clear());
        return Vec::new();
    };
    let mut out = Vec::new();
    for report in load().pending {
        let accepted = send_report(url, &report).await;
        if accepted {
            // A newer report may have replaced it during the request.
            update(|stored| stored.pending.retain(|other| *other != report));
        }
        out.push((report, accepted));
        if !accepted {
            break;
        }
    }
    out
}

/// Sends a report. Returns whether the site accepted it; writes a warning to the console if not.
async fn send_report(url: &str, report: &Report) -> bool {
    let body = js::stringify(&js::to_js(&report.body));
    let headers = js::object(&[("content-type", "application/json".into())]);
    let options = vec![
        ("method", report.method.as_str().into()),
        ("headers", headers.into()),
        ("body", body.unwrap_or_default().into()),
        ("keepalive", true.into()),
    ];
    let cause = match fetch(url, TIMEOUT_MS, options).await {
        Ok(response) => {
            let status = js::get(&response, "status").as_f64().unwrap_or_default();
            // A subscription that the site does not have needs no deletion.
            let is_gone =
                report.method == ReportMethod::Delete && (status == 404.0 || status == 410.0);
            if is_gone || (200.0..300.0).contains(&status) {
                return true;
            }
            ["is answered with ", &js::digits(status)].concat()
        }
        Err(error) => super::error_text(&error),
    };
    let line = [report.method.as_str(), " ", url, " ", &cause, "; it will be sent again"];
    warn(Reason::Report, &line.concat());
    false
}

/// Converts a `PushSubscription` to JSON: endpoint, expiration time, keys. Returns `None` if the browser
/// cannot serialize it.
pub fn subscription_json(subscription: &wasm_bindgen::JsValue) -> Option<Value> {
    baca_sys::json::from_js(subscription)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(method: ReportMethod, endpoint: &str) -> Report {
        Report { method, endpoint: endpoint.into(), body: json!({"endpoint": endpoint}) }
    }

    #[test]
    fn a_new_report_replaces_an_earlier_one_about_the_subscription() {
        let mut stored = StoredSubscription::default();
        stored.add(report(ReportMethod::Post, "a"));
        stored.add(report(ReportMethod::Post, "b"));
        stored.add(report(ReportMethod::Delete, "a"));
        assert_eq!(
            stored.pending,
            [report(ReportMethod::Post, "b"), report(ReportMethod::Delete, "a")]
        );
        for n in 0..20 {
            stored.add(report(ReportMethod::Post, &n.to_string()));
        }
        assert_eq!(stored.pending.len(), MAX_PENDING);
        assert_eq!(stored.pending[MAX_PENDING - 1], report(ReportMethod::Post, "19"));
    }

    #[test]
    fn a_stored_subscription_reads_back_and_invalid_members_are_skipped() {
        let stored = StoredSubscription {
            endpoint: Some("https://push.example/1".into()),
            topics: Some(vec![Topic { id: "a".into(), label: None }]),
            pending: vec![report(ReportMethod::Post, "x"), report(ReportMethod::Delete, "y")],
        };
        assert_eq!(StoredSubscription::read(&stored.write()), stored);
        assert_eq!(
            StoredSubscription::read(&StoredSubscription::default().write()),
            StoredSubscription::default()
        );
        for value in [
            json!(null),
            json!([]),
            json!({"endpoint": 7, "topics": "x", "untold": {}}),
            json!({"untold": [7, {"method": "PUT", "endpoint": "x", "body": {}}, {"method": "POST"}]}),
        ] {
            assert_eq!(StoredSubscription::read(&value), StoredSubscription::default(), "{value}");
        }
    }
}
