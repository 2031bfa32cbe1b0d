//! Bluesky: the replies to a post (<https://docs.bsky.app/docs/api/app-bsky-feed-get-post-thread>). Links are
//! given as byte ranges of the text (<https://docs.bsky.app/docs/advanced-guides/post-richtext>). Labels of authors
//! and moderators are honoured as for a reader who has not signed in
//! (<https://docs.bsky.app/docs/advanced-guides/moderation>).

use super::{count_at, object_at, text_at};
use super::{CommentApi, CommentPage};
use crate::comments::fields;
use crate::comments::fields::{with_query, Fields};
use crate::comments::model::{Attachment, Author, Comment, CommentText, Cover};
use crate::comments::provider::{Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::web::http::{Request, Response};
use baca_model::CommentState;
use baca_sys::url::Purpose;
use baca_wire::comment_markup::{element, Fragment};
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// Requested depth of replies.
const DEPTH: &str = "50";

/// Labels of posts that are not for readers who have not signed in, or are for adults.
const WITHHELD: [&str; 10] = [
    "!hide",
    "!takedown",
    "!suspend",
    NO_UNAUTHENTICATED,
    "porn",
    "sexual",
    "nudity",
    "graphic-media",
    "gore",
    "nsfl",
];
/// Label of authors whose posts are only for readers who have signed in.
const NO_UNAUTHENTICATED: &str = "!no-unauthenticated";
/// Labels that say nothing about the content. Any other label covers it until the reader opens it.
const HARMLESS: [&str; 2] = ["!no-promote", "bot"];

/// The configuration of Bluesky.
pub struct Bluesky {
    post: Option<String>,
    api: String,
}

impl FromConfig for Bluesky {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "bluesky",
        label: "Bluesky",
        // Pictures of posts and accounts.
        hosts: &["cdn.bsky.app"],
        ..Descriptor::NATIVE
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        let post = fields.text("thread");
        if post.as_deref().is_some_and(|post| parse_post_url(post).is_none()) {
            return fields.reject("thread", "not the address of a post of Bluesky");
        }
        Some(Self { post, api: fields.server_or("url", "https://public.api.bsky.app/") })
    }
}

/// Returns actor and record key of a post: `https://bsky.app/profile/ACTOR/post/KEY` or
/// `at://ACTOR/app.bsky.feed.post/KEY`.
fn parse_post_url(post: &str) -> Option<(&str, &str)> {
    let (rest, middle) = match post.strip_prefix("at://") {
        Some(rest) => (rest, "/app.bsky.feed.post/"),
        None => (post.strip_prefix("https://bsky.app/profile/")?, "/post/"),
    };
    let (actor, key) = rest.split_once(middle)?;
    let key = key.trim_end_matches('/');
    let is_id = |text: &str| !text.is_empty() && fields::is_url_safe(&text.replace(':', ""));
    (is_id(actor) && is_id(key)).then_some((actor, key))
}

impl Bluesky {
    fn post<'p>(&'p self, article: &'p ArticleInfo) -> Option<(&'p str, &'p str)> {
        let embedded = || article.comments.as_ref()?.url.as_deref();
        let named = [article.thread(Self::DESCRIPTOR.kind, &self.post), embedded()];
        named.into_iter().flatten().find_map(parse_post_url)
    }

    fn xrpc(&self, method: &str, query: &[(&str, &str)]) -> Request {
        Request::get(with_query(&[&self.api, "xrpc/", method].concat(), query))
    }

    fn thread_request(&self, actor: &str, key: &str, depth: &str) -> Request {
        let uri = ["at://", actor, "/app.bsky.feed.post/", key].concat();
        self.xrpc("app.bsky.feed.getPostThread", &[("uri", &uri), ("depth", depth)])
    }
}

impl Provider for Bluesky {
    fn server_url(&self) -> &str {
        &self.api
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        let (actor, key) = self.post(article)?;
        Some(post_url(actor, key))
    }

    fn applies_to(&self, article: &ArticleInfo) -> bool {
        self.post(article).is_some()
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        // The member `replyCount` of a post counts only the replies to itself.
        let (actor, key) = self.post(article)?;
        Some(self.thread_request(actor, key, DEPTH))
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        let mut count = 0;
        let mut stack = vec![response.value.get("thread")?.as_object()?];
        while let Some(object) = stack.pop() {
            for reply in object.get("replies").and_then(Value::as_array).into_iter().flatten() {
                let Some(object) = reply.as_object() else { continue };
                let post = object_at(object, "post");
                count += u32::from(post.is_some_and(|post| labels_cover(post) != Some(true)));
                stack.push(object);
            }
        }
        Some(count)
    }
}

impl CommentApi for Bluesky {
    fn request(&self, article: &ArticleInfo, next: Option<&str>) -> Option<Request> {
        let (actor, key) = self.post(article)?;
        if !actor.starts_with("did:") && next.is_none() {
            // The API needs the DID of the actor, so a handle is resolved first.
            return Some(self.xrpc("com.atproto.identity.resolveHandle", &[("handle", actor)]));
        }
        Some(self.thread_request(next.unwrap_or(actor), key, DEPTH))
    }

    fn read(
        &self,
        response: &Response,
        _article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        if let Some(did) = response.value.get("did").and_then(Value::as_str) {
            return Some(CommentPage {
                next: Some(did.into()),
                is_partial: true,
                ..CommentPage::default()
            });
        }
        let thread = response.value.get("thread")?.as_object()?;
        let hidden = response.value.pointer("/threadgate/record/hiddenReplies");
        let hidden = hidden.and_then(Value::as_array);
        let is_hidden = |id: &str| hidden.is_some_and(|list| list.iter().any(|one| one == id));
        let mut comments = Vec::new();
        let mut stack: Vec<(&Value, Option<String>)> = replies(thread, None);
        while let Some((value, parent)) = stack.pop() {
            let Some(object) = value.as_object() else { continue };
            let comment = comment(object, parent, decoder);
            if let Some(mut comment) = comment {
                stack.extend(replies(object, Some(&comment.id)));
                if comment.cover.is_none() && is_hidden(&comment.id) {
                    comment.cover = Some(Cover::Sensitive);
                }
                comments.push(comment);
            }
        }
        Some(CommentPage { comments, ..CommentPage::default() })
    }
}

fn replies<'v>(
    object: &'v Map<String, Value>,
    of: Option<&str>,
) -> Vec<(&'v Value, Option<String>)> {
    let list = object.get("replies").and_then(Value::as_array);
    list.into_iter().flatten().rev().map(|reply| (reply, of.map(Into::into))).collect()
}

fn comment(
    object: &Map<String, Value>,
    parent: Option<String>,
    decoder: &mut Decoder,
) -> Option<Comment> {
    let Some(post) = object_at(object, "post") else {
        // Blocked or not found: its replies are still shown.
        let uri = text_at(object, "uri")?;
        let state = CommentState::Removed;
        return Some(Comment { id: uri.into(), parent, state, ..Comment::default() });
    };
    let uri = text_at(post, "uri")?;
    let cover = labels_cover(post).map(|withheld| match withheld {
        true => Cover::Withheld,
        false => Cover::Sensitive,
    });
    let is_withheld = cover == Some(Cover::Withheld);
    let author = object_at(post, "author");
    let handle = author.and_then(handle);
    let name = author.and_then(|author| text_at(author, "displayName")).or(handle);
    // An author who wants only signed-in readers is not named to others.
    let name = name.filter(|_| !labels(author).any(|(label, _)| label == NO_UNAUTHENTICATED));
    let is_plain = labels(author).next().is_none();
    let record = object_at(post, "record").filter(|_| !is_withheld);
    let key = uri.rsplit('/').next().unwrap_or_default();
    let url = handle.map(|handle| post_url(handle, key));
    let embed = object_at(post, "embed").filter(|_| !is_withheld);
    Some(Comment {
        id: uri.into(),
        parent,
        author: name.map(|name| Author {
            name: name.into(),
            url: handle.map(|handle| ["https://bsky.app/profile/", handle].concat()),
            avatar: author
                .filter(|_| is_plain)
                .and_then(|author| decoder.url_at(author, "avatar", Purpose::Image)),
            ..Author::default()
        }),
        published: record.and_then(|record| text_at(record, "createdAt")).map(Into::into),
        text: record.map(|record| rich_text(record, decoder)).unwrap_or_default(),
        likes: count_at(post, "likeCount"),
        attachments: embed
            .map(|embed| attachments(embed, url.as_deref(), decoder))
            .unwrap_or_default(),
        url,
        cover,
        ..Comment::default()
    })
}

/// Returns the labels of an account or a post, each with whether it is about the profile alone.
fn labels(o: Option<&Map<String, Value>>) -> impl Iterator<Item = (&str, bool)> {
    let list = o.and_then(|o| o.get("labels")).map(|labels| labels.get("values").unwrap_or(labels));
    list.and_then(Value::as_array).into_iter().flatten().filter_map(|label| {
        // A label can be taken back.
        let is_valid = label.get("neg") != Some(&Value::Bool(true));
        let uri = label.get("uri").and_then(Value::as_str).unwrap_or_default();
        let name = label.get("val").and_then(Value::as_str).filter(|_| is_valid)?;
        Some((name, uri.contains("/app.bsky.actor.profile/")))
    })
}

/// Returns whether the labels of a post withhold it (`true`) or cover it until the reader opens it (`false`);
/// `None` if they do neither. They are labels of the post, by its author in the record, and of the account.
fn labels_cover(post: &Map<String, Value>) -> Option<bool> {
    // Labels of a profile are about its picture and description, but for the author's own wish.
    let of_account = labels(object_at(post, "author"))
        .filter(|(label, is_profile)| !is_profile || *label == NO_UNAUTHENTICATED);
    let all = labels(Some(post)).chain(labels(object_at(post, "record"))).chain(of_account);
    let covers = all.filter(|(label, _)| !HARMLESS.contains(label));
    covers.map(|(label, _)| WITHHELD.contains(&label)).max()
}

/// Returns pictures, links and quoted posts of a post with this URL.
fn attachments(
    embed: &Map<String, Value>,
    post: Option<&str>,
    decoder: &mut Decoder,
) -> Vec<Attachment> {
    let mut out = Vec::new();
    let text = |object: &Map<String, Value>, key: &str| {
        text_at(object, key).unwrap_or_default().to_string()
    };
    // A quoted post with pictures of its own has both in one object.
    for object in [Some(embed), object_at(embed, "media")].into_iter().flatten() {
        for image in object.get("images").and_then(Value::as_array).into_iter().flatten() {
            let Some(image) = image.as_object() else { continue };
            let preview = decoder.url_at(image, "thumb", Purpose::Image);
            let url = decoder.url_at(image, "fullsize", Purpose::Link).or_else(|| preview.clone());
            out.extend(url.map(|url| Attachment { url, preview, text: text(image, "alt") }));
        }
        if let Some(external) = object_at(object, "external") {
            let url = decoder.url_at(external, "uri", Purpose::Link);
            let text = text(external, "title");
            out.extend(url.map(|url| Attachment { url, text, preview: None }));
        }
        // A video is a playlist, which browsers do not play by themselves: it is shown on its page.
        if let Some(post) = post.filter(|_| object.contains_key("playlist")) {
            let preview = decoder.url_at(object, "thumbnail", Purpose::Image);
            out.push(Attachment { url: post.into(), preview, text: text(object, "alt") });
        }
    }
    let quoted = object_at(embed, "record");
    let quoted = quoted.map(|record| object_at(record, "record").unwrap_or(record));
    let quoted_handle = quoted.and_then(|quoted| object_at(quoted, "author")).and_then(handle);
    if let Some((quoted, handle)) = quoted.zip(quoted_handle) {
        let key = text_at(quoted, "uri").unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let says = object_at(quoted, "value").filter(|_| labels_cover(quoted).is_none());
        let says = says.and_then(|record| text_at(record, "text"));
        let text = match says {
            Some(says) => ["@", handle, ": ", says].concat(),
            None => ["@", handle].concat(),
        };
        out.push(Attachment { url: post_url(handle, key), preview: None, text });
    }
    out
}

/// Returns the handle of an account, if it can be a part of a URL.
fn handle(account: &Map<String, Value>) -> Option<&str> {
    text_at(account, "handle").filter(|handle| fields::is_url_safe(handle))
}

fn post_url(actor: &str, key: &str) -> String {
    ["https://bsky.app/profile/", actor, "/post/", key].concat()
}

/// Returns the text of a post with its links.
fn rich_text(record: &Map<String, Value>, decoder: &mut Decoder) -> CommentText {
    let text = text_at(record, "text").unwrap_or_default();
    let mut links: Vec<(usize, usize, String)> = Vec::new();
    let facets = record.get("facets").and_then(Value::as_array);
    for facet in facets.into_iter().flatten() {
        let position =
            |key: &str| facet.pointer(&["/index/", key].concat()).and_then(Value::as_u64);
        let (Some(from), Some(to)) = (position("byteStart"), position("byteEnd")) else { continue };
        let feature = facet.pointer("/features/0").and_then(Value::as_object);
        let href = feature.and_then(|feature| {
            let profile =
                text_at(feature, "did").map(|did| ["https://bsky.app/profile/", did].concat());
            let tag = text_at(feature, "tag")
                .map(|tag| ["https://bsky.app/hashtag/", &fields::percent_encode(tag)].concat());
            decoder.url_at(feature, "uri", Purpose::Link).or(profile).or(tag)
        });
        links.extend(href.map(|href| (from as usize, to as usize, href)));
    }
    let mut line = Vec::new();
    let mut at = 0;
    // Searched again for each link: there are few, in any order.
    while let Some((from, to, href)) = next_link(&links, at) {
        // Ranges that split a character are skipped.
        if let Some((before, inside)) = text.get(at..from).zip(text.get(from..to)) {
            push_text(&mut line, before);
            line.push(Fragment::Element("a", Some(href), vec![Fragment::Text(inside.into())]));
            at = to;
        }
        links.retain(|(start, ..)| *start > from);
    }
    push_text(&mut line, text.get(at..).unwrap_or_default());
    CommentText::Fragments(vec![element("p", line)])
}

fn next_link(links: &[(usize, usize, String)], from: usize) -> Option<(usize, usize, String)> {
    let after = links.iter().filter(|(start, end, _)| *start >= from && end > start);
    after.min_by_key(|(start, ..)| *start).cloned()
}

/// Appends text with its line breaks.
fn push_text(into: &mut Vec<Fragment>, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            into.push(element("br", Vec::new()));
        }
        if !line.is_empty() {
            into.push(Fragment::Text(line.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    #[test]
    fn a_name_is_resolved_before_the_thread_is_asked_for() {
        let article = article_with("bluesky", "https://bsky.app/profile/warta.example/post/3abc");
        let api = comment_api_of(r#"{"type":"bluesky"}"#);
        let first = api.request(&article, None).expect("a request").url;
        assert!(
            first.ends_with("xrpc/com.atproto.identity.resolveHandle?handle=warta.example"),
            "{first}"
        );
        let page = read_page(&*api, &article, r#"{"did":"did:plc:xyz"}"#).expect("a page");
        assert!(page.is_partial);
        let second = api.request(&article, page.next.as_deref()).expect("a request").url;
        assert!(
            second.contains("uri=at%3A%2F%2Fdid%3Aplc%3Axyz%2Fapp.bsky.feed.post%2F3abc"),
            "{second}"
        );
        let known = article_with("bluesky", "at://did:plc:xyz/app.bsky.feed.post/3abc");
        assert!(api.request(&known, None).expect("a request").url.contains("getPostThread"));
    }

    #[test]
    fn answers_that_are_gone_keep_those_below_them() {
        let api =
            comment_api_of(r#"{"type":"bluesky","thread":"at://did:plc:x/app.bsky.feed.post/1"}"#);
        let page = read_page(&*api, &article(), r#"{"thread":{"post":{"uri":"at://r"},"replies":[
            {"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://gone","replies":[
              {"post":{"uri":"at://did:plc:y/app.bsky.feed.post/2","author":{"handle":"ani.example","avatar":"https://c.example/a"},
                "record":{"text":"Ya","createdAt":"2026-03-01T09:00:00Z"},"likeCount":4}}]}]}}"#).expect("a page");
        let all: Vec<_> =
            page.comments.iter().map(|e| (e.state, e.parent.as_deref(), e.likes)).collect();
        assert_eq!(
            all,
            [
                (CommentState::Removed, None, None),
                (CommentState::Shown, Some("at://gone"), Some(4))
            ]
        );
        assert_eq!(
            page.comments[1].url.as_deref(),
            Some("https://bsky.app/profile/ani.example/post/2")
        );
    }

    /// Reads the replies of a thread, each given by its members.
    fn thread(replies: &[Value]) -> (Vec<Comment>, Option<u32>) {
        let config = r#"{"type":"bluesky","thread":"at://did:plc:x/app.bsky.feed.post/1"}"#;
        let replies: Vec<Value> =
            replies.iter().map(|post| serde_json::json!({ "post": post })).collect();
        let text = serde_json::json!({ "thread": { "post": { "uri": "at://r", "replyCount": 90 },
            "replies": replies }, "threadgate": { "record": { "hiddenReplies": ["at://hidden"] } } });
        let text = text.to_string();
        let page = read_page(&*comment_api_of(config), &article(), &text).expect("a page");
        let count = provider(config).provider.read_count(&response(200, &text), &article());
        (page.comments, count)
    }

    #[test]
    fn labels_withhold_posts_or_cover_them() {
        let label = |value: &str| serde_json::json!({ "val": value, "src": "did:plc:mod", "uri": "at://p" });
        let profile = |value: &str| serde_json::json!({ "val": value, "uri": "at://did:plc:a/app.bsky.actor.profile/self" });
        let post = |of: &str, labels: Vec<Value>| {
            let own = if of == "post" { labels.clone() } else { Vec::new() };
            let account = if of == "account" { labels.clone() } else { Vec::new() };
            let own_values = if of == "record" { labels } else { Vec::new() };
            serde_json::json!({ "uri": format!("at://{of}"), "labels": own,
                "author": { "handle": "ani.example", "avatar": "https://c.example/a", "labels": account },
                "record": { "text": "Isi", "labels": { "values": own_values } },
                "embed": { "images": [{ "thumb": "https://c.example/t", "alt": "Perahu" }] } })
        };
        let hide = Some(Cover::Withheld);
        let warn = Some(Cover::Sensitive);
        let mut taken_back = label("porn");
        taken_back["neg"] = true.into();
        for (of, labels, cover, is_named) in [
            ("account", vec![profile("!no-unauthenticated")], hide.clone(), false),
            ("account", vec![label("!no-unauthenticated")], hide.clone(), false),
            ("account", vec![label("!hide")], hide.clone(), true),
            ("account", vec![profile("porn")], None, true),
            ("account", vec![profile("bot")], None, true),
            ("post", vec![label("!hide")], hide.clone(), true),
            ("post", vec![label("spam"), label("porn")], hide.clone(), true),
            ("post", vec![label("!warn")], warn.clone(), true),
            ("post", vec![label("rude")], warn.clone(), true),
            ("post", vec![taken_back], None, true),
            ("post", vec![label("!no-promote")], None, true),
            ("record", vec![label("sexual")], hide, true),
            ("hidden", vec![], warn, true),
            ("post", vec![], None, true),
        ] {
            let (comments, count) = thread(&[post(of, labels.clone())]);
            let [comment] = comments.as_slice() else { panic!("{comments:?}") };
            let is_withheld = cover == Some(Cover::Withheld);
            assert_eq!(comment.cover, cover, "{of} {labels:?}");
            assert_eq!(comment.author.is_some(), is_named, "{of} {labels:?}");
            assert_eq!(comment.text == CommentText::default(), is_withheld, "{of} {labels:?}");
            assert_eq!(comment.attachments.is_empty(), is_withheld, "{of} {labels:?}");
            assert!(comment.url.is_some());
            let shown = comments.iter().filter(|comment| comment.is_counted()).count();
            assert_eq!(count, u32::try_from(shown).ok(), "{of} {labels:?}");
        }
    }

    #[test]
    fn what_a_post_embeds_is_attached_to_it() {
        let images = serde_json::json!([{ "thumb": "https://c.example/t", "fullsize": "https://c.example/f",
            "alt": "Perahu" }, { "thumb": "javascript:x" }]);
        let quoted = serde_json::json!({ "uri": "at://did:plc:b/app.bsky.feed.post/9",
            "author": { "handle": "budi.example" }, "value": { "text": "Begitu" } });
        let mut sensitive = quoted.clone();
        sensitive["labels"] = serde_json::json!([{ "val": "porn" }]);
        let of = |embed: Value| {
            let post = serde_json::json!({ "uri": "at://did:plc:a/app.bsky.feed.post/3", "embed": embed,
                "author": { "handle": "ani.example" }, "record": { "text": "" } });
            let (comments, _) = thread(&[post]);
            let texts =
                comments[0].attachments.iter().map(|one| format!("{} {}", one.url, one.text));
            texts.collect::<Vec<_>>()
        };
        let quote = "https://bsky.app/profile/budi.example/post/9 @budi.example: Begitu";
        assert_eq!(of(serde_json::json!({ "images": images })), ["https://c.example/f Perahu"]);
        assert_eq!(of(serde_json::json!({ "record": quoted })), [quote]);
        assert_eq!(
            of(
                serde_json::json!({ "media": { "images": images }, "record": { "record": quoted } })
            ),
            ["https://c.example/f Perahu", quote]
        );
        assert_eq!(
            of(serde_json::json!({ "record": sensitive })),
            ["https://bsky.app/profile/budi.example/post/9 @budi.example"]
        );
        assert_eq!(
            of(
                serde_json::json!({ "external": { "uri": "https://e.example/", "title": "Berita" } })
            ),
            ["https://e.example/ Berita"]
        );
        assert_eq!(
            of(serde_json::json!({ "playlist": "https://v.example/x.m3u8", "alt": "Ombak" })),
            ["https://bsky.app/profile/ani.example/post/3 Ombak"]
        );
        assert!(of(
            serde_json::json!({ "record": { "$type": "app.bsky.embed.record#viewNotFound" } })
        )
        .is_empty());
    }

    #[test]
    fn links_are_found_by_bytes_and_nonsense_costs_no_text() {
        let record: Value = serde_json::from_str(r#"{"text":"Kafé: lihat situs ini","facets":[
            {"index":{"byteStart":13,"byteEnd":18},"features":[{"uri":"https://e.example/"}]},
            {"index":{"byteStart":4,"byteEnd":5},"features":[{"uri":"https://in-a-character.example/"}]},
            {"index":{"byteStart":90,"byteEnd":99},"features":[{"uri":"https://beyond.example/"}]},
            {"index":{"byteStart":0,"byteEnd":4},"features":[{"uri":"javascript:x"}]}]}"#).expect("JSON");
        let CommentText::Fragments(all) =
            rich_text(record.as_object().expect("an object"), &mut decoder())
        else {
            panic!()
        };
        let link = Fragment::Element(
            "a",
            Some("https://e.example/".into()),
            vec![Fragment::Text("situs".into())],
        );
        let line = vec![Fragment::Text("Kafé: lihat ".into()), link, Fragment::Text(" ini".into())];
        assert_eq!(all, [element("p", line)]);
    }
}
