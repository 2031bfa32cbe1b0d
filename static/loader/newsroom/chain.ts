/**
 * The articles that are drawn one below the other, from the site's own element on. The address and the title of the
 * page follow the one in view. Those far away are folded to their height.
 */

import { make } from "../dom.ts";
import { within } from "../scheduling.ts";

/** Number of articles on each side of the one in view that are not folded. */
const KEPT = 2;
/** The article in view crosses the middle of the window. */
const MIDDLE = "-50% 0px -50% 0px";
/** A folded article is drawn again within two screens. */
const NEAR = "200% 0px";

interface Link {
  element: HTMLElement;
  /** Takes the element's place while it is folded. */
  fold: HTMLElement | undefined;
  headline: string | undefined;
  url: string | null;
}

export class Chain {
  readonly head: HTMLElement;
  /** Names of the articles that were read. */
  readonly read = new Set<string>();
  #links: Link[];
  /** Title and address of the page before any article followed. */
  #title = document.title;
  #address = location.href;
  #current: Link;
  #middle = new IntersectionObserver((entries) => {
    const found = entries.filter(({ isIntersecting }) => isIntersecting).at(-1);
    const link = found && this.#links.find(({ element }) => element === found.target);
    if (link) this.#show(link);
  }, { rootMargin: MIDDLE });
  #near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.#unfold(target);
  }, within(NEAR));

  constructor(head: HTMLElement) {
    this.head = head;
    this.#current = { element: head, fold: undefined, headline: undefined, url: null };
    this.#links = [this.#current];
  }

  /** Number of articles that follow the first. */
  get length(): number {
    return this.#links.length - 1;
  }

  hasFollower(element: Element): boolean {
    const index = this.#links.findIndex((link) => link.element === element);
    return index < 0 || index < this.#links.length - 1;
  }

  noteLoaded(element: HTMLElement, headline: string, url: string | null): void {
    const link = this.#links.find((link) => link.element === element);
    if (!link) return;
    Object.assign(link, { headline, url });
    element.style.minBlockSize = "";
    if (link === this.#current && this.length) this.#follow();
  }

  add(after: HTMLElement, element: HTMLElement): void {
    const index = this.#links.findIndex((link) => link.element === after);
    this.#links.splice(index + 1, 0, { element, fold: undefined, headline: undefined, url: null });
    this.#middle.observe(after);
    this.#middle.observe(element);
  }

  /** Removes the articles that follow the first. */
  end(): void {
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
    const at = this.#links.indexOf(link);
    // The first element is the site's own and stays.
    for (const [index, other] of this.#links.entries()) {
      if (index && Math.abs(index - at) > KEPT && !other.fold) this.#fold(other);
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
    const address = element === this.head ? this.#address : url;
    // Of another origin, a page cannot have the address.
    if (!address || new URL(address, document.baseURI).origin !== location.origin) return;
    if (address !== location.href) history.replaceState(history.state, "", address);
  }

  #fold(link: Link): void {
    const { height } = link.element.getBoundingClientRect();
    link.fold = make("div", { "aria-hidden": "true" });
    link.fold.style.blockSize = `${height}px`;
    link.element.replaceWith(link.fold);
    this.#near.observe(link.fold);
  }

  #unfold(fold: Element): void {
    const link = this.#links.find((link) => link.fold === fold);
    this.#near.unobserve(fold);
    if (!link) return;
    link.element.style.minBlockSize = `${fold.getBoundingClientRect().height}px`;
    fold.replaceWith(link.element);
    link.fold = undefined;
  }
}
