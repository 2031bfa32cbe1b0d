//! Readers of articles, each behind its number.

use super::Pool;
use crate::article::Article;
use crate::comments::Page;
use crate::config::Config;
use crate::platform::Platform;
use crate::view::app::{self, App, AppProps, Msg};
use crate::view::{drawing, place};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

thread_local! {
    static POOL: Pool<App> = const { Pool::new() };
    /// Readers whose article brought a discussion that wants a room.
    static DISCUSSED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Draws an article into `room`, puts the controls around it, and gives the reader's number; `None`
/// where nothing can be drawn.
pub fn mount(host: &HtmlElement, room: &Element, article: Rc<Article>) -> Option<u32> {
    let scene = app::scene(host, article, Rc::default(), next_prefix());
    let root = drawing::draw(&scene, room)?;
    control(AppProps { scene, root, adopted: false })
}

/// Puts the controls around an article that the page brought along in `room`, and gives the reader's
/// number; `None` where there are no places for them. `article` need not have a body.
pub fn adopt(
    host: &HtmlElement,
    room: &Element,
    article: Rc<Article>,
    prefix: Option<&str>,
) -> Option<u32> {
    let root = drawing::find(room)?;
    let prefix = prefix.map_or_else(next_prefix, Into::into);
    let scene = app::scene(host, article, Rc::default(), prefix);
    control(AppProps { scene, root, adopted: true })
}

fn control(props: AppProps) -> Option<u32> {
    let room = place::find(&props.scene.host, place::TOOLS)?;
    let comments = props.scene.page.article.comments.as_ref();
    let discussed =
        comments.is_some_and(|c| !c.items.is_empty() || !c.tabs.is_empty() || c.url.is_some());
    let id = super::start(&POOL, &room, |_| props);
    if discussed {
        DISCUSSED.with_borrow_mut(|all| all.push(id));
    }
    Some(id)
}

/// A prefix for element ids that no other reader on the page has.
fn next_prefix() -> Rc<str> {
    thread_local! {
        static LAST: Cell<u32> = const { Cell::new(0) };
    }
    LAST.set(LAST.get().wrapping_add(1));
    ["baca-", &LAST.get().to_string(), "-"].concat().into()
}

/// What configuring a reader gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Configured {
    /// What was wrong with the configuration.
    pub problems: Vec<String>,
    /// Whether the site wants rooms beside the article.
    pub rooms: bool,
}

/// Gives a reader its configuration.
pub fn configure(id: u32, text: &str, platform: &dyn Platform, base: &str) -> Configured {
    let (config, problems) = match Config::read(text, platform, base) {
        Ok(read) => read,
        Err(problem) => (Config::default(), vec![problem]),
    };
    // The app itself may not have begun yet.
    let rooms = config.rooms || DISCUSSED.with_borrow(|all| all.contains(&id));
    tell(id, Msg::Configure(Rc::new(config)));
    Configured { problems: problems.iter().map(ToString::to_string).collect(), rooms }
}

/// The article of a reader, as others need it.
pub fn page(id: u32) -> Option<Page> {
    Some(super::scope(&POOL, id)?.get_component()?.page())
}

/// Tells a reader that `lang` or `theme` of its element changed.
pub fn restyle(id: u32) {
    tell(id, Msg::Restyle);
}

/// Ends a reader.
pub fn unmount(id: u32) {
    DISCUSSED.with_borrow_mut(|all| all.retain(|known| *known != id));
    super::end(&POOL, id);
}

fn tell(id: u32, msg: Msg) {
    if let Some(scope) = super::scope(&POOL, id) {
        scope.send_message(msg);
    }
}
