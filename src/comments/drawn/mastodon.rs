//! Mastodon: the answers to a post (<https://docs.joinmastodon.org/methods/statuses/#context>).
//! People answer on their own server; the link at each comment leads there.

use super::{count, id, inner, text};
use super::{Answer, Batch, Request, Source};
use crate::article::json::Reading;
use crate::article::url::Purpose;
use crate::comments::settings::{self, Fields};
use crate::comments::thread::{Author, Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{Map, Value};

/// Mastodon, as a site configures it.
pub struct Mastodon {
    status: Option<String>,
}

impl Settings for Mastodon {
    const KIND: Kind = Kind { name: "mastodon", label: "Mastodon", ..Kind::DRAWN };

    fn configured(fields: &mut Fields) -> Option<Self> {
        let status = fields.url("thread", Purpose::Link);
        if status.as_deref().is_some_and(|status| parts(status).is_none()) {
            return fields.refuse("thread", "not the address of a post of Mastodon");
        }
        Some(Self { status })
    }
}

/// Server and number of a post: `https://host/@name/123`, `https://host/users/name/statuses/123`.
fn parts(status: &str) -> Option<(&str, &str)> {
    let origin = settings::origin_of(status);
    let path = status.get(origin.len()..)?.split(['?', '#']).next()?.trim_end_matches('/');
    let (before, number) = path.rsplit_once('/')?;
    let known = before.starts_with("/@") || before.ends_with("/statuses");
    (known && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some((origin, number))
}

impl Mastodon {
    fn status<'p>(&'p self, page: &'p Page) -> Option<&'p str> {
        let own = || page.comments.as_ref()?.url.as_deref();
        let named = [page.thread(&Self::KIND, &self.status), own()];
        named.into_iter().flatten().find(|status| parts(status).is_some())
    }
}

impl Provider for Mastodon {
    fn server<'p>(&'p self, page: &'p Page) -> &'p str {
        self.status(page).unwrap_or_default()
    }

    fn link(&self, page: &Page) -> Option<String> {
        self.status(page).map(Into::into)
    }

    fn fits(&self, page: &Page) -> bool {
        self.status(page).is_some()
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        let (origin, number) = parts(self.status(page)?)?;
        Some(Request::get([origin, "/api/v1/statuses/", number].concat()))
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        count(answer.value.as_object()?, "replies_count")
    }
}

impl Source for Mastodon {
    fn request(&self, page: &Page, _next: Option<&str>) -> Option<Request> {
        let (origin, number) = parts(self.status(page)?)?;
        Some(Request::get([origin, "/api/v1/statuses/", number, "/context"].concat()))
    }

    fn read(&self, answer: &Answer, page: &Page, r: &mut Reading) -> Option<Batch> {
        let (_, root) = parts(self.status(page)?)?;
        let list = answer.value.get("descendants")?;
        list.as_array()?;
        let mut entries = r.each(list, entry);
        for entry in &mut entries {
            // Answers to the post itself are where conversations begin.
            entry.parent = entry.parent.take().filter(|parent| parent != root);
        }
        Some(Batch { entries, ..Batch::default() })
    }
}

fn entry(r: &mut Reading, value: &Value) -> Option<Entry> {
    let o = value.as_object()?;
    let account = inner(o, "account");
    let author = account.and_then(|account| {
        let name = text(account, "display_name").map(|name| without_emojis(name, account));
        let name = name.filter(|name| !name.is_empty());
        let handle = text(account, "acct").map(|acct| ["@", acct].concat());
        Some(Author {
            name: name.or(handle)?,
            url: r.url_at(account, "url", Purpose::Link),
            avatar: r.url_at(account, "avatar_static", Purpose::Image),
        })
    });
    Some(Entry {
        id: id(o, "id")?,
        parent: id(o, "in_reply_to_id"),
        author,
        published: text(o, "created_at").map(Into::into),
        text: Text::markup(text(o, "content").unwrap_or_default()),
        likes: count(o, "favourites_count"),
        url: r.url_at(o, "url", Purpose::Link).or_else(|| r.url_at(o, "uri", Purpose::Link)),
        ..Entry::default()
    })
}

/// A name without the `:codes:` of pictures that only its own server has.
fn without_emojis(name: &str, account: &Map<String, Value>) -> String {
    let mut name = name.to_string();
    for emoji in account.get("emojis").and_then(Value::as_array).into_iter().flatten().take(32) {
        if let Some(code) = emoji.get("shortcode").and_then(Value::as_str) {
            name = name.replace(&[":", code, ":"].concat(), "");
        }
    }
    name.trim().into()
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    #[test]
    fn a_post_is_known_by_its_address() {
        for good in [
            "https://a.example/@ani/123",
            "https://a.example/users/ani/statuses/123/",
            "https://a.example/@ani@b.example/123?x",
        ] {
            assert_eq!(parts(good), Some(("https://a.example", "123")), "{good}");
        }
        for bad in
            ["https://a.example/123", "https://a.example/@ani", "https://a.example/@ani/12x", ""]
        {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }

    #[test]
    fn answers_make_a_discussion_of_the_post() {
        let page = page_with("mastodon", "https://m.example/@warta/100");
        let tried = source_of(r#"{"type":"mastodon"}"#);
        assert_eq!(
            tried.request(&page, None).map(|r| r.url).as_deref(),
            Some("https://m.example/api/v1/statuses/100/context")
        );
        assert_eq!(tried.request(&super::super::support::page(), None), None);
        let batch = batch_of(&*tried, &page, r#"{"ancestors":[],"descendants":[
            {"id":"101","in_reply_to_id":"100","created_at":"2026-03-01T09:00:00.000Z","content":"<p>Halo</p>","favourites_count":3,"url":"https://m.example/@ani/101",
             "account":{"display_name":"Ani :ombak:","acct":"ani@b.example","url":"https://b.example/@ani","avatar_static":"https://b.example/a.png","emojis":[{"shortcode":"ombak"}]}},
            {"id":"102","in_reply_to_id":"101","content":"x","account":{"display_name":"","acct":"budi"}}]}"#).expect("a batch");
        let all: Vec<_> = batch
            .entries
            .iter()
            .map(|e| (e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str()), e.likes))
            .collect();
        assert_eq!(all, [(None, Some("Ani"), Some(3)), (Some("101"), Some("@budi"), None)]);
    }
}
