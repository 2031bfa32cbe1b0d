//! What a site has configured for the rooms beside the article.

use super::comments::{self, Comments};
use super::{object, parse};
use crate::article::json::{Problem, Reading};
use crate::article::url::Purpose;
use crate::platform::Platform;
use serde_json::{Map, Value};

/// What a site has configured for the rooms.
#[derive(Clone, Default)]
pub struct Config {
    /// Name of the site, as its readers know it.
    pub site_name: Option<String>,
    /// Comments.
    pub comments: Comments,
    /// Push notifications, when the site offers them.
    pub notifications: Option<Notifications>,
    /// The site's own words, by language and key.
    pub labels: Map<String, Value>,
}

/// How and when the reader is asked about notifications.
#[derive(Clone, Debug, PartialEq)]
pub struct Notifications {
    /// The site's VAPID public key (RFC 8292), base64url.
    pub vapid_public_key: String,
    /// URL of the service worker, on the page's own origin.
    pub service_worker: String,
    /// Where the subscription is posted to.
    pub subscribe: Option<String>,
    /// Topics that are sent along.
    pub topics: Vec<String>,
    /// Seconds of reading before the question.
    pub after_seconds: f64,
    /// Percent of the article read before the question.
    pub after_percent: f64,
    /// Articles opened on this site before the question.
    pub after_views: u32,
    /// Days of silence after the first, second, third … refusal; the last holds for all later.
    pub remind_after_days: Vec<f64>,
}

impl Config {
    /// Reads a configuration that came from `base`.
    ///
    /// # Errors
    /// The one problem there is when the text is not a JSON object at all.
    pub fn read(
        text: &str,
        platform: &dyn Platform,
        base: &str,
    ) -> Result<(Self, Vec<Problem>), Problem> {
        let o = parse(text)?;
        let mut r = Reading::new(platform, base);
        let mut config = Self::default();
        let site = o.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
        config.site_name = site.map(Into::into);
        config.comments = comments::read(&o, &mut r);
        config.notifications = r.field(&o, "notifications", notifications);
        config.labels = o.get("labels").and_then(Value::as_object).cloned().unwrap_or_default();
        Ok((config, r.problems))
    }
}

fn notifications(r: &mut Reading, value: &Value) -> Option<Notifications> {
    let o = object(r, value)?;
    let required = |r: &mut Reading, key: &str| {
        let text = r.text_at(o, key);
        if text.is_none() {
            r.problem(&format!("notifications need `{key}`"));
        }
        text
    };
    let vapid_public_key = required(r, "vapidPublicKey")?;
    let service_worker = required(r, "serviceWorker")?;
    let service_worker = r.url_text(&service_worker, Purpose::Media)?;
    let after = o.get("after").and_then(Value::as_object).cloned().unwrap_or_default();
    let days: Vec<f64> = r
        .field(o, "remindAfterDays", |r, value| {
            Some(r.each(value, |r, v| {
                v.as_f64().filter(|d| *d >= 0.0).or_else(|| r.wrong("expected a number of days"))
            }))
        })
        .unwrap_or_default();
    Some(Notifications {
        vapid_public_key,
        service_worker,
        subscribe: r.url_at(o, "subscribe", Purpose::Media),
        topics: r.field(o, "topics", |r, v| Some(r.each(v, Reading::text))).unwrap_or_default(),
        after_seconds: r.number_at(&after, "seconds").unwrap_or(20.0),
        after_percent: r.number_at(&after, "percent").unwrap_or(0.0),
        after_views: r.count_at(&after, "views").unwrap_or(1),
        remind_after_days: if days.is_empty() { vec![3.0, 7.0, 30.0] } else { days },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::current;

    fn read(text: &str) -> (Config, Vec<Problem>) {
        Config::read(text, current(), "https://a.example/config.json").expect("an object")
    }

    #[test]
    fn a_wrong_part_switches_off_only_what_it_concerns() {
        let (config, problems) = read(
            r#"{"site":{"name":"Warta"},"comments":{"providers":[{"type":"disqus"},
                {"type":"disqus","shortname":"warta"},{"type":"nobody"}]},
                "notifications":{"vapidPublicKey":7}}"#,
        );
        assert_eq!(config.site_name.as_deref(), Some("Warta"));
        assert_eq!(config.comments.providers.len(), 1);
        assert_eq!(config.notifications, None);
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["comments.providers[0]", "comments.providers[2].type", "notifications"]);
    }

    #[test]
    fn the_question_waits_as_long_as_the_site_says() {
        let (config, _) = read(
            r#"{"notifications":{"vapidPublicKey":"k","serviceWorker":"/sw.js",
                "after":{"seconds":0,"percent":30,"views":2},"remindAfterDays":[1,2]}}"#,
        );
        let notifications = config.notifications.expect("configured");
        assert_eq!(notifications.after_seconds, 0.0);
        assert_eq!(notifications.after_percent, 30.0);
        assert_eq!(notifications.after_views, 2);
        assert_eq!(notifications.remind_after_days, [1.0, 2.0]);
    }
}
