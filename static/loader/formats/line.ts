/** Builds the text of a block as `crates/convert/src/html/block_builder.rs` and `inline.rs` do. */

import { type Fields, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import { checkPlain } from "./elements.ts";

/** A piece of text with its marks and its link. */
export interface Span extends Fields {
  text?: string;
  break?: true;
  href?: string;
  title?: string;
}

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

/** Notes that an element is left out: the converter reports the text and the pictures in it. */
export function noteDropped(element: Element): void {
  if (!/^(script|noembed|link|meta)$/.test(element.localName)) certainty.isExact = false;
}

/** Returns whether an element belongs to a line of text. */
export const isInline = (node: Node): boolean => node.nodeType === 3 || MARK_OF.has((node as Element).localName);

/** Matches characters that are invisible by themselves (`span.rs`). */
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u0085]*$/u;

const isVisible = ({ text }: Span) => !INVISIBLE.test(text ?? "");

/** Collects the inline content of a block as spans, in one or more lines. */
export class Line {
  /** Finished lines: each becomes a block. */
  lines: Span[][] = [];
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

  /** `check` decides which elements are plain. */
  constructor(base: string, check = checkPlain) {
    this.#base = base;
    this.#check = check;
  }

  /**
   * Adds a text node or an inline element with the marks of its ancestors, the innermost link or abbreviation among
   * which is `link`. Throws if the converter might do something else with it.
   */
  add(node: Node, marks: Fields = {}, link?: Element): void {
    if (node.nodeType === 3) return this.#text((node as Text).data, marks, link);
    if (node.nodeType === 8) return;
    const element = node as Element;
    const { localName } = element;
    if (localName !== "script" && DROPPED.test(localName)) return noteDropped(element);
    const mark = MARK_OF.get(localName) ?? notPlain();
    const isDate = localName === "time";
    // What is beside a date or a link may be separated from it by a space.
    const isApart = isDate ? this.#hasText : localName === "small" || /date/i.test(element.className);
    if (isApart && (isDate || this.#spans.at(-1)?.href)) notPlain();
    const own = mark === "none" ? marks : { ...marks, [mark]: true };
    this.#check(element, own, isDate ? /^(datetime|pubdate)$/ : undefined);
    // A target of links; with text in it, it would be a span of its own.
    if (element.hasAttribute("data-baca-id") && element.firstChild) notPlain();
    if (localName === "br") return this.#break();
    if (isTarget(element)) certainty.isExact = false;
    const href = localName === "a" && this.#hrefOf(element.getAttribute("href")?.trim());
    const title = /^(a|abbr)$/.test(localName) && element.getAttribute("title")?.trim();
    const inner = { ...own, ...(href && { href }), ...(title && { title }) };
    for (const child of element.childNodes) this.add(child, inner, href || title ? element : link);
    this.#hasDate ||= isDate;
  }

  /** Ends the line. */
  flush(): void {
    const spans = this.#spans;
    this.#spans = [];
    this.#hasText = this.#hasDate = false;
    if (!spans.some(isVisible)) return;
    for (let last = spans.at(-1); last; last = spans.at(-1)) {
      const isBare = !last.href && !last.title;
      if (!last.break) last.text = isBare && INVISIBLE.test(last.text!) ? "" : last.text!.replace(/ +$/, "");
      if (last.text) break;
      spans.pop();
    }
    this.lines.push(spans);
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
    if (/\[\/?[a-z]|data-baca-|noembed|[\ue000-\uf8ff]/i.test(data)) notPlain();
    if (data && this.#hasDate && !/^\s/.test(data)) notPlain();
    this.#hasDate = false;
    let text = data.replace(/[ \t\n\f\r]+/g, " ");
    if (!this.#hasText) text = text.replace(/^ /, "");
    if (!text) return;
    this.#hasText = !text.endsWith(" ");
    const key = JSON.stringify(marks);
    const last = this.#spans.at(-1);
    if (last?.text && this.#last === key && this.#lastLink === link) last.text += text;
    else this.#spans.push({ text, ...marks });
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
