//! Comments in the article's own data (`comments` in Baca's format): one list, or several named lists with a
//! tab each.

use super::{count_at, id_at, object_at, text_at};
use super::{CommentApi, CommentPage};
use crate::comments::fields::Fields;
use crate::comments::model::{Author, Comment, CommentText};
use crate::comments::permalink::PermalinkScheme;
use crate::comments::provider::{ConfiguredProvider, Descriptor, FromConfig, Provider};
use crate::panels::article_info::ArticleInfo;
use crate::panels::embedded::{CommentList, EmbeddedDiscussion};
use crate::web::http::{Request, Response};
use baca_model::CommentState;
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{json, Map, Value};
use std::rc::Rc;

/// All comments of the article, or one of its lists.
pub struct EmbeddedComments {
    tab: Option<usize>,
}

impl FromConfig for EmbeddedComments {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "baca",
        permalink: PermalinkScheme::Fragment("comment-"),
        ..Descriptor::NATIVE
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { tab: fields.index("tab") })
    }
}

/// Returns the providers to show for an article: those that have a discussion of it, with the article's own
/// lists as tabs of their own. If the site configures no provider, only the article's own lists.
pub fn expand_tabs(
    configured: &[ConfiguredProvider],
    article: &ArticleInfo,
) -> Vec<ConfiguredProvider> {
    let discussion = article.comments.as_deref();
    let tabs = discussion.map_or(0, |discussion| discussion.tabs.len());
    let mut out: Vec<ConfiguredProvider> = Vec::new();
    let add_lists = |out: &mut Vec<ConfiguredProvider>, name: &str| {
        let mut add_tab = |name: &str, tab: Option<usize>| {
            let config = json!({ "type": EmbeddedComments::DESCRIPTOR.kind, "tab": tab });
            let (name, provider) = (name.into(), Rc::new(EmbeddedComments { tab }));
            out.push(ConfiguredProvider {
                descriptor: &EmbeddedComments::DESCRIPTOR,
                name,
                provider,
                config,
            });
        };
        if tabs == 0 {
            add_tab(name, None);
        }
        for (index, tab) in discussion.iter().flat_map(|c| c.tabs.iter().enumerate()) {
            add_tab(&tab.label, Some(index));
        }
    };
    for one in configured.iter().filter(|one| one.provider.applies_to(article)) {
        if *one.descriptor == EmbeddedComments::DESCRIPTOR {
            add_lists(&mut out, &one.name);
        } else {
            out.push(one.clone());
        }
    }
    if configured.is_empty() && discussion.is_some_and(EmbeddedDiscussion::has_any) {
        add_lists(&mut out, "");
    }
    out
}

impl EmbeddedComments {
    fn tab<'p>(&self, article: &'p ArticleInfo) -> Option<&'p CommentList> {
        article.comments.as_ref()?.tabs.get(self.tab?)
    }

    /// Returns the URL of a list whose comments are not in the article's data.
    fn external_src<'p>(&self, article: &'p ArticleInfo) -> Option<&'p str> {
        self.tab(article).filter(|tab| tab.items.is_null())?.src.as_deref()
    }

    /// Returns the comments of the list. A list without comments shows those that have its name as a badge.
    fn comments(&self, article: &ArticleInfo) -> Vec<Comment> {
        let Some(discussion) = &article.comments else { return Vec::new() };
        let mut r = Decoder::new(&discussion.base);
        let Some(tab) = self.tab(article) else { return comments(&mut r, &discussion.items) };
        let listed = comments(&mut r, &tab.items);
        if !listed.is_empty() {
            return listed;
        }
        let mut all = comments(&mut r, &discussion.items);
        let has = |comment: &Comment| belongs_to(tab, comment.badge.as_deref());
        if all.iter().any(has) {
            all.retain(has);
        }
        all
    }
}

/// Returns whether a comment with this badge belongs to a list.
fn belongs_to(tab: &CommentList, badge: Option<&str>) -> bool {
    badge.is_some_and(|badge| Some(badge) == tab.id.as_deref() || badge == tab.label)
}

/// Counts the comments of a list that are shown, or those of one tab among them. Removed and held ones do not count.
fn count_comments(list: &Value, of: Option<&CommentList>) -> u32 {
    let mut count = 0;
    let mut stack = vec![list];
    while let Some(list) = stack.pop() {
        for value in list.as_array().into_iter().flatten() {
            let badge = value.get("badge").and_then(Value::as_str);
            let state = value.get("state").and_then(Value::as_str);
            let is_shown = !matches!(state, Some("removed" | "held"));
            let is_one = (value.is_object() || value.is_string()) && is_shown;
            count += u32::from(is_one && of.is_none_or(|tab| belongs_to(tab, badge)));
            stack.extend(value.get("replies"));
        }
    }
    count
}

/// Reads a list of comments and, after each, its replies.
fn comments(decoder: &mut Decoder, list: &Value) -> Vec<Comment> {
    let mut out: Vec<Comment> = Vec::new();
    // An explicit stack: the nesting comes from outside and may be deep.
    let mut stack: Vec<(&Value, Option<String>)> = Vec::new();
    push_replies(&mut stack, Some(list), None);
    while let Some((value, parent)) = stack.pop() {
        let Some(object) = value.as_object() else {
            // A string is a comment without an author.
            out.extend(value.as_str().map(|text| Comment {
                id: positional_id(out.len()),
                parent,
                text: CommentText::plain(text),
                ..Comment::default()
            }));
            continue;
        };
        let id = id_at(object, "id").unwrap_or_else(|| positional_id(out.len()));
        push_replies(&mut stack, object.get("replies"), Some(&id));
        out.push(Comment {
            id,
            parent,
            author: author(decoder, object),
            published: text_at(object, "published").map(Into::into),
            text: match object.get("text") {
                Some(Value::String(text)) => CommentText::plain(text),
                Some(other) => CommentText::Unconverted(other.clone()),
                None => CommentText::default(),
            },
            likes: count_at(object, "likes"),
            badge: text_at(object, "badge").map(Into::into),
            url: decoder.url_at(object, "url", Purpose::Link),
            state: match text_at(object, "state") {
                Some("removed") => CommentState::Removed,
                Some("held") => CommentState::Held,
                _ => CommentState::Shown,
            },
            ..Comment::default()
        });
    }
    out
}

/// Returns an id for a comment without one, from its position.
fn positional_id(place: usize) -> String {
    ["n", &place.to_string()].concat()
}

fn push_replies<'v>(
    stack: &mut Vec<(&'v Value, Option<String>)>,
    list: Option<&'v Value>,
    parent: Option<&str>,
) {
    let list = list.and_then(Value::as_array);
    for value in list.into_iter().flatten().rev() {
        stack.push((value, parent.map(Into::into)));
    }
}

/// Reads an author: a name, or a person with URL and image.
fn author(decoder: &mut Decoder, object: &Map<String, Value>) -> Option<Author> {
    if let Some(name) = text_at(object, "author") {
        return Some(Author { name: name.into(), ..Author::default() });
    }
    let person = object_at(object, "author")?;
    let image = person.get("image");
    let src = image.and_then(|image| image.get("src")).or(image);
    Some(Author {
        name: text_at(person, "name")?.into(),
        url: decoder.url_at(person, "url", Purpose::Link),
        avatar: src.and_then(|src| decoder.url(src, Purpose::Image)),
        ..Author::default()
    })
}

impl Provider for EmbeddedComments {
    fn servers(&self, article: &ArticleInfo) -> Vec<String> {
        self.external_src(article).map(String::from).into_iter().collect()
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        article.comments.as_ref()?.url.clone()
    }

    fn applies_to(&self, article: &ArticleInfo) -> bool {
        article.comments.as_deref().is_some_and(EmbeddedDiscussion::has_any)
    }

    fn is_embedded(&self, article: &ArticleInfo) -> bool {
        self.request(article, None).is_none()
    }

    fn embedded_count(&self, article: &ArticleInfo) -> Option<u32> {
        let discussion = article.comments.as_deref()?;
        let tab = self.tab(article);
        let reported = match self.tab {
            Some(_) => tab?.count,
            None => discussion.count,
        };
        // Comments at another URL are not counted before they are fetched.
        if self.external_src(article).is_some() {
            return reported;
        }
        let counted = match tab {
            None => count_comments(&discussion.items, None),
            Some(tab) => match count_comments(&tab.items, None) {
                0 => match count_comments(&discussion.items, Some(tab)) {
                    0 => count_comments(&discussion.items, None),
                    chosen => chosen,
                },
                count => count,
            },
        };
        // What is shown counts, even if the site reports more.
        Some(counted).filter(|count| *count > 0).or(reported)
    }
}

impl CommentApi for EmbeddedComments {
    fn request(&self, article: &ArticleInfo, _next: Option<&str>) -> Option<Request> {
        self.external_src(article).map(|src| Request::get(src.into()))
    }

    fn read(
        &self,
        response: &Response,
        _article: &ArticleInfo,
        decoder: &mut Decoder,
    ) -> Option<CommentPage> {
        // A list, an object with `items`, or an article with `comments`.
        let value = &response.value;
        let list = [value.get("items"), value.pointer("/comments/items"), Some(value)];
        let list = list.into_iter().flatten().find(|value| value.is_array())?;
        Some(CommentPage { comments: comments(decoder, list), ..CommentPage::default() })
    }

    fn embedded(&self, article: &ArticleInfo) -> Option<CommentPage> {
        if self.request(article, None).is_some() {
            return None;
        }
        Some(CommentPage { comments: self.comments(article), ..CommentPage::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::native::support::*;

    fn article_of(json: &str) -> ArticleInfo {
        let value: Value = serde_json::from_str(json).expect("JSON");
        let discussion = EmbeddedDiscussion::read(&mut decoder(), &value).expect("comments");
        ArticleInfo { comments: Some(Rc::new(discussion)), ..article() }
    }

    fn names(configured: &[&str], article: &ArticleInfo) -> Vec<String> {
        let configured: Vec<_> = configured.iter().map(|text| provider(text)).collect();
        expand_tabs(&configured, article).into_iter().map(|one| one.name).collect()
    }

    const OWN: &str = r#"{"type":"baca"}"#;
    const DISQUS: &str = r#"{"type":"disqus","shortname":"a"}"#;

    #[test]
    fn comments_that_came_along_are_shown_unless_the_site_names_others() {
        let some = article_of(r#"{"items":["Satu","Dua"]}"#);
        assert_eq!(names(&[], &some), [""]);
        assert_eq!(names(&[DISQUS], &some), ["Disqus"]);
        assert_eq!(names(&[DISQUS, OWN], &some), ["Disqus", ""]);
        assert!(names(&[], &article_of(r#"{"open":true}"#)).is_empty());
        assert_eq!(names(&[DISQUS, OWN], &article()), ["Disqus"]);
    }

    #[test]
    fn answers_inside_comments_follow_them() {
        let article = article_of(
            r#"{"items":[{"id":"a","author":{"name":"Ani","image":{"src":"a.png"}},"text":"x","state":"removed",
                "replies":[{"text":[{"text":"y","bold":true}],"replies":[{"id":"c","author":"Budi","likes":3}]}]},"d",7,null]}"#,
        );
        let all = EmbeddedComments { tab: None }.comments(&article);
        let shape: Vec<_> = all.iter().map(|e| (e.id.as_str(), e.parent.as_deref())).collect();
        assert_eq!(shape, [("a", None), ("n1", Some("a")), ("c", Some("n1")), ("n3", None)]);
        assert_eq!(all[0].state, CommentState::Removed);
        let avatar = all[0].author.as_ref().and_then(|author| author.avatar.as_deref());
        assert_eq!(avatar, Some("https://server.example/a.png"));
        assert!(matches!(&all[1].text, CommentText::Unconverted(Value::Array(_))));
        assert_eq!(all[2].likes, Some(3));
    }

    #[test]
    fn each_named_list_is_a_tab_and_one_without_items_shows_what_has_its_badge() {
        let article = article_of(
            r#"{"items":[{"text":"a","badge":"pilihan"},{"text":"b"}],
                "tabs":[{"id":"pilihan","label":"Pilihan redaksi"},{"label":"Semua"},
                        {"label":"Lain","items":["c",{"state":"removed"},{"state":"held","replies":["d"]}],"count":9},
                        {"label":"Jauh","src":"/jauh.json"},{"label":"Jauh","src":"/jauh.json","count":7}]}"#,
        );
        assert_eq!(names(&[], &article), ["Pilihan redaksi", "Semua", "Lain", "Jauh", "Jauh"]);
        let tabs = expand_tabs(&[], &article);
        let counts: Vec<_> = tabs.iter().map(|tab| tab.provider.embedded_count(&article)).collect();
        assert_eq!(counts, [Some(1), Some(2), Some(2), None, Some(7)]);
        assert!(!tabs[3].provider.is_embedded(&article) && tabs[0].provider.is_embedded(&article));
        let external = comment_api_of(&tabs[3].config.to_string());
        assert_eq!(
            external.request(&article, None).map(|r| r.url).as_deref(),
            Some("https://server.example/jauh.json")
        );
        assert_eq!(external.embedded(&article), None);
        let page = read_page(&*external, &article, r#"{"items":["x",{"text":"y"}]}"#);
        assert_eq!(page.map(|page| page.comments.len()), Some(2));
    }
}
