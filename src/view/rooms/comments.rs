//! The room of comments: a tab for each provider, by the tabs pattern of the ARIA Authoring
//! Practices with manual activation: arrows move, Enter and Space choose. Nothing is loaded before
//! a tab is chosen, so none is chosen at first.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>

use super::scene::{RoomProps, Scene};
use crate::article::model::{direction_of, Dir};
use crate::comments::{Provider, State};
use crate::dom;
use crate::view::tags::{part, tag, Tag};
use gloo_timers::callback::Timeout;
use std::any::Any;
use std::rc::Rc;
use web_sys::{Event, HtmlElement};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html};

/// What happens to the room.
pub enum Msg {
    /// A tab was chosen, or chosen again after a failure.
    Choose(usize),
    /// A key was pressed on a tab.
    Key(usize, Event),
    /// The provider of this turn tells how it goes.
    Told(u32, State),
}

/// The room of comments.
pub struct Comments {
    chosen: Option<usize>,
    /// The tab that Tab reaches.
    current: usize,
    state: State,
    /// Counts choices, so that a late word of an earlier provider is not heard.
    turn: u32,
    open: Option<Open>,
}

/// What a chosen provider holds; all of it ends with this.
struct Open {
    place: HtmlElement,
    provider: Option<Box<dyn Any>>,
    patience: Option<Timeout>,
}

impl Drop for Open {
    fn drop(&mut self) {
        // The provider first: it may look for its place.
        self.provider = None;
        self.place.remove();
    }
}

impl Component for Comments {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(_: &Context<Self>) -> Self {
        Self { chosen: None, current: 0, state: State::Loading, turn: 0, open: None }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Choose(index) => self.choose(ctx, index),
            Msg::Key(index, event) => {
                let key = dom::get_text(&event, "key").unwrap_or_default();
                if let Some(next) = self.neighbour(ctx, index, &key) {
                    event.prevent_default();
                    self.current = next;
                    let root = ctx.props().scene.host.shadow_root();
                    let tabs = root.and_then(|r| r.query_selector_all("[role=tab]").ok());
                    if let Some(tab) = tabs.and_then(|tabs| tabs.item(next as u32)) {
                        dom::call(&tab, "focus", &[]);
                    }
                }
            }
            Msg::Told(turn, state) => {
                // A notice that came too late is taken back when the comments come all the same.
                if turn != self.turn || self.state == state || self.chosen.is_none() {
                    return false;
                }
                self.state = state;
                if let Some(open) = &mut self.open {
                    open.patience = None;
                }
                self.tell(ctx);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &ctx.props().scene;
        let providers = &scene.config.providers;
        if providers.is_empty() {
            return Html::default();
        }
        let id = |name: &str| [&scene.prefix, name].concat();
        let label = scene.config.comments_label.as_deref().unwrap_or(scene.t("comments"));
        let tab = |(index, provider): (usize, &Rc<dyn Provider>)| {
            let chosen = self.chosen == Some(index);
            let mut tab = part("button", "tab")
                .set("role", "tab")
                .text("id", &id(&["tab-", &index.to_string()].concat()))
                .set("aria-selected", if chosen { "true" } else { "false" })
                .set("tabindex", if self.current == index { "0" } else { "-1" });
            if chosen {
                tab = tab.text("aria-controls", &id("tabpanel"));
            }
            tab.press(ctx.link().callback(move |_| Msg::Choose(index)))
                .on(ListenerKind::onkeydown, ctx.link().callback(move |e| Msg::Key(index, e)))
                .say(provider.name())
        };
        let tabs = part("div", "tablist")
            .set("class", "tablist")
            .set("role", "tablist")
            .text("aria-labelledby", &id("comments"))
            .with_all(providers.iter().enumerate().map(tab));
        let said = tag("p").set("class", "hush").set("role", "status");
        let panel = self.chosen.map(|index| {
            part("div", "tabpanel")
                .set("class", "tabpanel")
                .set("role", "tabpanel")
                .set("tabindex", "0")
                .text("id", &id("tabpanel"))
                .text("aria-labelledby", &id(&["tab-", &index.to_string()].concat()))
                .set("aria-busy", if self.state == State::Loading { "true" } else { "false" })
                .with_some(self.panel(ctx, index))
                .with(tag("slot").set("name", "comments"))
        });
        part("section", "comments")
            .set("class", "comments")
            .text("aria-labelledby", &id("comments"))
            .text("lang", scene.words.lang())
            .dir(Some(direction_of(scene.words.lang())))
            .with(tag("h2").text("id", &id("comments")).say(label))
            .with(tabs)
            .with(said.say(&self.announcement(scene)))
            .with_some(panel)
            .into()
    }
}

impl Comments {
    fn choose(&mut self, ctx: &Context<Self>, index: usize) {
        let scene = &ctx.props().scene;
        let Some(provider) = scene.config.providers.get(index) else { return };
        let again = matches!(self.state, State::Failed | State::Timeout | State::Busy);
        if self.chosen == Some(index) && !again {
            return;
        }
        self.open = None;
        self.turn = self.turn.wrapping_add(1);
        self.chosen = Some(index);
        self.current = index;
        self.state = State::Loading;
        self.tell(ctx);

        // The page's own tree: scripts of others do not look into a shadow root.
        let place = dom::make("div", &[("slot", "comments")]);
        let place: Option<HtmlElement> = place.and_then(|place| dom::cast(place.into()));
        let Some(place) = place.filter(|place| scene.host.append_child(place).is_ok()) else {
            return self.fail(ctx);
        };
        let turn = self.turn;
        let told = ctx.link().callback(move |state| Msg::Told(turn, state));
        let patience = (scene.config.comments_timeout * 1000.0) as u32;
        let late = told.clone();
        let patience = Timeout::new(patience, move || late.emit(State::Timeout));
        let mut open = Open { place, provider: None, patience: Some(patience) };
        open.provider = Some(provider.open(&open.place, &scene.page, told));
        self.open = Some(open);
    }

    fn fail(&mut self, ctx: &Context<Self>) {
        self.state = State::Failed;
        self.tell(ctx);
    }

    fn tell(&self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        let provider = self.chosen.and_then(|index| scene.config.providers.get(index));
        if let Some(provider) = provider {
            let state = self.state.as_str();
            scene
                .emit("comments", &[("provider", provider.kind().into()), ("state", state.into())]);
        }
    }

    /// The tab that a key leads to.
    fn neighbour(&self, ctx: &Context<Self>, index: usize, key: &str) -> Option<usize> {
        let scene = &ctx.props().scene;
        let count = scene.config.providers.len();
        let right_to_left = direction_of(scene.words.lang()) == Dir::Rtl;
        match key {
            "Home" => Some(0),
            "End" => count.checked_sub(1),
            "ArrowRight" | "ArrowLeft" => {
                let on = (key == "ArrowRight") != right_to_left;
                let step = if on { 1 } else { count.checked_sub(1)? };
                (index + step).checked_rem(count)
            }
            _ => None,
        }
    }

    fn name<'s>(&self, scene: &'s Scene) -> &'s str {
        let provider = self.chosen.and_then(|index| scene.config.providers.get(index));
        provider.map_or("", |provider| provider.name())
    }

    /// What is said to who does not see it.
    fn announcement(&self, scene: &Scene) -> String {
        match self.chosen {
            Some(_) => message(scene, self.state, self.name(scene)),
            None => String::new(),
        }
    }

    /// What stands above the comments, or in their place.
    fn panel(&self, ctx: &Context<Self>, index: usize) -> Option<Tag> {
        let scene = &ctx.props().scene;
        let name = self.name(scene);
        let text = message(scene, self.state, name);
        match self.state {
            State::Ready => None,
            State::Loading => {
                let spinner = tag("span").set("class", "spinner").set("aria-hidden", "true");
                Some(tag("p").set("class", "waiting").with(spinner).say(&text))
            }
            state => {
                let provider = scene.config.providers.get(index);
                let link = provider.and_then(|provider| provider.link(&scene.page));
                let mut outcome = tag("div").set("class", "outcome").with(tag("p").say(&text));
                if state != State::Ended {
                    let retry = ctx.link().callback(move |_| Msg::Choose(index));
                    outcome =
                        outcome.with(tag("button").press(retry).say(scene.t("commentsRetry")));
                }
                Some(outcome.with_some(link.map(|link| link_out(scene, &link, state, name))))
            }
        }
    }
}

fn message(scene: &Scene, state: State, name: &str) -> String {
    let key = match state {
        State::Loading => "commentsLoading",
        State::Ready => return String::new(),
        State::Failed => "commentsFailed",
        State::Timeout => "commentsTimeout",
        State::Ended => "facebookEnded",
        State::Busy => "commentsBusy",
    };
    scene.words.fill(key, "name", name)
}

fn link_out(scene: &Scene, link: &str, state: State, name: &str) -> Tag {
    let words = match state {
        State::Ended => scene.t("facebookShare").to_string(),
        _ => scene.words.fill("commentsOpen", "name", name),
    };
    tag("a").href(link).set("target", "_blank").say(&words)
}
