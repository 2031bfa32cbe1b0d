/** Converts elements to blocks, in one pass over the markup (`crates/convert/src/html/convert.rs` and `lists.rs`). */

import { type Fields, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import type { Context, Nested } from "./context.ts";
import { checkPlain, isCentered, isSharing, marksOf, scopeOf } from "./elements.ts";
import { readWidget, WIDGET } from "./embeds.ts";
import { isLeftOut, isVisible, joined, Line, type Span, Targets, type TextLine } from "./line.ts";
import { markerOf } from "./lists.ts";
import { contentOf, readMedia, sizeOf } from "./pictures.ts";
import { readTable } from "./tables.ts";
import { absolute } from "./values.ts";

/** Number of blocks up to which an article is read as a whole. */
export const MAX_BLOCKS = 1000;
/** How deep lists and quotes may be in each other. */
const MAX_DEPTH = 8;
/** Elements that end a line of text, besides containers; others may be in it. */
const BLOCK = /^(p|h[1-6]|hr|[uo]l|blockquote|table|figure)$/;
/** Elements that only contain blocks. Parts of a table are here since a table with one cell is a frame. */
const CONTAINER = /^(div|section|article|main|center|header|footer|hgroup|nav|t(body|r|[dh]))$/;
/** Elements that only arrange the pictures of a gallery. */
const ARRANGING = /^(ul|li|dl|dt)$/;
/** Captions may be that long: with more text, a figure is a container of text. */
const MAX_CAPTION = 2000;
/** Parts of classes of a quote's source. */
const SOURCE = /author|cite|source|speaker/i;
/** What an image of a gallery does not have. */
const NO_ITEM = { type: undefined, size: undefined, lang: undefined, dir: undefined };

/** Returns the name of the file of an image. */
const fileOf = (block?: Fields) => /[^/]+$/.exec((block?.src as string | undefined)?.replace(/[?#].*/, "") ?? "")?.[0];

/** Converts the content of elements. */
export class Reader {
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
  #context: Context;

  constructor(blocks: Fields[], base: string, depth = 0, context: Context = { marks: {}, scope: {} }) {
    this.blocks = blocks;
    this.#base = base;
    this.#depth = depth;
    this.#context = context;
    this.#line = new Line(base, this.targets, (element, marks, link) => this.#other(element, marks, link));
  }

  /** Ends the line of text. */
  flush(): void {
    this.#line.flush();
    const { isCenter, dropcap, level, scope } = this.#context;
    this.#line.lines.splice(0).forEach(({ after, ...line }, index) => {
      // Text at the left of a text from the right is at its end.
      if (scope.dir === "rtl" && isCenter === false) notPlain();
      const kind = level
        ? { type: "heading", level }
        : { type: "paragraph", ...(isCenter && { align: "center" }), ...(dropcap && !index && { dropcap }) };
      this.blocks.push(...[{ ...kind, ...line }, ...after!].map((block) => ({ ...block, ...scope })));
    });
  }

  /** Adds a block that is no text, with the first of the ids that wait for one. */
  #emit(block: Fields): void {
    this.blocks.push({ ...block, id: block.id ?? this.targets.ids.shift(), ...this.#context.scope });
  }

  /** Converts the content of an element. */
  children(nodes: Iterable<Node>): void {
    for (const node of nodes) {
      const { localName, className } = node as Element;
      const isCut = this.open.has(node) && (!CONTAINER.test(localName) || /caption|galle|button/.test(className));
      if (isCut || this.blocks.length > this.limit) notPlain();
      this.#line.add(node, this.#context.marks, this.#context.link);
    }
  }

  /** Adds an element that belongs to no line of text. */
  #other(element: Element, marks: Fields, link?: Element): void {
    const outer = this.#context;
    const { localName } = element;
    const isMedia = /^(img|iframe)$/.test(localName);
    const isArranging = outer.inGallery && ARRANGING.test(localName);
    const isBlock = isArranging || CONTAINER.test(localName) || BLOCK.test(localName);
    if (outer.dropcap || !(isMedia || (isBlock && !outer.level))) notPlain();
    this.#context = { ...outer, marks, link };
    // One that the converter leaves out would end no line.
    if (!isMedia && !this.#line.isEmpty) checkPlain(element, true, /^data-/);
    if (!isMedia) this.flush();
    this.targets.add(element);
    if (isMedia) this.#media(element);
    else {
      this.#context = { ...this.#context, scope: scopeOf(element, outer.scope) };
      this.#block(element);
    }
    this.#context = outer;
  }

  #block(element: Element): void {
    const { localName, className } = element;
    const context = this.#context;
    const isGallery = element.matches(":is(div,figure,ul).wp-block-gallery,div.gallery");
    if (isGallery || localName === "figure" || /(^|\s)wp-caption(\s|$)/.test(className)) {
      return this.#figure(element, isGallery);
    }
    if (/(^|\s)wp-block-buttons(\s|$)/.test(className)) return this.#buttons(element);
    // Text of such a class after a picture is its caption.
    if (/caption|cred|copyr|photog|attrib|rights/i.test(className)) {
      if (this.blocks.at(-1)?.type === "image") this.blocks.pop();
      notPlain();
    }
    const isWidget = localName === "blockquote" && WIDGET.test(className);
    if (isWidget) element.className = className.replace(WIDGET, " ");
    const [, level] = /^h([1-6])$/.exec(localName) ?? [];
    context.dropcap = localName === "p" && /drop-?cap/i.test(className);
    if (context.dropcap) element.className = className.replace(/drop-?cap/gi, "");
    const isContainer = CONTAINER.test(localName) || (context.inGallery && ARRANGING.test(localName));
    if (localName !== "table") checkPlain(element, true, isWidget ? /^data-/ : undefined);
    context.isCenter = isCentered(element) ?? context.isCenter;
    // The converter takes no marks from the style of a heading.
    if (level) context.level = Math.max(2, Number(level));
    else context.marks = marksOf(element, context.marks);
    // Links to a heading itself, and icons in it, are left out.
    const isSign = (one: Element) => one.matches("a[href*='#'],a[href]:empty")
      || (one.matches("[class],[aria-hidden]") && one.firstChild && !/[\p{L}\p{N}]/u.test(one.textContent));
    if (level && [...element.querySelectorAll("*")].some(isSign)) notPlain();
    // A group of such links is left out as a whole.
    if (isContainer && [...element.querySelectorAll("a")].some(isSharing)) notPlain();
    if (isContainer || level || localName === "p") {
      this.#line.isHeading = !!level;
      this.children(element.childNodes);
      this.flush();
      this.#line.isHeading = false;
      return;
    }
    if (localName === "hr") return this.#emit({ type: "divider" });
    if (isWidget) {
      element.className = className;
      return this.#emit(readWidget(element, this.#base, this.#nested(element.childNodes).blocks));
    }
    if (localName === "blockquote") return this.#quote(element);
    return localName === "table" ? this.#table(element) : this.#list(element);
  }

  /** Adds an image or a frame: at once, or after the line if it is within a sentence. */
  #media(element: Element): void {
    const { marks: { href }, level } = this.#context;
    const [isPost, last] = [element.matches(".wp-embedded-content"), this.blocks.at(-1)];
    const media = readMedia(element, this.#base);
    if (isPost && last?.type === "embed" && !last.frame) {
      // The frame of the quote before it.
      Object.assign(last, { frame: media.frame, title: media.title });
      return;
    }
    const isLinked = media.type === "image" && !(href as string | undefined)?.startsWith("#");
    const block: Fields = { ...media, href: isLinked ? href : undefined };
    // One of them may be a preview of the other.
    const others = [...this.blocks.slice(-99), ...this.#line.after].map(fileOf);
    if (fileOf(block) && others.includes(fileOf(block))) notPlain();
    if (!this.#line.isAtEnd(!block.size && !level)) return this.#line.place(block);
    if (level && !this.#line.isEmpty) notPlain();
    this.flush();
    this.#emit(block);
  }

  /** Adds a figure: an image, a frame, a table, a post of another site or a pull quote, or the images of a gallery. */
  #figure(figure: Element, isGallery: boolean): void {
    const isPull = /(^|\s)wp-block-pullquote(\s|$)/.test(figure.className);
    for (const one of isGallery ? [figure, ...figure.querySelectorAll("*")] : []) {
      one.className = one.className.replace(/(^|\s)((wp-block-|blocks-)?gallery\S*|wp-block-gallery)/g, "");
    }
    figure.className = figure.className.replace("wp-block-pullquote", "");
    checkPlain(figure);
    const all = contentOf(figure) as Element[];
    const isCaption = all.length > 1 && all.at(-1)!.matches("figcaption,p.wp-caption-text,span.wp-caption-text");
    const caption = isCaption ? this.#caption(all.pop()!) : undefined;
    const waiting = this.targets.ids.length;
    const { blocks } = this.#nested(all, undefined, isGallery);
    if (this.targets.ids.length > waiting) notPlain();
    const [first, other] = blocks;
    const isOne = /^(image|embed|table|gallery)$/.test(first?.type as string) && !(caption && first!.caption);
    if (isGallery && other) {
      const items = blocks.map((one) => (one.type === "image" && !one.id ? { ...one, ...NO_ITEM } : notPlain()));
      return this.#emit({ type: "gallery", items, size: sizeOf(figure), caption });
    }
    if (other || (isPull ? first?.type !== "quote" || caption : !isOne)) notPlain();
    const { size = sizeOf(figure), ...block } = first!;
    this.#emit(isPull ? { ...first, pull: true } : { ...block, size, caption: caption ?? block.caption });
  }

  /** Reads a caption. */
  #caption(element: Element): Span[] {
    const targets = new Targets();
    targets.add(element);
    const lines = this.#linesOf(element, targets);
    // A `cite` in a figure is a credit.
    const isOdd = element.querySelector("cite") || element.textContent.length > MAX_CAPTION;
    if (isOdd || targets.ids.length) notPlain();
    this.targets.count += targets.count;
    return joined(lines);
  }

  /** Reads an element that has text alone. */
  #linesOf(element: Element, targets?: Targets): TextLine[] {
    checkPlain(element);
    const line = new Line(this.#base, targets);
    for (const node of element.childNodes) line.add(node, this.#context.marks, this.#context.link);
    line.flush();
    return line.lines;
  }

  /** Adds buttons: each becomes a link. */
  #buttons(element: Element): void {
    const all = contentOf(element) as Element[];
    for (const one of [element, ...element.querySelectorAll("*")]) {
      one.className = one.className.replace(/\S*button\S*/g, "");
    }
    checkPlain(element);
    const items = all.map((button) => {
      const isOne = button.localName === "div" && !button.querySelector("a~a,a a");
      const { blocks: [block, other] } = isOne ? this.#nested([button]) : notPlain();
      const [first, ...more] = (block?.text ?? []) as Span[];
      const isLink = first?.href && block!.type === "paragraph" && !other && !block!.id
        && [first, ...more].every((span) => span.href === first.href && isVisible(span));
      if (!isLink) notPlain();
      return { text: [first, ...more].map((span) => ({ ...span, href: undefined })), url: first.href };
    });
    this.#emit(items.length ? { type: "links", items } : notPlain());
  }

  #list(element: Element): void {
    const ordered = element.localName === "ol";
    const start = element.getAttribute("start");
    if (start !== null && !(ordered && /^\d{1,6}$/.test(start))) notPlain();
    const items: Fields[] = [];
    const parts = (contentOf(element) as Element[]).filter((part) => part.nodeType === 3 || !isLeftOut(part));
    for (const part of parts) {
      const last = items.at(-1);
      if (last && /^[uo]l$/.test(part.localName)) {
        last.body = [...(last.body as Fields[] | undefined) ?? [], ...this.#nested([part]).blocks];
        continue;
      }
      if (part.localName !== "li") notPlain();
      checkPlain(part, true);
      const { text, body } = this.#nested(part.childNodes, part);
      const own = new Targets();
      own.add(part);
      this.targets.count += own.count;
      const [id] = own.ids;
      if (text ?? body.length) items.push({ text, id, ...(body.length && { body }) });
      // It has a number, or what follows belongs to it.
      else if (ordered || id || parts.some(({ localName }) => localName !== "li")) notPlain();
    }
    const marker = markerOf(element, parts.filter(({ localName }) => localName === "li"));
    if (items.length) this.#emit({ type: "list", ordered, ...(start && { start: Number(start) }), marker, items });
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
    const block = readTable(table, (nodes) => this.#nested(nodes));
    if (this.targets.count > count) notPlain();
    this.#emit(block);
  }

  #quote(element: Element): void {
    const last = contentOf(element).at(-1) as Element | undefined;
    const isBy = last !== element.firstChild && last?.nodeType === 1
      && (/^(cite|footer)$/.test(last.localName) || SOURCE.test(last.className));
    const nodes = [...element.childNodes].filter((node) => !isBy || node !== last);
    const { blocks, text, body } = this.#nested(nodes);
    if (!blocks.length) notPlain();
    let attribution;
    if (isBy) {
      const [line, other] = this.#linesOf(last!);
      attribution = other ? notPlain() : line?.text;
    }
    const cite = element.getAttribute("cite");
    const url = cite?.trim() ? unseen(() => absolute(cite, this.#base)) : undefined;
    const isText = text && !body.length;
    this.#emit({ type: "quote", url, ...(isText ? { text } : { body: blocks }), ...(attribution && { attribution }) });
  }

  /**
   * Converts the content of an item or a quote; `item` passes its marks, language and direction on. In a gallery, lists
   * only arrange pictures.
   */
  #nested(nodes: Iterable<Node>, item?: Element, inGallery?: boolean): Nested {
    if (this.#depth > MAX_DEPTH) notPlain();
    const { marks, link } = this.#context;
    const inner = item
      ? { marks: marksOf(item, marks), scope: scopeOf(item), isCenter: isCentered(item) }
      : { marks, scope: {} };
    const context = { ...inner, link, inGallery: inGallery ?? this.#context.inGallery };
    const reader = new Reader([], this.#base, this.#depth + 1, context);
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
