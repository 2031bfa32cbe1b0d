/** Builds the text of a block as `crates/convert/src/html/block_builder.rs` and `inline.rs` do. */

import { type Fields, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import { checkPlain, marksOf } from "./elements.ts";

/** A piece of text with its marks and its link. Links can point at its id. */
export interface Span extends Fields {
  text?: string;
  break?: true;
  href?: string;
  title?: string;
  id?: string | undefined;
}

/** A line of text, with the id of the block that it becomes. */
export interface TextLine {
  text: Span[];
  id?: string | undefined;
}

/** Returns a span that is only the target of links. */
export const anchor = (id: string): Span => ({ text: "", id });

/** The marks with the elements that have them; "none" for inline elements without a mark. */
const ELEMENTS = "bold b strong,italic i em cite,underline u ins,strike s strike del,code code kbd,sub sub,sup sup,"
  + "mark mark,small small,none span a abbr time br";
const MARK_OF = new Map(ELEMENTS.split(",").flatMap((line) => {
  const [mark, ...names] = line.split(" ");
  return names.map((name) => [name, mark!] as const);
}));

/** Elements that are left out with their content. */
export const DROPPED = /^(script|noembed|link|meta|base|title|template|svg)$/;

/** Returns whether links can point at an element. */
export const isTarget = (element: Element): boolean => element.matches("[data-baca-id],a[data-baca-name]");

/** Collects the ids of elements that wait for the next text or block, and counts them. */
export class Targets {
  ids: string[] = [];
  count = 0;

  /** Adds the id of an element, or the name of a link. One that has both counts as none. */
  add(element: Element): void {
    const own = element.getAttribute("data-baca-id") ?? "";
    const name = (element.localName === "a" && element.getAttribute("data-baca-name")) || "";
    const [, id] = /^\s*(\S{1,85})\s*$/.exec(own && name ? "" : own + name) ?? [];
    if (!id) return;
    this.ids.push(id);
    this.count += 1;
  }

  /** Removes the ids and returns them. */
  take(): string[] {
    return this.ids.splice(0);
  }
}

/** Notes that an element is left out: the converter reports the text and the pictures in it. */
export function noteDropped(element: Element): void {
  if (!/^(script|noembed|link|meta)$/.test(element.localName)) certainty.isExact = false;
}

/** Returns whether a node belongs to a line of text. */
export const isInline = (node: Node): boolean => node.nodeType === 3 || MARK_OF.has((node as Element).localName);

/** Text that may be a shortcode even if nothing ends it: with an end, attributes or a name of two parts. */
const SHORTCODE = /\[\/|\[[a-z][a-z\d]*([-_]|[^\][]*(=|http))/i;

/** Whether there is the end of a shortcode, for each document: its text is long. */
const shortcodeEnds = new WeakMap<Document, boolean>();

/** Returns whether a document has the end of a shortcode. */
function hasShortcodeEnd(page: Document): boolean {
  const hasEnd = shortcodeEnds.get(page) ?? page.documentElement.textContent.includes("[/");
  shortcodeEnds.set(page, hasEnd);
  return hasEnd;
}

/** Matches characters that are invisible by themselves (`span.rs`). */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u0085]*$/u;

const isVisible = ({ text }: Span) => !INVISIBLE.test(text ?? "");

/** Collects the inline content of a block as spans, in one or more lines. */
export class Line {
  /** Finished lines: each becomes a block. */
  lines: TextLine[] = [];
  #spans: Span[] = [];
  /** What the last span inherits; text with the same can be appended to it. */
  #last = "";
  /** The link or abbreviation around the last span. */
  #lastLink: Element | undefined;
  #hasText = false;
  #base: string;
  /** Whether the line ends with a date, which the converter separates from a word after it. */
  #hasDate = false;
  #check: typeof checkPlain;
  #targets: Targets | undefined;
  /** Ids of elements at the start of the line. */
  #ids: string[] = [];

  /** `targets` takes ids in the line; without it, they are not read. `check` decides which elements are plain. */
  constructor(base: string, targets?: Targets, check = checkPlain) {
    this.#base = base;
    this.#targets = targets;
    this.#check = check;
  }

  /**
   * Adds a text node or an inline element with the marks of its ancestors, the innermost link or abbreviation among
   * which is `link`. Throws if the converter might do something else with it.
   */
  add(node: Node, marks: Fields = {}, link?: Element): void {
    if (node.nodeType === 3) {
      const { data } = node as Text;
      if (/\[[a-z]/i.test(data) && hasShortcodeEnd(node.ownerDocument!)) notPlain();
      return this.#text(data, marks, link);
    }
    if (node.nodeType === 8) return;
    const element = node as Element;
    const { localName } = element;
    if (localName !== "script" && DROPPED.test(localName)) return noteDropped(element);
    const mark = MARK_OF.get(localName) ?? notPlain();
    const isDate = localName === "time";
    // What is beside a date or a link may be separated from it by a space.
    const isApart = isDate ? this.#hasText : localName === "small" || /date/i.test(element.className);
    if (isApart && (isDate || this.#spans.at(-1)?.href)) notPlain();
    this.#check(element, true, isDate ? /^(datetime|pubdate)$/ : undefined);
    const own = marksOf(element, marks, mark === "none" ? {} : { [mark]: true });
    if (isTarget(element)) {
      if (this.#targets) this.#targets.add(element);
      else if (element.firstChild) notPlain();
      else certainty.isExact = false;
    }
    if (localName === "br") return this.#break();
    const href = localName === "a" && this.#hrefOf(element.getAttribute("href")?.trim());
    const title = /^(a|abbr)$/.test(localName) && element.getAttribute("title")?.trim();
    const inner = { ...own, ...(href && { href }), ...(title && { title }) };
    for (const child of element.childNodes) this.add(child, inner, href || title ? element : link);
    this.#hasDate ||= isDate;
  }

  /** Returns whether the line has no text or ends with a line break, or, with `orSentence`, with a sentence. */
  isAtEnd(orSentence: boolean): boolean {
    const spans = this.#spans;
    const text = spans.map((span) => span.text ?? "").join("").trimEnd();
    return !spans.some(isVisible) || !!spans.at(-1)!.break || (orSentence && /[.!?:…。！？”»]$/.test(text));
  }

  /** Ends the line. */
  flush(): void {
    const spans = this.#spans;
    const [before, waiting] = [this.#ids, this.#targets?.take() ?? []];
    this.#spans = [];
    this.#ids = [];
    this.#hasText = this.#hasDate = false;
    if (!spans.some(isVisible)) {
      // They are those of what follows.
      this.#targets?.ids.push(...before, ...spans.flatMap(({ id }) => id ?? []), ...waiting);
      return;
    }
    for (let last = spans.at(-1); last; last = spans.at(-1)) {
      const isBare = !last.href && !last.title && !last.id;
      if (!last.break) last.text = isBare && INVISIBLE.test(last.text!) ? "" : last.text!.replace(/ +$/, "");
      if (last.text || last.id) break;
      spans.pop();
    }
    const [id, ...others] = before;
    this.lines.push({ text: [...others.map(anchor), ...spans, ...waiting.map(anchor)], id });
  }

  /** Returns the address of a link. Throws where the converter leaves it out or adds a space before it. */
  #hrefOf(href?: string): string | undefined {
    if (!href || href === "#") return undefined;
    const before = this.#spans.at(-1);
    if (!isUrl(href, LINKS) || (before?.href && /[\p{L}\p{N}]$/u.test(before.text!))) notPlain();
    return href.startsWith("#") ? href : new URL(href, this.#base).href;
  }

  #text(data: string, marks: Fields, link?: Element): void {
    // Shortcodes, markup as text, characters of icon fonts.
    if (SHORTCODE.test(data) || /data-baca-|noembed|[\ue000-\uf8ff]/i.test(data)) notPlain();
    if (data && this.#hasDate && !/^\s/.test(data)) notPlain();
    this.#hasDate = false;
    let text = data.replace(/[ \t\n\f\r]+/g, " ");
    if (!this.#hasText) text = text.replace(/^ /, "");
    if (!text) return;
    this.#hasText = !text.endsWith(" ");
    const key = Object.keys(marks).filter((mark) => marks[mark]).sort().join();
    const last = this.#spans.at(-1);
    const ids = this.#targets?.take() ?? [];
    if (!last) this.#ids.push(...ids.splice(0));
    if (!ids.length && last?.text && this.#last === key && this.#lastLink === link) last.text += text;
    else {
      const id = ids.pop();
      this.#spans.push(...ids.map(anchor), { text, ...marks, id });
    }
    this.#last = key;
    this.#lastLink = link;
  }

  #break(): void {
    const last = this.#spans.at(-1);
    if (last?.break) return this.flush();
    if (!last || last.break) return;
    last.text = last.text!.replace(/ +$/, "");
    this.#spans.push({ break: true });
    this.#hasText = false;
  }
}
