/** `baca-rendered.js`: reads an article that the server has rendered, for the element's property `article`. */

import type { BacaArticle, BacaBlock, BacaInline, BacaSpan } from "../baca.d.ts";
import { BLOCKS, MARKS } from "./dom.ts";
import type { ServerRendered } from "./server-rendered.ts";

/** Adds its body to a rendered article. It is read from the page at the first access. */
export function withBody(article: BacaArticle, { container, stored }: ServerRendered): BacaArticle {
  let body: BacaBlock[] | undefined;
  return { ...article, get body() { return (body ??= bodyOf(container, stored)); } };
}

/** The mark for each inline element. */
const MARK_OF = Object.fromEntries(Object.entries(MARKS).map(([mark, name]) => [name, mark]));

/** Returns the body's blocks: those that the page stores as JSON, and the others read from their elements. */
function bodyOf(container: Element, stored: Element | null): BacaBlock[] {
  let blocks: Record<number, BacaBlock> = {};
  try {
    blocks = JSON.parse(stored!.textContent) as typeof blocks;
  } catch {
    // Without them, the text of each element is used.
  }
  return [...container.querySelectorAll<HTMLElement>(BLOCKS)].map((element, index) =>
    blocks[index] ?? blockOf(element));
}

/**
 * Converts the element of a paragraph, heading or list to a block; any other element becomes a paragraph
 * (`crates/render/src/page/stored_blocks.rs`).
 */
function blockOf(element: HTMLElement): BacaBlock {
  const { localName, dataset: { align }, lang } = element;
  const properties = { ...(lang && { lang }), ...(align && { align }) };
  if (/^h[2-6]$/.test(localName)) {
    return { type: "heading", level: Number(localName[1]), text: inlineOf(element), ...properties } as BacaBlock;
  }
  if (localName === "ul" || localName === "ol") {
    const ordered = localName === "ol" && { ordered: true };
    return { type: "list", ...ordered, items: [...element.children].map(inlineOf), ...properties } as BacaBlock;
  }
  const text = inlineOf(element);
  if (typeof text === "string" && !(lang || align)) return text;
  return { type: "paragraph", text, ...properties } as BacaBlock;
}

/** Returns an element's text as an inline in its shortest form: a string or one span instead of a list. */
function inlineOf(element: Element): BacaInline {
  const spans = spansOf(element).map((span) =>
    "text" in span && Object.keys(span).length === 1 ? span.text : span);
  return spans.length > 1 ? spans : spans[0] ?? "";
}

const isDateline = (node: Node | null) => (node as Element | null)?.getAttribute?.("part") === "dateline";

/** Converts the text of an element to a flat list of spans with marks. */
function spansOf(element: Element, marks: object = {}): BacaSpan[] {
  return [...element.childNodes].flatMap((node): BacaSpan[] => {
    // The dateline and its dash belong to a field of the article, not to its body.
    if (isDateline(node)) return [];
    if (node.nodeType === 3) {
      const { data } = node as Text;
      const text = isDateline(node.previousSibling) ? data.replace(/^ – /, "") : data;
      return text ? [{ text, ...marks }] : [];
    }
    const child = node as HTMLElement;
    const { localName } = child;
    if (node.nodeType !== 1 || localName === "rt" || localName === "rp") return [];
    if (localName === "br") return [{ break: true }];
    const mark = MARK_OF[localName];
    const link = (child as HTMLAnchorElement).href && { href: child.getAttribute("href") };
    return spansOf(child, { ...marks, ...(mark && { [mark]: true }), ...(link as object) });
  });
}
