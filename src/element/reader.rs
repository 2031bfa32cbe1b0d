//! Readers of articles, each behind its number.

use crate::article::Article;
use crate::comments::Page;
use crate::config::Config;
use crate::platform::Platform;
use crate::view::app::{self, App, Msg};
use crate::view::drawing;
use crate::view::scene::Scene;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
    static READERS: RefCell<Vec<(u32, Rc<App>)>> = const { RefCell::new(Vec::new()) };
}

/// Draws an article into `room`, puts the controls around it, and gives the reader's number; `None`
/// where nothing can be drawn.
pub fn mount(host: &HtmlElement, room: &Element, article: Rc<Article>) -> Option<u32> {
    let scene = app::scene(host, article, Rc::default(), next_prefix());
    let root = drawing::draw(&scene, room)?;
    control(scene, root, false)
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
    let id = control(scene, root, true)?;
    find(id)?.arrive();
    Some(id)
}

fn control(scene: Scene, root: HtmlElement, adopted: bool) -> Option<u32> {
    let app = App::start(scene, root, adopted)?;
    let id = next();
    READERS.with_borrow_mut(|readers| readers.push((id, app)));
    Some(id)
}

/// A number that nothing else here has.
fn next() -> u32 {
    LAST.set(LAST.get().wrapping_add(1));
    LAST.get()
}

/// A prefix for element ids that no other reader on the page has.
fn next_prefix() -> Rc<str> {
    ["baca-", &next().to_string(), "-"].concat().into()
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
    let rooms = config.rooms || find(id).is_some_and(|app| app.has_comments());
    tell(id, Msg::Configure(Rc::new(config)));
    Configured { problems: problems.iter().map(ToString::to_string).collect(), rooms }
}

/// The article of a reader, as others need it.
pub fn page(id: u32) -> Option<Page> {
    find(id)?.page()
}

/// Gives a reader the whole article, of which it shows the beginning.
pub fn extend(id: u32, article: Rc<Article>) {
    if let Some(app) = find(id) {
        app.extend(article);
    }
}

/// Draws more of a long article; `false` once it is all there.
pub fn draw_on(id: u32) -> bool {
    find(id).is_some_and(|app| app.draw_on())
}

/// Tells a reader that `lang` or `theme` of its element changed.
pub fn restyle(id: u32) {
    tell(id, Msg::Restyle);
}

/// Ends a reader, with its listeners, timers and requests.
pub fn unmount(id: u32) {
    // The borrow ends first: what ends may look here again.
    let ended = READERS.with_borrow_mut(|readers| {
        let index = readers.iter().position(|(known, _)| *known == id)?;
        Some(readers.swap_remove(index))
    });
    drop(ended);
}

fn find(id: u32) -> Option<Rc<App>> {
    READERS.with_borrow(|readers| {
        let (_, app) = readers.iter().find(|(known, _)| *known == id)?;
        Some(app.clone())
    })
}

fn tell(id: u32, msg: Msg) {
    if let Some(app) = find(id) {
        app.send(msg);
    }
}
