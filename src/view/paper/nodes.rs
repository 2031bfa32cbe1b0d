//! Elements of the page.

use crate::dom;
use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";

thread_local! {
    static DOCUMENT: Option<Document> = dom::document();
}

/// An element of the article in the making. Nothing is drawn where there is no page.
pub struct Tag(Option<Element>);

impl Tag {
    #[inline(never)]
    pub(super) fn begin(name: &str) -> Self {
        Self(DOCUMENT.with(|document| document.as_ref()?.create_element(name).ok()))
    }

    /// Begins a part of a formula.
    pub fn of_formula(name: &'static str) -> Self {
        Self::within(MATHML, name)
    }

    /// Begins a part of a drawing.
    pub fn of_drawing(name: &'static str) -> Self {
        Self::within(SVG, name)
    }

    fn within(namespace: &str, name: &str) -> Self {
        let make = |document: &Document| document.create_element_ns(Some(namespace), name).ok();
        Self(DOCUMENT.with(|document| make(document.as_ref()?)))
    }

    #[inline(never)]
    pub(super) fn put(&mut self, key: &str, value: &str) {
        if let Some(element) = &self.0 {
            let _ = element.set_attribute(key, value);
        }
    }

    #[inline(never)]
    pub(super) fn push(&mut self, child: Self) {
        if let Some((element, child)) = self.0.as_ref().zip(child.0.as_ref()) {
            let _ = element.append_child(child);
        }
    }

    #[inline(never)]
    pub(super) fn write(&mut self, text: &str) {
        if let Some(element) = &self.0 {
            let _ = element.append_with_str_1(text);
        }
    }

    /// The element, whole.
    pub fn element(self) -> Option<Element> {
        self.0
    }
}
