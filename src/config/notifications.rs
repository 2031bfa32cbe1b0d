//! What a site has configured for push notifications.

use super::object;
use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::Value;

/// How and when the reader is asked about notifications.
#[derive(Clone, Debug, PartialEq)]
pub struct Notifications {
    /// The site's VAPID public key (RFC 8292, §3.2): an uncompressed point of P-256.
    pub key: Vec<u8>,
    /// URL of the service worker, on the page's own origin.
    pub service_worker: String,
    /// What the worker is to rule over; `None` for its own folder.
    pub scope: Option<String>,
    /// Where the subscription is posted to.
    pub subscribe: Option<String>,
    /// What the whole site tells of; at least one.
    pub topics: Vec<Topic>,
    /// What of an article can be followed.
    pub follow: Vec<Follow>,
    /// Seconds of reading before the question.
    pub after_seconds: f64,
    /// Percent of the article read before the question.
    pub after_percent: f64,
    /// Articles opened on this site before the question.
    pub after_views: u32,
    /// Days of silence after the first, second, third … refusal; the last holds for all later.
    pub remind_after_days: Vec<f64>,
}

/// Something that a site tells its readers of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its name between reader and site.
    pub id: String,
    /// Its name for the reader; `None` for one that needs no choice.
    pub label: Option<String>,
}

/// What of an article a reader can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The story, as it develops.
    Story,
    /// Its authors.
    Author,
    /// Its tags.
    Tag,
}

/// Reads the member `notifications`.
pub fn read(r: &mut Reading, value: &Value) -> Option<Notifications> {
    let o = object(r, value)?;
    let missing = |r: &mut Reading, key: &str| {
        if !o.contains_key(key) {
            r.problem(&["notifications need `", key, "`"].concat());
        }
    };
    missing(r, "vapidPublicKey");
    missing(r, "serviceWorker");
    let key = r.field(o, "vapidPublicKey", |r, value| {
        let bytes = r.text(value).and_then(|text| base64url(&text));
        let point = bytes.filter(|bytes| bytes.len() == 65 && bytes.first() == Some(&4));
        point.or_else(|| r.wrong("expected a VAPID public key: 65 bytes as base64url"))
    });
    let service_worker = r.url_at(o, "serviceWorker", Purpose::Media);
    let after = r.field(o, "after", |r, value| {
        let o = object(r, value)?;
        Some((r.number_at(o, "seconds"), r.number_at(o, "percent"), r.count_at(o, "views")))
    });
    let (seconds, percent, views) = after.unwrap_or_default();
    let days: Vec<f64> = r
        .field(o, "remindAfterDays", |r, value| {
            Some(r.each(value, |r, v| {
                v.as_f64().filter(|d| *d >= 0.0).or_else(|| r.wrong("expected a number of days"))
            }))
        })
        .unwrap_or_default();
    Some(Notifications {
        scope: r.url_at(o, "scope", Purpose::Media),
        subscribe: r.url_at(o, "subscribe", Purpose::Media),
        topics: r.field(o, "topics", |r, v| Some(r.each(v, topic))).unwrap_or_default(),
        follow: r.field(o, "follow", |r, v| Some(r.each(v, follow))).unwrap_or_default(),
        after_seconds: seconds.unwrap_or(20.0),
        after_percent: percent.unwrap_or(0.0),
        after_views: views.unwrap_or(1),
        remind_after_days: if days.is_empty() { vec![3.0, 7.0, 30.0] } else { days },
        // Last, so that everything that is wrong is told at once.
        key: key?,
        service_worker: service_worker?,
    })
}

fn topic(r: &mut Reading, value: &Value) -> Option<Topic> {
    let Some(o) = value.as_object() else {
        return r.text(value).map(|id| Topic { id, label: None });
    };
    let id = r.text_at(o, "id").or_else(|| r.wrong("a topic needs `id`"))?;
    Some(Topic { id, label: r.text_at(o, "label") })
}

fn follow(r: &mut Reading, value: &Value) -> Option<Follow> {
    match value.as_str() {
        Some("story") => Some(Follow::Story),
        Some("author") => Some(Follow::Author),
        Some("tag") => Some(Follow::Tag),
        _ => r.wrong("expected `story`, `author` or `tag`"),
    }
}

/// The bytes of base64url (RFC 4648, §5), with or without padding; the usual alphabet is taken as
/// well, since many a tool prints keys in it.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let mut held: u32 = 0;
    let mut bits = 0;
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::rooms::Config;
    use super::*;
    use crate::article::json::Problem;
    use crate::platform::current;

    const KEY: &str =
        "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U";

    fn with(members: &str) -> (Option<Notifications>, Vec<Problem>) {
        let text = format!(r#"{{"notifications":{{{members}}}}}"#);
        let read = Config::read(&text, current(), "https://a.example/config.json");
        let (config, problems) = read.expect("an object");
        (config.notifications, problems)
    }

    #[test]
    fn the_question_waits_as_long_as_the_site_says() {
        let (read, problems) = with(&format!(
            r#""vapidPublicKey":"{KEY}","serviceWorker":"/sw.js",
            "after":{{"seconds":0,"percent":30,"views":2}},"remindAfterDays":[1,2]"#
        ));
        let read = read.expect("configured");
        assert_eq!(problems, []);
        assert_eq!((read.after_seconds, read.after_percent, read.after_views), (0.0, 30.0, 2));
        assert_eq!(read.remind_after_days, [1.0, 2.0]);
        assert_eq!(read.service_worker, "https://a.example/sw.js");
        assert_eq!((read.key.len(), read.key[0], read.key[64]), (65, 4, 0xc5));
    }

    #[test]
    fn topics_are_names_or_choices_and_an_article_can_be_followed() {
        let (read, problems) = with(&format!(
            r#""vapidPublicKey":"{KEY}","serviceWorker":"/sw.js","follow":["story","mood","tag"],
            "topics":["terkini",{{"id":"bola","label":"Bola"}},{{"label":"Tanpa nama"}}]"#
        ));
        let read = read.expect("configured");
        assert_eq!(read.follow, [Follow::Story, Follow::Tag]);
        assert_eq!(
            read.topics,
            [
                Topic { id: "terkini".into(), label: None },
                Topic { id: "bola".into(), label: Some("Bola".into()) }
            ]
        );
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["notifications.topics[2]", "notifications.follow[1]"]);
    }

    #[test]
    fn without_a_key_or_a_worker_nothing_is_asked_and_the_site_is_told() {
        for (members, place) in [
            (r#""serviceWorker":"/sw.js""#.to_string(), "notifications"),
            (format!(r#""vapidPublicKey":"{KEY}""#), "notifications"),
            (
                r#""serviceWorker":"/sw.js","vapidPublicKey":7"#.into(),
                "notifications.vapidPublicKey",
            ),
            (
                r#""serviceWorker":"/sw.js","vapidPublicKey":"B…""#.into(),
                "notifications.vapidPublicKey",
            ),
            (
                format!(r#""serviceWorker":"/sw.js","vapidPublicKey":"{}""#, &KEY[..86]),
                "notifications.vapidPublicKey",
            ),
            (
                format!(r#""serviceWorker":"javascript:1","vapidPublicKey":"{KEY}""#),
                "notifications.serviceWorker",
            ),
        ] {
            let (read, problems) = with(&members);
            assert_eq!(read, None, "{members}");
            assert_eq!(problems.first().map(|p| p.path.as_str()), Some(place), "{members}");
        }
    }

    #[test]
    fn keys_are_read_in_both_alphabets() {
        assert_eq!(base64url("-_8"), Some(vec![0xfb, 0xff]));
        assert_eq!(base64url("+/8="), Some(vec![0xfb, 0xff]));
        assert_eq!(base64url("a b"), None);
    }
}
