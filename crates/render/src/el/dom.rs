//! Back end that builds DOM elements.

use baca_sys::js;
use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

thread_local! {
    static DOCUMENT: Option<Document> = js::window().and_then(|window| window.document());
}

/// Builds a DOM element; empty if there is no document, as in a worker.
pub struct ElementBuilder(Option<Element>);

impl ElementBuilder {
    #[inline(never)]
    pub(super) fn new(name: &str) -> Self {
        Self(DOCUMENT.with(|document| document.as_ref()?.create_element(name).ok()))
    }

    /// Creates a MathML element.
    pub fn mathml(name: &'static str) -> Self {
        Self::new_ns(MATHML, name)
    }

    /// Creates an SVG element.
    pub fn svg(name: &'static str) -> Self {
        Self::new_ns(SVG, name)
    }

    fn new_ns(namespace: &str, name: &str) -> Self {
        let make = |document: &Document| document.create_element_ns(Some(namespace), name).ok();
        Self(DOCUMENT.with(|document| make(document.as_ref()?)))
    }

    #[inline(never)]
    pub(super) fn set_attribute(&mut self, key: &str, value: &str) {
        if let Some(element) = &self.0 {
            let _ = element.set_attribute(key, value);
        }
    }

    #[inline(never)]
    pub(super) fn append(&mut self, child: Self) {
        if let Some((element, child)) = self.0.as_ref().zip(child.0.as_ref()) {
            let _ = element.append_child(child);
        }
    }

    #[inline(never)]
    pub(super) fn append_text(&mut self, text: &str) {
        if let Some(element) = &self.0 {
            let _ = element.append_with_str_1(text);
        }
    }

    /// Returns the finished element; `None` if there is no document.
    pub fn element(self) -> Option<Element> {
        self.0
    }
}
