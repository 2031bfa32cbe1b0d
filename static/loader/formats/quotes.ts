/** Reads quotes and texts that open by a press, as `crates/convert/src/html/convert.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type ContentReader, textIn } from "./context.ts";
import { checkPlain, contentOf } from "./elements.ts";
import { isLeftOut } from "./line.ts";
import { absolute } from "./values.ts";

/** Parts of classes of a quote's source. */
const SOURCE = /attribution|author|cite|source|speaker/i;

/** Reads a quote with its source. */
export function readQuote(element: Element, reader: ContentReader): Fields {
  const last = contentOf(element).at(-1) as Element | undefined;
  const isBy = last !== element.firstChild && last?.nodeType === 1 && !isLeftOut(last)
    && (/^(cite|footer|figcaption)$/.test(last.localName) || SOURCE.test(last.className));
  const nodes = [...element.childNodes].filter((node) => !isBy || node !== last);
  const { blocks, text, body } = reader.nested(nodes);
  if (!blocks.length) notPlain();
  let attribution;
  if (isBy) {
    const [line, other] = reader.linesOf(last!);
    attribution = other ? notPlain() : line?.text;
  }
  const cite = element.getAttribute("cite");
  const url = cite?.trim() ? unseen(() => absolute(cite, reader.base)) : undefined;
  const isText = text && !body.length;
  return { type: "quote", url, ...(isText ? { text } : { body: blocks }), ...(attribution && { attribution }) };
}

/** Reads a text that opens by a press; its `summary` is the title. Throws without one, or without more text. */
export function readDetails(element: Element, reader: ContentReader): Fields {
  const [summary, ...nodes] = contentOf(element);
  const head = summary as Element | undefined;
  if (head?.localName !== "summary" || head.matches("[lang],[dir]")) notPlain();
  checkPlain(head, true);
  reader.targets.add(head);
  const title = textIn(head, reader);
  const { blocks } = reader.nested(nodes);
  return blocks.length ? { type: "aside", title, body: blocks, open: element.hasAttribute("open") } : notPlain();
}
