//! Places that the article leaves for what comes with script: empty elements, by name.

/// Where the reading tools come.
pub const TOOLS: &str = "tools";
/// Where the comments come.
pub const COMMENTS: &str = "comments";
/// Where the bell of notifications comes, among the reading tools.
pub const BELL: &str = "bell";
/// Where the question about notifications comes.
pub const PROMPT: &str = "prompt";
/// Where the player of what is read aloud comes.
pub const PLAYER: &str = "player";
/// Where the way back to the top comes.
pub const TOP: &str = "top";

/// The place of this name in a reader.
#[cfg(feature = "reader")]
pub fn find(host: &web_sys::HtmlElement, name: &str) -> Option<web_sys::Element> {
    let selector = ["[data-place=", name, "]"].concat();
    host.shadow_root()?.query_selector(&selector).ok().flatten()
}
