//! Push notifications: from the question to a subscription that the site knows of
//! (<https://w3c.github.io/push-api/>). One desk for the page: what one reader does, the others and the
//! other tabs hear of.
//!
//! - [`memory`]: when the reader may be asked. Pure.
//! - [`support`]: what this page and this browser can, and what stands in the way.
//! - [`topics`]: what can be chosen of an article. Pure.
//! - [`subscription`]: permission given, the browser's part: worker, push service.
//! - [`report`]: what the site is told, kept until it has heard it.
//! - [`desk`]: all of it together: on, off, other topics, and how things stand.
//! - [`watch`]: who hears of it, here and in other tabs.

pub mod desk;
pub mod memory;
pub mod report;
pub mod subscription;
pub mod support;
pub mod topics;
pub mod watch;

use crate::dom;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How something that the reader wanted ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The browser has a subscription, and the site has it too.
    Subscribed,
    /// The same in the place of one that the site's earlier key had made.
    Renewed,
    /// There is no subscription any more.
    Unsubscribed,
    /// The reader, or somebody for them, blocks notifications of this site.
    Blocked,
    /// The reader closed the browser's question.
    Dismissed,
    /// Something on the way failed.
    Failed(Reason),
}

impl Outcome {
    /// Its name in `baca-notifications`.
    pub fn state(self) -> &'static str {
        match self {
            Self::Subscribed | Self::Renewed => "subscribed",
            Self::Unsubscribed => "unsubscribed",
            Self::Blocked => "blocked",
            Self::Dismissed => "dismissed",
            Self::Failed(_) => "failed",
        }
    }

    /// The finer word of `baca-notifications`, where there is one.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Renewed => Some("key-changed"),
            Self::Failed(reason) => Some(reason.as_str()),
            _ => None,
        }
    }

    /// The name of the words that tell the reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Subscribed => "promptGranted",
            Self::Renewed => "promptRenewed",
            Self::Unsubscribed => "bellStopped",
            Self::Blocked => "promptBlocked",
            Self::Dismissed => "promptDismissed",
            Self::Failed(Reason::Report) => "promptReport",
            Self::Failed(Reason::PushService) => "promptPushService",
            Self::Failed(Reason::Key) => "promptKey",
            Self::Failed(_) => "promptFailed",
        }
    }
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The worker's script is not where the configuration says.
    WorkerMissing,
    /// It does not come as JavaScript.
    WorkerType,
    /// It may not rule over what the configuration says.
    WorkerScope,
    /// It is on another origin than the page.
    WorkerOrigin,
    /// It did not start.
    Worker,
    /// The browser does not take the site's key.
    Key,
    /// The browser's push service could not be reached.
    PushService,
    /// The site was not told: it will be, the subscription is kept.
    Report,
}

impl Reason {
    /// Its name in `baca-notifications`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkerMissing => "worker-missing",
            Self::WorkerType => "worker-type",
            Self::WorkerScope => "worker-scope",
            Self::WorkerOrigin => "worker-origin",
            Self::Worker => "worker",
            Self::Key => "key",
            Self::PushService => "push-service",
            Self::Report => "report",
        }
    }
}

/// Tells the site's developer why something did not work.
fn complain(reason: Reason, cause: &str) {
    say("warn", &[reason.as_str(), ": ", cause].concat());
}

/// A line in the console.
fn say(level: &str, text: &str) {
    if let Some(window) = dom::window() {
        let line = ["baca-reader: notifications: ", text].concat();
        dom::call(&dom::get(&window, "console"), level, &[line.into()]);
    }
}

/// Calls a method that gives a promise; what it throws is the error.
fn ask(target: &JsValue, method: &str, args: &[JsValue]) -> Result<Promise, JsValue> {
    let function: Function = dom::get(target, method).dyn_into()?;
    let args: Array = args.iter().collect();
    Reflect::apply(&function, target, &args).map(|promise| Promise::resolve(&promise))
}

/// The same, and waits; what the promise is rejected with is the error.
async fn wait(target: &JsValue, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(ask(target, method, args)?).await
}

/// Waits for a promise, but not longer than so many milliseconds: then it is `undefined`.
async fn within(milliseconds: u32, promise: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    let promise = promise?;
    let late = Promise::new(&mut |resolve, _| {
        if let Some(window) = dom::window() {
            dom::call(&window, "setTimeout", &[resolve.into(), milliseconds.into()]);
        }
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &late))).await
}

/// What an error says, for the console.
fn message(error: &JsValue) -> String {
    let text = |key| dom::get_text(error, key).unwrap_or_default();
    let message = [&text("name"), ": ", &text("message")].concat();
    if message == ": " {
        error.as_string().unwrap_or_default()
    } else {
        message
    }
}
