/** Reads tables, as `crates/convert/src/html/tables.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { hasNumbers } from "./code.ts";
import { type ContentReader, textOfAll } from "./context.ts";
import { alignOf, checkPlain, contentOf, sideOf, styleOf } from "./elements.ts";
import type { Span } from "./line.ts";

/** Throws unless a table or a part of one is plain. */
function checkPart(element: Element, { context }: ContentReader): void {
  checkPlain(element);
  // Its style may take marks away.
  if (/font-|text-d/.test(styleOf(element)) && Object.keys(context.marks).length) notPlain();
  if (element.localName !== "table" && element.matches("[lang],[dir]")) notPlain();
}

/** Returns the number of columns or rows that a cell spans. */
function spanOf(cell: Element, name: string): number {
  const text = cell.getAttribute(name) ?? "1";
  return /^[1-9]\d?$/.test(text) ? Number(text) : notPlain();
}

/** Returns the children of an element with these names; throws if it has other content, or is not plain. */
function childrenOf(element: Element, names: RegExp, reader: ContentReader): Element[] {
  checkPart(element, reader);
  return (contentOf(element) as Element[]).map((part) => (names.test(part.localName) ? part : notPlain()));
}

/** Reads a table. */
export function readTable(table: Element, reader: ContentReader): Fields {
  const rows: Fields[][] = [];
  let head = 0;
  const isFigure = table.querySelectorAll("tr,caption").length === 2 && table.querySelector("img");
  if (isFigure || table.hasAttribute("role") || hasNumbers(table)) notPlain();
  let caption: Span[] = [];
  for (const part of childrenOf(table, /^(caption|colgroup|t(head|body|foot))$/, reader)) {
    if (part.localName === "colgroup") continue;
    if (part.localName === "caption") {
      checkPart(part, reader);
      if (caption.length) notPlain();
      caption = textOfAll(reader.nested(part.childNodes).blocks);
      continue;
    }
    const before = rows.length;
    for (const row of childrenOf(part, /^tr$/, reader)) {
      const cells = childrenOf(row, /^t[dh]$/, reader).map((cell) => {
        const { text, body } = reader.nested(cell.childNodes);
        checkPart(cell, reader);
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
