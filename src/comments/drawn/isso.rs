//! Isso: a comment server that sites run themselves (<https://isso-comments.de/docs/reference/server-api/>).

use super::{author, count, id, inner, refusal};
use super::{Answer, Batch, Draft, Form, Posted, Request, Source};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::comments::address::Naming;
use crate::comments::settings::{with_query, Fields};
use crate::comments::thread::{time, Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{json, Value};

/// Conversations of one answer.
const PAGE: &str = "100";

/// Isso, as a site configures it.
pub struct Isso {
    url: String,
    thread: Option<String>,
}

impl Settings for Isso {
    const KIND: Kind = Kind {
        name: "isso",
        label: "Isso",
        anchor: "isso-thread",
        comment: Naming::Number("isso-"),
        ..Kind::DRAWN
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.needed_base("url")?, thread: fields.text("thread") })
    }
}

impl Isso {
    /// Isso's own name for the page is its path.
    fn thread<'p>(&'p self, page: &'p Page) -> &'p str {
        page.thread_or_path(&Self::KIND, &self.thread)
    }
}

impl Provider for Isso {
    fn server(&self, _page: &Page) -> &str {
        &self.url
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        Some(Request::post([&self.url, "count"].concat(), json!([self.thread(page)])))
    }

    fn read_count(&self, answer: &Answer, _page: &Page) -> Option<u32> {
        answer.value.get(0)?.as_u64()?.try_into().ok()
    }
}

impl Source for Isso {
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request> {
        let query = [("uri", self.thread(page)), ("limit", PAGE), ("after", next.unwrap_or("0"))];
        Some(Request::get(with_query(&self.url, &query)))
    }

    fn read(&self, answer: &Answer, _page: &Page, r: &mut Reading) -> Option<Batch> {
        let o = answer.value.as_object()?;
        let list = o.get("replies")?.as_array()?;
        let mut entries = Vec::new();
        let mut last = 0.0_f64;
        for value in list {
            entries.extend(entry(r, value));
            let created = value.get("created").and_then(Value::as_f64).unwrap_or_default();
            last = last.max(created);
            let replies = value.get("replies").and_then(Value::as_array);
            entries.extend(replies.into_iter().flatten().filter_map(|reply| entry(r, reply)));
        }
        let more = count(o, "hidden_replies").unwrap_or_default() > 0 && last > 0.0;
        let config = inner(o, "config");
        let wants = |key: &str| config.and_then(|c| c.get(key)) == Some(&Value::Bool(true));
        Some(Batch {
            entries,
            next: more.then(|| r.platform.digits(last)),
            form: Some(Form {
                needs_name: wants("require-author"),
                needs_email: wants("require-email"),
                takes_website: true,
            }),
            ..Batch::default()
        })
    }

    fn form(&self, _page: &Page) -> Option<Form> {
        Some(Form { takes_website: true, ..Form::default() })
    }

    fn posting(&self, page: &Page, draft: &Draft) -> Option<Request> {
        let some = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
        let parent = draft.parent.as_deref().and_then(|id| id.parse::<u64>().ok());
        let body = json!({
            "text": draft.text,
            "author": some(&draft.name),
            "email": some(&draft.email),
            "website": some(&draft.website),
            "parent": parent,
            "title": page.title,
        });
        let url = with_query(&[&self.url, "new"].concat(), &[("uri", self.thread(page))]);
        Some(Request::post(url, body))
    }

    fn posted(&self, answer: &Answer, _draft: &Draft, r: &mut Reading) -> Posted {
        match (answer.status, entry(r, &answer.value)) {
            (202, Some(entry)) => Posted::Held(entry.into()),
            (200..=299, Some(entry)) => Posted::Shown(entry.into()),
            _ => Posted::Refused(refusal(answer)),
        }
    }

    fn looking(&self, page: &Page, draft: &Draft) -> Option<Request> {
        let parent = draft.parent.as_deref().unwrap_or_default();
        let query = [("uri", self.thread(page)), ("parent", parent)];
        Some(Request::get(with_query(&self.url, &query)))
    }
}

fn entry(r: &mut Reading, value: &Value) -> Option<Entry> {
    let o = value.as_object()?;
    let created = o.get("created").and_then(Value::as_f64);
    Some(Entry {
        id: id(o, "id")?,
        parent: id(o, "parent"),
        author: author(o, r, ["author", "website", "gravatar_image"]),
        published: created.map(|seconds| time::iso(seconds * 1000.0)),
        text: Text::markup(super::text(o, "text").unwrap_or_default()),
        likes: count(o, "likes"),
        state: match count(o, "mode") {
            Some(2) => CommentState::Held,
            Some(4) => CommentState::Removed,
            _ => CommentState::Shown,
        },
        ..Entry::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    const CONFIG: &str = r#"{"type":"isso","url":"https://isso.example"}"#;

    #[test]
    fn conversations_and_their_answers_are_read_with_what_the_form_needs() {
        let tried = source_of(CONFIG);
        let request = tried.request(&page(), None).expect("a request");
        assert_eq!(
            request.url,
            "https://isso.example/?uri=%2F2026%2F03%2Fdermaga&limit=100&after=0"
        );
        let batch = batch_of(&*tried, &page(), r#"{"id":null,"total_replies":3,"hidden_replies":2,"replies":[
            {"id":1,"parent":null,"created":1795519389.6173415,"mode":1,"text":"<p>Halo</p>","author":"Ani","website":null,"likes":2,
             "replies":[{"id":2,"parent":1,"created":1795519390.5,"mode":4,"text":"","author":null}]}],
            "config":{"require-email":true,"require-author":false}}"#).expect("a batch");
        let all: Vec<_> =
            batch.entries.iter().map(|e| (e.id.as_str(), e.parent.as_deref(), e.state)).collect();
        assert_eq!(
            all,
            [("1", None, CommentState::Shown), ("2", Some("1"), CommentState::Removed)]
        );
        assert_eq!(batch.entries[0].published.as_deref(), Some("2026-11-24T11:23:09Z"));
        assert_eq!(batch.entries[1].author, None);
        assert_eq!(batch.next.as_deref(), Some("1795519389.6173415"));
        assert_eq!(
            batch.form,
            Some(Form { needs_name: false, needs_email: true, takes_website: true })
        );
        assert_eq!(batch_of(&*tried, &page(), r#"{"nothing":1}"#), None);
    }

    #[test]
    fn what_is_sent_names_the_thread_and_a_refusal_is_read_out() {
        let tried = source_of(CONFIG);
        let draft = Draft { text: "Ha".into(), parent: Some("1".into()), ..Draft::default() };
        let request = tried.posting(&page(), &draft).expect("a request");
        assert_eq!(request.url, "https://isso.example/new?uri=%2F2026%2F03%2Fdermaga");
        let sent = request.body.expect("a body");
        assert_eq!((&sent["parent"], &sent["author"]), (&json!(1), &Value::Null));
        let page_of_error = Value::from("<!doctype html>\n<title>400 Bad Request</title>\n<h1>Bad Request</h1>\n<p>text is too short (minimum length: 3)</p>");
        let refused = Answer { status: 400, value: page_of_error, ..Answer::default() };
        let super::super::Posted::Refused(super::super::Refusal::Words(words)) =
            tried.posted(&refused, &draft, &mut reading())
        else {
            panic!()
        };
        assert!(words.contains("too short"), "{words}");
        assert_eq!(provider(CONFIG).provider.read_count(&answer(200, "[4]"), &page()), Some(4));
    }
}
