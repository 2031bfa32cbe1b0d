//! The body, rendered in sections once for each article and interface language. A section off screen costs
//! neither style nor layout (`content-visibility`).

use super::blocks;
use super::view::ArticleView;
use crate::el::{part, tag, ElementBuilder};
use baca_model::{stats, Block, Kind};

/// Number of blocks in a section. Of 1, 50 and 200, 50 painted fastest.
pub const SECTION_BLOCKS: usize = 50;

/// Classes for the estimated height of a section in lines (`blocks.css`): powers of two, whose sum is used
/// until the section has been on screen. They are classes because a strict CSP refuses `style="…"`.
const LINE_CLASSES: [(&str, usize); 8] = [
    (" l7", 1024),
    (" l6", 512),
    (" l5", 256),
    (" l4", 128),
    (" l3", 64),
    (" l2", 32),
    (" l1", 16),
    (" l0", 8),
];

/// Creates the body without its sections.
pub fn body() -> ElementBuilder {
    part("div", "body").attr("class", "body")
}

/// Returns the number of indices that [`section`] accepts; it returns `None` for some of them.
pub fn section_count(view: &ArticleView) -> usize {
    view.article.body.len().div_ceil(SECTION_BLOCKS) + 2
}

/// Renders one part of the body, by index from top to bottom: the dateline if no first paragraph can take
/// it, the sections, the notice of a truncated article.
pub fn section(view: &ArticleView, index: usize) -> Option<ElementBuilder> {
    let blocks = &view.article.body;
    let starts_with_paragraph =
        matches!(blocks.first().map(|b| &b.kind), Some(Kind::Paragraph { .. }));
    let Some(index) = index.checked_sub(1) else {
        let alone = view.article.dateline.is_some() && !starts_with_paragraph;
        return alone.then(|| part("p", "paragraph").dateline(view));
    };
    match blocks.chunks(SECTION_BLOCKS).nth(index) {
        Some(chunk) => {
            let before = (index * SECTION_BLOCKS).checked_sub(1).and_then(|last| blocks.get(last));
            // WebKit leaves the end of a selection out of a copy if that end was never laid out, so the
            // last section always has a layout.
            let last = (index + 1) * SECTION_BLOCKS >= blocks.len();
            let start = index * SECTION_BLOCKS;
            Some(render(view, chunk, start, before, index == 0 && starts_with_paragraph, !last))
        }
        None => view.article.truncated.then(|| truncated(view)),
    }
}

/// Renders a section of the blocks `chunk`, the first of which has the index `start`; `before` is the block
/// before them.
#[cfg_attr(
    browser,
    expect(unused_variables, reason = "places are added by a script in the browser")
)]
fn render<'a>(
    view: &ArticleView,
    chunk: &'a [Block],
    start: usize,
    before: Option<&'a Block>,
    has_dateline: bool,
    long: bool,
) -> ElementBuilder {
    let mut class = String::from("section");
    if long {
        class.push_str(" long");
        let mut rest: usize = chunk.iter().map(lines).sum();
        for (name, lines) in LINE_CLASSES {
            if rest >= lines {
                class.push_str(name);
                rest -= lines;
            }
        }
    }
    let section = tag("div").attr("class", &class);
    let mut previous = before;
    chunk.iter().enumerate().fold(section, |section, (index, block)| {
        #[cfg(not(browser))]
        let section = section
            .children(view.layout.places_before(start + index).filter(|_| start + index > 0));
        section.child(if has_dateline && index == 0 {
            blocks::first_block(view, block)
        } else {
            blocks::block(view, block, previous.replace(block))
        })
    })
}

fn truncated(view: &ArticleView) -> ElementBuilder {
    let note =
        tag("p").attr("class", "note").attr("role", "note").attr("lang", view.messages.lang());
    let link = tag("a").href(&view.url).text(&view.url);
    note.text(view.t("truncated")).text(" ").child(link)
}

/// Estimates the height of a block in lines of about 62 characters.
fn lines(block: &Block) -> usize {
    match &block.kind {
        Kind::Image(_) | Kind::Video(_) | Kind::Gallery { .. } | Kind::Embed(_) => 14,
        _ => stats::text(block).chars().count().div_ceil(62) + 1,
    }
}
