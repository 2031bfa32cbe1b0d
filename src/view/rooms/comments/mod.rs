//! The room of comments: a tab for each provider, by the tabs pattern of the ARIA Authoring
//! Practices with manual activation: arrows move, Enter and Space choose. Nothing of anybody else's
//! is loaded before the reader asks for it.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>
//!
//! - here: which tab is open, and when its provider may begin.
//! - [`tab`]: one provider on this page; [`strip`]: the tabs; [`panel`]: what stands under them.
//! - [`parked`]: what is open while the reader goes on to another article.

mod panel;
pub mod parked;
mod strip;
mod tab;

use super::look::{self, Near, Watch};
use super::scene::{RoomProps, Scene};
use crate::article::model::direction_of;
use crate::comments::consent::{self, Manager};
use crate::comments::drawn::{own, Answer};
use crate::comments::fetch::{self, Failure};
use crate::comments::{address, Look, Told};
use crate::config::comments::Consent;
use crate::dom;
use crate::view::tags::{part, tag};
use gloo_events::EventListener;
use parked::Shelter;
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
    /// The tab that was open with the article before.
    resumed: Option<usize>,
    /// Where providers wait that were open with it, until they have moved here.
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
        let (resumed, shelter) = parked::resume(ctx, &mut tabs);
        Self {
            tabs,
            resumed,
            shelter,
            chosen: resumed,
            current: resumed.unwrap_or_default(),
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
                if self.follow_address(ctx) {
                    return true;
                }
                match self.resumed {
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
        parked::keep(&ctx.props().scene, tabs, self.chosen, &self.look);
    }
}

impl Comments {
    /// Opens the tab that is to be open at first, if any: the reader's last one, the site's, or the
    /// only one. Nothing of anybody else's is loaded by that.
    fn begin(&mut self, ctx: &Context<Self>) {
        let config = &ctx.props().scene.config.comments;
        let last = consent::last_choice();
        let last = self.tabs.iter().position(|tab| Some(tab.choice()) == last);
        let default =
            || self.tabs.iter().position(|t| Some(t.of.kind.name) == config.default.as_deref());
        let only = || (self.tabs.len() == 1).then_some(0);
        if let Some(index) = last.or_else(default).or_else(only) {
            self.choose(ctx, index, false);
        }
    }

    /// Opens the tab of the comment that the page's address names.
    fn follow_address(&mut self, ctx: &Context<Self>) -> bool {
        let address = address::here();
        let named = self
            .tabs
            .iter()
            .enumerate()
            .find_map(|(index, tab)| Some((index, tab.of.names(&address)?)));
        let Some((index, comment)) = named else { return false };
        if let Some(tab) = self.tabs.get_mut(index) {
            tab.seek(comment);
        }
        // Following a link to a comment is asking for it.
        self.choose(ctx, index, true);
        true
    }

    fn remember(&self, index: usize) {
        if let Some(tab) = self.tabs.get(index) {
            consent::choose(&tab.choice());
        }
    }

    /// Opens a tab; `asked`: by the reader.
    fn choose(&mut self, ctx: &Context<Self>, index: usize, asked: bool) {
        let scene = &ctx.props().scene;
        let before = self.chosen.filter(|before| *before != index);
        if let Some(tab) = before.and_then(|before| self.tabs.get_mut(before)) {
            tab.leave();
        }
        self.chosen = Some(index);
        self.current = index;
        let allowed = self.may_load(scene, index, asked);
        let Some(tab) = self.tabs.get_mut(index) else { return };
        tab.asked |= asked;
        tab.arrive();
        if tab.is_open() {
            if self.resumed.take() == Some(index) {
                tab.tell(scene);
            }
            return;
        }
        if allowed && (asked || tab.of.provider.is_here(&scene.page) || self.is_near) {
            tab.open(ctx, index, &self.look);
        } else if before.is_some() || asked {
            tab.tell(scene);
        }
    }

    /// Whether a provider may be asked for anything.
    fn may_load(&self, scene: &Scene, index: usize, asked: bool) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        if !tab.is_foreign(&scene.page) {
            return true;
        }
        let config = &scene.config.comments;
        let willing = asked || config.near;
        match config.consent {
            Consent::Chosen | Consent::Granted => willing,
            Consent::Tcf if self.manager.is_some() => self.consent == Some(true) && willing,
            // A site that names a manager and has none asks by itself.
            Consent::Ask | Consent::Tcf => consent::is_allowed(&tab.key(&scene.page)) && willing,
        }
    }

    /// Whether a provider may be asked how many comments it has, which nobody has asked for.
    fn may_count(&self, scene: &Scene, index: usize) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        let agreed = match scene.config.comments.consent {
            Consent::Chosen => false,
            Consent::Granted => true,
            Consent::Tcf if self.manager.is_some() => self.consent == Some(true),
            Consent::Ask | Consent::Tcf => consent::is_allowed(&tab.key(&scene.page)),
        };
        agreed || !tab.is_foreign(&scene.page)
    }

    /// What begins when the room is near: the open tab, and counts.
    fn begin_near(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        if let Some(index) = self.chosen {
            let allowed = self.may_load(scene, index, false);
            if let Some(tab) = self.tabs.get_mut(index).filter(|tab| allowed && !tab.is_open()) {
                tab.open(ctx, index, &self.look);
            }
        }
        for index in 0..self.tabs.len() {
            let may = self.may_count(scene, index);
            let Some(tab) = self.tabs.get_mut(index) else { continue };
            if !may || tab.count.is_some() || tab.is_open() || tab.counting.is_some() {
                continue;
            }
            let patience = (scene.config.comments.timeout * 1000.0) as u32;
            let link = ctx.link().clone();
            tab.counting = tab.of.provider.count_request(&scene.page).map(|request| {
                fetch::ask(
                    &request,
                    patience,
                    Box::new(move |answer| link.send_message(Msg::Counted(index, answer))),
                )
            });
        }
    }

    fn consented(&mut self, ctx: &Context<Self>, yes: bool) {
        let scene = &ctx.props().scene;
        self.consent = Some(yes);
        if !yes {
            for tab in
                self.tabs.iter_mut().filter(|tab| tab.is_foreign(&scene.page) && tab.is_open())
            {
                tab.close();
                tab.tell(scene);
            }
            return;
        }
        if let Some(index) = self.chosen {
            let asked = self.tabs.get(index).is_some_and(|tab| tab.asked);
            self.choose(ctx, index, asked);
        }
        if self.is_near {
            self.begin_near(ctx);
        }
    }

    fn restyle(&mut self, look: Look) {
        if look != self.look {
            self.look = look;
            for tab in &mut self.tabs {
                tab.restyle(&self.look);
            }
        }
    }
}
