//! Discussion that came with an article.

use super::blocks::{blocks, paragraph};
use super::fields::{date_at, list_at, named, non_empty};
use super::inline::inline;
use super::people::person;
use super::Object;
use crate::article::json::Reading;
use crate::article::model::{Block, Comment, CommentState, CommentTab, Comments};
use crate::article::url::Purpose;
use serde_json::Value;

pub fn comments(r: &mut Reading, value: &Value) -> Option<Comments> {
    let Value::Object(o) = value else { return r.wrong("expected an object") };
    Some(Comments {
        count: r.number_at(o, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
        open: r.bool_at(o, "open"),
        url: r.url_at(o, "url", Purpose::Link),
        items: list_at(o, "items", r, comment),
        tabs: list_at(o, "tabs", r, |r, value| {
            let Value::Object(o) = value else { return r.wrong("expected an object") };
            Some(CommentTab {
                id: r.text_at(o, "id"),
                label: r.text_at(o, "label")?,
                count: r.number_at(o, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
                src: r.url_at(o, "src", Purpose::Media),
                items: list_at(o, "items", r, comment),
            })
        }),
        threads: threads(r, o),
    })
}

/// Where else an article is discussed, by provider.
fn threads(r: &mut Reading, o: &Object) -> Vec<(String, String)> {
    let mut out = Vec::new();
    r.field(o, "threads", |r, value| {
        if !value.is_object() {
            return r.wrong::<()>("expected an object");
        }
        r.members(value, &mut |r, kind, value| {
            out.extend(r.text(value).map(|thread| (kind.to_string(), thread)));
        });
        None
    });
    out
}

/// What a comment says: a text with its marks, or blocks.
pub fn comment_text(r: &mut Reading, value: &Value) -> Option<Vec<Block>> {
    let is_blocks = value.as_array().is_some_and(|a| a.iter().any(|v| v.get("type").is_some()));
    if is_blocks {
        return Some(blocks(r, value));
    }
    Some(vec![paragraph(non_empty(inline(r, value))?)])
}

fn comment(r: &mut Reading, value: &Value) -> Option<Comment> {
    let Value::Object(o) = value else {
        let text = non_empty(inline(r, value))?;
        return Some(Comment { body: vec![paragraph(text)], ..Comment::default() });
    };
    let body = r.field(o, "text", comment_text);
    const STATES: [(&str, CommentState); 3] = [
        ("shown", CommentState::Shown),
        ("removed", CommentState::Removed),
        ("held", CommentState::Held),
    ];
    Some(Comment {
        id: r.text_at(o, "id"),
        author: r.field(o, "author", person),
        published: date_at(o, "published", r),
        body: body.unwrap_or_default(),
        likes: r.number_at(o, "likes").filter(|n| *n >= 0.0).map(|n| n as u32),
        badge: r.text_at(o, "badge"),
        url: r.url_at(o, "url", Purpose::Link),
        state: named(o, "state", &STATES, r),
        replies: list_at(o, "replies", r, comment),
    })
}
