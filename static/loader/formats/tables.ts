/** Reads tables, as `crates/convert/src/html/tables.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { hasNumbers } from "./code.ts";
import { type Nested, textOfAll } from "./context.ts";
import { alignOf, checkPlain, sideOf } from "./elements.ts";
import type { Span } from "./line.ts";
import { contentOf } from "./pictures.ts";

/** Throws unless a table or a part of one is plain. */
function checkPart(element: Element): void {
  checkPlain(element);
  if (element.localName !== "table" && element.matches("[lang],[dir]")) notPlain();
}

/** Returns the number of columns or rows that a cell spans. */
function spanOf(cell: Element, name: string): number {
  const text = cell.getAttribute(name) ?? "1";
  return /^[1-9]\d?$/.test(text) ? Number(text) : notPlain();
}

/** Returns the children of an element with these names; throws if it has other content, or is not plain. */
function childrenOf(element: Element, names: RegExp): Element[] {
  checkPart(element);
  return (contentOf(element) as Element[]).map((part) => (names.test(part.localName) ? part : notPlain()));
}

/** Reads a table; `nested` reads the content of a cell. */
export function readTable(
  table: Element,
  nested: (nodes: Iterable<Node>) => Nested,
): Fields {
  const rows: Fields[][] = [];
  let head = 0;
  const isFigure = table.querySelectorAll("tr,caption").length === 2 && table.querySelector("img");
  if (isFigure || table.hasAttribute("role") || hasNumbers(table)) notPlain();
  let caption: Span[] = [];
  for (const part of childrenOf(table, /^(caption|colgroup|t(head|body|foot))$/)) {
    if (part.localName === "colgroup") continue;
    if (part.localName === "caption") {
      checkPart(part);
      if (caption.length) notPlain();
      caption = textOfAll(nested(part.childNodes).blocks);
      continue;
    }
    const before = rows.length;
    for (const row of childrenOf(part, /^tr$/)) {
      const cells = childrenOf(row, /^t[dh]$/).map((cell) => {
        const { text, body } = nested(cell.childNodes);
        checkPart(cell);
        return {
          text, header: cell.localName === "th", body: body.length > 0 && body,
          colspan: spanOf(cell, "colspan"), rowspan: spanOf(cell, "rowspan"),
          align: alignOf(sideOf(cell) ?? sideOf(row) ?? sideOf(part), text),
        };
      });
      rows.push(cells.length ? cells : notPlain());
    }
    if (part.localName === "thead" && !before) head = rows.length;
  }
  if (!head) while (rows[head]?.every(({ header }) => header)) head += 1;
  rows.forEach((row, at) => row.forEach((cell) => {
    const rowspan = Math.min(cell.rowspan as number, rows.length - at);
    Object.assign(cell, { rowspan: rowspan > 1 && rowspan, colspan: (cell.colspan as number) > 1 && cell.colspan });
  }));
  const cells = rows.flat();
  if (cells.length < 2 || !cells.some(({ text, body }) => text || body)) notPlain();
  const isHead = head > 0 && head < rows.length;
  return { type: "table", rows, head: isHead ? head : undefined, caption: caption.length ? caption : undefined };
}
