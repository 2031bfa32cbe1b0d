//! Topics that a reader can choose on an article's page: those of the site, and the story, authors and
//! tags of the article.

use crate::notifications::config::{Follow, NotificationsConfig, Topic};
use crate::panels::article_info::ArticleInfo;
use serde_json::{Map, Value};

/// Upper limit for the tags that are offered: the list of choices stays short.
const MAX_TAGS: usize = 4;
/// Id of the topic for the whole site, if the site configured none but offers something to follow.
const SITE_TOPIC: &str = "site";

/// One check box of the bell's panel.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicChoice {
    /// Topics that the site receives if it is ticked. The choice for the site has all topics without a
    /// label.
    pub topics: Vec<Topic>,
    /// Key of the message that labels it.
    pub message_key: &'static str,
    /// Name of the author, tag, story or topic, filled into the message; empty for the site.
    pub name: String,
}

impl TopicChoice {
    /// Returns whether `chosen` has all topics of the choice.
    pub fn is_in(&self, chosen: &[Topic]) -> bool {
        self.topics.iter().all(|topic| chosen.iter().any(|other| other.id == topic.id))
    }

    /// Returns `chosen` with the topics of the choice if `ticked`, else without them.
    pub fn apply(&self, chosen: &[Topic], ticked: bool) -> Vec<Topic> {
        let is_own = |topic: &Topic| self.topics.iter().any(|own| own.id == topic.id);
        let mut all: Vec<Topic> = chosen.iter().filter(|topic| !is_own(topic)).cloned().collect();
        if ticked {
            all.extend(self.topics.iter().cloned());
        }
        all
    }
}

/// Returns the topics of a reader who has not chosen any: those of the site.
pub fn default_topics(config: &NotificationsConfig) -> Vec<Topic> {
    if config.topics.is_empty() && !config.follow.is_empty() {
        return vec![Topic { id: SITE_TOPIC.into(), label: None }];
    }
    config.topics.clone()
}

/// Returns the choices on the page of `article`: the site, its topics with labels, the story, the authors,
/// the tags, and topics in `chosen` that come from other pages. Returns none if the site offers nothing to
/// follow and there are fewer than two choices.
pub fn choices(
    config: &NotificationsConfig,
    article: &ArticleInfo,
    chosen: &[Topic],
) -> Vec<TopicChoice> {
    let mut out = Vec::new();
    let (labelled, plain): (Vec<_>, Vec<_>) =
        default_topics(config).into_iter().partition(|topic| topic.label.is_some());
    if !plain.is_empty() {
        out.push(TopicChoice { topics: plain, message_key: "bellSite", name: String::new() });
    }
    out.extend(labelled.into_iter().map(topic_choice));
    for follow in &config.follow {
        match follow {
            Follow::Story => {
                let id = article.id.as_deref().unwrap_or(&article.url);
                out.push(follow_choice("story:", id, &article.title, "bellStory"));
            }
            Follow::Author => out.extend(
                article
                    .authors
                    .iter()
                    .map(|name| follow_choice("author:", name, name, "bellAuthor")),
            ),
            Follow::Tag => out.extend(
                article
                    .tags
                    .iter()
                    .take(MAX_TAGS)
                    .map(|name| follow_choice("tag:", name, name, "bellTag")),
            ),
        }
    }
    let known = |topic: &Topic| out.iter().any(|c| c.topics.iter().any(|t| t.id == topic.id));
    let elsewhere: Vec<Topic> =
        chosen.iter().filter(|topic| topic.label.is_some() && !known(topic)).cloned().collect();
    out.extend(elsewhere.into_iter().map(topic_choice));
    if out.len() < 2 && config.follow.is_empty() {
        out.clear();
    }
    out
}

/// Returns the choice of a single topic, named by the topic's label.
fn topic_choice(topic: Topic) -> TopicChoice {
    let name = topic.label.clone().unwrap_or_default();
    TopicChoice { topics: vec![topic], message_key: "bellTopic", name }
}

/// Returns the choice to follow something of the article. The topic's id is `prefix` followed by `id`.
fn follow_choice(prefix: &str, id: &str, label: &str, message_key: &'static str) -> TopicChoice {
    let topic = Topic { id: [prefix, id].concat(), label: Some(label.into()) };
    TopicChoice { topics: vec![topic], message_key, name: label.into() }
}

/// Parses topics that were stored on this device. Invalid entries are skipped.
pub fn read(value: &Value) -> Vec<Topic> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(String::from);
    let all = value.as_array().into_iter().flatten();
    all.filter_map(|v| Some(Topic { id: text(v, "id")?, label: text(v, "label") })).collect()
}

/// Returns topics as a value to store.
pub fn write(topics: &[Topic]) -> Value {
    let one = |topic: &Topic| {
        let mut out = Map::new();
        out.insert("id".into(), topic.id.clone().into());
        if let Some(label) = &topic.label {
            out.insert("label".into(), label.clone().into());
        }
        Value::Object(out)
    };
    Value::Array(topics.iter().map(one).collect())
}

/// Returns the ids of topics, as the site receives them.
pub fn ids(topics: &[Topic]) -> Value {
    Value::Array(topics.iter().map(|topic| topic.id.clone().into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::config;
    use baca_wire::site_config;

    fn config(members: &str) -> NotificationsConfig {
        let key = ["B", &"A".repeat(86)].concat();
        let text = format!(
            r#"{{"notifications":{{"vapidPublicKey":"{key}","serviceWorker":"/sw.js"{members}}}}}"#
        );
        let (config, problems) = site_config::read(&text, "https://a.example/", |o, r| {
            r.field(o, "notifications", config::read)
        })
        .expect("an object");
        assert_eq!(problems, []);
        config.expect("configured")
    }

    fn article() -> ArticleInfo {
        ArticleInfo {
            url: "https://a.example/dermaga".into(),
            title: "Dermaga".into(),
            id: Some("42".into()),
            lang: "id".into(),
            authors: vec!["Ani".into()],
            tags: ["a", "b", "c", "d", "e"].map(String::from).to_vec(),
            comments: None,
        }
    }

    fn names(choices: &[TopicChoice]) -> Vec<String> {
        choices
            .iter()
            .map(|c| c.topics.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join("+"))
            .collect()
    }

    #[test]
    fn a_site_with_one_topic_offers_no_choice() {
        assert_eq!(choices(&config(""), &article(), &[]), []);
        assert_eq!(choices(&config(r#","topics":["a","b"]"#), &article(), &[]), []);
    }

    #[test]
    fn an_article_offers_what_the_site_lets_readers_follow() {
        let config = config(
            r#","topics":["terkini",{"id":"bola","label":"Bola"}],"follow":["story","author","tag"]"#,
        );
        let all = choices(&config, &article(), &[]);
        assert_eq!(
            names(&all),
            ["terkini", "bola", "story:42", "author:Ani", "tag:a", "tag:b", "tag:c", "tag:d"]
        );
    }

    #[test]
    fn a_topic_from_another_page_is_offered_and_can_be_unticked() {
        let config = config(r#","follow":["story"]"#);
        let other = Topic { id: "story:41".into(), label: Some("Kemarin".into()) };
        let chosen = [default_topics(&config), vec![other]].concat();
        let all = choices(&config, &article(), &chosen);
        assert_eq!(names(&all), ["site", "story:42", "story:41"]);
        let held: Vec<bool> = all.iter().map(|choice| choice.is_in(&chosen)).collect();
        assert_eq!(held, [true, false, true]);
        let left = all[2].apply(&chosen, false);
        assert_eq!(ids(&left), serde_json::json!(["site"]));
        let more = all[1].apply(&all[1].apply(&left, true), true);
        assert_eq!(ids(&more), serde_json::json!(["site", "story:42"]));
    }

    #[test]
    fn written_topics_read_back_and_invalid_ones_are_skipped() {
        let topics = [
            Topic { id: "a".into(), label: None },
            Topic { id: "b".into(), label: Some("B".into()) },
        ];
        assert_eq!(read(&write(&topics)), topics);
        assert_eq!(read(&serde_json::json!([7, {"id": 7}, {"label": "x"}])), []);
        assert_eq!(read(&Value::Null), []);
    }
}
