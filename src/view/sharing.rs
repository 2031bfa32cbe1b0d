//! The panel of ways to share.

use super::paper::{tag, Tag};
use super::scene::Scene;
use crate::share;

/// The site's ways, as links and one button.
pub fn panel(scene: &Scene) -> Tag {
    let headline = scene.article.headline_text();
    let ways = share::ways(scene.config.share.as_deref(), &scene.url, &headline);
    let one = |way: share::Way| {
        tag("li").with(match way.href {
            None => {
                let copy = tag("button").set("type", "button").set("data-do", "copy");
                copy.say(scene.t("shareCopy"))
            }
            Some(href) => {
                let label = if way.label.is_empty() { scene.t("shareEmail") } else { way.label };
                let link = tag("a").href(&href).set("target", "_blank");
                link.set("data-do", "way").set("data-method", &way.method).say(label)
            }
        })
    };
    tag("div")
        .set("class", "panel")
        .set("role", "group")
        .set("aria-label", scene.t("share"))
        .with(tag("ul").set("class", "ways").with_all(ways.into_iter().map(one)))
}
