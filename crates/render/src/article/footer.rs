//! The article's footer: editors, rating, corrections, tags, related articles, copyright.

use super::header::{links, time};
use super::layout::heading;
use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_sys::{intl, text};

/// Renders the footer. The style sheet prints the article's URL, `data-url`, at its end.
pub fn footer(page: &ArticleView) -> ElementBuilder {
    let article = &page.article;
    let mut footer = tag("footer").attr("data-url", &page.url);
    if !article.editor.is_empty() {
        let names: Vec<&str> = article.editor.iter().map(|p| p.name.as_str()).collect();
        let editor = part("p", "editor").attr("title", page.words.t("editor"));
        footer = footer.child(editor.text(&["(", &names.join("/"), ")"].concat()));
    }
    if let Some(rating) = &article.rating {
        let number = |n: f64| intl::number(page.words.lang(), n);
        let text = page.words.fill("rating", "n", &number(rating.value));
        let text = text::replace(&text, "{max}", &number(rating.max.unwrap_or(5.0)));
        footer = footer.child(tag("p").attr("class", "rating").text(&text));
    }
    if !article.corrections.is_empty() {
        let section = tag("section").attr("class", "corrections");
        let title = heading(&page.layout, "h2").text(page.words.t("corrections"));
        let section = section.child(title);
        footer = footer.child(section.children(article.corrections.iter().map(|correction| {
            let mut line = tag("p");
            if let Some(published) = &correction.published {
                line = line.child(time(page, published, true)).text(": ");
            }
            line.inline(page, &correction.text)
        })));
    }
    if !article.tags.is_empty() {
        let list =
            article.tags.iter().map(|one| tag("li").link(page, one.url.as_deref(), &one.text));
        let nav = part("nav", "tags").attr("aria-label", page.words.t("tags"));
        footer = footer.child(nav.child(tag("ul").children(list)));
    }
    if !article.related.is_empty() {
        let nav = tag("nav").attr("class", "related").attr("aria-label", page.words.t("related"));
        let nav = nav.child(heading(&page.layout, "h2").text(page.words.t("related")));
        footer = footer.child(nav.child(links(page, &article.related)));
    }
    if let Some(copyright) = &article.copyright {
        footer = footer.child(tag("p").attr("class", "copyright").text(copyright));
    }
    footer
}
