//! Tables. They keep their layout and scroll in a box of their own on small screens.

use super::inline::plain_name;
use super::view::ArticleView;
use crate::el::{tag, ElementBuilder};
use baca_model::{Align, Cell, Inline};

/// Renders a table in `wrapper`; the first `head` rows are its header.
pub fn table(
    view: &ArticleView,
    wrapper: ElementBuilder,
    rows: &[Vec<Cell>],
    head: usize,
    caption: &Inline,
    depth: usize,
) -> ElementBuilder {
    let (top, rest) = rows.split_at_checked(head.min(rows.len())).unwrap_or((&[], rows));
    let render_rows = |name, rows: &[Vec<Cell>], header: bool| {
        tag(name).children(rows.iter().map(|row| {
            let mut column = 0_u16;
            tag("tr").children(row.iter().map(|one| {
                let align = match one.align {
                    Align::Start if header && one.colspan == 1 => column_align(rest, column),
                    align => align,
                };
                column = column.saturating_add(one.colspan);
                cell(view, one, align, header, depth)
            }))
        }))
    };
    let mut table = tag("table");
    if !caption.is_empty() {
        table = table.child(tag("caption").inline(view, caption));
    }
    if !top.is_empty() {
        table = table.child(render_rows("thead", top, true));
    }
    let label = if caption.is_empty() { view.t("table").into() } else { plain_name(caption) };
    // The box scrolls, so it must be focusable and have a name (WCAG 2.1.1).
    wrapper
        .attr("class", "table")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", &label)
        .child(table.child(render_rows("tbody", rest, false)))
}

/// Returns the alignment of a column, which its header cells take: that of its cell in the first of `rows`.
fn column_align(rows: &[Vec<Cell>], column: u16) -> Align {
    let mut end = 0_u16;
    for cell in rows.first().map_or(&[][..], Vec::as_slice) {
        end = end.saturating_add(cell.colspan);
        if end > column {
            return cell.align;
        }
    }
    Align::Start
}

/// Renders a cell with this alignment.
fn cell(
    view: &ArticleView,
    cell: &Cell,
    align: Align,
    header: bool,
    depth: usize,
) -> ElementBuilder {
    let mut element = if header || cell.header {
        tag("th").attr("scope", if header { "col" } else { "row" })
    } else {
        tag("td")
    };
    element = element.number("colspan", cell.colspan, 1).number("rowspan", cell.rowspan, 1);
    if align != Align::Start {
        element = element.attr("data-align", align.as_str());
    }
    element.inline(view, &cell.text).blocks(view, &cell.body, depth)
}
