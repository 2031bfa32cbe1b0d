//! What a site has configured for the rooms beside the article.

use super::notifications::{self, Notifications};
use super::{object, parse};
use crate::article::json::{Problem, Reading};
use crate::comments::{self, Provider};
use crate::platform::Platform;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Seconds that a provider has to show something, unless the site says otherwise.
const PATIENCE: f64 = 12.0;

/// What a site has configured for the rooms.
#[derive(Clone, Default)]
pub struct Config {
    /// Name of the site, as its readers know it.
    pub site_name: Option<String>,
    /// Comment providers, in the order of their tabs.
    pub providers: Vec<Rc<dyn Provider>>,
    /// Heading above the tabs.
    pub comments_label: Option<String>,
    /// Seconds that a provider has to show something.
    pub comments_timeout: f64,
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
        let o = parse(text)?;
        let mut r = Reading::new(platform, base);
        let mut config = Self { comments_timeout: PATIENCE, ..Self::default() };
        let site = o.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
        config.site_name = site.map(Into::into);
        r.field(&o, "comments", |r, value| {
            let o = object(r, value)?;
            config.comments_label = r.text_at(o, "label");
            if let Some(seconds) = r.number_at(o, "timeout").filter(|s| *s > 0.0) {
                config.comments_timeout = seconds;
            }
            config.providers = r
                .field(o, "providers", |r, value| match value {
                    Value::Array(_) => Some(r.each(value, |r, value| {
                        let o = object(r, value)?;
                        comments::read_provider(o, r)
                    })),
                    _ => r.wrong("expected a list"),
                })
                .unwrap_or_default();
            Some(())
        });
        config.notifications = r.field(&o, "notifications", notifications::read);
        config.labels = o.get("labels").and_then(Value::as_object).cloned().unwrap_or_default();
        Ok((config, r.problems))
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
        assert_eq!(config.providers.len(), 1);
        assert_eq!(config.notifications, None);
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths[..2], ["comments.providers[0]", "comments.providers[2].type"]);
        assert!(paths[2].starts_with("notifications"));
    }
}
