//! The tab panel: the open provider, or why it is not shown. Providers that are open in other tabs stay in
//! it, hidden.

use super::message::{CommentsMsg, CommentsProps};
use super::tab::Tab;
use super::tab_list;
use crate::comments::config::ConsentPolicy;
use crate::comments::fields::{host_of, origin_of};
use crate::comments::provider::State;
use crate::web::dom;
use crate::web::vdom::{part, tag, VElement};
use baca_sys::js;
use wasm_bindgen::JsValue;
use yew::{Callback, Html};

/// Returns the panel of the chosen tab. `is_refused` is whether the site's consent manager does not allow
/// third-party content.
pub fn tab_panel(
    props: &CommentsProps,
    send: &Callback<CommentsMsg>,
    tabs: &[Tab],
    index: usize,
    is_refused: bool,
) -> VElement {
    let tab = tabs.get(index);
    let is_busy = tab.is_some_and(|tab| tab.state == State::Loading);
    let panel = part("div", "tabpanel")
        .attr("class", "tabpanel")
        .attr_text("id", &[&props.context.prefix, "tabpanel"].concat())
        .attr("aria-busy", if is_busy { "true" } else { "false" });
    // A single provider has no tab, so its panel is no `tabpanel` either.
    let panel = if tabs.len() > 1 {
        panel
            .attr("role", "tabpanel")
            .attr("tabindex", "0")
            .attr_text("aria-labelledby", &tab_list::id(props, index))
    } else {
        panel
    };
    panel
        .child_opt(tab.and_then(|tab| notice(props, send, tab, index, is_refused)))
        .children(tabs.iter().enumerate().map(|(at, tab)| container(props, tab, at, at == index)))
        .child(tag("slot").attr("name", "comments"))
        .child_opt(tab.and_then(|tab| footer(props, send, tab, index)))
}

/// Returns the container of an open provider. It is empty in the virtual DOM: [`settle`] inserts the
/// provider's element.
fn container(props: &CommentsProps, tab: &Tab, at: usize, chosen: bool) -> Html {
    if tab.container().is_none() {
        return Html::default();
    }
    // A failure is shown above. The container stays, in case the comments still arrive.
    let is_shown = chosen && matches!(tab.state, State::Ready | State::Loading | State::Timeout);
    tag("div")
        .attr("class", "provider")
        .attr_text("id", &container_id(props, at))
        .flag("hidden", !is_shown)
        .into()
}

fn container_id(props: &CommentsProps, at: usize) -> String {
    [&props.context.prefix, "provider-", &at.to_string()].concat()
}

/// Inserts the providers' elements into their containers. Uses `moveBefore` where the browser has it,
/// since an iframe that leaves the document is reloaded.
pub fn settle(props: &CommentsProps, tabs: &[Tab]) {
    let Some(root) = props.context.host.shadow_root() else { return };
    for (at, tab) in tabs.iter().enumerate() {
        let container = root.get_element_by_id(&container_id(props, at));
        if let Some((container, element)) = container.zip(tab.container()) {
            if element.parent_element().as_ref() != Some(&container)
                && js::call(&container, "moveBefore", &[element.into(), JsValue::NULL]).is_none()
            {
                let _ = container.append_child(element);
            }
        }
    }
}

/// Returns what is shown above the comments, or instead of them.
fn notice(
    props: &CommentsProps,
    send: &Callback<CommentsMsg>,
    tab: &Tab,
    index: usize,
    is_refused: bool,
) -> Option<VElement> {
    let text = message(props, tab);
    match tab.state {
        State::Ready => None,
        State::Asking => Some(question(props, send, tab, index, is_refused)),
        State::Loading => {
            let spinner = tag("span").attr("class", "spinner").attr("aria-hidden", "true");
            Some(tag("p").attr("class", "waiting").child(spinner).text(&text))
        }
        state => {
            let mut outcome = tag("div").attr("class", "outcome").child(tag("p").text(&text));
            if state != State::Ended {
                let retry = send.reform(move |_| CommentsMsg::Choose(index));
                outcome = outcome
                    .child(tag("button").on_press(retry).text(props.context.t("commentsRetry")));
            }
            Some(outcome.child_opt(link_out(props, tab)))
        }
    }
}

/// Returns the question for consent, or a button that loads the comments.
fn question(
    props: &CommentsProps,
    send: &Callback<CommentsMsg>,
    tab: &Tab,
    index: usize,
    is_refused: bool,
) -> VElement {
    let name = tab.name(props);
    let outcome = tag("div").attr("class", "outcome");
    let is_third_party = tab.is_third_party(&props.context.article);
    if is_refused && is_third_party {
        let message = props.context.messages.fill("consentRefused", "name", name);
        return outcome.child(tag("p").text(&message)).child_opt(link_out(props, tab));
    }
    let asks = matches!(props.config.consent, ConsentPolicy::Ask | ConsentPolicy::Tcf);
    let button = tag("button");
    if asks && is_third_party {
        let question = props.context.messages.fill("consentAsk", "name", name);
        let question = question.replace("{host}", &tab.hosts_text(&props.context.article, ", "));
        let allow = button.on_press(send.reform(move |_| CommentsMsg::Allow(index)));
        return outcome
            .child(tag("p").text(&question))
            .child(allow.attr("class", "yes").text(props.context.t("consentAllow")))
            .child_opt(link_out(props, tab));
    }
    let show = button.on_press(send.reform(move |_| CommentsMsg::Choose(index)));
    outcome.child(show.attr("class", "yes").text(&props.context.messages.fill(
        "commentsShow",
        "name",
        name,
    )))
}

/// Returns what is shown below the comments: a link to the discussion, and a button that withdraws consent.
fn footer(
    props: &CommentsProps,
    send: &Callback<CommentsMsg>,
    tab: &Tab,
    index: usize,
) -> Option<VElement> {
    if tab.state != State::Ready {
        return None;
    }
    let asks =
        props.config.consent == ConsentPolicy::Ask && tab.is_third_party(&props.context.article);
    let withdraw = asks.then(|| {
        let message = props.context.messages.fill("consentGiven", "name", tab.name(props));
        let on_press = send.reform(move |_| CommentsMsg::Withdraw(index));
        let button = tag("button").on_press(on_press).text(props.context.t("consentWithdraw"));
        tag("p").text(&message).text(" ").child(button)
    });
    let link = link_out(props, tab).map(|link| tag("p").child(link));
    (withdraw.is_some() || link.is_some())
        .then(|| tag("div").attr("class", "ending").child_opt(link).child_opt(withdraw))
}

/// Returns a link to the discussion on its own page, unless that is the current page.
fn link_out(props: &CommentsProps, tab: &Tab) -> Option<VElement> {
    let link = tab.configured.link(&props.context.article)?;
    let current =
        dom::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let without_fragment = |url: &str| url.split('#').next().unwrap_or_default().to_string();
    if without_fragment(&link) == without_fragment(&current)
        && origin_of(&link) == origin_of(&current)
    {
        return None;
    }
    let label = match (tab.state, tab.configured.name.as_str()) {
        (State::Ended, _) => props.context.t("facebookShare").to_string(),
        (_, "") => props.context.messages.fill("commentsOpen", "name", host_of(&link)),
        (_, name) => props.context.messages.fill("commentsOpen", "name", name),
    };
    Some(tag("a").href(&link).attr("target", "_blank").text(&label))
}

/// Returns the message for a tab's state; empty if there is none.
pub fn message(props: &CommentsProps, tab: &Tab) -> String {
    let key = match tab.state {
        State::Loading => "commentsLoading",
        State::Ready | State::Asking => return String::new(),
        State::Failed => "commentsFailed",
        State::Timeout => "commentsTimeout",
        State::Ended => "facebookEnded",
        State::Busy => "commentsBusy",
    };
    props.context.messages.fill(key, "name", tab.name(props))
}
