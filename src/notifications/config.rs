//! The member `notifications` of the site's configuration.

use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use baca_wire::site_config::as_object;
use serde_json::Value;

/// Push notifications as the site configured them: keys, endpoints and topics.
#[derive(Clone, Debug, PartialEq)]
pub struct NotificationsConfig {
    /// VAPID public key of the site (RFC 8292, §3.2): an uncompressed point of P-256, 65 bytes.
    pub key: Vec<u8>,
    /// URL of the service worker. It must be on the page's origin.
    pub service_worker: String,
    /// Scope of the service worker; `None` for the folder of its script.
    pub scope: Option<String>,
    /// URL of the site's endpoint that stores subscriptions.
    pub subscribe: Option<String>,
    /// Topics of the whole site.
    pub topics: Vec<Topic>,
    /// What a reader can follow on an article's page.
    pub follow: Vec<Follow>,
}

/// A topic that readers can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Identifier that the site receives.
    pub id: String,
    /// Name that the reader sees; `None` for a topic that is not offered as a choice.
    pub label: Option<String>,
}

/// What a reader can follow on an article's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// Later articles about the story.
    Story,
    /// Articles by the same authors.
    Author,
    /// Articles with the same tags.
    Tag,
}

/// The members of `notifications`.
const MEMBERS: [&str; 8] = [
    "vapidPublicKey",
    "serviceWorker",
    "scope",
    "subscribe",
    "topics",
    "follow",
    "after",
    "remindAfterDays",
];

/// Decodes the member `notifications`. Returns `None` if the key or the service worker is missing or
/// invalid. The members about the prompt are only checked: a script reads them
/// (`static/loader/beside/prompt-rules.ts`).
pub fn read(r: &mut Decoder, value: &Value) -> Option<NotificationsConfig> {
    let o = as_object(r, value)?;
    r.only(o, &MEMBERS);
    let missing = |r: &mut Decoder, key: &str| {
        if !o.contains_key(key) {
            r.problem(&["notifications need `", key, "`"].concat());
        }
    };
    missing(r, "vapidPublicKey");
    missing(r, "serviceWorker");
    let key = r.field(o, "vapidPublicKey", |r, value| {
        let bytes = r.text(value).and_then(|text| base64url(&text));
        let point = bytes.filter(|bytes| bytes.len() == 65 && bytes.first() == Some(&4));
        point.or_else(|| r.reject("expected a VAPID public key: 65 bytes as base64url"))
    });
    let service_worker = r.url_at(o, "serviceWorker", Purpose::Media);
    r.field(o, "after", |r, value| {
        let o = as_object(r, value)?;
        let names = ["seconds", "percent", "views"];
        r.only(o, &names);
        for name in names {
            r.number_at(o, name);
        }
        Some(())
    });
    r.field(o, "remindAfterDays", |r, value| {
        r.each(value, |r, v| {
            v.as_f64().filter(|d| *d >= 0.0).or_else(|| r.reject("expected a number of days"))
        });
        Some(())
    });
    Some(NotificationsConfig {
        scope: r.url_at(o, "scope", Purpose::Media),
        subscribe: r.url_at(o, "subscribe", Purpose::Media),
        topics: r.field(o, "topics", |r, v| Some(r.each(v, topic))).unwrap_or_default(),
        follow: r.field(o, "follow", |r, v| Some(r.each(v, follow))).unwrap_or_default(),
        // Last, so that one pass reports all problems.
        key: key?,
        service_worker: service_worker?,
    })
}

fn topic(r: &mut Decoder, value: &Value) -> Option<Topic> {
    let Some(o) = value.as_object() else {
        return r.text(value).map(|id| Topic { id, label: None });
    };
    let id = r.text_at(o, "id").or_else(|| r.reject("a topic needs `id`"))?;
    Some(Topic { id, label: r.text_at(o, "label") })
}

fn follow(r: &mut Decoder, value: &Value) -> Option<Follow> {
    match value.as_str() {
        Some("story") => Some(Follow::Story),
        Some("author") => Some(Follow::Author),
        Some("tag") => Some(Follow::Tag),
        _ => r.reject("expected `story`, `author` or `tag`"),
    }
}

/// Decodes base64url (RFC 4648, §5), with or without padding. Accepts the standard alphabet too, because
/// some tools print keys in it. Returns `None` for any other character.
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
    use super::*;
    use baca_wire::decoder::Problem;
    use baca_wire::site_config;

    const KEY: &str =
        "BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U";

    fn with(members: &str) -> (Option<NotificationsConfig>, Vec<Problem>) {
        let text = format!(r#"{{"notifications":{{{members}}}}}"#);
        site_config::read(&text, "https://a.example/config.json", |o, r| {
            r.field(o, "notifications", read)
        })
        .expect("an object")
    }

    #[test]
    fn invalid_members_about_the_prompt_are_problems() {
        let (_, problems) = with(&format!(
            r#""vapidPublicKey":"{KEY}","serviceWorker":"/sw.js",
            "after":{{"seconds":"soon","percent":30,"page":2}},"remindAfterDays":[1,"x",-2]"#
        ));
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "notifications.after.page",
                "notifications.after.seconds",
                "notifications.remindAfterDays[1]",
                "notifications.remindAfterDays[2]"
            ]
        );
    }

    #[test]
    fn the_key_and_the_worker_are_those_that_the_site_configures() {
        let (read, problems) = with(&format!(
            r#""vapidPublicKey":"{KEY}","serviceWorker":"/sw.js",
            "after":{{"seconds":0,"percent":30,"views":2}},"remindAfterDays":[1,2]"#
        ));
        let read = read.expect("configured");
        assert_eq!(problems, []);
        assert_eq!(read.service_worker, "https://a.example/sw.js");
        assert_eq!((read.key.len(), read.key[0], read.key[64]), (65, 4, 0xc5));
    }

    #[test]
    fn topics_are_ids_or_objects_with_a_label_and_unknown_follows_are_problems() {
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
    fn without_a_key_or_a_worker_there_is_no_configuration_and_a_problem() {
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
    fn keys_are_decoded_from_both_alphabets() {
        assert_eq!(base64url("-_8"), Some(vec![0xfb, 0xff]));
        assert_eq!(base64url("+/8="), Some(vec![0xfb, 0xff]));
        assert_eq!(base64url("a b"), None);
    }
}
