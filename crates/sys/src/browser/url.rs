//! Resolves URLs by the browser's `URL`.

use web_sys::Url;

/// Resolves `reference` against `base`; if `base` is not a URL, `reference` must be absolute. See
/// [`crate::url::join`].
pub(crate) fn join(reference: &str, base: &str) -> Option<String> {
    let url = Url::new_with_base(reference, base).or_else(|_| Url::new(reference));
    url.ok().map(|url| url.href())
}

/// Returns host and port of an absolute URL; see [`crate::url::host`].
pub(crate) fn host(url: &str) -> String {
    Url::new(url).map(|url| url.host()).unwrap_or_default()
}
