/** Converts elements to blocks, in one pass over the markup (`crates/convert/src/html/convert.rs` and `lists.rs`). */

import { type Fields, notPlain } from "../preview/fields.ts";
import { languageOf, readCode } from "./code.ts";
import { type ContentReader, type Context, type Nested, textIn } from "./context.ts";
import { alignOf, checkPlain, contentOf, isCredit, isSharing, marksOf, scopeOf, sideOf } from "./elements.ts";
import { readFrame, readWidget, WIDGET } from "./embeds.ts";
import { joinedTexts, readFigure, withCredit } from "./figures.ts";
import { anchor, joined, Line, type Span, type TextLine } from "./line.ts";
import { Targets } from "./targets.ts";
import { readButtons } from "./links.ts";
import { readDefinitions, readList } from "./lists.ts";
import { readImage, sizeOf } from "./pictures.ts";
import { readDetails, readQuote } from "./quotes.ts";
import { readTable } from "./tables.ts";

/** Number of blocks up to which an article is read as a whole. */
export const MAX_BLOCKS = 1000;
/** How deep lists and quotes may be in each other. */
const MAX_DEPTH = 8;
/** Elements that end a line of text, besides containers; others may be in it. */
const BLOCK = /^(p|h[1-6]|hr|[uod]l|blockquote|table|figure|pre|details)$/;
/** Elements that are pictures or players. */
const MEDIA = /^(img|picture|noscript|iframe)$/;
/** Elements that only contain blocks. Parts of a table are here since a table with one cell is a frame. */
const CONTAINER = /^(div|section|article|main|center|header|footer|hgroup|nav|figcaption|t(body|r|[dh]))$/;
/** Elements that only arrange the pictures of a gallery. */
const ARRANGING = /^([uod]l|li|d[td])$/;
const LIST = /^[uo]l$/;
/** What reads elements of other kinds than lists. */
const READERS = { blockquote: readQuote, dl: readDefinitions, details: readDetails };
/** Returns the element beside another one, without comments and white space between them. */
function nextTo(element: Element): Element | null {
  let next = element.nextSibling;
  while (next && (next.nodeType === 8 || (next.nodeType === 3 && !/[^ \t\n\f\r]/.test((next as Text).data)))) {
    next = next.nextSibling;
  }
  return next?.nodeType === 1 ? next as Element : null;
}

/** Converts the content of elements. */
export class Reader implements ContentReader {
  blocks: Fields[];
  /** Elements that may continue after the markup at hand. */
  open = new Set<Node>();
  /** Maximum number of blocks. */
  limit = MAX_BLOCKS;
  /** The targets of links that wait for the next block. */
  targets = new Targets();
  base: string;
  #depth: number;
  #line: Line;
  context: Context;
  /** Elements that have been read with those beside them. */
  #done = new Set<Element>();

  constructor(blocks: Fields[], base: string, depth = 0, context: Context = { marks: {}, scope: {} }) {
    this.blocks = blocks;
    this.base = base;
    this.#depth = depth;
    this.context = context;
    this.#line = new Line(base, this.targets, (element, marks, link) => this.#other(element, marks, link));
    this.#line.inFigure = !!context.inFigure;
  }

  /** Ends the line of text. */
  flush(): void {
    this.#line.flush();
    const { side, dropcap, level, scope } = this.context;
    this.#line.lines.splice(0).forEach(({ after, ...line }, index) => {
      const align = alignOf(side, line.text, scope.dir);
      const kind = level
        ? { type: "heading", level }
        : { type: "paragraph", ...(align && { align }), ...(dropcap && !index && { dropcap }) };
      this.blocks.push(...[{ ...kind, ...line }, ...after!].map((block) => ({ ...block, ...scope })));
    });
  }

  /** Adds a block that is no text, with the first of the ids that wait for one. */
  #emit(block: Fields): void {
    this.blocks.push({ ...this.context.scope, ...block, id: block.id ?? this.targets.ids.shift() });
  }

  /** Converts the content of an element. */
  children(nodes: Iterable<Node>): void {
    for (const node of nodes) {
      const { localName, className } = node as Element;
      const isCut = this.open.has(node) && (!CONTAINER.test(localName) || /caption|galle|button/.test(className));
      if (isCut || this.blocks.length > this.limit) notPlain();
      this.#line.add(node, this.context.marks, this.context.link);
    }
  }

  /** Adds an element that belongs to no line of text. */
  #other(element: Element, marks: Fields, link?: Element): void {
    const outer = this.context;
    const { localName } = element;
    if (this.#done.has(element)) return;
    const isMedia = MEDIA.test(localName);
    const isArranging = outer.inGallery && ARRANGING.test(localName);
    const isBlock = isArranging || CONTAINER.test(localName) || BLOCK.test(localName);
    if (outer.dropcap || !(isMedia || (isBlock && !outer.level))) notPlain();
    this.context = { ...outer, marks, link };
    // One that the converter leaves out would end no line.
    if (!isMedia && !this.#line.isEmpty) checkPlain(element, true, /^data-(?!service)/);
    if (!isMedia) this.flush();
    // Of a picture for browsers without scripts, that of the one beside it counts.
    if (localName !== "noscript") this.targets.add(element);
    if (isMedia) this.#media(element);
    else {
      this.context = { ...this.context, scope: scopeOf(element, outer.scope) };
      this.#block(element);
    }
    this.context = outer;
  }

  #block(element: Element): void {
    const { localName, className } = element;
    const context = this.context;
    if (/^(div|figure)$/.test(localName)) context.language = languageOf(element) ?? context.language;
    const isGallery = element.matches(":is(div,figure,ul).wp-block-gallery,div.gallery");
    const isCaption = /(^|\s)wp-caption(\s|$)/.test(className) && (CONTAINER.test(localName) || LIST.test(localName));
    if (isGallery || localName === "figure" || isCaption) {
      context.marks = marksOf(element, context.marks);
      return readFigure(element, isGallery, this).forEach((block) => this.#emit(block));
    }
    if (element.matches("p.wp-block-buttons,div.wp-block-buttons")) {
      context.marks = marksOf(element, context.marks);
      return this.#emit(readButtons(element, this));
    }
    const isContainer = CONTAINER.test(localName) || (context.inGallery && ARRANGING.test(localName));
    const image = isContainer || localName === "p" ? this.#takeCaptioned(element) : undefined;
    const isWidget = localName === "blockquote" && WIDGET.test(className);
    if (isWidget) element.className = className.replace(WIDGET, " ");
    const [, level] = /^h([1-6])$/.exec(localName) ?? [];
    context.dropcap = localName === "p" && /drop-?cap/i.test(className);
    if (context.dropcap) element.className = className.replace(/drop-?cap/gi, "");
    if (localName !== "table") checkPlain(element, true, isWidget ? /^data-(?!service)/ : undefined);
    context.side = sideOf(element) ?? context.side;
    // The converter takes no marks from the style of a heading.
    if (level) context.level = Math.max(2, Number(level));
    else context.marks = marksOf(element, context.marks);
    // A group of such links, of which the end is missing, may be left out as a whole.
    if (this.open.has(element) && [...element.querySelectorAll("a")].some(isSharing)) notPlain();
    if (localName === "figcaption" && context.inFigure) {
      const text = textIn(element, this, context);
      const ids = text.length ? this.targets.take() : [];
      const block = { ...context.scope, type: "paragraph", text: [...ids.map(anchor), ...text], isCaption: true };
      if (text.length) this.blocks.push(block);
      return;
    }
    if (isContainer || level || localName === "p") {
      if (!level && context.inFigure && isCredit(element)) context.marks = { ...context.marks, credit: true };
      if (image) return this.#followingCaption(image, element);
      this.#line.isHeading = !!level;
      this.children(element.childNodes);
      this.flush();
      this.#line.isHeading = false;
      return;
    }
    if (localName === "hr") return this.#emit({ type: "divider" });
    if (isWidget) {
      element.className = className;
      return this.#emit(readWidget(element, this.base, this.nested(element.childNodes).blocks));
    }
    if (localName === "pre") return this.#code(element);
    if (localName === "table") return this.#table(element);
    const read = READERS[localName as "dl"] ?? readList;
    const block = read(element, this);
    if (block) this.#emit(block);
  }

  /** Adds an image or a frame. */
  #media(element: Element): void {
    const [isPost, last] = [element.matches(".wp-embedded-content"), this.blocks.at(-1)];
    if (element.localName !== "iframe") return this.#image(element);
    const media: Fields = { ...readFrame(element, this.base), size: sizeOf(element) };
    if (isPost && last?.type === "embed" && !last.frame) {
      // The frame of the quote before it.
      Object.assign(last, { frame: media.frame, title: media.title });
      return;
    }
    this.#place(media);
  }

  /** Adds a block that is no text: at once, or after the line if it is within a sentence. */
  #place(block: Fields): void {
    const { level, inFigure } = this.context;
    if (!this.#line.isAtEnd(!block.size && !level && !inFigure)) return this.#line.place(block);
    if (level && !this.#line.isEmpty) notPlain();
    this.flush();
    this.#emit(block);
  }

  /** Adds an image, of which the file can be in the element for browsers without scripts beside it, or an emoji. */
  #image(element: Element): void {
    const { marks, marks: { href }, link } = this.context;
    const next = nextTo(element);
    const isFirst = element.localName !== "noscript";
    const other = next?.matches(isFirst ? "noscript" : "img,picture") ? next : undefined;
    const [shown, fallback] = isFirst ? [element, other] : [other ?? notPlain(), element];
    const [full, more] = fallback ? contentOf(fallback) as Element[] : [];
    if (fallback && (more || !full || !/^(img|picture)$/.test(full.localName))) notPlain();
    if (other) this.#done.add(other);
    if (!isFirst) this.targets.add(shown);
    const alt = element.getAttribute("alt")?.trim();
    if (alt && /emoji|smiley|smilie/i.test(element.className)) {
      if (other) notPlain();
      checkPlain(element, false, /^(src|srcset|sizes|alt)$/);
      return this.#line.addText(alt, marks, link);
    }
    const image = readImage(shown, this.base, this.context, full);
    if (image) this.#place({ ...image, href: (href as string | undefined)?.startsWith("#") ? undefined : href });
    // White space in a `picture` is text.
    if (!full && element.localName === "picture" && element.textContent) this.#line.addText(" ", marks, link);
  }

  /** Removes the image before an element that is its caption by class and returns it: until then it is not certain. */
  #takeCaptioned(element: Element): Fields | undefined {
    const { className } = element;
    const [last, hasCredit] = [this.blocks.at(-1), isCredit(element)];
    const isNamed = hasCredit || (/caption/i.test(className) && !/captioned/i.test(className));
    const isTaken = (name: string) => !!(last?.[name] as [] | undefined)?.length;
    const isOther = last?.type !== "image" || isTaken("credit") || (!hasCredit && isTaken("caption"));
    return !isNamed || isOther || this.context.inFigure ? undefined : this.blocks.pop();
  }

  /** Adds an image with the text of an element after it as its caption, or as its credit. */
  #followingCaption(image: Fields, element: Element): void {
    const outer = this.context;
    if (this.targets.ids.length) notPlain();
    if (isCredit(element)) this.context = { ...outer, marks: { ...outer.marks, credit: true } };
    const text = textIn(element, this, { inFigure: true });
    this.context = outer;
    if (this.targets.ids.length) notPlain();
    this.blocks.push(withCredit({ ...image, caption: joinedTexts(image.caption, text) }));
  }

  /** Reads an element that has text alone. */
  linesOf(element: Element): TextLine[] {
    checkPlain(element);
    const line = new Line(this.base);
    const { credit: _, ...marks } = this.context.marks;
    for (const node of element.childNodes) line.add(node, marks, this.context.link);
    line.flush();
    return line.lines;
  }

  #table(table: Element): void {
    const [first, other] = table.querySelectorAll("td,th,caption");
    if (first && !other && !table.hasAttribute("role")) {
      checkPlain(table);
      this.children(table.childNodes);
      return this.flush();
    }
    // The converter gives an id before a table to the text of its first cell.
    if (this.targets.ids.length) notPlain();
    const { count } = this.targets;
    const block = readTable(table, this);
    if (this.targets.count > count) notPlain();
    this.#emit(block);
  }

  #code(element: Element): void {
    if (this.targets.ids.length > 1 || this.context.link || /verse|poe/i.test(element.className)) notPlain();
    const { text, language = this.context.language } = readCode(element, this.base);
    if (text.length) this.#emit({ type: "code", text, language });
  }

  /**
   * Converts the content of an item, a quote or a `figure`; an `item` passes its marks, language and direction on.
   */
  nested(nodes: Iterable<Node>, item?: Element, figure: Partial<Context> = {}): Nested {
    if (this.#depth > MAX_DEPTH) notPlain();
    const { inFigure, isCaptioned } = figure;
    const { link } = this.context;
    const { credit, ...others } = this.context.marks;
    const marks = inFigure && credit ? { ...others, credit } : others;
    const inner = item
      ? { marks: marksOf(item, marks), scope: scopeOf(item), side: sideOf(item) }
      : { marks, scope: {} };
    const inGallery = figure.inGallery || this.context.inGallery;
    const language = inFigure ? this.context.language : undefined;
    const context: Context = { ...inner, link, inGallery, inFigure, isCaptioned, language };
    const reader = new Reader([], this.base, this.#depth + 1, context);
    reader.children(nodes);
    reader.flush();
    const { blocks, targets } = reader;
    this.targets.ids.push(...targets.ids);
    this.targets.count += targets.count;
    const { type, align, dropcap, lang, dir, id, text } = blocks[0] ?? {};
    return type === "paragraph" && !align && !dropcap && !lang && !dir
      ? { blocks, text: joined([{ id: id as string | undefined, text: text as Span[] }]), body: blocks.slice(1) }
      : { blocks, body: blocks };
  }
}
