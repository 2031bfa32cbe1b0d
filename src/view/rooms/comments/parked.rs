//! What is open while the reader goes on to another article: the rooms end with the article, and
//! providers that can follow wait for the rooms of the next one. Their frames must not leave the
//! document meanwhile, or they would begin anew.

use super::tab::{Tab, Waiting};
use super::Comments;
use crate::comments::Page;
use crate::dom;
use crate::view::place;
use crate::view::rooms::scene::Scene;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};
use yew::Context;

thread_local! {
    static PARKED: RefCell<Vec<Parked>> = const { RefCell::new(Vec::new()) };
}

/// What waits in one reader.
struct Parked {
    /// The number of the rooms it was in.
    rooms: u32,
    host: HtmlElement,
    shelter: Option<Shelter>,
    open: Option<Open>,
}

/// What was open, as it was.
struct Open {
    tabs: Vec<Waiting>,
    chosen: Option<usize>,
    page: Page,
}

/// Where frames wait, out of sight, in the reader's shadow root; gone with this.
pub struct Shelter(Element);

impl Drop for Shelter {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Before rooms end that others will follow: brings what is open in them out of the article's way.
pub fn begin(rooms: u32, host: &HtmlElement) {
    forget(rooms);
    let shelter = shelter(host);
    let parked = Parked { rooms, host: host.clone(), shelter, open: None };
    PARKED.with_borrow_mut(|all| all.push(parked));
}

fn shelter(host: &HtmlElement) -> Option<Shelter> {
    let shelter = dom::make("div", &[("hidden", "")])?;
    host.shadow_root()?.append_child(&shelter).ok()?;
    let homes = place::find(host, place::COMMENTS)?.query_selector_all(".home > *").ok()?;
    for at in 0..homes.length() {
        if let Some(open) = homes.item(at) {
            dom::call(&shelter, "moveBefore", &[open.into(), JsValue::NULL]);
        }
    }
    Some(Shelter(shelter))
}

/// Rooms end, with these tabs. Where none will follow, all of it ends.
pub fn keep(scene: &Scene, tabs: Vec<Tab>, chosen: Option<usize>) {
    PARKED.with_borrow_mut(|all| {
        let Some(parked) = all.iter_mut().find(|parked| parked.host == scene.host) else { return };
        let tabs = tabs.into_iter().map(Tab::park).collect();
        parked.open = Some(Open { tabs, chosen, page: scene.page.clone() });
    });
}

/// What waited in a reader, once the rooms of the next article have it.
pub struct Resumed {
    /// The tab that was open.
    pub chosen: Option<usize>,
    /// The article before.
    pub page: Page,
    /// Needed until what was in it has moved.
    pub shelter: Option<Shelter>,
}

/// Gives what waited in this reader to the tabs of the same providers.
pub fn resume(ctx: &Context<Comments>, tabs: &mut [Tab]) -> Option<Resumed> {
    let host = &ctx.props().scene.host;
    let parked = PARKED.with_borrow_mut(|all| {
        let at = all.iter().position(|parked| parked.host == *host)?;
        Some(all.swap_remove(at))
    })?;
    let (open, shelter) = (parked.open?, parked.shelter);
    let mut chosen = None;
    for (was, waiting) in open.tabs.into_iter().enumerate() {
        let same = tabs.iter_mut().enumerate().find(|(_, tab)| tab.of.raw == waiting.raw);
        if let Some((at, tab)) = same {
            tab.resume(ctx, at, waiting);
            if open.chosen == Some(was) {
                chosen = Some(at);
            }
        }
    }
    Some(Resumed { chosen, page: open.page, shelter })
}

/// No rooms follow those of this number: what waits ends.
pub fn forget(rooms: u32) {
    let gone = PARKED.with_borrow_mut(|all| {
        let at = all.iter().position(|parked| parked.rooms == rooms)?;
        Some(all.swap_remove(at))
    });
    drop(gone);
}
