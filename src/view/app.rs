//! One reader: the controls around an article that is drawn already. They stand in the places that
//! the article's frame left for them, so that its nodes never move. Messages come one after another:
//! what is told while one is dealt with waits for its end.

use super::page::Page;
use super::paper::{part, tag};
use super::scene::{Facts, Scene};
use super::toolbar::{self, Toolbar};
use super::{anchors, drawing, events, place};
use crate::analytics::Analytics;
use crate::article::model::{plain_text, Byline};
use crate::article::Article;
use crate::config::Config;
use crate::i18n::{self, Words};
use crate::reading::{Position, Reading};
use crate::settings::{self, Settings};
use crate::{comments, dom};
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::Callback;

/// What happens to a reader.
pub enum Msg {
    /// The site's configuration came, or came anew.
    Configure(Rc<Config>),
    /// `lang` or `theme` of the element changed.
    Restyle,
    /// The reader's settings changed, here or in another reader or tab.
    Settings(Settings),
    /// The page was scrolled.
    Moved(Position),
    /// A control was pressed: its `data-do`.
    Pressed(Element),
    /// Something happened to the toolbar.
    Tools(toolbar::Msg),
}

/// One reader.
pub struct App {
    state: RefCell<State>,
    waiting: RefCell<Vec<Msg>>,
}

/// Tells a reader what happens to it, as long as it is there.
#[derive(Clone)]
pub struct Link(Weak<App>);

impl Link {
    /// Tells it.
    pub fn send(&self, msg: Msg) {
        if let Some(app) = self.0.upgrade() {
            app.send(msg);
        }
    }

    /// Something that tells it.
    pub fn callback<T>(&self, msg: impl Fn(T) -> Msg + 'static) -> Callback<T> {
        let link = self.clone();
        Callback::from(move |value| link.send(msg(value)))
    }
}

impl App {
    /// Puts the controls around the article in `root`; `None` where there is no place for them.
    /// `adopted`: the page brought the article along, and it stays as it is.
    pub fn start(scene: Scene, root: HtmlElement, adopted: bool) -> Option<Rc<Self>> {
        let tools = place::find(&scene.host, place::TOOLS)?;
        Some(Rc::new_cyclic(|app| {
            let link = Link(app.clone());
            let state = RefCell::new(State::new(scene, root, adopted, tools, &link));
            Self { state, waiting: RefCell::default() }
        }))
    }

    /// Deals with a message, or lets it wait for the end of the one that is dealt with.
    pub fn send(&self, msg: Msg) {
        self.waiting.borrow_mut().push(msg);
        let Ok(mut state) = self.state.try_borrow_mut() else { return };
        loop {
            let next = {
                let mut waiting = self.waiting.borrow_mut();
                (!waiting.is_empty()).then(|| waiting.remove(0))
            };
            match next {
                Some(msg) => state.update(msg),
                None => return,
            }
        }
    }

    /// Takes the whole article in place of its beginning, which is drawn.
    pub fn extend(&self, article: Rc<Article>) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            let beginning = state.scene.article.body.len();
            let Facts { host, config, page, .. } = &*state.scene;
            let whole = scene(host, article, config.clone(), page.prefix.clone());
            state.scene = whole;
            state.drawn = drawing::extend(&state.scene, &state.root, beginning);
        }
    }

    /// Draws more of a long article; `false` once it is all there.
    pub fn draw_on(&self) -> bool {
        let Ok(mut state) = self.state.try_borrow_mut() else { return true };
        if state.adopted {
            return false;
        }
        let next = drawing::draw_on(&state.scene, &state.root, state.drawn);
        state.drawn = next.unwrap_or(usize::MAX);
        let more = next.is_some();
        drop(state);
        if !more {
            self.arrive();
        }
        more
    }

    /// Goes where the page's address points, now that the article is whole.
    pub fn arrive(&self) {
        if let Ok(state) = self.state.try_borrow() {
            anchors::arrive(&state.scene);
        }
    }

    /// What the rooms beside the article need to know of it.
    pub fn page(&self) -> Option<comments::Page> {
        let state = self.state.try_borrow().ok()?;
        let Page { article, url, lang, .. } = &state.scene.page;
        Some(comments::Page {
            url: url.clone(),
            title: article.headline_text(),
            id: article.id.clone(),
            lang: lang.clone(),
            authors: match &article.byline {
                Byline::People(people) => people.iter().map(|one| one.name.clone()).collect(),
                Byline::Line(_) => Vec::new(),
            },
            tags: article.tags.iter().map(|tag| plain_text(&tag.text)).collect(),
            // The script hands the discussion on, as it came.
            comments: None,
        })
    }

    /// Whether a discussion came along that wants a room.
    pub fn has_comments(&self) -> bool {
        let Ok(state) = self.state.try_borrow() else { return false };
        let comments = state.scene.article.comments.as_ref();
        comments.is_some_and(|c| !c.items.is_empty() || !c.tabs.is_empty() || c.url.is_some())
    }
}

struct State {
    scene: Scene,
    root: HtmlElement,
    adopted: bool,
    /// Pieces of the body that are drawn.
    drawn: usize,
    settings: Settings,
    /// The beginning is far above.
    far: bool,
    /// Furthest percent of the body that was on screen.
    furthest: f64,
    tools: Toolbar,
    top: Option<Element>,
    /// Undo themselves when dropped.
    analytics: Option<Analytics>,
    _reading: Option<Reading>,
    _watch: settings::Watch,
    _events: events::Events,
    _pressed: EventListener,
}

impl Drop for State {
    fn drop(&mut self) {
        self.tools.clear();
        if let Some(top) = &self.top {
            top.set_text_content(None);
        }
    }
}

impl State {
    fn new(scene: Scene, root: HtmlElement, adopted: bool, tools: Element, link: &Link) -> Self {
        let body = find(&root, ".body");
        let moved = link.callback(Msg::Moved);
        let pressed = link.clone();
        let settings = settings::load();
        let state = Self {
            tools: Toolbar::new(&scene, &settings, tools, link),
            top: place::find(&scene.host, place::TOP),
            far: false,
            furthest: 0.0,
            analytics: None,
            _reading: body.map(|body| Reading::observe(&scene.host, &root, &body, moved)),
            _watch: settings::watch(link.callback(Msg::Settings)),
            _events: events::Events::listen(&scene, &root),
            _pressed: EventListener::new(&root, "click", move |event: &Event| {
                let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
                let control = target.and_then(|t| t.closest("[data-do]").ok().flatten());
                if let Some(control) = control {
                    pressed.send(Msg::Pressed(control));
                }
            }),
            scene,
            root,
            adopted,
            drawn: drawing::FIRST,
            settings,
        };
        state.dress();
        state
    }

    fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Configure(config) => {
                self.renew(config);
                // Where reading is reported to is known only now.
                match &self.analytics {
                    Some(analytics) => analytics.retarget(&self.scene),
                    None => self.analytics = Some(Analytics::start(&self.scene)),
                }
                self.report();
            }
            Msg::Restyle => self.renew(self.scene.config.clone()),
            Msg::Settings(settings) => {
                if settings == self.settings {
                    return;
                }
                self.settings = settings;
                // With the line that is being read kept in its place.
                match find(&self.root, ".body") {
                    Some(body) => crate::reading::keep_place(&body, || self.dress()),
                    None => self.dress(),
                }
                self.tools.refresh(&self.scene, &self.settings);
            }
            Msg::Moved(position) => {
                self.furthest = self.furthest.max(position.percent);
                self.report();
                if self.far != position.far {
                    self.far = position.far;
                    self.offer_top();
                }
            }
            Msg::Pressed(control) => match control.get_attribute("data-do").as_deref() {
                Some("top") => anchors::to_top(&self.scene.host),
                Some(what) => self.tools.press(what, &control, &self.scene, &self.settings),
                None => {}
            },
            Msg::Tools(msg) => self.tools.update(msg, &self.scene, &self.settings),
        }
    }

    /// Shows the way back to the top, or takes it away.
    fn offer_top(&self) -> Option<()> {
        let place = self.top.as_ref()?;
        place.set_text_content(None);
        if self.far {
            let arrow = tag("span").set("aria-hidden", "true").say("↑ ");
            let top = part("button", "top")
                .set("class", "top")
                .set("type", "button")
                .set("data-do", "top")
                .set("aria-label", self.scene.t("topLabel"))
                .with(arrow)
                .say(self.scene.t("top"));
            let top = top.element()?;
            place.append_child(&top).ok()?;
        }
        Some(())
    }

    /// Takes another configuration or language.
    fn renew(&mut self, config: Rc<Config>) {
        let Facts { host, page, .. } = &*self.scene;
        let (article, prefix) = (page.article.clone(), page.prefix.clone());
        let scene = scene(host, article, config, prefix);
        let words_changed = scene.words != page.words;
        self.scene = scene;
        if words_changed {
            drawing::reword(&self.scene, &self.root, self.adopted);
            self.drawn = usize::MAX;
            self.tools.draw(&self.scene, &self.settings);
            self.offer_top();
        }
        self.dress();
    }

    /// Hands the settings to the style sheet: nothing is drawn again.
    fn dress(&self) {
        let root = &self.root;
        let Settings { theme, font, spacing, width, .. } = &self.settings;
        let site = theme.clone().or_else(|| self.scene.host.get_attribute("theme"));
        let site = site.filter(|theme| settings::THEMES.contains(&theme.as_str()));
        // The reader's own choice outweighs the site's colours: both must go together.
        let chosen = theme.as_deref().is_some_and(|theme| theme != "auto");
        let chosen = chosen.then(String::new);
        for (name, value) in [
            ("data-theme", &site),
            ("data-chosen", &chosen),
            ("data-font", font),
            ("data-spacing", spacing),
            ("data-width", width),
        ] {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
        dom::set_property(root, "--scale", &self.settings.scale_text());
    }

    fn report(&self) {
        if let Some(analytics) = &self.analytics {
            analytics.progress(self.furthest);
        }
    }
}

/// What a reader needs to know.
pub fn scene(
    host: &HtmlElement,
    article: Rc<Article>,
    config: Rc<Config>,
    prefix: Rc<str>,
) -> Scene {
    let wanted = super::languages(host, article.lang.as_deref());
    let wanted = wanted.iter().map(String::as_str);
    let words = Words::choose(wanted, &config.labels, &i18n::READER);
    let lang = article.lang.clone().unwrap_or_else(|| words.lang().into());
    let url = article.url.clone().unwrap_or_else(|| {
        let href = dom::window().and_then(|w| w.location().href().ok()).unwrap_or_default();
        href.split('#').next().unwrap_or_default().into()
    });
    let page = Page { article, words, lang, url, prefix };
    Scene::new(Facts { host: host.clone(), config, page })
}

fn find(root: &HtmlElement, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}
