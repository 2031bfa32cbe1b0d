//! ActivityPub: the `replies` of a note or an article
//! (<https://www.w3.org/TR/activitystreams-vocabulary/#dfn-replies>): what is in the collection is
//! shown; what it only points at would be a request for each, to servers nobody chose, and is left.

use super::{id, inner, text};
use super::{Answer, Batch, Request, Source};
use crate::article::json::Reading;
use crate::article::url::Purpose;
use crate::comments::settings::{self, Fields};
use crate::comments::thread::{Author, Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{Map, Value};

const TYPE: &str = "application/activity+json";

/// A note or an article, as a site configures it.
pub struct ActivityPub {
    object: Option<String>,
}

impl Settings for ActivityPub {
    const KIND: Kind = Kind { name: "activitypub", label: "Fediverse", ..Kind::DRAWN };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { object: fields.url("thread", Purpose::Media) })
    }
}

impl ActivityPub {
    fn object<'p>(&'p self, page: &'p Page) -> Option<&'p str> {
        page.thread(&Self::KIND, &self.object).filter(|url| url.starts_with("http"))
    }
}

impl Provider for ActivityPub {
    fn server<'p>(&'p self, page: &'p Page) -> &'p str {
        self.object(page).unwrap_or_default()
    }

    fn link(&self, page: &Page) -> Option<String> {
        self.object(page).map(Into::into)
    }

    fn fits(&self, page: &Page) -> bool {
        self.object(page).is_some()
    }
}

impl Source for ActivityPub {
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request> {
        let url = next.or_else(|| self.object(page))?;
        Some(Request { accept: Some(TYPE), ..Request::get(url.into()) })
    }

    fn read(&self, answer: &Answer, page: &Page, r: &mut Reading) -> Option<Batch> {
        let object = self.object(page)?;
        let o = answer.value.as_object()?;
        // The note itself, its collection, or a page of it.
        let collection = match o.get("replies") {
            Some(Value::Object(replies)) => replies,
            Some(other) => return onward(other.as_str(), object, Vec::new()),
            None => o,
        };
        let part = match collection.get("first") {
            Some(Value::Object(first)) => first,
            Some(Value::String(first)) if !has_items(collection) => {
                return onward(Some(first), object, Vec::new());
            }
            _ => collection,
        };
        let known = has_items(part) || part.contains_key("next") || o.contains_key("content");
        if !known && text(o, "type").is_none() {
            return None;
        }
        let mut entries = Vec::new();
        for key in ["items", "orderedItems"] {
            if let Some(list) = part.get(key) {
                entries.extend(r.each(list, |r, value| entry(r, value, object)));
            }
        }
        // A collection is turned over page by page, each other than the one before.
        let next = text(part, "next").filter(|next| answer.asked.as_deref() != Some(next));
        onward(next, object, entries)
    }
}

fn has_items(o: &Map<String, Value>) -> bool {
    ["items", "orderedItems"].iter().any(|key| o.contains_key(*key))
}

/// A part of the discussion, and where it goes on: on the server of the note only.
fn onward(next: Option<&str>, object: &str, entries: Vec<Entry>) -> Option<Batch> {
    let home = settings::origin_of(object);
    let next = next.filter(|next| settings::origin_of(next) == home).map(String::from);
    Some(Batch { at_once: entries.is_empty() && next.is_some(), entries, next, ..Batch::default() })
}

fn entry(r: &mut Reading, value: &Value, object: &str) -> Option<Entry> {
    let o = value.as_object()?;
    let by = o.get("attributedTo");
    let author = match by {
        Some(Value::Object(person)) => {
            let name = text(person, "name").or_else(|| text(person, "preferredUsername"));
            let icon = inner(person, "icon");
            name.map(|name| Author {
                name: name.into(),
                url: r
                    .url_at(person, "url", Purpose::Link)
                    .or_else(|| r.url_at(person, "id", Purpose::Link)),
                avatar: icon.and_then(|icon| r.url_at(icon, "url", Purpose::Image)),
            })
        }
        Some(Value::String(person)) => Some(Author {
            name: handle(person),
            url: r.url_text(person, Purpose::Link),
            avatar: None,
        }),
        _ => None,
    };
    let likes = inner(o, "likes").and_then(|likes| super::count(likes, "totalItems"));
    Some(Entry {
        id: id(o, "id")?,
        parent: id(o, "inReplyTo").filter(|parent| parent != object),
        author,
        published: text(o, "published").map(Into::into),
        text: Text::markup(text(o, "content").unwrap_or_default()),
        likes,
        url: r.url_at(o, "url", Purpose::Link).or_else(|| r.url_at(o, "id", Purpose::Link)),
        ..Entry::default()
    })
}

/// A name out of an actor's address: `@ani@b.example`.
fn handle(actor: &str) -> String {
    let name = actor.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    ["@", name.trim_start_matches('@'), "@", settings::host_of(actor)].concat()
}

#[cfg(test)]
mod tests {
    use super::super::support::*;

    const NOTE: &str = "https://f.example/notes/1";

    #[test]
    fn a_collection_is_followed_page_by_page_on_its_own_server() {
        let page = page_with("activitypub", NOTE);
        let tried = source_of(r#"{"type":"activitypub"}"#);
        assert_eq!(
            tried.request(&page, None).and_then(|r| r.accept),
            Some("application/activity+json")
        );
        let batch = batch_of(&*tried, &page, r#"{"type":"Note","replies":{"type":"Collection","first":"https://f.example/notes/1/replies?page=1"}}"#).expect("a batch");
        assert_eq!(
            (batch.at_once, batch.next.as_deref()),
            (true, Some("https://f.example/notes/1/replies?page=1"))
        );
        let batch = batch_of(&*tried, &page, r#"{"type":"CollectionPage","next":"https://elsewhere.example/2","items":[
            "https://far.example/notes/9",
            {"id":"https://g.example/n/2","type":"Note","inReplyTo":"https://f.example/notes/1","attributedTo":"https://g.example/users/ani","content":"<p>x</p>","published":"2026-03-01T09:00:00Z"},
            {"id":"https://g.example/n/3","inReplyTo":"https://g.example/n/2","attributedTo":{"name":"Budi","url":"javascript:x"}}]}"#).expect("a batch");
        assert_eq!((batch.at_once, batch.next), (false, None));
        let all: Vec<_> = batch
            .entries
            .iter()
            .map(|e| (e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str())))
            .collect();
        assert_eq!(
            all,
            [(None, Some("@ani@g.example")), (Some("https://g.example/n/2"), Some("Budi"))]
        );
    }

    #[test]
    fn a_note_without_replies_is_an_empty_discussion_and_anything_else_is_none() {
        let page = page_with("activitypub", NOTE);
        let tried = source_of(r#"{"type":"activitypub"}"#);
        assert_eq!(
            batch_of(&*tried, &page, r#"{"type":"Note","content":"x"}"#).map(|b| b.entries.len()),
            Some(0)
        );
        assert_eq!(batch_of(&*tried, &page, r#"{"error":"x"}"#), None);
        assert_eq!(batch_of(&*tried, &page, "[1]"), None);
    }
}
