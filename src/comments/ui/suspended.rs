//! Open providers between two articles. The panels end with their article; providers that can follow are held
//! for the panels of the next one. Their iframes must not leave the document in between, since that reloads
//! them.

use super::message::{CommentsMsg, CommentsProps};
use super::tab::{SuspendedTab, Tab};
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use baca_render::article::mount_points;
use baca_sys::js;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};
use yew::Callback;

thread_local! {
    static SUSPENDED: RefCell<Vec<SuspendedPanels>> = const { RefCell::new(Vec::new()) };
}

/// What is held for one reader element.
struct SuspendedPanels {
    /// Number of the panels that it came from.
    panels: u32,
    host: HtmlElement,
    holder: Option<OffscreenHolder>,
    tabs: Option<SuspendedTabs>,
}

/// The tabs and the chosen one, as they were.
struct SuspendedTabs {
    tabs: Vec<SuspendedTab>,
    chosen: Option<usize>,
    article: ArticleInfo,
}

/// A hidden element in the shadow root that holds iframes. Removed when dropped.
pub struct OffscreenHolder(Element);

impl Drop for OffscreenHolder {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Called before panels end that others will follow. Moves open providers out of the article's subtree.
pub fn begin(panels: u32, host: &HtmlElement) {
    forget(panels);
    let holder = hold_open_providers(host);
    let suspended = SuspendedPanels { panels, host: host.clone(), holder, tabs: None };
    SUSPENDED.with_borrow_mut(|all| all.push(suspended));
}

/// Moves open providers into a hidden element in the shadow root, without reloading their iframes.
fn hold_open_providers(host: &HtmlElement) -> Option<OffscreenHolder> {
    let holder = dom::new_element("div", &[("hidden", "")])?;
    host.shadow_root()?.append_child(&holder).ok()?;
    let containers =
        dom::mount_point(host, mount_points::COMMENTS)?.query_selector_all(".provider > *").ok()?;
    for index in 0..containers.length() {
        if let Some(container) = containers.item(index) {
            js::call(&holder, "moveBefore", &[container.into(), JsValue::NULL]);
        }
    }
    Some(OffscreenHolder(holder))
}

/// Stores the tabs of panels that end. Drops them if no panels will follow.
pub fn store(props: &CommentsProps, tabs: Vec<Tab>, chosen: Option<usize>) {
    SUSPENDED.with_borrow_mut(|all| {
        let Some(suspended) = all.iter_mut().find(|one| one.host == props.context.host) else {
            return;
        };
        let tabs = tabs.into_iter().map(Tab::suspend).collect();
        suspended.tabs =
            Some(SuspendedTabs { tabs, chosen, article: props.context.article.clone() });
    });
}

/// What was held for a reader element.
pub struct Resumed {
    /// Index of the chosen tab.
    pub chosen: Option<usize>,
    /// The previous article.
    pub article: ArticleInfo,
    /// Must live until the iframes in it have moved.
    pub holder: Option<OffscreenHolder>,
}

/// Moves what is held for this reader element into the tabs of the same providers.
pub fn resume(
    host: &HtmlElement,
    send: &Callback<CommentsMsg>,
    tabs: &mut [Tab],
) -> Option<Resumed> {
    let SuspendedPanels { holder, tabs: previous, .. } = SUSPENDED.with_borrow_mut(|all| {
        let at = all.iter().position(|one| one.host == *host)?;
        Some(all.swap_remove(at))
    })?;
    let previous = previous?;
    let mut chosen = None;
    for (old_index, suspended) in previous.tabs.into_iter().enumerate() {
        let same =
            tabs.iter_mut().enumerate().find(|(_, tab)| tab.configured.config == suspended.config);
        if let Some((index, tab)) = same {
            tab.resume(index, send, suspended);
            if previous.chosen == Some(old_index) {
                chosen = Some(index);
            }
        }
    }
    Some(Resumed { chosen, article: previous.article, holder })
}

/// Called when no panels follow those of this number. Drops what is held.
pub fn forget(panels: u32) {
    let removed = SUSPENDED.with_borrow_mut(|all| {
        let at = all.iter().position(|one| one.panels == panels)?;
        Some(all.swap_remove(at))
    });
    // Dropped after the borrow has ended, since a session may run third-party code when it ends.
    drop(removed);
}
