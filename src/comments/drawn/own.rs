//! Comments that came along with the article (`comments` in Baca's own format): one list, or several
//! named ones, each a tab of its own.

use super::{count, id, inner, text};
use super::{Answer, Batch, Request, Source};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::article::url::Purpose;
use crate::comments::address::Naming;
use crate::comments::discussion::{Discussion, List};
use crate::comments::settings::Fields;
use crate::comments::thread::{Author, Entry, Text};
use crate::comments::{Configured, Kind, Page, Provider, Settings};
use crate::platform;
use serde_json::{json, Map, Value};
use std::rc::Rc;

/// All comments of the article, or one of its lists.
pub struct Own {
    tab: Option<usize>,
}

impl Settings for Own {
    const KIND: Kind = Kind { name: "baca", comment: Naming::Fragment("comment-"), ..Kind::DRAWN };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { tab: fields.place("tab") })
    }
}

/// What to show for an article: the providers that have something for it; its own lists in the place
/// where the site wants them, or alone where it wants no others.
pub fn spread(configured: &[Configured], page: &Page) -> Vec<Configured> {
    let comments = page.comments.as_deref();
    let tabs = comments.map_or(0, |comments| comments.tabs.len());
    let mut out: Vec<Configured> = Vec::new();
    let own = |out: &mut Vec<Configured>, name: &str| {
        let mut push = |name: &str, tab: Option<usize>| {
            let raw = json!({ "type": Own::KIND.name, "tab": tab });
            let (name, provider) = (name.into(), Rc::new(Own { tab }));
            out.push(Configured { kind: &Own::KIND, name, provider, raw });
        };
        if tabs == 0 {
            push(name, None);
        }
        for (index, tab) in comments.iter().flat_map(|c| c.tabs.iter().enumerate()) {
            push(&tab.label, Some(index));
        }
    };
    for one in configured.iter().filter(|one| one.provider.fits(page)) {
        if *one.kind == Own::KIND {
            own(&mut out, &one.name);
        } else {
            out.push(one.clone());
        }
    }
    if configured.is_empty() && comments.is_some_and(Discussion::has_any) {
        own(&mut out, "");
    }
    out
}

impl Own {
    fn tab<'p>(&self, page: &'p Page) -> Option<&'p List> {
        page.comments.as_ref()?.tabs.get(self.tab?)
    }

    /// Where a list is that did not come along.
    fn elsewhere<'p>(&self, page: &'p Page) -> Option<&'p str> {
        self.tab(page).filter(|tab| tab.items.is_null())?.src.as_deref()
    }

    /// A list without comments of its own shows those that its name is the badge of.
    fn entries(&self, page: &Page) -> Vec<Entry> {
        let Some(comments) = &page.comments else { return Vec::new() };
        let mut r = Reading::new(platform::current(), &comments.base);
        let Some(tab) = self.tab(page) else { return entries(&mut r, &comments.items) };
        let own = entries(&mut r, &tab.items);
        if !own.is_empty() {
            return own;
        }
        let mut all = entries(&mut r, &comments.items);
        let has = |entry: &Entry| is_of(tab, entry.badge.as_deref());
        if all.iter().any(has) {
            all.retain(has);
        }
        all
    }
}

/// Whether a comment with this badge is one of a list.
fn is_of(tab: &List, badge: Option<&str>) -> bool {
    badge.is_some_and(|badge| Some(badge) == tab.id.as_deref() || badge == tab.label)
}

/// How many comments [`entries`] makes of a list, all of them or those of one tab.
fn tally(list: &Value, of: Option<&List>) -> u32 {
    let mut count = 0;
    let mut waiting = vec![list];
    while let Some(list) = waiting.pop() {
        for value in list.as_array().into_iter().flatten() {
            let badge = value.get("badge").and_then(Value::as_str);
            let is_one = value.is_object() || value.is_string();
            count += u32::from(is_one && of.is_none_or(|tab| is_of(tab, badge)));
            waiting.extend(value.get("replies"));
        }
    }
    count
}

/// Comments with their answers inside them, one after another.
fn entries(r: &mut Reading, list: &Value) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    // A stack of our own: how deep they are is not ours to say.
    let mut waiting: Vec<(&Value, Option<String>)> = Vec::new();
    push(&mut waiting, Some(list), None);
    while let Some((value, parent)) = waiting.pop() {
        let Some(o) = value.as_object() else {
            // A text is a comment.
            out.extend(value.as_str().map(|text| Entry {
                id: unnamed(out.len()),
                parent,
                text: Text::plain(text),
                ..Entry::default()
            }));
            continue;
        };
        let id = id(o, "id").unwrap_or_else(|| unnamed(out.len()));
        push(&mut waiting, o.get("replies"), Some(&id));
        out.push(Entry {
            id,
            parent,
            author: author(r, o),
            published: text(o, "published").map(Into::into),
            text: match o.get("text") {
                Some(Value::String(text)) => Text::plain(text),
                Some(other) => Text::Raw(other.clone()),
                None => Text::default(),
            },
            likes: count(o, "likes"),
            badge: text(o, "badge").map(Into::into),
            url: r.url_at(o, "url", Purpose::Link),
            state: match text(o, "state") {
                Some("removed") => CommentState::Removed,
                Some("held") => CommentState::Held,
                _ => CommentState::Shown,
            },
        });
    }
    out
}

/// One without an identifier gets its place.
fn unnamed(place: usize) -> String {
    ["n", &place.to_string()].concat()
}

fn push<'v>(
    waiting: &mut Vec<(&'v Value, Option<String>)>,
    list: Option<&'v Value>,
    parent: Option<&str>,
) {
    let list = list.and_then(Value::as_array);
    for value in list.into_iter().flatten().rev() {
        waiting.push((value, parent.map(Into::into)));
    }
}

/// A name, or a person.
fn author(r: &mut Reading, o: &Map<String, Value>) -> Option<Author> {
    if let Some(name) = text(o, "author") {
        return Some(Author { name: name.into(), ..Author::default() });
    }
    let person = inner(o, "author")?;
    let image = person.get("image");
    let src = image.and_then(|image| image.get("src")).or(image);
    Some(Author {
        name: text(person, "name")?.into(),
        url: r.url_at(person, "url", Purpose::Link),
        avatar: src.and_then(|src| r.url(src, Purpose::Image)),
    })
}

impl Provider for Own {
    fn server<'p>(&'p self, page: &'p Page) -> &'p str {
        self.elsewhere(page).unwrap_or_default()
    }

    fn link(&self, page: &Page) -> Option<String> {
        page.comments.as_ref()?.url.clone()
    }

    fn fits(&self, page: &Page) -> bool {
        page.comments.as_deref().is_some_and(Discussion::has_any)
    }

    fn is_here(&self, page: &Page) -> bool {
        self.request(page, None).is_none()
    }

    fn count(&self, page: &Page) -> Option<u32> {
        let comments = page.comments.as_deref()?;
        let said = match self.tab {
            Some(tab) => comments.tabs.get(tab)?.count,
            None => comments.count,
        };
        let shown = || match self.tab(page) {
            None => tally(&comments.items, None),
            Some(tab) => match tally(&tab.items, None) {
                0 => match tally(&comments.items, Some(tab)) {
                    0 => tally(&comments.items, None),
                    chosen => chosen,
                },
                own => own,
            },
        };
        said.or_else(|| Some(shown()).filter(|count| *count > 0))
    }
}

impl Source for Own {
    fn request(&self, page: &Page, _next: Option<&str>) -> Option<Request> {
        self.elsewhere(page).map(|src| Request::get(src.into()))
    }

    fn read(&self, answer: &Answer, _page: &Page, r: &mut Reading) -> Option<Batch> {
        // A list, or `comments` as an article has it, or an article.
        let value = &answer.value;
        let list = [value.get("items"), value.pointer("/comments/items"), Some(value)];
        let list = list.into_iter().flatten().find(|value| value.is_array())?;
        Some(Batch { entries: entries(r, list), ..Batch::default() })
    }

    fn here(&self, page: &Page) -> Option<Batch> {
        if self.request(page, None).is_some() {
            return None;
        }
        Some(Batch { entries: self.entries(page), ..Batch::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::*;
    use super::*;

    fn page_of(json: &str) -> Page {
        let value: Value = serde_json::from_str(json).expect("JSON");
        let comments = Discussion::read(&mut reading(), &value).expect("comments");
        Page { comments: Some(Rc::new(comments)), ..page() }
    }

    fn names(configured: &[&str], page: &Page) -> Vec<String> {
        let configured: Vec<_> = configured.iter().map(|text| provider(text)).collect();
        spread(&configured, page).into_iter().map(|one| one.name).collect()
    }

    const OWN: &str = r#"{"type":"baca"}"#;
    const DISQUS: &str = r#"{"type":"disqus","shortname":"a"}"#;

    #[test]
    fn comments_that_came_along_are_shown_unless_the_site_names_others() {
        let some = page_of(r#"{"items":["Satu","Dua"]}"#);
        assert_eq!(names(&[], &some), [""]);
        assert_eq!(names(&[DISQUS], &some), ["Disqus"]);
        assert_eq!(names(&[DISQUS, OWN], &some), ["Disqus", ""]);
        assert!(names(&[], &page_of(r#"{"open":true}"#)).is_empty());
        assert_eq!(names(&[DISQUS, OWN], &page()), ["Disqus"]);
    }

    #[test]
    fn answers_inside_comments_follow_them() {
        let page = page_of(
            r#"{"items":[{"id":"a","author":{"name":"Ani","image":{"src":"a.png"}},"text":"x","state":"removed",
                "replies":[{"text":[{"text":"y","bold":true}],"replies":[{"id":"c","author":"Budi","likes":3}]}]},"d",7,null]}"#,
        );
        let all = Own { tab: None }.entries(&page);
        let shape: Vec<_> = all.iter().map(|e| (e.id.as_str(), e.parent.as_deref())).collect();
        assert_eq!(shape, [("a", None), ("n1", Some("a")), ("c", Some("n1")), ("n3", None)]);
        assert_eq!(all[0].state, CommentState::Removed);
        let avatar = all[0].author.as_ref().and_then(|author| author.avatar.as_deref());
        assert_eq!(avatar, Some("https://server.example/a.png"));
        assert!(matches!(&all[1].text, Text::Raw(Value::Array(_))));
        assert_eq!(all[2].likes, Some(3));
    }

    #[test]
    fn each_named_list_is_a_tab_and_one_without_items_shows_what_has_its_badge() {
        let page = page_of(
            r#"{"items":[{"text":"a","badge":"pilihan"},{"text":"b"}],
                "tabs":[{"id":"pilihan","label":"Pilihan redaksi"},{"label":"Semua"},
                        {"label":"Lain","items":["c"]},{"label":"Jauh","src":"/jauh.json"}]}"#,
        );
        assert_eq!(names(&[], &page), ["Pilihan redaksi", "Semua", "Lain", "Jauh"]);
        let tabs = spread(&[], &page);
        let counts: Vec<_> = tabs.iter().map(|tab| tab.provider.count(&page)).collect();
        assert_eq!(counts, [Some(1), Some(2), Some(1), Some(2)]);
        assert!(!tabs[3].provider.is_here(&page) && tabs[0].provider.is_here(&page));
        let far = source_of(&tabs[3].raw.to_string());
        assert_eq!(
            far.request(&page, None).map(|r| r.url).as_deref(),
            Some("https://server.example/jauh.json")
        );
        assert_eq!(far.here(&page), None);
        let batch = batch_of(&*far, &page, r#"{"items":["x",{"text":"y"}]}"#);
        assert_eq!(batch.map(|batch| batch.entries.len()), Some(2));
    }
}
