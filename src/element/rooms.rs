//! Rooms beside articles, each set behind its number.

use super::Pool;
use crate::comments::Page;
use crate::config::rooms::Config;
use crate::platform::Platform;
use crate::view::place;
use crate::view::rooms::comments::parked;
use crate::view::rooms::{Msg, Rooms, RoomsProps};
use std::rc::Rc;
use web_sys::HtmlElement;

thread_local! {
    static POOL: Pool<Rooms> = const { Pool::new() };
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
    let id = place::find(host, place::COMMENTS).map(|room| {
        super::start(&POOL, &room, |id| RoomsProps {
            host: host.clone(),
            page,
            config: Rc::new(config),
            prefix: ["baca-rooms-", &id.to_string(), "-"].concat().into(),
        })
    });
    Mounted { id, problems: problems.iter().map(ToString::to_string).collect() }
}

/// Tells rooms that "Listen" was pressed.
pub fn listen(id: u32) {
    tell(id, Msg::Listen);
}

/// Tells rooms that `lang` or `theme` of their element changed.
pub fn restyle(id: u32) {
    tell(id, Msg::Restyle);
}

/// Ends the rooms of a reader that goes on to another article: what is open waits for its rooms.
pub fn park(id: u32) {
    let host = super::scope(&POOL, id).and_then(|s| s.get_component().map(|rooms| rooms.host()));
    if let Some(host) = host {
        parked::begin(id, &host);
        super::end(&POOL, id);
    }
}

/// Ends the rooms of a reader, and what has waited since they were parked.
pub fn unmount(id: u32) {
    super::end(&POOL, id);
    parked::forget(id);
}

fn tell(id: u32, msg: Msg) {
    if let Some(scope) = super::scope(&POOL, id) {
        scope.send_message(msg);
    }
}
