//! Tables.

use super::inline::{paragraph, split, squash};
use super::roles::{role, Role};
use super::walk::{align, Context, Walk};
use super::{Element, Node};
use crate::article::model::*;

/// What a table's parts have become.
#[derive(Default)]
struct Parts {
    rows: Vec<Vec<Cell>>,
    head: usize,
    caption: Inline,
    /// What has no place in a table.
    rest: Vec<Block>,
}

impl Walk<'_, '_> {
    pub fn table(&mut self, e: &Element, c: &Context) {
        let layout = matches!(e.attribute("role"), Some("presentation" | "none"));
        if layout || is_frame(e) {
            // It only places what is in it.
            return self.nodes(&e.children, c);
        }
        let mut parts = Parts::default();
        self.rows(&e.children, &c.deeper(), &mut parts);
        let Parts { mut rows, mut head, caption, rest } = parts;
        if head == 0 {
            let is_head = |row: &&Vec<Cell>| !row.is_empty() && row.iter().all(|cell| cell.header);
            head = rows.iter().take_while(is_head).count();
        }
        let filled = |cell: &Cell| !cell.text.is_empty() || !cell.body.is_empty();
        if rows.iter().flatten().any(filled) {
            let count = rows.len();
            for (at, row) in rows.iter_mut().enumerate() {
                for cell in row {
                    // 0 reaches to the end of the table, and none reaches beyond it.
                    let left = (count - at).min(1000) as u16;
                    cell.rowspan = if cell.rowspan == 0 { left } else { cell.rowspan.min(left) };
                }
            }
            // A table of nothing but headers has a body all the same.
            let head = if head < rows.len() { head } else { 0 };
            self.emit(Kind::Table { rows, head, caption }.into(), c);
        } else if !caption.is_empty() {
            self.emit(paragraph(caption), c);
        }
        self.adopt(rest, c);
    }

    fn rows(&mut self, nodes: &[Node], c: &Context, parts: &mut Parts) {
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            if self.full {
                return;
            }
            let Some(e) = node.element() else {
                let stray = self.within(std::slice::from_ref(node), c, false).out;
                parts.rest.extend(stray);
                continue;
            };
            let mut inner = c.clone();
            self.scope(e, &mut inner);
            if role(e) == Role::Drop {
                continue;
            }
            if matches!(e.name.as_str(), "thead" | "tbody" | "tfoot" | "tr") {
                self.anchors(e);
            }
            match e.name.as_str() {
                "caption" => {
                    let (caption, rest) = squash(self.within(&e.children, &inner, true).out);
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
                    if self.counting && !self.r.admit_block() {
                        self.full = true;
                        return;
                    }
                    let row = self.cells(&e.children, &inner);
                    if !row.is_empty() {
                        parts.rows.push(row);
                    }
                }
                _ => {
                    let stray = self.within(std::slice::from_ref(node), c, false).out;
                    parts.rest.extend(stray);
                }
            }
        }
    }

    fn cells(&mut self, nodes: &[Node], c: &Context) -> Vec<Cell> {
        let mut row = Vec::new();
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            let bare = Cell { colspan: 1, rowspan: 1, ..Cell::default() };
            let Some(e) = node.element().filter(|e| matches!(e.name.as_str(), "td" | "th")) else {
                let (text, body) = split(self.within(std::slice::from_ref(node), c, true).out);
                if !text.is_empty() || !body.is_empty() {
                    row.push(Cell { text, body, ..bare });
                }
                continue;
            };
            let mut inner = c.clone();
            self.scope(e, &mut inner);
            // The cell is aligned, not each paragraph in it.
            let side = Context { align: inner.align.take(), ..inner.clone() };
            self.anchors(e);
            let mut blocks = self.within(&e.children, &inner, true).out;
            let ids = std::mem::take(&mut self.flow.ids);
            if let Some(first) = blocks.first_mut() {
                if first.id.is_none() {
                    first.id = ids.first().cloned();
                }
            } else {
                self.flow.ids = ids;
            }
            let (text, body) = split(blocks);
            let span = |name, least: u16| {
                let number = e.attribute(name).and_then(|n| n.trim().parse::<u32>().ok());
                number.map_or(1, |n| n.min(1000) as u16).max(least)
            };
            row.push(Cell {
                align: align(&side, &text),
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

/// Whether a table has a single cell: a frame drawn the old way.
fn is_frame(table: &Element) -> bool {
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
