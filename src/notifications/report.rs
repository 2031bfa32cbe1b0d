//! What the site is told: `POST` of a subscription with its topics, `DELETE` of one that is gone
//! (`docs/notifications.md`). What it has not heard is kept on this device and told again, so that a
//! site that is down for a while loses nobody.

use super::{complain, topics, wait, Reason};
use crate::article::json;
use crate::config::notifications::{Notifications, Topic};
use crate::dom;
use serde_json::{Map, Value};
use std::cell::RefCell;

/// The entry in the site's storage.
pub const KEY: &str = "baca:push";
/// Milliseconds that the site has to answer.
const PATIENCE: u32 = 8_000;
/// Untold reports that are kept at most: each subscription has one.
const MOST: usize = 8;

/// What is kept of the subscription on this device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// Where messages are posted to; `None` without a subscription.
    pub endpoint: Option<String>,
    /// What the reader has chosen; `None` as long as they have not.
    pub topics: Option<Vec<Topic>>,
    /// What the site has not heard yet: one a subscription, in order.
    pub untold: Vec<Report>,
}

/// Something to tell the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// `POST`, or `DELETE`.
    pub method: String,
    /// The subscription it is about.
    pub endpoint: String,
    /// What is sent.
    pub body: Value,
}

impl Kept {
    /// Reads what was kept; nonsense is passed over.
    pub fn read(value: &Value) -> Self {
        let text = |value: &Value, key: &str| value.get(key)?.as_str().map(String::from);
        let report = |value: &Value| {
            Some(Report {
                method: text(value, "method").filter(|m| m == "POST" || m == "DELETE")?,
                endpoint: text(value, "endpoint")?,
                body: value.get("body").filter(|body| body.is_object())?.clone(),
            })
        };
        let untold = value.get("untold").and_then(Value::as_array).into_iter().flatten();
        Self {
            endpoint: text(value, "endpoint"),
            topics: value.get("topics").filter(|list| list.is_array()).map(topics::read),
            untold: untold.filter_map(report).take(MOST).collect(),
        }
    }

    /// What is kept.
    pub fn write(&self) -> Value {
        let report = |report: &Report| {
            object([
                ("method", report.method.clone().into()),
                ("endpoint", report.endpoint.clone().into()),
                ("body", report.body.clone()),
            ])
        };
        let topics = self.topics.as_deref().map_or(Value::Null, topics::write);
        object([
            ("endpoint", self.endpoint.clone().map_or(Value::Null, Value::from)),
            ("topics", topics),
            ("untold", Value::Array(self.untold.iter().map(report).collect())),
        ])
    }

    /// Adds a report; the latest of a subscription is the one that counts.
    pub fn add(&mut self, report: Report) {
        self.forget(&report.endpoint);
        self.untold.push(report);
        if self.untold.len() > MOST {
            self.untold.remove(0);
        }
    }

    /// Takes what was to be told of a subscription away.
    pub fn forget(&mut self, endpoint: &str) {
        self.untold.retain(|report| report.endpoint != endpoint);
    }
}

/// An object of these members.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(
        members.into_iter().map(|(key, value)| (key.to_string(), value)).collect::<Map<_, _>>(),
    )
}

thread_local! {
    /// Where the storage is refused, the page remembers by itself.
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What is kept of the subscription.
pub fn recall() -> Kept {
    match dom::storage() {
        Some(_) => dom::stored_json(KEY).map_or_else(Kept::default, |value| Kept::read(&value)),
        None => KEPT.with_borrow(Clone::clone),
    }
}

/// Changes what is kept.
pub fn change(act: impl FnOnce(&mut Kept)) {
    let mut kept = recall();
    act(&mut kept);
    dom::store_json(KEY, &kept.write());
    KEPT.set(kept);
}

/// Sends what the site has not heard. Gives the reports that it has taken now, or the one that it
/// has not.
pub async fn send(config: &Notifications) -> Vec<(Report, bool)> {
    let Some(url) = &config.subscribe else {
        change(|kept| kept.untold.clear());
        return Vec::new();
    };
    let mut out = Vec::new();
    for report in recall().untold {
        let taken = tell(url, &report).await;
        if taken {
            // Something newer may have come in its place meanwhile.
            change(|kept| kept.untold.retain(|other| *other != report));
        }
        out.push((report, taken));
        if !taken {
            break;
        }
    }
    out
}

/// Tells the site; whether it has heard.
async fn tell(url: &str, report: &Report) -> bool {
    let Some(window) = dom::window() else { return false };
    let body = js_sys::JSON::stringify(&dom::to_js(&report.body)).map(String::from);
    let headers = dom::object(&[("content-type", "application/json".into())]);
    let abort = dom::get(&window, "AbortSignal");
    let late = dom::call(&abort, "timeout", &[PATIENCE.into()]).unwrap_or_default();
    let request = dom::object(&[
        ("method", report.method.as_str().into()),
        ("headers", headers.into()),
        ("body", body.unwrap_or_default().into()),
        ("signal", late),
        ("keepalive", true.into()),
    ]);
    let cause = match wait(&window, "fetch", &[url.into(), request.into()]).await {
        Ok(answer) => {
            let status = dom::get(&answer, "status").as_f64().unwrap_or_default();
            // A subscription that the site does not know is as gone as can be.
            let gone = report.method == "DELETE" && (status == 404.0 || status == 410.0);
            if gone || (200.0..300.0).contains(&status) {
                return true;
            }
            ["is answered with ", &dom::digits(status)].concat()
        }
        Err(error) => super::message(&error),
    };
    let line = [report.method.as_str(), " ", url, " ", &cause, "; it will be told again"];
    complain(Reason::Report, &line.concat());
    false
}

/// A subscription of the browser's as JSON: endpoint, expiration time, keys.
pub fn subscription(subscription: &wasm_bindgen::JsValue) -> Option<Value> {
    let text = js_sys::JSON::stringify(subscription).ok()?;
    json::parse(&String::from(text)).ok().map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(method: &str, endpoint: &str) -> Report {
        Report {
            method: method.into(),
            endpoint: endpoint.into(),
            body: json!({"endpoint": endpoint}),
        }
    }

    #[test]
    fn the_latest_word_on_a_subscription_is_the_one_that_is_told() {
        let mut kept = Kept::default();
        kept.add(report("POST", "a"));
        kept.add(report("POST", "b"));
        kept.add(report("DELETE", "a"));
        assert_eq!(kept.untold, [report("POST", "b"), report("DELETE", "a")]);
        for n in 0..20 {
            kept.add(report("POST", &n.to_string()));
        }
        assert_eq!(kept.untold.len(), MOST);
        assert_eq!(kept.untold[MOST - 1], report("POST", "19"));
    }

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_nothing() {
        let kept = Kept {
            endpoint: Some("https://push.example/1".into()),
            topics: Some(vec![Topic { id: "a".into(), label: None }]),
            untold: vec![report("POST", "x"), report("DELETE", "y")],
        };
        assert_eq!(Kept::read(&kept.write()), kept);
        assert_eq!(Kept::read(&Kept::default().write()), Kept::default());
        for value in [
            json!(null),
            json!([]),
            json!({"endpoint": 7, "topics": "x", "untold": {}}),
            json!({"untold": [7, {"method": "PUT", "endpoint": "x", "body": {}}, {"method": "POST"}]}),
        ] {
            assert_eq!(Kept::read(&value), Kept::default(), "{value}");
        }
    }
}
