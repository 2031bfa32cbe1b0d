//! What a reader can be told of: topics of the site, and what of an article can be followed.

use crate::comments::Page;
use crate::config::notifications::{Follow, Notifications, Topic};
use serde_json::{Map, Value};

/// Tags of an article that are offered at most: a choice, not a list of everything.
const MOST_TAGS: usize = 4;
/// The topic of the whole site, where it has configured none and something else can be chosen.
const SITE: &str = "site";

/// What can be chosen on an article's page.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What the site is told when it is chosen; more than one for the site's topics without a name.
    pub topics: Vec<Topic>,
    /// The name of its words, and what is filled into them.
    pub words: &'static str,
    /// Name of the author, tag or topic; empty for the site and the story.
    pub name: String,
}

impl Choice {
    /// Whether all of it is among `chosen`.
    pub fn is_in(&self, chosen: &[Topic]) -> bool {
        self.topics.iter().all(|topic| chosen.iter().any(|other| other.id == topic.id))
    }

    /// `chosen` with or without it.
    pub fn put(&self, chosen: &[Topic], wanted: bool) -> Vec<Topic> {
        let ours = |topic: &Topic| self.topics.iter().any(|own| own.id == topic.id);
        let mut all: Vec<Topic> = chosen.iter().filter(|topic| !ours(topic)).cloned().collect();
        if wanted {
            all.extend(self.topics.iter().cloned());
        }
        all
    }
}

/// The topics that a reader gets who does not choose.
pub fn usual(config: &Notifications) -> Vec<Topic> {
    if config.topics.is_empty() && !config.follow.is_empty() {
        return vec![Topic { id: SITE.into(), label: None }];
    }
    config.topics.clone()
}

/// What can be chosen here: the site, its topics with names, the story, its authors, its tags, and
/// what was chosen on other pages. Fewer than two are no choice.
pub fn choices(config: &Notifications, page: &Page, chosen: &[Topic]) -> Vec<Choice> {
    let mut out = Vec::new();
    let (named, plain): (Vec<_>, Vec<_>) =
        usual(config).into_iter().partition(|topic| topic.label.is_some());
    if !plain.is_empty() {
        out.push(Choice { topics: plain, words: "bellSite", name: String::new() });
    }
    out.extend(named.into_iter().map(one));
    for follow in &config.follow {
        match follow {
            Follow::Story => {
                let id = page.id.as_deref().unwrap_or(&page.url);
                out.push(follows("story:", id, &page.title, "bellStory"));
            }
            Follow::Author => out.extend(
                page.authors.iter().map(|name| follows("author:", name, name, "bellAuthor")),
            ),
            Follow::Tag => out.extend(
                page.tags.iter().take(MOST_TAGS).map(|name| follows("tag:", name, name, "bellTag")),
            ),
        }
    }
    let known = |topic: &Topic| out.iter().any(|c| c.topics.iter().any(|t| t.id == topic.id));
    let elsewhere: Vec<Topic> =
        chosen.iter().filter(|topic| topic.label.is_some() && !known(topic)).cloned().collect();
    out.extend(elsewhere.into_iter().map(one));
    if out.len() < 2 && config.follow.is_empty() {
        out.clear();
    }
    out
}

/// A topic under its own name.
fn one(topic: Topic) -> Choice {
    let name = topic.label.clone().unwrap_or_default();
    Choice { topics: vec![topic], words: "bellTopic", name }
}

fn follows(kind: &str, id: &str, label: &str, words: &'static str) -> Choice {
    let topic = Topic { id: [kind, id].concat(), label: Some(label.into()) };
    Choice { topics: vec![topic], words, name: label.into() }
}

/// Topics as they are kept on this device; nonsense is passed over.
pub fn read(value: &Value) -> Vec<Topic> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(String::from);
    let all = value.as_array().into_iter().flatten();
    all.filter_map(|v| Some(Topic { id: text(v, "id")?, label: text(v, "label") })).collect()
}

/// The same, to be kept.
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

/// Their names between reader and site.
pub fn ids(topics: &[Topic]) -> Value {
    Value::Array(topics.iter().map(|topic| topic.id.clone().into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::rooms::Config;
    use crate::platform::current;

    fn config(members: &str) -> Notifications {
        let key = ["B", &"A".repeat(86)].concat();
        let text = format!(
            r#"{{"notifications":{{"vapidPublicKey":"{key}","serviceWorker":"/sw.js"{members}}}}}"#
        );
        let (config, problems) =
            Config::read(&text, current(), "https://a.example/").expect("read");
        assert_eq!(problems, []);
        config.notifications.expect("configured")
    }

    fn page() -> Page {
        Page {
            url: "https://a.example/dermaga".into(),
            title: "Dermaga".into(),
            id: Some("42".into()),
            lang: "id".into(),
            authors: vec!["Ani".into()],
            tags: ["a", "b", "c", "d", "e"].map(String::from).to_vec(),
            comments: None,
        }
    }

    fn names(choices: &[Choice]) -> Vec<String> {
        choices
            .iter()
            .map(|c| c.topics.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join("+"))
            .collect()
    }

    #[test]
    fn a_site_with_one_topic_offers_no_choice() {
        assert_eq!(choices(&config(""), &page(), &[]), []);
        assert_eq!(choices(&config(r#","topics":["a","b"]"#), &page(), &[]), []);
    }

    #[test]
    fn the_article_can_be_followed_as_far_as_the_site_offers_it() {
        let config = config(
            r#","topics":["terkini",{"id":"bola","label":"Bola"}],"follow":["story","author","tag"]"#,
        );
        let all = choices(&config, &page(), &[]);
        assert_eq!(
            names(&all),
            ["terkini", "bola", "story:42", "author:Ani", "tag:a", "tag:b", "tag:c", "tag:d"]
        );
    }

    #[test]
    fn what_was_followed_elsewhere_stays_and_can_be_left() {
        let config = config(r#","follow":["story"]"#);
        let other = Topic { id: "story:41".into(), label: Some("Kemarin".into()) };
        let chosen = [usual(&config), vec![other]].concat();
        let all = choices(&config, &page(), &chosen);
        assert_eq!(names(&all), ["site", "story:42", "story:41"]);
        let held: Vec<bool> = all.iter().map(|choice| choice.is_in(&chosen)).collect();
        assert_eq!(held, [true, false, true]);
        let left = all[2].put(&chosen, false);
        assert_eq!(ids(&left), serde_json::json!(["site"]));
        let more = all[1].put(&all[1].put(&left, true), true);
        assert_eq!(ids(&more), serde_json::json!(["site", "story:42"]));
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let topics = [
            Topic { id: "a".into(), label: None },
            Topic { id: "b".into(), label: Some("B".into()) },
        ];
        assert_eq!(read(&write(&topics)), topics);
        assert_eq!(read(&serde_json::json!([7, {"id": 7}, {"label": "x"}])), []);
        assert_eq!(read(&Value::Null), []);
    }
}
