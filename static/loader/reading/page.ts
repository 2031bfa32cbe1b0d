/** The mounted article as the aids to reading see it. */

import type { AidContext } from "../aids.ts";
import type { ArticleInfo } from "../bindings.ts";
import { make } from "../dom.ts";
import { pageUrl } from "../page.ts";
import { type Texts, textsOf } from "../texts.ts";

/** Least height of the toolbar, in CSS pixels. */
const TOOLBAR_HEIGHT = 52;

/** Creates a button; `label` is its accessible name and its tooltip. */
export function button(label: string, content: (Node | string)[], press: (event: Event) => void): HTMLButtonElement {
  const element = make("button", { type: "button", ...(label && { "aria-label": label, title: label }) }, ...content);
  element.addEventListener("click", press);
  return element;
}

/** Whether a node is where the article has its blocks: below the article, its body, or a section of the body. */
const isBlock = (node: Node): node is HTMLElement =>
  node instanceof HTMLElement && Boolean(node.parentElement?.matches("article, .body, .section"));

/** The rendered article that the aids work on, and what they share. */
export class ArticlePage {
  context: AidContext;
  host: HTMLElement;
  root: ShadowRoot;
  container: HTMLElement;
  article: HTMLElement;
  body: HTMLElement;
  signal: AbortSignal;
  texts: Texts;
  #relabelled: (() => void)[] = [];
  #wanted: { selector: string; add: (element: HTMLElement) => void }[] = [];

  constructor(context: AidContext) {
    const { host, container, signal } = context;
    this.context = context;
    this.host = host;
    this.root = host.shadowRoot!;
    this.container = container;
    this.article = container.querySelector("article")!;
    this.body = container.querySelector(".body")!;
    this.signal = signal;
    this.texts = textsOf(__BACA_READING_LOCALES__, "reading", context);
    // The language of the controls changes with the element's `lang`; then the toolbar is rendered again.
    const observer = new MutationObserver(() => this.relabel());
    observer.observe(container, { attributeFilter: ["lang"] });
    const toolbar = this.toolbar;
    if (toolbar) observer.observe(toolbar, { childList: true });
    // Live coverage adds blocks, and in another language of the controls the article is rendered again.
    const blocks = new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter(isBlock);
      if (!added.length) return;
      for (const block of added) for (const wanted of this.#wanted) this.#offer(block, wanted);
      this.relabel();
    });
    blocks.observe(this.article, { childList: true, subtree: true });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      blocks.disconnect();
    });
  }

  /**
   * Calls `add` with each element of the article that `selector` matches, and with each that the article gets later.
   */
  each<Target extends HTMLElement>(selector: string, add: (element: Target) => void): void {
    const wanted = { selector, add: add as (element: HTMLElement) => void };
    this.#wanted.push(wanted);
    this.#offer(this.article, wanted);
  }

  #offer(within: HTMLElement, { selector, add }: { selector: string; add: (element: HTMLElement) => void }): void {
    const found = [...within.querySelectorAll<HTMLElement>(selector)];
    for (const element of within.matches(selector) ? [within, ...found] : found) add(element);
  }

  /** Gives an element of the controls its accessible name, its tooltip and the language of both. */
  name(element: HTMLElement, label: string, title = label): void {
    element.setAttribute("aria-label", label);
    element.title = title;
    element.lang = this.texts.lang;
  }

  /** Removes what the aids have added to blocks, at the end of the article. */
  removeAtEnd(selector: string): void {
    this.signal.addEventListener("abort", () => {
      for (const element of this.article.querySelectorAll(selector)) element.remove();
    });
  }

  /** Calls `label` now and whenever the language or the site's labels have changed. */
  labelled(label: () => void): void {
    this.#relabelled.push(label);
    label();
  }

  relabel(): void {
    this.texts = textsOf(__BACA_READING_LOCALES__, "reading", this.context);
    for (const label of this.#relabelled) label();
  }

  /** Returns the text `key` of the controls, with values in place of its variables. */
  t(key: string, values?: Record<string, string | number>): string {
    return this.texts.t(key, values);
  }

  get info(): ArticleInfo | undefined {
    return this.context.mounted.call("page");
  }

  /** The article's URL; the page's if it has none. */
  get url(): string {
    return this.info?.url || pageUrl();
  }

  get toolbar(): HTMLElement | null {
    return this.container.querySelector("[data-place=tools]");
  }

  get tools(): HTMLElement | null {
    return this.container.querySelector(".tools");
  }

  /** Returns a button of the toolbar by its action. */
  tool(name: string): HTMLElement | null {
    return this.container.querySelector(`.tools [data-do="${name}"]`);
  }

  /** Distance of the first line that the toolbar does not cover from the upper edge of the window, in CSS pixels. */
  get firstLine(): number {
    const { toolbar } = this;
    const isSticky = toolbar && getComputedStyle(toolbar).position === "sticky";
    return Math.max(TOOLBAR_HEIGHT, isSticky ? toolbar.getBoundingClientRect().bottom : 0) + 4;
  }

  /** Announces a text by the toolbar's live region. */
  announce(text: string): void {
    const status = this.toolbar?.querySelector(":scope > [role=status]");
    if (status) status.textContent = text;
  }

  /** Adds a listener that ends with the article. */
  on(
    target: EventTarget,
    types: string,
    listener: (event: Event) => void,
    options: AddEventListenerOptions = {},
  ): void {
    for (const type of types.split(" ")) target.addEventListener(type, listener, { ...options, signal: this.signal });
  }

  /** Appends an element to the root, and removes it with the article. */
  add(element: Element): void {
    this.container.append(element);
  }

  /** Copies a text, and announces that it was copied or was not; resolves with whether it was. */
  async copy(text: string, copied = "shareCopied", failed = "shareFailed"): Promise<boolean> {
    const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;
    this.announce(this.t(isCopied ? copied : failed));
    return isCopied;
  }
}
