/**
 * Converts the beginning of an article's markup to blocks of Baca's own format, as `crates/convert/src/html` does:
 * plain paragraphs, headings, lists, quotes, pictures, frames and tables. It ends before the first element that the
 * converter might treat in another way.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import { certainty, unseen } from "./certainty.ts";
import { checkOuter, checkPlain, isCentered, marksOf, SHARE_LINKS } from "./elements.ts";
import { inertBody } from "./inert.ts";
import { anchor, DROPPED, isInline, isTarget, Line, noteDropped, type Span, Targets, type TextLine } from "./line.ts";
import { contentOf, imageIn, joined, partsOf, readFigure, readGallery, sizeOf } from "./pictures.ts";
import { readTable } from "./tables.ts";
import { absolute } from "./values.ts";

/** Lengths of markup in characters, and of a page in blocks, up to which an article is read as a whole. */
export const MAX_LENGTH = 200_000;
const MAX_BLOCKS = 1000;
/** What is read of a longer one: enough for several screens. */
export const PREVIEW_LENGTH = 40_000;
const PREVIEW_BLOCKS = 100;
/** How deep lists and quotes may be in each other. */
const MAX_DEPTH = 8;
/** Elements that end a line of text, besides containers; others may be in it. */
const BLOCK = /^(p|h[1-6]|hr|[uo]l|blockquote|table|figure)$/;
/** Elements that only contain blocks. */
const CONTAINER = /^(div|section|article|main|center|header|footer|hgroup|nav)$/;
/** Types of blocks whose text can have more targets of links than the block's own. */
const TEXTS = /^(paragraph|heading)$/;
/** Selects scripts that may be converted to a player. */
const PLAYER_SCRIPTS = "script:is([src],[type*=template])";

/** Selects images and frames, also in a link or in the wrapper of Jetpack. */
const MEDIA = "iframe,img,a:has(img),span:has(iframe)";

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
    const body = inertBody(isCut ? html.slice(0, html.lastIndexOf("<", PREVIEW_LENGTH)) : html);
    const read = blocksIn(body, base, isCut);
    return { ...read, text: isCut ? read.text.repeat(html.length / PREVIEW_LENGTH + 1) : read.text };
  } catch {
    return { blocks: [], isWhole: false, images: [], text: "" };
  }
}

/** Converts the content of an inert element to its first blocks. If it `isCut`, what is open at its end is left out. */
export function blocksIn(root: Element, base: string, isCut = false): Blocks {
  // The converter does not search lists and quotes for the lead.
  const images = [...root.querySelectorAll<HTMLImageElement>("img:not(li *,blockquote *)")];
  const read = { blocks: [] as Fields[], isWhole: false, images, text: root.textContent };
  try {
    const reader = new Reader(read.blocks, base);
    if (isCut) for (let node: Node | null = root; node; node = node.lastChild) reader.open.add(node);
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
  const line = new Line(base, undefined, checkOuter);
  for (const node of element.childNodes) line.add(node);
  line.flush();
  return joined(line.lines);
}

/** Converts markup to one line of text; throws if it has anything else. */
export function inlineOf(html: string, base: string): Span[] {
  const { blocks, isWhole } = blocksOf(html, base);
  if (!isWhole || !blocks.every(({ type, dropcap }) => type === "paragraph" && !dropcap)) notPlain();
  return joined(blocks.map((block) => ({ text: textOf(block) })));
}

/** Returns the text of a block that becomes a part of another text, with its id. */
const textOf = ({ text, id }: Fields): Span[] => [...(id ? [anchor(id as string)] : []), ...text as Span[]];

/** Returns the name of the file of an image. */
const fileOf = (block?: Fields) => /[^/]+$/.exec((block?.src as string | undefined)?.replace(/[?#].*/, "") ?? "")?.[0];

class Reader {
  blocks: Fields[];
  /** Elements that may continue after the markup at hand. */
  open = new Set<Node>();
  /** Maximum number of blocks. */
  limit = MAX_BLOCKS;
  /** The targets of links that wait for the next block. */
  targets = new Targets();
  #base: string;
  #depth: number;
  #line: Line;

  constructor(blocks: Fields[], base: string, depth = 0) {
    this.blocks = blocks;
    this.#base = base;
    this.#depth = depth;
    this.#line = new Line(base, this.targets);
  }

  /** Ends the line of text that is in no element of its own. */
  flush(isCenter?: boolean, dropcap?: boolean): void {
    this.#endLine().forEach((line, index) => this.blocks.push({
      type: "paragraph", ...line, ...(isCenter && { align: "center" }), ...(dropcap && !index && { dropcap }),
    }));
  }

  /** Ends the line and returns the lines that it had. */
  #endLine(): TextLine[] {
    this.#line.flush();
    const { lines } = this.#line;
    this.#line = new Line(this.#base, this.targets);
    return lines;
  }

  /** Adds a block that is no text, with the first of the ids that wait for one. */
  #emit(block: Fields): void {
    this.blocks.push({ ...block, id: this.targets.ids.shift() });
  }

  /** Converts the content of a container. */
  children(nodes: Iterable<Node>, isCenter?: boolean): void {
    for (const node of nodes) {
      const element = node as Element;
      if (node.nodeType === 8) continue;
      if (this.blocks.length > this.limit) notPlain();
      if (DROPPED.test(element.localName)) {
        if (element.matches(PLAYER_SCRIPTS)) notPlain();
        noteDropped(element);
        continue;
      }
      const isContainer = CONTAINER.test(element.localName);
      if (this.open.has(node) && !isContainer) notPlain();
      if (element.matches?.(MEDIA)) this.#media(element, isCenter);
      else if (isInline(node)) this.#line.add(node);
      else if (!isContainer && !BLOCK.test(element.localName)) notPlain();
      else {
        this.flush(isCenter);
        this.#block(element, isCenter);
      }
    }
  }

  #block(element: Element, inherited?: boolean): void {
    const { localName } = element;
    this.targets.add(element);
    if (element.matches(":is(div,figure).wp-block-gallery")) {
      element.className = element.className.replace(/(^|\s)wp-block-gallery\S*/g, "");
      return this.#emit(readGallery(element, this.#base));
    }
    if (localName === "figure" && element.querySelector("table")) {
      checkPlain(element);
      const { all: [table, other], caption } = partsOf(element, this.#base);
      return other ? notPlain() : this.#table(table!, { caption, size: sizeOf(element) });
    }
    if (localName === "figure" || /(^|\s)wp-caption(\s|$)/.test(element.className)) {
      return this.#emit(readFigure(element, this.#base));
    }
    // Text of such a class after a picture is its caption.
    if (/caption|cred|copyr|photog|attrib|rights/i.test(element.className)) {
      if (this.blocks.at(-1)?.type === "image") this.blocks.pop();
      notPlain();
    }
    if (localName === "p") return this.#paragraph(element, inherited);
    const isContainer = CONTAINER.test(localName);
    // The converter takes no marks from the style of a heading.
    if (isContainer) checkOuter(element);
    else if (localName !== "table") checkPlain(element, /^h\d$/.test(localName), /^(size|width|noshade)$/);
    const isCenter = isCentered(element) ?? inherited;
    if (isContainer) {
      // A group of such links is left out as a whole.
      if (element.querySelector(SHARE_LINKS)) notPlain();
      this.children(element.childNodes, isCenter);
      return this.flush(isCenter);
    }
    const [, level] = /^h([1-6])$/.exec(localName) ?? [];
    if (level) return this.#heading(element, Math.max(2, Number(level)));
    if (localName === "hr") return this.#emit({ type: "divider" });
    if (localName === "blockquote") return this.#quote(element);
    return localName === "table" ? this.#table(element) : this.#list(element);
  }

  #paragraph(element: Element, inherited?: boolean): void {
    const dropcap = /drop-?cap/i.test(element.className);
    if (dropcap) element.className = element.className.replace(/drop-?cap/gi, "");
    checkPlain(element, true);
    const marks = marksOf(element, {});
    const isCenter = isCentered(element) ?? inherited;
    for (const node of element.childNodes) {
      if (!(node as Element).matches?.(MEDIA)) this.#line.add(node, marks);
      else if (dropcap) notPlain();
      else this.#media(node as Element, isCenter);
    }
    this.flush(isCenter, dropcap);
  }

  /** Adds an image or a frame. Throws within a sentence, after which the converter places it. */
  #media(element: Element, isCenter?: boolean): void {
    const block = imageIn([element], this.#base);
    if (!this.#line.isAtEnd(!block.size)) notPlain();
    this.flush(isCenter);
    // One of them may be a preview of the other.
    if (fileOf(block) && fileOf(block) === fileOf(this.blocks.at(-1))) notPlain();
    this.#emit(block);
  }

  #heading(element: Element, level: number): void {
    // Links to the heading itself are left out.
    if (element.querySelector("a[href*='#'],a[href]:empty")) notPlain();
    for (const node of element.childNodes) this.#line.add(node);
    const [line, other] = this.#endLine();
    if (other) notPlain();
    if (line) this.blocks.push({ type: "heading", level, ...line });
  }

  #list(element: Element): void {
    const ordered = element.localName === "ol";
    const start = element.getAttribute("start");
    if (start !== null && !(ordered && /^\d{1,6}$/.test(start))) notPlain();
    const items = contentOf(element).map((node) => {
      const item = node as Element;
      if (item.localName !== "li") notPlain();
      checkPlain(item);
      const { text, body } = this.#nested(item.childNodes);
      const own = new Targets();
      own.add(item);
      this.targets.count += own.count;
      const [id] = own.ids;
      return isCentered(item) || !(text ?? body.length) ? notPlain() : { text, id, ...(body.length && { body }) };
    });
    if (items.length) this.#emit({ type: "list", ordered, ...(start && { start: Number(start) }), items });
  }

  #table(table: Element, more?: Fields): void {
    // The converter gives an id before a table to the text of its first cell.
    if (this.targets.ids.length) notPlain();
    const { count } = this.targets;
    const block = readTable(table, (nodes) => this.#nested(nodes));
    if (this.targets.count > count) notPlain();
    this.#emit({ ...block, ...more });
  }

  #quote(element: Element): void {
    const last = contentOf(element).at(-1) as Element | undefined;
    const isBy = last !== element.firstChild && /^(cite|footer)$/.test(last?.localName ?? "");
    const nodes = [...element.childNodes].filter((node) => !isBy || node !== last);
    const { blocks, text, body } = this.#nested(nodes);
    if (!blocks.length) notPlain();
    let attribution;
    if (isBy) {
      checkPlain(last!);
      const line = new Line(this.#base);
      for (const node of last!.childNodes) line.add(node);
      line.flush();
      attribution = line.lines.length > 1 ? notPlain() : line.lines[0]?.text;
    }
    const cite = element.getAttribute("cite");
    const url = cite?.trim() ? unseen(() => absolute(cite, this.#base)) : undefined;
    const isText = text && !body.length;
    this.#emit({ type: "quote", url, ...(isText ? { text } : { body: blocks }), ...(attribution && { attribution }) });
  }

  /** Converts the content of an item or a quote; `text` is a plain paragraph at its start, `body` what follows it. */
  #nested(nodes: Iterable<Node>): { blocks: Fields[]; text?: Span[]; body: Fields[] } {
    if (this.#depth > MAX_DEPTH) notPlain();
    const reader = new Reader([], this.#base, this.#depth + 1);
    reader.children(nodes);
    reader.flush();
    const { blocks, targets } = reader;
    this.targets.ids.push(...targets.ids);
    this.targets.count += targets.count;
    const { type, align, dropcap } = blocks[0] ?? {};
    return type === "paragraph" && !align && !dropcap
      ? { blocks, text: textOf(blocks[0]!), body: blocks.slice(1) }
      : { blocks, body: blocks };
  }
}
