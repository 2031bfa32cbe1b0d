//! Bluesky: the answers to a post
//! (<https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread>). Links are told by places in the
//! bytes of the text (<https://docs.bsky.app/docs/advanced-guides/post-richtext>).

use super::{count, inner, text};
use super::{Answer, Batch, Request, Source};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::article::url::Purpose;
use crate::article::words::{element, Word};
use crate::comments::settings::{self, with_query, Fields};
use crate::comments::thread::{Author, Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{Map, Value};

/// How deep answers are asked for.
const DEPTH: &str = "50";

/// Bluesky, as a site configures it.
pub struct Bluesky {
    post: Option<String>,
    api: String,
}

impl Settings for Bluesky {
    const KIND: Kind = Kind { name: "bluesky", label: "Bluesky", ..Kind::DRAWN };

    fn configured(fields: &mut Fields) -> Option<Self> {
        let post = fields.text("thread");
        if post.as_deref().is_some_and(|post| parts(post).is_none()) {
            return fields.refuse("thread", "not the address of a post of Bluesky");
        }
        Some(Self { post, api: fields.base_or("url", "https://public.api.bsky.app/") })
    }
}

/// Who and which: `https://bsky.app/profile/WHO/post/KEY`, `at://WHO/app.bsky.feed.post/KEY`.
fn parts(post: &str) -> Option<(&str, &str)> {
    let (rest, middle) = match post.strip_prefix("at://") {
        Some(rest) => (rest, "/app.bsky.feed.post/"),
        None => (post.strip_prefix("https://bsky.app/profile/")?, "/post/"),
    };
    let (who, key) = rest.split_once(middle)?;
    let key = key.trim_end_matches('/');
    let plain = |text: &str| !text.is_empty() && settings::is_word(&text.replace(':', ""));
    (plain(who) && plain(key)).then_some((who, key))
}

impl Bluesky {
    fn post<'p>(&'p self, page: &'p Page) -> Option<(&'p str, &'p str)> {
        let own = || page.comments.as_ref()?.url.as_deref();
        let named = [page.thread(&Self::KIND, &self.post), own()];
        named.into_iter().flatten().find_map(parts)
    }

    fn ask(&self, method: &str, query: &[(&str, &str)]) -> Request {
        Request::get(with_query(&[&self.api, "xrpc/", method].concat(), query))
    }

    fn ask_thread(&self, who: &str, key: &str, depth: &str) -> Request {
        let uri = ["at://", who, "/app.bsky.feed.post/", key].concat();
        self.ask("app.bsky.feed.getPostThread", &[("uri", &uri), ("depth", depth)])
    }
}

impl Provider for Bluesky {
    fn server(&self, _page: &Page) -> &str {
        &self.api
    }

    fn link(&self, page: &Page) -> Option<String> {
        let (who, key) = self.post(page)?;
        Some(public(who, key))
    }

    fn fits(&self, page: &Page) -> bool {
        self.post(page).is_some()
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        let (who, key) = self.post(page)?;
        Some(self.ask_thread(who, key, "0"))
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        count(answer.value.get("thread")?.get("post")?.as_object()?, "replyCount")
    }
}

impl Source for Bluesky {
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request> {
        let (who, key) = self.post(page)?;
        if !who.starts_with("did:") && next.is_none() {
            // A name has to become an identifier first.
            return Some(self.ask("com.atproto.identity.resolveHandle", &[("handle", who)]));
        }
        Some(self.ask_thread(next.unwrap_or(who), key, DEPTH))
    }

    fn read(&self, answer: &Answer, _page: &Page, r: &mut Reading) -> Option<Batch> {
        if let Some(did) = answer.value.get("did").and_then(Value::as_str) {
            return Some(Batch { next: Some(did.into()), at_once: true, ..Batch::default() });
        }
        let thread = answer.value.get("thread")?.as_object()?;
        let mut entries = Vec::new();
        let mut waiting: Vec<(&Value, Option<String>)> = replies(thread, None);
        while let Some((value, parent)) = waiting.pop() {
            let Some(o) = value.as_object() else { continue };
            let entry = entry(o, parent, r);
            if let Some(entry) = entry {
                waiting.extend(replies(o, Some(&entry.id)));
                entries.push(entry);
            }
        }
        Some(Batch { entries, ..Batch::default() })
    }
}

fn replies<'v>(o: &'v Map<String, Value>, of: Option<&str>) -> Vec<(&'v Value, Option<String>)> {
    let list = o.get("replies").and_then(Value::as_array);
    list.into_iter().flatten().rev().map(|reply| (reply, of.map(Into::into))).collect()
}

fn entry(o: &Map<String, Value>, parent: Option<String>, r: &mut Reading) -> Option<Entry> {
    let Some(post) = inner(o, "post") else {
        // Blocked, or not found: answers to it are still heard.
        let gone = text(o, "uri")?;
        let state = CommentState::Removed;
        return Some(Entry { id: gone.into(), parent, state, ..Entry::default() });
    };
    let uri = text(post, "uri")?;
    let author = inner(post, "author");
    let handle = author.and_then(|author| text(author, "handle"));
    let name = author.and_then(|author| text(author, "displayName")).or(handle);
    let record = inner(post, "record");
    let key = uri.rsplit('/').next().unwrap_or_default();
    Some(Entry {
        id: uri.into(),
        parent,
        author: name.map(|name| Author {
            name: name.into(),
            url: handle.map(|handle| ["https://bsky.app/profile/", handle].concat()),
            avatar: author.and_then(|author| r.url_at(author, "avatar", Purpose::Image)),
        }),
        published: record.and_then(|record| text(record, "createdAt")).map(Into::into),
        text: record.map(|record| words(record, r)).unwrap_or_default(),
        likes: count(post, "likeCount"),
        url: handle.map(|handle| public(handle, key)),
        ..Entry::default()
    })
}

fn public(who: &str, key: &str) -> String {
    ["https://bsky.app/profile/", who, "/post/", key].concat()
}

/// The text of a post with its links.
fn words(record: &Map<String, Value>, r: &mut Reading) -> Text {
    let whole = text(record, "text").unwrap_or_default();
    let mut links: Vec<(usize, usize, String)> = Vec::new();
    let facets = record.get("facets").and_then(Value::as_array);
    for facet in facets.into_iter().flatten() {
        let place = |key: &str| facet.pointer(&["/index/", key].concat()).and_then(Value::as_u64);
        let (Some(from), Some(to)) = (place("byteStart"), place("byteEnd")) else { continue };
        let feature = facet.pointer("/features/0").and_then(Value::as_object);
        let href = feature.and_then(|feature| {
            let profile =
                text(feature, "did").map(|did| ["https://bsky.app/profile/", did].concat());
            let tag = text(feature, "tag")
                .map(|tag| ["https://bsky.app/hashtag/", &settings::encode(tag)].concat());
            r.url_at(feature, "uri", Purpose::Link).or(profile).or(tag)
        });
        links.extend(href.map(|href| (from as usize, to as usize, href)));
    }
    let mut line = Vec::new();
    let mut at = 0;
    // The next one each time: there are few, in any order.
    while let Some((from, to, href)) = next_link(&links, at) {
        // Places that part a character are none.
        if let Some((before, inside)) = whole.get(at..from).zip(whole.get(from..to)) {
            put_text(&mut line, before);
            line.push(Word::Element("a", Some(href), vec![Word::Text(inside.into())]));
            at = to;
        }
        links.retain(|(start, ..)| *start > from);
    }
    put_text(&mut line, whole.get(at..).unwrap_or_default());
    Text::Words(vec![element("p", line)])
}

fn next_link(links: &[(usize, usize, String)], from: usize) -> Option<(usize, usize, String)> {
    let after = links.iter().filter(|(start, end, _)| *start >= from && end > start);
    after.min_by_key(|(start, ..)| *start).cloned()
}

/// Lines stay lines.
fn put_text(into: &mut Vec<Word>, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            into.push(element("br", Vec::new()));
        }
        if !line.is_empty() {
            into.push(Word::Text(line.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    #[test]
    fn a_name_is_resolved_before_the_thread_is_asked_for() {
        let page = page_with("bluesky", "https://bsky.app/profile/warta.example/post/3abc");
        let tried = source_of(r#"{"type":"bluesky"}"#);
        let first = tried.request(&page, None).expect("a request").url;
        assert!(
            first.ends_with("xrpc/com.atproto.identity.resolveHandle?handle=warta.example"),
            "{first}"
        );
        let batch = batch_of(&*tried, &page, r#"{"did":"did:plc:xyz"}"#).expect("a batch");
        assert!(batch.at_once);
        let second = tried.request(&page, batch.next.as_deref()).expect("a request").url;
        assert!(
            second.contains("uri=at%3A%2F%2Fdid%3Aplc%3Axyz%2Fapp.bsky.feed.post%2F3abc"),
            "{second}"
        );
        let known = page_with("bluesky", "at://did:plc:xyz/app.bsky.feed.post/3abc");
        assert!(tried.request(&known, None).expect("a request").url.contains("getPostThread"));
    }

    #[test]
    fn answers_that_are_gone_keep_those_below_them() {
        let tried =
            source_of(r#"{"type":"bluesky","thread":"at://did:plc:x/app.bsky.feed.post/1"}"#);
        let batch = batch_of(&*tried, &page(), r#"{"thread":{"post":{"uri":"at://r"},"replies":[
            {"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://gone","replies":[
              {"post":{"uri":"at://did:plc:y/app.bsky.feed.post/2","author":{"handle":"ani.example","avatar":"https://c.example/a"},
                "record":{"text":"Ya","createdAt":"2026-03-01T09:00:00Z"},"likeCount":4}}]}]}}"#).expect("a batch");
        let all: Vec<_> =
            batch.entries.iter().map(|e| (e.state, e.parent.as_deref(), e.likes)).collect();
        assert_eq!(
            all,
            [
                (CommentState::Removed, None, None),
                (CommentState::Shown, Some("at://gone"), Some(4))
            ]
        );
        assert_eq!(
            batch.entries[1].url.as_deref(),
            Some("https://bsky.app/profile/ani.example/post/2")
        );
    }

    #[test]
    fn links_are_found_by_bytes_and_nonsense_costs_no_text() {
        let record: Value = serde_json::from_str(r#"{"text":"Kafé: lihat situs ini","facets":[
            {"index":{"byteStart":13,"byteEnd":18},"features":[{"uri":"https://e.example/"}]},
            {"index":{"byteStart":4,"byteEnd":5},"features":[{"uri":"https://in-a-character.example/"}]},
            {"index":{"byteStart":90,"byteEnd":99},"features":[{"uri":"https://beyond.example/"}]},
            {"index":{"byteStart":0,"byteEnd":4},"features":[{"uri":"javascript:x"}]}]}"#).expect("JSON");
        let Text::Words(all) = words(record.as_object().expect("an object"), &mut reading()) else {
            panic!()
        };
        let link =
            Word::Element("a", Some("https://e.example/".into()), vec![Word::Text("situs".into())]);
        let line = vec![Word::Text("Kafé: lihat ".into()), link, Word::Text(" ini".into())];
        assert_eq!(all, [element("p", line)]);
    }
}
