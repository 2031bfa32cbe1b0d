//! Requests for JSON with a timeout and a size limit. Dropping a handle aborts its request.

use crate::web::dom;
use crate::web::timers::Timeout;
use baca_sys::js;
use baca_sys::json;
use js_sys::{Array, Function, Promise};
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{spawn_local, JsFuture};

/// Maximum length of a response body, in bytes.
const MAX_BYTES: f64 = 4.0 * 1024.0 * 1024.0;

/// A request to a server.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// The URL.
    pub url: String,
    /// The `Accept` header; by default `application/json`.
    pub accept: Option<&'static str>,
    /// The body, which is sent as JSON by `POST`; without it the request is a `GET`.
    pub body: Option<Value>,
    /// A header that proves who the reader is. With it, cookies are sent to the page's own origin.
    pub credential: Option<(&'static str, String)>,
    /// Names of the response's headers that the caller reads.
    pub read_headers: &'static [&'static str],
}

impl Request {
    /// Creates a `GET` request.
    pub fn get(url: String) -> Self {
        Self { url, ..Self::default() }
    }

    /// Creates a `POST` request.
    pub fn post(url: String, body: Value) -> Self {
        Self { url, body: Some(body), ..Self::default() }
    }
}

/// A server's response.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The body as JSON; as a string if it is not well-formed JSON.
    pub value: Value,
    /// Cursor of the requested part of a list; `None` for the first part. Set by the caller.
    pub cursor: Option<String>,
    /// Those of [`Request::read_headers`] that the response has, with their values.
    pub headers: Vec<(&'static str, String)>,
}

impl Response {
    /// Returns the number in a header; `None` if there is none.
    pub fn number_in(&self, header: &str) -> Option<u32> {
        let (_, value) = self.headers.iter().find(|(name, _)| *name == header)?;
        value.parse().ok()
    }
}

/// Why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The network is down, the URL is blocked, or CORS denies access: browsers do not reveal which.
    Network,
    /// No response came in time.
    Timeout,
    /// The server responded with this status.
    Status(u16),
    /// The response is too long or not what the caller expects.
    Content,
}

impl Failure {
    /// Returns the reason for developers; `None` where the browser does not reveal it.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Network => None,
            Self::Timeout => Some("nothing came in time".into()),
            Self::Status(status) => Some(["answered ", &status.to_string()].concat()),
            Self::Content => Some("the response is not what was expected".into()),
        }
    }
}

/// Called once with the response or the failure.
pub type OnResponse = Box<dyn FnOnce(Result<Response, Failure>)>;

/// A running request. Dropping it aborts the request; its callback is not called then.
pub struct RequestHandle {
    controller: JsValue,
    _timeout: Timeout,
}

impl Drop for RequestHandle {
    fn drop(&mut self) {
        js::call(&self.controller, "abort", &[]);
    }
}

/// Sends a request and calls `done` with its end, at most after this many milliseconds. `done` is not called
/// once the returned handle is dropped.
pub fn send(request: &Request, timeout_ms: u32, done: OnResponse) -> RequestHandle {
    let controller = construct("AbortController", &[]).unwrap_or_default();
    let signal = js::get(&controller, "signal");
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        Timeout::new(timeout_ms, move || {
            timed_out.set(true);
            js::call(&controller, "abort", &[]);
        })
    };
    let promise = start(request, &signal);
    let read_headers = request.read_headers;
    spawn_local(async move {
        let result = match promise {
            Some(promise) => read(promise, read_headers).await,
            None => Err(Failure::Network),
        };
        let aborted = js::get(&signal, "aborted").is_truthy();
        match result {
            // The handle was dropped.
            _ if aborted && !timed_out.get() => {}
            Err(_) if timed_out.get() => done(Err(Failure::Timeout)),
            result => done(result),
        }
    });
    RequestHandle { controller, _timeout: timer }
}

fn start(request: &Request, signal: &JsValue) -> Option<Promise> {
    let mut headers = vec![("accept", request.accept.unwrap_or("application/json").into())];
    let mut options = private_options();
    options.push(("signal", signal.clone()));
    if let Some((name, value)) = &request.credential {
        // A member of the site writes with the cookies of the site.
        headers.push((*name, value.into()));
        options.push(("credentials", "same-origin".into()));
    }
    if let Some(body) = &request.body {
        let text = js::stringify(&js::to_js(body))?;
        headers.push(("content-type", "application/json".into()));
        options.extend([("method", "POST".into()), ("body", text.into())]);
    }
    options.push(("headers", js::object(&headers).into()));
    call_fetch(&request.url, &options).ok()
}

/// Returns options of `fetch` for a request without cookies, whose referrer is at most the page's URL without its
/// query. The page's own policy still holds for the referrer.
fn private_options() -> Vec<(&'static str, JsValue)> {
    let mut options = vec![("credentials", "omit".into())];
    let page = dom::page_path();
    if !page.is_empty() {
        options.push(("referrer", page.into()));
    }
    options
}

/// Calls `fetch` for requests that [`send`] does not cover. Returns the `Response`. After this many milliseconds
/// the request ends, and a body that nobody has read is released.
///
/// # Errors
/// The reason that `fetch` throws or rejects with.
pub async fn fetch(
    url: &str,
    timeout_ms: u32,
    mut options: Vec<(&str, JsValue)>,
) -> Result<JsValue, JsValue> {
    let abort = js::get(&js::global(), "AbortSignal");
    let signal = js::call(&abort, "timeout", &[timeout_ms.into()]).unwrap_or_default();
    options.push(("signal", signal));
    JsFuture::from(call_fetch(url, &options)?).await
}

fn call_fetch(url: &str, options: &[(&str, JsValue)]) -> Result<Promise, JsValue> {
    let window = js::global();
    let fetch: Function = js::get(&window, "fetch").dyn_into()?;
    let promise = fetch.call2(&window, &url.into(), &js::object(options))?;
    Ok(Promise::resolve(&promise))
}

async fn read(
    promise: Promise,
    read_headers: &'static [&'static str],
) -> Result<Response, Failure> {
    let response = JsFuture::from(promise).await.map_err(|_| Failure::Network)?;
    let text = text_of(&response).await?;
    let header = |name: &&'static str| {
        let value = js::call(&js::get(&response, "headers"), "get", &[(*name).into()]);
        Some((*name, value?.as_string()?))
    };
    let value = json::parse(&text).map(|(value, _)| value);
    Ok(Response {
        status: js::get(&response, "status").as_f64().unwrap_or_default() as u16,
        value: value.unwrap_or_else(|_| text.into()),
        cursor: None,
        headers: read_headers.iter().filter_map(header).collect(),
    })
}

/// Reads the text of a response. Counts its length while reading, and cancels a body that is too long.
async fn text_of(response: &JsValue) -> Result<String, Failure> {
    let body = js::call(&js::get(response, "body"), "getReader", &[]);
    let Some(body) = body else { return Ok(String::new()) };
    let parts = Array::new();
    let mut length = 0.0;
    loop {
        let part = call_async(&body, "read").await?;
        if js::get(&part, "done").is_truthy() {
            break;
        }
        let bytes = js::get(&part, "value");
        length += js::get(&bytes, "byteLength").as_f64().unwrap_or_default();
        if length > MAX_BYTES {
            js::call(&body, "cancel", &[]);
            return Err(Failure::Content);
        }
        parts.push(&bytes);
    }
    let whole = construct("Blob", &[parts.into()]).ok_or(Failure::Content)?;
    call_async(&whole, "text").await?.as_string().ok_or(Failure::Content)
}

/// Calls a method that returns a promise and waits for the promise.
async fn call_async(target: &JsValue, method: &str) -> Result<JsValue, Failure> {
    let promise = js::call(target, method, &[]).and_then(js::cast::<Promise>);
    JsFuture::from(promise.ok_or(Failure::Content)?).await.map_err(|_| Failure::Network)
}

fn construct(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    js::construct(&js::global(), name, arguments)
}
