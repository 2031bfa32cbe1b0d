//! The room of comments: a tab for each provider, by the tabs pattern of the ARIA Authoring
//! Practices with manual activation: arrows move, Enter and Space choose. Nothing of anybody else's
//! is loaded before the reader asks for it.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>
//!
//! - here: what happens to the room, and how it is drawn.
//! - [`opening`]: which tab is open, and when its provider may begin.
//! - [`tab`]: one provider on this page; [`strip`]: the tabs; [`panel`]: what stands under them.
//! - [`parked`]: what is open while the reader goes on to another article.

mod opening;
mod panel;
pub mod parked;
mod strip;
mod tab;

use super::look::{self, Near, Watch};
use super::scene::RoomProps;
use crate::article::model::direction_of;
use crate::comments::consent::{self, Manager};
use crate::comments::drawn::{own, Answer};
use crate::comments::fetch::Failure;
use crate::comments::{Look, Told};
use crate::config::comments::Consent;
use crate::dom;
use crate::view::tags::{part, tag};
use gloo_events::EventListener;
use parked::{Resumed, Shelter};
use tab::Tab;
use web_sys::HtmlElement;
use yew::{Component, Context, Html};

/// What happens to the room.
pub enum Msg {
    /// It is there.
    Begin,
    /// A tab was chosen, or chosen again after a failure.
    Choose(usize),
    /// The reader allows a provider, and wants it now.
    Allow(usize),
    /// The reader takes that back.
    Withdraw(usize),
    /// A key was pressed on a tab.
    Key(usize, String),
    /// The provider of a tab, in this turn of its life, tells something.
    Told(usize, u32, Told),
    /// How many comments a provider has, without having been opened.
    Counted(usize, Result<Answer, Failure>),
    /// Theme, language or the system's scheme may have changed.
    Look,
    /// The room is near the window.
    Near,
    /// The consent manager said whether content of others may be loaded.
    Consent(bool),
    /// The fragment of the page's address changed.
    Moved,
}

/// The room of comments.
pub struct Comments {
    tabs: Vec<Tab>,
    chosen: Option<usize>,
    /// The tab that the key Tab reaches.
    current: usize,
    look: Look,
    /// What the consent manager last said.
    consent: Option<bool>,
    is_near: bool,
    /// What was open with the article before.
    resumed: Option<Resumed>,
    /// Where it waits until it has moved here.
    shelter: Option<Shelter>,
    section: yew::NodeRef,
    near: Option<Near>,
    manager: Option<Manager>,
    _look: Option<Watch>,
    _moved: Option<EventListener>,
}

impl Component for Comments {
    type Message = Msg;
    type Properties = RoomProps;

    fn create(ctx: &Context<Self>) -> Self {
        let scene = &ctx.props().scene;
        let link = ctx.link();
        let providers = own::spread(&scene.config.comments.providers, &scene.page);
        let watched = scene.config.comments.consent == Consent::Tcf;
        let told = link.callback(Msg::Consent);
        let moved = dom::window().map(|window| {
            let link = link.clone();
            EventListener::new(&window, "hashchange", move |_| link.send_message(Msg::Moved))
        });
        let mut tabs: Vec<Tab> =
            providers.into_iter().map(|provider| Tab::new(provider, &scene.page)).collect();
        let mut resumed = parked::resume(ctx, &mut tabs);
        let chosen = resumed.as_ref().and_then(|resumed| resumed.chosen);
        Self {
            tabs,
            shelter: resumed.as_mut().and_then(|resumed| resumed.shelter.take()),
            resumed,
            chosen,
            current: chosen.unwrap_or_default(),
            look: look::now(scene),
            consent: None,
            is_near: false,
            section: yew::NodeRef::default(),
            near: None,
            manager: watched.then(|| Manager::listen(told)).flatten(),
            _look: Watch::begin(scene, link.callback(|()| Msg::Look)),
            _moved: moved,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Begin => {
                let before = self.follow_article(ctx);
                if self.follow_address(ctx) {
                    return true;
                }
                match before {
                    Some(index) => {
                        let asked = self.tabs.get(index).is_some_and(|tab| tab.asked);
                        self.choose(ctx, index, asked);
                    }
                    None => self.begin(ctx),
                }
            }
            Msg::Choose(index) => {
                self.remember(index);
                self.choose(ctx, index, true);
            }
            Msg::Allow(index) => {
                if let Some(tab) = self.tabs.get(index) {
                    consent::allow(&tab.key(&ctx.props().scene.page), true);
                }
                self.remember(index);
                self.choose(ctx, index, true);
            }
            Msg::Withdraw(index) => {
                let scene = &ctx.props().scene;
                if let Some(tab) = self.tabs.get_mut(index) {
                    consent::allow(&tab.key(&scene.page), false);
                    tab.close();
                    tab.tell(scene);
                }
            }
            Msg::Key(index, key) => {
                let scene = &ctx.props().scene;
                if let Some(next) = strip::neighbour(scene, self.tabs.len(), index, &key) {
                    self.current = next;
                    strip::focus(scene, next);
                }
            }
            Msg::Told(index, turn, told) => {
                let scene = &ctx.props().scene;
                return self.tabs.get_mut(index).is_some_and(|tab| tab.hear(scene, turn, told));
            }
            Msg::Counted(index, answer) => {
                let scene = &ctx.props().scene;
                let Some(tab) = self.tabs.get_mut(index) else { return false };
                tab.counting = None;
                let count = answer
                    .ok()
                    .filter(|a| a.status < 300)
                    .and_then(|a| tab.of.provider.read_count(&a, &scene.page));
                tab.count = count.or(tab.count);
            }
            Msg::Look => {
                let now = look::now(&ctx.props().scene);
                self.restyle(now);
                return false;
            }
            Msg::Near => {
                self.near = None;
                self.is_near = true;
                self.begin_near(ctx);
            }
            Msg::Consent(yes) => self.consented(ctx, yes),
            Msg::Moved => return self.follow_address(ctx),
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &RoomProps) -> bool {
        self.restyle(look::now(&ctx.props().scene));
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &ctx.props().scene;
        if self.tabs.is_empty() {
            return Html::default();
        }
        let id = |name: &str| [&scene.prefix, name].concat();
        let usual = scene.t(if self.tabs.len() > 1 { "comments" } else { "commentsOne" });
        let label = scene.config.comments.label.as_deref().unwrap_or(usual);
        let said = tag("p").set("class", "hush").set("role", "status");
        let chosen = self.chosen.and_then(|index| Some((index, self.tabs.get(index)?)));
        let announced = chosen.map(|(_, tab)| panel::message(scene, tab)).unwrap_or_default();
        let strip = (self.tabs.len() > 1)
            .then(|| strip::strip(ctx, &self.tabs, self.chosen, self.current, &id("comments")));
        part("section", "comments")
            .set("class", "comments")
            .text("aria-labelledby", &id("comments"))
            .text("lang", scene.words.lang())
            .dir(Some(direction_of(scene.words.lang())))
            .reference(&self.section)
            .with(tag("h2").text("id", &id("comments")).say(label))
            .with_some(strip)
            .with(said.say(&announced))
            .with_some(chosen.map(|(index, _)| panel::panel(ctx, self, index)))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        panel::settle(&ctx.props().scene, &self.tabs);
        if self.chosen.is_some() {
            self.shelter = None;
        }
        if !first || self.tabs.is_empty() {
            return;
        }
        if let Some(section) = self.section.cast::<HtmlElement>() {
            self.near = Near::wait(&section, ctx.link().callback(|()| Msg::Near));
        }
        if self.near.is_none() {
            ctx.link().send_message(Msg::Near);
        }
        ctx.link().send_message(Msg::Begin);
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let tabs = std::mem::take(&mut self.tabs);
        parked::keep(&ctx.props().scene, tabs, self.chosen);
    }
}
