//! Cusdis: its open API, which its own widget uses as well (<https://cusdis.com/doc>). The widget
//! itself would be a frame on the site's own origin; nothing of it is needed.

use super::{count, id, refusal, text};
use super::{Answer, Batch, Draft, Form, Posted, Request, Source};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::comments::settings::{with_query, Fields};
use crate::comments::thread::{Author, Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{json, Value};

/// Cusdis, as a site configures it.
pub struct Cusdis {
    host: String,
    app_id: String,
    thread: Option<String>,
}

impl Settings for Cusdis {
    const KIND: Kind = Kind { name: "cusdis", label: "Cusdis", ..Kind::DRAWN };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            app_id: fields.needed("appId")?,
            host: fields.base_or("host", "https://cusdis.com/"),
            thread: fields.text("thread"),
        })
    }
}

impl Cusdis {
    fn api(&self) -> String {
        [&self.host, "api/open/comments"].concat()
    }

    fn thread<'p>(&'p self, page: &'p Page) -> &'p str {
        page.thread(&Self::KIND, &self.thread).unwrap_or_else(|| page.identifier())
    }
}

// Its discussions have no page of their own: there is no link.
impl Provider for Cusdis {
    fn server(&self, _page: &Page) -> &str {
        &self.host
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        self.request(page, None)
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        count(answer.value.get("data")?.as_object()?, "commentCount")
    }
}

impl Source for Cusdis {
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request> {
        let (app, thread) = (self.app_id.as_str(), self.thread(page));
        let query = [("appId", app), ("pageId", thread), ("page", next.unwrap_or("1"))];
        Some(Request::get(with_query(&self.api(), &query)))
    }

    fn read(&self, answer: &Answer, _page: &Page, _r: &mut Reading) -> Option<Batch> {
        let data = answer.value.get("data")?.as_object()?;
        let mut entries = Vec::new();
        gather(data.get("data")?, None, &mut entries, 0);
        let asked: u32 = answer.asked.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
        let more = asked < count(data, "pageCount").unwrap_or(1);
        Some(Batch {
            entries,
            next: more.then(|| asked.saturating_add(1).to_string()),
            ..Batch::default()
        })
    }

    fn form(&self, _page: &Page) -> Option<Form> {
        Some(Form { needs_name: true, ..Form::default() })
    }

    fn posting(&self, page: &Page, draft: &Draft) -> Option<Request> {
        let mut body = json!({
            "appId": self.app_id,
            "pageId": self.thread(page),
            "content": draft.text,
            "nickname": draft.name,
            "email": draft.email,
            "pageUrl": page.url,
            "pageTitle": page.title,
        });
        if let (Some(parent), Some(body)) = (&draft.parent, body.as_object_mut()) {
            body.insert("parentId".into(), parent.clone().into());
        }
        Some(Request::post(self.api(), body))
    }

    fn looking(&self, page: &Page, _draft: &Draft) -> Option<Request> {
        self.request(page, None)
    }

    fn posted(&self, answer: &Answer, draft: &Draft, _r: &mut Reading) -> Posted {
        let sent = answer.value.get("data").and_then(Value::as_object).and_then(|o| id(o, "id"));
        match sent {
            // Every comment waits for the site.
            Some(id) if answer.status < 300 => Posted::Held(Box::new(Entry {
                id,
                parent: draft.parent.clone(),
                author: Some(Author { name: draft.name.clone(), ..Author::default() }),
                text: Text::plain(&draft.text),
                state: CommentState::Held,
                ..Entry::default()
            })),
            _ => Posted::Refused(refusal(answer)),
        }
    }
}

/// Comments carry their answers inside them.
fn gather(list: &Value, parent: Option<&str>, out: &mut Vec<Entry>, depth: usize) {
    // Deeper is only what nobody has written.
    if depth > 64 {
        return;
    }
    for o in list.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let Some(id) = id(o, "id") else { continue };
        let moderator =
            o.get("moderator").and_then(|m| m.get("displayName")).and_then(Value::as_str);
        let name = moderator.or_else(|| text(o, "by_nickname"));
        let parsed = text(o, "parsedContent").map(Text::markup);
        out.push(Entry {
            id: id.clone(),
            parent: parent.map(Into::into),
            author: name.map(|name| Author { name: name.into(), ..Author::default() }),
            published: text(o, "createdAt").map(Into::into),
            text: parsed.unwrap_or_else(|| Text::plain(text(o, "content").unwrap_or_default())),
            ..Entry::default()
        });
        if let Some(replies) = o.get("replies").and_then(|replies| replies.get("data")) {
            gather(replies, Some(&id), out, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    const CONFIG: &str = r#"{"type":"cusdis","appId":"app-1"}"#;

    #[test]
    fn comments_and_the_answers_inside_them_are_read() {
        let tried = source_of(CONFIG);
        let request = tried.request(&page(), Some("2")).expect("a request");
        assert_eq!(request.url, "https://cusdis.com/api/open/comments?appId=app-1&pageId=7&page=2");
        let batch = batch_of(&*tried, &page(), r#"{"data":{"commentCount":12,"pageCount":2,"data":[
            {"id":"a","by_nickname":"Ani","parsedContent":"<p>x</p>","createdAt":"2026-03-01T09:00:00.000Z",
             "replies":{"data":[{"id":"b","moderator":{"displayName":"Redaksi"},"content":"y","replies":{"data":[]}}]}}]}}"#).expect("a batch");
        let all: Vec<_> = batch
            .entries
            .iter()
            .map(|e| {
                (e.id.as_str(), e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str()))
            })
            .collect();
        assert_eq!(all, [("a", None, Some("Ani")), ("b", Some("a"), Some("Redaksi"))]);
        assert_eq!(batch.next.as_deref(), Some("2"));
        assert_eq!(batch_of(&*tried, &page(), r#"{"data":7}"#), None);
    }

    #[test]
    fn a_comment_that_was_sent_waits_for_the_site() {
        let draft = Draft { text: "x".into(), name: "Ani".into(), ..Draft::default() };
        let posted = source_of(CONFIG).posted(
            &answer(200, r#"{"data":{"id":"n"}}"#),
            &draft,
            &mut reading(),
        );
        assert!(matches!(posted, Posted::Held(entry) if entry.id == "n"));
    }
}
