//! The part of the site's configuration that the article itself uses. The configuration is one JSON object
//! with optional members (`docs/configuration.md`). An invalid member is reported as a problem and disables
//! only the feature that it configures.

use baca_sys::text;
use baca_sys::url::Purpose;
use baca_wire::decoder::{Decoder, Problem};
use baca_wire::site_config::{as_object, labels, read};
use serde_json::{Map, Value};

/// Names of the ways to share an article. A script offers them (`static/loader/reading/share.ts`).
const SHARE_METHODS: [&str; 6] = ["native", "copy", "whatsapp", "x", "facebook", "email"];

/// The members of a configuration (`static/schema/baca-config.schema.json`).
const MEMBERS: [&str; 13] = [
    "site",
    "comments",
    "notifications",
    "analytics",
    "share",
    "labels",
    "consent",
    "places",
    "access",
    "live",
    "next",
    "parts",
    "offline",
];

/// Checks the name of an analytics tool.
fn adapter(r: &mut Decoder, value: &Value) -> Option<()> {
    const KNOWN: [&str; 3] = ["dataLayer", "plausible", "matomo"];
    let name = r.text(value)?;
    let is_known = KNOWN.contains(&name.as_str());
    is_known
        .then_some(())
        .or_else(|| r.unknown(&text::concat(&["value `", &name, "`"]), &name, &KNOWN))
}

/// Checks the name of a way to share.
fn share_method(r: &mut Decoder, value: &Value) -> Option<()> {
    let name = r.text(value)?;
    if SHARE_METHODS.contains(&name.as_str()) {
        return Some(());
    }
    r.unknown(&text::concat(&["value `", &name, "`"]), &name, &SHARE_METHODS)
}

/// Configuration of the article itself.
#[derive(Clone, Default)]
pub struct ReaderConfig {
    /// Whether reading is reported to the site.
    pub reports: bool,
    /// The site's own messages, by language and key.
    pub labels: Map<String, Value>,
    /// Whether the site configured comments.
    pub comments: bool,
    /// Whether the site configured notifications.
    pub notifications: bool,
}

impl ReaderConfig {
    /// Parses a configuration. URLs in it are relative to `base`. Returns it with the problems found.
    ///
    /// # Errors
    /// A single problem if the text is not a JSON object.
    pub fn read(text: &str, base: &str) -> Result<(Self, Vec<Problem>), Problem> {
        read(text, base, |o, r| {
            r.only(o, &MEMBERS);
            // Only the panels use `site`, but its problems are reported on sites without panels too.
            r.field(o, "site", |r, value| {
                let o = as_object(r, value)?;
                r.only(o, &["name", "url"]);
                r.text_at(o, "name");
                r.url_at(o, "url", Purpose::Link)
            });
            r.field(o, "share", |r, value| Some(r.each(value, share_method)));
            Self {
                reports: has_endpoint(o, r),
                labels: labels(o, r),
                comments: o.contains_key("comments"),
                notifications: o.contains_key("notifications"),
            }
        })
    }
}

/// Returns whether there is a valid `analytics.endpoint`. `static/loader/reports.ts` uses it and the other members.
fn has_endpoint(o: &Map<String, Value>, r: &mut Decoder) -> bool {
    let endpoint = r.field(o, "analytics", |r, value| {
        let o = as_object(r, value)?;
        r.only(o, &["endpoint", "respect", "query", "adapters"]);
        // `baca-analytics.js` uses the names; here they are only checked.
        r.field(o, "adapters", |r, value| Some(r.each(value, adapter)));
        r.url_at(o, "endpoint", Purpose::Media)
    });
    endpoint.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_member_disables_only_its_own_feature() {
        let (config, problems) = ReaderConfig::read(
            r#"{"site":7,"comments":{"providers":7},"share":{"x":1},"labels":[],
                "analytics":{"endpoint":"/collect","adapters":["matomo","plausibel"]},"sharing":1}"#,
            "https://a.example/config.json",
        )
        .expect("an object");
        assert!(config.reports && config.comments && !config.notifications);
        assert!(config.labels.is_empty());
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["sharing", "site", "share", "analytics.adapters[1]", "labels"]);
    }

    #[test]
    fn nothing_is_reported_without_a_valid_endpoint() {
        for (analytics, reports, problems) in [
            (r#"{"endpoint":"/c","respect":false,"query":["p"]}"#, true, 0),
            (r#"{"respect":false}"#, false, 0),
            (r#"{"endpoint":"javascript:1"}"#, false, 1),
            (r#"{"endpoint":"/c","x":1}"#, true, 1),
            ("7", false, 1),
        ] {
            let text = format!(r#"{{"analytics":{analytics}}}"#);
            let (config, found) =
                ReaderConfig::read(&text, "https://a.example/").expect("an object");
            assert_eq!((config.reports, found.len()), (reports, problems), "{analytics}");
        }
    }

    #[test]
    fn a_text_that_is_not_an_object_is_an_error() {
        for text in ["", "[]", "7", "<html>"] {
            assert!(ReaderConfig::read(text, "").is_err(), "{text:?}");
        }
    }

    #[test]
    fn unknown_ways_to_share_are_reported() {
        for (text, expected) in [
            (r#"{"share":["email","fax","copy"]}"#, vec!["share[1]"]),
            (r#"{"share":[]}"#, vec![]),
            (r#"{"share":["native","x"]}"#, vec![]),
            (r#"{"share":{"x":1}}"#, vec!["share"]),
        ] {
            let (_, problems) = ReaderConfig::read(text, "").expect("an object");
            let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
            assert_eq!(paths, expected, "{text}");
        }
    }
}
