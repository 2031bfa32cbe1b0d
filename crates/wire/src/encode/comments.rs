//! Encodes comments.

use super::blocks::{block, block_object};
use super::inline::inline;
use super::object::ObjectBuilder;
use super::people::person;
use baca_model::{Align, Block, CommentState, Comments, EmbeddedComment, Kind};
use serde_json::Value;

/// Encodes the comments of an article.
pub fn comments(comments: &Comments) -> Value {
    let mut object = ObjectBuilder::default();
    object.number("count", comments.count);
    object.put_some("open", comments.open.map(Value::from));
    object.text("url", &comments.url);
    object.list("items", &comments.items, comment);
    object.list("tabs", &comments.tabs, |tab| {
        let mut object = ObjectBuilder::default();
        object.text("id", &tab.id);
        object.put("label", tab.label.as_str().into());
        object.number("count", tab.count);
        object.text("src", &tab.src);
        object.list("items", &tab.items, comment);
        object.build()
    });
    if !comments.threads.is_empty() {
        let threads =
            comments.threads.iter().map(|(kind, thread)| (kind.clone(), thread.as_str().into()));
        object.put("threads", Value::Object(threads.collect()));
    }
    object.build()
}

/// Encodes the text of a comment: one plain paragraph as an inline, everything else as blocks. The first
/// block is an object, because a list of strings alone would be decoded as the spans of one paragraph.
fn body(body: &[Block]) -> Value {
    if let [only] = body {
        let is_bare = only.id.is_none() && only.lang.is_none() && only.dir.is_none();
        match &only.kind {
            Kind::Paragraph { text, dropcap: false, align: Align::Start } if is_bare => {
                return inline(text);
            }
            _ => {}
        }
    }
    let encode = |(index, block): (usize, &Block)| match index {
        0 => block_object(block),
        _ => self::block(block),
    };
    body.iter().enumerate().map(encode).collect()
}

/// Encodes a comment with its replies.
fn comment(comment: &EmbeddedComment) -> Value {
    let mut object = ObjectBuilder::default();
    object.text("id", &comment.id);
    object.put_some("author", comment.author.as_ref().map(person));
    object.text("published", &comment.published);
    object.put("text", body(&comment.body));
    object.number("likes", comment.likes);
    object.text("badge", &comment.badge);
    object.text("url", &comment.url);
    match comment.state {
        CommentState::Shown => {}
        CommentState::Removed => object.put("state", "removed".into()),
        CommentState::Held => object.put("state", "held".into()),
    }
    object.list("replies", &comment.replies, self::comment);
    object.build()
}
