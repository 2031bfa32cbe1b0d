//! The discussion that came along with an article: `comments` in Baca's own format. What is wrong in
//! it has been told when the article was read.

use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// What an article brings of its discussion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Discussion {
    /// How many comments there are.
    pub count: Option<u32>,
    /// Whether new ones are taken.
    pub open: Option<bool>,
    /// Where they are to be read.
    pub url: Option<String>,
    /// One list, as it came.
    pub items: Value,
    /// Several named lists.
    pub tabs: Vec<List>,
    /// Where else it is discussed: the `type` of a provider, and its name for the discussion.
    pub threads: Vec<(String, String)>,
    /// Where relative addresses in it start.
    pub base: String,
}

/// A named list of comments.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// Its identifier.
    pub id: Option<String>,
    /// Its name.
    pub label: String,
    /// How many there are.
    pub count: Option<u32>,
    /// Where they are to be fetched.
    pub src: Option<String>,
    /// Those that came along, as they came.
    pub items: Value,
}

impl Discussion {
    /// Reads `comments` of an article.
    pub fn read(r: &mut Reading, value: &Value) -> Option<Self> {
        let o = value.as_object()?;
        let mut tabs = Vec::new();
        r.field(o, "tabs", |r, list| {
            r.visit_each(list, &mut |r, tab| {
                let Some(o) = tab.as_object() else { return };
                tabs.extend(r.text_at(o, "label").map(|label| List {
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
            base: r.base.clone(),
        })
    }

    /// Whether there are comments, or at least the way to them.
    pub fn has_any(&self) -> bool {
        let some = |items: &Value| items.as_array().is_some_and(|list| !list.is_empty());
        some(&self.items) || !self.tabs.is_empty() || self.url.is_some()
    }
}

fn count(r: &mut Reading, o: &Map<String, Value>) -> Option<u32> {
    r.number_at(o, "count").filter(|count| *count >= 0.0).map(|count| count as u32)
}

fn items(o: &Map<String, Value>) -> Value {
    o.get("items").cloned().unwrap_or_default()
}
