//! Discourse: topics of a forum (<https://meta.discourse.org/t/31963>). Theme and language are the
//! forum's own.

use super::Frame;
use super::Listening;
use crate::comments::settings::{self, with_query, Fields};
use crate::comments::{Kind, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;

/// Discourse, as a site configures it.
pub struct Discourse {
    url: String,
    topic: Option<String>,
    user: String,
    class: String,
}

impl Settings for Discourse {
    const KIND: Kind = Kind { name: "discourse", label: "Discourse", ..Kind::FRAMED };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            url: fields.needed_base("url")?,
            topic: fields.text("thread"),
            user: fields.text_or("userName", ""),
            class: fields.text_or("className", ""),
        })
    }
}

impl Provider for Discourse {
    fn server(&self, _page: &Page) -> &str {
        &self.url
    }

    fn link(&self, page: &Page) -> Option<String> {
        let topic = page.thread(&Self::KIND, &self.topic);
        let path = topic.map(|topic| ["t/", &settings::encode(topic)].concat());
        Some([&self.url, path.as_deref().unwrap_or_default()].concat())
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let topic = stage.page.thread(&Self::KIND, &self.topic).unwrap_or_default();
        let url = with_query(
            &[&self.url, "embed/comments"].concat(),
            &[
                // A topic is found by its number, else by the article's address.
                ("embed_url", if topic.is_empty() { &stage.page.url } else { "" }),
                ("topic_id", topic),
                ("discourse_username", &self.user),
                ("class_name", &self.class),
            ],
        );
        let tell = stage.tell.clone();
        let listening = Frame::open(
            &stage,
            &url,
            Self::KIND.label,
            Box::new(move |frame, data| match dom::get_text(data, "type").as_deref() {
                Some("discourse-resize") => {
                    frame.grow(&dom::get(data, "height"));
                    tell.emit(Told::State(State::Ready));
                    frame.came();
                }
                Some("discourse-scroll") => frame.scroll_to(&dom::get(data, "top")),
                _ => {}
            }),
        )?;
        // The forum looks there whether it may stand in this page; its own script sends as much.
        let sent = "no-referrer-when-downgrade";
        let _ = listening.frame.element().set_attribute("referrerpolicy", sent);
        Some(Box::new(listening))
    }
}

impl Session for Listening {}
