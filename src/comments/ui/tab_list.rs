//! The tab list: names, numbers of comments and keyboard control.

use super::message::{CommentsMsg, CommentsProps, TabKey};
use super::tab::Tab;
use crate::web::vdom::{part, tag, VElement};
use baca_model::Dir;
use baca_sys::intl;
use baca_sys::intl::direction_of;
use baca_sys::js;
use web_sys::Event;
use yew::virtual_dom::ListenerKind;
use yew::Callback;

/// Returns the tab list. `focusable` is the index of the tab in the tab order, `label` the id of the heading.
pub fn tab_list(
    props: &CommentsProps,
    send: &Callback<CommentsMsg>,
    tabs: &[Tab],
    chosen: Option<usize>,
    focusable: usize,
    label: &str,
) -> VElement {
    let button = |(index, tab): (usize, &Tab)| {
        let is_chosen = chosen == Some(index);
        let mut button = part("button", "tab")
            .attr("role", "tab")
            .attr_text("id", &id(props, index))
            .attr("aria-selected", if is_chosen { "true" } else { "false" })
            .attr("tabindex", if focusable == index { "0" } else { "-1" });
        if is_chosen {
            button =
                button.attr_text("aria-controls", &[&props.context.prefix, "tabpanel"].concat());
        }
        let count = tab.count.map(|count| {
            let number = intl::number(props.context.messages.lang(), count.into());
            tag("span").attr("class", "count").text(&[" (", &number, ")"].concat())
        });
        button
            .on_press(send.reform(move |_| CommentsMsg::Choose(index)))
            .on(ListenerKind::onkeydown, on_key(send.clone(), index))
            .text(tab.name(props))
            .child_opt(count)
    };
    part("div", "tablist")
        .attr("class", "tablist")
        .attr("role", "tablist")
        .attr_text("aria-labelledby", label)
        .children(tabs.iter().enumerate().map(button))
}

/// Returns the listener of keys on a tab. Keys that move between tabs do not scroll the page.
fn on_key(send: Callback<CommentsMsg>, index: usize) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let key = js::get_text(&event, "key").unwrap_or_default();
        if let Some(key) = TabKey::parse(&key) {
            event.prevent_default();
            send.emit(CommentsMsg::Key(index, key));
        }
    })
}

/// Returns the element id of a tab.
pub fn id(props: &CommentsProps, index: usize) -> String {
    [&props.context.prefix, "tab-", &index.to_string()].concat()
}

/// Returns the index of the tab that a key moves the focus to.
pub fn neighbour(props: &CommentsProps, count: usize, index: usize, key: TabKey) -> Option<usize> {
    let is_rtl = direction_of(props.context.messages.lang()) == Dir::Rtl;
    match key {
        TabKey::First => Some(0),
        TabKey::Last => count.checked_sub(1),
        TabKey::Left | TabKey::Right => {
            let is_forward = (key == TabKey::Right) != is_rtl;
            let step = if is_forward { 1 } else { count.checked_sub(1)? };
            (index + step).checked_rem(count)
        }
    }
}

/// Moves the focus to a tab.
pub fn focus(props: &CommentsProps, index: usize) {
    let root = props.context.host.shadow_root();
    if let Some(tab) = root.and_then(|root| root.get_element_by_id(&id(props, index))) {
        js::call(&tab, "focus", &[]);
    }
}
