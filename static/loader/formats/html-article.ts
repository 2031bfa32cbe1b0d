/**
 * Reads the header of an article of HTML, as `crates/convert/src/formats/html_article.rs` does, and removes it from the
 * inert element: what stays there is the body.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import type { Span } from "./line.ts";
import { lineIn } from "./markup.ts";
import { plainText } from "./texts.ts";
import { nameOf } from "./people.ts";
import { absolute, dateOf } from "./values.ts";

/** Selects elements that are articles by name, role or type. */
const ARTICLES = "article,[role=article],[itemtype$=Article],[itemtype$=BlogPosting]";
const KICKERS = ".kicker,.eyebrow,.overline,.rubric,.section-label";
const DEKS = ".dek,.standfirst,.subtitle,.subheadline,.p-summary,.lede";
const AUTHORS = "[rel=author],[itemprop=author],.author,.byline,.p-author,.h-card";
/** Selects elements whose text does not count. */
const WITHOUT_TEXT = "script,noembed,noscript,svg,title,textarea,template,select,noframes,applet,[hidden]";
/** Maximum bytes of text before the headline and before the header. */
const MAX_TEXT_BEFORE = 500;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Lists the elements that match and are in no other that matches. */
function outermost(page: Element, selector: string): Element[] {
  return [...page.querySelectorAll(selector)].filter((element) => {
    const outer = element.parentElement!.closest(selector);
    return !outer || outer === page || !page.contains(outer);
  });
}

/** Returns the bytes of the text of an element that counts. */
function length(element: Element): number {
  const others = outermost(element, WITHOUT_TEXT).map((one) => bytesOf(one.textContent));
  return others.reduce((all, one) => all - one, bytesOf(element.textContent));
}

/**
 * Returns the article of a page, or else its `main` if the page `isDeclared` to be an article. Throws if several
 * elements may be the article.
 */
export function mainOf(page: Element, isDeclared: boolean): Element | undefined {
  const articles = outermost(page, ARTICLES);
  if (articles.length < 2) {
    if (articles[0] || !isDeclared) return articles[0];
    const [main, ...others] = outermost(page, "main,[role=main]");
    return others.length ? notPlain() : main;
  }
  const lengths = articles.map(length);
  const [most = 0, second = 0] = [...lengths].sort((a, b) => b - a);
  const all = lengths.reduce((sum, one) => sum + one, 0);
  return most > 0.6 * all && most > 1.2 * second ? articles[lengths.indexOf(most)] : notPlain();
}

/** Returns the first element that matches; throws if the converter might leave it out. */
export function firstIn(root: Element, selector: string): Element | undefined {
  const found = root.querySelector(selector);
  return found?.closest(WITHOUT_TEXT) ? notPlain() : found ?? undefined;
}

/** Returns whether there is little text in `root` before an element. Throws if that is not certain. */
function isNear(root: Element, element: Element): boolean {
  const before = new Range();
  before.setStart(root, 0);
  before.setEndBefore(element);
  const text = before.toString();
  if (bytesOf(text) < MAX_TEXT_BEFORE) return true;
  // Scripts and white space count in a part only.
  return bytesOf(text.replace(/\s/g, "")) < MAX_TEXT_BEFORE || root.querySelector(WITHOUT_TEXT) ? notPlain() : false;
}

/** Returns the `h2` or `h3` that begins the text of `root`. */
function openingHeading(root: Element): Element | undefined {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode as Text;
    if (!data.trim() || parentElement!.closest(WITHOUT_TEXT)) continue;
    const heading = parentElement!.closest("h2,h3");
    if (!heading || !root.contains(heading)) return undefined;
    return firstIn(root, "h2,h3") === heading ? heading : notPlain();
  }
  return undefined;
}

/** Removes the headline from an article and returns it. */
export function takeHeadline(root: Element, base: string): Span[] | undefined {
  const title = firstIn(root, "h1");
  const found = title && isNear(root, title) ? title : openingHeading(root);
  found?.remove();
  return found && lineIn(found, base);
}

/** Removes kicker, dek, byline and dates from the header of an article and returns them. */
export function takeHeader(root: Element, base: string): Fields {
  const header = firstIn(root, "header");
  if (!header || !isNear(root, header)) return {};
  /** Removes the first element that matches and returns what `read` makes of it. */
  const take = <Result>(selector: string, read: (element: Element) => Result) => {
    const found = selector === AUTHORS
      ? [...header.querySelectorAll(selector)].find((one) => one.textContent.trim())
      : firstIn(header, selector);
    if (found?.closest(WITHOUT_TEXT)) notPlain();
    found?.remove();
    return found && read(found);
  };
  const fields: Fields = {
    kicker: take(KICKERS, (element) => kickerOf(element, base)),
    dek: take(DEKS, (element) => lineIn(element, base)),
    byline: take(AUTHORS, (element) => bylineOf(element, base)),
  };
  for (const time of header.querySelectorAll("time[datetime]")) {
    setDate(fields, time);
    time.remove();
  }
  return fields;
}

const linkOf = (element: Element | null, base: string) => {
  const href = element?.getAttribute("href");
  return href ? absolute(href, base) : undefined;
};

function kickerOf(element: Element, base: string): Fields {
  // The text is that of the element without marks.
  const spans = lineIn(element, base);
  const text = spans.map(({ text }) => text ?? notPlain()).join("").trim();
  return { text, url: linkOf(element.querySelector("a[href]") ?? element, base) };
}

/** Reads a byline: a link or an `itemprop` is a person; other elements are a line of text. */
function bylineOf(element: Element, base: string): unknown {
  if (element.localName !== "a" && !element.hasAttribute("itemprop")) return lineIn(element, base);
  return [{ name: nameOf(element.textContent, plainText), url: linkOf(element, base) }];
}

/** Sets the publication or modification date from a `time`, unless it is set already. */
export function setDate(fields: Fields, time: Element): void {
  const names = `${time.getAttribute("itemprop") ?? ""} ${time.className}`;
  fields[/modif|updat/i.test(names) ? "modified" : "published"] ??= dateOf(time.getAttribute("datetime"));
}
