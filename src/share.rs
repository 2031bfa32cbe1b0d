//! Sharing: the system's own sheet where there is one, the clipboard, and plain links to others.
//! Nothing of theirs is loaded here.

use crate::dom;
use crate::view::scene::Scene;
use yew::Callback;

/// Ways to share that are a link: name in the configuration, label, address up to the article's
/// own, and what stands between address and headline.
const LINKS: [(&str, &str, &str, &str); 4] = [
    ("whatsapp", "WhatsApp", "https://wa.me/?text=", ""),
    ("x", "X", "https://x.com/intent/post?url=", "&text="),
    ("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php?u=", ""),
    ("email", "", "mailto:?body=", "&subject="),
];

/// The usual ways, in order.
const USUAL: [&str; 6] = ["native", "copy", "whatsapp", "x", "facebook", "email"];

/// A way to share by a link.
pub struct Way {
    /// Its name in the configuration and in `baca-share`.
    pub method: String,
    /// Its label; empty for words of ours.
    pub label: &'static str,
    /// Where it leads; `None` for the clipboard.
    pub href: Option<String>,
}

/// The site's ways to share other than the system's sheet, in its order.
pub fn ways(configured: Option<&[String]>, url: &str, headline: &str) -> Vec<Way> {
    let usual: Vec<String> = USUAL.iter().map(ToString::to_string).collect();
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    let way = |method: &String| {
        if method == "copy" {
            return Some(Way { method: method.clone(), label: "", href: None });
        }
        let (_, label, before, between) = LINKS.iter().find(|(name, ..)| name == method)?;
        let mut href = [before, encode(url).as_str()].concat();
        if !between.is_empty() {
            href.push_str(between);
            href.push_str(&encode(headline));
        }
        Some(Way { method: method.clone(), label, href: Some(href) })
    };
    configured.unwrap_or(&usual).iter().filter_map(way).collect()
}

/// Opens the system's sheet; `false` where there is none or the site does not want it. `done` gets
/// the key of what to say.
pub fn native(scene: &Scene, done: Callback<Option<&'static str>>) -> bool {
    let wanted = scene.config.share.as_ref().is_none_or(|ways| ways.iter().any(|w| w == "native"));
    let Some(navigator) = dom::window().map(|w| w.navigator()).filter(|_| wanted) else {
        return false;
    };
    let data = dom::object(&[
        ("title", scene.article.headline_text().into()),
        ("url", scene.url.as_str().into()),
    ]);
    let Some(shared) = dom::call(&navigator, "share", &[data.into()]) else { return false };
    let scene = scene.clone();
    dom::settled(shared, move |end| {
        if end.is_ok() {
            scene.emit("share", &[("method", "native".into())]);
        }
        // Nothing to say when the reader closed the sheet: they know.
        done.emit(None);
    });
    true
}

/// Copies the article's address.
pub fn copy(scene: &Scene, done: Callback<Option<&'static str>>) {
    let clipboard = dom::window().map(|w| dom::get(&w.navigator(), "clipboard"));
    let copied = clipboard.and_then(|c| dom::call(&c, "writeText", &[scene.url.as_str().into()]));
    let Some(copied) = copied else { return done.emit(Some("shareFailed")) };
    let scene = scene.clone();
    dom::settled(copied, move |end| {
        if end.is_ok() {
            scene.emit("share", &[("method", "copy".into())]);
        }
        done.emit(Some(if end.is_ok() { "shareCopied" } else { "shareFailed" }));
    });
}
