//! What stands below the text: who edited it, what was corrected, what to read next.

use super::header::{links, time};
use super::page::Page;
use super::paper::{part, tag, Tag};
use crate::intl;

/// The foot of the article.
pub fn ending(page: &Page) -> Tag {
    let article = &page.article;
    let mut foot = tag("footer");
    if !article.editor.is_empty() {
        let names: Vec<&str> = article.editor.iter().map(|p| p.name.as_str()).collect();
        let editor = part("p", "editor").set("title", page.t("editor"));
        foot = foot.with(editor.say(&["(", &names.join("/"), ")"].concat()));
    }
    if let Some(rating) = &article.rating {
        let number = |n: f64| intl::number(page.words.lang(), n);
        let text = page.words.fill("rating", "n", &number(rating.value));
        let text = text.replace("{max}", &number(rating.max.unwrap_or(5.0)));
        foot = foot.with(tag("p").set("class", "rating").say(&text));
    }
    if !article.corrections.is_empty() {
        let section = tag("section").set("class", "corrections");
        let section = section.with(tag("h2").say(page.t("corrections")));
        foot = foot.with(section.with_all(article.corrections.iter().map(|correction| {
            let mut line = tag("p");
            if let Some(published) = &correction.published {
                line = line.with(time(page, published, true)).say(": ");
            }
            line.inline(page, &correction.text)
        })));
    }
    if !article.tags.is_empty() {
        let list =
            article.tags.iter().map(|one| tag("li").link(page, one.url.as_deref(), &one.text));
        let nav = part("nav", "tags").set("aria-label", page.t("tags"));
        foot = foot.with(nav.with(tag("ul").with_all(list)));
    }
    if !article.related.is_empty() {
        let nav = tag("nav").set("class", "related").set("aria-label", page.t("related"));
        let nav = nav.with(tag("h2").say(page.t("related")));
        foot = foot.with(nav.with(links(page, &article.related)));
    }
    if let Some(copyright) = &article.copyright {
        foot = foot.with(tag("p").set("class", "copyright").say(copyright));
    }
    foot
}
