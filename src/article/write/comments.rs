//! Discussion that came with an article.

use super::blocks::blocks;
use super::inline::inline;
use super::object::Object;
use super::people::person;
use crate::article::model::{Block, Comment, CommentState, Comments, Kind};
use serde_json::Value;

pub fn comments(comments: &Comments) -> Value {
    let mut o = Object::default();
    o.number("count", comments.count);
    o.put_some("open", comments.open.map(Value::from));
    o.text("url", &comments.url);
    o.list("items", &comments.items, comment);
    o.list("tabs", &comments.tabs, |tab| {
        let mut o = Object::default();
        o.text("id", &tab.id);
        o.put("label", tab.label.as_str().into());
        o.number("count", tab.count);
        o.text("src", &tab.src);
        o.list("items", &tab.items, comment);
        o.done()
    });
    if !comments.threads.is_empty() {
        let threads =
            comments.threads.iter().map(|(kind, thread)| (kind.clone(), thread.as_str().into()));
        o.put("threads", Value::Object(threads.collect()));
    }
    o.done()
}

fn comment(comment: &Comment) -> Value {
    let mut o = Object::default();
    o.text("id", &comment.id);
    o.put_some("author", comment.author.as_ref().map(person));
    o.text("published", &comment.published);
    let text = match comment.body.as_slice() {
        [Block { kind: Kind::Paragraph { text, .. }, .. }] => inline(text),
        body => blocks(body),
    };
    o.put("text", text);
    o.number("likes", comment.likes);
    o.text("badge", &comment.badge);
    o.text("url", &comment.url);
    match comment.state {
        CommentState::Shown => {}
        CommentState::Removed => o.put("state", "removed".into()),
        CommentState::Held => o.put("state", "held".into()),
    }
    o.list("replies", &comment.replies, self::comment);
    o.done()
}
