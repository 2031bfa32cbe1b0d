//! One reader: the controls around an article that is drawn already. They stand in the places that
//! the article's frame left for them, so that its nodes never move.

use super::page::Page;
use super::scene::{Facts, Scene};
use super::tags::{part, tag};
use super::{drawing, events, place, toolbar};
use crate::analytics::Analytics;
use crate::article::Article;
use crate::config::Config;
use crate::i18n::{self, Words};
use crate::reading::{Position, Reading};
use crate::settings::{self, Settings};
use crate::{comments, dom};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{create_portal, html, Component, Context, Html, Properties};

/// What a reader is mounted with.
#[derive(Properties, Clone)]
pub struct AppProps {
    /// What it needs to know, before anything is configured.
    pub scene: Scene,
    /// What the article was drawn in.
    pub root: HtmlElement,
    /// Whether the page brought the article along: it stays as it is.
    pub adopted: bool,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        self.scene == other.scene
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
    _reading: Option<Reading>,
    _watch: settings::Watch,
    _events: events::Events,
    top: Option<Element>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { scene, root, .. } = ctx.props();
        let moved = ctx.link().callback(Msg::Moved);
        let body = find(root, ".body");
        let app = Self {
            scene: scene.clone(),
            settings: settings::load(),
            position: Position::default(),
            furthest: 0.0,
            analytics: None,
            _reading: body.map(|body| Reading::observe(&scene.host, root, &body, moved)),
            _watch: settings::watch(ctx.link().callback(Msg::Settings)),
            _events: events::Events::listen(scene, root),
            top: place::find(&scene.host, place::TOP),
        };
        app.dress(root);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Configure(config) => {
                self.renew(ctx, config);
                // Where reading is reported to is known only now.
                match &self.analytics {
                    Some(analytics) => analytics.retarget(&self.scene),
                    None => self.analytics = Some(Analytics::start(&self.scene)),
                }
                self.report();
                true
            }
            Msg::Restyle => {
                self.renew(ctx, self.scene.config.clone());
                true
            }
            Msg::Settings(settings) => {
                let changed = settings != self.settings;
                self.settings = settings;
                if changed {
                    let root = &ctx.props().root;
                    // With the line that is being read kept in its place.
                    match find(root, ".body") {
                        Some(body) => crate::reading::keep_place(&body, || self.dress(root)),
                        None => self.dress(root),
                    }
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

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &self.scene;
        let top = self.top.clone().filter(|_| self.position.far).map(|place| {
            let name = scene.t("topLabel");
            let top = part("button", "top").set("class", "top").text("aria-label", name);
            let arrow = tag("span").set("aria-hidden", "true").say("↑ ");
            let top = top.press(ctx.link().callback(|_| Msg::Top)).with(arrow).say(scene.t("top"));
            create_portal(top.into(), place)
        });
        html! {
            <>
                <toolbar::Toolbar scene={scene.clone()} settings={self.settings.clone()} />
                { top.unwrap_or_default() }
            </>
        }
    }
}

impl App {
    /// What the rooms beside the article need to know of it.
    pub fn page(&self) -> comments::Page {
        let Page { article, url, lang, .. } = &self.scene.page;
        comments::Page {
            url: url.clone(),
            title: article.headline_text(),
            id: article.id.clone(),
            lang: lang.clone(),
            // The script hands the discussion on, as it came.
            comments: None,
        }
    }

    /// Takes another configuration or language.
    fn renew(&mut self, ctx: &Context<Self>, config: Rc<Config>) {
        let AppProps { root, adopted, .. } = ctx.props();
        let Facts { host, page, .. } = &*self.scene;
        let scene = scene(host, page.article.clone(), config, page.prefix.clone());
        let words_changed = scene.words != page.words;
        self.scene = scene;
        if words_changed {
            drawing::reword(&self.scene, root, *adopted);
        }
        self.dress(root);
    }

    /// Hands the settings to the style sheet: nothing is drawn again.
    fn dress(&self, root: &HtmlElement) {
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
