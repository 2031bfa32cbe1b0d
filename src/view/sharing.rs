//! The panel of ways to share.

use super::scene::Scene;
use crate::share;
use yew::{html, Callback, Html};

/// The site's ways, as links and one button; `done` gets the key of what to say.
pub fn panel(scene: &Scene, done: Callback<Option<&'static str>>) -> Html {
    let headline = scene.article.headline_text();
    let ways = share::ways(scene.config.share.as_deref(), &scene.url, &headline);
    let one = |way: share::Way| match way.href {
        None => {
            let (scene_of_copy, done) = (scene.clone(), done.clone());
            let onclick = Callback::from(move |_| share::copy(&scene_of_copy, done.clone()));
            html! { <li><button type="button" {onclick}>{ scene.t("shareCopy") }</button></li> }
        }
        Some(href) => {
            let (scene_of_link, method) = (scene.clone(), way.method);
            let onclick = Callback::from(move |_| {
                scene_of_link.emit("share", &[("method", method.as_str().into())]);
            });
            let label = if way.label.is_empty() { scene.t("shareEmail") } else { way.label };
            html! {
                <li><a {href} {onclick} target="_blank" rel="noopener">{ label.to_string() }</a></li>
            }
        }
    };
    html! {
        <div class="panel" role="group" aria-label={scene.t("share").to_string()}>
            <ul class="ways">{ for ways.into_iter().map(one) }</ul>
        </div>
    }
}
