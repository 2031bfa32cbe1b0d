//! One reader: the controls around a rendered article. The controls are mounted at the article's mount
//! points, so that no node of the article moves. Messages are handled one after another: one that is sent
//! while another is handled waits in a queue.

use super::actions::Action;
use super::back_to_top::BackToTop;
use super::context::ReaderContext;
use super::scroll_tracker;
use super::toolbar::{self, Toolbar};
use super::{anchors, events, mount};
use crate::panels::article_info::ArticleInfo;
use crate::reader::analytics::Analytics;
use crate::reader::choices::{Setting, SettingChoice, Theme};
use crate::reader::config::ReaderConfig;
use crate::reader::scroll_tracker::{ScrollPosition, ScrollTracker};
use crate::reader::settings;
use crate::reader::settings::Settings;
use crate::web::dom;
use baca_model::Article;
use baca_model::{plain_text, Byline};
use baca_render::article::mount_points;
use baca_sys::text;
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::Callback;

/// Messages of [`App`].
pub enum AppMsg {
    /// The site's configuration was loaded or replaced.
    Configure(Rc<ReaderConfig>),
    /// The article is on screen, in a page that is activated and visible.
    Seen,
    /// The attribute `lang` or `theme` of the element has changed.
    Restyle,
    /// The reading settings have changed, in this reader, in another one or in another tab.
    SettingsChanged(Settings),
    /// The page was scrolled or resized.
    Scrolled(ScrollPosition),
    /// A button with this action was pressed.
    Pressed(Action),
    /// The reader chose a value of a setting.
    Choose(SettingChoice),
    /// The list of the device's voices has changed.
    VoicesChanged,
    /// The bell has this status (the key of its message), or is removed.
    ShowBell(Option<String>),
}

/// One reader.
pub struct App {
    state: RefCell<ReaderState>,
    queue: RefCell<Vec<AppMsg>>,
}

/// Sends messages to a reader as long as it exists.
#[derive(Clone)]
struct AppLink(Weak<App>);

impl AppLink {
    /// Sends a message.
    fn send(&self, msg: AppMsg) {
        if let Some(app) = self.0.upgrade() {
            app.send(msg);
        }
    }

    /// Returns a callback that sends the message which `to_msg` makes of its argument.
    fn callback<T>(&self, to_msg: impl Fn(T) -> AppMsg + 'static) -> Callback<T> {
        let link = self.clone();
        Callback::from(move |value| link.send(to_msg(value)))
    }
}

impl App {
    /// Mounts the controls around the article in `root`; `None` if the toolbar's mount point is missing.
    /// The body of a server-rendered article is never rendered again.
    pub fn start(
        context: Rc<ReaderContext>,
        root: HtmlElement,
        server_rendered: bool,
    ) -> Option<Rc<Self>> {
        let toolbar_mount = dom::mount_point(&context.host, mount_points::TOOLS)?;
        Some(Rc::new_cyclic(|app| {
            let link = AppLink(app.clone());
            let state = ReaderState::new(context, root, server_rendered, toolbar_mount, &link);
            Self { state: RefCell::new(state), queue: RefCell::default() }
        }))
    }

    /// Handles `msg`, or queues it while another message is handled.
    pub fn send(&self, msg: AppMsg) {
        self.queue.borrow_mut().push(msg);
        let Ok(mut state) = self.state.try_borrow_mut() else { return };
        loop {
            let next = {
                let mut queue = self.queue.borrow_mut();
                (!queue.is_empty()).then(|| queue.remove(0))
            };
            match next {
                Some(msg) => state.update(msg),
                None => return,
            }
        }
    }

    /// Replaces the first part of an article, which is rendered, with the whole article.
    pub fn extend(&self, article: Rc<Article>) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            let blocks_before = state.context.view.article.body.len();
            let ReaderContext { host, config, view } = &*state.context;
            let context = ReaderContext::new(host, article, config.clone(), view.prefix.clone());
            state.context = context;
            state.rendered_sections =
                mount::extend(&state.context.view, &state.root, blocks_before);
        }
    }

    /// Renders the next sections of a long article. Returns `false` when all sections are rendered.
    pub fn render_next_chunk(&self) -> bool {
        let Ok(mut state) = self.state.try_borrow_mut() else { return true };
        if state.server_rendered {
            return false;
        }
        let next =
            mount::render_next_chunk(&state.context.view, &state.root, state.rendered_sections);
        state.rendered_sections = next.unwrap_or(usize::MAX);
        let more = next.is_some();
        drop(state);
        if !more {
            self.go_to_fragment();
        }
        more
    }

    /// Scrolls to the target of the page's fragment, once the whole article is rendered.
    pub fn go_to_fragment(&self) {
        if let Ok(state) = self.state.try_borrow() {
            anchors::go_to_initial_fragment(&state.context);
        }
    }

    /// Returns what the panels beside the article need of it; `None` while a message is handled.
    pub fn article_info(&self) -> Option<ArticleInfo> {
        let state = self.state.try_borrow().ok()?;
        let view = &state.context.view;
        let article = &view.article;
        Some(ArticleInfo {
            url: view.url.clone(),
            title: article.headline_text(),
            id: article.id.clone(),
            lang: view.lang.clone(),
            authors: match &article.byline {
                Byline::People(people) => people.iter().map(|one| one.name.clone()).collect(),
                Byline::Line(_) => Vec::new(),
            },
            tags: article.tags.iter().map(|tag| plain_text(&tag.text)).collect(),
            // The script passes the article's comments to the panels unchanged.
            comments: None,
        })
    }
}

/// State of a reader. Dropping it ends all listeners and observers and empties the mount points.
struct ReaderState {
    context: Rc<ReaderContext>,
    root: HtmlElement,
    server_rendered: bool,
    /// Number of sections of the body that are rendered.
    rendered_sections: usize,
    settings: Settings,
    /// Largest percent of the body that was on screen.
    max_percent: f64,
    toolbar: Toolbar,
    back_to_top: BackToTop,
    is_configured: bool,
    is_seen: bool,
    analytics: Option<Analytics>,
    scroll_tracker: Option<ScrollTracker>,
    _settings_observer: settings::SettingsObserver,
    _events: events::ArticleEvents,
    _presses: EventListener,
}

impl Drop for ReaderState {
    fn drop(&mut self) {
        self.toolbar.clear();
    }
}

impl ReaderState {
    fn new(
        context: Rc<ReaderContext>,
        root: HtmlElement,
        server_rendered: bool,
        toolbar_mount: Element,
        link: &AppLink,
    ) -> Self {
        let body = find(&root, ".body");
        let scrolled = link.callback(AppMsg::Scrolled);
        let press_link = link.clone();
        let settings = settings::load();
        let state = Self {
            toolbar: Toolbar::new(
                &context,
                &settings,
                toolbar_mount,
                link.callback(|()| AppMsg::VoicesChanged),
            ),
            back_to_top: BackToTop::new(&context.host),
            max_percent: 0.0,
            is_configured: false,
            is_seen: false,
            analytics: None,
            scroll_tracker: body
                .map(|body| ScrollTracker::observe(&context.host, &root, &body, scrolled)),
            _settings_observer: settings::observe(link.callback(AppMsg::SettingsChanged)),
            _events: events::ArticleEvents::listen(&context, &root),
            _presses: EventListener::new(&root, "click", move |event: &Event| {
                let target: Option<Element> = event.target().and_then(|t| t.dyn_into().ok());
                let button = target.and_then(|t| t.closest("[data-do]").ok().flatten());
                let Some(button) = button else { return };
                let action = button.get_attribute("data-do");
                if let Some(action) = action.and_then(|action| Action::parse(&action)) {
                    press_link.send(AppMsg::Pressed(action));
                }
            }),
            context,
            root,
            server_rendered,
            rendered_sections: mount::FIRST_SECTIONS,
            settings,
        };
        state.apply_settings();
        state
    }

    fn update(&mut self, msg: AppMsg) {
        match msg {
            AppMsg::Configure(config) => {
                self.rebuild_context(config);
                self.is_configured = true;
                if let Some(analytics) = &self.analytics {
                    analytics.set_context(&self.context);
                }
                self.measure();
            }
            AppMsg::Seen => {
                self.is_seen = true;
                // The article may be on screen without having been scrolled.
                if let Some(scroll_tracker) = &self.scroll_tracker {
                    scroll_tracker.request_measure();
                }
                self.measure();
            }
            AppMsg::Restyle => self.rebuild_context(self.context.config.clone()),
            AppMsg::SettingsChanged(settings) => {
                if settings == self.settings {
                    return;
                }
                self.settings = settings;
                match find(&self.root, ".body") {
                    Some(body) => {
                        scroll_tracker::preserve_position(&body, || self.apply_settings());
                    }
                    None => self.apply_settings(),
                }
                self.toolbar.refresh(&self.context, &self.settings);
            }
            AppMsg::Scrolled(position) => {
                self.max_percent = self.max_percent.max(position.percent);
                self.report_progress();
                self.back_to_top.follow(position, &self.context);
            }
            AppMsg::Pressed(Action::ScrollToTop) => anchors::to_top(&self.context.host),
            AppMsg::Pressed(action) => self.toolbar.press(action, &self.context, &self.settings),
            AppMsg::Choose(choice) => toolbar::choose(choice, &self.context, &self.settings),
            AppMsg::VoicesChanged => self.toolbar.update_voices(&self.context, &self.settings),
            AppMsg::ShowBell(status) => self.toolbar.show_bell(status, &self.context),
        }
    }

    /// Builds the context anew with this configuration and the element's present languages. Replaces the
    /// texts of the controls if the messages have changed.
    fn rebuild_context(&mut self, config: Rc<ReaderConfig>) {
        let ReaderContext { host, view, .. } = &*self.context;
        let context = ReaderContext::new(host, view.article.clone(), config, view.prefix.clone());
        let messages_changed = context.view.messages != view.messages
            || context.view.article_messages != view.article_messages;
        self.context = context;
        if messages_changed {
            mount::relabel(&self.context.view, &self.root, self.server_rendered);
            self.rendered_sections = usize::MAX;
            self.toolbar.render(&self.context, &self.settings);
            self.back_to_top.render(&self.context);
        }
        self.apply_settings();
    }

    /// Passes the settings to the style sheet, by attributes and a custom property of the root. Nothing is
    /// rendered again.
    fn apply_settings(&self) {
        let root = &self.root;
        let chosen_theme = self.settings.theme;
        let theme = chosen_theme.or_else(|| self.context.site_theme()).map(Theme::as_str);
        // A theme that the reader chose overrides the site's custom colours as well.
        let overrides_site = chosen_theme.is_some_and(|theme| theme != Theme::Auto);
        let choice = |setting| self.settings.get(setting).map(|choice| choice.as_str());
        let others = Setting::ALL.into_iter().filter(|setting| *setting != Setting::Theme);
        let others =
            others.map(|setting| (text::concat(&["data-", setting.as_str()]), choice(setting)));
        let own =
            [("data-theme".into(), theme), ("data-chosen".into(), overrides_site.then_some(""))];
        for (name, value) in own.into_iter().chain(others) {
            let _ = match value {
                Some(value) => root.set_attribute(&name, value),
                None => root.remove_attribute(&name),
            };
        }
        dom::set_property(root, "--scale", &self.settings.scale_text());
    }

    /// Starts the analytics once the article is on screen and the configuration, which has the URL that
    /// they are sent to, is known. Passes the reading progress to them.
    fn measure(&mut self) {
        if self.is_seen && self.is_configured {
            let context = &self.context;
            self.analytics.get_or_insert_with(|| Analytics::start(context));
        }
        self.report_progress();
    }

    /// Passes the reading progress to the analytics, if they have started.
    fn report_progress(&self) {
        if let Some(analytics) = &self.analytics {
            analytics.progress(self.max_percent);
        }
    }
}

fn find(root: &HtmlElement, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}
