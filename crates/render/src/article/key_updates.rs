//! The list of a live article's key updates, above its text. In a browser `baca-newsroom.js` adds it
//! (`static/loader/newsroom/key-list.ts`), since most articles have none.

use super::blocks::day_of;
use super::header;
use super::inline::plain_name;
use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_model::name::shorten;
use baca_model::{Kind, Update};
use baca_sys::intl::direction_of;
use baca_sys::text;

/// Renders the list. `None` if the article is not live coverage or has no key update that can be linked to.
pub fn key_updates(view: &ArticleView) -> Option<ElementBuilder> {
    view.article.newsroom.live?;
    let mut previous = None;
    let items: Vec<_> = view
        .article
        .body
        .iter()
        .filter_map(|block| {
            let Kind::Update(update) = &block.kind else { return None };
            let id = block.id.as_deref().filter(|_| update.key)?;
            let title = title_of(update)?;
            let mut link = tag("a").attr("href", &text::concat(&["#", id]));
            if let Some(published) = &update.published {
                let day = day_of(view, published);
                link = link
                    .child(header::time(view, published, day.is_none() || day != previous))
                    .text(" ");
                previous = day;
            }
            Some(tag("li").child(link.child(tag("span").text(&title))))
        })
        .collect();
    if items.is_empty() {
        return None;
    }
    let (text, lang) = (view.t("keyUpdates"), view.messages.lang());
    let label = tag("p").attr("class", "label").attr("lang", lang).dir(Some(direction_of(lang)));
    let list = part("nav", "key-updates").attr("class", "key-updates").attr("aria-label", text);
    Some(list.child(label.text(text)).child(tag("ol").children(items)))
}

/// Returns the title of an update; without one, the beginning of its first paragraph.
fn title_of(update: &Update) -> Option<String> {
    let title = plain_name(&update.title);
    if !title.is_empty() {
        return Some(title);
    }
    let (Kind::Paragraph { text, .. } | Kind::Heading { text, .. }) = &update.body.first()?.kind
    else {
        return None;
    };
    let text = shorten(&plain_name(text));
    (!text.is_empty()).then_some(text)
}
