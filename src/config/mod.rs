//! The site's configuration: one JSON for the whole site, everything optional (`docs/configuration.md`).
//! A wrong part is noted and switches off only what it concerns.
//!
//! - here: what showing an article takes.
//! - [`rooms`]: what the rooms beside it take: [`comments`] and [`notifications`].

#[cfg(feature = "reader")]
pub mod comments;
#[cfg(feature = "reader")]
pub mod notifications;
#[cfg(feature = "reader")]
pub mod rooms;

use crate::article::json::{Problem, Reading};
use crate::article::url::Purpose;
use crate::platform::Platform;
use serde_json::{Map, Value};

/// What a site has configured for the article itself.
#[derive(Clone, Default)]
pub struct Config {
    /// Where reading is reported to; nothing is sent without it.
    pub analytics_endpoint: Option<String>,
    /// Ways to share, in order; `None` for the usual ones.
    pub share: Option<Vec<String>>,
    /// The site's own words, by language and key.
    pub labels: Map<String, Value>,
    /// Whether the site wants rooms beside the article.
    pub rooms: bool,
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
        read(text, platform, base, |o, r| {
            // Only the rooms use it, but whether it is right is told to a site without any as well.
            r.field(o, "site", |r, value| {
                let o = object(r, value)?;
                r.text_at(o, "name");
                r.url_at(o, "url", Purpose::Link)
            });
            Self {
                analytics_endpoint: r.field(o, "analytics", |r, value| {
                    let o = object(r, value)?;
                    r.url_at(o, "endpoint", Purpose::Media)
                }),
                share: r.field(o, "share", |r, value| Some(r.each(value, Reading::text))),
                labels: labels(o, r),
                rooms: ["comments", "notifications"].iter().any(|room| o.contains_key(*room)),
            }
        })
    }
}

/// What `part` takes of a configuration that came from `base`, and what was wrong with that.
fn read<C>(
    text: &str,
    platform: &dyn Platform,
    base: &str,
    part: impl FnOnce(&Map<String, Value>, &mut Reading) -> C,
) -> Result<(C, Vec<Problem>), Problem> {
    let o = parse(text)?;
    let mut r = Reading::new(platform, base);
    let config = part(&o, &mut r);
    Ok((config, r.problems))
}

/// The configuration as an object.
fn parse(text: &str) -> Result<Map<String, Value>, Problem> {
    let whole = |message: String| Problem { path: String::new(), message };
    let (value, _) = crate::article::json::parse(text)
        .map_err(|malformed| whole(["not JSON: ", &malformed.place].concat()))?;
    match value {
        Value::Object(o) => Ok(o),
        _ => Err(whole("expected an object".into())),
    }
}

fn labels(o: &Map<String, Value>, r: &mut Reading) -> Map<String, Value> {
    r.field(o, "labels", |r, value| object(r, value).cloned()).unwrap_or_default()
}

fn object<'v>(r: &mut Reading, value: &'v Value) -> Option<&'v Map<String, Value>> {
    value.as_object().or_else(|| r.wrong("expected an object"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::current;

    #[test]
    fn a_wrong_part_switches_off_only_what_it_concerns() {
        let (config, problems) = Config::read(
            r#"{"site":7,"comments":{"providers":7},"share":{"x":1},"labels":[],
                "analytics":{"endpoint":"/collect"}}"#,
            current(),
            "https://a.example/config.json",
        )
        .expect("an object");
        assert_eq!(config.analytics_endpoint.as_deref(), Some("https://a.example/collect"));
        assert!(config.rooms && config.labels.is_empty());
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["site", "share", "labels"]);
    }

    #[test]
    fn what_is_no_object_is_refused_whole() {
        for text in ["", "[]", "7", "<html>"] {
            assert!(Config::read(text, current(), "").is_err(), "{text:?}");
            assert!(rooms::Config::read(text, current(), "").is_err(), "{text:?}");
        }
    }
}
