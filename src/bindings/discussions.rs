//! The mounted discussions that Baca renders itself, by id.

use super::app_pool::AppPool;
use crate::comments::discussion::{
    DiscussionContext, DiscussionProps, DiscussionView, ImagePolicy,
};
use crate::comments::provider::ProviderEvent;
use crate::comments::registry;
use crate::messages::DISCUSSION;
use crate::panels::article_info::ArticleInfo;
use crate::web::services;
use baca_render::messages::Messages;
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::Callback;

thread_local! {
    static POOL: AppPool<DiscussionView> = const { AppPool::new() };
}

/// Options of [`open`].
pub struct DiscussionOptions {
    /// The `<baca-reader>` element.
    pub host: HtmlElement,
    /// The article.
    pub article: ArticleInfo,
    /// The provider's configuration.
    pub provider: Value,
    /// Base of relative URLs in the configuration.
    pub base: String,
    /// The site's labels, by language and key.
    pub labels: Map<String, Value>,
    /// Name of the provider.
    pub name: String,
    /// URL of the discussion at the provider.
    pub link: Option<String>,
    /// Id of the comment that the page's URL links to.
    pub linked: Option<String>,
    /// Which images may be fetched.
    pub images: ImagePolicy,
}

/// Mounts a discussion in `container` and returns its id; `None` for a provider whose comments Baca does not
/// render. `report` gets the provider's events.
pub fn open(
    container: &Element,
    options: DiscussionOptions,
    report: Callback<ProviderEvent>,
) -> Option<u32> {
    let DiscussionOptions { host, article, provider, base, labels, name, link, linked, images } =
        options;
    let o = provider.as_object()?;
    let api = registry::comment_api_of(o, &mut Decoder::new(&base))?;
    let kind: Rc<str> = o.get("type").and_then(Value::as_str).unwrap_or_default().into();
    let start = |id: u32| {
        let messages = messages_in(&article.lang, &labels);
        let prefix = ["baca-discussion-", &id.to_string(), "-"].concat().into();
        let context = DiscussionContext { host, article, labels, messages, prefix };
        let context = Rc::new(context);
        DiscussionProps { context, api, kind, name, link, linked, images, report }
    };
    Some(POOL.with(|pool| pool.start(container, start)))
}

/// Applies another interface language to a discussion.
pub fn restyle(id: u32, lang: &str) {
    update(id, |props| {
        let DiscussionContext { host, article, labels, prefix, .. } = &*props.context;
        let messages = messages_in(lang, labels);
        let (host, article, labels) = (host.clone(), article.clone(), labels.clone());
        props.context =
            Rc::new(DiscussionContext { host, article, labels, messages, prefix: prefix.clone() });
    });
}

fn messages_in(lang: &str, labels: &Map<String, Value>) -> Messages {
    Messages::choose(&[lang], labels, DISCUSSION, &services::messages_of("discussion"))
}

/// Scrolls a discussion to the comment with this id.
pub fn focus_comment(id: u32, comment: String) {
    update(id, |props| props.linked = Some(comment));
}

/// Unmounts a discussion.
pub fn close(id: u32) {
    POOL.with(|pool| pool.end(id));
}

fn update(id: u32, change: impl FnOnce(&mut DiscussionProps)) {
    POOL.with(|pool| pool.update(id, change));
}
