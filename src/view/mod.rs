//! What the reader sees. The only code that makes elements; text becomes text nodes, addresses
//! become attributes, and markup never becomes anything here.
//!
//! - [`page`]: the article's frame, and the places left in it; [`header`], [`body`], [`ending`]: what
//!   is in it: [`blocks`], [`inline`], [`figures`], [`media`], [`tables`], [`embed`]. All of it is
//!   drawn once, on [`paper`]: nodes in a browser, text elsewhere.
//! - `drawing`: the article comes into the page, or is found there.
//! - `app`: one reader's controls, and the messages that move them; [`scene`]: what they need to
//!   know; [`tags`]: elements by calls, which come out smaller than `html!`;
//!   [`icons`]: drawings.
//! - `toolbar`, `sharing`: text size, reading settings, share.
//! - [`rooms`]: what stands beside the article, in a module of its own; [`place`]: where.
//! - [`events`]: what bubbles up from the article: pictures and media that load or fail, links.
//!   [`anchors`]: places in the article that links and the page's address lead to.

#[cfg(feature = "reader")]
pub mod anchors;
#[cfg(all(feature = "reader", browser))]
pub mod app;
pub mod blocks;
pub mod body;
#[cfg(all(feature = "reader", browser))]
pub mod drawing;
pub mod embed;
pub mod ending;
#[cfg(feature = "reader")]
pub mod events;
pub mod figures;
pub mod header;
#[cfg(feature = "reader")]
pub mod icons;
pub mod inline;
pub mod media;
pub mod page;
pub mod paper;
pub mod place;
#[cfg(feature = "reader")]
pub mod rooms;
#[cfg(feature = "reader")]
pub mod scene;
#[cfg(all(feature = "reader", browser))]
pub mod sharing;
pub mod tables;
#[cfg(feature = "reader")]
pub mod tags;
#[cfg(feature = "reader")]
pub mod thread;
#[cfg(all(feature = "reader", browser))]
pub mod toolbar;

/// The style sheet of the shadow root, made by `build.rs` from `src/view/style`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// Names that style sheet: a page made elsewhere says which one it brought.
pub const STYLE_ID: &str = env!("BACA_STYLE_ID");

/// Languages for the controls, best first: the element's own, the article's, the page's, the
/// browser's (`lang` in the README).
#[cfg(feature = "reader")]
pub fn languages(host: &web_sys::HtmlElement, article: Option<&str>) -> Vec<String> {
    let page = host
        .parent_element()
        .and_then(|parent| parent.closest("[lang]").ok().flatten())
        .and_then(|element| element.get_attribute("lang"));
    let browser = crate::dom::window().and_then(|window| window.navigator().language());
    let all = [host.get_attribute("lang"), article.map(Into::into), page, browser];
    all.into_iter().flatten().collect()
}
