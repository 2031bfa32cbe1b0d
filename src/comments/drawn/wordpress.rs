//! WordPress: `/wp/v2/comments` (<https://developer.wordpress.org/rest-api/reference/comments/>).
//! Whether somebody without an account may write is not told by the API: the site says so
//! (`anonymous`), and its filter `rest_allow_anonymous_comments` must agree.

use super::{author, count, id, inner, refusal, text, unescaped};
use super::{Answer, Batch, Draft, Form, Posted, Refusal, Request, Source};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::article::url::Purpose;
use crate::comments::address::Naming;
use crate::comments::settings::{with_query, Fields};
use crate::comments::thread::{Entry, Text};
use crate::comments::{Kind, Page, Provider, Settings};
use serde_json::{json, Value};

/// Comments of one answer: the most that WordPress gives.
const PAGE: &str = "100";

/// WordPress, as a site configures it.
pub struct WordPress {
    /// Up to `…/wp/v2/`, or `…?rest_route=/wp/v2/`.
    api: String,
    post: Option<String>,
    anonymous: bool,
}

impl Settings for WordPress {
    const KIND: Kind = Kind {
        name: "wordpress",
        label: "WordPress",
        anchor: "comments",
        comment: Naming::Number("comment-"),
        ..Kind::DRAWN
    };

    fn configured(fields: &mut Fields) -> Option<Self> {
        fields.needed("url")?;
        Some(Self {
            api: api_of(&fields.url("url", Purpose::Media)?),
            post: fields.text("thread"),
            anonymous: fields.on("anonymous", false),
        })
    }
}

/// The site, its `wp-json`, or the whole way: each is understood.
fn api_of(url: &str) -> String {
    let url = url.trim_end_matches('/');
    if let Some((before, _)) = url.split_once("rest_route=") {
        return [before, "rest_route=/wp/v2/"].concat();
    }
    let url = url.strip_suffix("/wp/v2").unwrap_or(url);
    let url = url.strip_suffix("/wp-json").unwrap_or(url);
    [url, "/wp-json/wp/v2/"].concat()
}

impl WordPress {
    /// The number of the post: the one that is named, else the article's own.
    fn post<'p>(&'p self, page: &'p Page) -> Option<&'p str> {
        let named = page.thread(&Self::KIND, &self.post).or(page.id.as_deref());
        named.filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
    }

    fn comments(&self) -> String {
        [&self.api, "comments"].concat()
    }
}

impl Provider for WordPress {
    fn server(&self, _page: &Page) -> &str {
        &self.api
    }

    fn fits(&self, page: &Page) -> bool {
        self.post(page).is_some()
    }

    fn count_request(&self, page: &Page) -> Option<Request> {
        let query = [("post", self.post(page)?), ("per_page", "1"), ("_fields", "id")];
        Some(Request::get(with_query(&self.comments(), &query)))
    }
}

impl Source for WordPress {
    fn request(&self, page: &Page, next: Option<&str>) -> Option<Request> {
        let query = [
            ("post", self.post(page)?),
            ("per_page", PAGE),
            ("order", "asc"),
            ("orderby", "date_gmt"),
            ("page", next.unwrap_or("1")),
        ];
        Some(Request::get(with_query(&self.comments(), &query)))
    }

    fn read(&self, answer: &Answer, _page: &Page, r: &mut Reading) -> Option<Batch> {
        answer.value.as_array()?;
        let entries = r.each(&answer.value, entry);
        let asked: u32 = answer.asked.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
        let more = asked < answer.pages.unwrap_or(1);
        let next = more.then(|| asked.saturating_add(1).to_string());
        Some(Batch { entries, next, total: answer.total, ..Batch::default() })
    }

    fn form(&self, page: &Page) -> Option<Form> {
        let closed = page.comments.as_ref().is_some_and(|c| c.open == Some(false));
        let form = Form { needs_name: true, needs_email: true, takes_website: true };
        (self.anonymous && !closed).then_some(form)
    }

    fn posting(&self, page: &Page, draft: &Draft) -> Option<Request> {
        let number = |text: &str| text.parse::<u64>().ok();
        let mut body = json!({
            "post": number(self.post(page)?)?,
            "content": draft.text,
            "author_name": draft.name,
            "author_email": draft.email,
        });
        let mut put = |key: &str, value: Value| {
            if let Some(body) = body.as_object_mut() {
                body.insert(key.into(), value);
            }
        };
        if !draft.website.is_empty() {
            put("author_url", draft.website.clone().into());
        }
        if let Some(parent) = draft.parent.as_deref().and_then(number) {
            put("parent", parent.into());
        }
        Some(Request::post(self.comments(), body))
    }

    fn posted(&self, answer: &Answer, _draft: &Draft, r: &mut Reading) -> Posted {
        let code = answer.value.get("code").and_then(Value::as_str).unwrap_or_default();
        match (answer.status, entry(r, &answer.value)) {
            (200..=299, Some(entry)) if entry.state == CommentState::Held => {
                Posted::Held(entry.into())
            }
            (200..=299, Some(entry)) => Posted::Shown(entry.into()),
            _ if code == "comment_duplicate" => Posted::Known,
            _ => Posted::Refused(match code {
                "rest_comment_login_required" | "rest_forbidden" => Refusal::SignIn,
                "rest_comment_closed" => Refusal::Closed,
                "comment_flood" => Refusal::TooFast,
                _ => refusal(answer),
            }),
        }
    }
}

fn entry(r: &mut Reading, value: &Value) -> Option<Entry> {
    let o = value.as_object()?;
    // Links from elsewhere are no conversation.
    if matches!(text(o, "type"), Some("pingback" | "trackback")) {
        return None;
    }
    let avatar = inner(o, "author_avatar_urls").and_then(|sizes| {
        // The widest: it is shown at 40 pixels, on screens of up to three times as many.
        sizes.values().next_back().and_then(|url| r.url(url, Purpose::Image))
    });
    let mut author = author(o, r, ["author_name", "author_url", ""]);
    if let Some(author) = &mut author {
        author.name = unescaped(&author.name);
        author.avatar = avatar;
    }
    let content = inner(o, "content").and_then(|content| text(content, "rendered"));
    Some(Entry {
        id: id(o, "id")?,
        parent: id(o, "parent").filter(|parent| parent != "0"),
        author,
        published: text(o, "date_gmt").map(|date| [date.trim_end_matches('Z'), "Z"].concat()),
        text: Text::markup(content.unwrap_or_default()),
        likes: count(o, "likes"),
        badge: None,
        url: r.url_at(o, "link", Purpose::Link),
        state: match text(o, "status") {
            Some("hold" | "0") => CommentState::Held,
            Some("trash" | "spam") => CommentState::Removed,
            _ => CommentState::Shown,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    const CONFIG: &str =
        r#"{"type":"wordpress","url":"https://cms.example/wp-json/","anonymous":true}"#;

    #[test]
    fn the_site_may_name_itself_or_any_part_of_the_way() {
        for url in
            ["https://a.example", "https://a.example/wp-json", "https://a.example/wp-json/wp/v2/"]
        {
            assert_eq!(api_of(url), "https://a.example/wp-json/wp/v2/");
        }
        assert_eq!(
            api_of("https://a.example/index.php?rest_route=/"),
            "https://a.example/index.php?rest_route=/wp/v2/"
        );
    }

    #[test]
    fn comments_are_read_with_their_authors_and_pages() {
        let tried = source_of(CONFIG);
        let request = tried.request(&page(), None).expect("a request");
        assert!(request
            .url
            .starts_with("https://cms.example/wp-json/wp/v2/comments?post=7&per_page=100"));
        let mut many = answer(
            200,
            r#"[
            {"id":3,"parent":2,"author_name":"Ani &amp; Budi","author_url":"javascript:x","author_avatar_urls":{"24":"https://g.example/24","96":"https://g.example/96"},
             "date_gmt":"2026-03-01T09:00:00","content":{"rendered":"<p>Ya</p>"},"link":"https://a.example/#comment-3","status":"approved","type":"comment"},
            {"id":4,"parent":0,"type":"pingback","content":{"rendered":"x"}}, 7]"#,
        );
        many.pages = Some(3);
        let batch = tried.read(&many, &page(), &mut reading()).expect("a batch");
        assert_eq!(batch.next.as_deref(), Some("2"));
        many.asked = Some("3".into());
        assert_eq!(tried.read(&many, &page(), &mut reading()).and_then(|batch| batch.next), None);
        let [entry] = batch.entries.as_slice() else { panic!("{:?}", batch.entries) };
        let author = entry.author.as_ref().expect("an author");
        assert_eq!((author.name.as_str(), author.url.as_deref()), ("Ani & Budi", None));
        assert_eq!(author.avatar.as_deref(), Some("https://g.example/96"));
        assert_eq!(
            (entry.parent.as_deref(), entry.published.as_deref()),
            (Some("2"), Some("2026-03-01T09:00:00Z"))
        );
        assert_eq!(tried.read(&answer(200, r#"{"a":1}"#), &page(), &mut reading()), None);
    }

    #[test]
    fn a_comment_is_sent_once_and_refusals_are_understood() {
        let tried = source_of(CONFIG);
        let draft = Draft {
            text: "Halo".into(),
            name: "Ani".into(),
            email: "a@b.example".into(),
            parent: Some("3".into()),
            ..Draft::default()
        };
        let body = tried.posting(&page(), &draft).and_then(|r| r.body).expect("a body");
        assert_eq!(
            body,
            json!({"post":7,"content":"Halo","author_name":"Ani","author_email":"a@b.example","parent":3})
        );
        let posted =
            |status, text: &str| tried.posted(&answer(status, text), &draft, &mut reading());
        assert!(matches!(
            posted(201, r#"{"id":9,"status":"approved","content":{"rendered":"x"}}"#),
            Posted::Shown(_)
        ));
        assert!(matches!(
            posted(201, r#"{"id":9,"status":"hold","content":{"rendered":"x"}}"#),
            Posted::Held(_)
        ));
        assert_eq!(posted(409, r#"{"code":"comment_duplicate"}"#), Posted::Known);
        assert_eq!(
            posted(401, r#"{"code":"rest_comment_login_required"}"#),
            Posted::Refused(Refusal::SignIn)
        );
        assert_eq!(
            posted(400, r#"{"code":"x","message":"<b>Too</b> short"}"#),
            Posted::Refused(Refusal::Words("Too short".into()))
        );
        assert_eq!(posted(500, "null"), Posted::Refused(Refusal::Status(500)));
    }
}
