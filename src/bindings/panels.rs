//! The mounted panels of the readers, by id. Each panel is an app of its own at its mount point.

use super::app_pool::AppPool;
use super::panel::{AnyPanel, AnyProps, Panel};
use super::panel_config::Config;
use crate::comments::host as comments_host;
use crate::comments::ui::{suspended, CommentsProps, TabsBefore};
use crate::messages::PANELS;
use crate::notifications::ui::{turn_on, BellBefore, NotificationsProps};
use crate::notifications::SubscriptionOutcome;
use crate::panels::article_info::ArticleInfo;
use crate::panels::context::PanelContext;
use crate::web::dom::mount_point;
use crate::web::languages::languages;
use crate::web::services;
use baca_render::article::mount_points;
use baca_render::messages::Messages;
use baca_wire::decoder::Problem;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

thread_local! {
    static POOL: AppPool<AnyPanel> = const { AppPool::new() };
    static ALL: RefCell<Vec<Rc<Panels>>> = const { RefCell::new(Vec::new()) };
}

/// The panels of one reader. Their id is that of the comments panel, which is always mounted.
struct Panels {
    id: u32,
    host: HtmlElement,
    article: ArticleInfo,
    config: Config,
    /// Id of the bell.
    bell: Cell<Option<u32>>,
}

/// Result of [`mount`].
#[derive(Debug, Clone, PartialEq)]
pub struct Mounted {
    /// Id of the panels; `None` if the article has no mount point for comments.
    pub id: Option<u32>,
    /// Problems of the configuration.
    pub problems: Vec<String>,
}

/// Mounts comments and notifications of a reader whose article is shown. `config` is the text of the site's
/// configuration, which came from `base`; unless it `may_name_scripts`, nothing that needs a script is mounted.
pub fn mount(
    host: &HtmlElement,
    article: ArticleInfo,
    config: &str,
    base: &str,
    may_name_scripts: bool,
    (tabs_before, bell_before): (TabsBefore, BellBefore),
) -> Mounted {
    // The reader has already reported a configuration that is not JSON.
    let (config, problems) = Config::read(config, base, may_name_scripts).unwrap_or_default();
    comments_host::accept_scripts(&config.scripts());
    let id = mount_point(host, mount_points::COMMENTS).map(|container| {
        let mut shared = None;
        let id = POOL.with(|pool| {
            pool.start(&container, |id| {
                let context = shared.insert(context(id, host, &article, &config)).clone();
                AnyProps {
                    panel: Panel::Comments(CommentsProps {
                        context,
                        config: config.comments.clone(),
                        before: tabs_before,
                    }),
                }
            })
        });
        let panels =
            Rc::new(Panels { id, host: host.clone(), article, config, bell: Cell::default() });
        ALL.with_borrow_mut(|all| all.push(panels.clone()));
        if let Some((context, config)) = shared.zip(panels.config.notifications.clone()) {
            let props = NotificationsProps { context, config, before: bell_before };
            panels.bell.set(start(host, mount_points::BELL, Panel::Bell(props)));
        }
        id
    });
    Mounted { id, problems: problems.iter().map(Problem::line).collect() }
}

/// Mounts a panel at the mount point `name` and returns its id; `None` if there is no such mount point.
fn start(host: &HtmlElement, name: &str, panel: Panel) -> Option<u32> {
    let container = mount_point(host, name)?;
    Some(POOL.with(|pool| pool.start(&container, |_| AnyProps { panel })))
}

impl Panels {
    fn context(&self) -> Rc<PanelContext> {
        context(self.id, &self.host, &self.article, &self.config)
    }

    /// Returns the ids of all mounted panels.
    fn ids(&self) -> Vec<u32> {
        let mut ids = vec![self.id];
        ids.extend(self.bell.get());
        ids
    }
}

/// Creates the panels' context from the element's current languages.
fn context(
    id: u32,
    host: &HtmlElement,
    article: &ArticleInfo,
    config: &Config,
) -> Rc<PanelContext> {
    let mut wanted = languages(host);
    wanted.push(article.lang.clone());
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let fetched = services::messages_of("panels");
    let messages = Messages::choose(&wanted, &config.labels, PANELS, &fetched);
    Rc::new(PanelContext {
        host: host.clone(),
        article: ArticleInfo { lang: messages.lang().into(), ..article.clone() },
        article_lang: article.lang.clone(),
        site_name: config.site_name.clone(),
        labels: config.labels.clone(),
        messages,
        prefix: ["baca-panels-", &id.to_string(), "-"].concat().into(),
    })
}

/// Returns the panels with this id. The list is not borrowed while they are used, since callbacks may call
/// this file again.
fn find(id: u32) -> Option<Rc<Panels>> {
    ALL.with_borrow(|all| all.iter().find(|panels| panels.id == id).cloned())
}

/// Turns notifications on for the reader of these panels. `permission` is the promise of the browser's permission
/// prompt. Returns the outcome and the text about it; `None` if the panels have none or have been unmounted.
pub async fn turn_on(id: u32, permission: JsValue) -> Option<(SubscriptionOutcome, String)> {
    let panels = find(id)?;
    let config = panels.config.notifications.clone()?;
    let before = BellBefore::default();
    let props = NotificationsProps { context: panels.context(), config, before };
    Some(turn_on::turn_on(props, permission).await)
}

/// Applies the element's `lang` and `theme` after a change.
pub fn restyle(id: u32) {
    let Some(panels) = find(id) else { return };
    let context = panels.context();
    for id in panels.ids() {
        let context = context.clone();
        POOL.with(|pool| pool.update(id, |props| props.panel.set_context(context)));
    }
}

/// Unmounts the panels, but keeps open discussions for the panels of the next article.
pub fn suspend(id: u32) {
    if let Some(panels) = find(id) {
        suspended::begin(id, &panels.host);
        remove(id);
    }
}

/// Unmounts the panels and discards discussions that are kept for the next article.
pub fn unmount(id: u32) {
    remove(id);
    suspended::forget(id);
}

fn remove(id: u32) {
    let Some(panels) = find(id) else { return };
    ALL.with_borrow_mut(|all| all.retain(|panels| panels.id != id));
    for id in panels.ids() {
        POOL.with(|pool| pool.end(id));
    }
}
