//! One provider on this page, from the choice of its tab to its end.

use super::{Comments, Msg};
use crate::comments::fetch::Job;
use crate::comments::loader::{self, Discuss};
use crate::comments::settings::host_of;
use crate::comments::{Configured, Home, Look, Page, Session, Stage, State, Told};
use crate::config::comments::Consent;
use crate::dom;
use crate::view::rooms::scene::Scene;
use gloo_timers::callback::Timeout;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Context};

/// The name of the slot for what is open, and for what is kept while another tab is.
const SLOT: &str = "comments";
const KEPT: &str = "comments-kept";

/// A provider with its state.
pub struct Tab {
    /// The provider, as it is configured.
    pub of: Configured,
    /// How it is getting on.
    pub state: State,
    /// How many comments it has, as far as is known.
    pub count: Option<u32>,
    /// Counts its lives, so that a late word of an earlier one is not heard.
    pub turn: u32,
    /// The comment that the page's address names.
    linked: Option<String>,
    /// Whether the reader has chosen it.
    pub asked: bool,
    /// Whether another tab is chosen.
    left: bool,
    /// A request for its count.
    pub counting: Option<Job>,
    life: Option<Life>,
}

/// What an open provider holds; all of it ends with this.
pub struct Life {
    session: Option<Box<dyn Session>>,
    place: Option<HtmlElement>,
    in_page: bool,
    patience: Option<Timeout>,
    /// How things looked when it was last told.
    look: Look,
    /// Who hears it: the tab, or that of the next article.
    hearer: Rc<RefCell<Callback<Told>>>,
}

impl Drop for Life {
    fn drop(&mut self) {
        self.patience = None;
        // The provider first: it may look for its place.
        self.session = None;
        if let Some(place) = self.place.take() {
            place.remove();
        }
    }
}

impl Tab {
    /// A provider that has not begun.
    pub fn new(of: Configured, page: &Page) -> Self {
        Self {
            count: of.provider.count(page),
            of,
            state: State::Asking,
            turn: 0,
            linked: None,
            asked: false,
            left: false,
            counting: None,
            life: None,
        }
    }

    /// Its name in the reader's language.
    pub fn name<'s>(&'s self, scene: &'s Scene) -> &'s str {
        match self.of.name.as_str() {
            "" => scene.t("commentsOwn"),
            name => name,
        }
    }

    /// What stands for it where a choice is remembered.
    pub fn choice(&self) -> String {
        [self.of.kind.name, ":", &self.of.name].concat()
    }

    /// What stands for it where consent is remembered: the provider and whom it asks.
    pub fn key(&self, page: &Page) -> String {
        [self.of.kind.name, " ", self.host(page)].concat()
    }

    /// The host that it asks, empty for none.
    pub fn host<'p>(&'p self, page: &'p Page) -> &'p str {
        host_of(self.of.provider.server(page))
    }

    /// Whether it asks somebody other than the site itself.
    pub fn is_foreign(&self, page: &Page) -> bool {
        let host = self.host(page);
        let own = dom::window().and_then(|window| window.location().host().ok());
        !host.is_empty() && Some(host) != own.as_deref()
    }

    /// Whether it has begun and has not failed since.
    pub fn is_open(&self) -> bool {
        let failed = matches!(self.state, State::Failed | State::Timeout | State::Busy);
        self.life.is_some() && !failed
    }

    /// Its place inside the shadow root, if it has one.
    pub fn place(&self) -> Option<&HtmlElement> {
        let life = self.life.as_ref().filter(|life| !life.in_page)?;
        life.place.as_ref()
    }

    /// Begins.
    pub fn open(&mut self, ctx: &Context<Comments>, index: usize, look: &Look) {
        let scene = &ctx.props().scene;
        self.close();
        self.state = State::Loading;
        let turn = self.turn;
        let hearer = Rc::new(RefCell::new(hearer(ctx, index, turn)));
        let heard = hearer.clone();
        let tell = Callback::from(move |told| {
            let hearer = heard.borrow().clone();
            hearer.emit(told);
        });
        let late = tell.clone();
        let patience = (scene.config.comments.timeout * 1000.0) as u32;
        let patience = Timeout::new(patience, move || late.emit(Told::State(State::Timeout)));
        let home = self.of.kind.home;
        let in_page = matches!(home, Home::Page);
        let place = match home {
            Home::Drawn | Home::Shadow => make_place(&[("class", "place")]),
            Home::Page => {
                make_place(&[("slot", SLOT)]).filter(|place| scene.host.append_child(place).is_ok())
            }
        };
        let (patience, look) = (Some(patience), look.clone());
        let mut life = Life { session: None, place, in_page, patience, look, hearer };
        self.tell(scene);
        if let Some(place) = life.place.clone() {
            let (page, look) = (scene.page.clone(), life.look.clone());
            let stage = Stage { place, page, look, tell: tell.clone() };
            life.session = match home {
                Home::Drawn => loader::discuss(&self.of.raw, &stage, self.options(scene)),
                _ => self.of.provider.open(stage),
            };
        }
        if life.session.is_none() {
            tell.emit(Told::State(State::Failed));
        }
        self.life = Some(life);
    }

    /// What drawing a discussion takes besides.
    fn options(&self, scene: &Scene) -> Discuss {
        Discuss {
            host: scene.host.clone(),
            base: scene.config.comments.base.clone(),
            labels: scene.config.labels.clone(),
            name: self.name(scene).into(),
            link: self.of.link(&scene.page),
            linked: self.linked.clone(),
            pictures: self.pictures(scene),
        }
    }

    /// Whose pictures may be fetched: of everybody that the discussion shows (`None`), once the
    /// reader has chosen it and needs not be asked; else of the site and of the provider.
    fn pictures(&self, scene: &Scene) -> Option<Vec<String>> {
        let asks = matches!(scene.config.comments.consent, Consent::Ask | Consent::Tcf);
        if self.asked && !asks {
            return None;
        }
        let own = dom::window().and_then(|window| window.location().host().ok());
        Some(vec![own.unwrap_or_default(), self.host(&scene.page).into()])
    }

    /// The page's address names a comment of it.
    pub fn seek(&mut self, comment: String) {
        if comment.is_empty() {
            return;
        }
        if let Some(session) = self.life.as_mut().and_then(|life| life.session.as_mut()) {
            session.seek(&comment);
        }
        self.linked = Some(comment);
    }

    /// Lets what is open wait for the next article, if it shows its comments.
    pub fn park(self) -> Waiting {
        self.slot(KEPT);
        let life = self.life.filter(|_| self.state == State::Ready);
        Waiting { raw: self.of.raw, asked: self.asked, count: self.count, life }
    }

    /// Takes what waited since the article before.
    pub fn resume(&mut self, ctx: &Context<Comments>, index: usize, waiting: Waiting) {
        self.asked = waiting.asked;
        // A frame that has left the document has lost what was in it.
        let there = |life: &Life| life.place.as_ref().is_some_and(|place| place.is_connected());
        if let Some(life) = waiting.life.filter(there) {
            life.hearer.replace(hearer(ctx, index, self.turn));
            self.count = waiting.count;
            self.state = State::Ready;
            self.life = Some(life);
        }
    }

    /// Goes on with that, unless it has no way to follow: then it ends. `page` is the article before.
    pub fn follow(&mut self, scene: &Scene, page: &Page) {
        let Some(session) = self.life.as_mut().and_then(|life| life.session.as_mut()) else {
            return;
        };
        if *page != scene.page {
            if !session.turn(&scene.page) {
                self.close();
            }
            self.count = self.of.provider.count(&scene.page);
        }
    }

    /// Ends, and is as before it began.
    pub fn close(&mut self) {
        self.life = None;
        self.turn = self.turn.wrapping_add(1);
        self.state = State::Asking;
    }

    /// Another tab is chosen: what was typed stays.
    pub fn leave(&mut self) {
        self.left = true;
        self.slot(KEPT);
    }

    /// Its tab is chosen, again perhaps: what has changed meanwhile is told now that it is on screen,
    /// since some take their theme from what is around them.
    pub fn arrive(&mut self, look: &Look) {
        self.left = false;
        self.slot(SLOT);
        self.restyle(look);
    }

    fn slot(&self, name: &str) {
        let life = self.life.as_ref().filter(|life| life.in_page);
        if let Some(place) = life.and_then(|life| life.place.as_ref()) {
            let _ = place.set_attribute("slot", name);
        }
    }

    /// Hears what its provider tells; `true` if that is news.
    pub fn hear(&mut self, scene: &Scene, turn: u32, told: Told) -> bool {
        if turn != self.turn {
            return false;
        }
        match told {
            Told::Count(count) => {
                let news = self.count != Some(count);
                self.count = Some(count);
                news
            }
            // A notice that came too late is taken back when the comments come all the same.
            Told::State(State::Timeout) if self.state != State::Loading => false,
            Told::State(state) if state == self.state => false,
            Told::State(state) => {
                self.state = state;
                if let Some(life) = &mut self.life {
                    life.patience = None;
                }
                self.tell(scene);
                true
            }
        }
    }

    /// Tells the page how it is getting on.
    pub fn tell(&self, scene: &Scene) {
        let provider = self.of.kind.name;
        let state = self.state.as_str();
        scene.emit("comments", &[("provider", provider.into()), ("state", state.into())]);
    }

    /// The reader's theme or language changed.
    pub fn restyle(&mut self, look: &Look) {
        let Some(life) = self.life.as_mut().filter(|life| !self.left && life.look != *look) else {
            return;
        };
        life.look = look.clone();
        if let Some(session) = &mut life.session {
            session.restyle(look);
        }
    }
}

/// What was open, between two articles.
pub struct Waiting {
    /// The provider's part of the configuration.
    pub raw: Value,
    asked: bool,
    count: Option<u32>,
    life: Option<Life>,
}

/// Who hears what the provider of a tab tells in this turn of its life.
fn hearer(ctx: &Context<Comments>, index: usize, turn: u32) -> Callback<Told> {
    ctx.link().callback(move |told| Msg::Told(index, turn, told))
}

fn make_place(attributes: &[(&str, &str)]) -> Option<HtmlElement> {
    dom::make("div", attributes).and_then(|place| dom::cast(place.into()))
}
