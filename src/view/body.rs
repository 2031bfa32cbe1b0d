//! The body: drawn once, in sections, and never again while article and words stay the same. A
//! section off screen costs neither style nor layout.

use super::blocks;
use super::page::Page;
use super::paper::{part, tag, Tag};
use crate::article::model::{Block, Kind};
use crate::article::stats;

/// Blocks in a section (50 paints fastest of 1, 50, 200).
pub const SECTION: usize = 50;

/// Heights of a section in lines, each twice the one before: a sum of these is what a section is
/// taken for until it has been on screen (`blocks.css`). Classes, because a strict page refuses
/// `style="…"`.
const LINES: [(&str, usize); 8] = [
    (" l7", 1024),
    (" l6", 512),
    (" l5", 256),
    (" l4", 128),
    (" l3", 64),
    (" l2", 32),
    (" l1", 16),
    (" l0", 8),
];

/// The body without its sections.
pub fn body() -> Tag {
    part("div", "body").set("class", "body")
}

/// How many pieces the body has; some may turn out empty.
pub fn count(page: &Page) -> usize {
    page.article.body.len().div_ceil(SECTION) + 2
}

/// A piece of the body, from top to bottom: the dateline if it stands alone, the sections, the
/// notice of an article that was cut.
pub fn section(page: &Page, index: usize) -> Option<Tag> {
    let blocks = &page.article.body;
    let opens = matches!(blocks.first().map(|b| &b.kind), Some(Kind::Paragraph { .. }));
    let Some(index) = index.checked_sub(1) else {
        let alone = page.article.dateline.is_some() && !opens;
        return alone.then(|| part("p", "paragraph").dateline(page));
    };
    match blocks.chunks(SECTION).nth(index) {
        Some(chunk) => {
            // WebKit copies what has not been laid out, but never the last of it.
            let last = (index + 1) * SECTION >= blocks.len();
            Some(draw(page, chunk, index == 0 && opens, !last))
        }
        None => page.article.truncated.then(|| truncated(page)),
    }
}

fn draw(page: &Page, chunk: &[Block], opens: bool, long: bool) -> Tag {
    let mut class = String::from("section");
    if long {
        class.push_str(" long");
        let mut rest: usize = chunk.iter().map(lines).sum();
        for (name, lines) in LINES {
            if rest >= lines {
                class.push_str(name);
                rest -= lines;
            }
        }
    }
    let section = tag("div").set("class", &class);
    chunk.iter().enumerate().fold(section, |section, (index, block)| {
        section.with(if opens && index == 0 {
            blocks::opening(page, block)
        } else {
            blocks::block(page, block)
        })
    })
}

fn truncated(page: &Page) -> Tag {
    let note = tag("p").set("class", "note").set("role", "note").set("lang", page.words.lang());
    let link = tag("a").href(&page.url).say(&page.url);
    note.say(page.t("truncated")).say(" ").with(link)
}

/// Lines a block will take, at some 62 characters in a line.
fn lines(block: &Block) -> usize {
    match &block.kind {
        Kind::Image(_) | Kind::Video(_) | Kind::Gallery { .. } | Kind::Embed(_) => 14,
        _ => stats::text(block).chars().count().div_ceil(62) + 1,
    }
}
