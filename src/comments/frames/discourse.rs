//! Discourse: topics of a forum (<https://meta.discourse.org/t/31963>). Theme and language are the
//! forum's own.

use super::Frame;
use super::Listening;
use crate::article::json::Reading;
use crate::comments::settings::{self, with_query};
use crate::comments::{Home, Page, Provider, Session, Stage, State, Told};
use crate::dom;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Its `type` in the configuration.
pub const KIND: &str = "discourse";

struct Discourse {
    url: String,
    topic: Option<String>,
    user: String,
    class: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(Discourse {
        url: settings::needed_base(o, r, "url")?,
        topic: r.text_at(o, "thread"),
        user: r.text_at(o, "userName").unwrap_or_default(),
        class: r.text_at(o, "className").unwrap_or_default(),
        name: settings::name(o, r, "Discourse"),
    }))
}

impl Provider for Discourse {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn receiver(&self, _page: &Page) -> Option<String> {
        Some(self.url.clone())
    }

    fn link(&self, page: &Page) -> Option<String> {
        let topic = page.thread(KIND).or(self.topic.as_deref());
        Some(topic.map_or_else(
            || self.url.clone(),
            |topic| [&self.url, "t/", &settings::encode(topic)].concat(),
        ))
    }

    fn home(&self) -> Home {
        Home::Shadow
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let topic = stage.page.thread(KIND).or(self.topic.as_deref()).unwrap_or_default();
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
            &self.name,
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
        Some(Box::new(listening))
    }
}

impl Session for Listening {}
