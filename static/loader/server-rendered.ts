/** Reads articles that the server has rendered into the page (docs/server-rendering.md). */

import type { BacaArticle, BacaBlock, BacaInline, BacaSpan } from "../baca.d.ts";
import { BLOCKS, MARKS } from "./dom.ts";

/** The article without its body, in Baca's own format; members that begin with `_` describe the rendering. */
interface Metadata {
  baca: number;
  lang?: string | undefined;
  _style?: string;
  [member: string]: unknown;
}

/** An article that was in the page. */
export interface ServerRendered {
  /** The element that contains the rendered article. */
  container: HTMLElement;
  metadata: Metadata;
  /** The element with the blocks that cannot be read from the page, as JSON by index. */
  stored: Element | null;
}

/** Returns the rendered article in a shadow root or template; `null` if there is none. */
export function findServerRendered(root: DocumentFragment): ServerRendered | null {
  const container = root.querySelector<HTMLElement>(".baca");
  if (!container) return null;
  const [script, stored = null] = root.querySelectorAll("script[type='application/json']");
  let metadata: Metadata;
  try {
    metadata = JSON.parse(script!.textContent) as Metadata;
  } catch {
    // The text is kept even if the metadata are invalid.
    metadata = { baca: 1, lang: container.querySelector("article")?.lang || undefined };
  }
  return { container, metadata, stored };
}

/** Returns a rendered article in Baca's own format. Its body is read from the page at the first access. */
export function articleOf({ container, metadata, stored }: ServerRendered): BacaArticle {
  let body: BacaBlock[] | undefined;
  return {
    ...Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith("_"))),
    get body() { return (body ??= bodyOf(container, stored)); },
  } as BacaArticle;
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
