//! The element builder: makes DOM nodes in a browser and HTML text elsewhere. An article is rendered
//! once and never compared again, so it needs no virtual DOM. Interactive controls use `src/web/vdom.rs`.
//!
//! - `dom`: builds DOM elements.
//! - `string`: builds HTML text and escapes its content.
//!
//! ```
//! use baca_render::el::{part, tag};
//!
//! let link = tag("a").href("https://example.org/?a=1&b=2").text("A & B");
//! let paragraph = part("p", "paragraph").attr("class", "first").child(link);
//! assert_eq!(
//!     paragraph.to_string(),
//!     "<p part=\"paragraph\" class=\"first\">\
//!      <a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener\">A &amp; B</a></p>"
//! );
//! ```

#[cfg(browser)]
mod dom;
#[cfg(not(browser))]
mod string;

use baca_model::Dir;
use baca_sys::number::decimal;
#[cfg(browser)]
pub use dom::ElementBuilder;
#[cfg(not(browser))]
pub use string::ElementBuilder;

/// Creates an element.
///
/// ```
/// use baca_render::el::tag;
///
/// assert_eq!(tag("br").to_string(), "<br>");
/// assert_eq!(tag("p").text("1 < 2").to_string(), "<p>1 &lt; 2</p>");
/// ```
pub fn tag(name: &'static str) -> ElementBuilder {
    ElementBuilder::new(name)
}

/// Creates an element with a `part` attribute, by which the page can style it.
pub fn part(name: &'static str, part: &'static str) -> ElementBuilder {
    tag(name).attr("part", part)
}

impl ElementBuilder {
    /// Sets an attribute; replaces an earlier value.
    pub fn attr(mut self, key: &str, value: &str) -> Self {
        self.set_attribute(key, value);
        self
    }

    /// Sets an attribute if there is a value.
    pub fn attr_opt(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(key, value),
            None => self,
        }
    }

    /// Sets a numeric attribute if the value is greater than `least`.
    pub fn number(self, key: &str, value: impl Into<i64>, least: i64) -> Self {
        let value = value.into();
        if value > least {
            self.attr(key, &decimal(value))
        } else {
            self
        }
    }

    /// Sets a boolean attribute if `present`.
    pub fn flag(self, key: &str, present: bool) -> Self {
        if present {
            self.attr(key, "")
        } else {
            self
        }
    }

    /// Sets `dir` if a direction is declared.
    pub fn dir(self, dir: Option<Dir>) -> Self {
        self.attr_opt("dir", dir.map(Dir::as_str))
    }

    /// Sets `href`. Links to other pages get `rel="noopener"`, so that the opened page cannot reach this one.
    pub fn href(self, href: &str) -> Self {
        let tag = self.attr("href", href);
        if href.starts_with('#') {
            tag
        } else {
            tag.attr("rel", "noopener")
        }
    }

    /// Appends a child.
    pub fn child(mut self, child: ElementBuilder) -> Self {
        self.append(child);
        self
    }

    /// Appends a child if there is one.
    pub fn child_opt(self, child: Option<ElementBuilder>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Appends children.
    pub fn children(mut self, children: impl IntoIterator<Item = ElementBuilder>) -> Self {
        for child in children {
            self.append(child);
        }
        self
    }

    /// Appends text.
    pub fn text(mut self, text: &str) -> Self {
        self.append_text(text);
        self
    }
}
