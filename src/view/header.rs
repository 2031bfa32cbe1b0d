//! What stands above the text: kicker, headline, dek, byline, dates, reading time, lead picture.

use super::blocks;
use super::page::Page;
use super::paper::{part, tag, Tag};
use crate::article::model::{direction_of, Byline, Link, Person};
use crate::article::stats;
use crate::intl;

/// The header of the article.
pub fn header(page: &Page) -> Tag {
    let article = &page.article;
    let mut header = part("header", "header");
    if let Some(kicker) = &article.kicker {
        header = header.with(part("p", "kicker").link(page, kicker.url.as_deref(), &kicker.text));
    }
    if !article.headline.is_empty() {
        let headline = part("h1", "headline").set("tabindex", "-1");
        header = header.with(headline.inline(page, &article.headline));
    }
    if !article.dek.is_empty() {
        header = header.with(part("p", "dek").inline(page, &article.dek));
    }
    header = header.with_some(byline(page, &article.byline));
    let mut facts = tag("p").set("class", "facts");
    if let Some(published) = &article.published {
        facts = facts.with(part("span", "published").with(time(page, published, true))).say(" ");
    }
    if let Some(modified) =
        article.modified.as_ref().filter(|_| article.modified != article.published)
    {
        let updated = of_ours(page).say(page.t("updated")).say(" ");
        facts = facts.with(updated.with(time(page, modified, true))).say(" ");
    }
    if !article.body.is_empty() {
        facts = facts.with(reading_time(page));
    }
    header.with(facts)
}

/// How long it takes to read; the last of what is said above the text.
pub fn reading_time(page: &Page) -> Tag {
    let ui = page.words.lang();
    let minutes = f64::from(stats::minutes(&page.article));
    let (category, count) = (intl::plural(ui, minutes), intl::number(ui, minutes));
    of_ours(page).say(&page.words.plural("readingTime", &category, &count))
}

/// Words of the controls inside the article: with a direction of their own, or they mix with its.
fn of_ours(page: &Page) -> Tag {
    let lang = page.words.lang();
    tag("span").set("lang", lang).dir(Some(direction_of(lang)))
}

/// The lead picture, video or gallery.
pub fn lead(page: &Page) -> Option<Tag> {
    let lead = page.article.lead.as_ref()?;
    Some(part("div", "lead").set("class", "lead").with(blocks::block(page, lead)))
}

/// A moment, in the article's language; with its day, or the time alone.
pub fn time(page: &Page, text: &str, day: bool) -> Tag {
    tag("time").set("datetime", text).say(&intl::date(&page.lang, text, day))
}

/// "By A and B", each a link where they have a page.
pub fn byline(page: &Page, byline: &Byline) -> Option<Tag> {
    let line = part("p", "byline");
    match byline {
        Byline::Line(line_of) if line_of.is_empty() => None,
        Byline::Line(line_of) => Some(line.inline(page, line_of)),
        Byline::People(people) if people.is_empty() => None,
        Byline::People(people) => {
            let mut line = line.say(page.t("by")).say(" ");
            for piece in intl::list(page.words.lang(), people.len()) {
                line = match piece {
                    intl::Part::Item(index) => match people.get(index) {
                        Some(one) => person(line, one),
                        None => line,
                    },
                    intl::Part::Between(text) => line.say(&text),
                };
            }
            Some(line)
        }
    }
}

/// A person's name, with what they are.
fn person(line: Tag, person: &Person) -> Tag {
    let name = tag("span").set("class", "name").say(&person.name);
    let mut line = match &person.url {
        Some(url) => line.with(tag("a").set("href", url).set("rel", "noopener author").with(name)),
        None => line.with(name),
    };
    for more in [&person.role, &person.org].into_iter().flatten() {
        line = line.with(tag("span").set("class", "role").say(", ").say(more));
    }
    line
}

/// Links, each with its label and sentence.
pub fn links(page: &Page, links: &[Link]) -> Tag {
    tag("ul").with_all(links.iter().map(|link| {
        let mut item = tag("li");
        if let Some(kicker) = &link.kicker {
            item = item.with(tag("span").set("class", "label").say(kicker));
        }
        item = item.link(page, link.url.as_deref(), &link.text);
        if link.dek.is_empty() {
            item
        } else {
            item.with(tag("p").inline(page, &link.dek))
        }
    }))
}
