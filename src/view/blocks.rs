//! Blocks of the body: one match, one element each.

use super::page::Page;
use super::paper::{part, tag, Tag};
use super::{embed, figures, header, media, tables};
use crate::article::model::{Align, Block, Item, Kind, Span, Update};
use crate::article::stats;

/// Blocks nested deeper than this are drawn as their text alone: no article is that deep, and a
/// stack must not be.
const DEEPEST: usize = 24;

/// Asides that say that the text is not all there: in the reader's language, with a way to the rest.
const WITHHELD: [&str; 2] = ["protected", "paywall"];

/// Draws a block that nothing stands around.
pub fn block(page: &Page, block: &Block) -> Tag {
    draw(page, block, false, 0)
}

/// Draws the first block of the body, after the dateline.
pub fn opening(page: &Page, block: &Block) -> Tag {
    draw(page, block, true, 0)
}

fn draw(page: &Page, block: &Block, opening: bool, depth: usize) -> Tag {
    if depth > DEEPEST {
        return part("p", "paragraph").say(&stats::text(block));
    }
    let begin = |name, named| part(name, named).block(page, block);
    match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            let mut p = begin("p", "paragraph");
            if opening {
                p = p.dateline(page);
            }
            p = p.inline(page, text);
            if *align != Align::Start {
                p = p.set("data-align", align.as_str());
            }
            if *dropcap {
                p.set("class", "dropcap")
            } else {
                p
            }
        }
        Kind::Heading { text, level } => {
            let name = match level {
                0..=2 => "h2",
                3 => "h3",
                4 => "h4",
                5 => "h5",
                _ => "h6",
            };
            begin(name, "heading").inline(page, text)
        }
        Kind::List { items, ordered, start } => {
            let defines = items.iter().any(|item| !item.term.is_empty());
            let name = match (defines, ordered) {
                (true, _) => "dl",
                (_, true) => "ol",
                _ => "ul",
            };
            let start = start.map(|start| start.to_string());
            let list = begin(name, "list").maybe("start", start.as_deref());
            items.iter().fold(list, |list, one| item(page, list, one, defines, depth))
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            let mut quote = tag("blockquote").maybe("cite", url.as_deref());
            if !text.is_empty() {
                quote = quote.with(tag("p").inline(page, text));
            }
            let figure = begin("figure", "quote")
                .set("class", if *pull { "quote pull" } else { "quote" })
                .with(quote.blocks(page, body, depth));
            if attribution.is_empty() {
                figure
            } else {
                figure.with(tag("figcaption").link(page, url.as_deref(), attribution))
            }
        }
        Kind::Image(image) => figures::image(page, begin("figure", "image"), block, image),
        Kind::Gallery { items, caption, slides } => {
            figures::gallery(page, begin("figure", "image"), items, caption, *slides)
        }
        Kind::Video(video) => media::media(page, block, video, "video", depth),
        Kind::Audio(audio) => media::media(page, block, audio, "audio", depth),
        Kind::Embed(found) => embed::card(page, begin("figure", "embed"), found, depth),
        Kind::Table { rows, head, caption } => {
            tables::table(page, begin("div", "table"), rows, *head, caption, depth)
        }
        // It may scroll, so the keyboard must reach it (WCAG 2.1.1).
        Kind::Code { text, language, verse } => {
            let pre = begin("pre", "code").set("tabindex", "0");
            if *verse {
                pre.set("class", "verse").inline(page, text)
            } else {
                let code = tag("code").maybe("data-language", language.as_deref());
                pre.set("class", "code").with(code.code(page, text))
            }
        }
        Kind::Divider => tag("hr").block(page, block),
        Kind::Aside { kind: Some(kind), .. } if WITHHELD.contains(&kind.as_str()) => {
            let link = tag("a").href(&page.url).say(page.t("readOn"));
            let words = tag("p").set("lang", page.words.lang()).say(page.t(kind)).say(" ");
            begin("aside", "aside").set("class", "aside").with(words.with(link))
        }
        Kind::Aside { kind, title, body, open } => {
            let name = if open.is_some() { "details" } else { "aside" };
            let mut aside = begin(name, "aside")
                .set("class", "aside")
                .maybe("data-kind", kind.as_deref())
                .flag("open", *open == Some(true));
            if open.is_some() {
                let summary = tag("summary");
                aside = aside.with(if title.is_empty() {
                    summary.say(page.t("more"))
                } else {
                    summary.inline(page, title)
                });
            } else if !title.is_empty() {
                aside = aside.with(tag("p").set("class", "title").inline(page, title));
            }
            aside.blocks(page, body, depth)
        }
        Kind::Links { title, items } => {
            let mut nav = begin("aside", "aside").set("class", "links");
            if !title.is_empty() {
                nav = nav.with(tag("p").set("class", "title").inline(page, title));
            }
            nav.with(header::links(page, items))
        }
        Kind::Update(found) => update(page, begin("section", "aside"), found, depth),
        Kind::Group(body) => tag("div").block(page, block).blocks(page, body, depth),
    }
}

impl Tag {
    /// Blocks inside this element.
    pub fn blocks(self, page: &Page, blocks: &[Block], depth: usize) -> Self {
        self.with_all(blocks.iter().map(|inner| draw(page, inner, false, depth + 1)))
    }

    /// The place and its dash, as they open the first paragraph: "VLADIVOSTOK – ".
    pub fn dateline(self, page: &Page) -> Self {
        match page.article.dateline.as_deref() {
            Some(place) => self.with(part("span", "dateline").say(place)).say(" – "),
            None => self,
        }
    }
}

fn item(page: &Page, list: Tag, item: &Item, defines: bool, depth: usize) -> Tag {
    let id = item.id.as_deref();
    if defines {
        let mut list = list;
        if !item.term.is_empty() {
            list = list.with(tag("dt").anchor(page, id).inline(page, &item.term));
        }
        if item.text.is_empty() && item.body.is_empty() {
            return list;
        }
        return list.with(tag("dd").inline(page, &item.text).blocks(page, &item.body, depth));
    }
    let mut li = tag("li").anchor(page, id);
    if let Some(checked) = item.checked {
        let (name, state) = if checked { ("checked", "true") } else { ("unchecked", "false") };
        let mark = tag("span").set("class", "check").set("role", "img");
        let mark = mark.set("aria-label", page.t(name)).set("data-checked", state);
        li = li.set("class", "checkable").with(mark);
    }
    list.with(li.inline(page, &item.text).blocks(page, &item.body, depth))
}

fn update(page: &Page, section: Tag, update: &Update, depth: usize) -> Tag {
    let mut when = tag("p").set("class", "when");
    if let Some(published) = &update.published {
        when = when.with(header::time(page, published, true));
    }
    if update.key {
        when = when.with(tag("strong").say(page.t("keyUpdate")));
    }
    let mut section = section.set("class", "update").flag("data-key", update.key).with(when);
    if !update.title.is_empty() {
        section = section.with(part("h2", "heading").inline(page, &update.title));
    }
    section.with_some(header::byline(page, &update.byline)).blocks(page, &update.body, depth)
}

/// The text of an inline, trimmed, for a name.
pub fn name(spans: &[Span]) -> String {
    crate::article::model::plain_text(spans).trim().to_string()
}
