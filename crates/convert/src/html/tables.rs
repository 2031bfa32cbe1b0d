//! Converts tables.

use super::allowlist::{role, Role};
use super::block_builder::BlockBuilder;
use super::context::{align, Context};
use super::inline::{flatten, paragraph, split_text};
use baca_model::{Block, Cell, Inline, Kind};
use baca_sys::html::{Element, Node};

/// The converted parts of a table.
#[derive(Default)]
struct TableParts {
    rows: Vec<Vec<Cell>>,
    /// Number of header rows.
    head: usize,
    caption: Inline,
    /// Content outside of cells; it follows the table.
    rest: Vec<Block>,
}

impl BlockBuilder<'_> {
    /// Converts a table; one that only serves the layout is replaced by its content.
    pub fn table(&mut self, e: &Element, c: &Context) {
        let layout = matches!(e.attribute("role"), Some("presentation" | "none"));
        if layout || has_single_cell(e) {
            return self.nodes(&e.children, c);
        }
        let mut parts = TableParts::default();
        self.rows(&e.children, &c.for_nested(), &mut parts);
        let TableParts { mut rows, mut head, caption, rest } = parts;
        if head == 0 {
            let is_head = |row: &&Vec<Cell>| !row.is_empty() && row.iter().all(|cell| cell.header);
            head = rows.iter().take_while(is_head).count();
        }
        let filled = |cell: &Cell| !cell.text.is_empty() || !cell.body.is_empty();
        if rows.iter().flatten().any(filled) {
            let count = rows.len();
            for (at, row) in rows.iter_mut().enumerate() {
                for cell in row {
                    // 0 spans all rows that are left; no cell spans more.
                    let left = (count - at).min(1000) as u16;
                    cell.rowspan = if cell.rowspan == 0 { left } else { cell.rowspan.min(left) };
                }
            }
            // A table of header rows alone has no header.
            let head = if head < rows.len() { head } else { 0 };
            self.emit(Kind::Table { rows, head, caption }.into(), c);
        } else if !caption.is_empty() {
            self.emit(paragraph(caption), c);
        }
        self.append_built(rest, c);
    }

    /// Converts the rows among nodes, and the caption.
    fn rows(&mut self, nodes: &[Node], c: &Context, parts: &mut TableParts) {
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            if self.is_full {
                return;
            }
            let Some(e) = node.element() else {
                let stray = self.nested(std::slice::from_ref(node), c, false).blocks;
                parts.rest.extend(stray);
                continue;
            };
            let mut inner = c.clone();
            self.apply_scope(e, &mut inner);
            if role(e) == Role::Drop {
                continue;
            }
            if matches!(e.name.as_str(), "thead" | "tbody" | "tfoot" | "tr") {
                self.anchors(e);
            }
            match e.name.as_str() {
                "caption" => {
                    self.anchors(e);
                    let (caption, rest) = flatten(self.nested(&e.children, &inner, true).blocks);
                    parts.caption.extend(caption);
                    parts.rest.extend(rest);
                }
                "thead" => {
                    let before = parts.rows.len();
                    self.rows(&e.children, &inner, parts);
                    if before == 0 {
                        parts.head = parts.rows.len();
                    }
                }
                "tbody" | "tfoot" => self.rows(&e.children, &inner, parts),
                "tr" => {
                    if self.counts_blocks && !self.decoder.admit_block() {
                        self.is_full = true;
                        return;
                    }
                    let row = self.cells(&e.children, &inner);
                    if !row.is_empty() {
                        parts.rows.push(row);
                    }
                }
                _ => {
                    let stray = self.nested(std::slice::from_ref(node), c, false).blocks;
                    parts.rest.extend(stray);
                }
            }
        }
    }

    /// Converts the cells of a row.
    fn cells(&mut self, nodes: &[Node], c: &Context) -> Vec<Cell> {
        let mut row = Vec::new();
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            let bare = Cell { colspan: 1, rowspan: 1, ..Cell::default() };
            let Some(e) = node.element().filter(|e| matches!(e.name.as_str(), "td" | "th")) else {
                let (text, body) =
                    split_text(self.nested(std::slice::from_ref(node), c, true).blocks);
                if !text.is_empty() || !body.is_empty() {
                    row.push(Cell { text, body, ..bare });
                }
                continue;
            };
            let mut inner = c.clone();
            self.apply_scope(e, &mut inner);
            // The alignment is the cell's, not that of each paragraph in it.
            let cell_context = Context { align: inner.align.take(), ..inner.clone() };
            self.anchors(e);
            let mut blocks = self.nested(&e.children, &inner, true).blocks;
            let ids = std::mem::take(&mut self.buffer.pending_ids);
            if let Some(first) = blocks.first_mut() {
                if first.id.is_none() {
                    first.id = ids.first().cloned();
                }
            } else {
                self.buffer.pending_ids = ids;
            }
            let (text, body) = split_text(blocks);
            let span = |name, least: u16| {
                let number = e.attribute(name).and_then(|n| n.trim().parse::<u32>().ok());
                number.map_or(1, |n| n.min(1000) as u16).max(least)
            };
            row.push(Cell {
                align: align(&cell_context, &text),
                header: e.name == "th",
                colspan: span("colspan", 1),
                rowspan: span("rowspan", 0),
                text,
                body,
            });
        }
        row
    }
}

/// Returns whether a table has a single cell: then it only draws a frame.
fn has_single_cell(table: &Element) -> bool {
    fn cells(e: &Element) -> usize {
        e.elements()
            .map(|e| match e.name.as_str() {
                "td" | "th" => 1,
                "tr" | "tbody" | "thead" | "tfoot" => cells(e),
                _ => 0,
            })
            .sum()
    }
    cells(table) == 1 && table.elements().all(|e| e.name != "caption")
}
