//! Providers that Baca renders itself, from JSON. Each builds requests and reads responses, without access to
//! the browser.
//!
//! - [`CommentApi`]: what a provider implements; [`CommentPage`], [`Form`], [`Draft`], [`PostResult`]: its data.
//! - [`embedded`]: comments in the article's own data.
//! - [`wordpress`], [`isso`], [`cusdis`], [`mastodon`], [`bluesky`], [`activitypub`]: the other providers.

pub mod activitypub;
pub mod bluesky;
pub mod cusdis;
pub mod embedded;
pub mod isso;
pub mod mastodon;
pub mod wordpress;

use super::model::{Author, Comment};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// One page of a discussion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentPage {
    /// The comments of the page.
    pub comments: Vec<Comment>,
    /// Where the next page is, to be passed to [`CommentApi::request`].
    pub next: Option<String>,
    /// Whether the next page is requested before anything is shown.
    pub is_partial: bool,
    /// Total number of comments, if the server reports it.
    pub total: Option<u32>,
    /// Fields of a new comment, if the server reports them.
    pub form: Option<Form>,
}

/// Fields of a new comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// Whether a name is required.
    pub needs_name: bool,
    /// Whether an e-mail address is required.
    pub needs_email: bool,
    /// Whether there is a field for a web site.
    pub has_website: bool,
    /// Whether the server knows the author, so that only the text has a field.
    pub is_member: bool,
}

/// A comment that has not been sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Text.
    pub text: String,
    /// Name of the author.
    pub name: String,
    /// E-mail address of the author. Never shown.
    pub email: String,
    /// Web site of the author.
    pub website: String,
    /// Id of the comment that it answers.
    pub parent: Option<String>,
}

/// Result of a post.
#[derive(Debug, Clone, PartialEq)]
pub enum PostResult {
    /// The comment is published.
    Shown(Box<Comment>),
    /// The comment is held for moderation.
    Held(Box<Comment>),
    /// The server already had the comment.
    Known,
    /// The server refused the comment.
    Refused(Refusal),
}

/// Why a comment was refused, if the reader can do something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The reader has to sign in on the provider's page.
    SignIn,
    /// The discussion is closed.
    Closed,
    /// The reader posts too often.
    TooFast,
    /// The message of the server.
    Message(String),
    /// Only an HTTP status.
    Status(u16),
}

/// The API of a comment server.
pub trait CommentApi {
    /// Builds the request for a page of the discussion: the first one, or the one that
    /// [`CommentPage::next`] names. Returns `None` if there is nothing to request.
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request>;

    /// Reads the response to [`CommentApi::request`]. Returns `None` if it has another format.
    fn read(
        &self,
        response: &Response,
        article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage>;

    /// Returns comments that need no request.
    fn embedded(&self, _article: &ArticleInfo) -> Option<CommentPage> {
        None
    }

    /// Returns the fields of a new comment; `None` if comments cannot be posted here.
    fn form(&self, _article: &ArticleInfo) -> Option<Form> {
        None
    }

    /// Builds the request that posts a comment.
    fn build_post(&self, _article: &ArticleInfo, _draft: &Draft) -> Option<Request> {
        None
    }

    /// Reads the response to [`CommentApi::build_post`].
    fn parse_post(&self, response: &Response, _draft: &Draft, _r: &mut Decoder) -> PostResult {
        PostResult::Refused(Refusal::Status(response.status))
    }

    /// Builds the request used to check whether a post that got no response arrived. Returns `None` if the
    /// server itself refuses duplicates.
    fn build_recheck(&self, _article: &ArticleInfo, _draft: &Draft) -> Option<Request> {
        None
    }
}

/// Returns the object `key`.
fn object_at<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v Map<String, Value>> {
    object.get(key).and_then(Value::as_object)
}

/// Returns the string `key`, if it is not blank.
fn text_at<'v>(object: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// Returns the id `key`: a string or an unsigned integer.
fn id_at(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        _ => None,
    }
}

/// Returns the number `key` of likes or comments.
fn count_at(object: &Map<String, Value>, key: &str) -> Option<u32> {
    object.get(key).and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok())
}

/// Returns the author whose name, URL and avatar have these keys.
fn author_at(
    object: &Map<String, Value>,
    decoder: &mut Decoder,
    [name, url, avatar]: [&str; 3],
) -> Option<Author> {
    Some(Author {
        name: text_at(object, name)?.trim().into(),
        url: decoder.url_at(object, url, Purpose::Link),
        avatar: decoder.url_at(object, avatar, Purpose::Image),
        ..Author::default()
    })
}

/// Decodes HTML entities, which WordPress writes into names.
fn decode_entities(text: &str) -> String {
    if text.contains('&') {
        text_of_html(text)
    } else {
        text.into()
    }
}

/// Returns the text of HTML.
fn text_of_html(html: &str) -> String {
    crate::comments::html_text::text_of(&html.into())
}

/// Returns the server's message: the member `message`, or the response itself if it is text.
fn server_message(response: &Response) -> Option<String> {
    let message = match &response.value {
        Value::String(text) => text.as_str(),
        value => value.get("message").and_then(Value::as_str)?,
    };
    let message = text_of_html(message);
    let message = message.trim();
    // A longer text is likely the error page of a proxy.
    (!message.is_empty() && message.len() < 300).then(|| message.into())
}

/// Maps the HTTP statuses that mean the same on every server.
fn refusal_of(response: &Response) -> Refusal {
    match response.status {
        401 => Refusal::SignIn,
        429 => Refusal::TooFast,
        400..=499 => {
            server_message(response).map_or(Refusal::Status(response.status), Refusal::Message)
        }
        status => Refusal::Status(status),
    }
}

#[cfg(test)]
mod support {
    //! Fixtures of the tests of all providers.
    use super::*;

    pub fn article() -> ArticleInfo {
        ArticleInfo {
            url: "https://warta.example/2026/03/dermaga".into(),
            title: "Dermaga".into(),
            id: Some("7".into()),
            lang: "id".into(),
            ..ArticleInfo::default()
        }
    }

    pub fn article_with(kind: &str, thread: &str) -> ArticleInfo {
        let comments = crate::panels::embedded::EmbeddedDiscussion {
            threads: vec![(kind.into(), thread.into())],
            ..Default::default()
        };
        ArticleInfo { comments: Some(std::rc::Rc::new(comments)), ..article() }
    }

    pub fn provider(text: &str) -> crate::comments::provider::ConfiguredProvider {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut r = Decoder::new("https://warta.example/config.json");
        let provider = crate::comments::registry::read_provider(&value, &mut r);
        assert_eq!(r.problems(), []);
        provider.expect("a provider")
    }

    pub fn comment_api_of(text: &str) -> std::rc::Rc<dyn CommentApi> {
        let value: Value = serde_json::from_str(text).expect("JSON");
        let mut r = Decoder::new("https://warta.example/config.json");
        crate::comments::registry::comment_api_of(value.as_object().expect("an object"), &mut r)
            .expect("an API")
    }

    pub fn response(status: u16, text: &str) -> Response {
        Response { status, value: serde_json::from_str(text).expect("JSON"), ..Response::default() }
    }

    pub fn decoder() -> Decoder {
        Decoder::new("https://server.example/api")
    }

    pub fn read_page(
        source: &dyn CommentApi,
        article: &ArticleInfo,
        text: &str,
    ) -> Option<CommentPage> {
        source.read(&response(200, text), article, &mut decoder())
    }
}
