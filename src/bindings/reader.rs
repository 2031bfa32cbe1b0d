//! The readers of articles, by id. An article is mounted in steps, each of which the loader calls in a task of
//! its own: on a slow processor, all of them together would block the page for a quarter of a second.

use crate::panels::article_info::ArticleInfo;
use crate::reader::app::{App, AppMsg};
use crate::reader::choices::SettingChoice;
use crate::reader::config::ReaderConfig;
use crate::reader::context::ReaderContext;
use crate::reader::mount;
use baca_model::Article;
use baca_sys::number::decimal;
use baca_sys::text;
use baca_wire::decoder::Problem;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

thread_local! {
    static LAST_NUMBER: Cell<u32> = const { Cell::new(0) };
    static READERS: RefCell<Vec<(u32, Stage)>> = const { RefCell::new(Vec::new()) };
}

/// A step of mounting a reader; returns `None` if an element cannot be created.
type Step = Box<dyn FnOnce() -> Option<Stage>>;

/// How far a reader is mounted.
enum Stage {
    /// This has to be done next.
    Next(Step),
    /// Everything is mounted.
    Mounted(Rc<App>),
}

/// Adds a reader of `article`, which [`mount_next`] will mount in `container`. Returns its id.
pub fn add(host: HtmlElement, container: Element, article: Rc<Article>) -> u32 {
    insert(next(move || {
        let context = ReaderContext::new(&host, article, Rc::default(), next_prefix());
        Some(next(move || {
            let root = mount::render(&context.view, &container)?;
            Some(next(move || App::start(context, root, false).map(Stage::Mounted)))
        }))
    }))
}

fn next(step: impl FnOnce() -> Option<Stage> + 'static) -> Stage {
    Stage::Next(Box::new(step))
}

/// Does the next step of mounting a reader. Returns whether there are more.
pub fn mount_next(id: u32) -> bool {
    let stage = match remove(id) {
        Some(Stage::Next(step)) => step(),
        mounted => mounted,
    };
    let has_more = matches!(stage, Some(Stage::Next(_)));
    if let Some(stage) = stage {
        READERS.with_borrow_mut(|readers| readers.push((id, stage)));
    }
    has_more
}

/// Adds the controls to a server-rendered article in `container`. Returns the reader's id; `None` if the
/// article has no mount points. `article` needs no body. `prefix` is that of the ids in the page.
pub fn adopt(
    host: &HtmlElement,
    container: &Element,
    article: Rc<Article>,
    prefix: Option<&str>,
) -> Option<u32> {
    let root = mount::find_server_rendered(container)?;
    let prefix = prefix.map_or_else(next_prefix, Into::into);
    let context = ReaderContext::new(host, article, Rc::default(), prefix);
    // The server does not know the reader's language.
    mount::relabel(&context.view, &root, true);
    let app = App::start(context, root, true)?;
    app.go_to_fragment();
    Some(insert(Stage::Mounted(app)))
}

/// Adds a reader and returns its id.
fn insert(stage: Stage) -> u32 {
    let id = next_number();
    READERS.with_borrow_mut(|readers| readers.push((id, stage)));
    id
}

/// Returns a number that no reader and no prefix has yet.
fn next_number() -> u32 {
    LAST_NUMBER.set(LAST_NUMBER.get().wrapping_add(1));
    LAST_NUMBER.get()
}

/// Returns a prefix for element ids that no other reader on the page has.
fn next_prefix() -> Rc<str> {
    text::concat(&["baca-", &decimal(next_number()), "-"]).into()
}

/// Result of [`configure`].
#[derive(Debug, Clone, PartialEq)]
pub struct Configured {
    /// Problems of the configuration.
    pub problems: Vec<String>,
    /// Whether the site has configured comments.
    pub comments: bool,
    /// Whether the site has configured notifications.
    pub notifications: bool,
}

/// Decodes the site's configuration, which came from `base`, and applies it to a reader.
pub fn configure(id: u32, text: &str, base: &str) -> Configured {
    let (config, problems) = match ReaderConfig::read(text, base) {
        Ok(read) => read,
        Err(problem) => (ReaderConfig::default(), vec![problem]),
    };
    let (comments, notifications) = (config.comments, config.notifications);
    send(id, AppMsg::Configure(Rc::new(config)));
    Configured { problems: problems.iter().map(Problem::line).collect(), comments, notifications }
}

/// Shows the bell in the toolbar until the panels replace it. `status` is the key of the message for its
/// status; `None` removes the bell.
pub fn show_bell(id: u32, status: Option<String>) {
    send(id, AppMsg::ShowBell(status));
}

/// Starts measuring reading; called when the article is on screen.
pub fn seen(id: u32) {
    send(id, AppMsg::Seen);
}

/// Returns the facts about a reader's article that panels need.
pub fn article_info(id: u32) -> Option<ArticleInfo> {
    find(id)?.article_info()
}

/// Passes the whole article to a reader that shows its first chunk.
pub fn extend(id: u32, article: Rc<Article>) {
    if let Some(app) = find(id) {
        app.extend(article);
    }
}

/// Renders the next chunk of a long article; returns `false` once it is complete.
pub fn render_next_chunk(id: u32) -> bool {
    find(id).is_some_and(|app| app.render_next_chunk())
}

/// Applies the element's `lang` and `theme` after a change.
pub fn restyle(id: u32) {
    send(id, AppMsg::Restyle);
}

/// Saves the reader's choice `value` of the setting `setting`; unknown ones are ignored.
pub fn choose(id: u32, setting: &str, value: &str) {
    if let Some(choice) = SettingChoice::parse(setting, value) {
        send(id, AppMsg::Choose(choice));
    }
}

/// Unmounts a reader and ends its listeners, timers and requests.
pub fn unmount(id: u32) {
    // Dropping the app may call this file again, so the borrow ends before.
    drop(remove(id));
}

fn remove(id: u32) -> Option<Stage> {
    READERS.with_borrow_mut(|readers| {
        let index = readers.iter().position(|(known, _)| *known == id)?;
        Some(readers.swap_remove(index).1)
    })
}

/// Returns a reader that is mounted.
fn find(id: u32) -> Option<Rc<App>> {
    READERS.with_borrow(|readers| match readers.iter().find(|(known, _)| *known == id)? {
        (_, Stage::Mounted(app)) => Some(app.clone()),
        _ => None,
    })
}

/// Sends a message to a reader, if it is mounted.
fn send(id: u32, msg: AppMsg) {
    if let Some(app) = find(id) {
        app.send(msg);
    }
}
