//! Rooms beside articles, each set behind its number. Each room is an app of its own, in its place.

use super::house::Houses;
use crate::comments::Page;
use crate::config::rooms::Config;
use crate::i18n::{self, Words};
use crate::platform::Platform;
use crate::view::place;
use crate::view::rooms::comments::parked;
use crate::view::rooms::scene::{Facts, RoomProps, Scene};
use crate::view::rooms::{AnyProps, Kind, Room};
use crate::{dom, view};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

thread_local! {
    static HOUSES: Houses<Room> = const { Houses::new() };
    static ALL: RefCell<Vec<Rc<Rooms>>> = const { RefCell::new(Vec::new()) };
}

/// The rooms of one reader. Their number is that of the room of comments, which is always there.
struct Rooms {
    id: u32,
    host: HtmlElement,
    page: Page,
    config: Rc<Config>,
    /// The others that are open, by their numbers.
    others: RefCell<Vec<(Kind, u32)>>,
}

/// What mounting rooms gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Mounted {
    /// Their number; `None` where the article has left no place for them.
    pub id: Option<u32>,
    /// What was wrong with the configuration.
    pub problems: Vec<String>,
}

/// Mounts the rooms of a reader that shows its article.
pub fn mount(
    host: &HtmlElement,
    page: Page,
    config: &str,
    platform: &dyn Platform,
    base: &str,
) -> Mounted {
    // One that cannot be read at all has been told of already.
    let (config, problems) = Config::read(config, platform, base).unwrap_or_default();
    let config = Rc::new(config);
    let id = place::find(host, place::COMMENTS).map(|room| {
        let mut shared = None;
        let props = |id| {
            let scene = scene(id, host, &page, &config);
            any(Kind::Comments, shared.insert(scene).clone())
        };
        let id = HOUSES.with(|houses| houses.start(&room, props));
        let push = shared.filter(|scene| scene.config.notifications.is_some());
        let (host, others) = (host.clone(), RefCell::default());
        let rooms = Rc::new(Rooms { id, host, page, config, others });
        ALL.with_borrow_mut(|all| all.push(rooms.clone()));
        if let Some(scene) = push {
            rooms.open(Kind::Prompt, place::PROMPT, &scene);
            rooms.open(Kind::Bell, place::BELL, &scene);
        }
        id
    });
    Mounted { id, problems: problems.iter().map(ToString::to_string).collect() }
}

const fn any(kind: Kind, scene: Scene) -> AnyProps {
    AnyProps { kind, room: RoomProps { scene } }
}

impl Rooms {
    fn scene(&self) -> Scene {
        scene(self.id, &self.host, &self.page, &self.config)
    }

    fn open(&self, kind: Kind, name: &str, scene: &Scene) {
        if let Some(place) = place::find(&self.host, name) {
            let props = any(kind, scene.clone());
            let id = HOUSES.with(|houses| houses.start(&place, |_| props));
            self.others.borrow_mut().push((kind, id));
        }
    }

    /// Ends the player; gives whether there was one.
    fn hush(&self) -> bool {
        let mut others = self.others.borrow_mut();
        let player = others.iter().position(|(kind, _)| *kind == Kind::Player);
        let Some((_, player)) = player.map(|at| others.swap_remove(at)) else { return false };
        HOUSES.with(|houses| houses.end(player));
        true
    }

    /// The numbers of all of them.
    fn all(&self) -> Vec<u32> {
        let others: Vec<u32> = self.others.borrow().iter().map(|(_, id)| *id).collect();
        [vec![self.id], others].concat()
    }
}

fn scene(id: u32, host: &HtmlElement, page: &Page, config: &Rc<Config>) -> Scene {
    let wanted = view::languages(host, Some(&page.lang));
    let wanted = wanted.iter().map(String::as_str);
    let words = Words::choose(wanted, &config.labels, &i18n::ROOMS);
    Scene::new(Facts {
        host: host.clone(),
        page: Page { lang: words.lang().into(), ..page.clone() },
        article_lang: page.lang.clone(),
        config: config.clone(),
        done_listening: Callback::from(move |()| hush(id)),
        words,
        prefix: ["baca-rooms-", &id.to_string(), "-"].concat().into(),
    })
}

/// The rooms of this number. What is told may look here again.
fn find(id: u32) -> Option<Rc<Rooms>> {
    ALL.with_borrow(|all| all.iter().find(|rooms| rooms.id == id).cloned())
}

/// Begins to read aloud, or ends it: "Listen" was pressed.
pub fn listen(id: u32) {
    if let Some(rooms) = find(id).filter(|rooms| !rooms.hush()) {
        rooms.open(Kind::Player, place::PLAYER, &rooms.scene());
    }
}

/// Enough has been read aloud.
fn hush(id: u32) {
    let Some(rooms) = find(id) else { return };
    rooms.hush();
    let told = dom::object(&[("state", "ended".into())]);
    dom::emit(&rooms.host, "listen", &told);
    let root = rooms.host.shadow_root();
    let opener = root.and_then(|root| root.query_selector(".listen").ok().flatten());
    if let Some(opener) = opener {
        dom::call(&opener, "focus", &[]);
    }
}

/// Tells rooms that `lang` or `theme` of their element changed.
pub fn restyle(id: u32) {
    let Some(rooms) = find(id) else { return };
    let scene = rooms.scene();
    for id in rooms.all() {
        HOUSES.with(|houses| houses.update(id, |props| props.room.scene = scene.clone()));
    }
}

/// Ends the rooms of a reader that goes on to another article: what is open waits for its rooms.
pub fn park(id: u32) {
    if let Some(rooms) = find(id) {
        parked::begin(id, &rooms.host);
        end(id);
    }
}

/// Ends the rooms of a reader, and what has waited since they were parked.
pub fn unmount(id: u32) {
    end(id);
    parked::forget(id);
}

fn end(id: u32) {
    let Some(rooms) = find(id) else { return };
    ALL.with_borrow_mut(|all| all.retain(|rooms| rooms.id != id));
    for id in rooms.all() {
        HOUSES.with(|houses| houses.end(id));
    }
}
