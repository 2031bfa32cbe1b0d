//! ActivityPub: the `replies` of a note or an article
//! (<https://www.w3.org/TR/activitystreams-vocabulary/#dfn-replies>). Shows the objects that a collection
//! contains. Objects that it only refers to are skipped: each would need a request to another server.

use super::{id_at, object_at, text_at};
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

const TYPE: &str = "application/activity+json";

/// The configuration of ActivityPub.
pub struct ActivityPub {
    object: Option<String>,
}

impl FromConfig for ActivityPub {
    const DESCRIPTOR: Descriptor =
        Descriptor { kind: "activitypub", label: "Fediverse", ..Descriptor::NATIVE };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { object: fields.url("thread", Purpose::Media) })
    }
}

impl ActivityPub {
    fn object(&self, article: &ArticleInfo) -> Option<String> {
        article.thread(Self::DESCRIPTOR.kind, &self.object).and_then(fields::web_url)
    }
}

impl Provider for ActivityPub {
    fn servers(&self, article: &ArticleInfo) -> Vec<String> {
        self.object(article).into_iter().collect()
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        self.object(article)
    }

    fn applies_to(&self, article: &ArticleInfo) -> bool {
        self.object(article).is_some()
    }
}

impl CommentApi for ActivityPub {
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request> {
        let url = next.map(String::from).or_else(|| self.object(article))?;
        Some(Request { accept: Some(TYPE), ..Request::get(url) })
    }

    fn read(
        &self,
        response: &Response,
        article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        let object = &self.object(article)?;
        let o = response.value.as_object()?;
        // The note itself, its collection, or a page of the collection.
        let collection = match o.get("replies") {
            Some(Value::Object(replies)) => replies,
            Some(other) => return page_with_next(other.as_str(), object, Vec::new()),
            None => o,
        };
        let part = match collection.get("first") {
            Some(Value::Object(first)) => first,
            Some(Value::String(first)) if !has_items(collection) => {
                return page_with_next(Some(first), object, Vec::new());
            }
            _ => collection,
        };
        let known = has_items(part) || part.contains_key("next") || o.contains_key("content");
        if !known && text_at(o, "type").is_none() {
            return None;
        }
        let mut comments = Vec::new();
        for key in ["items", "orderedItems"] {
            if let Some(list) = part.get(key) {
                comments
                    .extend(decoder.each(list, |decoder, value| comment(decoder, value, object)));
            }
        }
        // Each page of a collection must differ from the one before.
        let next = text_at(part, "next").filter(|next| response.cursor.as_deref() != Some(next));
        page_with_next(next, object, comments)
    }
}

fn has_items(object: &Map<String, Value>) -> bool {
    ["items", "orderedItems"].iter().any(|key| object.contains_key(*key))
}

/// Returns a page of comments. The URL of the next page must be on the server of the note.
fn page_with_next(next: Option<&str>, object: &str, comments: Vec<Comment>) -> Option<CommentPage> {
    let origin = fields::origin_of(object);
    let next = next.filter(|next| fields::origin_of(next) == origin).map(String::from);
    Some(CommentPage {
        is_partial: comments.is_empty() && next.is_some(),
        comments,
        next,
        ..CommentPage::default()
    })
}

fn comment(decoder: &mut Decoder, value: &Value, object: &str) -> Option<Comment> {
    let o = value.as_object()?;
    let by = o.get("attributedTo");
    let author = match by {
        Some(Value::Object(person)) => {
            let name = text_at(person, "name").or_else(|| text_at(person, "preferredUsername"));
            let icon = object_at(person, "icon");
            name.map(|name| Author {
                name: name.into(),
                url: decoder
                    .url_at(person, "url", Purpose::Link)
                    .or_else(|| decoder.url_at(person, "id", Purpose::Link)),
                avatar: icon.and_then(|icon| decoder.url_at(icon, "url", Purpose::Image)),
                ..Author::default()
            })
        }
        Some(Value::String(person)) => fields::web_url(person).map(|url| Author {
            name: handle(&url),
            url: Some(url),
            ..Author::default()
        }),
        _ => None,
    };
    let is_sensitive = o.get("sensitive") == Some(&Value::Bool(true));
    let attachments =
        o.get("attachment").map(|list| decoder.each(list, attachment)).unwrap_or_default();
    let cover = match text_at(o, "summary") {
        // The summary of an article is no warning.
        Some(warning) if is_sensitive => Some(Cover::Warning(super::text_of_html(warning))),
        None if is_sensitive && !attachments.is_empty() => Some(Cover::SensitiveMedia),
        None if is_sensitive => Some(Cover::Sensitive),
        _ => None,
    };
    let emojis = o.get("tag").map(|list| decoder.each(list, emoji)).unwrap_or_default();
    let poll = o.get("oneOf").or_else(|| o.get("anyOf")).and_then(Value::as_array);
    let likes = object_at(o, "likes").and_then(|likes| super::count_at(likes, "totalItems"));
    Some(Comment {
        id: id_at(o, "id")?,
        parent: id_at(o, "inReplyTo").filter(|parent| parent != object),
        author,
        published: text_at(o, "published").map(Into::into),
        text: CommentText::html(text_at(o, "content").unwrap_or_default()),
        likes,
        url: decoder
            .url_at(o, "url", Purpose::Link)
            .or_else(|| decoder.url_at(o, "id", Purpose::Link)),
        cover,
        attachments,
        poll: poll.into_iter().flatten().filter_map(poll_option).collect(),
        emojis,
        ..Comment::default()
    })
}

fn attachment(decoder: &mut Decoder, value: &Value) -> Option<Attachment> {
    let object = value.as_object()?;
    let url = decoder
        .url_at(object, "url", Purpose::Link)
        .or_else(|| decoder.url_at(object, "href", Purpose::Link))?;
    let is_picture = text_at(object, "type") == Some("Image")
        || text_at(object, "mediaType").is_some_and(|kind| kind.starts_with("image/"));
    let preview = is_picture.then(|| decoder.url_text(&url, Purpose::Image)).flatten();
    let text =
        text_at(object, "name").or_else(|| text_at(object, "summary")).unwrap_or_default().into();
    Some(Attachment { url, preview, text })
}

fn emoji(decoder: &mut Decoder, value: &Value) -> Option<Emoji> {
    let object = value.as_object().filter(|object| text_at(object, "type") == Some("Emoji"))?;
    let url = decoder.url_at(object_at(object, "icon")?, "url", Purpose::Image)?;
    let code = text_at(object, "name")?.trim_matches(':');
    Some(Emoji { code: [":", code, ":"].concat(), url })
}

fn poll_option(value: &Value) -> Option<(String, Option<u32>)> {
    let object = value.as_object()?;
    let votes =
        object_at(object, "replies").and_then(|replies| super::count_at(replies, "totalItems"));
    Some((text_at(object, "name")?.into(), votes))
}

/// Derives a handle from an actor's URL: `@ani@b.example`.
fn handle(actor: &str) -> String {
    let name = actor.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    ["@", name.trim_start_matches('@'), "@", fields::host_of(actor)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    const NOTE: &str = "https://f.example/notes/1";

    #[test]
    fn a_collection_is_followed_page_by_page_on_its_own_server() {
        let article = article_with("activitypub", NOTE);
        let api = comment_api_of(r#"{"type":"activitypub"}"#);
        assert_eq!(
            api.request(&article, None).and_then(|r| r.accept),
            Some("application/activity+json")
        );
        let page = read_page(&*api, &article, r#"{"type":"Note","replies":{"type":"Collection","first":"https://f.example/notes/1/replies?page=1"}}"#).expect("a page");
        assert_eq!(
            (page.is_partial, page.next.as_deref()),
            (true, Some("https://f.example/notes/1/replies?page=1"))
        );
        let page = read_page(&*api, &article, r#"{"type":"CollectionPage","next":"https://elsewhere.example/2","items":[
            "https://far.example/notes/9",
            {"id":"https://g.example/n/2","type":"Note","inReplyTo":"https://f.example/notes/1","attributedTo":"https://g.example/users/ani","content":"<p>x</p>","published":"2026-03-01T09:00:00Z"},
            {"id":"https://g.example/n/3","inReplyTo":"https://g.example/n/2","attributedTo":{"name":"Budi","url":"javascript:x"}}]}"#).expect("a page");
        assert_eq!((page.is_partial, page.next), (false, None));
        let all: Vec<_> = page
            .comments
            .iter()
            .map(|e| (e.parent.as_deref(), e.author.as_ref().map(|a| a.name.as_str())))
            .collect();
        assert_eq!(
            all,
            [(None, Some("@ani@g.example")), (Some("https://g.example/n/2"), Some("Budi"))]
        );
    }

    #[test]
    fn a_note_without_replies_is_an_empty_discussion_and_anything_else_is_none() {
        let article = article_with("activitypub", NOTE);
        let api = comment_api_of(r#"{"type":"activitypub"}"#);
        assert_eq!(
            read_page(&*api, &article, r#"{"type":"Note","content":"x"}"#)
                .map(|b| b.comments.len()),
            Some(0)
        );
        assert_eq!(read_page(&*api, &article, r#"{"error":"x"}"#), None);
        assert_eq!(read_page(&*api, &article, "[1]"), None);
    }

    #[test]
    fn warnings_media_polls_and_emojis_of_a_note_are_read() {
        let article = article_with("activitypub", NOTE);
        let api = comment_api_of(r#"{"type":"activitypub"}"#);
        let page = read_page(&*api, &article, r#"{"type":"Collection","items":[
            {"id":"https://g.example/1","summary":"Bocoran","sensitive":true,"content":"x"},
            {"id":"https://g.example/2","summary":"Ringkasan","sensitive":false,"content":"x :a:",
             "attachment":[{"type":"Document","mediaType":"image/png","url":"https://g.example/p.png","name":"Perahu"},{"type":"Document","mediaType":"video/mp4","url":"https://g.example/v.mp4"}],
             "tag":[{"type":"Emoji","name":":a:","icon":{"url":"https://g.example/a.png"}},{"type":"Mention","name":"@b"}]},
            {"id":"https://g.example/3","type":"Question","oneOf":[{"name":"Ya","replies":{"totalItems":2}}],"sensitive":true,"content":"x"}]}"#).expect("a page");
        let [warned, media, poll] = page.comments.as_slice() else { panic!() };
        assert_eq!(warned.cover, Some(Cover::Warning("Bocoran".into())));
        assert_eq!((&media.cover, media.emojis.len()), (&None, 1));
        let previews: Vec<_> = media.attachments.iter().map(|one| one.preview.as_deref()).collect();
        assert_eq!(previews, [Some("https://g.example/p.png"), None]);
        assert_eq!(poll.poll, [("Ya".into(), Some(2))]);
        assert_eq!(poll.cover, Some(Cover::Sensitive));
    }
}
