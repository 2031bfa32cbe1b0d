/** The elements of a live article's body, by the keys of their blocks. */

import { localeOf } from "../dates.ts";
import { BLOCKS, make } from "../dom.ts";

/** Maximum number of blocks in a section that grows. */
const SECTION_BLOCKS = 50;
/** Age up to which times are relative, in milliseconds. */
const RELATIVE_MS = 24 * 3_600_000;

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];

/**
 * Returns how long ago a time was, in words; `undefined` for the future, for times that are long past, and where the
 * browser has no words.
 */
export function ago(lang: string, time: number, now: number): string | undefined {
  const age = now - time;
  if (!(age >= 0 && age < RELATIVE_MS)) return;
  const [unit, length] = UNITS.find(([, length]) => age >= length) ?? UNITS[2]!;
  const count = unit === "second" ? 0 : Math.floor(age / length);
  try {
    return formatterOf(lang).format(-count, unit);
  } catch {
    // The time is shown instead.
  }
}

const formatters = new Map<string, Intl.RelativeTimeFormat>();

/** Returns the formatter of a language. To create one takes longer than to format all times of an article. */
function formatterOf(lang: string): Intl.RelativeTimeFormat {
  const formatter = formatters.get(lang) ?? new Intl.RelativeTimeFormat(localeOf(lang), { numeric: "auto" });
  formatters.set(lang, formatter);
  return formatter;
}

/** Returns the text and the images of a block, and whether it is a key update, without the time of an update. */
function contentOf(element: Element): string {
  const parts = element.querySelector(":scope > .when") ? [...element.children] : [element];
  const texts = parts.filter((part) => !part.matches(".when")).map(({ textContent }) => textContent);
  const images = [...element.querySelectorAll("img")].map(({ src }) => src);
  return [element.hasAttribute("data-key"), ...texts, ...images].join("\n");
}

/** Marks an update as changed. */
export const mark = (element: Element, text: string): void =>
  element.querySelector(":scope > .when")?.append(make("em", { class: "live-changed" }, text));

const isBlock = (element: Element) => !element.matches(".place");

/** The body of a live article, with its elements by the keys of their blocks. */
export class LiveBody {
  readonly element: HTMLElement;
  #elements: Map<string, Element>;

  /** Returns the body whose blocks have these keys; `undefined` if its elements are not those of the blocks. */
  static of(element: HTMLElement, keys: string[]): LiveBody | undefined {
    const elements = [...element.querySelectorAll(BLOCKS)];
    if (elements.length !== keys.length) return;
    return new LiveBody(element, new Map(keys.map((key, index) => [key, elements[index]!])));
  }

  private constructor(element: HTMLElement, elements: Map<string, Element>) {
    this.element = element;
    this.#elements = elements;
  }

  /** Whether the elements are still in the page: in another interface language the article is rendered again. */
  get isIntact(): boolean {
    return [...this.#elements.values()].every((element) => this.element.contains(element));
  }

  /**
   * Shows the blocks with these keys, in this order; `fresh` has the new elements of added and changed blocks. Returns
   * a function that gives the element that is now where another one was.
   */
  show(keys: string[], fresh: Map<string, Element>): (element: Element) => Element | undefined {
    const keyOf = new Map([...this.#elements].map(([key, element]) => [element, key]));
    const order = [...this.#elements.keys()];
    const wanted = new Set(keys);
    const before = this.#elements;
    const after = new Map(keys.map((key) => [key, fresh.get(key) ?? before.get(key)!]));
    for (const [key, element] of before) {
      if (!wanted.has(key)) element.remove();
      else if (fresh.has(key)) element.replaceWith(fresh.get(key)!);
    }
    // From the end, so that each block goes before its successor.
    let next: Element | null = null;
    for (const [, element] of [...after].reverse()) {
      if (!this.#isBefore(element, next)) this.#insert(element, next);
      next = element;
    }
    this.#elements = after;
    return (element) => {
      const key = keyOf.get(element);
      if (key !== undefined && after.has(key)) return after.get(key);
      // The block that was read is gone: the next one that is left.
      const index = key === undefined ? -1 : order.indexOf(key);
      return order.slice(index + 1).map((later) => after.get(later)).find(Boolean);
    };
  }

  /** Returns whether an element is in the body, right before `next` or at the end. */
  #isBefore(element: Element, next: Element | null): boolean {
    if (!element.isConnected) return false;
    let sibling = element.nextElementSibling;
    while (sibling && !isBlock(sibling)) sibling = sibling.nextElementSibling;
    let section = element.parentElement!.nextElementSibling;
    while (!sibling && section) {
      sibling = section.matches(".section") ? [...section.children].find(isBlock) ?? null : null;
      section = section.nextElementSibling;
    }
    return sibling === next;
  }

  #insert(element: Element, next: Element | null): void {
    const sections = this.element.querySelectorAll<HTMLElement>(":scope > .section");
    const last = sections[sections.length - 1];
    if (!next) {
      last?.append(element);
      return;
    }
    const section = next.parentElement!;
    const isFull = section.children.length >= SECTION_BLOCKS && section.firstElementChild === next;
    if (!isFull) {
      next.before(element);
      return;
    }
    section.classList.add("long", "l6");
    section.before(make("div", { class: "section" }, element));
  }

  /** Returns whether a new element of a block looks like the one that is shown: the same text and images. */
  looksLike(key: string, element: Element): boolean {
    const shown = this.#elements.get(key);
    return Boolean(shown) && contentOf(shown!) === contentOf(element);
  }

  /** Makes the times of updates with an id links to them. */
  addAddresses(blocks: unknown[]): void {
    const elements = [...this.#elements.values()];
    for (const [index, block] of blocks.entries()) {
      const { id } = block as { id?: unknown };
      const time = elements[index]?.querySelector(":scope > .when > time");
      if (typeof id !== "string" || !time) continue;
      const link = make("a", { href: `#${id}` });
      time.replaceWith(link);
      link.append(time);
    }
  }

  /** Writes the times of updates anew: how long ago they were. */
  refreshTimes(now = Date.now()): void {
    const lang = this.element.closest<HTMLElement>("[lang]")?.lang || "en";
    const article = this.element.parentElement!;
    for (const time of article.querySelectorAll<HTMLTimeElement>(".when time,.key-updates time")) {
      time.title ||= time.textContent;
      const text = ago(lang, Date.parse(time.dateTime), now) ?? time.title;
      if (time.textContent !== text) time.textContent = text;
    }
  }
}
