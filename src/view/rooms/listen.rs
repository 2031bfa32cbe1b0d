//! The player of the article's own text: it stands at the lower edge while something is read aloud.

use super::scene::{RoomProps, Scene};
use super::spoken::{self, Text};
use crate::article::model::direction_of;
use crate::dom;
use crate::intl;
use crate::speech::{Utterance, RATES};
use crate::view::icons::{self, icon};
use crate::view::tags::{part, tag, Tag};
use serde_json::Value;
use web_sys::Event;
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef};

/// The entry in the site's storage.
const KEY: &str = "baca:listen";

/// What happens to the player.
pub enum Msg {
    /// A sentence came to its end, or was cut off: of this turn.
    Said(u32, bool),
    /// Begin, go on, or pause.
    Toggle,
    /// So many texts on, or back.
    Skip(isize),
    /// The next rate of speech.
    Rate,
    /// Enough.
    Stop,
}

/// The player.
pub struct Listen {
    texts: Vec<Text>,
    text: usize,
    sentence: usize,
    rate: f64,
    /// Counts what was asked to be said, so that the end of an earlier sentence is not heard.
    turn: u32,
    speaking: Option<Utterance>,
    toggle: NodeRef,
    /// Told to who does not see it.
    failed: bool,
}

impl Component for Listen {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(ctx: &Context<Self>) -> Self {
        let scene = &ctx.props().scene;
        let texts = spoken::texts(&scene.host, &scene.article_lang);
        let mut listen = Self {
            text: spoken::being_read(&texts),
            texts,
            sentence: 0,
            rate: kept_rate(),
            turn: 0,
            speaking: None,
            toggle: NodeRef::default(),
            failed: false,
        };
        listen.say(ctx);
        listen
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Said(turn, _) if turn != self.turn => return false,
            Msg::Said(_, true) => self.go_on(ctx),
            Msg::Said(_, false) => {
                // Somebody else's page script may have stopped it, or there is no voice any more.
                self.speaking = None;
                self.failed = true;
            }
            Msg::Toggle if self.speaking.is_some() => self.hush(),
            Msg::Toggle => self.say(ctx),
            Msg::Skip(by) => {
                let last = self.texts.len().saturating_sub(1);
                self.text = self.text.saturating_add_signed(by).min(last);
                self.sentence = 0;
                self.say(ctx);
            }
            Msg::Rate => {
                let next = RATES.iter().find(|rate| **rate > self.rate);
                self.rate = next.or(RATES.first()).copied().unwrap_or(1.0);
                dom::store_json(KEY, &Value::from(self.rate));
                if self.speaking.is_some() {
                    self.say(ctx);
                }
            }
            Msg::Stop => {
                self.hush();
                ctx.props().scene.done_listening.emit(());
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &ctx.props().scene;
        let link = ctx.link();
        let button = |key: &str, sign, act| {
            tag("button").text("aria-label", scene.t(key)).press(act).with(icon(sign))
        };
        let speaking = self.speaking.is_some();
        let (key, sign) =
            if speaking { ("listenPause", icons::PAUSE) } else { ("listenPlay", icons::PLAY) };
        let rate = [&intl::number(scene.words.lang(), self.rate), "×"].concat();
        let rate_name = scene.words.fill("listenRate", "n", &rate);
        let rate = tag("button")
            .text("aria-label", &rate_name)
            .press(link.callback(|_| Msg::Rate))
            .say(&rate);
        let escape = link.batch_callback(|event: Event| {
            (dom::get_text(&event, "key").as_deref() == Some("Escape")).then_some(Msg::Stop)
        });
        let said = if self.failed { scene.t("listenFailed") } else { "" };
        part("section", "player")
            .set("class", "player")
            .text("aria-label", scene.t("listenLabel"))
            .text("lang", scene.words.lang())
            .dir(Some(direction_of(scene.words.lang())))
            .on(ListenerKind::onkeydown, escape)
            .with(button("listenPrevious", icons::BACK, link.callback(|_| Msg::Skip(-1))))
            .with(
                button(key, sign, link.callback(|_| Msg::Toggle))
                    .set("class", "toggle")
                    .reference(&self.toggle),
            )
            .with(button("listenNext", icons::ON, link.callback(|_| Msg::Skip(1))))
            .with(rate)
            .with(self.progress(scene))
            .with(button("listenStop", icons::CLOSE, link.callback(|_| Msg::Stop)))
            .with(tag("p").set("class", "note").set("role", "status").say(said))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        // It was asked for, so the next key belongs to it.
        if let Some(toggle) = self.toggle.get().filter(|_| first) {
            dom::call(&toggle, "focus", &[]);
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.hush();
    }
}

impl Listen {
    /// Says the present sentence, and marks it.
    fn say(&mut self, ctx: &Context<Self>) {
        // What is still being said ends first: its end is of an earlier turn.
        self.turn = self.turn.wrapping_add(1);
        self.speaking = None;
        self.failed = false;
        let Some(text) = self.texts.get(self.text) else { return };
        let Some(sentence) = text.sentence(self.sentence) else { return };
        text.mark(self.sentence);
        let (link, turn) = (ctx.link().clone(), self.turn);
        let done = move |whole| link.send_message(Msg::Said(turn, whole));
        self.speaking = Utterance::say(&sentence, &text.lang, self.rate, done);
        self.failed = self.speaking.is_none();
    }

    fn go_on(&mut self, ctx: &Context<Self>) {
        self.sentence += 1;
        if self.texts.get(self.text).is_some_and(|text| self.sentence < text.len()) {
            return self.say(ctx);
        }
        self.sentence = 0;
        if self.text + 1 < self.texts.len() {
            self.text += 1;
            self.say(ctx);
        } else {
            // The end: from the beginning, if it is wanted again.
            self.text = 0;
            self.hush();
        }
    }

    fn hush(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        self.speaking = None;
        spoken::unmark();
    }

    fn progress(&self, scene: &Scene) -> Tag {
        let number = |n: usize| intl::number(scene.words.lang(), n as f64);
        let words = scene.words.fill("listenPlace", "n", &number(self.text + 1));
        tag("span").set("class", "place").say(&words.replace("{of}", &number(self.texts.len())))
    }
}

fn kept_rate() -> f64 {
    let kept = dom::stored_json(KEY).and_then(|value| value.as_f64());
    kept.filter(|rate| RATES.contains(rate)).unwrap_or(1.0)
}
