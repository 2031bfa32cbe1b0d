//! The question about notifications: not before the article has been read a while, one sentence
//! with the site's name, two buttons. It never takes the focus, and no is remembered.

use super::scene::{RoomProps, Scene};
use crate::article::model::direction_of;
use crate::dom;
use crate::notifications::{self, Memory, Outcome};
use crate::view::tags::{part, tag, Tag};
use gloo_timers::callback::Interval;
use std::cell::Cell;
use web_sys::Event;
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html};

/// Milliseconds between two looks at the clock.
const TICK: u32 = 1_000;

thread_local! {
    /// One question on a page, however many readers are on it.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// What happens to the prompt.
pub enum Msg {
    /// A second of reading has passed.
    Tick,
    /// "Aktifkan".
    Yes,
    /// "Tidak", or Escape.
    No,
    /// The browser, the worker and the site have answered.
    Done(Outcome),
    /// The outcome has been read.
    Close,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Not yet, or not at all.
    Silent,
    Asking,
    Working,
    Done(Outcome),
}

/// The prompt.
pub struct Prompt {
    stage: Stage,
    seconds: f64,
    /// Furthest percent of the body that was on screen.
    percent: f64,
    memory: Memory,
    clock: Option<Interval>,
}

impl Component for Prompt {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut prompt = Self {
            stage: Stage::Silent,
            seconds: 0.0,
            percent: 0.0,
            memory: Memory::default(),
            clock: None,
        };
        prompt.begin(ctx);
        prompt
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let scene = &ctx.props().scene;
        match (msg, &scene.config.notifications) {
            (Msg::Tick, _) => {
                let document = dom::document();
                let hidden = document.is_some_and(|d| dom::get(&d, "hidden").is_truthy());
                if hidden {
                    return false;
                }
                self.seconds += f64::from(TICK) / 1000.0;
                self.percent = self.percent.max(read(scene));
                return self.consider(ctx);
            }
            (Msg::Yes, Some(config)) if self.stage == Stage::Asking => {
                let link = ctx.link().clone();
                self.stage = Stage::Working;
                notifications::ask(config, scene.words.lang(), move |outcome| {
                    link.send_message(Msg::Done(outcome));
                });
            }
            (Msg::No, Some(_)) if self.stage == Stage::Asking => {
                self.refuse(ctx);
                self.stage = Stage::Silent;
                tell(scene, "refused");
            }
            (Msg::Done(outcome), _) => {
                self.stage = Stage::Done(outcome);
                match outcome {
                    Outcome::Subscribed => tell(scene, "subscribed"),
                    Outcome::Failed => tell(scene, "failed"),
                    Outcome::Blocked => tell(scene, "blocked"),
                    Outcome::Dismissed => {
                        self.refuse(ctx);
                        tell(scene, "dismissed");
                    }
                }
            }
            (Msg::Close | Msg::No, _) => self.stage = Stage::Silent,
            (Msg::Yes, _) => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        tag("div").set("aria-live", "polite").with_some(self.card(ctx)).into()
    }

    fn destroy(&mut self, _: &Context<Self>) {
        // A question that was never answered may be asked by another reader of the page.
        if self.stage == Stage::Asking {
            ASKED.set(false);
        }
    }
}

impl Prompt {
    /// Starts the clock, where there is something to ask.
    fn begin(&mut self, ctx: &Context<Self>) {
        self.clock = None;
        if ctx.props().scene.config.notifications.is_none() || !notifications::can_ask() {
            return;
        }
        self.memory = notifications::recall();
        self.memory.views = self.memory.views.saturating_add(1);
        notifications::remember(&self.memory);
        let link = ctx.link().clone();
        self.clock = Some(Interval::new(TICK, move || link.send_message(Msg::Tick)));
        ctx.link().send_message(Msg::Tick);
    }

    /// Asks, if the time has come.
    fn consider(&mut self, ctx: &Context<Self>) -> bool {
        let scene = &ctx.props().scene;
        let Some(config) = &scene.config.notifications else { return false };
        let due = self.memory.may_ask(config, dom::now(), self.seconds, self.percent);
        if self.clock.is_none() || !due || ASKED.get() {
            return false;
        }
        ASKED.set(true);
        self.clock = None;
        self.stage = Stage::Asking;
        tell(scene, "asked");
        true
    }

    fn refuse(&mut self, ctx: &Context<Self>) {
        if let Some(config) = &ctx.props().scene.config.notifications {
            // Another tab may have counted meanwhile.
            self.memory.views = self.memory.views.max(notifications::recall().views);
            self.memory.refuse(config, dom::now());
            notifications::remember(&self.memory);
        }
    }

    fn card(&self, ctx: &Context<Self>) -> Option<Tag> {
        let scene = &ctx.props().scene;
        let link = ctx.link();
        let button = |key: &str, act| tag("button").press(act).say(scene.t(key));
        let answers = tag("div").set("class", "answers");
        let (text, answers) = match self.stage {
            Stage::Silent => return None,
            Stage::Asking => {
                let yes = button("promptYes", link.callback(|_| Msg::Yes)).set("class", "yes");
                let no = button("promptNo", link.callback(|_| Msg::No));
                (question(scene), Some(answers.with(yes).with(no)))
            }
            Stage::Working => (scene.t("promptWorking").to_string(), None),
            Stage::Done(outcome) => {
                let text = scene.t(match outcome {
                    Outcome::Subscribed => "promptGranted",
                    Outcome::Blocked => "promptBlocked",
                    Outcome::Dismissed => "promptDismissed",
                    Outcome::Failed => "promptFailed",
                });
                let close = button("promptClose", link.callback(|_| Msg::Close));
                (text.to_string(), Some(answers.with(close)))
            }
        };
        let escape = link.batch_callback(|event: Event| {
            (dom::get_text(&event, "key").as_deref() == Some("Escape")).then_some(Msg::No)
        });
        let card = part("section", "prompt")
            .set("class", "prompt")
            .text("aria-label", scene.t("promptLabel"))
            .text("lang", scene.words.lang())
            .dir(Some(direction_of(scene.words.lang())))
            .on(ListenerKind::onkeydown, escape);
        Some(card.with(tag("p").say(&text)).with_some(answers))
    }
}

/// How much has been read: the bar of progress knows.
fn read(scene: &Scene) -> f64 {
    let root = scene.host.shadow_root();
    let bar = root.and_then(|root| root.query_selector("[part=progress]").ok().flatten());
    let percent = bar.and_then(|bar| bar.get_attribute("aria-valuenow"));
    percent.and_then(|percent| percent.parse::<u32>().ok()).unwrap_or_default().into()
}

fn question(scene: &Scene) -> String {
    match &scene.config.site_name {
        Some(name) => scene.words.fill("promptText", "site", name),
        None => scene.t("promptTextNoSite").to_string(),
    }
}

fn tell(scene: &Scene, state: &str) {
    scene.emit("notifications", &[("state", state.into())]);
}
