/**
 * Describes a position in the body by the text at it, so that it is found again in another layout, on another device
 * width, and after small changes of the article.
 */

import { BLOCKS } from "../dom.ts";

/** A position: the line that is at a height of the window. */
export interface Anchor {
  /** Index of the block in the body, and its first characters: the block is found by them, near the index. */
  index: number;
  text: string;
  /** Index of the line's first character in the text of the block; -1 in a block without text. */
  offset: number;
  /** Distance of the line's top from the height, in CSS pixels; in a block without text, the share of the block. */
  shift: number;
}

/** Number of characters that identify a block. */
const TEXT_LENGTH = 48;
/** Number of blocks before and after the index that are compared with the text. */
const MAX_DISTANCE = 200;

/** Returns the first characters of a text, with single spaces. */
const firstWords = (element: Element) => element.textContent.replace(/\s+/g, " ").trim().slice(0, TEXT_LENGTH);

/** Returns the blocks of a body in which a position can be. */
export const blocksOf = (body: Element) => [...body.querySelectorAll<HTMLElement>(BLOCKS)];

/** Returns the first child whose end is below `y`, places left out. */
const firstBelow = (parent: Element, y: number) =>
  [...parent.children].find((child) => !child.matches(".place") && child.getBoundingClientRect().bottom > y);

/** Returns the text nodes of an element, each with the index of its first character. */
function textNodes(element: Element): [Text, number][] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: [Text, number][] = [];
  for (let length = 0, node; (node = walker.nextNode() as Text | null); length += node.data.length) {
    nodes.push([node, length]);
  }
  return nodes;
}

/** Returns the box of the character at an index; `null` if it is not laid out, as a line break between blocks. */
function boxAt(nodes: [Text, number][], index: number): DOMRect | null {
  const [node, start] = nodes.findLast(([, start]) => start <= index) ?? [];
  if (!node) return null;
  const range = document.createRange();
  range.setStart(node, Math.min(index - start!, node.data.length));
  range.setEnd(node, Math.min(index - start! + 1, node.data.length));
  const box = range.getClientRects()[0];
  return box?.height ? box : null;
}

/** Returns the box of the character at an index, or of the next one that has one. */
function boxFrom(nodes: [Text, number][], index: number, end: number): DOMRect | null {
  for (let at = index; at < Math.min(end, index + 200); at += 1) {
    const box = boxAt(nodes, at);
    if (box) return box;
  }
  return null;
}

/** Returns the position at the height `y` of the window; `null` if the body is not there. */
export function anchorAt(body: Element, y: number): Anchor | null {
  const { top, bottom } = body.getBoundingClientRect();
  if (top > y || bottom <= y) return null;
  const section = firstBelow(body, y);
  const block = section && firstBelow(section, y);
  if (!block) return null;
  const index = blocksOf(body).indexOf(block as HTMLElement);
  const nodes = textNodes(block);
  const [last, start] = nodes.at(-1) ?? [];
  const length = last ? start! + last.data.length : 0;
  const box = block.getBoundingClientRect();
  const anchor = { index, text: firstWords(block), offset: -1, shift: (y - box.top) / (box.height || 1) };
  // The first character whose line ends below the height: lines follow each other in the text.
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const line = boxFrom(nodes, middle, high);
    if (line && line.bottom <= y) low = middle + 1;
    else high = middle;
  }
  const line = boxFrom(nodes, low, length);
  return line ? { ...anchor, offset: low, shift: line.top - y } : anchor;
}

/** Returns the block of a position: that with the same text which is nearest to the index, else that at the index. */
export function blockOf(body: Element, { index, text }: Anchor): HTMLElement | undefined {
  const blocks = blocksOf(body);
  for (let distance = 0; text && distance < MAX_DISTANCE; distance += 1) {
    for (const at of [index - distance, index + distance]) {
      const block = blocks[at];
      if (block && firstWords(block) === text) return block;
    }
  }
  return blocks[index];
}

/** Returns how far a position is from the height `y` of the window, in CSS pixels; `null` if it is not found. */
export function distanceOf(block: Element, { offset, shift }: Anchor, y: number): number | null {
  const nodes = offset < 0 ? [] : textNodes(block);
  const [last, start] = nodes.at(-1) ?? [];
  const length = last ? start! + last.data.length : 0;
  const line = nodes.length ? boxFrom(nodes, Math.min(offset, length - 1), length) : null;
  if (line) return line.top - shift - y;
  const { top, height } = block.getBoundingClientRect();
  return top + (offset < 0 ? shift * height : 0) - y;
}
