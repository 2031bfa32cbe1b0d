//! The panel of ways to share.

use super::scene::Scene;
use super::tags::{tag, Tag};
use crate::share;
use yew::virtual_dom::ListenerKind;
use yew::Callback;

/// The site's ways, as links and one button; `done` gets the key of what to say.
pub fn panel(scene: &Scene, done: Callback<Option<&'static str>>) -> Tag {
    let headline = scene.article.headline_text();
    let ways = share::ways(scene.config.share.as_deref(), &scene.url, &headline);
    let one = |way: share::Way| {
        let scene_of_way = scene.clone();
        tag("li").with(match way.href {
            None => {
                let done = done.clone();
                let copy = Callback::from(move |_| share::copy(&scene_of_way, done.clone()));
                tag("button").press(copy).say(scene.t("shareCopy"))
            }
            Some(href) => {
                let method = way.method;
                let tell = Callback::from(move |_| {
                    scene_of_way.emit("share", &[("method", method.as_str().into())]);
                });
                let label = if way.label.is_empty() { scene.t("shareEmail") } else { way.label };
                let link = tag("a").href(&href).set("target", "_blank");
                link.on(ListenerKind::onclick, tell).say(label)
            }
        })
    };
    tag("div")
        .set("class", "panel")
        .set("role", "group")
        .text("aria-label", scene.t("share"))
        .with(tag("ul").set("class", "ways").with_all(ways.into_iter().map(one)))
}
