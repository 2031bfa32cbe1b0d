//! The renderer as a WebAssembly module for workers on edge platforms (`docs/edge.md`), called by
//! `edge/renderer.ts`. It is built for `wasm32-wasip1` and uses only random numbers of WASI.
//!
//! Texts are passed through the module's memory. [`alloc_input`] allocates the input, [`render_start`]
//! reads a request from it, and [`render_next`] renders a page piece by piece, so that the worker can
//! send the first piece while the others are rendered.

use baca_convert::formats;
use baca_render::page;
use baca_render::page::{Options, Site};
use baca_sys::json;
use baca_wire::document::Error;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;

type Pieces = Box<dyn Iterator<Item = String>>;

#[derive(Default)]
struct RenderState {
    /// The input of the next request.
    input: Vec<u8>,
    /// The output of the last call, valid until the next one.
    output: String,
    /// Pages that are being rendered, by id.
    pages: Vec<(u32, Pieces)>,
    /// The id of the last page.
    last_id: u32,
}

thread_local! {
    static STATE: RefCell<RenderState> = RefCell::default();
}

/// Allocates the input, `length` bytes, and returns its address.
#[no_mangle]
pub extern "C" fn alloc_input(length: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        state.input = vec![0; length];
        state.input.as_mut_ptr()
    })
}

/// Starts to render a page. The input is a request, `request_length` bytes of JSON
/// `{base, format, item, fragment, options}`, and after it the document in UTF-8. Returns the page's id.
/// Returns 0 if the document has no article; the output is then the error message. It starts with
/// `missing: ` if the document is an empty list or has no such item.
#[no_mangle]
pub extern "C" fn render_start(request_length: usize) -> u32 {
    STATE.with_borrow_mut(|state| match page(&std::mem::take(&mut state.input), request_length) {
        Ok(pieces) => {
            state.last_id = state.last_id.wrapping_add(1).max(1);
            state.pages.push((state.last_id, pieces));
            state.last_id
        }
        Err(message) => {
            state.output = message;
            0
        }
    })
}

/// Renders the next piece of a page into the output. Returns its length in bytes; 0 at the end.
#[no_mangle]
pub extern "C" fn render_next(page: u32) -> usize {
    STATE.with_borrow_mut(|state| {
        let Some(index) = state.pages.iter().position(|(id, _)| *id == page) else {
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

/// Drops a page that is no longer needed.
#[no_mangle]
pub extern "C" fn render_drop(page: u32) {
    STATE.with_borrow_mut(|state| state.pages.retain(|(id, _)| *id != page));
}

/// Returns the address of the output.
#[no_mangle]
pub extern "C" fn output_ptr() -> *const u8 {
    STATE.with_borrow(|state| state.output.as_ptr())
}

/// Returns the length of the output in bytes.
#[no_mangle]
pub extern "C" fn output_len() -> usize {
    STATE.with_borrow(|state| state.output.len())
}

/// Reads a request and converts its article; returns the iterator that renders the page.
fn page(input: &[u8], request_length: usize) -> Result<Pieces, String> {
    let (request, document) = input.split_at_checked(request_length).ok_or("no request")?;
    // Not `serde_json` itself: a lone surrogate in the options is no error.
    let (request, _) = json::parse(&String::from_utf8_lossy(request))
        .map_err(|error| format!("the request is not JSON: {}", error.place))?;
    let document = String::from_utf8_lossy(document);
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(String::from);
    let (format, item) = (text(&request, "format"), text(&request, "item"));
    let base = text(&request, "base").unwrap_or_default();
    let outcome = formats::read(&document, &base, format.as_deref(), item.as_deref());
    let outcome = outcome.map_err(|error| {
        let in_list = || !formats::item_names(&document, format.as_deref()).is_empty();
        let missing = matches!(error, Error::NotAnArticle { .. })
            && (formats::is_empty_list(&document) || item.is_some() && in_list());
        let status = if missing { "missing: " } else { "" };
        format!("{status}{}: {error}", error.code())
    })?;
    let given = request.get("options").unwrap_or(&Value::Null);
    let site = text(given, "site").and_then(|site| Site::read(&site).ok());
    let options = Options {
        src: text(given, "src"),
        item,
        config: text(given, "config"),
        site: site.unwrap_or_default(),
        lang: text(given, "lang"),
        theme: text(given, "theme"),
        script: text(given, "script"),
        // A page can be cached, so a nonce would be the same in many responses.
        nonce: None,
        format: Some(outcome.format.into()),
        prefix: text(given, "prefix"),
    };
    let article = Rc::new(outcome.article);
    Ok(if request.get("fragment") == Some(&Value::Bool(true)) {
        Box::new(page::pieces(&article, &options))
    } else {
        Box::new(page::document_pieces(&article, &options))
    })
}
