//! What stands under the tabs: the provider that is open, or what it waits for, or what went wrong.
//! Providers that are open under other tabs are kept, out of sight.

use super::{strip, Comments, Msg, Tab};
use crate::comments::settings::{host_of, origin_of};
use crate::comments::State;
use crate::config::comments::Consent;
use crate::dom;
use crate::view::rooms::scene::Scene;
use crate::view::tags::{part, tag, Tag};
use wasm_bindgen::JsValue;
use yew::{Context, Html};

/// The panel of the chosen tab.
pub fn panel(ctx: &Context<Comments>, room: &Comments, index: usize) -> Tag {
    let scene = &ctx.props().scene;
    let busy = room.tabs.get(index).is_some_and(|tab| tab.state == State::Loading);
    let panel = part("div", "tabpanel")
        .set("class", "tabpanel")
        .text("id", &[&scene.prefix, "tabpanel"].concat())
        .set("aria-busy", if busy { "true" } else { "false" });
    // Where there are no tabs, it is no panel of one.
    let panel = if room.tabs.len() > 1 {
        panel
            .set("role", "tabpanel")
            .set("tabindex", "0")
            .text("aria-labelledby", &strip::id(scene, index))
    } else {
        panel
    };
    let tab = room.tabs.get(index);
    panel
        .with_some(tab.and_then(|tab| notice(ctx, room, tab, index)))
        .with_all(room.tabs.iter().enumerate().map(|(at, tab)| home(scene, tab, at, at == index)))
        .with(tag("slot").set("name", "comments"))
        .with_some(tab.and_then(|tab| ending(ctx, tab, index)))
}

/// Where a provider that has begun lives; an empty place for one that has not. What is in it is not
/// Yew's: [`settle`] puts it there.
fn home(scene: &Scene, tab: &Tab, at: usize, chosen: bool) -> Html {
    if tab.place().is_none() {
        return Html::default();
    }
    // What has failed says so above; what it has shown meanwhile is kept.
    let shown = chosen && matches!(tab.state, State::Ready | State::Loading | State::Timeout);
    tag("div").set("class", "home").text("id", &home_id(scene, at)).flag("hidden", !shown).into()
}

fn home_id(scene: &Scene, at: usize) -> String {
    [&scene.prefix, "home-", &at.to_string()].concat()
}

/// Puts providers into their homes. One that has waited elsewhere is moved without a break, where the
/// browser can: a frame that leaves the document would begin anew.
pub fn settle(scene: &Scene, tabs: &[Tab]) {
    let Some(root) = scene.host.shadow_root() else { return };
    for (at, tab) in tabs.iter().enumerate() {
        let home = root.get_element_by_id(&home_id(scene, at));
        if let Some((home, place)) = home.zip(tab.place()) {
            if place.parent_element().as_ref() != Some(&home)
                && dom::call(&home, "moveBefore", &[place.into(), JsValue::NULL]).is_none()
            {
                let _ = home.append_child(place);
            }
        }
    }
}

/// What stands above the comments, or in their place.
fn notice(ctx: &Context<Comments>, room: &Comments, tab: &Tab, index: usize) -> Option<Tag> {
    let scene = &ctx.props().scene;
    let text = message(scene, tab);
    match tab.state {
        State::Ready => None,
        State::Asking => Some(question(ctx, room, tab, index)),
        State::Loading => {
            let spinner = tag("span").set("class", "spinner").set("aria-hidden", "true");
            Some(tag("p").set("class", "waiting").with(spinner).say(&text))
        }
        state => {
            let mut outcome = tag("div").set("class", "outcome").with(tag("p").say(&text));
            if state != State::Ended {
                let retry = ctx.link().callback(move |_| Msg::Choose(index));
                outcome = outcome.with(tag("button").press(retry).say(scene.t("commentsRetry")));
            }
            Some(outcome.with_some(link_out(scene, tab)))
        }
    }
}

/// Who would get what, and a button: nothing is loaded before it is pressed.
fn question(ctx: &Context<Comments>, room: &Comments, tab: &Tab, index: usize) -> Tag {
    let scene = &ctx.props().scene;
    let name = tab.name(scene);
    let outcome = tag("div").set("class", "outcome");
    let refused = scene.config.comments.consent == Consent::Tcf
        && room.manager.is_some()
        && room.consent != Some(true)
        && tab.is_foreign(&scene.page);
    if refused {
        let words = scene.words.fill("consentRefused", "name", name);
        return outcome.with(tag("p").say(&words)).with_some(link_out(scene, tab));
    }
    let asks = matches!(scene.config.comments.consent, Consent::Ask | Consent::Tcf)
        && tab.is_foreign(&scene.page);
    let button = tag("button");
    if asks {
        let sentence = scene.words.fill("consentAsk", "name", name);
        let sentence = sentence.replace("{host}", tab.host(&scene.page));
        let allow = button.press(ctx.link().callback(move |_| Msg::Allow(index)));
        return outcome
            .with(tag("p").say(&sentence))
            .with(allow.set("class", "yes").say(scene.t("consentAllow")))
            .with_some(link_out(scene, tab));
    }
    let show = button.press(ctx.link().callback(move |_| Msg::Choose(index)));
    outcome.with(show.set("class", "yes").say(&scene.words.fill("commentsShow", "name", name)))
}

/// Under the comments: the discussion on its own, and a way to take consent back.
fn ending(ctx: &Context<Comments>, tab: &Tab, index: usize) -> Option<Tag> {
    let scene = &ctx.props().scene;
    if tab.state != State::Ready {
        return None;
    }
    let asks = scene.config.comments.consent == Consent::Ask && tab.is_foreign(&scene.page);
    let withdraw = asks.then(|| {
        let words = scene.words.fill("consentGiven", "name", tab.name(scene));
        let act = ctx.link().callback(move |_| Msg::Withdraw(index));
        let button = tag("button").press(act).say(scene.t("consentWithdraw"));
        tag("p").say(&words).say(" ").with(button)
    });
    let link = link_out(scene, tab).map(|link| tag("p").with(link));
    (withdraw.is_some() || link.is_some())
        .then(|| tag("div").set("class", "ending").with_some(link).with_some(withdraw))
}

/// A link to the discussion on its own, unless that is this very page.
fn link_out(scene: &Scene, tab: &Tab) -> Option<Tag> {
    let link = tab.of.link(&scene.page)?;
    let here = dom::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let bare = |url: &str| url.split('#').next().unwrap_or_default().to_string();
    if bare(&link) == bare(&here) && origin_of(&link) == origin_of(&here) {
        return None;
    }
    let words = match (tab.state, tab.of.name.as_str()) {
        (State::Ended, _) => scene.t("facebookShare").to_string(),
        (_, "") => scene.words.fill("commentsOpen", "name", host_of(&link)),
        (_, name) => scene.words.fill("commentsOpen", "name", name),
    };
    Some(tag("a").href(&link).set("target", "_blank").say(&words))
}

/// What is said of a state.
pub fn message(scene: &Scene, tab: &Tab) -> String {
    let key = match tab.state {
        State::Loading => "commentsLoading",
        State::Ready | State::Asking => return String::new(),
        State::Failed => "commentsFailed",
        State::Timeout => "commentsTimeout",
        State::Ended => "facebookEnded",
        State::Busy => "commentsBusy",
    };
    scene.words.fill(key, "name", tab.name(scene))
}
