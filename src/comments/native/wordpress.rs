//! WordPress: `/wp/v2/comments` (<https://developer.wordpress.org/rest-api/reference/comments/>). The API
//! does not report whether comments without an account are allowed. The site sets `anonymous` for that, and
//! its filter `rest_allow_anonymous_comments` must agree. For a person who is signed in, the site sets `nonce`.

use super::{author_at, count_at, decode_entities, id_at, object_at, refusal_of, text_at};
use super::{CommentApi, CommentPage, Draft, Form, PostResult, Refusal};
use crate::comments::fields::{with_query, Fields};
use crate::comments::model::{Comment, CommentText};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_model::CommentState;
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{json, Value};

/// Comments in a response: the maximum of WordPress.
const PAGE_SIZE: &str = "100";
/// Header of a response: the number of pages.
const PAGES: &str = "X-WP-TotalPages";
/// Header of a response: the number of comments.
const TOTAL: &str = "X-WP-Total";
/// Header of a request: the nonce of a person who is signed in.
const NONCE: &str = "x-wp-nonce";

/// The configuration of WordPress.
pub struct WordPress {
    /// URL of the API up to `…/wp/v2/` or `…?rest_route=/wp/v2/`.
    api: String,
    post: Option<String>,
    anonymous: bool,
    needs_author: bool,
    nonce: Option<String>,
}

impl FromConfig for WordPress {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "wordpress",
        label: "WordPress",
        anchor: "comments",
        permalink: PermalinkScheme::Number("comment-"),
        ..Descriptor::NATIVE
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        fields.required("url")?;
        Some(Self {
            api: api_of(&fields.url("url", Purpose::Media)?),
            post: fields.text("thread"),
            anonymous: fields.flag("anonymous", false),
            needs_author: fields.flag("requireNameEmail", true),
            nonce: fields.text("nonce"),
        })
    }
}

/// Returns the URL of the API, from the URL of the site, of its `wp-json`, or of the API.
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
    /// Returns the id of the post: the configured one, otherwise the article's own.
    fn post<'p>(&'p self, article: &'p ArticleInfo) -> Option<&'p str> {
        let named = article.thread(Self::DESCRIPTOR.kind, &self.post).or(article.id.as_deref());
        named.filter(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
    }

    fn comments_url(&self) -> String {
        [&self.api, "comments"].concat()
    }
}

impl Provider for WordPress {
    fn server_url(&self) -> &str {
        &self.api
    }

    fn applies_to(&self, article: &ArticleInfo) -> bool {
        self.post(article).is_some()
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        let query = [("post", self.post(article)?), ("per_page", "1"), ("_fields", "id")];
        let request = Request::get(with_query(&self.comments_url(), &query));
        Some(Request { read_headers: &[TOTAL], ..request })
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        response.number_in(TOTAL)
    }
}

impl CommentApi for WordPress {
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request> {
        let query = [
            ("post", self.post(article)?),
            ("per_page", PAGE_SIZE),
            ("order", "asc"),
            ("orderby", "date_gmt"),
            ("page", next.unwrap_or("1")),
        ];
        let request = Request::get(with_query(&self.comments_url(), &query));
        Some(Request { read_headers: &[PAGES, TOTAL], ..request })
    }

    fn read(
        &self,
        response: &Response,
        _article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        response.value.as_array()?;
        let comments = decoder.each(&response.value, comment);
        let requested: u32 =
            response.cursor.as_deref().and_then(|number| number.parse().ok()).unwrap_or(1);
        let more = requested < response.number_in(PAGES).unwrap_or(1);
        let next = more.then(|| requested.saturating_add(1).to_string());
        Some(CommentPage {
            comments,
            next,
            total: response.number_in(TOTAL),
            ..CommentPage::default()
        })
    }

    fn form(&self, article: &ArticleInfo) -> Option<Form> {
        let closed = article.comments.as_ref().is_some_and(|c| c.open == Some(false));
        let form = Form {
            needs_name: self.needs_author,
            needs_email: self.needs_author,
            has_website: true,
            is_member: false,
        };
        let form =
            self.nonce.as_ref().map_or(form, |_| Form { is_member: true, ..Form::default() });
        ((self.anonymous || form.is_member) && !closed).then_some(form)
    }

    fn build_post(&self, article: &ArticleInfo, draft: &Draft) -> Option<Request> {
        let number = |text: &str| text.parse::<u64>().ok();
        let mut body = json!({"post": number(self.post(article)?)?, "content": draft.text});
        let mut insert = |key: &str, value: Value| {
            if let Some(body) = body.as_object_mut() {
                body.insert(key.into(), value);
            }
        };
        // The server knows the name and the address of a member.
        if self.nonce.is_none() {
            insert("author_name", draft.name.clone().into());
            insert("author_email", draft.email.clone().into());
            if !draft.website.is_empty() {
                insert("author_url", draft.website.clone().into());
            }
        }
        if let Some(parent) = draft.parent.as_deref().and_then(number) {
            insert("parent", parent.into());
        }
        let request = Request::post(self.comments_url(), body);
        let credential = self.nonce.clone().map(|nonce| (NONCE, nonce));
        Some(Request { credential, ..request })
    }

    fn parse_post(&self, response: &Response, _draft: &Draft, decoder: &mut Decoder) -> PostResult {
        let code = response.value.get("code").and_then(Value::as_str).unwrap_or_default();
        match (response.status, comment(decoder, &response.value)) {
            (200..=299, Some(comment)) if comment.state == CommentState::Held => {
                PostResult::Held(comment.into())
            }
            (200..=299, Some(comment)) => PostResult::Shown(comment.into()),
            _ if code == "comment_duplicate" => PostResult::Known,
            _ => PostResult::Refused(match code {
                "rest_comment_login_required" | "rest_forbidden" | "rest_cookie_invalid_nonce" => {
                    Refusal::SignIn
                }
                "rest_comment_closed" => Refusal::Closed,
                "comment_flood" => Refusal::TooFast,
                _ => refusal_of(response),
            }),
        }
    }
}

fn comment(decoder: &mut Decoder, value: &Value) -> Option<Comment> {
    let object = value.as_object()?;
    // A link from another site is not a comment.
    if matches!(text_at(object, "type"), Some("pingback" | "trackback")) {
        return None;
    }
    let avatar = object_at(object, "author_avatar_urls").and_then(|sizes| {
        // The largest: it is shown at 40 CSS pixels, on screens of up to three device pixels each.
        sizes.values().next_back().and_then(|url| decoder.url(url, Purpose::Image))
    });
    let mut author = author_at(object, decoder, ["author_name", "author_url", ""]);
    if let Some(author) = &mut author {
        author.name = decode_entities(&author.name);
        author.avatar = avatar;
    }
    let content = object_at(object, "content").and_then(|content| text_at(content, "rendered"));
    Some(Comment {
        id: id_at(object, "id")?,
        parent: id_at(object, "parent").filter(|parent| parent != "0"),
        author,
        published: text_at(object, "date_gmt")
            .map(|date| [date.trim_end_matches('Z'), "Z"].concat()),
        text: CommentText::html(content.unwrap_or_default()),
        likes: count_at(object, "likes"),
        url: decoder.url_at(object, "link", Purpose::Link),
        state: match text_at(object, "status") {
            Some("hold" | "0") => CommentState::Held,
            Some("trash" | "spam") => CommentState::Removed,
            _ => CommentState::Shown,
        },
        ..Comment::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

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
        let api = comment_api_of(CONFIG);
        let request = api.request(&article(), None).expect("a request");
        assert!(request
            .url
            .starts_with("https://cms.example/wp-json/wp/v2/comments?post=7&per_page=100"));
        let mut first = response(
            200,
            r#"[
            {"id":3,"parent":2,"author_name":"Ani &amp; Budi","author_url":"javascript:x","author_avatar_urls":{"24":"https://g.example/24","96":"https://g.example/96"},
             "date_gmt":"2026-03-01T09:00:00","content":{"rendered":"<p>Ya</p>"},"link":"https://a.example/#comment-3","status":"approved","type":"comment"},
            {"id":4,"parent":0,"type":"pingback","content":{"rendered":"x"}}, 7]"#,
        );
        first.headers = vec![(PAGES, "3".into()), (TOTAL, "201".into())];
        let page = api.read(&first, &article(), &mut decoder()).expect("a page");
        assert_eq!((page.next.as_deref(), page.total), (Some("2"), Some(201)));
        first.cursor = Some("3".into());
        assert_eq!(api.read(&first, &article(), &mut decoder()).and_then(|page| page.next), None);
        let [comment] = page.comments.as_slice() else { panic!("{:?}", page.comments) };
        let author = comment.author.as_ref().expect("an author");
        assert_eq!((author.name.as_str(), author.url.as_deref()), ("Ani & Budi", None));
        assert_eq!(author.avatar.as_deref(), Some("https://g.example/96"));
        assert_eq!(
            (comment.parent.as_deref(), comment.published.as_deref()),
            (Some("2"), Some("2026-03-01T09:00:00Z"))
        );
        assert_eq!(api.read(&response(200, r#"{"a":1}"#), &article(), &mut decoder()), None);
    }

    #[test]
    fn a_member_sends_only_the_text_and_a_guest_as_much_as_the_site_requires() {
        let config =
            |more: &str| format!(r#"{{"type":"wordpress","url":"https://a.example"{more}}}"#);
        let api = comment_api_of(&config(r#","nonce":"1f2e""#));
        let form = api.form(&article()).expect("a form");
        assert_eq!(form, Form { is_member: true, ..Form::default() });
        let draft = Draft { text: "Halo".into(), name: "Ani".into(), ..Draft::default() };
        let request = api.build_post(&article(), &draft).expect("a request");
        assert_eq!(request.credential, Some((NONCE, "1f2e".into())));
        assert_eq!(request.body, Some(json!({"post":7,"content":"Halo"})));
        assert_eq!(api.request(&article(), None).and_then(|request| request.credential), None);
        let stale = response(403, r#"{"code":"rest_cookie_invalid_nonce"}"#);
        let result = api.parse_post(&stale, &draft, &mut decoder());
        assert_eq!(result, PostResult::Refused(Refusal::SignIn));
        assert_eq!(comment_api_of(&config("")).form(&article()), None);
        let guest = config(r#","anonymous":true,"requireNameEmail":false"#);
        let form = comment_api_of(&guest).form(&article()).expect("a form");
        assert!(!form.needs_name && !form.needs_email && form.has_website && !form.is_member);
    }

    #[test]
    fn a_comment_is_sent_once_and_refusals_are_understood() {
        let api = comment_api_of(CONFIG);
        let draft = Draft {
            text: "Halo".into(),
            name: "Ani".into(),
            email: "a@b.example".into(),
            parent: Some("3".into()),
            ..Draft::default()
        };
        let body = api.build_post(&article(), &draft).and_then(|r| r.body).expect("a body");
        assert_eq!(
            body,
            json!({"post":7,"content":"Halo","author_name":"Ani","author_email":"a@b.example","parent":3})
        );
        let result =
            |status, text: &str| api.parse_post(&response(status, text), &draft, &mut decoder());
        assert!(matches!(
            result(201, r#"{"id":9,"status":"approved","content":{"rendered":"x"}}"#),
            PostResult::Shown(_)
        ));
        assert!(matches!(
            result(201, r#"{"id":9,"status":"hold","content":{"rendered":"x"}}"#),
            PostResult::Held(_)
        ));
        assert_eq!(result(409, r#"{"code":"comment_duplicate"}"#), PostResult::Known);
        assert_eq!(
            result(401, r#"{"code":"rest_comment_login_required"}"#),
            PostResult::Refused(Refusal::SignIn)
        );
        assert_eq!(
            result(400, r#"{"code":"x","message":"<b>Too</b> short"}"#),
            PostResult::Refused(Refusal::Message("Too short".into()))
        );
        assert_eq!(result(500, "null"), PostResult::Refused(Refusal::Status(500)));
    }
}
