//! The article's footer: editors, rating, corrections, tags, related articles, copyright.

use super::header::{links, time};
use super::layout::heading;
use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_sys::{intl, text};

/// Renders the footer: the editors' names or initials as "(ab/cd)", a rating, corrections, topics and related
/// articles. The style sheet prints the article's URL, `data-url`, at its end.
pub fn footer(view: &ArticleView) -> ElementBuilder {
    let article = &view.article;
    let mut footer = tag("footer").attr("data-url", &view.url);
    if !article.editor.is_empty() {
        let names: Vec<&str> = article.editor.iter().map(|p| p.name.as_str()).collect();
        let editor = part("p", "editor").attr("title", view.article_messages.t("editor"));
        footer = footer.child(editor.text(&text::concat(&["(", &text::join(&names, "/"), ")"])));
    }
    if let Some(rating) = &article.rating {
        let number = |n: f64| intl::number(view.article_messages.lang(), n);
        let text = view.article_messages.fill("rating", "n", &number(rating.value));
        let text = text::replace(&text, "{max}", &number(rating.max.unwrap_or(5.0)));
        footer = footer.child(tag("p").attr("class", "rating").text(&text));
    }
    if !article.corrections.is_empty() {
        let section = tag("section").attr("class", "corrections");
        let title = heading(&view.layout, "h2").text(view.article_messages.t("corrections"));
        let section = section.child(title);
        footer = footer.child(section.children(article.corrections.iter().map(|correction| {
            let mut line = tag("p");
            if let Some(published) = &correction.published {
                line = line.child(time(view, published, true)).text(": ");
            }
            line.inline(view, &correction.text)
        })));
    }
    if !article.tags.is_empty() {
        let list =
            article.tags.iter().map(|one| tag("li").link(view, one.url.as_deref(), &one.text));
        let nav = part("nav", "tags").attr("aria-label", view.article_messages.t("tags"));
        footer = footer.child(nav.child(tag("ul").children(list)));
    }
    if !article.related.is_empty() {
        let nav = tag("nav")
            .attr("class", "related")
            .attr("aria-label", view.article_messages.t("related"));
        let nav = nav.child(heading(&view.layout, "h2").text(view.article_messages.t("related")));
        footer = footer.child(nav.child(links(view, &article.related)));
    }
    if let Some(copyright) = &article.copyright {
        footer = footer.child(tag("p").attr("class", "copyright").text(copyright));
    }
    footer
}
