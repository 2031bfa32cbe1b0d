//! Decodes comments. In a browser only the converters need them: the script passes those of an article to the panels
//! unchanged, which read them in their own way.

use super::block_list::paragraph;
use super::blocks::blocks;
use super::fields::{date_at, list_at, named, non_empty, Object};
use super::inline::inline;
use super::people::person;
use crate::decoder::Decoder;
use baca_model::{Block, CommentState, CommentTab, Comments, EmbeddedComment};
use baca_sys::url::Purpose;
use serde_json::Value;

impl Decoder {
    /// Decodes the member `comments` of an article, if a caller needs it.
    pub(super) fn comments(&mut self, object: &Object) -> Option<Comments> {
        #[cfg(not(target_arch = "wasm32"))]
        return comments(self, object);
        #[cfg(target_arch = "wasm32")]
        self.converter.and_then(|converter| (converter.comments)(self, object))
    }
}

/// Decodes the member `comments` of an article; `None` if it is not an object.
pub fn comments(decoder: &mut Decoder, object: &Object) -> Option<Comments> {
    decoder.field(object, "comments", discussion)
}

fn discussion(decoder: &mut Decoder, value: &Value) -> Option<Comments> {
    let Value::Object(object) = value else { return decoder.reject("expected an object") };
    Some(Comments {
        count: decoder.number_at(object, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
        open: decoder.bool_at(object, "open"),
        url: decoder.url_at(object, "url", Purpose::Link),
        items: list_at(object, "items", decoder, comment),
        tabs: list_at(object, "tabs", decoder, |decoder, value| {
            let Value::Object(object) = value else { return decoder.reject("expected an object") };
            Some(CommentTab {
                id: decoder.text_at(object, "id"),
                label: decoder.text_at(object, "label")?,
                count: decoder.number_at(object, "count").filter(|n| *n >= 0.0).map(|n| n as u32),
                src: decoder.url_at(object, "src", Purpose::Media),
                items: list_at(object, "items", decoder, comment),
            })
        }),
        threads: threads(decoder, object),
    })
}

/// Decodes the member `threads`: the ids of discussions elsewhere, by type of provider.
fn threads(decoder: &mut Decoder, object: &Object) -> Vec<(String, String)> {
    let mut out = Vec::new();
    decoder.field(object, "threads", |decoder, value| {
        if !value.is_object() {
            return decoder.reject::<()>("expected an object");
        }
        decoder.members(value, &mut |decoder, kind, value| {
            out.extend(decoder.text(value).map(|thread| (kind.to_string(), thread)));
        });
        None
    });
    out
}

/// Decodes the text of a comment: a list of blocks, or an inline. `None` if it is empty.
pub fn comment_text(decoder: &mut Decoder, value: &Value) -> Option<Vec<Block>> {
    let is_blocks = value.as_array().is_some_and(|a| a.iter().any(|v| v.get("type").is_some()));
    if is_blocks {
        return Some(blocks(decoder, value));
    }
    Some(vec![paragraph(non_empty(inline(decoder, value))?)])
}

/// Decodes a comment with its replies: an object, or an inline alone. `None` if the inline is empty.
fn comment(decoder: &mut Decoder, value: &Value) -> Option<EmbeddedComment> {
    let Value::Object(object) = value else {
        let text = non_empty(inline(decoder, value))?;
        return Some(EmbeddedComment { body: vec![paragraph(text)], ..EmbeddedComment::default() });
    };
    let body = decoder.field(object, "text", comment_text);
    const STATES: [(&str, CommentState); 3] = [
        ("shown", CommentState::Shown),
        ("removed", CommentState::Removed),
        ("held", CommentState::Held),
    ];
    Some(EmbeddedComment {
        id: decoder.text_at(object, "id"),
        author: decoder.field(object, "author", person),
        published: date_at(object, "published", decoder),
        body: body.unwrap_or_default(),
        likes: decoder.number_at(object, "likes").filter(|n| *n >= 0.0).map(|n| n as u32),
        badge: decoder.text_at(object, "badge"),
        url: decoder.url_at(object, "url", Purpose::Link),
        state: named(object, "state", &STATES, decoder),
        replies: list_at(object, "replies", decoder, comment),
    })
}
