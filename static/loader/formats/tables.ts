/** Reads tables, as `crates/convert/src/html/tables.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { checkOuter, isCentered } from "./elements.ts";
import type { Span } from "./line.ts";
import { contentOf } from "./pictures.ts";

/** Attributes of tables and their parts that are read below or change nothing. */
const KNOWN = /^(border|cell(padding|spacing)|width|height|valign|bgcolor|scope|colspan)$/;
/** Selects what makes a table a figure, or code with line numbers. */
const PARTS_OF_OTHERS = "img,iframe,code,.line";

/** Returns the children of an element with these names; throws if it has other content, or is not plain. */
function childrenOf(element: Element, names: RegExp): Element[] {
  checkOuter(element, false, KNOWN);
  return (contentOf(element) as Element[]).map((part) => (names.test(part.localName) ? part : notPlain()));
}

/** Reads a table without pictures; `nested` reads the content of a cell. */
export function readTable(
  table: Element,
  nested: (nodes: Iterable<Node>) => { text?: Span[]; body: Fields[] },
): Fields {
  const rows: Fields[][] = [];
  let head = 0;
  if (table.localName !== "table" || table.hasAttribute("role") || table.querySelector(PARTS_OF_OTHERS)) notPlain();
  for (const part of childrenOf(table, /^(colgroup|t(head|body|foot))$/)) {
    if (part.localName === "colgroup") continue;
    const before = rows.length;
    for (const row of childrenOf(part, /^tr$/)) {
      const cells = childrenOf(row, /^t[dh]$/).map((cell) => {
        const [columns, { text, body }] = [cell.getAttribute("colspan") ?? "1", nested(cell.childNodes)];
        checkOuter(cell, false, KNOWN);
        return {
          text, header: cell.localName === "th", body: body.length > 0 && body,
          colspan: /^[1-9]\d?$/.test(columns) ? columns !== "1" && Number(columns) : notPlain(),
          align: (isCentered(cell) ?? isCentered(row) ?? isCentered(part)) && "center",
        };
      });
      rows.push(cells.length ? cells : notPlain());
    }
    if (part.localName === "thead" && !before) head = rows.length;
  }
  if (!head) while (rows[head]?.every(({ header }) => header)) head += 1;
  const cells = rows.flat();
  if (cells.length < 2 || !cells.some(({ text, body }) => text || body)) notPlain();
  return { type: "table", rows, head: (head < rows.length && head) || undefined };
}
