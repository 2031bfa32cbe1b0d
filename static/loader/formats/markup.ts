/**
 * Converts the beginning of an article's markup to blocks of Baca's own format, as `crates/convert/src/html` does. It
 * ends before the first element that the converter might treat in another way.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import { inertBody } from "./inert.ts";
import { anchor, joined, Line, type Span, type TextLine } from "./line.ts";
import { isTarget } from "./targets.ts";
import { removeUnshown } from "./prepare.ts";
import { MAX_BLOCKS, Reader } from "./reader.ts";

/** Length of markup in characters up to which an article is read as a whole. */
export const MAX_LENGTH = 200_000;
/** What is read of a longer one: enough for several screens. */
export const PREVIEW_LENGTH = 40_000;
const PREVIEW_BLOCKS = 100;
/** Types of blocks whose text can have more targets of links than the block's own. */
const TEXTS = /^(paragraph|heading)$/;

/** Blocks of Baca's own format. */
export interface Blocks {
  blocks: Fields[];
  /** Whether these are all blocks of the markup. */
  isWhole: boolean;
  /** All images of the markup, as far as it is read. */
  images: HTMLImageElement[];
  /** A text about as long as that of the markup, of which it has the beginning. */
  text: string;
}

/** Converts markup to its first blocks. */
export function blocksOf(html: string, base: string): Blocks {
  const isCut = html.length > MAX_LENGTH;
  try {
    const body = inertBody(isCut ? html.slice(0, Math.max(0, html.lastIndexOf("<", PREVIEW_LENGTH))) : html);
    const read = blocksIn(body, base, isCut);
    return { ...read, text: isCut ? read.text.repeat(html.length / PREVIEW_LENGTH + 1) : read.text };
  } catch {
    return { blocks: [], isWhole: false, images: [], text: "" };
  }
}

/** Converts the content of an inert element to its first blocks. If it `isCut`, what is open at its end is left out. */
export function blocksIn(root: Element, base: string, isCut = false): Blocks {
  const read = { blocks: [] as Fields[], isWhole: false, images: [] as HTMLImageElement[], text: root.textContent };
  try {
    const reader = new Reader(read.blocks, base);
    if (isCut) for (let node: Node | null = root; node; node = node.lastChild) reader.open.add(node);
    removeUnshown(root, reader.open);
    // The converter does not search lists and quotes for the lead.
    read.images.push(...root.querySelectorAll<HTMLImageElement>("img:not(li *,blockquote *)"));
    if (root.querySelectorAll("p,li").length > 2 * MAX_BLOCKS) reader.limit = PREVIEW_BLOCKS;
    reader.children(root.childNodes);
    reader.flush();
    read.isWhole = !isCut;
    const last = read.blocks.at(-1);
    if (TEXTS.test(last?.type as string)) (last!.text as Span[]).push(...reader.targets.take().map(anchor));
    if (reader.targets.count !== [...root.querySelectorAll("*")].filter(isTarget).length) certainty.isExact = false;
  } catch {
    // The preview ends here.
  }
  return read;
}

/** Converts the content of an inert element to one line of text, with the classes of a header; throws otherwise. */
export function lineIn(element: Element, base: string): Span[] {
  const line = new Line(base);
  for (const node of element.childNodes) line.add(node);
  line.flush();
  return joined(line.lines);
}

/** Converts markup to one line of text; throws if it has anything else. */
export function inlineOf(html: string, base: string): Span[] {
  const { blocks, isWhole } = blocksOf(html, base);
  if (!isWhole || !blocks.every(({ type, dropcap }) => type === "paragraph" && !dropcap)) notPlain();
  return joined(blocks as unknown as TextLine[]);
}
