//! What stands below the text: who edited it, what was corrected, what to read next.

use super::header::{linked, links, time};
use super::scene::Scene;
use super::tags::{part, tag};
use crate::intl;
use yew::Html;

/// The foot of the article.
pub fn ending(scene: &Scene) -> Html {
    let article = &scene.article;
    let mut foot = tag("footer");
    if !article.editor.is_empty() {
        let names: Vec<&str> = article.editor.iter().map(|p| p.name.as_str()).collect();
        let editor = part("p", "editor").text("title", scene.t("editor"));
        foot = foot.with(editor.say(&["(", &names.join("/"), ")"].concat()));
    }
    if let Some(rating) = &article.rating {
        let number = |n: f64| intl::number(scene.words.lang(), n);
        let text = scene.words.fill("rating", "n", &number(rating.value));
        let text = text.replace("{max}", &number(rating.max.unwrap_or(5.0)));
        foot = foot.with(tag("p").set("class", "rating").say(&text));
    }
    if !article.corrections.is_empty() {
        let section = tag("section").set("class", "corrections");
        let section = section.with(tag("h2").say(scene.t("corrections")));
        foot = foot.with(section.with_all(article.corrections.iter().map(|correction| {
            let mut line = tag("p");
            if let Some(published) = &correction.published {
                line = line.with(time(scene, published, true)).say(": ");
            }
            line.inline(scene, &correction.text)
        })));
    }
    if !article.tags.is_empty() {
        let list = article.tags.iter().map(|one| tag("li").with(linked(scene, one)));
        let nav = part("nav", "tags").text("aria-label", scene.t("tags"));
        foot = foot.with(nav.with(tag("ul").with_all(list)));
    }
    if !article.related.is_empty() {
        let nav = tag("nav").set("class", "related").text("aria-label", scene.t("related"));
        let nav = nav.with(tag("h2").say(scene.t("related")));
        foot = foot.with(nav.with(links(scene, &article.related)));
    }
    if let Some(copyright) = &article.copyright {
        foot = foot.with(tag("p").set("class", "copyright").say(copyright));
    }
    foot.into()
}
