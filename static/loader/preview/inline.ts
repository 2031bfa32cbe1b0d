/** Renders text with marks, as `crates/render/src/article/inline.rs` does. */

import { make, makePart, MARKS } from "../dom.ts";
import { fieldsOf, isUrl, LINKS, notPlain, stringOf } from "./fields.ts";

/** Creates a link without `href`, which `enableLinks` adds. */
export const link = (href: unknown, ...children: (Node | string)[]) =>
  make("a", { "data-href": String(href) }, ...children);

/** Adds `href` to the links in `root`, resolved against `base`. */
export function enableLinks(root: HTMLElement, base: string): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[data-href]")) {
    try {
      link.href = new URL(link.dataset.href!, base).href;
    } catch {
      // Relative references cannot be resolved against a base like `about:blank`.
    }
  }
}

/** Returns the text of markup; an empty text if it has character references, which only a parser can decode. */
const textOfMarkup = (html: unknown) => /^[^&]*$/.exec(stringOf(html) ?? "")?.[0].replace(/<[^<>]*>/g, "") ?? "";

/**
 * Converts an inline to nodes. With `isStrict` it throws if the article would show a span differently; otherwise it
 * omits what it cannot render.
 */
export const inlineNodes = (value: unknown, isStrict?: boolean): (Node | string)[] => [value].flat().map((span) => {
  const { text, html, href, title, id: _id, break: isBreak, ...marks } = fieldsOf(span, "text");
  if (isBreak === true) return make("br");
  const content = stringOf(text);
  const isKnown = content !== undefined && (!title || href) && Object.keys(marks).every((mark) => mark in MARKS);
  if (isStrict && !isKnown) notPlain();
  let node: Node | string = content ?? textOfMarkup(html);
  for (const [mark, name] of Object.entries(MARKS)) if (marks[mark] === true) node = make(name, {}, node);
  return isUrl(href, LINKS) ? link(href, node) : node;
});

/** Creates an element with an inline in it; returns an empty list if the inline is blank. */
export function line(
  name: keyof HTMLElementTagNameMap,
  part: string,
  value: unknown,
  isStrict?: boolean,
): HTMLElement[] {
  if (value == null) return [];
  const element = makePart(name, part, ...inlineNodes(value, isStrict));
  return element.textContent.trim() ? [element] : [];
}

/** Returns a word with the space after it: none after a Chinese or Japanese character, a wide colon or nothing. */
export const withSpace = (word: string) => (/([\u2e80-\u9fff\uff00-\uff60]|^)$/.test(word) ? word : `${word} `);
