//! Data that all parts of a discussion share.

use crate::comments::fields::host_of;
use crate::comments::model::{Comment, Order};
use crate::comments::native::{CommentApi, CommentPage, Form};
use crate::comments::provider::ProviderEvent;
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::http::{Failure, Response};
use baca_model::name::{harmless, shorten};
use baca_render::messages::Messages;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Properties};

/// Whose images may be fetched.
#[derive(Debug, Clone, PartialEq)]
pub enum ImagePolicy {
    /// Those of any host.
    AnyHost,
    /// Those of these hosts.
    Hosts(Vec<String>),
}

impl ImagePolicy {
    /// Returns whether the image at this URL may be fetched.
    pub fn allows(&self, url: &str) -> bool {
        match self {
            Self::AnyHost => true,
            Self::Hosts(hosts) => {
                url.starts_with("data:") || hosts.iter().any(|host| host == host_of(url))
            }
        }
    }
}

/// Data of a discussion that does not depend on its provider.
pub struct DiscussionContext {
    /// The `<baca-reader>`.
    pub host: HtmlElement,
    /// The article.
    pub article: ArticleInfo,
    /// The site's own messages, by language and key.
    pub labels: Map<String, Value>,
    /// Messages in the reader's language.
    pub messages: Messages,
    /// Prefix of the element ids of this discussion, unique on the page.
    pub prefix: Rc<str>,
}

impl DiscussionContext {
    /// Returns the message `key`.
    pub fn t(&self, key: &str) -> &str {
        self.messages.t(key)
    }
}

/// The messages of a discussion.
pub enum DiscussionMsg {
    /// The response to a request for a page, or why it failed.
    Loaded(Result<Response, Failure>),
    /// Converted comments are ready to be shown.
    Converted(CommentPage),
    /// The reader chose an order.
    Sort(Order),
    /// The reader asked for more comments.
    ShowMore,
    /// The reader opens the form, to answer the comment of this index or to start a conversation.
    OpenForm(Option<usize>),
    /// The reader closes the form.
    CloseForm,
    /// Scrolls to the wanted comment once it has been rendered.
    ScrollToTarget,
    /// The server accepted the reader's comment; `true` if it is held for moderation.
    Sent(Option<Box<Comment>>, bool),
}

/// Props of [`DiscussionView`](super::view::DiscussionView).
#[derive(Properties, Clone)]
pub struct DiscussionProps {
    /// Data that does not depend on the provider.
    pub context: Rc<DiscussionContext>,
    /// The provider's API.
    pub api: Rc<dyn CommentApi>,
    /// `type` of the provider.
    pub kind: Rc<str>,
    /// Name of the provider.
    pub name: String,
    /// URL of the discussion on its own page.
    pub link: Option<String>,
    /// Id of the comment that the page's URL names.
    pub linked: Option<String>,
    /// Whose images may be fetched.
    pub images: ImagePolicy,
    /// Receives state and number of comments.
    pub report: Callback<ProviderEvent>,
}

impl PartialEq for DiscussionProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.context, &other.context) && self.linked == other.linked
    }
}

/// Data that all parts of a discussion share. Replaced as a whole when any of it changes.
pub struct DiscussionShared {
    pub(super) context: Rc<DiscussionContext>,
    pub(super) api: Rc<dyn CommentApi>,
    pub(super) kind: Rc<str>,
    pub(super) name: String,
    pub(super) link: Option<String>,
    pub(super) images: ImagePolicy,
    pub(super) form: Option<Form>,
    pub(super) now: f64,
    pub(super) send: Callback<DiscussionMsg>,
}

impl DiscussionShared {
    /// Collects the shared data from the current props.
    pub fn new(
        props: &DiscussionProps,
        form: Option<Form>,
        send: Callback<DiscussionMsg>,
    ) -> Rc<Self> {
        Rc::new(Self {
            context: props.context.clone(),
            api: props.api.clone(),
            kind: props.kind.clone(),
            name: props.name.clone(),
            link: props.link.clone(),
            images: props.images.clone(),
            form,
            now: dom::now(),
            send,
        })
    }

    /// Returns the article.
    pub fn article(&self) -> &ArticleInfo {
        &self.context.article
    }

    /// Returns the name of a comment's author, fit to be shown.
    pub fn display_name(&self, comment: &Comment) -> String {
        let name = comment.author.as_ref().map(|author| harmless(&author.name));
        let name = name.filter(|name| !name.is_empty());
        shorten(name.as_deref().unwrap_or(self.context.t("nobody")))
    }

    /// Returns the element id of a comment.
    pub fn element_id(&self, comment: &Comment) -> String {
        [&self.context.prefix, "comment-", &comment.id].concat()
    }
}
