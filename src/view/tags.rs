//! Elements of the controls by calls instead of by `html!`: the macro writes its code out at each
//! place, which is kilobytes more for every reader to fetch.

use crate::article::model::Dir;
use std::rc::Rc;
use web_sys::Event;
use yew::virtual_dom::{Listener, ListenerKind, VTag};
use yew::{AttrValue, Callback, Html, NodeRef};

/// An element in the making.
pub struct Tag(Box<VTag>);

/// Begins an element.
pub fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(name)))
}

/// Begins an element with a `part` that the page can style.
pub fn part(name: &'static str, part: &'static str) -> Tag {
    tag(name).set("part", part)
}

impl Tag {
    /// An attribute of ours.
    pub fn set(mut self, key: &'static str, value: &'static str) -> Self {
        self.put(key, AttrValue::Static(value));
        self
    }

    /// An attribute with a text of the article or of the words.
    pub fn text(mut self, key: &'static str, value: &str) -> Self {
        self.put(key, AttrValue::from(value.to_string()));
        self
    }

    /// An attribute without a value, if it holds.
    pub fn flag(self, key: &'static str, holds: bool) -> Self {
        if holds {
            self.set(key, "")
        } else {
            self
        }
    }

    /// Direction, if it is declared.
    pub fn dir(self, dir: Option<Dir>) -> Self {
        match dir {
            Some(dir) => self.set("dir", dir.as_str()),
            None => self,
        }
    }

    /// A link's address; nothing of us is told to the page it opens.
    pub fn href(self, href: &str) -> Self {
        let tag = self.text("href", href);
        if href.starts_with('#') {
            tag
        } else {
            tag.set("rel", "noopener")
        }
    }

    /// One more child.
    pub fn with(mut self, child: impl Into<Html>) -> Self {
        self.push(child.into());
        self
    }

    /// One more child, if there is one; else its empty place: Yew compares children by their place,
    /// and a component that moves to another one starts anew.
    pub fn with_some(self, child: Option<impl Into<Html>>) -> Self {
        self.with(child.map(Into::into).unwrap_or_default())
    }

    /// More children.
    pub fn with_all<C: Into<Html>>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        for child in children {
            self.push(child.into());
        }
        self
    }

    /// A text.
    pub fn say(self, text: &str) -> Self {
        self.with(text.to_string())
    }

    /// Listens to an event.
    pub fn on(mut self, kind: ListenerKind, act: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(On { kind, act }));
        self
    }

    /// A button of ours, with what it does.
    pub fn press(self, act: Callback<Event>) -> Self {
        self.set("type", "button").on(ListenerKind::onclick, act)
    }

    /// What stands in a field.
    pub fn value(mut self, value: &str) -> Self {
        self.0.set_value(AttrValue::from(value.to_string()));
        self
    }

    /// The state of a radio button or check box.
    pub fn checked(mut self, checked: bool) -> Self {
        self.0.set_checked(checked);
        self
    }

    /// Lets `place` know the element once it is there.
    pub fn reference(mut self, place: &NodeRef) -> Self {
        self.0.node_ref = place.clone();
        self
    }

    #[inline(never)]
    fn put(&mut self, key: &'static str, value: AttrValue) {
        self.0.add_attribute(key, value);
    }

    #[inline(never)]
    fn push(&mut self, child: Html) {
        self.0.add_child(child);
    }
}

/// One listener for all kinds of events: the macro has one for each.
struct On {
    kind: ListenerKind,
    act: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.act.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl From<Tag> for Html {
    #[inline(never)]
    fn from(tag: Tag) -> Html {
        Html::from(*tag.0)
    }
}
