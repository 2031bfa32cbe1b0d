//! One comment with its answers, which can be collapsed.

use super::comment_body;
use super::compose::Compose;
use super::context::{DiscussionMsg, DiscussionShared};
use super::timestamp::timestamp;
use crate::comments::fields::host_of;
use crate::comments::model::comment::initials;
use crate::comments::model::{Author, Comment, CommentTree, Cover};
use crate::web::vdom::{tag, VElement};
use baca_model::name::{harmless, shorten};
use baca_model::CommentState;
use baca_sys::intl;
use baca_wire::comment_markup::Fragment;
use std::rc::Rc;
use yew::{html, Component, Context, Html, Properties};

/// Props of [`CommentView`].
#[derive(Properties, Clone)]
pub struct CommentViewProps {
    /// Data that all parts of the discussion share.
    pub shared: Rc<DiscussionShared>,
    /// All comments of the discussion.
    pub tree: Rc<CommentTree>,
    /// Index of the comment.
    pub index: usize,
    /// Maximum number of comments to show, including this one.
    pub limit: usize,
    /// Index of the comment that the reader answers, if it is in this subtree.
    pub writing: Option<usize>,
    /// Whether the form takes the focus when it opens.
    pub autofocus: bool,
}

impl PartialEq for CommentViewProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.tree, &other.tree)
            && Rc::ptr_eq(&self.shared, &other.shared)
            && (self.index, self.limit, self.writing) == (other.index, other.limit, other.writing)
    }
}

/// The component of one comment.
pub struct CommentView {
    collapsed: bool,
    /// Whether the reader has opened what is covered.
    uncovered: bool,
}

/// The messages of a comment.
pub enum CommentMsg {
    /// Toggles the answers.
    ToggleReplies,
    /// Toggles what is covered.
    ToggleCover,
}

impl Component for CommentView {
    type Message = CommentMsg;
    type Properties = CommentViewProps;

    fn create(_: &Context<Self>) -> Self {
        Self { collapsed: false, uncovered: false }
    }

    fn update(&mut self, _: &Context<Self>, msg: CommentMsg) -> bool {
        match msg {
            CommentMsg::ToggleReplies => self.collapsed = !self.collapsed,
            CommentMsg::ToggleCover => self.uncovered = !self.uncovered,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let CommentViewProps { shared, tree, index, .. } = ctx.props();
        let Some((comment, node)) = tree.comments.get(*index).zip(tree.nodes.get(*index)) else {
            return Html::default();
        };
        let id = shared.element_id(comment);
        let name = [&id, "-by"].concat();
        let article = tag("article")
            .attr_text("aria-labelledby", &name)
            .attr_text("id", &id)
            .attr("tabindex", "-1")
            .child(self.header(ctx, comment, &name))
            .child_opt(node.replies_to.and_then(|to| tree.comments.get(to)).map(|to| {
                let to = shared.display_name(to);
                tag("p").attr("class", "answers-to").text(&shared.context.messages.fill(
                    "answersTo",
                    "name",
                    &to,
                ))
            }))
            .child(self.body(ctx, comment))
            .child(self.actions(ctx, comment, node.size.saturating_sub(1), &id));
        tag("li")
            .attr("class", "comment")
            .child(article)
            .child_opt(self.form(ctx, comment))
            .child_opt(self.replies(ctx, &id))
            .into()
    }
}

impl CommentView {
    fn header(&self, ctx: &Context<Self>, comment: &Comment, id: &str) -> VElement {
        let shared = &ctx.props().shared;
        let context = &shared.context;
        let name = shared.display_name(comment);
        let url = comment.author.as_ref().and_then(|author| author.url.as_deref());
        let author = tag("span").attr("class", "name").attr_text("id", id).attr("dir", "auto");
        let author = match url {
            Some(url) => {
                let link = tag("a").href(url).attr("target", "_blank");
                author.child(styled_name(shared, comment, link))
            }
            None => styled_name(shared, comment, author),
        };
        let time = comment.published.as_deref().map(|published| {
            let time = timestamp(context.messages.lang(), published, shared.now);
            match &comment.url {
                Some(url) => {
                    tag("a").attr("class", "at").href(url).attr("target", "_blank").child(time)
                }
                None => tag("span").attr("class", "at").child(time),
            }
        });
        let badge =
            comment.badge.as_deref().map(|badge| tag("span").attr("class", "badge").text(badge));
        tag("header")
            .child(avatar(shared, comment.author.as_ref(), &name))
            .child(tag("span").attr("class", "who").child(author).child_opt(badge).child_opt(time))
    }

    /// Returns the number of likes, the button or link to answer, and the button that toggles the answers.
    fn actions(
        &self,
        ctx: &Context<Self>,
        comment: &Comment,
        replies: usize,
        id: &str,
    ) -> VElement {
        let CommentViewProps { shared, index, .. } = ctx.props();
        let context = &shared.context;
        let lang = context.messages.lang();
        let counted = |key: &str, count: f64| {
            context.messages.plural(key, &intl::plural(lang, count), &intl::number(lang, count))
        };
        let likes = comment
            .likes
            .filter(|likes| *likes > 0)
            .map(|likes| tag("span").attr("class", "likes").text(&counted("likes", likes.into())));
        let open = context.article.comments.as_ref().is_none_or(|c| c.open != Some(false));
        let shown = comment.state == CommentState::Shown;
        let reply = (shown && open).then(|| {
            if shared.form.is_some() {
                let index = *index;
                let open = shared.send.reform(move |_| DiscussionMsg::OpenForm(Some(index)));
                let name = [context.t("reply"), ": ", &shared.display_name(comment)].concat();
                let button = tag("button").on_press(open).attr_text("aria-label", &name);
                return Some(button.text(context.t("reply")));
            }
            // It can be answered on its own page, or on the page of the discussion.
            let url = comment.url.as_deref().or(shared.link.as_deref())?;
            let label = context.messages.fill("replyAt", "name", host_of(url));
            Some(tag("a").href(url).attr("target", "_blank").text(&label))
        });
        let toggle = (replies > 0).then(|| {
            let key = if self.collapsed { "repliesShow" } else { "repliesHide" };
            let expanded = if self.collapsed { "false" } else { "true" };
            tag("button")
                .attr("aria-expanded", expanded)
                .attr_text("aria-controls", &[id, "-replies"].concat())
                .on_press(ctx.link().callback(|_| CommentMsg::ToggleReplies))
                .text(&counted(key, replies as f64))
        });
        let actions = tag("div").attr("class", "acts");
        actions.child_opt(likes).child_opt(reply.flatten()).child_opt(toggle)
    }

    /// Returns the content of a comment, or why it is not shown.
    fn body(&self, ctx: &Context<Self>, comment: &Comment) -> VElement {
        let shared = &ctx.props().shared;
        let context = &shared.context;
        let element = tag("div").attr("class", "says");
        let note = |key: &str| tag("p").attr("class", "note").text(context.t(key));
        if comment.state == CommentState::Removed {
            return element.child(note("commentRemoved"));
        }
        let cover = comment.cover.as_ref();
        if cover == Some(&Cover::Withheld) {
            let link = comment.url.as_deref().map(|url| {
                let label = context.messages.fill("readAt", "name", host_of(url));
                tag("a").href(url).attr("target", "_blank").text(&label)
            });
            return element.child(note("commentWithheld").text(" ").child_opt(link));
        }
        let held = (comment.state == CommentState::Held).then(|| note("commentHeld"));
        let covers_text = matches!(cover, Some(Cover::Warning(_) | Cover::Sensitive));
        let has_text = self.uncovered || !covers_text;
        let has_attachments = self.uncovered || cover.is_none();
        let cover = cover.map(|cover| self.cover(ctx, cover));
        let (above, below) = if covers_text { (cover, None) } else { (None, cover) };
        let element = element.attr("dir", "auto").child_opt(held).child_opt(above);
        let element = match has_text {
            true => comment_body::append_text(shared, element, comment),
            false => element,
        };
        let poll = has_text.then(|| comment_body::poll(shared, comment));
        let attachments = has_attachments.then(|| comment_body::attachments(shared, comment));
        element.child_opt(poll.flatten()).child_opt(below).child_opt(attachments.flatten())
    }

    /// Returns why content is covered, and the button that toggles it.
    fn cover(&self, ctx: &Context<Self>, cover: &Cover) -> VElement {
        let context = &ctx.props().shared.context;
        let reason = match cover {
            Cover::Warning(text) => text.as_str(),
            _ => context.t("sensitive"),
        };
        let (key, expanded) =
            if self.uncovered { ("coverHide", "true") } else { ("coverShow", "false") };
        let button = tag("button")
            .attr("aria-expanded", expanded)
            .on_press(ctx.link().callback(|_| CommentMsg::ToggleCover))
            .text(context.t(key));
        let reason = tag("span").attr("dir", "auto").text(reason);
        tag("p").attr("class", "cover").child(reason).text(" ").child(button)
    }

    fn form(&self, ctx: &Context<Self>, comment: &Rc<Comment>) -> Option<Html> {
        let CommentViewProps { shared, index, writing, autofocus, .. } = ctx.props();
        (*writing == Some(*index)).then(|| {
            let parent = Some(comment.clone());
            html! { <Compose shared={shared.clone()} {parent} autofocus={*autofocus} /> }
        })
    }

    fn replies(&self, ctx: &Context<Self>, id: &str) -> Option<VElement> {
        let CommentViewProps { shared, tree, index, limit, writing, autofocus } = ctx.props();
        let replies = &tree.nodes.get(*index)?.replies;
        let mut rest = limit.saturating_sub(1);
        if replies.is_empty() || rest == 0 {
            return None;
        }
        let mut list =
            tag("ol").attr_text("id", &[id, "-replies"].concat()).flag("hidden", self.collapsed);
        for reply in replies {
            let size = tree.nodes.get(*reply).map_or(0, |node| node.size);
            let limit = size.min(rest);
            if limit == 0 {
                break;
            }
            rest -= limit;
            let (shared, tree, index) = (shared.clone(), tree.clone(), *reply);
            list = list.child(html! {
                <CommentView key={index} {shared} {tree} {index} {limit} writing={*writing} autofocus={*autofocus} />
            });
        }
        Some(list)
    }
}

/// Appends the name of a comment's author, with custom emojis if it has any.
fn styled_name(shared: &DiscussionShared, comment: &Comment, element: VElement) -> VElement {
    match comment.author.as_ref().and_then(|author| author.styled_name.as_ref()) {
        Some((name, emojis)) => {
            let name = [Fragment::Text(shorten(&harmless(name)))];
            comment_body::append_with_emojis(shared, element, &name, emojis)
        }
        None => element.text(&shared.display_name(comment)),
    }
}

/// Returns an avatar, or initials if there is none or it may not be fetched. The initials are below the
/// image and show through if it fails to load.
fn avatar(shared: &DiscussionShared, author: Option<&Author>, name: &str) -> VElement {
    let url = author.and_then(|author| author.avatar.as_deref());
    let image = url.filter(|url| shared.images.allows(url)).map(|url| {
        tag("img")
            .attr_text("src", url)
            .attr("alt", "")
            .attr("width", "40")
            .attr("height", "40")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("referrerpolicy", "no-referrer")
    });
    tag("span")
        .attr("class", "avatar")
        .attr("aria-hidden", "true")
        .text(&initials(name))
        .child_opt(image)
}
