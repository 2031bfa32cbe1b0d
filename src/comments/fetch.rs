//! Requests for JSON, one at a time, each with an end: what is dropped is given up.

use super::drawn::{Answer, Request};
use crate::article::json;
use crate::dom;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{spawn_local, JsFuture};

/// The longest answer that is read, in bytes.
const LONGEST: f64 = 4.0 * 1024.0 * 1024.0;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The network is down, the address is blocked, or the server does not let this site read
    /// (CORS): a browser does not tell which.
    Network,
    /// Nothing came in time.
    Timeout,
    /// The server answered with this status.
    Status(u16),
    /// What came is not what was asked for.
    Content,
}

/// Who waits for an answer.
pub type Done = Box<dyn FnOnce(Result<Answer, Failure>)>;

/// A request under way; it is given up when this is dropped.
pub struct Job {
    controller: JsValue,
    _patience: Timeout,
}

impl Drop for Job {
    fn drop(&mut self) {
        dom::call(&self.controller, "abort", &[]);
    }
}

/// Asks, for at most so many milliseconds. `done` is not called once the job is dropped.
pub fn ask(request: &Request, patience: u32, done: Done) -> Job {
    let controller = construct("AbortController", &[]).unwrap_or_default();
    let signal = dom::get(&controller, "signal");
    let late = Rc::new(Cell::new(false));
    let timer = {
        let (controller, late) = (controller.clone(), late.clone());
        Timeout::new(patience, move || {
            late.set(true);
            dom::call(&controller, "abort", &[]);
        })
    };
    let asked = begin(request, &signal);
    spawn_local(async move {
        let answer = match asked {
            Some(promise) => read(promise).await,
            None => Err(Failure::Network),
        };
        let given_up = dom::get(&signal, "aborted").is_truthy();
        match answer {
            // Nobody waits any more.
            _ if given_up && !late.get() => {}
            Err(_) if late.get() => done(Err(Failure::Timeout)),
            answer => done(answer),
        }
    });
    Job { controller, _patience: timer }
}

fn begin(request: &Request, signal: &JsValue) -> Option<Promise> {
    let mut headers = vec![("accept", request.accept.unwrap_or("application/json").into())];
    // No cookie of anybody's goes along.
    let mut options: Vec<(&str, JsValue)> =
        vec![("signal", signal.clone()), ("credentials", "omit".into())];
    if let Some(body) = &request.body {
        let text = js_sys::JSON::stringify(&dom::to_js(body)).ok()?;
        headers.push(("content-type", "application/json".into()));
        options.extend([("method", "POST".into()), ("body", text.into())]);
    }
    options.push(("headers", dom::object(&headers).into()));
    let window = dom::window()?;
    let asked = dom::call(&window, "fetch", &[(&request.url).into(), dom::object(&options).into()]);
    dom::cast(asked?)
}

async fn read(asked: Promise) -> Result<Answer, Failure> {
    let response = JsFuture::from(asked).await.map_err(|_| Failure::Network)?;
    let text = text_of(&response).await?;
    let header = |name: &str| {
        let value = dom::call(&dom::get(&response, "headers"), "get", &[name.into()]);
        value?.as_string()?.parse().ok()
    };
    let value = json::parse(&text).map(|(value, _)| value);
    Ok(Answer {
        status: dom::get(&response, "status").as_f64().unwrap_or_default() as u16,
        value: value.unwrap_or_else(|_| text.into()),
        asked: None,
        pages: header("X-WP-TotalPages"),
        total: header("X-WP-Total"),
    })
}

/// The text of an answer. It is counted as it comes: one that never ends is given up.
async fn text_of(response: &JsValue) -> Result<String, Failure> {
    let body = dom::call(&dom::get(response, "body"), "getReader", &[]);
    let Some(body) = body else { return Ok(String::new()) };
    let parts = Array::new();
    let mut length = 0.0;
    loop {
        let part = wait(&body, "read").await?;
        if dom::get(&part, "done").is_truthy() {
            break;
        }
        let bytes = dom::get(&part, "value");
        length += dom::get(&bytes, "byteLength").as_f64().unwrap_or_default();
        if length > LONGEST {
            dom::call(&body, "cancel", &[]);
            return Err(Failure::Content);
        }
        parts.push(&bytes);
    }
    let whole = construct("Blob", &[parts.into()]).ok_or(Failure::Content)?;
    wait(&whole, "text").await?.as_string().ok_or(Failure::Content)
}

/// Calls a method that gives a promise, and waits for it.
async fn wait(target: &JsValue, method: &str) -> Result<JsValue, Failure> {
    let promise = dom::call(target, method, &[]).and_then(dom::cast::<Promise>);
    JsFuture::from(promise.ok_or(Failure::Content)?).await.map_err(|_| Failure::Network)
}

fn construct(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    dom::construct(&js_sys::global(), name, arguments)
}
