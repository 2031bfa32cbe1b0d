/** Builds the text of a block as `crates/convert/src/html/block_builder.rs` and `inline.rs` do. */

import { type Fields, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { certainty, report } from "./certainty.ts";
import { checkPlain, isCredit, LEFT_OUT, marksOf, propertyOf, scopeOf } from "./elements.ts";
import { isTarget, type Targets } from "./targets.ts";

/** A piece of text with its marks and its link. Links can point at its id. */
export interface Span extends Fields {
  text?: string;
  break?: true;
  href?: string;
  title?: string;
  id?: string | undefined;
  /** Whether it is the credit of a picture. */
  credit?: true;
  /** Whether it is a place where a word may break. */
  wbr?: true;
}

/** A line of text, with the id of the block that it becomes, and the blocks that were found within it. */
export interface TextLine {
  text: Span[];
  id?: string | undefined;
  after?: Fields[];
}

/** Returns a span that is only the target of links. */
export const anchor = (id: string): Span => ({ text: "", id });

/** Joins lines to one, with line breaks between them; their ids become spans. */
export const joined = (lines: TextLine[]): Span[] => lines.flatMap(({ text, id }, index) =>
  [...(index ? [{ break: true } as const] : []), ...(id ? [anchor(id)] : []), ...text]);

/** The marks with the elements that have them; "none" for inline elements without a mark. */
const ELEMENTS = "bold b strong,italic i em cite dfn var,underline u ins,strike s strike del,code code kbd samp tt,"
  + "sub sub,sup sup,mark mark,small small,none span a abbr time br font big o:p nobr acronym";
const MARK_OF = new Map(ELEMENTS.split(",").flatMap((line) => {
  const [mark, ...names] = line.split(" ");
  return names.map((name) => [name, mark!] as const);
}));

/** Attributes of scripts that make no player of them, and values that do. */
const SCRIPT_ATTRIBUTES = /^(async|defer|charset|crossorigin|src|type|data-(baca-id|cfasync|ad-client))$/;
const PLAYERS = /template|jwpl|dwcdn|asciinema|gist\./;
/** Selects what has a text in a drawing. */
const LABELS = "text,title,desc,image,img,foreignObject,[aria-label]";

/** Returns whether an element is left out. The converter reports it if it has a text or pictures. */
export function isLeftOut(element: Element): boolean {
  const { localName, attributes } = element;
  if (!element.matches(LEFT_OUT)) return false;
  if (localName === "script") {
    const isPlain = [...attributes].every(({ name, value }) => SCRIPT_ATTRIBUTES.test(name) && !PLAYERS.test(value));
    if (!isPlain) notPlain();
  } else if (localName === "svg" ? element.matches("[aria-label]") || element.querySelector(LABELS)
    : !/^(noembed|link|meta)$/.test(localName)) certainty.isExact = false;
  return true;
}

/** Maximum length of all links and titles of spans. A long link around many spans must not grow without bounds. */
const MAX_REPEATED = 1e6;
/** Addresses that may not be used for links. */
const FORBIDDEN = /^(javascript|data|vbscript|file|about|blob|ftp):/i;

/** Text that may be a shortcode even if nothing ends it: with an end, attributes or a name of two parts. */
const SHORTCODE = /\[\/|\[[a-z](?:[a-z\d]*[-_]|[^\][]*(?:=|http))/i;

/** Whether there is the end of a shortcode, for each document: its text is long. */
const shortcodeEnds = new WeakMap<Document, boolean>();

/** Returns whether a document has the end of a shortcode. */
function hasShortcodeEnd(page: Document): boolean {
  const hasEnd = shortcodeEnds.get(page) ?? page.documentElement.textContent.includes("[/");
  shortcodeEnds.set(page, hasEnd);
  return hasEnd;
}

/** Matches characters that are invisible by themselves (`span.rs`). */
const INVISIBLE = /^(?:(?![\ufe00-\ufe0f])[\s\p{Default_Ignorable_Code_Point}\u0085])*$/u;

/** Returns whether a span shows something. */
export const isVisible = ({ text }: Span) => !INVISIBLE.test(text ?? "");

/** Returns whether a span has nothing but text and marks. */
export const isBare = ({ href, title, id, lang, dir }: Span): boolean => !href && !title && !id && !lang && !dir;

/** Removes white space and line breaks from the end of a text. */
export function trimEnd(spans: Span[]): void {
  for (let last = spans.at(-1); last; last = spans.at(-1)) {
    if (!last.break) last.text = isBare(last) && INVISIBLE.test(last.text!) ? "" : last.text!.replace(/ +$/, "");
    if (last.text || last.id) break;
    spans.pop();
  }
}

/** Takes an element that belongs to no line, with the marks of its ancestors. */
type Other = (element: Element, marks: Fields, link?: Element) => void;

/** Collects the inline content of a block as spans, in one or more lines. */
export class Line {
  /** Finished lines: each becomes a block. */
  lines: TextLine[] = [];
  /** Blocks that follow the line. */
  after: Fields[] = [];
  /** Whether the line becomes a heading, in which a second line break is left out. */
  isHeading = false;
  /** Whether it is preformatted: white space is kept. */
  isVerbatim = false;
  /** Whether it is in a figure, where it can have the credit of a picture. */
  inFigure = false;
  #spans: Span[] = [];
  /** What the last span inherits; text with the same can be appended to it. */
  #last = "";
  /** The element that sets link, title, language or direction of the last span. */
  #lastLink: Element | undefined;
  #hasText = false;
  #base: string;
  /** The gap that the page shows before what follows: 1 before a word that is not in lower case, 2 before any. */
  #gap = 0;
  #targets: Targets | undefined;
  #other: Other;
  /** Ids of elements at the start of the line. */
  #ids: string[] = [];

  /**
   * `targets` takes ids in the line; without it, they are not read. `other` gets the elements that belong to no line.
   */
  constructor(base: string, targets?: Targets, other: Other = notPlain) {
    this.#base = base;
    this.#targets = targets;
    this.#other = other;
  }

  /**
   * Adds a text node or an inline element with the marks of its ancestors, `link` being the innermost one that sets
   * more than marks. Throws if the converter might do something else with it.
   */
  add(node: Node, marks: Fields = {}, link?: Element): void {
    if (node.nodeType === 3) {
      const { data } = node as Text;
      if (this.isVerbatim) return this.#verbatim(data, marks, link);
      if (/\[[a-z]/i.test(data) && hasShortcodeEnd(node.ownerDocument!)) notPlain();
      return this.addText(data, marks, link);
    }
    const element = node as Element;
    if (node.nodeType === 8 || isLeftOut(element)) return;
    const { localName, className } = element;
    const mark = MARK_OF.get(localName);
    if (localName === "wbr") {
      if (this.#hasText) this.#spans.push({ text: "", wbr: true });
      return;
    }
    if (!mark) return this.#other(element, marks, link);
    checkPlain(element, true);
    const own: Fields = marksOf(element, marks, mark === "none" ? {} : { [mark]: true });
    if (this.inFigure && (localName === "cite" || isCredit(element))) own.credit = true;
    if (isTarget(element)) {
      if (this.#targets) this.#targets.add(element);
      else if (element.firstChild) notPlain();
      else certainty.isExact = false;
    }
    if (localName === "br") return this.isVerbatim ? this.#verbatim("\n", marks, link) : this.#break();
    const isAfterLink = this.#spans.at(-1)?.href;
    const isDate = localName === "time" || (isAfterLink && /date/i.test(className));
    if (isDate || (isAfterLink && localName === "small") || (this.#gap && element.firstChild)) this.#gap = 2;
    const isLine = propertyOf(element, "display") === "block";
    if (isLine && this.isVerbatim) notPlain();
    if (isLine) this.#endLine();
    const href = localName === "a" && this.#hrefOf(element.getAttribute("href")?.trim(), own, link);
    const title = /^(a|abbr|acronym|dfn)$/.test(localName) && element.getAttribute("title")?.trim();
    const more = scopeOf(element, { ...(href && { href }), ...(title && { title }) });
    const inner = { ...own, ...more };
    for (const child of element.childNodes) this.add(child, inner, Object.keys(more).length ? element : link);
    if (isLine) this.#endLine();
    else if (isDate) this.#gap ||= 1;
  }

  /** Adds a block that follows the line. */
  place(block: Fields): void {
    if (this.#targets?.ids.length) notPlain();
    this.after.push(block);
    this.#gap = 2;
  }

  /** Whether the line has no text. */
  get isEmpty(): boolean {
    return !this.#spans.some(isVisible);
  }

  /** Returns whether the line has no text or ends with a line break, or, with `orSentence`, with a sentence. */
  isAtEnd(orSentence: boolean): boolean {
    const spans = this.#spans;
    const last = spans.findLast((span) => span.text?.trim())?.text?.trimEnd() ?? "";
    return this.isEmpty || !!spans.at(-1)!.break || (orSentence && /[.!?:…。！？”»]$/.test(last));
  }

  /** Returns the preformatted text, without the first line end and white space at the end. */
  takeVerbatim(): Span[] {
    const spans = this.#spans;
    this.#spans = [];
    if (spans[0]) spans[0].text = spans[0].text!.replace(/^\n/, "");
    for (let last = spans.at(-1); last; last = spans.at(-1)) {
      last.text = /^[^]*[^ \t\n\f\r]/.exec(last.text!)?.[0] ?? "";
      if (last.text || !isBare(last)) break;
      spans.pop();
    }
    return spans.some(isVisible) ? spans : [];
  }

  /** Ends the line. */
  flush(): void {
    const spans = this.#spans;
    const [before, waiting] = [this.#ids, this.#targets?.take() ?? []];
    const after = this.after.splice(0);
    this.#spans = [];
    this.#ids = [];
    this.#hasText = false;
    this.#gap = 0;
    if (!spans.some(isVisible)) {
      // They are those of what follows.
      this.#targets?.ids.push(...before, ...spans.flatMap(({ id }) => id ?? []), ...waiting);
      return;
    }
    trimEnd(spans);
    const [id, ...others] = before;
    this.lines.push({ text: [...others.map(anchor), ...spans, ...waiting.map(anchor)], id, after });
  }

  /** Returns the address of a link, if it may be used. Links beside each other are separated. */
  #hrefOf(reference: string | undefined, marks: Fields, link?: Element): string | undefined {
    if (!reference || reference === "#") return undefined;
    const before = this.#spans.at(-1);
    if (/[\t\n\r]/.test(reference)) notPlain();
    if (!isUrl(reference, LINKS)) {
      if (!FORBIDDEN.test(reference)) notPlain();
      return report(certainty.path, "a URL that may not be used here");
    }
    const href = reference.startsWith("#") ? reference : new URL(reference, this.#base).href;
    const isBeside = before?.href && before.href !== href && /[\p{Alphabetic}\p{N}]$/u.test(before.text!);
    if (isBeside && before.text!.at(-1)! < "\u0e00") this.addText(" ", marks, link);
    return href;
  }

  /** Adds preformatted text. */
  #verbatim(data: string, marks: Fields, link?: Element): void {
    if (/data-baca-|noembed|[\ue000-\uf8ff]/i.test(data)) notPlain();
    this.#gap = 0;
    if (data) this.#push(data.replaceAll("\r\n", "\n"), marks, link);
  }

  /** Adds text, of which white space collapses. */
  addText(data: string, marks: Fields, link?: Element): void {
    // Shortcodes, markup as text, characters of icon fonts.
    if (SHORTCODE.test(data) || /data-baca-|noembed|[\ue000-\uf8ff]/i.test(data)) notPlain();
    let text = data.replace(/[ \t\n\f\r]+/g, " ");
    if (!this.#hasText) text = text.replace(/^ /, "");
    if (!text) return;
    const last = this.#spans.at(-1)?.text;
    const isApart = this.#gap > 1 ? /^[\p{Alphabetic}\p{N}([«“‘]/u : /^(?!\p{Lowercase})[\p{Alphabetic}\p{N}]/u;
    if (this.#gap && this.#hasText && /[\p{Alphabetic}\p{N}.!?)\]»”’"']$/u.test(last ?? "") && isApart.test(text)
      && (this.#gap > 1 || text < "\u0e00")) {
      // Without link, title, language and direction.
      this.#push(" ", Object.fromEntries(Object.entries(marks).filter(([, value]) => value === true)));
    }
    this.#gap = 0;
    this.#push(text, marks, link);
  }

  /** Adds text as it is. */
  #push(text: string, marks: Fields, link?: Element): void {
    this.#hasText = !text.endsWith(" ");
    const key = Object.keys(marks).filter((mark) => marks[mark]).sort().join();
    const last = this.#spans.at(-1);
    const ids = this.#targets?.take() ?? [];
    if (!last) this.#ids.push(...ids.splice(0));
    if (!ids.length && last?.text && this.#last === key && this.#lastLink === link) last.text += text;
    else {
      const id = ids.pop();
      for (const value of [marks.href, marks.title]) certainty.repeated += (value as string | undefined)?.length ?? 0;
      if (certainty.repeated > MAX_REPEATED) notPlain();
      this.#spans.push(...ids.map(anchor), { text, ...marks, id });
    }
    this.#last = key;
    this.#lastLink = link;
  }

  #break(): void {
    const last = this.#spans.at(-1);
    if (last?.break && !this.isHeading) return this.flush();
    if (!last || last.break) return;
    last.text = last.text!.replace(/ +$/, "");
    this.#spans.push({ break: true });
    this.#hasText = false;
  }

  /** Ends the line within a paragraph, unless it is empty or ended already. */
  #endLine(): void {
    if (!this.#spans.at(-1)?.break) this.#break();
  }
}
