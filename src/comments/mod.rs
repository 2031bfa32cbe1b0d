//! Comment providers: one file each, one line in [`PROVIDERS`]. Nothing of theirs is loaded before
//! the reader chooses their tab.
//!
//! - [`contract`]: what the room of tabs needs of a provider, and what it tells.
//! - [`drawn`]: drawn by Baca from plain JSON; no script of anybody else's.
//! - [`frames`]: frames that Baca builds itself, from a documented address and messages.
//! - [`scripts`]: scripts of others, where nothing else works.
//! - [`thread`]: a discussion as plain data; [`discussion`]: what an article brings of it.
//! - [`address`]: which comment an address names; [`consent`]: what the reader has allowed;
//!   [`fetch`]: requests; [`loader`]: what `static/baca.js` does for us; [`settings`]: fields of the
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

pub use contract::{Home, Look, Page, Provider, Session, Stage, State, Told};

use crate::article::json::Reading;
use serde_json::{Map, Value};
use std::rc::Rc;

type Read = fn(&Map<String, Value>, &mut Reading) -> Option<Rc<dyn Provider>>;

/// All providers, by their `type`.
const PROVIDERS: [(&str, Read); 18] = [
    (drawn::own::KIND, drawn::own::read),
    (drawn::wordpress::KIND, drawn::wordpress::read),
    (drawn::isso::KIND, drawn::isso::read),
    (drawn::cusdis::KIND, drawn::cusdis::read),
    (drawn::mastodon::KIND, drawn::mastodon::read),
    (drawn::bluesky::KIND, drawn::bluesky::read),
    (drawn::activitypub::KIND, drawn::activitypub::read),
    (frames::giscus::KIND, frames::giscus::read),
    (frames::utterances::KIND, frames::utterances::read),
    (frames::remark42::KIND, frames::remark42::read),
    (frames::discourse::KIND, frames::discourse::read),
    (scripts::disqus::KIND, scripts::disqus::read),
    (scripts::facebook::KIND, scripts::facebook::read),
    (scripts::hyvor::KIND, scripts::hyvor::read),
    (scripts::commento::KIND, scripts::commento::read),
    (scripts::comentario::KIND, scripts::comentario::read),
    (scripts::waline::KIND, scripts::waline::read),
    (scripts::coral::KIND, scripts::coral::read),
];

/// A provider with the part of the configuration that made it.
#[derive(Clone)]
pub struct Configured {
    /// The provider.
    pub provider: Rc<dyn Provider>,
    /// Its part of the configuration, as it came.
    pub raw: Value,
}

/// Reads a provider out of the configuration.
pub fn read_provider(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let kind = r.text_at(o, "type");
    let read = PROVIDERS.iter().find(|(name, _)| Some(*name) == kind.as_deref());
    match read {
        Some((_, read)) => read(o, r),
        None => r.field(o, "type", |r, _| r.wrong("unknown provider of comments")),
    }
}
