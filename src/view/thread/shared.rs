//! What all of a discussion needs to know.

use super::{Msg, Thread};
use crate::comments::drawn::{Form, Source};
use crate::comments::settings::host_of;
use crate::comments::thread::Entry;
use crate::comments::{Page, Told};
use crate::dom;
use crate::i18n::Words;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Context, Properties};

/// Whose pictures may be fetched.
#[derive(Debug, Clone, PartialEq)]
pub enum Pictures {
    /// Everybody's.
    All,
    /// Those of these hosts.
    From(Vec<String>),
}

impl Pictures {
    /// Whether the picture at this address may be fetched.
    pub fn may(&self, url: &str) -> bool {
        match self {
            Self::All => true,
            Self::From(hosts) => {
                url.starts_with("data:") || hosts.iter().any(|host| host == host_of(url))
            }
        }
    }
}

/// What all of a discussion needs to know.
pub struct Scene {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// The article, as others need it.
    pub page: Page,
    /// The site's own words, by language and key.
    pub labels: Map<String, Value>,
    /// The words of the controls.
    pub words: Words,
    /// Prefix of every element id in it: unique on the page.
    pub prefix: Rc<str>,
}

impl Scene {
    /// The words named `key`.
    pub fn t(&self, key: &str) -> &str {
        self.words.t(key)
    }
}

/// What a discussion is mounted with.
#[derive(Properties, Clone)]
pub struct ThreadProps {
    /// What it needs to know.
    pub scene: Rc<Scene>,
    /// Where it comes from.
    pub source: Rc<dyn Source>,
    /// `type` of the provider.
    pub kind: Rc<str>,
    /// Its name.
    pub name: String,
    /// Where the discussion can be read on its own.
    pub link: Option<String>,
    /// The comment that the page's address names.
    pub linked: Option<String>,
    /// Whose pictures may be fetched.
    pub pictures: Pictures,
    /// Whom to tell how it goes.
    pub tell: Callback<Told>,
}

impl PartialEq for ThreadProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene) && self.linked == other.linked
    }
}

/// What all parts of a discussion share; the same for as long as nothing of it changes.
pub struct Shared {
    pub(super) scene: Rc<Scene>,
    pub(super) source: Rc<dyn Source>,
    pub(super) kind: Rc<str>,
    pub(super) name: String,
    pub(super) link: Option<String>,
    pub(super) pictures: Pictures,
    pub(super) form: Option<Form>,
    pub(super) now: f64,
    pub(super) act: Callback<Msg>,
}

impl Shared {
    /// What is shared at this moment.
    pub fn of(ctx: &Context<Thread>, scene: &Rc<Scene>, form: Option<Form>) -> Rc<Self> {
        let props = ctx.props();
        Rc::new(Self {
            scene: scene.clone(),
            source: props.source.clone(),
            kind: props.kind.clone(),
            name: props.name.clone(),
            link: props.link.clone(),
            pictures: props.pictures.clone(),
            form,
            now: dom::now(),
            act: ctx.link().callback(|msg| msg),
        })
    }

    /// The article.
    pub fn page(&self) -> &Page {
        &self.scene.page
    }

    /// The id of the element of a comment.
    pub fn id_of(&self, entry: &Entry) -> String {
        [&self.scene.prefix, "comment-", &entry.id].concat()
    }
}
