//! The languages that the interface may use.

use super::dom;
use baca_sys::js;
use js_sys::Array;
use web_sys::HtmlElement;

/// Returns the wanted interface languages (BCP 47), best first: the element's, the page's, and all of the
/// browser's in its order. `static/loader/messages.ts` uses this order as well.
pub fn languages(host: &HtmlElement) -> Vec<String> {
    let page = host
        .parent_element()
        .and_then(|parent| parent.closest("[lang]").ok().flatten())
        .and_then(|element| element.get_attribute("lang"));
    let mut out = Vec::new();
    let mut add = |lang: Option<String>| {
        if let Some(lang) = lang {
            out.push(lang);
        }
    };
    add(host.get_attribute("lang"));
    add(page);
    let navigator = dom::window().map(|window| window.navigator());
    let languages = navigator.map(|navigator| js::get(&navigator, "languages"));
    let languages: Option<Array> = languages.and_then(js::cast);
    for lang in languages.unwrap_or_default().iter() {
        add(lang.as_string());
    }
    out
}
