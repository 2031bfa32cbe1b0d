//! Push notifications (<https://w3c.github.io/push-api/>): a subscription that is reported to the site. When the prompt
//! appears is decided by a script (`static/loader/beside/prompt.ts`). All readers of the page share one state; the other tabs follow it by the
//! browser's storage.
//!
//! - [`config`]: the member `notifications` of the site's configuration.
//! - [`capabilities`]: whether this page and this browser support notifications.
//! - [`topics`]: what a reader can choose on an article's page.
//! - [`subscription`]: the service worker and the push service.
//! - [`outbox`]: reports to the site, stored until the site accepts them.
//! - [`manager`]: turns notifications on and off, changes topics, holds the status.
//! - [`observers`]: callbacks for changes on this page and in other tabs.
//! - [`ui`]: the bell.

pub mod capabilities;
pub mod config;
pub mod manager;
pub mod observers;
pub mod outbox;
pub mod subscription;
pub mod topics;
pub mod ui;

use crate::web::dom;
use baca_sys::js;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Result of an action of the reader or of a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionOutcome {
    /// The browser has a subscription and the site has accepted it.
    Subscribed,
    /// As `Subscribed`, and the subscription replaces one with an earlier key of the site.
    Renewed,
    /// The subscription has ended.
    Unsubscribed,
    /// The reader, or a setting of the browser, blocks notifications of this site.
    Blocked,
    /// The reader closed the browser's permission prompt without an answer.
    Dismissed,
    /// A step failed.
    Failed(Reason),
}

impl SubscriptionOutcome {
    /// Returns the `state` of the event `baca-notifications`.
    pub fn state(self) -> &'static str {
        match self {
            Self::Subscribed | Self::Renewed => "subscribed",
            Self::Unsubscribed => "unsubscribed",
            Self::Blocked => "blocked",
            Self::Dismissed => "dismissed",
            Self::Failed(_) => "failed",
        }
    }

    /// Returns the `reason` of the event `baca-notifications`, if there is one.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Renewed => Some("key-changed"),
            Self::Failed(reason) => Some(reason.as_str()),
            _ => None,
        }
    }

    /// Returns the key of the message for the reader.
    pub fn message_key(self) -> &'static str {
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

/// Step that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The worker's script is not at the configured URL.
    WorkerMissing,
    /// The worker's script does not have a MIME type of JavaScript.
    WorkerType,
    /// The worker's script may not have the configured scope.
    WorkerScope,
    /// The worker's script is on another origin than the page.
    WorkerOrigin,
    /// The worker did not start.
    Worker,
    /// The browser rejected the site's key.
    Key,
    /// The browser's push service could not be reached.
    PushService,
    /// The site did not accept the report. It is stored and sent again later.
    Report,
}

impl Reason {
    /// Returns its name in the event `baca-notifications` and in the console.
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

/// Writes a warning for the site's developer to the console.
fn warn(reason: Reason, cause: &str) {
    log(ConsoleMethod::Warn, &[reason.as_str(), ": ", cause].concat());
}

/// A method of `console`.
#[derive(Clone, Copy)]
enum ConsoleMethod {
    Info,
    Warn,
}

/// Writes a line to the console.
fn log(level: ConsoleMethod, text: &str) {
    let method = match level {
        ConsoleMethod::Info => "info",
        ConsoleMethod::Warn => "warn",
    };
    if let Some(window) = dom::window() {
        let line = ["baca-reader: notifications: ", text].concat();
        js::call(&js::get(&window, "console"), method, &[line.into()]);
    }
}

/// Calls a method that returns a promise.
///
/// # Errors
/// What the method throws.
fn call_promise(target: &JsValue, method: &str, args: &[JsValue]) -> Result<Promise, JsValue> {
    let function: Function = js::get(target, method).dyn_into()?;
    let args: Array = args.iter().collect();
    Reflect::apply(&function, target, &args).map(|promise| Promise::resolve(&promise))
}

/// Calls a method that returns a promise and waits for the promise.
///
/// # Errors
/// What the method throws, or the reason of the rejection.
async fn call_async(target: &JsValue, method: &str, args: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(call_promise(target, method, args)?).await
}

/// Returns name and message of an error, or its text if it is a string, for the console.
fn error_text(error: &JsValue) -> String {
    let text = |key| js::get_text(error, key).unwrap_or_default();
    let message = [&text("name"), ": ", &text("message")].concat();
    if message == ": " {
        error.as_string().unwrap_or_default()
    } else {
        message
    }
}
