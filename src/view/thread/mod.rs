//! A discussion that Baca draws itself, in a module and an app of its own (`baca-thread`): nested,
//! sorted, a hundred at a time, with a place to write where the source takes it.
//!
//! - here: in which order it stands, how much of it is shown; `loading`: where it comes from.
//! - `shared`: what all of it needs to know.
//! - [`item`]: one comment with its answers; [`words`]: what it says; [`when`]: how long ago.
//! - [`compose`]: writing; [`drafts`]: what was written and not yet sent.

mod compose;
mod drafts;
mod item;
mod loading;
mod shared;
mod when;
mod words;

use crate::comments::drawn::{Answer, Batch, Form};
use crate::comments::fetch::{Failure, Job};
use crate::comments::thread::{Entry, Order, Tree};
use crate::dom;
use crate::intl;
use crate::view::tags::{tag, Tag};
use compose::Compose;
use gloo_timers::callback::Timeout;
use item::Item;
use loading::hand_on;
pub use shared::{Pictures, Scene, Shared, ThreadProps};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{html, Component, Context, Html};

/// Comments shown at first, and with each step.
const STEP: usize = 100;

/// The style sheet of discussions, made by `build.rs` from `src/view/style/thread.css`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/thread.css"));

/// Milliseconds between two looks for a comment that is being drawn.
const LOOK: u32 = 30;

/// What happens to a discussion.
pub enum Msg {
    /// An answer came, or none.
    Came(Result<Answer, Failure>),
    /// A part of the discussion is ready to be shown.
    Ready(Batch),
    /// Another order was chosen.
    Sort(Order),
    /// More was asked for.
    More,
    /// The reader wants to answer a comment, or to write one of their own.
    Write(Option<usize>),
    /// The reader does not want to write after all.
    Cancel,
    /// Another look for the comment that is wanted.
    Bring,
    /// A comment of the reader's is there; `true` if it waits for a moderator.
    Sent(Option<Box<Entry>>, bool),
}

/// A discussion.
pub struct Thread {
    scene: Rc<Scene>,
    shared: Rc<Shared>,
    tree: Rc<Tree>,
    order: Order,
    shown: usize,
    next: Option<String>,
    /// The part that is on its way.
    asked: Option<String>,
    job: Option<Job>,
    came: bool,
    /// What the last step failed of.
    failure: Option<Failure>,
    /// Where the reader writes: under a comment, or under none.
    writing: Option<Option<usize>>,
    /// Whether writing began by the reader's hand, who then wants to type.
    eager: bool,
    /// What is said of a comment that was sent.
    notice: Option<&'static str>,
    /// The comment to bring on screen.
    wanted: Option<String>,
    /// Another look for it.
    look: Option<Timeout>,
    list: yew::NodeRef,
}

impl Component for Thread {
    type Message = Msg;
    type Properties = ThreadProps;

    fn create(ctx: &Context<Self>) -> Self {
        let form = ctx.props().source.form(&ctx.props().scene.page);
        let mut thread = Self {
            scene: ctx.props().scene.clone(),
            shared: Shared::of(ctx, &ctx.props().scene, form),
            tree: Rc::default(),
            order: Order::Oldest,
            shown: STEP,
            next: None,
            asked: None,
            job: None,
            came: false,
            failure: None,
            writing: None,
            eager: false,
            notice: None,
            wanted: ctx.props().linked.clone(),
            look: None,
            list: yew::NodeRef::default(),
        };
        match ctx.props().source.here(&ctx.props().scene.page) {
            Some(batch) => {
                let page = &thread.scene.page;
                let base = page.comments.as_ref().map_or(String::new(), |c| c.base.clone());
                hand_on(ctx, batch, base);
            }
            None => thread.ask(ctx, None),
        }
        thread
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &ThreadProps) -> bool {
        let ThreadProps { scene, linked, .. } = ctx.props();
        if !Rc::ptr_eq(scene, &before.scene) {
            self.scene = scene.clone();
            self.shared = self.share(ctx, self.shared.form);
        }
        if *linked != before.linked {
            self.wanted = linked.clone();
            self.reveal();
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Came(answer) => self.receive(ctx, answer),
            Msg::Ready(batch) => self.take(ctx, batch),
            Msg::Sort(order) => {
                self.order = order;
                self.shown = STEP;
                self.arrange(Vec::new());
                // The latest may not be here yet.
                if order != Order::Oldest {
                    self.ask_next(ctx);
                }
            }
            Msg::More => {
                self.shown += STEP;
                if self.shown > self.tree.entries.len() {
                    self.ask_next(ctx);
                }
            }
            Msg::Write(under) => {
                self.writing = Some(under);
                self.eager = true;
                self.notice = None;
            }
            Msg::Cancel => self.writing = None,
            Msg::Bring => {
                self.bring(ctx);
                return false;
            }
            Msg::Sent(entry, held) => self.sent(ctx, entry, held),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        if !self.came {
            return Html::default();
        }
        let scene = &self.scene;
        let tree = &self.tree;
        let mut rest = self.shown;
        let mut list = tag("ol").set("class", "thread").reference(&self.list);
        for root in &tree.roots {
            let size = tree.nodes.get(*root).map_or(0, |node| node.size);
            let limit = size.min(rest);
            if limit == 0 {
                break;
            }
            rest -= limit;
            list = list.with(self.item(*root, limit));
        }
        let empty = tree
            .entries
            .is_empty()
            .then(|| tag("p").set("class", "quiet").say(scene.t("threadEmpty")));
        let closed = scene.page.comments.as_ref().is_some_and(|c| c.open == Some(false));
        let closed = closed.then(|| tag("p").set("class", "quiet").say(scene.t("threadClosed")));
        let notice = tag("p").set("role", "status").set("class", "sent");
        tag("div")
            .set("class", "discussion")
            .with_some(self.head(ctx))
            .with(notice.say(self.notice.map_or("", |key| scene.t(key))))
            .with_some(self.writer(ctx))
            .with_some(empty)
            .with(list)
            .with_some(self.foot(ctx))
            .with_some(closed)
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        self.bring(ctx);
    }
}

impl Thread {
    fn share(&self, ctx: &Context<Self>, form: Option<Form>) -> Rc<Shared> {
        Shared::of(ctx, &self.scene, form)
    }

    fn item(&self, index: usize, limit: usize) -> Html {
        let writing = self.writing.flatten().filter(|at| self.is_under(*at, index));
        html! {
            <Item key={index} shared={self.shared.clone()} tree={self.tree.clone()} {index} {limit}
                {writing} eager={self.eager} />
        }
    }

    /// Whether a comment stands in the conversation that another begins.
    fn is_under(&self, at: usize, root: usize) -> bool {
        let mut waiting = vec![root];
        while let Some(index) = waiting.pop() {
            if index == at {
                return true;
            }
            waiting.extend(self.tree.nodes.get(index).into_iter().flat_map(|n| n.replies.iter()));
        }
        false
    }

    /// How many there are, and in which order.
    fn head(&self, ctx: &Context<Self>) -> Option<Tag> {
        let scene = &self.scene;
        let tree = &self.tree;
        if tree.entries.len() < 2 {
            return None;
        }
        let lang = scene.words.lang();
        let count = tree.count() as f64;
        // Those that have not come are not counted here.
        let more = if self.next.is_some() { "+" } else { "" };
        let number = [&intl::number(lang, count), more].concat();
        let count = scene.words.plural("threadCount", &intl::plural(lang, count), &number);
        let orders = tag("div")
            .set("class", "orders")
            .set("role", "group")
            .text("aria-label", scene.t("threadOrder"));
        let orders = Order::ALL
            .into_iter()
            .filter(|(_, order)| *order != Order::Liked || tree.has_likes())
            .fold(orders, |group, (name, order)| {
                let pressed = if order == self.order { "true" } else { "false" };
                let key = ["order-", name].concat();
                let button = tag("button").set("aria-pressed", pressed);
                group.with(
                    button.press(ctx.link().callback(move |_| Msg::Sort(order))).say(scene.t(&key)),
                )
            });
        Some(tag("div").set("class", "head").with(tag("p").say(&count)).with(orders))
    }

    /// The place to write a comment that answers none.
    fn writer(&self, ctx: &Context<Self>) -> Option<Html> {
        self.shared.form?;
        if self.writing == Some(None) {
            let (shared, eager) = (self.shared.clone(), self.eager);
            return Some(html! { <Compose {shared} under={None::<Rc<Entry>>} {eager} /> });
        }
        let write = ctx.link().callback(|_| Msg::Write(None));
        let words = self.scene.t("write");
        Some(tag("button").set("class", "write").press(write).say(words).into())
    }

    fn foot(&self, ctx: &Context<Self>) -> Option<Tag> {
        let scene = &self.scene;
        let foot = tag("div").set("class", "more");
        if self.job.is_some() {
            return Some(foot.set("role", "status").say(scene.t("threadLoading")));
        }
        let more = self.shown < self.tree.entries.len() || self.next.is_some();
        let key = match self.failure {
            Some(_) => "commentsRetry",
            None if more => "threadMore",
            None => return None,
        };
        let failed =
            self.failure.map(|_| tag("p").set("role", "alert").say(scene.t("threadFailed")));
        let more = ctx.link().callback(|_| Msg::More);
        Some(foot.with_some(failed).with(tag("button").press(more).say(scene.t(key))))
    }

    /// Brings back what was being written when the page was left.
    fn resume(&mut self) {
        let draft = drafts::load(&self.shared);
        if self.shared.form.is_none() || draft.text.trim().is_empty() {
            return;
        }
        let under = draft.parent.as_deref();
        self.writing = Some(under.and_then(|id| self.tree.entries.iter().position(|e| e.id == id)));
        self.eager = false;
    }

    fn arrange(&mut self, more: Vec<Entry>) {
        // Numbers of comments stay: new ones come after those that are here.
        let more = more.into_iter().map(Rc::new);
        let entries = self.tree.entries.iter().cloned().chain(more).collect();
        self.tree = Rc::new(Tree::build(entries, self.order));
    }

    /// Shows enough for the comment that is wanted.
    fn reveal(&mut self) {
        let until = self.wanted.as_ref().and_then(|id| self.tree.until(id));
        self.shown = self.shown.max(until.unwrap_or_default());
    }

    /// Brings the comment that is wanted on screen, once it is there: comments are drawn one after
    /// another.
    fn bring(&mut self, ctx: &Context<Self>) {
        let Some(id) = &self.wanted else { return };
        let Some(entry) = self.tree.entries.iter().find(|entry| entry.id == *id) else { return };
        let root = self.scene.host.shadow_root();
        let element = root.and_then(|root| root.get_element_by_id(&self.shared.id_of(entry)));
        match element.and_then(|element| dom::cast::<HtmlElement>(element.into())) {
            Some(element) => {
                self.wanted = None;
                self.look = None;
                element.scroll_into_view();
                let _ = element.focus();
            }
            None => {
                let link = ctx.link().clone();
                self.look = Some(Timeout::new(LOOK, move || link.send_message(Msg::Bring)));
            }
        }
    }
}
