//! The blocks of the body: each kind becomes one element.

use super::inline::plain_name;
use super::layout::body_heading;
use super::view::ArticleView;
use super::{embed, figures, header, media, tables};
use crate::el::{part, tag, ElementBuilder};
use baca_model::{stats, Align, Block, Inline, Item, Kind, Marker, Update};
use baca_sys::intl;
use baca_sys::number::decimal;

/// Blocks nested deeper than this are rendered as plain text. No real article is that deep, and recursion
/// must stay within the stack.
const MAX_DEPTH: usize = 24;

/// Kinds of asides that mark withheld text. They show a notice in the interface language and a link to the
/// full article.
const PAYWALL_KINDS: [&str; 2] = ["protected", "paywall"];

/// Renders a top-level block. `previous` is the block before it: an update on the day of the previous one
/// shows its time only.
pub fn block(view: &ArticleView, block: &Block, previous: Option<&Block>) -> ElementBuilder {
    if let Kind::Update(found) = &block.kind {
        let day = |update: &Update| day_of(view, update.published.as_deref()?);
        let earlier = previous.and_then(|block| match &block.kind {
            Kind::Update(update) => day(update),
            _ => None,
        });
        return update(view, block, found, earlier.is_none() || earlier != day(found), 0);
    }
    render(view, block, false, 0)
}

/// Renders the first block of the body, with the dateline if it is a paragraph.
pub fn first_block(view: &ArticleView, block: &Block) -> ElementBuilder {
    render(view, block, true, 0)
}

fn render(view: &ArticleView, block: &Block, first: bool, depth: usize) -> ElementBuilder {
    if depth > MAX_DEPTH {
        return part("p", "paragraph").text(&stats::text(block));
    }
    let begin = |name, part_name| part(name, part_name).block(view, block);
    match &block.kind {
        Kind::Paragraph { text, dropcap, align } => {
            let p = begin("p", "paragraph");
            paragraph(view, if first { p.dateline(view) } else { p }, text, *dropcap, *align)
        }
        Kind::Heading { text, level } => {
            let name = match level {
                0..=2 => "h2",
                3 => "h3",
                4 => "h4",
                5 => "h5",
                _ => "h6",
            };
            body_heading(&view.layout, name).block(view, block).inline(view, text)
        }
        Kind::List { items, ordered, start, reversed, marker } => {
            let is_definition_list = items.iter().any(|item| !item.term.is_empty());
            let name = match (is_definition_list, ordered) {
                (true, _) => "dl",
                (_, true) => "ol",
                _ => "ul",
            };
            let start = start.map(decimal);
            let list = begin(name, "list")
                .attr_opt("start", start.as_deref())
                .flag("reversed", *reversed)
                .attr_opt("type", type_of(*marker))
                .attr_opt("data-marker", marker.as_str().filter(|_| type_of(*marker).is_none()));
            items.iter().fold(list, |list, one| item(view, list, one, is_definition_list, depth))
        }
        Kind::Quote { text, body, attribution, url, pull } => {
            let cited = tag("blockquote").attr_opt("cite", url.as_deref());
            let cited = cited.child_opt((!text.is_empty()).then(|| tag("p").inline(view, text)));
            let figure = begin("figure", "quote")
                .attr("class", if *pull { "quote pull" } else { "quote" })
                .child(cited.blocks(view, body, depth));
            let caption = || tag("figcaption").link(view, url.as_deref(), attribution);
            figure.child_opt((!attribution.is_empty()).then(caption))
        }
        Kind::Image(image) => figures::image(view, begin("figure", "image"), block, image),
        Kind::Gallery { items, caption, slides } => {
            figures::gallery(view, begin("figure", "image"), items, caption, *slides)
        }
        Kind::Video(video) => media::media(view, block, video, "video", depth),
        Kind::Audio(audio) => media::media(view, block, audio, "audio", depth),
        Kind::Embed(found) => embed::card(view, begin("figure", "embed"), found, depth),
        Kind::Table { rows, head, caption } => {
            tables::table(view, begin("div", "table"), rows, *head, caption, depth)
        }
        Kind::Code { text, verse: true, .. } => {
            let verse = begin("pre", "code").attr("class", "verse").attr("role", "group");
            verse.attr("aria-label", view.t("verse")).inline(view, text)
        }
        // Code may scroll, so it must be focusable and have a name (WCAG 2.1.1).
        Kind::Code { text, language, .. } => {
            let code = tag("code").attr_opt("data-language", language.as_deref());
            begin("pre", "code")
                .attr("class", "code")
                .attr("role", "group")
                .attr("tabindex", "0")
                .attr("aria-label", view.t("code"))
                .child(code.code(view, text))
        }
        Kind::Divider => tag("hr").block(view, block),
        Kind::Aside { kind: Some(kind), .. } if PAYWALL_KINDS.contains(&kind.as_str()) => {
            withheld(view, begin("aside", "aside"), kind)
        }
        Kind::Aside { kind, title, body, open } => {
            let name = if open.is_some() { "details" } else { "aside" };
            let aside = begin(name, "aside")
                .attr("class", "aside")
                .attr_opt("data-kind", kind.as_deref())
                .flag("open", *open == Some(true));
            let aside = match open {
                Some(_) => aside.child(summary(view, title)),
                None => aside.titled(view, title, None),
            };
            aside.blocks(view, body, depth)
        }
        Kind::Links { title, items } => {
            let nav = begin("aside", "aside").attr("class", "links");
            nav.titled(view, title, Some("related")).child(header::links(view, items))
        }
        Kind::Update(found) => update(view, block, found, true, depth),
        Kind::Group(body) => tag("div").block(view, block).blocks(view, body, depth),
    }
}

/// Renders the text of a paragraph into `p`.
fn paragraph(
    view: &ArticleView,
    p: ElementBuilder,
    text: &Inline,
    dropcap: bool,
    align: Align,
) -> ElementBuilder {
    let align = (align != Align::Start).then_some(align.as_str());
    p.inline(view, text)
        .attr_opt("data-align", align)
        .attr_opt("class", dropcap.then_some("dropcap"))
}

/// Renders the notice that a text is withheld, with a link to the full article.
fn withheld(view: &ArticleView, aside: ElementBuilder, kind: &str) -> ElementBuilder {
    let link = tag("a").href(&view.url).text(view.t("readOn"));
    let notice = tag("p").attr("lang", view.messages.lang()).text(view.t(kind)).text(" ");
    aside.attr("class", "aside").attr("role", "note").child(notice.child(link))
}

/// Renders the line by which a text is opened.
fn summary(view: &ArticleView, title: &Inline) -> ElementBuilder {
    if title.is_empty() {
        return tag("summary").text(view.t("more"));
    }
    tag("summary").inline(view, title)
}

impl ElementBuilder {
    /// Appends nested blocks; `depth` is the nesting depth of this element.
    pub fn blocks(self, view: &ArticleView, blocks: &[Block], depth: usize) -> Self {
        self.children(blocks.iter().map(|inner| render(view, inner, false, depth + 1)))
    }

    /// Appends the title of an aside, which is its name too. Without a title, the name is the message
    /// `key`; without both, the aside has the role of a note.
    fn titled(self, view: &ArticleView, title: &Inline, key: Option<&str>) -> Self {
        match key {
            _ if !title.is_empty() => {
                let line = tag("p").attr("class", "title").inline(view, title);
                self.attr("aria-label", &plain_name(title)).child(line)
            }
            Some(key) => self.attr("aria-label", view.t(key)),
            None => self.attr("role", "note"),
        }
    }

    /// Appends the dateline and a dash, as at the start of a first paragraph: "VLADIVOSTOK – ".
    pub fn dateline(self, view: &ArticleView) -> Self {
        match view.article.dateline.as_deref() {
            Some(place) => self.child(part("span", "dateline").text(place)).text(" – "),
            None => self,
        }
    }
}

/// Returns HTML's `type` of a list marker. The style sheet renders the other markers from `data-marker`.
fn type_of(marker: Marker) -> Option<&'static str> {
    Some(match marker {
        Marker::Decimal => "1",
        Marker::LowerAlpha => "a",
        Marker::UpperAlpha => "A",
        Marker::LowerRoman => "i",
        Marker::UpperRoman => "I",
        Marker::Disc => "disc",
        Marker::Circle => "circle",
        Marker::Square => "square",
        Marker::Default | Marker::LowerGreek | Marker::LeadingZero | Marker::None => return None,
    })
}

fn item(
    view: &ArticleView,
    list: ElementBuilder,
    item: &Item,
    is_definition: bool,
    depth: usize,
) -> ElementBuilder {
    let id = item.id.as_deref();
    if is_definition {
        let mut list = list;
        if !item.term.is_empty() {
            list = list.child(tag("dt").anchor(view, id).inline(view, &item.term));
        }
        if item.text.is_empty() && item.body.is_empty() {
            return list;
        }
        return list.child(tag("dd").inline(view, &item.text).blocks(view, &item.body, depth));
    }
    let value = item.value.map(decimal);
    let mut li = tag("li").anchor(view, id).attr_opt("value", value.as_deref());
    if let Some(checked) = item.checked {
        let (name, state) = if checked { ("checked", "true") } else { ("unchecked", "false") };
        let mark = tag("span").attr("class", "check").attr("role", "img");
        let mark = mark.attr("aria-label", view.t(name)).attr("data-checked", state);
        li = li.attr("class", "checkable").child(mark);
    }
    list.child(li.inline(view, &item.text).blocks(view, &item.body, depth))
}

/// Returns the day of a point in time as it is formatted; `None` if `text` has no time or the language
/// mixes both.
pub(super) fn day_of(view: &ArticleView, text: &str) -> Option<String> {
    let (full, time) = (intl::date(&view.lang, text, true), intl::date(&view.lang, text, false));
    full.strip_suffix(&time).filter(|day| !day.is_empty()).map(String::from)
}

/// Renders an update, its time with the date if `day`.
fn update(
    view: &ArticleView,
    block: &Block,
    update: &Update,
    day: bool,
    depth: usize,
) -> ElementBuilder {
    let mut when = tag("p").attr("class", "when");
    if let Some(published) = &update.published {
        when = when.child(header::time(view, published, day));
    }
    if update.key {
        when = when.child(tag("strong").text(view.article_messages.t("keyUpdate")));
    }
    let section = part("section", "aside").block(view, block).attr("class", "update");
    let mut section = section.attr("role", "article").flag("data-key", update.key).child(when);
    if !update.title.is_empty() {
        section = section.attr("aria-label", &plain_name(&update.title));
        section = section.child(body_heading(&view.layout, "h2").inline(view, &update.title));
    }
    section.child_opt(header::byline(view, &update.byline)).blocks(view, &update.body, depth)
}
