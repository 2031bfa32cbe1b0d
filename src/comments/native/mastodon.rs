//! Mastodon: the replies to a post (<https://docs.joinmastodon.org/methods/statuses/#context>). Readers reply
//! on their own server, through the link of each comment. Warnings of authors cover their posts until the reader
//! opens them; media, polls and custom emojis are shown.

use super::{count_at, id_at, object_at, text_at};
use super::{CommentApi, CommentPage};
use crate::comments::fields;
use crate::comments::fields::Fields;
use crate::comments::model::{Attachment, Author, Comment, CommentText, Cover, Emoji};
use crate::comments::provider::{Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// The configuration of Mastodon.
pub struct Mastodon {
    status: Option<String>,
}

impl FromConfig for Mastodon {
    const DESCRIPTOR: Descriptor =
        Descriptor { kind: "mastodon", label: "Mastodon", ..Descriptor::NATIVE };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        let status = fields.url("thread", Purpose::Link);
        if status.as_deref().is_some_and(|status| parse_post_url(status).is_none()) {
            return fields.reject("thread", "not the address of a post of Mastodon");
        }
        Some(Self { status })
    }
}

/// Returns origin and id of a post: `https://host/@name/123` or `https://host/users/name/statuses/123`.
fn parse_post_url(status: &str) -> Option<(&str, &str)> {
    let origin = fields::origin_of(status);
    let path = status.get(origin.len()..)?.split(['?', '#']).next()?.trim_end_matches('/');
    let (parent, number) = path.rsplit_once('/')?;
    let is_post = parent.starts_with("/@") || parent.ends_with("/statuses");
    (is_post && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some((origin, number))
}

impl Mastodon {
    fn status(&self, article: &ArticleInfo) -> Option<String> {
        let embedded = || article.comments.as_ref()?.url.as_deref();
        let named = [article.thread(Self::DESCRIPTOR.kind, &self.status), embedded()];
        let urls = named.into_iter().flatten().filter_map(fields::web_url);
        urls.into_iter().find(|status| parse_post_url(status).is_some())
    }
}

impl Provider for Mastodon {
    fn servers(&self, article: &ArticleInfo) -> Vec<String> {
        self.status(article).into_iter().collect()
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        self.status(article)
    }

    fn applies_to(&self, article: &ArticleInfo) -> bool {
        self.status(article).is_some()
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        // The member `replies_count` of a post counts only the replies to itself.
        self.request(article, None)
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        let list = response.value.get("descendants")?.as_array()?;
        let posts = list.iter().filter(|value| value.get("id").is_some());
        posts.count().try_into().ok()
    }
}

impl CommentApi for Mastodon {
    fn request(&self, article: &ArticleInfo, _next: Option<&str>) -> Option<Request> {
        let status = self.status(article)?;
        let (origin, number) = parse_post_url(&status)?;
        Some(Request::get([origin, "/api/v1/statuses/", number, "/context"].concat()))
    }

    fn read(
        &self,
        response: &Response,
        article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        let status = self.status(article)?;
        let (_, root) = parse_post_url(&status)?;
        let list = response.value.get("descendants")?;
        list.as_array()?;
        let mut comments = decoder.each(list, comment);
        for comment in &mut comments {
            // A reply to the post itself starts a conversation.
            comment.parent = comment.parent.take().filter(|parent| parent != root);
        }
        Some(CommentPage { comments, ..CommentPage::default() })
    }
}

fn comment(decoder: &mut Decoder, value: &Value) -> Option<Comment> {
    let object = value.as_object()?;
    let account = object_at(object, "account");
    let author = account.and_then(|account| {
        let emojis = emojis(account, decoder);
        let full_name = text_at(account, "display_name");
        let name = full_name.map(|name| without_emojis(name, account));
        let name = name.filter(|name| !name.is_empty());
        let handle = text_at(account, "acct").map(|acct| ["@", acct].concat());
        Some(Author {
            name: name.or(handle)?,
            url: decoder.url_at(account, "url", Purpose::Link),
            avatar: decoder.url_at(account, "avatar_static", Purpose::Image),
            styled_name: full_name.filter(|_| !emojis.is_empty()).map(|name| (name.into(), emojis)),
        })
    });
    let is_sensitive = object.get("sensitive") == Some(&Value::Bool(true));
    let media = object.get("media_attachments").map(|list| decoder.each(list, attachment));
    let mut attachments = media.unwrap_or_default();
    let cover = match text_at(object, "spoiler_text") {
        Some(warning) => Some(Cover::Warning(warning.into())),
        None if is_sensitive && !attachments.is_empty() => Some(Cover::SensitiveMedia),
        None => None,
    };
    // The preview of a link that is also in the text, or a quoted post, which is not.
    let linked = [object_at(object, "card"), object.get("quote").and_then(quoted)];
    for linked in linked.into_iter().flatten() {
        let url = decoder.url_at(linked, "url", Purpose::Link);
        let text = text_at(linked, "title").unwrap_or_default().into();
        attachments.extend(url.map(|url| Attachment { url, text, preview: None }));
    }
    Some(Comment {
        id: id_at(object, "id")?,
        parent: id_at(object, "in_reply_to_id"),
        author,
        published: text_at(object, "created_at").map(Into::into),
        text: CommentText::html(text_at(object, "content").unwrap_or_default()),
        likes: count_at(object, "favourites_count"),
        url: decoder
            .url_at(object, "url", Purpose::Link)
            .or_else(|| decoder.url_at(object, "uri", Purpose::Link)),
        cover,
        attachments,
        poll: object_at(object, "poll").map(poll).unwrap_or_default(),
        emojis: emojis(object, decoder),
        ..Comment::default()
    })
}

/// Returns the status that another one quotes.
fn quoted(quote: &Value) -> Option<&Map<String, Value>> {
    quote.get("quoted_status")?.as_object()
}

fn attachment(decoder: &mut Decoder, value: &Value) -> Option<Attachment> {
    let object = value.as_object()?;
    let url = decoder
        .url_at(object, "url", Purpose::Link)
        .or_else(|| decoder.url_at(object, "remote_url", Purpose::Link));
    let is_sound = text_at(object, "type") == Some("audio");
    Some(Attachment {
        url: url?,
        // The preview of a recording is the avatar of its author.
        preview: decoder.url_at(object, "preview_url", Purpose::Image).filter(|_| !is_sound),
        text: text_at(object, "description").unwrap_or_default().into(),
    })
}

fn poll(object: &Map<String, Value>) -> Vec<(String, Option<u32>)> {
    let options = object.get("options").and_then(Value::as_array).into_iter().flatten();
    let option = |value: &Value| {
        let object = value.as_object()?;
        Some((text_at(object, "title")?.to_string(), count_at(object, "votes_count")))
    };
    options.filter_map(option).collect()
}

/// Maximum number of custom emojis of a name or a text.
const MAX_EMOJIS: usize = 32;

/// Returns the custom emojis of an account or a post.
fn emojis(object: &Map<String, Value>, decoder: &mut Decoder) -> Vec<Emoji> {
    let list = object.get("emojis").and_then(Value::as_array).into_iter().flatten();
    let emoji = |value: &Value| {
        let object = value.as_object()?;
        let code = [":", text_at(object, "shortcode")?, ":"].concat();
        // A still picture: moving ones distract.
        let url = decoder.url_at(object, "static_url", Purpose::Image);
        Some(Emoji { code, url: url.or_else(|| decoder.url_at(object, "url", Purpose::Image))? })
    };
    list.take(MAX_EMOJIS).filter_map(emoji).collect()
}

/// Removes the `:codes:` of custom emojis.
fn without_emojis(name: &str, account: &Map<String, Value>) -> String {
    let mut name = name.to_string();
    let emojis = account.get("emojis").and_then(Value::as_array).into_iter().flatten();
    for emoji in emojis.take(MAX_EMOJIS) {
        if let Some(code) = emoji.get("shortcode").and_then(Value::as_str) {
            name = name.replace(&[":", code, ":"].concat(), "");
        }
    }
    name.trim().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    #[test]
    fn a_post_is_known_by_its_address() {
        for good in [
            "https://a.example/@ani/123",
            "https://a.example/users/ani/statuses/123/",
            "https://a.example/@ani@b.example/123?x",
        ] {
            assert_eq!(parse_post_url(good), Some(("https://a.example", "123")), "{good}");
        }
        for bad in
            ["https://a.example/123", "https://a.example/@ani", "https://a.example/@ani/12x", ""]
        {
            assert_eq!(parse_post_url(bad), None, "{bad}");
        }
    }

    #[test]
    fn answers_make_a_discussion_of_the_post() {
        let article = article_with("mastodon", "https://m.example/@warta/100");
        let api = comment_api_of(r#"{"type":"mastodon"}"#);
        assert_eq!(
            api.request(&article, None).map(|r| r.url).as_deref(),
            Some("https://m.example/api/v1/statuses/100/context")
        );
        assert_eq!(api.request(&crate::comments::native::support::article(), None), None);
        for bad in
            ["javascript://m.example/@warta/100", "https://a@m.example/@warta/100", "/@warta/100"]
        {
            let article = article_with("mastodon", bad);
            let provider = provider(r#"{"type":"mastodon"}"#);
            assert!(
                !provider.provider.applies_to(&article) && provider.link(&article).is_none(),
                "{bad}"
            );
        }
        let disguised = article_with("mastodon", "https://evil.example\\@m.example/@warta/100");
        assert_eq!(provider(r#"{"type":"mastodon"}"#).hosts(&disguised), ["evil.example"]);
        let page = read_page(&*api, &article, r#"{"ancestors":[],"descendants":[
            {"id":"101","in_reply_to_id":"100","created_at":"2026-03-01T09:00:00.000Z","content":"<p>Halo</p>","favourites_count":3,"url":"https://m.example/@ani/101",
             "account":{"display_name":"Ani :ombak:","acct":"ani@b.example","url":"https://b.example/@ani","avatar_static":"https://b.example/a.png","emojis":[{"shortcode":"ombak"}]}},
            {"id":"102","in_reply_to_id":"101","content":"x","account":{"display_name":"","acct":"budi"}}]}"#).expect("a page");
        let all: Vec<_> = page
            .comments
            .iter()
            .map(|e| (e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str()), e.likes))
            .collect();
        assert_eq!(all, [(None, Some("Ani"), Some(3)), (Some("101"), Some("@budi"), None)]);
    }

    #[test]
    fn warnings_cover_posts_and_media_polls_and_emojis_are_read() {
        let article = article_with("mastodon", "https://m.example/@warta/100");
        let api = comment_api_of(r#"{"type":"mastodon"}"#);
        let text = r#"{"descendants":[
            {"id":"1","spoiler_text":"Bocoran","sensitive":true,"content":"<p>x :ombak:</p>",
             "emojis":[{"shortcode":"ombak","url":"https://m.example/o.gif","static_url":"https://m.example/o.png"},{"shortcode":"x","url":"javascript:x"}],
             "account":{"display_name":"Ani :ombak: Z","acct":"ani","emojis":[{"shortcode":"ombak","url":"https://m.example/o.png"}]}},
            {"id":"2","sensitive":true,"content":"x","media_attachments":[
              {"type":"image","url":"https://f.example/1.png","preview_url":"https://f.example/s/1.png","description":"Perahu"},
              {"type":"audio","url":"https://f.example/2.mp3","preview_url":"https://f.example/a.png","description":null},
              {"type":"unknown","url":null,"remote_url":"https://r.example/3","preview_url":null}, {"url":"javascript:x"}, 7]},
            {"id":"3","sensitive":true,"content":"x","poll":{"options":[{"title":"Ya","votes_count":3},{"title":"Tidak","votes_count":null},{}]},
             "card":{"url":"https://e.example/","title":"Berita"},"quote":{"quoted_status":{"url":"https://m.example/@budi/9"}}},
            {"id":"4","content":"x","spoiler_text":"  "}]}"#;
        let page = read_page(&*api, &article, text).expect("a page");
        let [warned, media, poll, plain] = page.comments.as_slice() else { panic!() };
        assert_eq!(warned.cover, Some(Cover::Warning("Bocoran".into())));
        let ombak = Emoji { code: ":ombak:".into(), url: "https://m.example/o.png".into() };
        assert_eq!(warned.emojis, std::slice::from_ref(&ombak));
        let author = warned.author.as_ref().expect("an author");
        assert_eq!(author.styled_name, Some(("Ani :ombak: Z".into(), vec![ombak])));
        assert_eq!(media.cover, Some(Cover::SensitiveMedia));
        let files: Vec<_> = media
            .attachments
            .iter()
            .map(|one| (one.url.as_str(), one.preview.as_deref(), one.text.as_str()))
            .collect();
        assert_eq!(
            files,
            [
                ("https://f.example/1.png", Some("https://f.example/s/1.png"), "Perahu"),
                ("https://f.example/2.mp3", None, ""),
                ("https://r.example/3", None, ""),
            ]
        );
        assert_eq!((&poll.cover, &plain.cover), (&None, &None));
        assert_eq!(poll.poll, [("Ya".into(), Some(3)), ("Tidak".into(), None)]);
        let links: Vec<_> = poll.attachments.iter().map(|one| one.url.as_str()).collect();
        assert_eq!(links, ["https://e.example/", "https://m.example/@budi/9"]);
        let count =
            provider(r#"{"type":"mastodon"}"#).provider.read_count(&response(200, text), &article);
        assert_eq!(count, Some(4));
    }
}
