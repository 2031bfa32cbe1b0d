//! Registration of the site's service worker and subscription with the browser's push service. Both need
//! the reader's permission first.

use super::{
    call_async, call_promise, error_text, log, warn, ConsoleMethod, Reason, SubscriptionOutcome,
};
use crate::notifications::config::NotificationsConfig;
use crate::web::dom;
use crate::web::http::fetch;
use crate::web::timers::with_timeout;
use baca_sys::js;
use baca_sys::trusted_types;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Url;

/// Timeout for the registration and the start of the worker, and for the push service.
const TIMEOUT_MS: u32 = 15_000;
/// Scope of Baca's worker, below the folder of its script, where another worker controls the folder.
const FALLBACK_SCOPE: &str = "baca-push/";

/// A subscription with the push service, new or found.
pub struct Subscribed {
    /// The worker's `ServiceWorkerRegistration`.
    pub registration: JsValue,
    /// The `PushSubscription`.
    pub subscription: JsValue,
    /// Endpoint of an earlier subscription with another key, which has been ended.
    pub replaces: Option<String>,
}

/// Registers the worker and subscribes. Writes the cause of a failure to the console.
///
/// # Errors
/// [`SubscriptionOutcome::Blocked`] or [`SubscriptionOutcome::Failed`].
pub async fn subscribe(config: &NotificationsConfig) -> Result<Subscribed, SubscriptionOutcome> {
    let registration = register(config).await?;
    let manager = js::get(&registration, "pushManager");
    let mut replaces = None;
    if let Some(old) = subscription_of(&registration).await {
        if has_key(&old, &config.key) {
            return Ok(Subscribed { registration, subscription: old, replaces });
        }
        replaces = endpoint(&old);
        let _ = call_async(&old, "unsubscribe", &[]).await;
    }
    let key = Uint8Array::from(config.key.as_slice());
    let options =
        js::object(&[("userVisibleOnly", true.into()), ("applicationServerKey", key.into())]);
    match with_timeout(TIMEOUT_MS, call_promise(&manager, "subscribe", &[options.into()])).await {
        Ok(subscription) if subscription.is_object() => {
            Ok(Subscribed { registration, subscription, replaces })
        }
        Ok(_) => Err(failed(Reason::PushService, "no answer")),
        Err(error) => Err(subscribe_failed(&error)),
    }
}

/// Converts an error of `PushManager.subscribe` to an outcome.
fn subscribe_failed(error: &JsValue) -> SubscriptionOutcome {
    let cause = error_text(error);
    match js::get_text(error, "name").unwrap_or_default().as_str() {
        // Some private windows grant the permission but refuse to subscribe.
        "NotAllowedError" => {
            log(ConsoleMethod::Warn, &cause);
            SubscriptionOutcome::Blocked
        }
        "InvalidAccessError" | "NotSupportedError" | "SyntaxError" | "TypeError" => {
            failed(Reason::Key, &cause)
        }
        _ => failed(Reason::PushService, &cause),
    }
}

/// Writes a warning to the console and returns the outcome.
fn failed(reason: Reason, cause: &str) -> SubscriptionOutcome {
    warn(reason, cause);
    SubscriptionOutcome::Failed(reason)
}

/// Returns the registration of Baca's worker with a worker that has started. Registers the worker if
/// necessary.
async fn register(config: &NotificationsConfig) -> Result<JsValue, SubscriptionOutcome> {
    let url = &config.service_worker;
    let Some(container) = container() else {
        return Err(failed(Reason::Worker, "this page has no service workers"));
    };
    let registration = match find_registration(config).await {
        Some(registration) => registration,
        None => {
            let scope = choose_scope(config, &container).await;
            let options = js::object(&[("scope", scope.as_str().into())]);
            let Some(script) = trusted_types::script_url(url) else {
                let cause = [url, " is not in the site's own configuration"].concat();
                return Err(failed(Reason::Worker, &cause));
            };
            let registered = call_promise(&container, "register", &[script, options.into()]);
            match with_timeout(TIMEOUT_MS, registered).await {
                Ok(registration) if registration.is_object() => registration,
                Ok(_) => {
                    let cause = [url, " was not registered in time"].concat();
                    return Err(failed(Reason::Worker, &cause));
                }
                Err(error) => return Err(diagnose(url, &scope, &error).await),
            }
        }
    };
    // Not `ready`: that waits for a worker that controls this page, which Baca's need not do.
    let started = wasm_bindgen_futures::future_to_promise(has_started(registration.clone()));
    match with_timeout(TIMEOUT_MS, Ok(started)).await {
        Ok(started) if started.is_truthy() => Ok(registration),
        _ => Err(failed(Reason::Worker, &[url, " did not start"].concat())),
    }
}

/// Waits until a registration has an active worker. Resolves to `false` if its worker failed to install.
async fn has_started(registration: JsValue) -> Result<JsValue, JsValue> {
    loop {
        if js::get(&registration, "active").is_truthy() {
            return Ok(true.into());
        }
        let next = ["installing", "waiting"].map(|state| js::get(&registration, state));
        let Some(worker) = next.into_iter().find(JsValue::is_truthy) else {
            return Ok(false.into());
        };
        let once = js::object(&[("once", true.into())]);
        let changed = Promise::new(&mut |resolve, _| {
            let args = ["statechange".into(), resolve.into(), once.clone().into()];
            js::call(&worker, "addEventListener", &args);
        });
        wasm_bindgen_futures::JsFuture::from(changed).await?;
    }
}

/// Returns the scope for Baca's worker: the configured one, else the folder of its script. If another
/// worker of the site has that scope, returns a narrow scope below the folder, because a registration with
/// the scope would replace the site's worker.
async fn choose_scope(config: &NotificationsConfig, container: &JsValue) -> String {
    let folder = Url::new_with_base("./", &config.service_worker).map(|url| url.href());
    let folder = folder.unwrap_or_default();
    let scope = config.scope.clone().unwrap_or_else(|| folder.clone());
    let other = call_async(container, "getRegistration", &[scope.as_str().into()]).await.ok();
    let other = other.filter(|other| js::get_text(other, "scope").as_ref() == Some(&scope));
    let Some(other) = other else { return scope };
    let fallback = [&folder, FALLBACK_SCOPE].concat();
    let script = script_of(&other).unwrap_or_default();
    let own = config.service_worker.as_str();
    let line = [&script, " has the scope ", &scope, "; ", own, " uses ", &fallback].concat();
    log(ConsoleMethod::Info, &line);
    fallback
}

/// Finds out why a worker could not be registered. Requests the script, because the texts of the errors
/// differ between browsers.
async fn diagnose(url: &str, scope: &str, error: &JsValue) -> SubscriptionOutcome {
    let cause = [url, ": ", &error_text(error)].concat();
    let Ok(response) = fetch(url, TIMEOUT_MS, vec![("cache", "no-store".into())]).await else {
        return failed(Reason::WorkerMissing, &cause);
    };
    if !js::get(&response, "ok").is_truthy() {
        let status = js::get(&response, "status").as_f64().map(js::digits).unwrap_or_default();
        return failed(Reason::WorkerMissing, &[url, " is answered with ", &status].concat());
    }
    let mime = js::call(&js::get(&response, "headers"), "get", &["content-type".into()]);
    let mime = mime.and_then(|mime| mime.as_string()).unwrap_or_default();
    if !mime.contains("javascript") && !mime.contains("ecmascript") {
        let cause = [url, " must come as text/javascript, not as \"", &mime, "\""].concat();
        return failed(Reason::WorkerType, &cause);
    }
    if js::get_text(error, "name").as_deref() == Some("SecurityError") {
        let cause = [
            url,
            " may not have the scope ",
            scope,
            ": host it there, or send the header Service-Worker-Allowed with it",
        ];
        return failed(Reason::WorkerScope, &cause.concat());
    }
    failed(Reason::Worker, &cause)
}

/// Returns the registration of the configured worker; `None` if it is not registered.
pub async fn find_registration(config: &NotificationsConfig) -> Option<JsValue> {
    let all = call_async(&container()?, "getRegistrations", &[]).await.ok()?;
    let is_own =
        |registration: &JsValue| script_of(registration).as_ref() == Some(&config.service_worker);
    Array::from(&all).iter().find(is_own)
}

/// Returns the URL of a registration's script, without its query and fragment.
fn script_of(registration: &JsValue) -> Option<String> {
    let workers = ["active", "waiting", "installing"].map(|state| js::get(registration, state));
    let worker = workers.into_iter().find(JsValue::is_truthy)?;
    let script = js::get_text(&worker, "scriptURL")?;
    script.split(['?', '#']).next().map(String::from)
}

/// Returns the page's `ServiceWorkerContainer`.
fn container() -> Option<JsValue> {
    let container = js::get(&dom::window()?.navigator(), "serviceWorker");
    container.is_truthy().then_some(container)
}

/// Returns the subscription of a registration, if it has one.
pub async fn subscription_of(registration: &JsValue) -> Option<JsValue> {
    let manager = js::get(registration, "pushManager");
    let subscription = call_async(&manager, "getSubscription", &[]).await.ok()?;
    subscription.is_object().then_some(subscription)
}

/// Returns the endpoint of a subscription: the URL to which messages are posted.
pub fn endpoint(subscription: &JsValue) -> Option<String> {
    js::get_text(subscription, "endpoint")
}

/// Returns whether a subscription was made with this key; `true` if the browser does not expose the key.
pub fn has_key(subscription: &JsValue, key: &[u8]) -> bool {
    let made_with = js::get(&js::get(subscription, "options"), "applicationServerKey");
    match made_with.dyn_ref::<js_sys::ArrayBuffer>() {
        Some(buffer) => Uint8Array::new(buffer).to_vec() == key,
        None => true,
    }
}
