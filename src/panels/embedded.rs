//! The discussion in an article's data: `comments` in Baca's own format. Its problems are not reported here; the
//! command `baca check` reports them.

use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// The discussion in an article's data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmbeddedDiscussion {
    /// Number of comments.
    pub count: Option<u32>,
    /// Whether new comments are accepted.
    pub open: Option<bool>,
    /// URL of the page that shows the discussion.
    pub url: Option<String>,
    /// A single list of comments, undecoded.
    pub items: Value,
    /// Several named lists of comments.
    pub tabs: Vec<CommentList>,
    /// Discussions elsewhere: a provider's `type` and its identifier of the discussion.
    pub threads: Vec<(String, String)>,
    /// Base of relative URLs.
    pub base: String,
}

/// A named list of comments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CommentList {
    /// The identifier.
    pub id: Option<String>,
    /// The name.
    pub label: String,
    /// Number of comments.
    pub count: Option<u32>,
    /// URL to fetch the comments from.
    pub src: Option<String>,
    /// The comments in the data, undecoded.
    pub items: Value,
}

impl EmbeddedDiscussion {
    /// Decodes an article's `comments`; `None` if it is not an object.
    pub fn read(r: &mut Decoder, value: &Value) -> Option<Self> {
        let o = value.as_object()?;
        let mut tabs = Vec::new();
        r.field(o, "tabs", |r, list| {
            r.visit_each(list, &mut |r, tab| {
                let Some(o) = tab.as_object() else { return };
                tabs.extend(r.text_at(o, "label").map(|label| CommentList {
                    id: r.text_at(o, "id"),
                    label,
                    count: count(r, o),
                    src: r.url_at(o, "src", Purpose::Media),
                    items: items(o),
                }));
            });
            None::<()>
        });
        let mut threads = Vec::new();
        r.field(o, "threads", |r, value| {
            r.members(value, &mut |r, kind, value| {
                threads.extend(r.text(value).map(|thread| (kind.to_string(), thread)));
            });
            None::<()>
        });
        Some(Self {
            count: count(r, o),
            open: r.bool_at(o, "open"),
            url: r.url_at(o, "url", Purpose::Link),
            items: items(o),
            tabs,
            threads,
            base: r.base.as_str().into(),
        })
    }

    /// Whether there are comments or a URL of the discussion.
    pub fn has_any(&self) -> bool {
        let some = |items: &Value| items.as_array().is_some_and(|list| !list.is_empty());
        some(&self.items) || !self.tabs.is_empty() || self.url.is_some()
    }
}

fn count(r: &mut Decoder, o: &Map<String, Value>) -> Option<u32> {
    r.number_at(o, "count").filter(|count| *count >= 0.0).map(|count| count as u32)
}

fn items(o: &Map<String, Value>) -> Value {
    o.get("items").cloned().unwrap_or_default()
}
