//! Discourse: topics of a forum (<https://meta.discourse.org/t/31963>). The forum defines theme and language.

use super::FrameHandle;
use super::ProviderFrame;
use crate::comments::fields;
use crate::comments::fields::{with_query, Fields};
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use baca_sys::js;

/// The configuration of Discourse.
pub struct Discourse {
    url: String,
    topic: Option<String>,
    user: String,
    class: String,
}

impl FromConfig for Discourse {
    const DESCRIPTOR: Descriptor =
        Descriptor { kind: "discourse", label: "Discourse", ..Descriptor::IFRAME };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            url: fields.required_server("url")?,
            topic: fields.text("thread"),
            user: fields.text_or("userName", ""),
            class: fields.text_or("className", ""),
        })
    }
}

impl Provider for Discourse {
    fn server_url(&self) -> &str {
        &self.url
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        let topic = article.thread(Self::DESCRIPTOR.kind, &self.topic);
        let path = topic.map(|topic| ["t/", &fields::percent_encode(topic)].concat());
        Some([&self.url, path.as_deref().unwrap_or_default()].concat())
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let topic = context.article.thread(Self::DESCRIPTOR.kind, &self.topic).unwrap_or_default();
        let url = with_query(
            &[&self.url, "embed/comments"].concat(),
            &[
                // A topic is identified by its number, otherwise by the article's URL.
                ("embed_url", if topic.is_empty() { &context.article.url } else { "" }),
                ("topic_id", topic),
                ("discourse_username", &self.user),
                ("class_name", &self.class),
            ],
        );
        let report = context.report.clone();
        let handle = ProviderFrame::open(
            &context,
            &url,
            Self::DESCRIPTOR.label,
            Box::new(move |frame, data| match js::get_text(data, "type").as_deref() {
                Some("discourse-resize") => {
                    frame.set_height(&js::get(data, "height"));
                    report.emit(ProviderEvent::State(State::Ready));
                    frame.mark_loaded();
                }
                Some("discourse-scroll") => frame.scroll_to(&js::get(data, "top")),
                _ => {}
            }),
        )?;
        // The forum checks the referrer against its list of allowed hosts.
        let _ = match dom::frame_referrer_policy() {
            Some(policy) => handle.frame.element().set_attribute("referrerpolicy", policy),
            None => handle.frame.element().remove_attribute("referrerpolicy"),
        };
        Some(Box::new(handle))
    }
}

impl Session for FrameHandle {}
