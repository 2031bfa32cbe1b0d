//! Providers that Baca draws itself, from plain JSON. Each says what to ask and how to read the
//! answer, and nothing else: all of it is pure.
//!
//! - [`Source`]: what the view needs of one; [`Request`], [`Answer`], [`Batch`]: what goes to and fro.
//! - [`own`]: comments that came along with the article.
//! - [`wordpress`], [`isso`], [`cusdis`], [`mastodon`], [`bluesky`], [`activitypub`]: the others.

pub mod activitypub;
pub mod bluesky;
pub mod cusdis;
pub mod isso;
pub mod mastodon;
pub mod own;
pub mod wordpress;

use super::contract::Page;
use super::thread::{Author, Entry};
use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// Something to ask a server.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// Where.
    pub url: String,
    /// The media type wanted, if not plain JSON.
    pub accept: Option<&'static str>,
    /// What to send, as JSON by `POST`.
    pub body: Option<Value>,
}

impl Request {
    /// Asks for what is at an address.
    pub fn get(url: String) -> Self {
        Self { url, ..Self::default() }
    }

    /// Sends this to an address.
    pub fn post(url: String, body: Value) -> Self {
        Self { url, body: Some(body), ..Self::default() }
    }
}

/// What a server answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// Its JSON; a text where it is none.
    pub value: Value,
    /// The part that was asked for, if not the first.
    pub asked: Option<String>,
    /// How many pages there are (`X-WP-TotalPages`).
    pub pages: Option<u32>,
    /// How many comments there are (`X-WP-Total`).
    pub total: Option<u32>,
}

/// A part of a discussion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Comments.
    pub entries: Vec<Entry>,
    /// Where the next part is.
    pub next: Option<String>,
    /// The next part is needed before there is anything to show.
    pub at_once: bool,
    /// How many comments there are in all.
    pub total: Option<u32>,
    /// What a new comment takes, where the answer says so.
    pub form: Option<Form>,
}

/// What a new comment takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// A name must be given.
    pub needs_name: bool,
    /// An address must be given.
    pub needs_email: bool,
    /// A web site can be given.
    pub takes_website: bool,
}

/// A comment being written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What it says.
    pub text: String,
    /// Who writes it.
    pub name: String,
    /// Where they can be reached; never shown.
    pub email: String,
    /// Their site.
    pub website: String,
    /// The comment it answers.
    pub parent: Option<String>,
}

/// What became of a comment that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Posted {
    /// It is published.
    Shown(Box<Entry>),
    /// It waits for a moderator.
    Held(Box<Entry>),
    /// It was there already.
    Known,
    /// It was refused.
    Refused(Refusal),
}

/// Why a comment was refused, as far as the reader can do something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// One has to sign in, at the provider's own page.
    SignIn,
    /// Comments are closed.
    Closed,
    /// Too many in too short a time.
    TooFast,
    /// The server says what is wrong, in its own words.
    Words(String),
    /// The server answered with this status, and nothing to go by.
    Status(u16),
}

/// Where a discussion comes from.
pub trait Source {
    /// What asks for a part of the discussion: the first, or the one that a [`Batch`] named. `None`
    /// where there is nothing to ask.
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request>;

    /// Reads an answer; `None` if it is none.
    fn read(&self, answer: &Answer, page: &Page, r: &mut Reading) -> Option<Batch>;

    /// Comments that are here already.
    fn here(&self, _page: &Page) -> Option<Batch> {
        None
    }

    /// What a new comment takes, if any can be written here.
    fn form(&self, _page: &Page) -> Option<Form> {
        None
    }

    /// What sends a comment.
    fn posting(&self, _page: &Page, _draft: &Draft) -> Option<Request> {
        None
    }

    /// Reads the answer to that.
    fn posted(&self, answer: &Answer, _draft: &Draft, _r: &mut Reading) -> Posted {
        Posted::Refused(Refusal::Status(answer.status))
    }

    /// What asks for the comments among which one would be that may have arrived without a word;
    /// `None` where the server itself refuses a second one.
    fn looking(&self, _page: &Page, _draft: &Draft) -> Option<Request> {
        None
    }
}

/// An object's member that is an object.
fn inner<'v>(o: &'v Map<String, Value>, key: &str) -> Option<&'v Map<String, Value>> {
    o.get(key).and_then(Value::as_object)
}

/// A text in an object, if there is one and it says something.
fn text<'v>(o: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    o.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// An identifier: a text or a number.
fn id(o: &Map<String, Value>, key: &str) -> Option<String> {
    match o.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        _ => None,
    }
}

/// A number of likes or comments.
fn count(o: &Map<String, Value>, key: &str) -> Option<u32> {
    o.get(key).and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok())
}

/// Who wrote it: name, page and picture by the keys of an object.
fn author(
    o: &Map<String, Value>,
    r: &mut Reading,
    [name, url, avatar]: [&str; 3],
) -> Option<Author> {
    Some(Author {
        name: text(o, name)?.trim().into(),
        url: r.url_at(o, url, Purpose::Link),
        avatar: r.url_at(o, avatar, Purpose::Image),
    })
}

/// Text of which HTML entities are the only markup, as WordPress writes names.
fn unescaped(text: &str) -> String {
    if text.contains('&') {
        plain(text)
    } else {
        text.into()
    }
}

/// Markup without its markup.
fn plain(html: &str) -> String {
    crate::comments::loader::text_of(&html.into())
}

/// The words of a refusal that has a `message`, or is a text.
fn words(answer: &Answer) -> Option<String> {
    let words = match &answer.value {
        Value::String(text) => text.as_str(),
        value => value.get("message").and_then(Value::as_str)?,
    };
    let words = plain(words);
    let words = words.trim();
    // A page of an error that a proxy wrote is nothing to read out.
    (!words.is_empty() && words.len() < 300).then(|| words.into())
}

/// What statuses say that are the same everywhere.
fn refusal(answer: &Answer) -> Refusal {
    match answer.status {
        401 => Refusal::SignIn,
        429 => Refusal::TooFast,
        400..=499 => words(answer).map_or(Refusal::Status(answer.status), Refusal::Words),
        status => Refusal::Status(status),
    }
}

#[cfg(test)]
mod support {
    //! What the tests of all sources need.
    use super::*;
    use crate::platform::current;

    pub fn page() -> Page {
        Page {
            url: "https://warta.example/2026/03/dermaga".into(),
            title: "Dermaga".into(),
            id: Some("7".into()),
            lang: "id".into(),
            ..Page::default()
        }
    }

    pub fn page_with(kind: &str, thread: &str) -> Page {
        let comments = crate::comments::discussion::Discussion {
            threads: vec![(kind.into(), thread.into())],
            ..Default::default()
        };
        Page { comments: Some(std::rc::Rc::new(comments)), ..page() }
    }

    pub fn provider(text: &str) -> crate::comments::Configured {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut r = Reading::new(current(), "https://warta.example/config.json");
        let provider = crate::comments::Configured::read(&value, &mut r);
        assert_eq!(r.problems, vec![]);
        provider.expect("a provider")
    }

    pub fn source_of(text: &str) -> std::rc::Rc<dyn Source> {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut r = Reading::new(current(), "https://warta.example/config.json");
        crate::comments::source_of(value.as_object().expect("an object"), &mut r).expect("a source")
    }

    pub fn answer(status: u16, text: &str) -> Answer {
        Answer { status, value: serde_json::from_str(text).expect("JSON"), ..Answer::default() }
    }

    pub fn reading() -> Reading<'static> {
        Reading::new(current(), "https://server.example/api")
    }

    pub fn batch_of(source: &dyn Source, page: &Page, text: &str) -> Option<Batch> {
        source.read(&answer(200, text), page, &mut reading())
    }
}
