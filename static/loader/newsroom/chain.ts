/**
 * The articles that are rendered one below the other, from the site's own element on. The address and the title of the
 * page follow the one in view. Those far away are folded to their height.
 */

import { make } from "../dom.ts";
import { within } from "../scheduling.ts";
import type { Services } from "./context.ts";

/** Number of articles on each side of the one in view that are not folded. */
const KEPT = 2;
/** The article in view crosses the middle of the window. */
const MIDDLE = "-50% 0px -50% 0px";
/** A folded article is rendered again within two screens. */
const NEAR = "200% 0px";
/** Distance from the window, in screens, from which on an article is folded. */
const FAR = 3;
/** Parts of an article that would be lost if it were folded: the player and what a person has typed. */
const PLAYER = "[data-place=player]>*";
const FIELDS = "input,textarea";

/** Returns whether an article is far from the window and nothing of it is in use. */
function canFold(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  if (bottom > -FAR * innerHeight && top < (FAR + 1) * innerHeight) return false;
  const root = element.shadowRoot!;
  const fields = [...root.querySelectorAll<HTMLInputElement>(FIELDS)];
  const isTyped = fields.some(({ value, defaultValue }) => value !== defaultValue);
  return !isTyped && !root.querySelector(PLAYER) && !element.matches(":focus-within");
}

/** Returns the address of a page without the fragment. */
const pageOf = ({ origin, pathname, search }: URL | Location) => origin + pathname + search;

interface Link {
  element: HTMLElement;
  /** Takes the element's place while it is folded. */
  fold: HTMLElement | undefined;
  /** Whether the element has been folded and the article is not on screen again yet. */
  isReturning?: boolean;
  headline: string | undefined;
  url: string | null;
}

/** The articles that follow the one of the site's own element, `head`. */
export class Chain {
  readonly head: HTMLElement;
  /** Names of the articles that were read. */
  readonly read = new Set<string>();
  #links: Link[];
  /** Title and address of the page before any article followed. */
  #title = document.title;
  #address = location.href;
  #current: Link;
  #services: Services;
  #gone = new AbortController();
  #middle = new IntersectionObserver((entries) => {
    const found = entries.filter(({ isIntersecting }) => isIntersecting).at(-1);
    const link = found && this.#links.find(({ element }) => element === found.target);
    if (link) this.#show(link);
  }, { rootMargin: MIDDLE });
  #near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.#unfold(target);
  }, within(NEAR));

  constructor(head: HTMLElement, services: Services) {
    this.head = head;
    this.#services = services;
    this.#current = { element: head, fold: undefined, headline: undefined, url: null };
    this.#links = [this.#current];
    const { signal } = this.#gone;
    const { scrollRestoration } = history;
    // The page at the address of a later article begins with that article: the position in this page is not one of it.
    addEventListener("pagehide", () => {
      if (this.#current.element !== head) history.scrollRestoration = "manual";
    }, { signal });
    addEventListener("pageshow", () => (history.scrollRestoration = scrollRestoration), { signal });
    for (const [type, isPrinted] of [["beforeprint", true], ["afterprint", false]] as const) {
      addEventListener(type, () => {
        for (const { fold } of this.#links) if (fold) fold.style.display = isPrinted ? "none" : "";
      }, { signal });
    }
  }

  /** Number of articles that follow the first. */
  get length(): number {
    return this.#links.length - 1;
  }

  /** Returns whether an article follows that of an element; `true` for elements that are not in the chain. */
  hasFollower(element: Element): boolean {
    const index = this.#links.findIndex((link) => link.element === element);
    return index < 0 || index < this.#links.length - 1;
  }

  /** Notes what an element shows now. */
  noteLoaded(element: HTMLElement, headline: string, url: string | null): void {
    const link = this.#links.find((link) => link.element === element);
    if (!link) return;
    Object.assign(link, { headline, url });
    if (link.isReturning) this.#release(link);
    if (link === this.#current && this.length) this.#follow();
    // With its text, an article may have moved others away.
    this.#foldFar();
  }

  /** Adds the element of the article that follows `after`. */
  add(after: HTMLElement, element: HTMLElement): void {
    const index = this.#links.findIndex((link) => link.element === after);
    this.#links.splice(index + 1, 0, { element, fold: undefined, headline: undefined, url: null });
    this.#middle.observe(after);
    this.#middle.observe(element);
    // An article that is rendered again after it was folded is not viewed again.
    element.addEventListener("baca-view", ({ target }) => {
      if (target === element) this.#services.seenBefore.add(element);
    });
  }

  /** Removes the articles that follow the first. */
  end(): void {
    this.#gone.abort();
    this.#middle.disconnect();
    this.#near.disconnect();
    for (const { element, fold } of this.#links.slice(1)) {
      element.remove();
      fold?.remove();
    }
    this.#links.length = 1;
  }

  #show(link: Link): void {
    if (link === this.#current) return;
    this.#current = link;
    this.#follow();
    this.#foldFar();
  }

  #foldFar(): void {
    const at = this.#links.indexOf(this.#current);
    // The first element is the site's own and stays.
    for (const [index, other] of this.#links.entries()) {
      if (index && Math.abs(index - at) > KEPT && !other.fold && canFold(other.element)) this.#fold(other);
    }
  }

  /** Sets the title and the address of the page to those of the article in view. */
  #follow(): void {
    const { headline, url, element } = this.#current;
    const first = this.#links[0]!.headline ?? "";
    // What surrounds the headline in the title, such as the name of the site, stays.
    const template = first && this.#title.includes(first) ? this.#title : first;
    if (element === this.head) document.title = this.#title;
    else if (headline) document.title = template ? template.replace(first, () => headline) : headline;
    const address = new URL((element === this.head ? this.#address : url) ?? location.href, document.baseURI);
    // Of another origin, a page cannot have the address. A link to a part of the article has changed the fragment.
    if (address.origin !== location.origin || pageOf(address) === pageOf(location)) return;
    history.replaceState(history.state, "", address);
  }

  #fold(link: Link): void {
    const { element } = link;
    const { height } = element.getBoundingClientRect();
    link.fold = make("div", { "aria-hidden": "true", "data-baca": "" });
    link.fold.style.blockSize = `${height}px`;
    link.fold.style.margin = getComputedStyle(element).margin;
    element.replaceWith(link.fold);
    this.#near.observe(link.fold);
  }

  #unfold(fold: Element): void {
    const link = this.#links.find((link) => link.fold === fold);
    this.#near.unobserve(fold);
    if (!link) return;
    link.element.style.minBlockSize = `${fold.getBoundingClientRect().height}px`;
    fold.replaceWith(link.element);
    link.fold = undefined;
    link.isReturning = true;
  }

  /** Gives an article that is on screen again its own height. What is below stays where it is. */
  #release(link: Link): void {
    const { element } = link;
    const { bottom, height } = element.getBoundingClientRect();
    element.style.minBlockSize = "";
    link.isReturning = false;
    // Browsers with scroll anchoring do this by themselves.
    const isAnchored = CSS.supports("overflow-anchor", "auto");
    if (bottom <= 0 && !isAnchored) this.#services.scrollBoxBy(element, element.offsetHeight - height);
  }
}
