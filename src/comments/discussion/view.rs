//! The component of a discussion: its order, the number of comments shown, and the comment to scroll to.

use super::comment::CommentView;
use super::compose::Compose;
use super::context::{DiscussionMsg, DiscussionProps, DiscussionShared};
use super::drafts;
use crate::comments::model::{Comment, CommentTree, Order};
use crate::comments::native::Form;
use crate::web::http::{Failure, RequestHandle};
use crate::web::timers::Timeout;
use crate::web::vdom::{tag, VElement};
use baca_sys::intl;
use baca_sys::js;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{html, Component, Context, Html};

/// Number of comments shown at first, and added with each step.
const PAGE_SIZE: usize = 100;

/// Interval of checks whether the comment to scroll to has been rendered, in milliseconds.
const POLL_MS: u32 = 30;

/// The component of a discussion.
pub struct DiscussionView {
    pub(super) shared: Rc<DiscussionShared>,
    pub(super) tree: Rc<CommentTree>,
    pub(super) order: Order,
    shown: usize,
    pub(super) next: Option<String>,
    /// The page that is being requested.
    pub(super) requested: Option<String>,
    /// URL of that request, which is the base of relative URLs in its response.
    pub(super) url: String,
    pub(super) request: Option<RequestHandle>,
    pub(super) has_loaded: bool,
    /// Why the last request failed.
    pub(super) failure: Option<Failure>,
    /// Where the form is open: below the comment of this index, or above all comments.
    pub(super) writing: Option<Option<usize>>,
    /// Whether the reader opened the form, which then takes the focus.
    autofocus: bool,
    /// Key of the message about the comment that was sent.
    pub(super) notice: Option<&'static str>,
    /// Id of the comment to scroll to.
    pub(super) target: Option<String>,
    /// Timer of the next check for it.
    poll_timer: Option<Timeout>,
    list: yew::NodeRef,
}

impl Component for DiscussionView {
    type Message = DiscussionMsg;
    type Properties = DiscussionProps;

    fn create(ctx: &Context<Self>) -> Self {
        let form = ctx.props().api.form(&ctx.props().context.article);
        let mut view = Self {
            shared: share(ctx, form),
            tree: Rc::default(),
            order: Order::Oldest,
            shown: PAGE_SIZE,
            next: None,
            requested: None,
            url: String::new(),
            request: None,
            has_loaded: false,
            failure: None,
            writing: None,
            autofocus: false,
            notice: None,
            target: ctx.props().linked.clone(),
            poll_timer: None,
            list: yew::NodeRef::default(),
        };
        match ctx.props().api.embedded(&ctx.props().context.article) {
            Some(page) => {
                let discussion = &view.shared.article().comments;
                let base = discussion.as_ref().map_or(String::new(), |c| c.base.clone());
                Self::convert_page(ctx, page, base);
            }
            None => view.load(ctx, None),
        }
        view
    }

    fn changed(&mut self, ctx: &Context<Self>, previous: &DiscussionProps) -> bool {
        let DiscussionProps { context, linked, .. } = ctx.props();
        if !Rc::ptr_eq(context, &previous.context) {
            self.shared = share(ctx, self.shared.form);
        }
        if *linked != previous.linked {
            self.target = linked.clone();
            self.show_target();
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: DiscussionMsg) -> bool {
        match msg {
            DiscussionMsg::Loaded(response) => self.receive(ctx, response),
            DiscussionMsg::Converted(page) => self.show_page(ctx, page),
            DiscussionMsg::Sort(order) => {
                self.order = order;
                self.shown = PAGE_SIZE;
                self.append(Vec::new());
                // The newest comments may not be loaded yet.
                if order != Order::Oldest {
                    self.load_next(ctx);
                }
            }
            DiscussionMsg::ShowMore => {
                self.shown += PAGE_SIZE;
                if self.shown > self.tree.comments.len() {
                    self.load_next(ctx);
                }
            }
            DiscussionMsg::OpenForm(parent) => {
                self.writing = Some(parent);
                self.autofocus = true;
                self.notice = None;
            }
            DiscussionMsg::CloseForm => self.writing = None,
            DiscussionMsg::ScrollToTarget => {
                self.scroll_to_target(ctx);
                return false;
            }
            DiscussionMsg::Sent(comment, held) => self.show_sent(ctx, comment, held),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        if !self.has_loaded {
            return Html::default();
        }
        let context = &self.shared.context;
        let tree = &self.tree;
        let mut rest = self.shown;
        let mut list = tag("ol").attr("class", "thread").reference(&self.list);
        for root in &tree.roots {
            let size = tree.nodes.get(*root).map_or(0, |node| node.size);
            let limit = size.min(rest);
            if limit == 0 {
                break;
            }
            rest -= limit;
            list = list.child(self.conversation(*root, limit));
        }
        let empty = tree
            .comments
            .is_empty()
            .then(|| tag("p").attr("class", "note").text(context.t("threadEmpty")));
        let closed = context.article.comments.as_ref().is_some_and(|c| c.open == Some(false));
        let closed = closed.then(|| tag("p").attr("class", "note").text(context.t("threadClosed")));
        let notice = tag("p").attr("role", "status").attr("class", "sent");
        tag("div")
            .attr("class", "discussion")
            .child_opt(self.header(ctx))
            .child(notice.text(self.notice.map_or("", |key| context.t(key))))
            .child_opt(self.form(ctx))
            .child_opt(empty)
            .child(list)
            .child_opt(self.footer(ctx))
            .child_opt(closed)
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        self.scroll_to_target(ctx);
    }
}

impl DiscussionView {
    /// Collects the shared data again, with other fields of the form.
    pub(super) fn set_form(&mut self, ctx: &Context<Self>, form: Form) {
        self.shared = share(ctx, Some(form));
    }

    /// Returns the conversation that starts with a comment, up to `limit` comments of it.
    fn conversation(&self, index: usize, limit: usize) -> Html {
        let writing = self.writing.flatten().filter(|at| self.is_in_subtree(*at, index));
        html! {
            <CommentView key={index} shared={self.shared.clone()} tree={self.tree.clone()} {index} {limit}
                {writing} autofocus={self.autofocus} />
        }
    }

    /// Returns whether a comment is in the subtree of another.
    fn is_in_subtree(&self, at: usize, root: usize) -> bool {
        let mut stack = vec![root];
        while let Some(index) = stack.pop() {
            if index == at {
                return true;
            }
            stack.extend(self.tree.nodes.get(index).into_iter().flat_map(|n| n.replies.iter()));
        }
        false
    }

    /// Returns the number of comments and the buttons of the orders.
    fn header(&self, ctx: &Context<Self>) -> Option<VElement> {
        let context = &self.shared.context;
        let tree = &self.tree;
        if tree.comments.len() < 2 {
            return None;
        }
        let lang = context.messages.lang();
        let count = tree.count() as f64;
        // Comments that are not loaded yet are not counted.
        let more = if self.next.is_some() { "+" } else { "" };
        let number = [&intl::number(lang, count), more].concat();
        let count = context.messages.plural("threadCount", &intl::plural(lang, count), &number);
        let orders = tag("div")
            .attr("class", "orders")
            .attr("role", "group")
            .attr_text("aria-label", context.t("threadOrder"));
        let orders = Order::ALL
            .into_iter()
            .filter(|(_, order)| *order != Order::Liked || tree.has_likes())
            .fold(orders, |group, (name, order)| {
                let pressed = if order == self.order { "true" } else { "false" };
                let key = ["order-", name].concat();
                let button = tag("button").attr("aria-pressed", pressed);
                group.child(
                    button
                        .on_press(ctx.link().callback(move |_| DiscussionMsg::Sort(order)))
                        .text(context.t(&key)),
                )
            });
        Some(tag("div").attr("class", "head").child(tag("p").text(&count)).child(orders))
    }

    /// Returns the form for a comment that answers none, or the button that opens it.
    fn form(&self, ctx: &Context<Self>) -> Option<Html> {
        self.shared.form?;
        if self.writing == Some(None) {
            let (shared, autofocus) = (self.shared.clone(), self.autofocus);
            return Some(html! { <Compose {shared} parent={None::<Rc<Comment>>} {autofocus} /> });
        }
        let open = ctx.link().callback(|_| DiscussionMsg::OpenForm(None));
        let label = self.shared.context.t("write");
        Some(tag("button").attr("class", "write").on_press(open).text(label).into())
    }

    fn footer(&self, ctx: &Context<Self>) -> Option<VElement> {
        let context = &self.shared.context;
        let footer = tag("div").attr("class", "more");
        if self.request.is_some() {
            return Some(footer.attr("role", "status").text(context.t("threadLoading")));
        }
        let more = self.shown < self.tree.comments.len() || self.next.is_some();
        let key = match self.failure {
            Some(_) => "commentsRetry",
            None if more => "threadMore",
            None => return None,
        };
        let failed =
            self.failure.map(|_| tag("p").attr("role", "alert").text(context.t("threadFailed")));
        let more = ctx.link().callback(|_| DiscussionMsg::ShowMore);
        Some(footer.child_opt(failed).child(tag("button").on_press(more).text(context.t(key))))
    }

    /// Opens the form with the stored draft, if there is one.
    pub(super) fn restore_draft(&mut self) {
        let draft = drafts::load(&self.shared);
        if self.shared.form.is_none() || draft.text.trim().is_empty() {
            return;
        }
        let parent = draft.parent.as_deref();
        self.writing =
            Some(parent.and_then(|id| self.tree.comments.iter().position(|e| e.id == id)));
        self.autofocus = false;
    }

    /// Adds comments and sorts the tree. Indices stay valid, since new comments are appended.
    pub(super) fn append(&mut self, more: Vec<Comment>) {
        let more = more.into_iter().map(Rc::new);
        let comments = self.tree.comments.iter().cloned().chain(more).collect();
        self.tree = Rc::new(CommentTree::build(comments, self.order));
    }

    /// Shows as many comments as needed to include the wanted one.
    pub(super) fn show_target(&mut self) {
        let until = self.target.as_ref().and_then(|id| self.tree.count_until(id));
        self.shown = self.shown.max(until.unwrap_or_default());
    }

    /// Scrolls to the wanted comment and focuses it. Checks again later if it has not been rendered yet,
    /// since comments are rendered one after another.
    fn scroll_to_target(&mut self, ctx: &Context<Self>) {
        let Some(id) = &self.target else { return };
        let Some(comment) = self.tree.comments.iter().find(|comment| comment.id == *id) else {
            return;
        };
        let root = self.shared.context.host.shadow_root();
        let element =
            root.and_then(|root| root.get_element_by_id(&self.shared.element_id(comment)));
        match element.and_then(|element| js::cast::<HtmlElement>(element.into())) {
            Some(element) => {
                self.target = None;
                self.poll_timer = None;
                element.scroll_into_view();
                let _ = element.focus();
            }
            None => {
                let link = ctx.link().clone();
                self.poll_timer = Some(Timeout::new(POLL_MS, move || {
                    link.send_message(DiscussionMsg::ScrollToTarget)
                }));
            }
        }
    }
}

/// Collects the data that all parts share from the current props.
fn share(ctx: &Context<DiscussionView>, form: Option<Form>) -> Rc<DiscussionShared> {
    DiscussionShared::new(ctx.props(), form, ctx.link().callback(|msg| msg))
}
