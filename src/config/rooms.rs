//! What a site has configured for the rooms beside the article.

use super::comments::{self, Comments};
use super::notifications::{self, Notifications};
use crate::article::json::Problem;
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
        super::read(text, platform, base, |o, r| {
            let site = o.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
            Self {
                site_name: site.map(Into::into),
                comments: comments::read(o, r),
                notifications: r.field(o, "notifications", notifications::read),
                labels: o.get("labels").and_then(Value::as_object).cloned().unwrap_or_default(),
            }
        })
    }
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
        assert_eq!(paths[..2], ["comments.providers[0]", "comments.providers[2].type"]);
        assert!(paths[2].starts_with("notifications"));
    }
}
