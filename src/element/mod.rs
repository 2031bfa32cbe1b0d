//! The seam to `static/baca.js`: a handful of functions, and a number for each reader. The script
//! knows attributes, states and the network; this side knows articles. `src/main.rs` gives these
//! functions the types of JavaScript.

use crate::article::{write, Article};
use crate::config::Config;
use crate::platform::Platform;
use crate::view::{App, AppProps, Msg};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Callback};

/// A reader in the page.
struct Reader {
    app: AppHandle<App>,
    article: Rc<Article>,
}

#[derive(Default)]
struct Pool {
    last: u32,
    readers: BTreeMap<u32, Reader>,
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
        article: article.clone(),
        prefix: ["baca-", &id.to_string(), "-"].concat().into(),
        shown,
    };
    let app = yew::Renderer::<App>::with_root_and_props(room.clone(), props).render();
    POOL.with_borrow_mut(|pool| pool.readers.insert(id, Reader { app, article }));
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

/// The article in Baca's own format.
pub fn article(id: u32) -> Option<Value> {
    let article = POOL.with_borrow(|pool| pool.readers.get(&id).map(|r| r.article.clone()))?;
    Some(write::article(&article))
}

/// Ends a reader, with its listeners, timers and requests.
pub fn unmount(id: u32) {
    let reader = POOL.with_borrow_mut(|pool| pool.readers.remove(&id));
    if let Some(reader) = reader {
        reader.app.destroy();
    }
}

fn tell(id: u32, msg: Msg) {
    // The borrow ends first: what is told may look here again.
    let scope = POOL.with_borrow(|pool| pool.readers.get(&id).map(|r| (*r.app).clone()));
    if let Some(scope) = scope {
        scope.send_message(msg);
    }
}
