//! The site's configuration of comments: `comments` and `consent.comments`.

use crate::comments::fields::Fields;
use crate::comments::provider::ConfiguredProvider;
use crate::comments::registry::read_provider;
use baca_wire::decoder::Decoder;
use baca_wire::site_config::as_object;
use serde_json::{Map, Value};

/// Default of [`CommentsConfig::timeout`], in seconds.
const DEFAULT_TIMEOUT: f64 = 12.0;

/// Why a provider with a script is refused.
pub const SCRIPTS_REFUSED: &str =
    " needs a script, which only a configuration of the page's own origin, or one set as property, may name";

/// The site's configuration of comments.
#[derive(Clone)]
pub struct CommentsConfig {
    /// Providers, in the order of their tabs.
    pub providers: Vec<ConfiguredProvider>,
    /// Base URL of relative URLs in the configuration.
    pub base: String,
    /// Heading above the tabs.
    pub label: Option<String>,
    /// Seconds that a provider has to show its comments.
    pub timeout: f64,
    /// `type` of the provider whose tab is open at first.
    pub default: Option<String>,
    /// Whether the open tab loads when it comes near the window, without being chosen.
    pub loads_when_near: bool,
    /// Who decides whether third-party content may be loaded.
    pub consent: ConsentPolicy,
}

/// Who decides whether third-party content may be loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConsentPolicy {
    /// The reader, by choosing a tab.
    #[default]
    Chosen,
    /// The reader, with a button below a sentence that names the recipient of the data.
    Ask,
    /// The site's consent manager (IAB TCF).
    Tcf,
    /// The site has asked before it sets this value.
    Granted,
}

/// Compares by identity: a new configuration is decoded into a new object.
impl PartialEq for CommentsConfig {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Default for CommentsConfig {
    fn default() -> Self {
        Self {
            providers: Vec::new(),
            base: String::new(),
            label: None,
            timeout: DEFAULT_TIMEOUT,
            default: None,
            loads_when_near: false,
            consent: ConsentPolicy::default(),
        }
    }
}

/// Decodes `comments` and `consent.comments` of the configuration `object`. Reports invalid fields to `decoder`, and, unless the
/// configuration `may_name_scripts`, providers that need a script.
pub fn read(
    object: &Map<String, Value>,
    may_name_scripts: bool,
    decoder: &mut Decoder,
) -> CommentsConfig {
    let mut comments =
        CommentsConfig { base: decoder.base.as_str().into(), ..CommentsConfig::default() };
    decoder.field(object, "comments", |decoder, value| {
        let object = as_object(decoder, value)?;
        decoder.only(object, &["label", "timeout", "providers", "default", "load"]);
        comments.label = decoder.text_at(object, "label");
        if let Some(seconds) = decoder.number_at(object, "timeout").filter(|s| *s > 0.0) {
            comments.timeout = seconds;
        }
        comments.loads_when_near = Fields::of(object, decoder)
            .choice("load", &[("choice", false), ("near", true)])
            .unwrap_or_default();
        comments.providers = decoder
            .field(object, "providers", |decoder, value| match value {
                Value::Array(_) => Some(decoder.each(value, |decoder, value| {
                    let provider = read_provider(value, decoder)?;
                    if may_name_scripts || provider.provider.scripts().is_empty() {
                        return Some(provider);
                    }
                    decoder.reject(&[provider.descriptor.kind, SCRIPTS_REFUSED].concat())
                })),
                _ => decoder.reject("expected a list"),
            })
            .unwrap_or_default();
        let known = |kind: &str| comments.providers.iter().any(|one| one.descriptor.kind == kind);
        comments.default = decoder.field(object, "default", |decoder, value| {
            let kind = decoder.text(value)?;
            if known(&kind) {
                return Some(kind);
            }
            decoder.reject("expected the `type` of one of the providers")
        });
        Some(())
    });
    decoder.field(object, "consent", |decoder, value| {
        let object = as_object(decoder, value)?;
        decoder.only(object, &["comments", "analytics"]);
        const POLICIES: [(&str, ConsentPolicy); 3] = [
            ("ask", ConsentPolicy::Ask),
            ("tcf", ConsentPolicy::Tcf),
            ("granted", ConsentPolicy::Granted),
        ];
        comments.consent = decoder.field(object, "comments", |decoder, value| {
            let policy = POLICIES.iter().find(|(name, _)| value.as_str() == Some(name));
            policy
                .map(|(_, policy)| *policy)
                .or_else(|| decoder.reject("expected ask, tcf or granted"))
        })?;
        Some(())
    });
    comments
}

#[cfg(test)]
mod tests {
    use super::*;
    use baca_wire::decoder::Problem;

    fn read(text: &str) -> (CommentsConfig, Vec<Problem>) {
        read_from(text, true)
    }

    fn read_from(text: &str, may_name_scripts: bool) -> (CommentsConfig, Vec<Problem>) {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut decoder = Decoder::new("https://a.example/config.json");
        let comments =
            super::read(value.as_object().expect("an object"), may_name_scripts, &mut decoder);
        (comments, decoder.into_problems())
    }

    #[test]
    fn providers_with_a_script_need_a_configuration_that_may_name_it() {
        let fields = r#""url":"https://a.example","host":"https://a.example","serverURL":"https://a.example",
            "appId":"1","repo":"a/b","repoId":"1","category":"c","categoryId":"2","siteId":"s","shortname":"s",
            "websiteId":"7""#;
        let scripted =
            ["disqus", "facebook", "hyvor-talk", "commento", "comentario", "waline", "coral"];
        let others = [
            "baca",
            "wordpress",
            "isso",
            "cusdis",
            "mastodon",
            "bluesky",
            "activitypub",
            "giscus",
            "utterances",
            "remark42",
            "discourse",
        ];
        for kind in scripted.into_iter().chain(others) {
            let text = format!(r#"{{"comments":{{"providers":[{{"type":"{kind}",{fields}}}]}}}}"#);
            let (comments, problems) = read_from(&text, true);
            assert_eq!((comments.providers.len(), problems), (1, vec![]), "{kind}");
            let (comments, problems) = read_from(&text, false);
            if scripted.contains(&kind) {
                assert!(comments.providers.is_empty(), "{kind}");
                assert_eq!(problems[0].path, "comments.providers[0]");
            } else {
                assert_eq!((comments.providers.len(), problems), (1, vec![]), "{kind}");
            }
        }
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
            assert_eq!(comments.providers[0].descriptor.kind, kind);
        }
    }

    #[test]
    fn a_wrong_way_of_consent_and_a_wrong_default_are_named() {
        let (comments, problems) = read(
            r#"{"comments":{"providers":[{"type":"disqus","shortname":"a"}],"default":"isso",
                "load":"never","timeout":"x"},"consent":{"comments":"maybe"}}"#,
        );
        assert_eq!(
            (comments.default, comments.loads_when_near, comments.consent),
            (None, false, ConsentPolicy::Chosen)
        );
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(
            paths,
            ["comments.timeout", "comments.load", "comments.default", "consent.comments"]
        );
    }
}
