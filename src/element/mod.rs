//! The seam to `static/baca.js`: a handful of functions, and a number for each reader. The script
//! knows attributes, states and the network; this side knows articles. `src/main.rs` gives these
//! functions the types of JavaScript.

use crate::article::Article;
use crate::config::Config;
use crate::platform::Platform;
use crate::view::{App, AppProps, Msg};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Callback};

#[derive(Default)]
struct Pool {
    last: u32,
    readers: Vec<(u32, AppHandle<App>)>,
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::default();
}

/// Mounts a reader into `room` and gives its number. `shown` is called once, after the first
/// picture, which may be before this returns.
pub fn mount(host: &HtmlElement, room: &Element, article: Rc<Article>, shown: Callback<()>) -> u32 {
    let id = POOL.with_borrow_mut(|pool| {
        pool.last = pool.last.wrapping_add(1);
        pool.last
    });
    let props = AppProps {
        host: host.clone(),
        article,
        prefix: ["baca-", &id.to_string(), "-"].concat().into(),
        shown,
    };
    let app = yew::Renderer::<App>::with_root_and_props(room.clone(), props).render();
    POOL.with_borrow_mut(|pool| pool.readers.push((id, app)));
    id
}

/// Gives a reader its configuration; what was wrong with it comes back.
pub fn configure(id: u32, text: &str, platform: &dyn Platform, base: &str) -> Vec<String> {
    let (config, problems) = match Config::read(text, platform, base) {
        Ok((config, problems)) => (config, problems),
        Err(problem) => (Config::default(), vec![problem]),
    };
    tell(id, Msg::Configure(Rc::new(config)));
    problems.iter().map(ToString::to_string).collect()
}

/// Tells a reader that `lang` or `theme` of its element changed.
pub fn restyle(id: u32) {
    tell(id, Msg::Restyle);
}

/// Ends a reader, with its listeners, timers and requests.
pub fn unmount(id: u32) {
    let reader = POOL.with_borrow_mut(|pool| {
        let index = pool.readers.iter().position(|(known, _)| *known == id)?;
        Some(pool.readers.swap_remove(index))
    });
    if let Some((_, app)) = reader {
        app.destroy();
    }
}

fn tell(id: u32, msg: Msg) {
    // The borrow ends first: what is told may look here again.
    let scope = POOL.with_borrow(|pool| {
        let (_, app) = pool.readers.iter().find(|(known, _)| *known == id)?;
        Some((**app).clone())
    });
    if let Some(scope) = scope {
        scope.send_message(msg);
    }
}
