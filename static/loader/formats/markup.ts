/**
 * Converts the beginning of an article's markup to blocks of Baca's own format, as `crates/convert/src/html` does:
 * plain paragraphs, headings, lists, quotes and pictures. It ends before the first element that the converter might
 * treat in another way.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import { checkOuter, checkPlain, isCentered, SHARE_LINKS } from "./elements.ts";
import { inertBody } from "./inert.ts";
import { DROPPED, isInline, Line, type Span } from "./line.ts";
import { contentOf, imageIn, joined, readFigure } from "./pictures.ts";

/** What is read of markup, in characters, and of a page, in blocks: enough for several screens. */
export const MAX_LENGTH = 40_000;
const MAX_BLOCKS = 100;
/** Elements that only contain blocks. */
const CONTAINER = /^(div|section|article|main|center|header|footer|hgroup|nav)$/;
/** Selects scripts that may be converted to a player. */
const PLAYER_SCRIPTS = "script:is([src],[type*=template])";

/** Returns whether a node is an image, alone or in a link. */
const isImage = (node?: Node) => node && /^(img|a)$/.test((node as Element).localName)
  && (node as Element).matches("img,a:has(>img:only-child)");

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
  const markup = html.trim();
  const isCut = markup.length > MAX_LENGTH;
  try {
    const body = inertBody(isCut ? markup.slice(0, markup.lastIndexOf("<", MAX_LENGTH)) : markup);
    const read = blocksIn(body, base, isCut);
    return { ...read, text: read.text.repeat(markup.length / MAX_LENGTH + 1) };
  } catch {
    return { blocks: [], isWhole: false, images: [], text: "" };
  }
}

/** Converts the content of an inert element to its first blocks. If it `isCut`, what is open at its end is left out. */
export function blocksIn(root: Element, base: string, isCut = false): Blocks {
  const read = {
    blocks: [] as Fields[], isWhole: false, images: [...root.querySelectorAll("img")], text: root.textContent,
  };
  try {
    const reader = new Reader(read.blocks, base);
    if (isCut) for (let node: Node | null = root; node; node = node.lastChild) reader.open.add(node);
    reader.children(root);
    reader.flush();
    read.isWhole = !isCut;
  } catch {
    // The preview ends here.
  }
  return read;
}

/** Converts the content of an inert element to one line of text, with the classes of a header; throws otherwise. */
export function lineIn(element: Element, base: string): Span[] {
  const line = new Line(base, checkOuter);
  for (const node of element.childNodes) line.add(node);
  line.flush();
  return joined(line.lines);
}

/** Converts markup to one line of text; throws if it has anything else. */
export function inlineOf(html: string, base: string): Span[] {
  const { blocks, isWhole } = blocksOf(html, base);
  if (!isWhole || !blocks.every(({ type, dropcap }) => type === "paragraph" && !dropcap)) notPlain();
  return joined(blocks.map(({ text }) => text as Span[]));
}

class Reader {
  blocks: Fields[];
  /** Elements that may continue after the markup at hand. */
  open = new Set<Node>();
  #base: string;
  #line: Line;

  constructor(blocks: Fields[], base: string) {
    this.blocks = blocks;
    this.#base = base;
    this.#line = new Line(base);
  }

  /** Ends the line of text that is in no element of its own. */
  flush(isCenter?: boolean, dropcap?: boolean): void {
    const line = this.#line;
    line.flush();
    this.#line = new Line(this.#base);
    line.lines.forEach((text, index) => this.blocks.push({
      type: "paragraph", text, ...(isCenter && { align: "center" }), ...(dropcap && !index && { dropcap }),
    }));
  }

  /** Converts the children of a container. */
  children(parent: Element, isCenter?: boolean): void {
    for (const node of parent.childNodes) {
      const element = node as Element;
      if (node.nodeType === 8) continue;
      if (this.blocks.length > MAX_BLOCKS) notPlain();
      if (DROPPED.test(element.localName)) {
        if (element.matches(PLAYER_SCRIPTS)) notPlain();
        continue;
      }
      const isContainer = CONTAINER.test(element.localName);
      if (this.open.has(node) && !isContainer) notPlain();
      if (isInline(node)) this.#line.add(node);
      else {
        this.flush(isCenter);
        this.#block(element, isCenter);
      }
    }
  }

  #block(element: Element, inherited?: boolean): void {
    const { localName } = element;
    if (localName === "figure" || /(^|\s)wp-caption(\s|$)/.test(element.className)) {
      return void this.blocks.push(readFigure(element, this.#base));
    }
    if (localName === "p") return this.#paragraph(element, inherited);
    const isContainer = CONTAINER.test(localName);
    (isContainer ? checkOuter : checkPlain)(element);
    const isCenter = isCentered(element) ?? inherited;
    if (isContainer) {
      // A group of such links is left out as a whole.
      if (element.querySelector(SHARE_LINKS)) notPlain();
      const nodes = contentOf(element);
      if (isImage(nodes[0]) && nodes.length === 1) return void this.blocks.push(imageIn(nodes, this.#base));
      this.children(element, isCenter);
      return this.flush(isCenter);
    }
    const [, level] = /^h([1-6])$/.exec(localName) ?? [];
    if (level) return this.#heading(element, Math.max(2, Number(level)));
    if (localName === "hr") return void this.blocks.push({ type: "divider" });
    if (localName === "ul" || localName === "ol") return this.#list(element);
    if (localName === "blockquote") return this.#quote(element);
    notPlain();
  }

  #paragraph(element: Element, inherited?: boolean): void {
    const dropcap = /drop-?cap/i.test(element.className);
    if (dropcap) element.className = element.className.replace(/drop-?cap/gi, "");
    checkPlain(element);
    const nodes = contentOf(element);
    if (element.querySelector("img")) return void this.blocks.push(imageIn(nodes, this.#base));
    for (const node of element.childNodes) this.#line.add(node);
    this.flush(isCentered(element) ?? inherited, dropcap);
  }

  #heading(element: Element, level: number): void {
    // Links to the heading itself are left out.
    if (element.querySelector("a[href*='#'],a:empty")) notPlain();
    const text = this.#onlyLine([], element.childNodes);
    if (text) this.blocks.push({ type: "heading", level, text });
  }

  #list(element: Element): void {
    const ordered = element.localName === "ol";
    const start = element.getAttribute("start");
    if (start !== null && !(ordered && /^\d{1,6}$/.test(start))) notPlain();
    const items = contentOf(element).map((node) => {
      const item = node as Element;
      if (item.localName !== "li") notPlain();
      checkPlain(item);
      const text = this.#onlyLine(contentOf(item), item.childNodes);
      return isCentered(item) || !text ? notPlain() : { text };
    });
    if (items.length) this.blocks.push({ type: "list", ordered, ...(start && { start: Number(start) }), items });
  }

  #quote(element: Element): void {
    const nodes = contentOf(element);
    const last = nodes.at(-1) as Element | undefined;
    const by = nodes.length > 1 && /^(cite|footer)$/.test(last?.localName ?? "") ? nodes.pop() as Element : undefined;
    const text = this.#onlyLine(nodes, nodes) ?? notPlain();
    let attribution;
    if (by) {
      checkPlain(by);
      attribution = this.#onlyLine(contentOf(by), by.childNodes);
    }
    this.blocks.push({ type: "quote", text, ...(attribution && { attribution }) });
  }

  /** Returns the text of an item or a quote, which may be in a paragraph; throws if it is more than one line. */
  #onlyLine(content: ChildNode[], nodes: Iterable<Node>): Span[] | undefined {
    const [first] = content as Element[];
    const line = new Line(this.#base);
    if (content.length === 1 && first!.localName === "p") {
      checkPlain(first!);
      if (isCentered(first!)) notPlain();
      nodes = first!.childNodes;
    }
    for (const node of nodes) line.add(node);
    line.flush();
    return line.lines.length > 1 ? notPlain() : line.lines[0];
  }
}
