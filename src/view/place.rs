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

/// An app's own root in a place; it goes with this. Yew never lets go of an element that it has
/// listened on, nor so of the tree that this is in: an article must not stay in memory by that.
#[cfg(feature = "reader")]
pub struct Root(web_sys::Element);

#[cfg(feature = "reader")]
impl Root {
    /// A root in this place, which does not show in the layout.
    pub fn inside(place: &web_sys::Element) -> Self {
        let root = crate::dom::make("div", &[]).unwrap_or_else(|| place.clone());
        if let Some(root) = wasm_bindgen::JsCast::dyn_ref(&root) {
            crate::dom::set_property(root, "display", "contents");
        }
        let _ = place.append_child(&root);
        Self(root)
    }

    /// The element.
    pub fn element(&self) -> web_sys::Element {
        self.0.clone()
    }
}

#[cfg(feature = "reader")]
impl Drop for Root {
    fn drop(&mut self) {
        self.0.remove();
    }
}
