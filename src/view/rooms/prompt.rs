//! The question about notifications: not before the article has been read a while, one sentence
//! with the site's name, two buttons. It never takes the focus, and no is remembered.

use super::berth::Berth;
use super::notices::{self, desk, tell, tell_state};
use super::scene::{RoomProps, Scene};
use crate::article::model::direction_of;
use crate::dom;
use crate::notifications::desk::{self as stand, Standing};
use crate::notifications::memory::{self, Memory};
use crate::notifications::{support, watch, Outcome};
use crate::view::tags::{part, tag, Tag};
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef};

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
    /// How things stand has changed, here or in another tab.
    Changed,
    /// The window or the text has another size.
    Fit,
    /// "Aktifkan", with the browser's promise of an answer.
    Yes(JsValue),
    /// "Tidak", or Escape.
    No,
    /// The browser, the worker and the site have answered.
    Done(Outcome),
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
    berth: Berth,
    room: NodeRef,
    /// While the question is on screen: what changes the room there is for it.
    _sizes: Vec<EventListener>,
    _watch: watch::Watch,
}

impl Component for Prompt {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let mut prompt = Self {
            stage: Stage::Silent,
            seconds: 0.0,
            percent: 0.0,
            memory: Memory::default(),
            clock: None,
            berth: Berth::Sheet,
            room: NodeRef::default(),
            _sizes: Vec::new(),
            // The bell looks.
            _watch: watch::watch(link.callback(|()| Msg::Changed), yew::Callback::noop()),
        };
        prompt.begin(ctx);
        prompt
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let scene = &ctx.props().scene;
        match msg {
            Msg::Tick => {
                let document = dom::document();
                let hidden = document.is_some_and(|d| dom::get(&d, "hidden").is_truthy());
                if hidden {
                    return false;
                }
                self.seconds += f64::from(TICK) / 1000.0;
                self.percent = self.percent.max(read(scene));
                return self.consider(ctx);
            }
            Msg::Changed if self.stage == Stage::Silent => return self.consider(ctx),
            Msg::Changed => {
                // Answered in another tab, or by the bell: there is nothing to ask any more.
                let answered = memory::recall().is_silent(dom::now())
                    || stand::standing() == Some(Standing::On);
                if self.stage != Stage::Asking || !answered {
                    return false;
                }
                self.end(scene);
            }
            Msg::Fit => {
                if let Some(room) = self.room.cast::<HtmlElement>() {
                    dom::set_property(&room, "--high", "0px");
                }
                let berth = Berth::find(&scene.host);
                let same = berth == self.berth;
                self.berth = berth;
                return !same && self.stage != Stage::Silent;
            }
            Msg::Yes(asked) if self.stage == Stage::Asking => {
                let Some(desk) = desk(scene) else { return false };
                let link = ctx.link().clone();
                self.stage = Stage::Working;
                spawn_local(async move {
                    link.send_message(Msg::Done(stand::turn_on(&desk, asked, None).await));
                });
            }
            Msg::No if self.stage == Stage::Asking => {
                self.refuse(scene);
                self.end(scene);
                tell_state(scene, "refused");
            }
            Msg::Done(outcome) => {
                self.stage = Stage::Done(outcome);
                if matches!(outcome, Outcome::Dismissed | Outcome::Blocked) {
                    self.refuse(scene);
                }
                tell(scene, outcome);
            }
            Msg::No if matches!(self.stage, Stage::Done(_)) => self.end(scene),
            Msg::Yes(_) | Msg::No => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Live from the beginning: what comes into it is announced once.
        tag("div")
            .set("class", "prompt-room")
            .set("data-berth", self.berth.as_str())
            .set("aria-live", "polite")
            .reference(&self.room)
            .with_some(self.card(ctx))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(room) = self.room.cast::<HtmlElement>() {
            let card = room.first_element_child();
            self.berth.measure(&room, card.as_ref());
            if let (Stage::Asking, Some(card)) = (self.stage, card) {
                // An answer that comes late must not make the card jump.
                let height = card.get_bounding_client_rect().height();
                dom::set_property(&room, "--high", &[&dom::digits(height), "px"].concat());
            }
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        // A question that was never answered may be asked by another reader of the page.
        if self.stage == Stage::Asking {
            ASKED.set(false);
        }
    }
}

impl Prompt {
    /// Starts the clock, where there may be something to ask.
    fn begin(&mut self, ctx: &Context<Self>) {
        let Some(config) = &ctx.props().scene.config.notifications else { return };
        // Where no can't be remembered, asking would mean asking on every page.
        let remembers = dom::storage().is_some();
        if !remembers || support::obstacle(config).is_some() || support::permission() != "default" {
            return;
        }
        self.memory = memory::recall();
        self.memory.views = self.memory.views.saturating_add(1);
        memory::remember(&self.memory);
        let link = ctx.link().clone();
        self.clock = Some(Interval::new(TICK, move || link.send_message(Msg::Tick)));
    }

    /// Asks, if the time has come.
    fn consider(&mut self, ctx: &Context<Self>) -> bool {
        let scene = &ctx.props().scene;
        let Some(config) = &scene.config.notifications else { return false };
        if self.clock.is_none() || ASKED.get() || !open() {
            return false;
        }
        // Another tab may have asked, or counted, meanwhile.
        let kept = memory::recall();
        self.memory = Memory { views: kept.views.max(self.memory.views), ..kept };
        if !self.memory.may_ask(config, dom::now(), self.seconds, self.percent) {
            return false;
        }
        ASKED.set(true);
        self.clock = None;
        self.stage = Stage::Asking;
        self.berth = Berth::find(&scene.host);
        let fit = |target: &web_sys::EventTarget, name: &'static str| {
            let link = ctx.link().clone();
            EventListener::new(target, name, move |_| link.send_message(Msg::Fit))
        };
        let window = dom::window();
        self._sizes = window.iter().map(|window| fit(window, "resize")).collect();
        self._sizes.extend(["baca-text-size", "baca-settings"].map(|name| fit(&scene.host, name)));
        tell_state(scene, "asked");
        true
    }

    fn refuse(&mut self, scene: &Scene) {
        if let Some(config) = &scene.config.notifications {
            let mut kept = memory::recall();
            kept.views = kept.views.max(self.memory.views);
            kept.refuse(config, dom::now());
            memory::remember(&kept);
            self.memory = kept;
        }
    }

    /// Takes the question away; a focus that was in it goes to the bell, which stays.
    fn end(&mut self, scene: &Scene) {
        self.stage = Stage::Silent;
        self._sizes.clear();
        let root = scene.host.shadow_root();
        let focused = root.as_ref().and_then(|root| root.active_element());
        let room = self.room.cast::<Element>();
        let inside = focused.zip(room).is_some_and(|(focus, room)| room.contains(Some(&focus)));
        let bell = root.and_then(|root| root.query_selector(".bell").ok().flatten());
        if let (true, Some(bell)) = (inside, bell) {
            dom::call(&bell, "focus", &[dom::object(&[("preventScroll", true.into())]).into()]);
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
                // The browser is asked inside the click.
                let yes = link.callback(|_| Msg::Yes(support::request()));
                let yes = button("promptYes", yes).set("class", "yes");
                let no = button("promptNo", link.callback(|_| Msg::No));
                (notices::question(scene), Some(answers.with(yes).with(no)))
            }
            Stage::Working => (scene.t("promptWorking").to_string(), None),
            Stage::Done(outcome) => {
                let close = button("promptClose", link.callback(|_| Msg::No));
                (notices::sentence(scene, outcome), Some(answers.with(close)))
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

/// Whether there is still something to ask: the bell has looked, nothing stands in the way, the
/// reader has not decided.
fn open() -> bool {
    stand::standing() == Some(Standing::Off) && support::permission() == "default"
}

/// How much has been read: the bar of progress knows.
fn read(scene: &Scene) -> f64 {
    let root = scene.host.shadow_root();
    let bar = root.and_then(|root| root.query_selector("[part=progress]").ok().flatten());
    let percent = bar.and_then(|bar| bar.get_attribute("aria-valuenow"));
    percent.and_then(|percent| percent.parse::<u32>().ok()).unwrap_or_default().into()
}
