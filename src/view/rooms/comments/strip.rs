//! The tabs: their names, counts and keys.

use super::{Comments, Msg, Tab};
use crate::article::model::{direction_of, Dir};
use crate::dom;
use crate::intl;
use crate::view::rooms::scene::Scene;
use crate::view::tags::{part, tag, Tag};
use web_sys::Event;
use yew::virtual_dom::ListenerKind;
use yew::Context;

/// All tabs.
pub fn strip(
    ctx: &Context<Comments>,
    tabs: &[Tab],
    chosen: Option<usize>,
    current: usize,
    label: &str,
) -> Tag {
    let scene = &ctx.props().scene;
    let one = |(index, tab): (usize, &Tab)| {
        let is_chosen = chosen == Some(index);
        let mut button = part("button", "tab")
            .set("role", "tab")
            .text("id", &id(scene, index))
            .set("aria-selected", if is_chosen { "true" } else { "false" })
            .set("tabindex", if current == index { "0" } else { "-1" });
        if is_chosen {
            button = button.text("aria-controls", &[&scene.prefix, "tabpanel"].concat());
        }
        let count = tab.count.map(|count| {
            let number = intl::number(scene.words.lang(), count.into());
            tag("span").set("class", "count").say(&[" (", &number, ")"].concat())
        });
        button
            .press(ctx.link().callback(move |_| Msg::Choose(index)))
            .on(ListenerKind::onkeydown, ctx.link().callback(move |e| Msg::Key(index, key(&e))))
            .say(tab.name(scene))
            .with_some(count)
    };
    part("div", "tablist")
        .set("class", "tablist")
        .set("role", "tablist")
        .text("aria-labelledby", label)
        .with_all(tabs.iter().enumerate().map(one))
}

/// The key that was pressed; those that move between tabs move nothing else.
fn key(event: &Event) -> String {
    let key = dom::get_text(event, "key").unwrap_or_default();
    if matches!(key.as_str(), "Home" | "End" | "ArrowLeft" | "ArrowRight") {
        event.prevent_default();
    }
    key
}

/// The id of a tab.
pub fn id(scene: &Scene, index: usize) -> String {
    [&scene.prefix, "tab-", &index.to_string()].concat()
}

/// The tab that a key leads to.
pub fn neighbour(scene: &Scene, count: usize, index: usize, key: &str) -> Option<usize> {
    let right_to_left = direction_of(scene.words.lang()) == Dir::Rtl;
    match key {
        "Home" => Some(0),
        "End" => count.checked_sub(1),
        "ArrowRight" | "ArrowLeft" => {
            let on = (key == "ArrowRight") != right_to_left;
            let step = if on { 1 } else { count.checked_sub(1)? };
            (index + step).checked_rem(count)
        }
        _ => None,
    }
}

/// Puts the focus on a tab.
pub fn focus(scene: &Scene, index: usize) {
    let root = scene.host.shadow_root();
    if let Some(tab) = root.and_then(|root| root.get_element_by_id(&id(scene, index))) {
        dom::call(&tab, "focus", &[]);
    }
}
