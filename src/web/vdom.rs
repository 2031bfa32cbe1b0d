//! Yew's virtual elements, built by method calls. The macro `html!` expands to more code at each use, which
//! adds kilobytes to the modules.

use baca_model::Dir;
use baca_sys::url::Purpose;
use std::rc::Rc;
use web_sys::Event;
use yew::virtual_dom::{Listener, ListenerKind, VTag};
use yew::{AttrValue, Callback, Html, NodeRef};

/// Builds a virtual element.
pub struct VElement(Box<VTag>);

/// Creates an element.
pub fn tag(name: &'static str) -> VElement {
    VElement(Box::new(VTag::new(name)))
}

/// Creates an element with a `part` attribute, by which the page can style it.
pub fn part(name: &'static str, part: &'static str) -> VElement {
    tag(name).attr("part", part)
}

impl VElement {
    /// Sets an attribute to a constant.
    pub fn attr(mut self, key: &'static str, value: &'static str) -> Self {
        self.set_attribute(key, AttrValue::Static(value));
        self
    }

    /// Sets an attribute to a computed text.
    pub fn attr_text(mut self, key: &'static str, value: &str) -> Self {
        self.set_attribute(key, AttrValue::from(value.to_string()));
        self
    }

    /// Sets a boolean attribute if `present`.
    pub fn flag(self, key: &'static str, present: bool) -> Self {
        if present {
            self.attr(key, "")
        } else {
            self
        }
    }

    /// Sets `dir` if a direction is declared.
    pub fn dir(self, dir: Option<Dir>) -> Self {
        match dir {
            Some(dir) => self.attr("dir", dir.as_str()),
            None => self,
        }
    }

    /// Sets `href`, unless a link may not have the scheme (`javascript:` and alike). Links to other pages get
    /// `rel="noopener"`, so that the opened page cannot reach this one.
    pub fn href(self, href: &str) -> Self {
        if baca_sys::url::resolve(href, "", Purpose::Link).is_none() {
            return self;
        }
        let tag = self.attr_text("href", href);
        if href.starts_with('#') {
            tag
        } else {
            tag.attr("rel", "noopener")
        }
    }

    /// Appends a child.
    pub fn child(mut self, child: impl Into<Html>) -> Self {
        self.append(child.into());
        self
    }

    /// Appends a child, or an empty placeholder. Yew compares children by position, and a component at
    /// another position is created anew.
    pub fn child_opt(self, child: Option<impl Into<Html>>) -> Self {
        self.child(child.map(Into::into).unwrap_or_default())
    }

    /// Appends children.
    pub fn children<C: Into<Html>>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        for child in children {
            self.append(child.into());
        }
        self
    }

    /// Appends text.
    pub fn text(self, text: &str) -> Self {
        self.child(text.to_string())
    }

    /// Adds an event listener.
    pub fn on(mut self, kind: ListenerKind, callback: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(EventListener { kind, callback }));
        self
    }

    /// Makes a button that does not submit a form, and sets its click listener.
    pub fn on_press(self, callback: Callback<Event>) -> Self {
        self.attr("type", "button").on(ListenerKind::onclick, callback)
    }

    /// Sets the value of a field.
    pub fn value(mut self, value: &str) -> Self {
        self.0.set_value(AttrValue::from(value.to_string()));
        self
    }

    /// Sets the state of a radio button or checkbox.
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Stores the rendered element in `node_ref`.
    pub fn reference(mut self, node_ref: &NodeRef) -> Self {
        self.0.node_ref = node_ref.clone();
        self
    }

    #[inline(never)]
    fn set_attribute(&mut self, key: &'static str, value: AttrValue) {
        self.0.add_attribute(key, value);
    }

    #[inline(never)]
    fn append(&mut self, child: Html) {
        self.0.add_child(child);
    }
}

/// A listener for any kind of event; `html!` generates a type for each kind.
struct EventListener {
    kind: ListenerKind,
    callback: Callback<Event>,
}

impl Listener for EventListener {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.callback.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl From<VElement> for Html {
    #[inline(never)]
    fn from(tag: VElement) -> Html {
        Html::from(*tag.0)
    }
}

/// Creates an icon from path data of `baca_render::icons`.
pub fn icon(path: &'static str) -> VElement {
    tag("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(tag("path").attr("d", path))
}
