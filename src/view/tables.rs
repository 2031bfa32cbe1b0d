//! Tables: they keep their shape and scroll in a box of their own on small screens.

use super::blocks::name;
use super::page::Page;
use super::paper::{tag, Tag};
use crate::article::model::{Align, Cell, Inline};

/// A table; the first `head` rows are its header.
pub fn table(
    page: &Page,
    around: Tag,
    rows: &[Vec<Cell>],
    head: usize,
    caption: &Inline,
    depth: usize,
) -> Tag {
    let (top, rest) = rows.split_at_checked(head.min(rows.len())).unwrap_or((&[], rows));
    let draw = |name, rows: &[Vec<Cell>], header: bool| {
        tag(name).with_all(
            rows.iter()
                .map(|row| tag("tr").with_all(row.iter().map(|c| cell(page, c, header, depth)))),
        )
    };
    let mut table = tag("table");
    if !caption.is_empty() {
        table = table.with(tag("caption").inline(page, caption));
    }
    if !top.is_empty() {
        table = table.with(draw("thead", top, true));
    }
    let label = if caption.is_empty() { page.t("table").into() } else { name(caption) };
    // The box scrolls, so the keyboard must reach it, by a name (WCAG 2.1.1).
    around
        .set("class", "table")
        .set("role", "region")
        .set("tabindex", "0")
        .set("aria-label", &label)
        .with(table.with(draw("tbody", rest, false)))
}

fn cell(page: &Page, cell: &Cell, header: bool, depth: usize) -> Tag {
    let mut drawn = if header || cell.header {
        tag("th").set("scope", if header { "col" } else { "row" })
    } else {
        tag("td")
    };
    drawn = drawn.number("colspan", cell.colspan, 1).number("rowspan", cell.rowspan, 1);
    if cell.align != Align::Start {
        drawn = drawn.set("data-align", cell.align.as_str());
    }
    drawn.inline(page, &cell.text).blocks(page, &cell.body, depth)
}
