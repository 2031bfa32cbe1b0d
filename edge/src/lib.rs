//! The renderer as a WebAssembly module for workers at the edge (`docs/edge.md`): `edge/worker.mjs`
//! is the other half. Built for `wasm32-wasip1`, of which it uses nothing but random numbers.
//!
//! Texts go in and out through memory: `take` gives room for one, `begin` reads a request from it,
//! `next` gives a page piece by piece, so that its beginning is sent while the rest is rendered.

use baca::article::formats;
use baca::platform;
use baca::render::{self, Options, Site};
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;

type Pieces = Box<dyn Iterator<Item = String>>;

#[derive(Default)]
struct State {
    /// What came in last.
    input: Vec<u8>,
    /// What goes out; it stays until the next call.
    output: String,
    /// Pages on their way, by number.
    pages: Vec<(u32, Pieces)>,
    last: u32,
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// Gives room for a text of so many bytes.
#[no_mangle]
pub extern "C" fn take(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input = vec![0; length];
        state.input.as_mut_ptr()
    })
}

/// Begins a page: the text in the room is JSON, `{text, base, format, item, fragment, options}`. Gives
/// its number; 0 if there is no article in it, and why is to be had by `said`.
#[no_mangle]
pub extern "C" fn begin() -> u32 {
    STATE.with_borrow_mut(|state| match page(&std::mem::take(&mut state.input)) {
        Ok(pieces) => {
            state.last = state.last.wrapping_add(1).max(1);
            state.pages.push((state.last, pieces));
            state.last
        }
        Err(message) => {
            state.output = message;
            0
        }
    })
}

/// Makes the next piece of a page; gives its length in bytes, and 0 at the end. Where it is, `said`
/// tells.
#[no_mangle]
pub extern "C" fn next(page: u32) -> usize {
    STATE.with_borrow_mut(|state| {
        let Some(index) = state.pages.iter().position(|(number, _)| *number == page) else {
            return 0;
        };
        let piece = state.pages.get_mut(index).and_then(|(_, pieces)| pieces.next());
        match piece {
            Some(piece) => {
                state.output = piece;
                state.output.len()
            }
            None => {
                drop(state.pages.swap_remove(index));
                0
            }
        }
    })
}

/// Ends a page that nobody waits for any more.
#[no_mangle]
pub extern "C" fn end(page: u32) {
    STATE.with_borrow_mut(|state| state.pages.retain(|(number, _)| *number != page));
}

/// Where the last output begins.
#[no_mangle]
pub extern "C" fn said() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// How long the last output is, in bytes.
#[no_mangle]
pub extern "C" fn said_length() -> usize {
    STATE.with_borrow(|state| state.output.len())
}

fn page(input: &[u8]) -> Result<Pieces, String> {
    let request: Value = serde_json::from_slice(input).map_err(|error| error.to_string())?;
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(String::from);
    let (format, item) = (text(&request, "format"), text(&request, "item"));
    let base = text(&request, "base").unwrap_or_default();
    let outcome = formats::read(
        &text(&request, "text").unwrap_or_default(),
        platform::current(),
        &base,
        format.as_deref(),
        item.as_deref(),
    );
    let outcome = outcome.map_err(|error| format!("{}: {error}", error.code()))?;
    let given = request.get("options").unwrap_or(&Value::Null);
    let site = text(given, "site").and_then(|site| Site::read(&site).ok());
    let options = Options {
        src: text(given, "src"),
        config: text(given, "config"),
        site: site.unwrap_or_default(),
        lang: text(given, "lang"),
        theme: text(given, "theme"),
        script: text(given, "script"),
        nonce: text(given, "nonce"),
        format: Some(outcome.format.into()),
        prefix: text(given, "prefix"),
    };
    let article = Rc::new(outcome.article);
    Ok(if request.get("fragment") == Some(&Value::Bool(true)) {
        Box::new(render::pieces(&article, &options))
    } else {
        Box::new(render::document_pieces(&article, &options))
    })
}
