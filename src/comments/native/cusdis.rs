//! Cusdis, with its open API, which its own widget uses as well (<https://cusdis.com/doc>). The widget is not
//! used: it would be an iframe on the site's own origin.

use super::{count_at, id_at, refusal_of, text_at};
use super::{CommentApi, CommentPage, Draft, Form, PostResult};
use crate::comments::fields::{with_query, Fields};
use crate::comments::model::{Author, Comment, CommentText};
use crate::comments::provider::{Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_model::CommentState;
use baca_wire::decoder::Decoder;
use serde_json::{json, Value};

/// The configuration of Cusdis.
pub struct Cusdis {
    host: String,
    app_id: String,
    thread: Option<String>,
}

impl FromConfig for Cusdis {
    const DESCRIPTOR: Descriptor =
        Descriptor { kind: "cusdis", label: "Cusdis", ..Descriptor::NATIVE };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self {
            app_id: fields.required("appId")?,
            host: fields.server_or("host", "https://cusdis.com/"),
            thread: fields.text("thread"),
        })
    }
}

impl Cusdis {
    fn api(&self) -> String {
        [&self.host, "api/open/comments"].concat()
    }

    fn thread<'p>(&'p self, article: &'p ArticleInfo) -> &'p str {
        article.thread(Self::DESCRIPTOR.kind, &self.thread).unwrap_or_else(|| article.identifier())
    }
}

// A discussion has no page of its own, so there is no link.
impl Provider for Cusdis {
    fn server_url(&self) -> &str {
        &self.host
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        self.request(article, None)
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        let data = response.value.get("data")?.as_object()?;
        // The server does not count replies, but all of them are here unless there are more pages.
        match count_at(data, "pageCount") {
            Some(2..) => count_at(data, "commentCount"),
            _ => Some(count_comments(data.get("data")?)),
        }
    }
}

impl CommentApi for Cusdis {
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request> {
        let (app, thread) = (self.app_id.as_str(), self.thread(article));
        let query = [("appId", app), ("pageId", thread), ("page", next.unwrap_or("1"))];
        Some(Request::get(with_query(&self.api(), &query)))
    }

    fn read(
        &self,
        response: &Response,
        _article: &ArticleInfo,
        _r: &mut Decoder,
    ) -> Option<CommentPage> {
        let data = response.value.get("data")?.as_object()?;
        let mut comments = Vec::new();
        read_comments(data.get("data")?, None, &mut comments, 0);
        let requested: u32 =
            response.cursor.as_deref().and_then(|number| number.parse().ok()).unwrap_or(1);
        let more = requested < count_at(data, "pageCount").unwrap_or(1);
        Some(CommentPage {
            comments,
            next: more.then(|| requested.saturating_add(1).to_string()),
            ..CommentPage::default()
        })
    }

    fn form(&self, _article: &ArticleInfo) -> Option<Form> {
        Some(Form { needs_name: true, ..Form::default() })
    }

    fn build_post(&self, article: &ArticleInfo, draft: &Draft) -> Option<Request> {
        let mut body = json!({
            "appId": self.app_id,
            "pageId": self.thread(article),
            "content": draft.text,
            "nickname": draft.name,
            "email": draft.email,
            "pageUrl": article.url,
            "pageTitle": article.title,
        });
        if let (Some(parent), Some(body)) = (&draft.parent, body.as_object_mut()) {
            body.insert("parentId".into(), parent.clone().into());
        }
        Some(Request::post(self.api(), body))
    }

    fn build_recheck(&self, article: &ArticleInfo, _draft: &Draft) -> Option<Request> {
        self.request(article, None)
    }

    fn parse_post(&self, response: &Response, draft: &Draft, _r: &mut Decoder) -> PostResult {
        let id = response.value.get("data").and_then(Value::as_object).and_then(|o| id_at(o, "id"));
        match id {
            // Cusdis holds every comment for moderation.
            Some(id) if response.status < 300 => PostResult::Held(Box::new(Comment {
                id,
                parent: draft.parent.clone(),
                author: Some(Author { name: draft.name.clone(), ..Author::default() }),
                text: CommentText::plain(&draft.text),
                state: CommentState::Held,
                ..Comment::default()
            })),
            _ => PostResult::Refused(refusal_of(response)),
        }
    }
}

/// Counts the comments that [`read_comments`] returns.
fn count_comments(list: &Value) -> u32 {
    let mut count = 0;
    let mut stack = vec![list];
    while let Some(list) = stack.pop() {
        for o in list.as_array().into_iter().flatten().filter_map(Value::as_object) {
            count += u32::from(o.contains_key("id"));
            stack.extend(o.get("replies").and_then(|replies| replies.get("data")));
        }
    }
    count
}

/// Appends a list of comments and, after each, its replies.
fn read_comments(list: &Value, parent: Option<&str>, out: &mut Vec<Comment>, depth: usize) {
    // Nesting this deep occurs only in hostile data.
    if depth > 64 {
        return;
    }
    for o in list.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let Some(id) = id_at(o, "id") else { continue };
        let moderator =
            o.get("moderator").and_then(|m| m.get("displayName")).and_then(Value::as_str);
        let name = moderator.or_else(|| text_at(o, "by_nickname"));
        let parsed = text_at(o, "parsedContent").map(CommentText::html);
        out.push(Comment {
            id: id.clone(),
            parent: parent.map(Into::into),
            author: name.map(|name| Author { name: name.into(), ..Author::default() }),
            published: text_at(o, "createdAt").map(Into::into),
            text: parsed
                .unwrap_or_else(|| CommentText::plain(text_at(o, "content").unwrap_or_default())),
            ..Comment::default()
        });
        if let Some(replies) = o.get("replies").and_then(|replies| replies.get("data")) {
            read_comments(replies, Some(&id), out, depth + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    const CONFIG: &str = r#"{"type":"cusdis","appId":"app-1"}"#;

    #[test]
    fn comments_and_the_answers_inside_them_are_read() {
        let api = comment_api_of(CONFIG);
        let request = api.request(&article(), Some("2")).expect("a request");
        assert_eq!(request.url, "https://cusdis.com/api/open/comments?appId=app-1&pageId=7&page=2");
        let page = read_page(&*api, &article(), r#"{"data":{"commentCount":12,"pageCount":2,"data":[
            {"id":"a","by_nickname":"Ani","parsedContent":"<p>x</p>","createdAt":"2026-03-01T09:00:00.000Z",
             "replies":{"data":[{"id":"b","moderator":{"displayName":"Redaksi"},"content":"y","replies":{"data":[]}}]}}]}}"#).expect("a page");
        let all: Vec<_> = page
            .comments
            .iter()
            .map(|e| {
                (e.id.as_str(), e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str()))
            })
            .collect();
        assert_eq!(all, [("a", None, Some("Ani")), ("b", Some("a"), Some("Redaksi"))]);
        assert_eq!(page.next.as_deref(), Some("2"));
        assert_eq!(read_page(&*api, &article(), r#"{"data":7}"#), None);
        let count =
            |text: &str| provider(CONFIG).provider.read_count(&response(200, text), &article());
        assert_eq!(count(r#"{"data":{"commentCount":12,"pageCount":2,"data":[]}}"#), Some(12));
        assert_eq!(
            count(
                r#"{"data":{"commentCount":1,"pageCount":1,"data":[
            {"id":"a","replies":{"data":[{"id":"b","replies":{"data":[{"id":"c"}]}}]}}]}}"#
            ),
            Some(3)
        );
        assert_eq!(count(r#"{"data":{"commentCount":0,"pageCount":0,"data":[]}}"#), Some(0));
    }

    #[test]
    fn a_comment_that_was_sent_waits_for_the_site() {
        let draft = Draft { text: "x".into(), name: "Ani".into(), ..Draft::default() };
        let result = comment_api_of(CONFIG).parse_post(
            &response(200, r#"{"data":{"id":"n"}}"#),
            &draft,
            &mut decoder(),
        );
        assert!(matches!(result, PostResult::Held(comment) if comment.id == "n"));
    }
}
