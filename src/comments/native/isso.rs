//! Isso: a self-hosted comment server (<https://isso-comments.de/docs/reference/server-api/>).

use super::{author_at, count_at, id_at, object_at, refusal_of};
use super::{CommentApi, CommentPage, Draft, Form, PostResult};
use crate::comments::fields::{with_query, Fields};
use crate::comments::model::{time, Comment, CommentText};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_model::CommentState;
use baca_wire::decoder::Decoder;
use serde_json::{json, Value};

/// Number of conversations in a response.
const PAGE_SIZE: &str = "100";

/// The configuration of Isso.
pub struct Isso {
    url: String,
    thread: Option<String>,
}

impl FromConfig for Isso {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "isso",
        label: "Isso",
        anchor: "isso-thread",
        permalink: PermalinkScheme::Number("isso-"),
        ..Descriptor::NATIVE
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { url: fields.required_server("url")?, thread: fields.text("thread") })
    }
}

impl Isso {
    /// Returns the id of the discussion, by default the path of the article, as in Isso's own client.
    fn thread<'p>(&'p self, article: &'p ArticleInfo) -> &'p str {
        article.thread_or_path(Self::DESCRIPTOR.kind, &self.thread)
    }
}

impl Provider for Isso {
    fn server_url(&self) -> &str {
        &self.url
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        Some(Request::post([&self.url, "count"].concat(), json!([self.thread(article)])))
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        response.value.get(0)?.as_u64()?.try_into().ok()
    }
}

impl CommentApi for Isso {
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request> {
        let query =
            [("uri", self.thread(article)), ("limit", PAGE_SIZE), ("after", next.unwrap_or("0"))];
        Some(Request::get(with_query(&self.url, &query)))
    }

    fn read(
        &self,
        response: &Response,
        _article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        let object = response.value.as_object()?;
        let list = object.get("replies")?.as_array()?;
        let mut comments = Vec::new();
        let mut last = 0.0_f64;
        for value in list {
            comments.extend(comment(decoder, value));
            let created = value.get("created").and_then(Value::as_f64).unwrap_or_default();
            last = last.max(created);
            let replies = value.get("replies").and_then(Value::as_array);
            comments
                .extend(replies.into_iter().flatten().filter_map(|reply| comment(decoder, reply)));
        }
        let more = count_at(object, "hidden_replies").unwrap_or_default() > 0 && last > 0.0;
        let config = object_at(object, "config");
        let is_required = |key: &str| config.and_then(|c| c.get(key)) == Some(&Value::Bool(true));
        Some(CommentPage {
            comments,
            next: more.then(|| baca_sys::number::shortest(last)),
            form: Some(Form {
                needs_name: is_required("require-author"),
                needs_email: is_required("require-email"),
                has_website: true,
                ..Form::default()
            }),
            ..CommentPage::default()
        })
    }

    fn form(&self, _article: &ArticleInfo) -> Option<Form> {
        Some(Form { has_website: true, ..Form::default() })
    }

    fn build_post(&self, article: &ArticleInfo, draft: &Draft) -> Option<Request> {
        let or_null = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
        let parent = draft.parent.as_deref().and_then(|id| id.parse::<u64>().ok());
        let body = json!({
            "text": draft.text,
            "author": or_null(&draft.name),
            "email": or_null(&draft.email),
            "website": or_null(&draft.website),
            "parent": parent,
            "title": article.title,
        });
        let url = with_query(&[&self.url, "new"].concat(), &[("uri", self.thread(article))]);
        Some(Request::post(url, body))
    }

    fn parse_post(&self, response: &Response, _draft: &Draft, decoder: &mut Decoder) -> PostResult {
        match (response.status, comment(decoder, &response.value)) {
            (202, Some(comment)) => PostResult::Held(comment.into()),
            (200..=299, Some(comment)) => PostResult::Shown(comment.into()),
            _ => PostResult::Refused(refusal_of(response)),
        }
    }

    fn build_recheck(&self, article: &ArticleInfo, draft: &Draft) -> Option<Request> {
        let parent = draft.parent.as_deref().unwrap_or_default();
        let query = [("uri", self.thread(article)), ("parent", parent)];
        Some(Request::get(with_query(&self.url, &query)))
    }
}

fn comment(decoder: &mut Decoder, value: &Value) -> Option<Comment> {
    let object = value.as_object()?;
    let created = object.get("created").and_then(Value::as_f64);
    Some(Comment {
        id: id_at(object, "id")?,
        parent: id_at(object, "parent"),
        author: author_at(object, decoder, ["author", "website", "gravatar_image"]),
        published: created.map(|seconds| time::to_rfc3339(seconds * 1000.0)),
        text: CommentText::html(super::text_at(object, "text").unwrap_or_default()),
        likes: count_at(object, "likes"),
        state: match count_at(object, "mode") {
            Some(2) => CommentState::Held,
            Some(4) => CommentState::Removed,
            _ => CommentState::Shown,
        },
        ..Comment::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    const CONFIG: &str = r#"{"type":"isso","url":"https://isso.example"}"#;

    #[test]
    fn conversations_and_their_answers_are_read_with_what_the_form_needs() {
        let api = comment_api_of(CONFIG);
        let request = api.request(&article(), None).expect("a request");
        assert_eq!(
            request.url,
            "https://isso.example/?uri=%2F2026%2F03%2Fdermaga&limit=100&after=0"
        );
        let page = read_page(&*api, &article(), r#"{"id":null,"total_replies":3,"hidden_replies":2,"replies":[
            {"id":1,"parent":null,"created":1795519389.6173415,"mode":1,"text":"<p>Halo</p>","author":"Ani","website":null,"likes":2,
             "replies":[{"id":2,"parent":1,"created":1795519390.5,"mode":4,"text":"","author":null}]}],
            "config":{"require-email":true,"require-author":false}}"#).expect("a page");
        let all: Vec<_> =
            page.comments.iter().map(|e| (e.id.as_str(), e.parent.as_deref(), e.state)).collect();
        assert_eq!(
            all,
            [("1", None, CommentState::Shown), ("2", Some("1"), CommentState::Removed)]
        );
        assert_eq!(page.comments[0].published.as_deref(), Some("2026-11-24T11:23:09Z"));
        assert_eq!(page.comments[1].author, None);
        assert_eq!(page.next.as_deref(), Some("1795519389.6173415"));
        assert_eq!(
            page.form,
            Some(Form { needs_email: true, has_website: true, ..Form::default() })
        );
        assert_eq!(read_page(&*api, &article(), r#"{"nothing":1}"#), None);
    }

    #[test]
    fn what_is_sent_names_the_thread_and_a_refusal_is_read_out() {
        let api = comment_api_of(CONFIG);
        let draft = Draft { text: "Ha".into(), parent: Some("1".into()), ..Draft::default() };
        let request = api.build_post(&article(), &draft).expect("a request");
        assert_eq!(request.url, "https://isso.example/new?uri=%2F2026%2F03%2Fdermaga");
        let sent = request.body.expect("a body");
        assert_eq!((&sent["parent"], &sent["author"]), (&json!(1), &Value::Null));
        let page_of_error = Value::from("<!doctype html>\n<title>400 Bad Request</title>\n<h1>Bad Request</h1>\n<p>text is too short (minimum length: 3)</p>");
        let refused = Response { status: 400, value: page_of_error, ..Response::default() };
        let crate::comments::native::PostResult::Refused(
            crate::comments::native::Refusal::Message(words),
        ) = api.parse_post(&refused, &draft, &mut decoder())
        else {
            panic!()
        };
        assert!(words.contains("too short"), "{words}");
        assert_eq!(
            provider(CONFIG).provider.read_count(&response(200, "[4]"), &article()),
            Some(4)
        );
    }
}
