//! The site's configuration of the panels.

use crate::comments::config::{self as comments, CommentsConfig, SCRIPTS_REFUSED};
use crate::notifications::config::{self as notifications, NotificationsConfig};
use baca_wire::decoder::Problem;
use baca_wire::site_config;
use serde_json::{Map, Value};
use std::rc::Rc;

/// The site's configuration of the panels.
#[derive(Clone, Default)]
pub struct Config {
    /// Name of the site.
    pub site_name: Option<String>,
    /// Comment providers and consent.
    pub comments: Rc<CommentsConfig>,
    /// Push notifications; `None` if the site has not configured them.
    pub notifications: Option<Rc<NotificationsConfig>>,
    /// The site's own messages, by language and key.
    pub labels: Map<String, Value>,
}

impl Config {
    /// Decodes a configuration that came from `base`. Returns it with the problems of its fields. Unless it
    /// `may_name_scripts`, what needs a script is such a problem.
    ///
    /// # Errors
    /// Returns a problem if the text is not a JSON object.
    pub fn read(
        text: &str,
        base: &str,
        may_name_scripts: bool,
    ) -> Result<(Self, Vec<Problem>), Problem> {
        site_config::read(text, base, |o, r| {
            let site = o.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
            Self {
                site_name: site.map(Into::into),
                comments: Rc::new(comments::read(o, may_name_scripts, r)),
                notifications: r.field(o, "notifications", |r, value| {
                    if may_name_scripts {
                        return notifications::read(r, value).map(Rc::new);
                    }
                    r.reject(SCRIPTS_REFUSED.trim_start())
                }),
                // The reader has already reported their problems.
                labels: match o.get_mut("labels").map(Value::take) {
                    Some(Value::Object(labels)) => labels,
                    _ => Map::new(),
                },
            }
        })
    }

    /// Returns the URLs of the scripts that comments and notifications may add to the page.
    pub fn scripts(&self) -> Vec<String> {
        let mut scripts = Vec::new();
        for one in &self.comments.providers {
            scripts.extend(one.provider.scripts());
        }
        if let Some(notifications) = &self.notifications {
            scripts.push(notifications.service_worker.clone());
        }
        scripts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<Problem>) {
        Config::read(text, "https://a.example/config.json", true).expect("an object")
    }

    #[test]
    fn scripts_are_those_that_the_configuration_names() {
        let key = "BOh2nGxDPUPQhCVyv6yMlOZhYSzD7nSTGPGv3Dt3o0h7bA8hJ0S5yPYQQu7cU5Jf1GmC8fXxXW3uJ8y2gG2aR7c";
        let text = format!(
            r#"{{"comments":{{"providers":[{{"type":"disqus","shortname":"warta"}},
                {{"type":"giscus","repo":"a/b","repoId":"1","category":"c","categoryId":"2"}},
                {{"type":"coral","url":"https://coral.example"}}]}},
                "notifications":{{"vapidPublicKey":"{key}","serviceWorker":"/sw.js"}}}}"#
        );
        let of = |may_name_scripts| {
            let config = Config::read(&text, "https://a.example/config.json", may_name_scripts);
            config.expect("an object")
        };
        let (config, problems) = of(true);
        assert_eq!(problems, []);
        let scripts = config.scripts();
        assert_eq!(
            scripts,
            [
                "https://warta.disqus.com/embed.js",
                "https://coral.example/assets/js/embed.js",
                "https://a.example/sw.js"
            ]
        );
        let (config, problems) = of(false);
        assert!(config.scripts().is_empty() && config.notifications.is_none());
        assert_eq!(config.comments.providers.len(), 1);
        let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["comments.providers[0]", "comments.providers[2]", "notifications"]);
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
