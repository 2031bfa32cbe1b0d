//! The article's header: kicker, headline, dek, byline, dates, reading time.

use super::layout::heading;
use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_model::name::{harmless, shorten};
use baca_model::{stats, Byline, Link, Person};
use baca_sys::intl;

/// Renders the header.
pub fn header(view: &ArticleView) -> ElementBuilder {
    let article = &view.article;
    let mut header = part("header", "header");
    if let Some(kicker) = &article.kicker {
        header = header.child(part("p", "kicker").link(view, kicker.url.as_deref(), &kicker.text));
    }
    if !article.headline.is_empty() {
        let headline = heading(&view.layout, "h1").attr("part", "headline").attr("tabindex", "-1");
        header = header.child(headline.inline(view, &article.headline));
    }
    if !article.dek.is_empty() {
        header = header.child(part("p", "dek").inline(view, &article.dek));
    }
    header = header.child_opt(byline(view, &article.byline));
    let mut meta = tag("p").attr("class", "meta");
    if let Some(published) = &article.published {
        meta = meta.child(part("span", "published").child(time(view, published, true))).text(" ");
    }
    if let Some(modified) =
        article.modified.as_ref().filter(|_| article.modified != article.published)
    {
        let label = view.article_messages.prefix("updated");
        let updated = message_span(view).text(label).text(space_after(label));
        meta = meta.child(updated.child(time(view, modified, true))).text(" ");
    }
    if !article.body.is_empty() {
        meta = meta.child(reading_time(view));
    }
    header.child(meta)
}

/// Renders the reading time, which is the last element of the metadata line.
pub fn reading_time(view: &ArticleView) -> ElementBuilder {
    let lang = view.article_messages.lang();
    let minutes = f64::from(stats::minutes(&view.article));
    let (category, count) = (intl::plural(lang, minutes), intl::number(lang, minutes));
    message_span(view).text(&view.article_messages.plural("readingTime", &category, &count))
}

/// Creates a `span` for texts of the interface in the article. Its own language and direction keep it from
/// mixing with an article of the other direction.
fn message_span(view: &ArticleView) -> ElementBuilder {
    let lang = view.article_messages.lang();
    tag("span").attr("lang", lang).dir(Some(intl::direction_of(lang)))
}

/// Returns the space after a word: none after a Chinese or Japanese character, a full-width colon or nothing.
fn space_after(word: &str) -> &'static str {
    match word.chars().next_back() {
        None | Some('\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}') => "",
        _ => " ",
    }
}

/// Renders a point in time in the article's language: with its date, or the time alone if not `day`.
/// `text` is an ISO 8601 date or date and time.
pub fn time(view: &ArticleView, text: &str, day: bool) -> ElementBuilder {
    tag("time").attr("datetime", text).text(&intl::date(&view.lang, text, day))
}

/// Renders the byline: "By A and B", or the article's own line. `None` if it is empty.
pub fn byline(view: &ArticleView, byline: &Byline) -> Option<ElementBuilder> {
    let line = part("p", "byline");
    match byline {
        Byline::Line(spans) if spans.is_empty() => None,
        Byline::Line(spans) => Some(line.inline(view, spans)),
        Byline::People(people) if people.is_empty() => None,
        Byline::People(people) => {
            let by = view.article_messages.prefix("by");
            let mut line = line.text(by).text(space_after(by));
            // Until texts have arrived, the names are joined in the article's language.
            let lang = match view.article_messages.lang() {
                "" => &view.lang,
                lang => lang,
            };
            for piece in intl::list(lang, people.len()) {
                line = match piece {
                    intl::Part::Item(index) => match people.get(index) {
                        Some(one) => person(line, one),
                        None => line,
                    },
                    intl::Part::Between(text) => line.text(&text),
                };
            }
            Some(line)
        }
    }
}

/// Appends a person's name, linked if they have a page, with their role and organization.
fn person(line: ElementBuilder, person: &Person) -> ElementBuilder {
    let name = tag("span").attr("class", "name").text(&shorten(&harmless(&person.name)));
    let mut line = match &person.url {
        Some(url) => {
            line.child(tag("a").attr("href", url).attr("rel", "noopener author").child(name))
        }
        None => line.child(name),
    };
    for more in [&person.role, &person.org].into_iter().flatten() {
        line = line.child(tag("span").attr("class", "role").text(", ").text(more));
    }
    line
}

/// Renders a list of links, each with its kicker and dek.
pub fn links(view: &ArticleView, links: &[Link]) -> ElementBuilder {
    tag("ul").children(links.iter().map(|link| {
        let mut item = tag("li");
        if let Some(kicker) = &link.kicker {
            item = item.child(tag("span").attr("class", "label").text(kicker));
        }
        item = item.link(view, link.url.as_deref(), &link.text);
        if link.dek.is_empty() {
            item
        } else {
            item.child(tag("p").inline(view, &link.dek))
        }
    }))
}

#[cfg(all(test, not(browser)))]
mod tests {
    use super::*;
    use crate::messages::{none_fetched, Messages};
    use baca_model::Article;
    use serde_json::Map;
    use std::rc::Rc;

    #[test]
    fn without_texts_the_authors_are_joined_in_the_articles_language() {
        for (lang, texts, wanted) in [
            ("id", false, "A dan B"),
            ("de", false, "A und B"),
            ("de", true, "Von A und B"),
            ("tlh", true, "By A and B"),
        ] {
            let article = Rc::new(Article { lang: Some(lang.into()), ..Article::default() });
            let none = Map::new();
            let mut view =
                ArticleView::new(article, &[], &none, &none_fetched, String::new, "".into());
            if !texts {
                view.article_messages = Messages::choose(&[lang], &none, &[], &none_fetched);
            }
            let person = |name: &str| Person { name: name.into(), ..Person::default() };
            let people = Byline::People(vec![person("A"), person("B")]);
            let mut html = String::new();
            byline(&view, &people).expect("a byline").write_html(&mut html);
            let mut text = String::new();
            for piece in html.split('<').filter_map(|piece| piece.split_once('>')) {
                text.push_str(piece.1);
            }
            assert_eq!(text, wanted, "{lang}, {texts}");
        }
    }
}
