//! Comment providers: one file each, one line in [`PROVIDERS`]. Nothing of theirs is loaded before
//! the reader chooses their tab.
//!
//! - [`contract`]: what the room of tabs needs of a provider, and what it tells.
//! - [`drawn`]: drawn by Baca from plain JSON; no script of anybody else's.
//! - [`frames`]: frames that Baca builds itself, from a documented address and messages.
//! - [`scripts`]: scripts of others, where nothing else works.
//! - [`thread`]: a discussion as plain data; [`discussion`]: what an article brings of it.
//! - [`address`]: which comment an address names; [`consent`]: what the reader has allowed;
//!   [`fetch`]: requests; [`loader`]: what `baca.js` does for us; [`settings`]: fields of the
//!   configuration.

pub mod address;
pub mod consent;
pub mod contract;
pub mod discussion;
pub mod drawn;
pub mod fetch;
pub mod frames;
pub mod loader;
pub mod scripts;
pub mod settings;
pub mod thread;

pub use contract::{Home, Kind, Look, Page, Provider, Session, Settings, Stage, State, Told};

use crate::article::json::Reading;
use address::Address;
use drawn::Source;
use serde_json::{Map, Value};
use settings::Fields;
use std::rc::Rc;

type Make<T> = fn(&mut Fields) -> Option<Rc<T>>;

/// Makes both tables out of one line for each provider: what all of them do on a page, and where the
/// discussions come from that Baca draws. Each module holds what its own table leads to.
macro_rules! providers {
    (drawn { $($drawn:ty,)* } others { $($other:ty,)* }) => {
        const PROVIDERS: &[(&Kind, Make<dyn Provider>)] = &[
            $((&<$drawn as Settings>::KIND, provider::<$drawn>),)*
            $((&<$other as Settings>::KIND, provider::<$other>),)*
        ];
        const SOURCES: &[(&Kind, Make<dyn Source>)] = &[
            $((&<$drawn as Settings>::KIND, source::<$drawn>),)*
        ];
    };
}

providers! {
    drawn {
        drawn::own::Own,
        drawn::wordpress::WordPress,
        drawn::isso::Isso,
        drawn::cusdis::Cusdis,
        drawn::mastodon::Mastodon,
        drawn::bluesky::Bluesky,
        drawn::activitypub::ActivityPub,
    }
    others {
        frames::giscus::Giscus,
        frames::utterances::Utterances,
        frames::remark42::Remark42,
        frames::discourse::Discourse,
        scripts::disqus::Disqus,
        scripts::facebook::Facebook,
        scripts::hyvor::Hyvor,
        scripts::commento::Commento,
        scripts::comentario::Comentario,
        scripts::waline::Waline,
        scripts::coral::Coral,
    }
}

fn provider<P: Settings + Provider + 'static>(fields: &mut Fields) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(P::configured(fields)?))
}

fn source<S: Settings + Source + 'static>(fields: &mut Fields) -> Option<Rc<dyn Source>> {
    Some(Rc::new(S::configured(fields)?))
}

/// A provider with what is always so of it, and with the part of the configuration that made it.
#[derive(Clone)]
pub struct Configured {
    /// What is always so of it.
    pub kind: &'static Kind,
    /// Its name on the tab: the site's, or its own.
    pub name: String,
    /// The provider.
    pub provider: Rc<dyn Provider>,
    /// Its part of the configuration, as it came.
    pub raw: Value,
}

impl Configured {
    /// Reads a provider out of the configuration.
    pub fn read(raw: &Value, r: &mut Reading) -> Option<Self> {
        let Some(o) = raw.as_object() else { return r.wrong("expected an object") };
        let kind = r.text_at(o, "type");
        let row = PROVIDERS.iter().find(|(known, _)| Some(known.name) == kind.as_deref());
        let Some((kind, make)) = row else {
            return r.field(o, "type", |r, _| r.wrong("unknown provider of comments"));
        };
        let mut fields = Fields::of(o, r);
        let provider = make(&mut fields)?;
        Some(Self { kind, name: fields.text_or("label", kind.label), provider, raw: raw.clone() })
    }

    /// Where the discussion can be read on its own.
    pub fn link(&self, page: &Page) -> Option<String> {
        let anchor = || {
            let some = !self.kind.anchor.is_empty();
            some.then(|| [&page.url, "#", self.kind.anchor].concat())
        };
        self.provider.link(page).or_else(anchor)
    }

    /// The comment of its own that an address names.
    pub fn names(&self, address: &Address) -> Option<String> {
        address.comment(self.kind.comment)
    }
}

/// Where the discussion of a provider comes from that Baca draws, by its part of the configuration.
pub fn source_of(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Source>> {
    let kind = o.get("type").and_then(Value::as_str);
    let (_, make) = SOURCES.iter().find(|(known, _)| Some(known.name) == kind)?;
    make(&mut Fields::of(o, r))
}
