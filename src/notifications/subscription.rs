//! The browser's part, once it has the reader's permission: the site's worker, and a subscription
//! with the browser's push service.

use super::{ask, complain, message, say, wait, within, Outcome, Reason};
use crate::config::notifications::Notifications;
use crate::dom;
use crate::platform::trusted;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

/// Milliseconds that the worker has to start, and the push service to answer.
const PATIENCE: u32 = 15_000;
/// The corner of the site that our worker rules over where another one has the rest.
const CORNER: &str = "baca-push/";

/// A subscription, and what came before it.
pub struct Made {
    /// The worker's registration.
    pub registration: JsValue,
    /// The browser's `PushSubscription`.
    pub subscription: JsValue,
    /// The endpoint of the one that another key had made, which is gone now.
    pub replaces: Option<String>,
}

/// Registers the worker and subscribes. What fails is told in the console, with its cause.
///
/// # Errors
/// How it ended: blocked, or failed for a reason.
pub async fn make(config: &Notifications) -> Result<Made, Outcome> {
    let registration = register(config).await?;
    let manager = dom::get(&registration, "pushManager");
    let mut replaces = None;
    if let Some(old) = subscription_of(&registration).await {
        if has_key(&old, &config.key) {
            return Ok(Made { registration, subscription: old, replaces });
        }
        replaces = endpoint(&old);
        let _ = wait(&old, "unsubscribe", &[]).await;
    }
    let key = Uint8Array::from(config.key.as_slice());
    let options =
        dom::object(&[("userVisibleOnly", true.into()), ("applicationServerKey", key.into())]);
    match within(PATIENCE, ask(&manager, "subscribe", &[options.into()])).await {
        Ok(subscription) if subscription.is_object() => {
            Ok(Made { registration, subscription, replaces })
        }
        Ok(_) => Err(failed(Reason::PushService, "no answer")),
        Err(error) => Err(refused(&error)),
    }
}

/// What a browser means that does not subscribe.
fn refused(error: &JsValue) -> Outcome {
    let cause = message(error);
    match dom::get_text(error, "name").unwrap_or_default().as_str() {
        // A private window may say yes to the permission and no to this.
        "NotAllowedError" => {
            say("warn", &cause);
            Outcome::Blocked
        }
        "InvalidAccessError" | "NotSupportedError" | "SyntaxError" | "TypeError" => {
            failed(Reason::Key, &cause)
        }
        _ => failed(Reason::PushService, &cause),
    }
}

fn failed(reason: Reason, cause: &str) -> Outcome {
    complain(reason, cause);
    Outcome::Failed(reason)
}

/// Our registration: the one there is, or a new one, with a worker that has started.
async fn register(config: &Notifications) -> Result<JsValue, Outcome> {
    let url = &config.service_worker;
    let Some(container) = container() else {
        return Err(failed(Reason::Worker, "this page has no service workers"));
    };
    let registration = match found(config).await {
        Some(registration) => registration,
        None => {
            let scope = scope(config, &container).await;
            let options = dom::object(&[("scope", scope.as_str().into())]);
            let script = trusted::script_url(url);
            let asked = ask(&container, "register", &[script, options.into()]);
            match within(PATIENCE, asked).await {
                Ok(registration) if registration.is_object() => registration,
                Ok(_) => return Err(failed(Reason::Worker, &[url, " does not come"].concat())),
                Err(error) => return Err(diagnose(url, &scope, &error).await),
            }
        }
    };
    // Not `ready`: that waits for a worker that rules over this page, and ours need not.
    let started = wasm_bindgen_futures::future_to_promise(started(registration.clone()));
    match within(PATIENCE, Ok(started)).await {
        Ok(started) if started.is_truthy() => Ok(registration),
        _ => Err(failed(Reason::Worker, &[url, " did not start"].concat())),
    }
}

/// Waits until a registration has an active worker; `false` if it never will.
async fn started(registration: JsValue) -> Result<JsValue, JsValue> {
    loop {
        if dom::get(&registration, "active").is_truthy() {
            return Ok(true.into());
        }
        let coming = ["installing", "waiting"].map(|state| dom::get(&registration, state));
        let Some(worker) = coming.into_iter().find(JsValue::is_truthy) else {
            return Ok(false.into());
        };
        let once = dom::object(&[("once", true.into())]);
        let changed = Promise::new(&mut |resolve, _| {
            let args = ["statechange".into(), resolve.into(), once.clone().into()];
            dom::call(&worker, "addEventListener", &args);
        });
        wasm_bindgen_futures::JsFuture::from(changed).await?;
    }
}

/// What our worker is to rule over. The folder of its script, unless the site says otherwise, or
/// has a worker of its own there: to register ours in its place would end the site's.
async fn scope(config: &Notifications, container: &JsValue) -> String {
    let folder = Url::new_with_base("./", &config.service_worker).map(|url| url.href());
    let folder = folder.unwrap_or_default();
    let wanted = config.scope.clone().unwrap_or_else(|| folder.clone());
    let other = wait(container, "getRegistration", &[wanted.as_str().into()]).await.ok();
    let other = other.filter(|other| dom::get_text(other, "scope").as_ref() == Some(&wanted));
    let Some(other) = other else { return wanted };
    let corner = [&folder, CORNER].concat();
    let script = script_of(&other).unwrap_or_default();
    let ours = config.service_worker.as_str();
    say("info", &[&script, " has ", &wanted, "; ", ours, " takes ", &corner].concat());
    corner
}

/// Why a worker could not be registered: browsers say it each in their own words, so we look.
async fn diagnose(url: &str, scope: &str, error: &JsValue) -> Outcome {
    let cause = [url, ": ", &message(error)].concat();
    let Some(window) = dom::window() else { return failed(Reason::Worker, &cause) };
    let options = dom::object(&[("cache", "no-store".into())]);
    let Ok(answer) = wait(&window, "fetch", &[url.into(), options.into()]).await else {
        return failed(Reason::WorkerMissing, &cause);
    };
    if !dom::get(&answer, "ok").is_truthy() {
        let status = dom::get(&answer, "status").as_f64().map(dom::digits).unwrap_or_default();
        return failed(Reason::WorkerMissing, &[url, " is answered with ", &status].concat());
    }
    let kind = dom::call(&dom::get(&answer, "headers"), "get", &["content-type".into()]);
    let kind = kind.and_then(|kind| kind.as_string()).unwrap_or_default();
    if !kind.contains("javascript") && !kind.contains("ecmascript") {
        let cause = [url, " must come as text/javascript, not as \"", &kind, "\""].concat();
        return failed(Reason::WorkerType, &cause);
    }
    if dom::get_text(error, "name").as_deref() == Some("SecurityError") {
        let cause = [
            url,
            " may not rule over ",
            scope,
            ": host it there, or let it come with Service-Worker-Allowed",
        ];
        return failed(Reason::WorkerScope, &cause.concat());
    }
    failed(Reason::Worker, &cause)
}

/// The registration of our worker, if there is one.
pub async fn found(config: &Notifications) -> Option<JsValue> {
    let all = wait(&container()?, "getRegistrations", &[]).await.ok()?;
    let ours =
        |registration: &JsValue| script_of(registration).as_ref() == Some(&config.service_worker);
    Array::from(&all).iter().find(ours)
}

/// The address of a registration's script, without its query.
fn script_of(registration: &JsValue) -> Option<String> {
    let workers = ["active", "waiting", "installing"].map(|state| dom::get(registration, state));
    let worker = workers.into_iter().find(JsValue::is_truthy)?;
    let script = dom::get_text(&worker, "scriptURL")?;
    script.split(['?', '#']).next().map(String::from)
}

fn container() -> Option<JsValue> {
    let container = dom::get(&dom::window()?.navigator(), "serviceWorker");
    container.is_truthy().then_some(container)
}

/// The subscription of a registration.
pub async fn subscription_of(registration: &JsValue) -> Option<JsValue> {
    let manager = dom::get(registration, "pushManager");
    let subscription = wait(&manager, "getSubscription", &[]).await.ok()?;
    subscription.is_object().then_some(subscription)
}

/// Where its messages are posted to.
pub fn endpoint(subscription: &JsValue) -> Option<String> {
    dom::get_text(subscription, "endpoint")
}

/// Whether a subscription was made with this key. Where the browser does not say, it was.
pub fn has_key(subscription: &JsValue, key: &[u8]) -> bool {
    let made_with = dom::get(&dom::get(subscription, "options"), "applicationServerKey");
    match made_with.dyn_ref::<js_sys::ArrayBuffer>() {
        Some(buffer) => Uint8Array::new(buffer).to_vec() == key,
        None => true,
    }
}
