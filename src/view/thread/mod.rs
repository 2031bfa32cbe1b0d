//! A discussion that Baca draws itself, in a module and an app of its own (`baca-thread`): nested, sorted, a hundred at a time, with a place to write
//! where the source takes it.
//!
//! - here: what is loaded, in which order it stands, how much of it is shown.
//! - [`item`]: one comment with its answers; [`words`]: what it says; [`when`]: how long ago.
//! - [`compose`]: writing; [`drafts`]: what was written and not yet sent.

mod compose;
mod drafts;
mod item;
mod when;
mod words;

use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::comments::drawn::{Answer, Batch, Form, Source};
use crate::comments::fetch::{self, Failure, Job};
use crate::comments::loader;
use crate::comments::settings::host_of;
use crate::comments::thread::{Entry, Order, Tree};
use crate::comments::{Page, State, Told};
use crate::dom;
use crate::i18n::Words;
use crate::intl;
use crate::platform;
use crate::view::tags::{tag, Tag};
use compose::Compose;
use gloo_timers::callback::Timeout;
use item::Item;
use serde_json::{Map, Value};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{html, Callback, Component, Context, Html, Properties};

/// Comments shown at first, and with each step.
const STEP: usize = 100;
/// Comments that are fetched for one discussion: no page holds more with ease.
const MOST: usize = 5_000;
/// Milliseconds that one request may take.
const PATIENCE: u32 = 60_000;

/// The style sheet of discussions, made by `build.rs` from `src/view/style/thread.css`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/thread.css"));

/// Milliseconds between two looks for a comment that is being drawn.
const LOOK: u32 = 30;

/// Whose pictures may be fetched.
#[derive(Debug, Clone, PartialEq)]
pub enum Pictures {
    /// Everybody's.
    All,
    /// Those of these hosts.
    From(Vec<String>),
}

impl Pictures {
    /// Whether the picture at this address may be fetched.
    pub fn may(&self, url: &str) -> bool {
        match self {
            Self::All => true,
            Self::From(hosts) => {
                url.starts_with("data:") || hosts.iter().any(|host| host == host_of(url))
            }
        }
    }
}

/// What all of a discussion needs to know.
pub struct Scene {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// The article, as others need it.
    pub page: Page,
    /// The site's own words, by language and key.
    pub labels: Map<String, Value>,
    /// The words of the controls.
    pub words: Words,
    /// Prefix of every element id in it: unique on the page.
    pub prefix: Rc<str>,
}

impl Scene {
    /// The words named `key`.
    pub fn t(&self, key: &str) -> &str {
        self.words.t(key)
    }
}

/// What a discussion is mounted with.
#[derive(Properties, Clone)]
pub struct ThreadProps {
    /// What it needs to know.
    pub scene: Rc<Scene>,
    /// Where it comes from.
    pub source: Rc<dyn Source>,
    /// `type` of the provider.
    pub kind: Rc<str>,
    /// Its name.
    pub name: String,
    /// Where the discussion can be read on its own.
    pub link: Option<String>,
    /// The comment that the page's address names.
    pub linked: Option<String>,
    /// Whose pictures may be fetched.
    pub pictures: Pictures,
    /// Whom to tell how it goes.
    pub tell: Callback<Told>,
}

impl PartialEq for ThreadProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scene, &other.scene) && self.linked == other.linked
    }
}

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

/// What all parts of a discussion share; the same for as long as nothing of it changes.
pub struct Shared {
    scene: Rc<Scene>,
    source: Rc<dyn Source>,
    kind: Rc<str>,
    name: String,
    link: Option<String>,
    pictures: Pictures,
    form: Option<Form>,
    now: f64,
    act: Callback<Msg>,
}

impl Shared {
    fn page(&self) -> &Page {
        &self.scene.page
    }

    /// The id of the element of a comment.
    fn id_of(&self, entry: &Entry) -> String {
        [&self.scene.prefix, "comment-", &entry.id].concat()
    }
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
            shared: shared(ctx, &ctx.props().scene, form),
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
        shared(ctx, &self.scene, form)
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

    fn ask_next(&mut self, ctx: &Context<Self>) {
        if self.next.is_some() && self.job.is_none() {
            self.ask(ctx, self.next.clone());
        }
    }

    fn ask(&mut self, ctx: &Context<Self>, next: Option<String>) {
        let ThreadProps { source, scene, .. } = ctx.props();
        let link = ctx.link().clone();
        self.failure = None;
        self.job = source.request(&scene.page, next.as_deref()).map(|request| {
            fetch::ask(
                &request,
                PATIENCE,
                Box::new(move |answer| link.send_message(Msg::Came(answer))),
            )
        });
        self.asked = next;
        if self.job.is_none() {
            ctx.link().send_message(Msg::Came(Err(Failure::Content)));
        }
    }

    fn receive(&mut self, ctx: &Context<Self>, answer: Result<Answer, Failure>) {
        self.job = None;
        let ThreadProps { source, scene, .. } = ctx.props();
        let answer = answer.and_then(|answer| match answer.status {
            0..=299 => Ok(answer),
            status => Err(Failure::Status(status)),
        });
        let read = answer.and_then(|mut answer| {
            answer.asked = self.asked.clone();
            let request = source.request(&scene.page, self.asked.as_deref());
            let base = request.map(|request| request.url).unwrap_or_default();
            let mut reading = Reading::new(platform::current(), &base);
            let batch = source.read(&answer, &scene.page, &mut reading).ok_or(Failure::Content)?;
            Ok((batch, base))
        });
        match read {
            Ok((batch, _)) if batch.at_once && batch.next.is_some() && batch.next != self.asked => {
                self.ask(ctx, batch.next);
            }
            Ok((batch, base)) => hand_on(ctx, batch, base),
            Err(failure) if self.came => self.failure = Some(failure),
            Err(Failure::Timeout) => ctx.props().tell.emit(Told::State(State::Timeout)),
            Err(_) => ctx.props().tell.emit(Told::State(State::Failed)),
        }
    }

    fn take(&mut self, ctx: &Context<Self>, batch: Batch) {
        let first = !self.came;
        let grown = !batch.entries.is_empty();
        self.came = true;
        if let Some(form) = batch.form {
            self.shared = self.share(ctx, Some(form));
        }
        self.arrange(batch.entries);
        // A source that repeats itself for ever is not asked for ever.
        let full = self.tree.entries.len() >= MOST || !grown;
        self.next = batch.next.filter(|_| !full);
        let unsure = |tree: &Tree| u32::try_from(tree.count()).unwrap_or(u32::MAX);
        let count =
            batch.total.filter(|_| self.next.is_some()).unwrap_or_else(|| unsure(&self.tree));
        ctx.props().tell.emit(Told::Count(count));
        if first {
            ctx.props().tell.emit(Told::State(State::Ready));
            self.resume();
        }
        let looked_for = self.wanted.as_ref().is_some_and(|id| self.tree.until(id).is_none());
        if looked_for || self.order != Order::Oldest {
            self.ask_next(ctx);
        }
        self.reveal();
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

    fn sent(&mut self, ctx: &Context<Self>, entry: Option<Box<Entry>>, held: bool) {
        self.writing = None;
        self.notice = Some(match (&entry, held) {
            (_, true) => "sentHeld",
            (Some(_), false) => "sentShown",
            (None, false) => "sentKnown",
        });
        let Some(mut entry) = entry else {
            // It is there, and not here yet.
            self.next = None;
            return self.ask(ctx, None);
        };
        if held {
            entry.state = CommentState::Held;
        }
        self.wanted = Some(entry.id.clone());
        let link = ctx.link().clone();
        let (next, total) = (self.next.clone(), None);
        loader::convert(
            vec![*entry],
            self.shared.page().url.clone(),
            Box::new(move |entries| {
                link.send_message(Msg::Ready(Batch { entries, next, total, ..Batch::default() }));
            }),
        );
    }
}

/// Puts a part of the discussion through the converter, and takes it.
fn hand_on(ctx: &Context<Thread>, mut batch: Batch, base: String) {
    let link = ctx.link().clone();
    let entries = std::mem::take(&mut batch.entries);
    loader::convert(
        entries,
        base,
        Box::new(move |entries| link.send_message(Msg::Ready(Batch { entries, ..batch }))),
    );
}

fn shared(ctx: &Context<Thread>, scene: &Rc<Scene>, form: Option<Form>) -> Rc<Shared> {
    let props = ctx.props();
    Rc::new(Shared {
        scene: scene.clone(),
        source: props.source.clone(),
        kind: props.kind.clone(),
        name: props.name.clone(),
        link: props.link.clone(),
        pictures: props.pictures.clone(),
        form,
        now: dom::now(),
        act: ctx.link().callback(|msg| msg),
    })
}
