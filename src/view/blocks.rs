//! Blocks of the body: one match, one element each.

use super::inline::{self, inline};
use super::scene::Scene;
use super::tags::{part, tag, Tag};
use super::{embed, figures, header, media, tables};
use crate::article::model::{Align, Block, Item, Kind, Span, Update};
use crate::article::stats;
use yew::Html;

/// Blocks nested deeper than this are drawn as their text alone: no article is that deep, and a
/// stack must not be.
const DEEPEST: usize = 24;

/// Asides that say that the text is not all there: in the reader's language, with a way to the rest.
const WITHHELD: [&str; 2] = ["protected", "paywall"];

/// Draws a block that nothing stands around.
pub fn block(scene: &Scene, block: &Block) -> Html {
    draw(scene, block, None, 0)
}

/// Draws the first block of the body, after the dateline.
pub fn opening(scene: &Scene, block: &Block) -> Html {
    draw(scene, block, dateline(scene), 0)
}

fn draw(scene: &Scene, block: &Block, opening: Option<Html>, depth: usize) -> Html {
    if depth > DEEPEST {
        return part("p", "paragraph").say(&stats::text(block)).into();
    }
    let begin = |name, named| part(name, named).block(scene, block);
    let element = match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            let mut p = begin("p", "paragraph").with_some(opening).inline(scene, text);
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
            begin(name, "heading").inline(scene, text)
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
            items.iter().fold(list, |list, one| item(scene, list, one, defines, depth))
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            let mut quote = tag("blockquote").maybe("cite", url.as_deref());
            if !text.is_empty() {
                quote = quote.with(tag("p").inline(scene, text));
            }
            let figure = begin("figure", "quote")
                .set("class", if *pull { "quote pull" } else { "quote" })
                .with(quote.blocks(scene, body, depth));
            if attribution.is_empty() {
                figure
            } else {
                let who = link(url.as_deref(), inline(scene, attribution));
                figure.with(tag("figcaption").with(who))
            }
        }
        Kind::Image(image) => figures::image(scene, begin("figure", "image"), block, image),
        Kind::Gallery { items, caption, slides } => {
            figures::gallery(scene, begin("figure", "image"), items, caption, *slides)
        }
        Kind::Video(video) => media::media(scene, block, video, "video", depth),
        Kind::Audio(audio) => media::media(scene, block, audio, "audio", depth),
        Kind::Embed(found) => embed::card(scene, begin("figure", "embed"), found, depth),
        Kind::Table { rows, head, caption } => {
            tables::table(scene, begin("div", "table"), rows, *head, caption, depth)
        }
        // It may scroll, so the keyboard must reach it (WCAG 2.1.1).
        Kind::Code { text, language, verse } => {
            let pre = begin("pre", "code").set("tabindex", "0");
            if *verse {
                pre.set("class", "verse").inline(scene, text)
            } else {
                let code = tag("code").maybe("data-language", language.as_deref());
                pre.set("class", "code").with(code.with(inline::of_code(scene, text)))
            }
        }
        Kind::Divider => tag("hr").block(scene, block),
        Kind::Aside { kind: Some(kind), .. } if WITHHELD.contains(&kind.as_str()) => {
            let link = tag("a").href(&scene.url).say(scene.t("readOn"));
            let words = tag("p").text("lang", scene.words.lang()).say(scene.t(kind)).say(" ");
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
                    summary.say(scene.t("more"))
                } else {
                    summary.inline(scene, title)
                });
            } else if !title.is_empty() {
                aside = aside.with(tag("p").set("class", "title").inline(scene, title));
            }
            aside.blocks(scene, body, depth)
        }
        Kind::Links { title, items } => {
            let mut nav = begin("aside", "aside").set("class", "links");
            if !title.is_empty() {
                nav = nav.with(tag("p").set("class", "title").inline(scene, title));
            }
            nav.with(header::links(scene, items))
        }
        Kind::Update(found) => update(scene, begin("section", "aside"), found, depth),
        Kind::Group(body) => tag("div").block(scene, block).blocks(scene, body, depth),
    };
    element.into()
}

impl Tag {
    /// Blocks inside this element.
    pub fn blocks(self, scene: &Scene, blocks: &[Block], depth: usize) -> Self {
        self.with_all(blocks.iter().map(|inner| draw(scene, inner, None, depth + 1)))
    }
}

/// The place and its dash, as they open the first paragraph: "VLADIVOSTOK – ".
pub fn dateline(scene: &Scene) -> Option<Html> {
    let place = scene.article.dateline.as_deref()?;
    let place: Html = part("span", "dateline").say(place).into();
    Some([place, " – ".into()].into_iter().collect())
}

/// The content as a link, where there is somewhere to go.
pub fn link(href: Option<&str>, content: Html) -> Html {
    match href {
        Some(href) => tag("a").href(href).with(content).into(),
        None => content,
    }
}

fn item(scene: &Scene, list: Tag, item: &Item, defines: bool, depth: usize) -> Tag {
    let id = item.id.as_deref();
    if defines {
        let mut list = list;
        if !item.term.is_empty() {
            list = list.with(tag("dt").anchor(scene, id).inline(scene, &item.term));
        }
        if item.text.is_empty() && item.body.is_empty() {
            return list;
        }
        return list.with(tag("dd").inline(scene, &item.text).blocks(scene, &item.body, depth));
    }
    let mut li = tag("li").anchor(scene, id);
    if let Some(checked) = item.checked {
        let (name, state) = if checked { ("checked", "true") } else { ("unchecked", "false") };
        let mark = tag("span").set("class", "check").set("role", "img");
        let mark = mark.text("aria-label", scene.t(name)).set("data-checked", state);
        li = li.set("class", "checkable").with(mark);
    }
    list.with(li.inline(scene, &item.text).blocks(scene, &item.body, depth))
}

fn update(scene: &Scene, section: Tag, update: &Update, depth: usize) -> Tag {
    let mut when = tag("p").set("class", "when");
    if let Some(published) = &update.published {
        when = when.with(header::time(scene, published, true));
    }
    if update.key {
        when = when.with(tag("strong").say(scene.t("keyUpdate")));
    }
    let mut section = section.set("class", "update").flag("data-key", update.key).with(when);
    if !update.title.is_empty() {
        section = section.with(part("h2", "heading").inline(scene, &update.title));
    }
    section.with_some(header::byline(scene, &update.byline)).blocks(scene, &update.body, depth)
}

/// The text of an inline, trimmed, for a name.
pub fn name(spans: &[Span]) -> String {
    crate::article::model::plain_text(spans).trim().to_string()
}
