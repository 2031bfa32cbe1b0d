//! One comment with its answers, which can be put away.

use super::compose::Compose;
use super::{when, words, Msg, Shared};
use crate::article::model::CommentState;
use crate::comments::settings::host_of;
use crate::comments::thread::{initials, Author, Entry, Text, Tree};
use crate::intl;
use crate::view::tags::{tag, Tag};
use std::rc::Rc;
use yew::{html, Component, Context, Html, Properties};

/// What a comment is mounted with.
#[derive(Properties, Clone)]
pub struct ItemProps {
    /// What all comments share.
    pub shared: Rc<Shared>,
    /// The discussion.
    pub tree: Rc<Tree>,
    /// Which comment it is.
    pub index: usize,
    /// How many comments to show, from this one on.
    pub limit: usize,
    /// The comment under which the reader writes, if that is here.
    pub writing: Option<usize>,
    /// Whether the reader wants to type at once.
    pub eager: bool,
}

impl PartialEq for ItemProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.tree, &other.tree)
            && Rc::ptr_eq(&self.shared, &other.shared)
            && (self.index, self.limit, self.writing) == (other.index, other.limit, other.writing)
    }
}

/// One comment.
pub struct Item {
    closed: bool,
}

impl Component for Item {
    /// The answers are put away, or brought back.
    type Message = ();
    type Properties = ItemProps;

    fn create(_: &Context<Self>) -> Self {
        Self { closed: false }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        self.closed = !self.closed;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ItemProps { shared, tree, index, .. } = ctx.props();
        let Some((entry, node)) = tree.entries.get(*index).zip(tree.nodes.get(*index)) else {
            return Html::default();
        };
        let id = shared.id_of(entry);
        let name = [&id, "-by"].concat();
        let article = tag("article")
            .text("aria-labelledby", &name)
            .text("id", &id)
            .set("tabindex", "-1")
            .with(self.head(ctx, entry, &name))
            .with_some(node.answers.and_then(|to| tree.entries.get(to)).map(|to| {
                let to = name_of(shared, to);
                tag("p").set("class", "answers-to").say(&shared.scene.words.fill(
                    "answersTo",
                    "name",
                    &to,
                ))
            }))
            .with(body(shared, entry))
            .with(self.acts(ctx, entry, node.size.saturating_sub(1), &id));
        tag("li")
            .set("class", "comment")
            .with(article)
            .with_some(self.writer(ctx, entry))
            .with_some(self.replies(ctx, &id))
            .into()
    }
}

impl Item {
    fn head(&self, ctx: &Context<Self>, entry: &Entry, id: &str) -> Tag {
        let shared = &ctx.props().shared;
        let scene = &shared.scene;
        let name = name_of(shared, entry);
        let url = entry.author.as_ref().and_then(|author| author.url.as_deref());
        let who = tag("span").set("class", "name").text("id", id).set("dir", "auto");
        let who = match url {
            Some(url) => who.with(tag("a").href(url).set("target", "_blank").say(&name)),
            None => who.say(&name),
        };
        let time = entry.published.as_deref().map(|published| {
            let time = when::when(scene.words.lang(), published, shared.now);
            match &entry.url {
                Some(url) => {
                    tag("a").set("class", "at").href(url).set("target", "_blank").with(time)
                }
                None => tag("span").set("class", "at").with(time),
            }
        });
        let badge =
            entry.badge.as_deref().map(|badge| tag("span").set("class", "badge").say(badge));
        tag("header")
            .with(avatar(shared, entry.author.as_ref(), &name))
            .with(tag("span").set("class", "who").with(who).with_some(badge).with_some(time))
    }

    /// Likes, answering, and putting answers away.
    fn acts(&self, ctx: &Context<Self>, entry: &Entry, below: usize, id: &str) -> Tag {
        let ItemProps { shared, index, .. } = ctx.props();
        let scene = &shared.scene;
        let lang = scene.words.lang();
        let counted = |key: &str, count: f64| {
            scene.words.plural(key, &intl::plural(lang, count), &intl::number(lang, count))
        };
        let likes = entry
            .likes
            .filter(|likes| *likes > 0)
            .map(|likes| tag("span").set("class", "likes").say(&counted("likes", likes.into())));
        let open = scene.page.comments.as_ref().is_none_or(|c| c.open != Some(false));
        let shown = entry.state == CommentState::Shown;
        let answer = (shown && open).then(|| {
            if shared.form.is_some() {
                let index = *index;
                let write = shared.act.reform(move |_| Msg::Write(Some(index)));
                let name = [scene.t("reply"), ": ", &name_of(shared, entry)].concat();
                let button = tag("button").press(write).text("aria-label", &name);
                return Some(button.say(scene.t("reply")));
            }
            // Where it can be answered: at its own place, else where the discussion is.
            let url = entry.url.as_deref().or(shared.link.as_deref())?;
            let words = scene.words.fill("replyAt", "name", host_of(url));
            Some(tag("a").href(url).set("target", "_blank").say(&words))
        });
        let toggle = (below > 0).then(|| {
            let key = if self.closed { "repliesShow" } else { "repliesHide" };
            let expanded = if self.closed { "false" } else { "true" };
            tag("button")
                .set("aria-expanded", expanded)
                .text("aria-controls", &[id, "-replies"].concat())
                .press(ctx.link().callback(|_| ()))
                .say(&counted(key, below as f64))
        });
        let acts = tag("div").set("class", "acts");
        acts.with_some(likes).with_some(answer.flatten()).with_some(toggle)
    }

    fn writer(&self, ctx: &Context<Self>, entry: &Rc<Entry>) -> Option<Html> {
        let ItemProps { shared, index, writing, eager, .. } = ctx.props();
        (*writing == Some(*index)).then(|| {
            let under = Some(entry.clone());
            html! { <Compose shared={shared.clone()} {under} eager={*eager} /> }
        })
    }

    fn replies(&self, ctx: &Context<Self>, id: &str) -> Option<Tag> {
        let ItemProps { shared, tree, index, limit, writing, eager } = ctx.props();
        let replies = &tree.nodes.get(*index)?.replies;
        let mut rest = limit.saturating_sub(1);
        if replies.is_empty() || rest == 0 {
            return None;
        }
        let mut list = tag("ol").text("id", &[id, "-replies"].concat()).flag("hidden", self.closed);
        for reply in replies {
            let size = tree.nodes.get(*reply).map_or(0, |node| node.size);
            let limit = size.min(rest);
            if limit == 0 {
                break;
            }
            rest -= limit;
            let (shared, tree, index) = (shared.clone(), tree.clone(), *reply);
            list = list.with(html! {
                <Item key={index} {shared} {tree} {index} {limit} writing={*writing} eager={*eager} />
            });
        }
        Some(list)
    }
}

fn name_of(shared: &Shared, entry: &Entry) -> String {
    let author = entry.author.as_ref().map(|author| author.name.trim());
    author.filter(|name| !name.is_empty()).unwrap_or(shared.scene.t("nobody")).to_string()
}

/// A picture, or initials where there is none, or where it may not be fetched. The initials stand
/// below the picture, and are seen when it does not come.
fn avatar(shared: &Shared, author: Option<&Author>, name: &str) -> Tag {
    let url = author.and_then(|author| author.avatar.as_deref());
    let picture = url.filter(|url| shared.pictures.may(url)).map(|url| {
        tag("img")
            .text("src", url)
            .set("alt", "")
            .set("width", "40")
            .set("height", "40")
            .set("loading", "lazy")
            .set("decoding", "async")
            .set("referrerpolicy", "no-referrer")
    });
    tag("span")
        .set("class", "avatar")
        .set("aria-hidden", "true")
        .say(&initials(name))
        .with_some(picture)
}

fn body(shared: &Shared, entry: &Entry) -> Tag {
    let scene = &shared.scene;
    let into = tag("div").set("class", "says");
    let note = |key: &str| tag("p").set("class", "quiet").say(scene.t(key));
    match (entry.state, &entry.text) {
        (CommentState::Removed, _) => into.with(note("commentRemoved")),
        (state, Text::Words(said)) => {
            let held = (state == CommentState::Held).then(|| note("commentHeld"));
            words::words(shared, into.set("dir", "auto").with_some(held), said)
        }
        // What has not been through the converter is not drawn.
        (_, Text::Raw(_)) => into,
    }
}
