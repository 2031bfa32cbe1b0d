//! What the reader sees. The only code that makes elements; text becomes text nodes, addresses
//! become attributes, and markup never becomes anything here.
//!
//! - [`App`]: one reader: its rooms from top to bottom, and the messages that move them.
//! - [`scene`]: what every room needs to know.
//! - [`header`], [`body`], [`ending`]: the article. `body` draws once and is not compared again:
//!   [`blocks`], [`inline`], [`figures`], [`media`], [`tables`], [`embed`].
//! - [`tags`]: elements by calls, which come out smaller than `html!`; [`icons`]: drawings.
//! - [`toolbar`], [`sharing`]: text size, reading settings, share.
//! - [`rooms`]: what stands beside the article, in a module of its own; [`place`]: where.
//! - [`events`]: what bubbles up from the article: pictures and media that load or fail, links
//!   inside the article.

pub mod blocks;
pub mod body;
pub mod embed;
pub mod ending;
pub mod events;
pub mod figures;
pub mod header;
pub mod icons;
pub mod inline;
pub mod media;
pub mod place;
pub mod rooms;
pub mod scene;
pub mod sharing;
pub mod tables;
pub mod tags;
pub mod toolbar;

use crate::analytics::Analytics;
use crate::article::model::direction_of;
use crate::article::Article;
use crate::comments::Page;
use crate::config::Config;
use crate::dom;
use crate::i18n::{self, Words};
use crate::reading::{Position, Reading};
use crate::settings::{self, Settings};
use scene::{Facts, Scene};
use std::rc::Rc;
use tags::{part, tag};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{html, Callback, Component, Context, Html, Properties};

/// The style sheet of the shadow root, made by `build.rs` from `src/view/style`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// What a reader is mounted with.
#[derive(Properties, Clone)]
pub struct AppProps {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// What is read.
    pub article: Rc<Article>,
    /// Prefix of element ids, unique on the page.
    pub prefix: Rc<str>,
    /// Called once the article is in the page.
    pub shown: Callback<()>,
    /// Called when the reader wants to listen.
    pub listen: Callback<()>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.article, &other.article)
    }
}

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
    /// "Top" was chosen.
    Top,
}

/// One reader.
pub struct App {
    scene: Scene,
    settings: Settings,
    position: Position,
    /// Furthest percent of the body that was on screen.
    furthest: f64,
    /// Undo themselves when dropped.
    analytics: Option<Analytics>,
    reading: Option<Reading>,
    _watch: settings::Watch,
    _events: Option<events::Events>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            scene: scene(ctx.props(), Rc::new(Config::default())),
            settings: settings::load(),
            position: Position::default(),
            furthest: 0.0,
            analytics: None,
            reading: None,
            _watch: settings::watch(ctx.link().callback(Msg::Settings)),
            _events: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Configure(config) => {
                self.scene = scene(ctx.props(), config);
                // Where reading is reported to is known only now.
                match &self.analytics {
                    Some(analytics) => analytics.retarget(&self.scene),
                    None => self.analytics = Some(Analytics::start(&self.scene)),
                }
                self.report();
                true
            }
            Msg::Restyle => {
                self.scene = scene(ctx.props(), self.scene.config.clone());
                true
            }
            Msg::Settings(settings) => {
                let changed = settings != self.settings;
                self.settings = settings;
                if changed {
                    self.restyle();
                }
                changed
            }
            Msg::Moved(position) => {
                let before = self.position.far;
                self.furthest = self.furthest.max(position.percent);
                self.position = position;
                self.report();
                before != self.position.far
            }
            Msg::Top => {
                events::to_top(&self.scene.host);
                false
            }
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &AppProps) -> bool {
        self.scene = scene(ctx.props(), self.scene.config.clone());
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &self.scene;
        let article = &scene.article;
        let theme = self.settings.theme.clone().or_else(|| scene.host.get_attribute("theme"));
        let theme = theme.filter(|t| settings::THEMES.contains(&t.as_str()));
        // The reader's own choice outweighs the site's colours: both must go together.
        let chosen = self.settings.theme.as_deref().is_some_and(|t| t != "auto");
        let bar = part("div", "progress").set("class", "progress").set("role", "progressbar");
        let bar = bar.text("aria-label", scene.t("progress"));
        let tools = html! {
            <toolbar::Toolbar scene={scene.clone()} settings={self.settings.clone()} />
        };
        let page = tag("article")
            .maybe("lang", article.lang.as_deref())
            .dir(Some(article.direction()))
            .with(header::header(scene))
            .with(header::lead(scene))
            .with(tools)
            .with(html! { <body::Body scene={scene.clone()} /> })
            .with(ending::ending(scene));
        let top = part("button", "top").set("class", "top").text("aria-label", scene.t("topLabel"));
        let arrow = tag("span").set("aria-hidden", "true").say("↑ ");
        let top = top.press(ctx.link().callback(|_| Msg::Top)).with(arrow).say(scene.t("top"));
        tag("div")
            .set("class", "baca")
            .text("lang", scene.words.lang())
            .dir(Some(direction_of(scene.words.lang())))
            .maybe("data-theme", theme.as_deref())
            .flag("data-chosen", chosen)
            .maybe("data-font", self.settings.font.as_deref())
            .maybe("data-spacing", self.settings.spacing.as_deref())
            .maybe("data-width", self.settings.width.as_deref())
            .with(bar.set("aria-valuemin", "0").set("aria-valuemax", "100"))
            .with(tag("slot").set("name", "before"))
            .with(page)
            .with(place::place(place::COMMENTS))
            .with(tag("slot").set("name", "after"))
            .with(place::place(place::PLAYER))
            .with(place::place(place::PROMPT))
            .with_some(self.position.far.then_some(top))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if !first {
            return;
        }
        self.apply();
        if let Some((root, body)) = self.root().zip(self.find(".body")) {
            self._events = Some(events::Events::listen(&self.scene, &root));
            let moved = ctx.link().callback(Msg::Moved);
            self.reading = Some(Reading::observe(&self.scene.host, &root, &body, moved));
        }
        ctx.props().shown.emit(());
    }
}

impl App {
    /// What the rooms beside the article need to know of it.
    pub fn page(&self) -> Page {
        let Facts { article, url, lang, .. } = &*self.scene;
        Page {
            url: url.clone(),
            title: article.headline_text(),
            id: article.id.clone(),
            lang: lang.clone(),
        }
    }

    /// Hands the settings to the style sheet, through the CSSOM: the body is not drawn again.
    fn apply(&self) {
        if let Some(root) = self.root() {
            dom::set_property(&root, "--scale", &self.settings.scale_text());
        }
    }

    /// The same, with the line that is being read kept in its place.
    fn restyle(&self) {
        match self.find(".body") {
            Some(body) => crate::reading::keep_place(&body, || self.apply()),
            None => self.apply(),
        }
    }

    fn root(&self) -> Option<HtmlElement> {
        self.find(".baca")
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let root = self.scene.host.shadow_root()?;
        root.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn report(&self) {
        if let Some(analytics) = &self.analytics {
            analytics.progress(self.furthest);
        }
    }
}

fn scene(props: &AppProps, config: Rc<Config>) -> Scene {
    let host = &props.host;
    let article = &props.article;
    let wanted = languages(host, article.lang.as_deref());
    let wanted = wanted.iter().map(String::as_str);
    let words = Words::choose(wanted, &config.labels, &i18n::READER);
    let lang = article.lang.clone().unwrap_or_else(|| words.lang().into());
    let url = article.url.clone().unwrap_or_else(|| {
        let href = dom::window().and_then(|w| w.location().href().ok()).unwrap_or_default();
        href.split('#').next().unwrap_or_default().into()
    });
    Scene::new(Facts {
        host: host.clone(),
        article: article.clone(),
        config,
        words,
        lang,
        url,
        listen: props.listen.clone(),
        prefix: props.prefix.clone(),
    })
}

/// Languages for the controls, best first: the element's own, the article's, the page's, the
/// browser's (`lang` in the README).
pub fn languages(host: &HtmlElement, article: Option<&str>) -> Vec<String> {
    let page = host
        .parent_element()
        .and_then(|parent| parent.closest("[lang]").ok().flatten())
        .and_then(|element| element.get_attribute("lang"));
    let browser = dom::window().and_then(|window| window.navigator().language());
    let all = [host.get_attribute("lang"), article.map(Into::into), page, browser];
    all.into_iter().flatten().collect()
}
