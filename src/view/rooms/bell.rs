//! The bell among the reading tools: notifications on and off, what about, and what stands in the
//! way. A button that shows a panel, by the disclosure pattern of the ARIA Authoring Practices:
//! <https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/>

use super::notices::{self, desk, tell};
use super::scene::{RoomProps, Scene};
use crate::article::model::direction_of;
use crate::config::notifications::{Notifications, Topic};
use crate::dom;
use crate::notifications::desk::{self as stand, Standing};
use crate::notifications::topics::{self, Choice};
use crate::notifications::{report, support, watch, Outcome};
use crate::view::icons::{self, icon};
use crate::view::tags::{part, tag, Tag};
use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef};

/// What happens to the bell.
pub enum Msg {
    /// The bell was pressed.
    Toggle,
    /// Escape, or a press outside.
    Close,
    /// Somebody should look how things stand, and perhaps tell the site what it has not heard.
    Look(bool),
    /// How things stand has changed.
    Changed,
    /// "Aktifkan", with the browser's promise of an answer.
    On(JsValue),
    /// "Matikan".
    Off,
    /// A choice was ticked, or not any more.
    Choose(Choice, bool),
    /// What the reader wanted has come to an end.
    Done(Outcome),
}

/// The bell.
pub struct Bell {
    open: bool,
    busy: bool,
    /// How the latest wish ended.
    outcome: Option<Outcome>,
    /// What the reader wants to be told of.
    chosen: Vec<Topic>,
    button: NodeRef,
    /// Hears presses outside while the panel is open.
    outside: Option<EventListener>,
    _watch: watch::Watch,
}

impl Component for Bell {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        link.send_message(Msg::Look(true));
        let config = ctx.props().scene.config.notifications.as_ref();
        Self {
            open: false,
            busy: false,
            outcome: None,
            chosen: config.map(stand::chosen).unwrap_or_default(),
            button: NodeRef::default(),
            outside: None,
            _watch: watch::watch(link.callback(|()| Msg::Changed), link.callback(Msg::Look)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let scene = &ctx.props().scene;
        let Some(desk) = desk(scene) else { return false };
        match msg {
            Msg::Toggle if self.open => self.close(false),
            Msg::Toggle => self.show(ctx),
            Msg::Close if self.open => self.close(true),
            Msg::Look(telling) => {
                let scene = scene.clone();
                spawn_local(async move {
                    for outcome in stand::look(&desk, telling).await {
                        tell(&scene, outcome);
                    }
                });
                return false;
            }
            Msg::Changed if !self.busy => self.chosen = stand::chosen(&desk.config),
            Msg::On(asked) if !self.busy => {
                let topics = self.chosen.clone();
                self.act(ctx, async move { stand::turn_on(&desk, asked, Some(topics)).await });
            }
            Msg::Off if !self.busy => self.act(ctx, async move { stand::turn_off(&desk).await }),
            Msg::Choose(choice, wanted) => {
                self.chosen = choice.put(&self.chosen, wanted);
                if stand::standing() == Some(Standing::On) {
                    let topics = self.chosen.clone();
                    self.act(ctx, async move { stand::choose(&desk, topics).await });
                }
            }
            Msg::Done(outcome) => {
                self.busy = false;
                self.outcome = Some(outcome);
                self.chosen = stand::chosen(&desk.config);
                tell(scene, outcome);
            }
            _ => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &ctx.props().scene;
        let Some(config) = &scene.config.notifications else { return Html::default() };
        let standing = stand::standing();
        let lang = scene.words.lang();
        let escape = ctx.link().batch_callback(|event: Event| {
            (dom::get_text(&event, "key").as_deref() == Some("Escape")).then_some(Msg::Close)
        });
        let name = [scene.t("promptLabel"), ": ", scene.t(short(standing))].concat();
        let id = [&scene.prefix, "bell"].concat();
        let mut button = tag("button")
            .set("class", "bell")
            .set("aria-expanded", if self.open { "true" } else { "false" })
            .text("aria-label", &name)
            .text("title", &name);
        if self.open {
            button = button.text("aria-controls", &id);
        }
        let button = button
            .press(ctx.link().callback(|_| Msg::Toggle))
            .reference(&self.button)
            .with(drawing(standing));
        let panel = self.open.then(|| {
            part("div", "bell")
                .set("class", "bell-panel")
                .set("role", "group")
                .text("id", &id)
                .text("aria-label", scene.t("promptLabel"))
                .with(self.panel(ctx, config, standing))
        });
        tag("div")
            .set("class", "bell-room")
            .text("lang", lang)
            .dir(Some(direction_of(lang)))
            .on(ListenerKind::onkeydown, escape)
            .with(button)
            .with_some(panel)
            .into()
    }
}

impl Bell {
    fn show(&mut self, ctx: &Context<Self>) {
        // One panel at a time: the tools have some of their own.
        let root = ctx.props().scene.host.shadow_root();
        let open = root
            .and_then(|root| root.query_selector(".tools > [aria-expanded=true]").ok().flatten());
        if let Some(open) = open {
            dom::call(&open, "click", &[]);
        }
        self.open = true;
        self.outcome = None;
        ctx.link().send_message(Msg::Look(false));
        let link = ctx.link().clone();
        let room = self.button.cast::<Element>().and_then(|button| button.parent_element());
        self.outside = dom::document().map(|document| {
            EventListener::new(&document, "pointerdown", move |event| {
                let path = event.composed_path();
                if !room.as_ref().is_some_and(|room| path.includes(room, 0)) {
                    link.send_message(Msg::Toggle);
                }
            })
        });
    }

    /// Closes the panel; who closed it by the keyboard gets back to the bell.
    fn close(&mut self, by_key: bool) {
        self.open = false;
        self.outside = None;
        if by_key {
            if let Some(button) = self.button.get() {
                dom::call(&button, "focus", &[]);
            }
        }
    }

    fn act(
        &mut self,
        ctx: &Context<Self>,
        wish: impl std::future::Future<Output = Outcome> + 'static,
    ) {
        self.busy = true;
        self.outcome = None;
        let link = ctx.link().clone();
        spawn_local(async move { link.send_message(Msg::Done(wish.await)) });
    }

    fn panel(
        &self,
        ctx: &Context<Self>,
        config: &Notifications,
        standing: Option<Standing>,
    ) -> Html {
        let scene = &ctx.props().scene;
        let link = ctx.link();
        let can = matches!(standing, Some(Standing::On | Standing::Off));
        let choices =
            if can { topics::choices(config, &scene.page, &self.chosen) } else { Vec::new() };
        let groups = (!choices.is_empty()).then(|| {
            let legend = tag("legend").say(scene.t("bellTopics"));
            tag("fieldset")
                .with(legend)
                .with_all(choices.into_iter().map(|choice| self.choice(ctx, choice)))
        });
        let mut act = tag("div").set("class", "answers");
        // Kept in place while it works, so that the focus is not lost.
        let off = if self.busy { "true" } else { "false" };
        match standing {
            Some(Standing::Off) => {
                let on = link.callback(|_| Msg::On(support::request()));
                let on = tag("button").press(on).set("class", "yes");
                act = act.with(on.set("aria-disabled", off).say(scene.t("promptYes")));
            }
            Some(Standing::On) => {
                let stop = tag("button").press(link.callback(|_| Msg::Off));
                act = act.with(stop.set("aria-disabled", off).say(scene.t("bellOff")));
            }
            _ => (),
        }
        let outside = standing == Some(Standing::Impossible(support::Obstacle::Framed));
        let outside = outside.then(|| {
            tag("a").href(&scene.page.url).set("target", "_blank").say(scene.t("bellOpen"))
        });
        tag("div")
            .with(tag("p").set("role", "status").say(&self.sentence(scene, standing)))
            .with_some(groups)
            .with(act)
            .with_some(outside)
            .into()
    }

    /// What there is to say: how the latest wish ended, else how things stand.
    fn sentence(&self, scene: &Scene, standing: Option<Standing>) -> String {
        if self.busy {
            return scene.t("promptWorking").into();
        }
        if let Some(outcome) = self.outcome {
            return notices::sentence(scene, outcome);
        }
        match standing {
            None => scene.t("promptWorking").into(),
            Some(Standing::Impossible(obstacle)) => scene.t(obstacle.words()).into(),
            Some(Standing::Blocked) => notices::sentence(scene, Outcome::Blocked),
            Some(Standing::Off) => notices::question(scene),
            Some(Standing::On) if report::recall().untold.is_empty() => {
                scene.t("bellOnText").into()
            }
            Some(Standing::On) => scene.t("promptReport").into(),
        }
    }

    /// A native check box: keys and roles are the browser's own.
    fn choice(&self, ctx: &Context<Self>, choice: Choice) -> Tag {
        let scene = &ctx.props().scene;
        let words = match choice.name.as_str() {
            "" => match &scene.config.site_name {
                Some(site) => scene.words.fill(choice.words, "site", site),
                None => scene.t("bellSiteNoName").into(),
            },
            name => scene.words.fill(choice.words, "name", name),
        };
        let held = choice.is_in(&self.chosen);
        let change = ctx.link().batch_callback(move |event: Event| {
            let target = event.target()?;
            let ticked = dom::get(&target, "checked").is_truthy();
            Some(Msg::Choose(choice.clone(), ticked))
        });
        let input = tag("input").set("type", "checkbox").checked(held);
        let input = input.on(ListenerKind::onchange, change);
        tag("label").with(input).with(tag("span").say(&words))
    }
}

/// The name of the words that say in short how things stand.
fn short(standing: Option<Standing>) -> &'static str {
    match standing {
        None | Some(Standing::Off) => "bellIsOff",
        Some(Standing::On) => "bellIsOn",
        Some(Standing::Blocked) => "bellIsBlocked",
        Some(Standing::Impossible(_)) => "bellIsImpossible",
    }
}

/// A bell: full when it rings, crossed out when it cannot.
fn drawing(standing: Option<Standing>) -> Tag {
    let crossed = matches!(standing, Some(Standing::Blocked | Standing::Impossible(_)));
    let bell = icon(icons::BELL).with_some(crossed.then(|| tag("path").set("d", icons::CROSSED)));
    if standing == Some(Standing::On) {
        bell.set("class", "icon rings")
    } else {
        bell
    }
}
