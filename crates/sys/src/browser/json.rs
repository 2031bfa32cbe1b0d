//! Checks JSON by `JSON.parse`.

use crate::js;
use crate::json::limits::Malformed;

/// Checks whether a text is JSON.
///
/// # Errors
/// [`Malformed`] with the message of the browser's `SyntaxError`.
pub(crate) fn check(text: &str) -> Result<(), Malformed> {
    let parsed = js_sys::JSON::parse(text);
    let place = |error| js::get_text(&error, "message").unwrap_or_default();
    parsed.map(|_| ()).map_err(|error| Malformed { place: place(error) })
}
