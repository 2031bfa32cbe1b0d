//! Readers of articles, each behind its number.

use super::Pool;
use crate::article::Article;
use crate::comments::Page;
use crate::config::Config;
use crate::platform::Platform;
use crate::view::{App, AppProps, Msg};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::Callback;

thread_local! {
    static POOL: Pool<App> = const { Pool::new() };
}

/// Mounts a reader into `room` and gives its number. `shown` is called once, after the first
/// picture, which may be before this returns; `listen` when the reader wants to listen.
pub fn mount(
    host: &HtmlElement,
    room: &Element,
    article: Rc<Article>,
    shown: Callback<()>,
    listen: Callback<()>,
) -> u32 {
    super::start(&POOL, room, |id| AppProps {
        host: host.clone(),
        article,
        prefix: ["baca-", &id.to_string(), "-"].concat().into(),
        shown,
        listen,
    })
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
    let rooms = config.rooms;
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
    super::end(&POOL, id);
}

fn tell(id: u32, msg: Msg) {
    if let Some(scope) = super::scope(&POOL, id) {
        scope.send_message(msg);
    }
}
