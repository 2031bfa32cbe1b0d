//! What a site has configured for comments, and for what others may learn by them.

use super::object;
use crate::article::json::Reading;
use crate::comments::settings::Fields;
use crate::comments::Configured;
use serde_json::{Map, Value};

/// Seconds that a provider has to show something, unless the site says otherwise.
const PATIENCE: f64 = 12.0;

/// What a site has configured for comments.
#[derive(Clone)]
pub struct Comments {
    /// Providers, in the order of their tabs.
    pub providers: Vec<Configured>,
    /// Where relative addresses in the configuration start.
    pub base: String,
    /// Heading above the tabs.
    pub label: Option<String>,
    /// Seconds that a provider has to show something.
    pub timeout: f64,
    /// `type` of the provider whose tab is open at first.
    pub default: Option<String>,
    /// The open tab loads when the reader comes near it, without being asked to.
    pub near: bool,
    /// Who says whether content of others may be loaded.
    pub consent: Consent,
}

/// Who says whether content of others may be loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Consent {
    /// The reader, by choosing a tab.
    #[default]
    Chosen,
    /// The reader, by a button beside a sentence that says who gets what.
    Ask,
    /// The site's consent manager (IAB TCF).
    Tcf,
    /// The site has asked already.
    Granted,
}

impl Default for Comments {
    fn default() -> Self {
        Self {
            providers: Vec::new(),
            base: String::new(),
            label: None,
            timeout: PATIENCE,
            default: None,
            near: false,
            consent: Consent::default(),
        }
    }
}

/// Reads `comments` and `consent.comments`.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Comments {
    let mut comments = Comments { base: r.base.clone(), ..Comments::default() };
    r.field(o, "comments", |r, value| {
        let o = object(r, value)?;
        comments.label = r.text_at(o, "label");
        if let Some(seconds) = r.number_at(o, "timeout").filter(|s| *s > 0.0) {
            comments.timeout = seconds;
        }
        comments.near = Fields::of(o, r).one_of("load", &["choice", "near"]) == "near";
        comments.providers = r
            .field(o, "providers", |r, value| match value {
                Value::Array(_) => Some(r.each(value, |r, value| Configured::read(value, r))),
                _ => r.wrong("expected a list"),
            })
            .unwrap_or_default();
        let known = |kind: &str| comments.providers.iter().any(|one| one.kind.name == kind);
        comments.default = r.field(o, "default", |r, value| {
            let kind = r.text(value)?;
            if known(&kind) {
                return Some(kind);
            }
            r.wrong("expected the `type` of one of the providers")
        });
        Some(())
    });
    r.field(o, "consent", |r, value| {
        let o = object(r, value)?;
        const WAYS: [(&str, Consent); 3] =
            [("ask", Consent::Ask), ("tcf", Consent::Tcf), ("granted", Consent::Granted)];
        comments.consent = r.field(o, "comments", |r, value| {
            let way = WAYS.iter().find(|(name, _)| value.as_str() == Some(name));
            way.map(|(_, way)| *way).or_else(|| r.wrong("expected ask, tcf or granted"))
        })?;
        Some(())
    });
    comments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::json::Problem;
    use crate::platform::current;

    fn read(text: &str) -> (Comments, Vec<Problem>) {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut r = Reading::new(current(), "https://a.example/config.json");
        let comments = super::read(value.as_object().expect("an object"), &mut r);
        (comments, r.problems)
    }

    #[test]
    fn every_provider_says_which_field_it_needs() {
        let kinds = [
            ("wordpress", "url"),
            ("isso", "url"),
            ("cusdis", "appId"),
            ("giscus", "repo"),
            ("utterances", "repo"),
            ("remark42", "host"),
            ("discourse", "url"),
            ("disqus", "shortname"),
            ("facebook", "appId"),
            ("hyvor-talk", "websiteId"),
            ("comentario", "url"),
            ("waline", "serverURL"),
            ("coral", "url"),
        ];
        for (kind, field) in kinds {
            let text = format!(r#"{{"comments":{{"providers":[{{"type":"{kind}"}}]}}}}"#);
            let (comments, problems) = read(&text);
            assert!(comments.providers.is_empty(), "{kind}");
            assert_eq!(problems[0].to_string(), format!("comments.providers[0]: needs `{field}`"));
        }
        for kind in ["baca", "mastodon", "bluesky", "activitypub", "commento"] {
            let text = format!(r#"{{"comments":{{"providers":[{{"type":"{kind}"}}]}}}}"#);
            let (comments, problems) = read(&text);
            assert_eq!((comments.providers.len(), problems), (1, vec![]), "{kind}");
            assert_eq!(comments.providers[0].kind.name, kind);
        }
    }

    #[test]
    fn a_wrong_way_of_consent_and_a_wrong_default_are_named() {
        let (comments, problems) = read(
            r#"{"comments":{"providers":[{"type":"disqus","shortname":"a"}],"default":"isso",
                "load":"never","timeout":"x"},"consent":{"comments":"maybe"}}"#,
        );
        assert_eq!(
            (comments.default, comments.near, comments.consent),
            (None, false, Consent::Chosen)
        );
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(
            paths,
            ["comments.timeout", "comments.load", "comments.default", "consent.comments"]
        );
    }
}
