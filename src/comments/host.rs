//! Services of the script (`baca.js`) for the comments panel: it loads the modules that mount discussions and
//! convert markup, and it restores the page's globals.

use super::html_text::text_of;
use super::model::{Comment, CommentText};
use super::provider::{MountContext, ProviderEvent, Session, State};
use crate::panels::appearance::Appearance;
use crate::web::dom;
use baca_sys::{js, json};
use baca_wire::comment_markup;
use baca_wire::decoder::Decoder;
use js_sys::Array;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

thread_local! {
    static SERVICES: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Stores the script's services: `{acceptScripts(urls), convert(texts, base), snapshotGlobals(),
/// style(host, rules), explain(url, reason), discuss(host, container, options)}`.
pub fn adopt(services: JsValue) {
    SERVICES.set(services);
}

/// Makes the page's Trusted Types policy accept these scripts.
pub fn accept_scripts(urls: &[String]) {
    SERVICES.with_borrow(|services| js::call(services, "acceptScripts", &[js::texts(urls)]));
}

/// Adds a style sheet to the shadow root of a reader, once.
pub fn style(host: &HtmlElement, rules: &str) {
    SERVICES.with_borrow(|services| js::call(services, "style", &[host.into(), rules.into()]));
}

/// Logs that a URL of a discussion could not be loaded, and why.
pub fn explain(url: &str, reason: Option<String>) {
    let reason = reason.map_or(JsValue::UNDEFINED, JsValue::from);
    SERVICES.with_borrow(|services| js::call(services, "explain", &[url.into(), reason]));
}

/// Converts the text of comments that need it, in one call, and passes all of them to `done`. Where the
/// converter cannot be loaded, comments keep their text without markup.
pub fn convert(mut comments: Vec<Comment>, base: String, done: Box<dyn FnOnce(Vec<Comment>)>) {
    let texts: Array =
        comments.iter().filter_map(|comment| unconverted(comment).map(js::to_js)).collect();
    if texts.length() == 0 {
        return done(comments);
    }
    let promise = SERVICES.with_borrow(|services| {
        js::call(services, "convert", &[texts.into(), base.as_str().into()])
    });
    dom::on_settled(promise.unwrap_or_default(), move |converted| {
        let lists: Option<Array> = converted.ok().and_then(js::cast);
        let mut index = 0;
        let mut r = Decoder::new(&base);
        for comment in &mut comments {
            let Some(value) = unconverted(comment) else { continue };
            let list = lists.as_ref().map(|lists| lists.get(index)).filter(JsValue::is_object);
            index += 1;
            comment.text = match list.and_then(|list| json::from_js(&list)) {
                Some(list) => CommentText::Fragments(comment_markup::read(&mut r, &list)),
                None => CommentText::plain(&text_of(value)),
            };
        }
        done(comments);
    });
}

/// Options of [`mount_discussion`] besides the mount context.
pub struct MountOptions {
    /// The `<baca-reader>`.
    pub host: HtmlElement,
    /// Base URL of relative URLs in the configuration.
    pub base: String,
    /// The site's own messages, by language and key.
    pub labels: Map<String, Value>,
    /// Name of the provider.
    pub name: String,
    /// URL of the discussion on its own page.
    pub link: Option<String>,
    /// Id of the comment that the page's URL names.
    pub linked: Option<String>,
    /// Hosts whose images may be fetched; `None` for any host.
    pub image_hosts: Option<Vec<String>>,
}

/// A discussion that `baca-discussion` shows. Closes it when dropped.
struct DiscussionSession {
    /// The script's handle, once the module is loaded: `{restyle(lang), focusComment(comment), close()}`.
    handle: Rc<RefCell<Option<JsValue>>>,
    closed: Rc<Cell<bool>>,
    _on_report: Closure<dyn FnMut(JsValue, JsValue)>,
}

/// Mounts a discussion through the module `baca-discussion`. `config` is the provider's configuration.
pub fn mount_discussion(
    config: &Value,
    context: &MountContext,
    options: MountOptions,
) -> Option<Box<dyn Session>> {
    let report = context.report.clone();
    let on_report =
        Closure::<dyn FnMut(JsValue, JsValue)>::new(move |name: JsValue, value: JsValue| {
            let name = name.as_string().unwrap_or_default();
            report.emit(ProviderEvent::decode(&name, value.as_f64()));
        });
    let text = |text: Option<String>| text.map_or(JsValue::NULL, JsValue::from);
    let image_hosts = options.image_hosts.map_or(JsValue::NULL, |hosts| js::texts(&hosts));
    let options_js = js::object(&[
        ("provider", js::to_js(config)),
        ("base", options.base.into()),
        ("labels", js::to_js(&Value::Object(options.labels))),
        ("lang", context.appearance.lang.as_str().into()),
        ("name", options.name.into()),
        ("link", text(options.link)),
        ("linked", text(options.linked)),
        ("pictures", image_hosts),
        ("report", on_report.as_ref().clone()),
    ]);
    let arguments = [options.host.into(), context.container.clone().into(), options_js.into()];
    let promise = SERVICES.with_borrow(|services| js::call(services, "discuss", &arguments))?;
    let handle: Rc<RefCell<Option<JsValue>>> = Rc::default();
    let closed: Rc<Cell<bool>> = Rc::default();
    let (mounted, is_closed, report) = (handle.clone(), closed.clone(), context.report.clone());
    dom::on_settled(promise, move |result| match result {
        Ok(handle) if is_closed.get() => {
            js::call(&handle, "close", &[]);
        }
        Ok(handle) => {
            mounted.replace(Some(handle));
        }
        Err(_) => report.emit(ProviderEvent::State(State::Failed)),
    });
    Some(Box::new(DiscussionSession { handle, closed, _on_report: on_report }))
}

impl DiscussionSession {
    fn call(&self, method: &str, arguments: &[JsValue]) {
        if let Some(handle) = self.handle.borrow().as_ref() {
            js::call(handle, method, arguments);
        }
    }
}

impl Session for DiscussionSession {
    fn restyle(&mut self, appearance: &Appearance) {
        self.call("restyle", &[appearance.lang.as_str().into()]);
    }

    fn focus_comment(&mut self, comment: &str) {
        self.call("focusComment", &[comment.into()]);
    }
}

impl Drop for DiscussionSession {
    fn drop(&mut self) {
        self.closed.set(true);
        self.call("close", &[]);
    }
}

/// Takes a snapshot of the page's globals. Returns a function that restores them.
pub fn snapshot_globals() -> Option<js_sys::Function> {
    SERVICES.with_borrow(|services| js::cast(js::call(services, "snapshotGlobals", &[])?))
}

/// Returns the text of a comment if it has to be converted.
fn unconverted(comment: &Comment) -> Option<&Value> {
    match &comment.text {
        CommentText::Unconverted(value) => Some(value),
        CommentText::Fragments(_) => None,
    }
}
