/** Manages the shadow root of a reader: slot for the host's children, placeholder or error, and the article. */

import { make } from "./dom.ts";
import { keepingScroll } from "./page.ts";
import { delay } from "./scheduling.ts";
import { findServerRendered, type ServerRendered } from "./server-rendered.ts";
import { addArticleStyle, addStyle, applyStyles, beginStyles, STYLE_ID } from "./styles.ts";

/** The shadow root of an element: its style, and what it shows before and instead of the article. */
export class ShadowView {
  #root: ShadowRoot;
  /** Slot for the host's own children. */
  #fallback = make("slot");
  #status = make("div");
  #container: HTMLElement | null | undefined;
  /** Scroll position of the page, in pixels, before the container replaced one that was shown. */
  #scrollTop: number | undefined;

  /** The article that the server has rendered; `null` if there is none. */
  serverRendered: ServerRendered | null;

  /**
   * `declared` is the declarative shadow root of the page's HTML, if there is one. `onFallbackChange` is called when
   * the host's children change.
   */
  constructor(host: HTMLElement, declared: ShadowRoot | null, onFallbackChange: () => void) {
    this.#root = declared ?? host.attachShadow({ mode: "open" });
    beginStyles(this.#root);
    this.serverRendered = declared && findServerRendered(declared);
    if (!this.serverRendered) this.#clear();
    this.#fallback.addEventListener("slotchange", onFallbackChange);
  }

  #clear(): void {
    this.#root.replaceChildren(this.#fallback, this.#status);
  }

  /** Removes children that modules have added to another element, if this one was cloned from it. */
  removeCopies(host: HTMLElement): void {
    host.querySelectorAll(":scope>[data-baca]").forEach((child) => child.remove());
  }

  /** Attaches a declarative shadow root that the parser has left as a template, as it does in inserted HTML. */
  hydrate(host: HTMLElement): void {
    const template = host.querySelector<HTMLTemplateElement>(":scope>template[shadowrootmode]");
    if (!template) return;
    template.remove();
    const found = this.serverRendered ? null : findServerRendered(template.content);
    if (!found) return;
    this.#root.replaceChildren(template.content);
    this.serverRendered = found;
  }

  dropServerRendered(): void {
    this.serverRendered = null;
    this.#clear();
  }

  get focused(): Element | null {
    return this.#root.activeElement;
  }

  /** Replaces the placeholder or error; the host's children are shown too. */
  show(nodes: Node[], className = ""): void {
    this.#status.className = className;
    this.#status.replaceChildren(...nodes);
    if (!this.#fallback.isConnected) this.#root.prepend(this.#fallback);
  }

  /** Announces a text to assistive technology: a live region is observed before it gets its text. */
  announce(text: string): void {
    const status = make("p", { class: "visually-hidden", role: "status" });
    this.#status.append(status);
    delay(100).then(() => (status.textContent = text));
  }

  /** Shows a preview of the article instead of the skeleton or a shorter preview, if there is one. */
  showPreview(preview: Element): void {
    const before = this.#status.querySelector(".skeleton,.preview");
    this.#keepFocus(preview, () => (before ? before.replaceWith(preview) : this.#status.append(preview)));
  }

  /** Calls `replace`; if a button of the toolbar had the focus, the same one in `container` gets it. */
  #keepFocus(container: Element, replace: () => void): void {
    const name = (this.focused as HTMLElement | null)?.dataset.do;
    replace();
    if (name) container.querySelector<HTMLElement>(`[data-do=${name}]`)?.focus({ preventScroll: true });
  }

  /**
   * Adds the style sheet of previews and the `rest`, which `baca-app` has, unless the server-rendered article contains
   * those of this version.
   */
  addStyle(rest?: string): void {
    if (this.serverRendered?.metadata._style === STYLE_ID) return;
    addArticleStyle(this.#root, rest);
    this.#root.querySelector("style")?.remove();
  }

  /** Adds a style sheet, unless it is there. */
  addRules(rules: string): void {
    addStyle(this.#root, rules);
  }

  /** Adds the style sheets again after a move into another document. */
  restyle(): void {
    applyStyles(this.#root);
  }

  /** Creates the container of an article. It is hidden until `reveal`: below the placeholder it would move later. */
  createContainer(): HTMLElement {
    this.#scrollTop = this.#container ? document.scrollingElement?.scrollTop : undefined;
    // An article that was kept until now.
    this.removeArticle();
    if (this.serverRendered) this.dropServerRendered();
    this.#container = make("div", { hidden: "" });
    this.#root.append(this.#container);
    return this.#container;
  }

  /** Shows the container and removes everything else. Then its headline gets the focus, or is announced. */
  reveal(movesFocus: boolean, announces: boolean): void {
    const container = this.#container!;
    // Synchronous decoding prevents a flicker if the preview has already shown the image.
    const lead = this.#status.querySelector("img")?.complete && container.querySelector("img");
    if (lead) lead.decoding = "sync";
    // The preview's line of dates may have had more or less space than they needed. It may still be hidden.
    const meta = container.querySelector<HTMLElement>(".meta");
    const before = this.#status.querySelector<HTMLElement>(".meta");
    if (meta && before && !before.style.visibility) meta.style.cssText = before.style.cssText;
    // The page is short for a moment while the container is new.
    keepingScroll(() => this.#keepFocus(container, () => {
      this.show([]);
      this.#fallback.remove();
      container.hidden = false;
    }), this.#scrollTop);
    const headline = container.querySelector<HTMLElement>("[part~='headline']");
    // A button of the preview may have got the focus in the meantime.
    if (movesFocus) ((this.focused ?? headline) as HTMLElement | null)?.focus();
    else if (announces && headline) this.announce(headline.textContent);
  }

  removeArticle(): void {
    this.#container?.remove();
    this.#container = null;
  }

  /** Appends an element to the article's mount point `name`; returns whether there is one. */
  mount(name: string, element: Element): boolean {
    const mount = this.#root.querySelector(`[data-place=${name}]`);
    mount?.append(element);
    return Boolean(mount);
  }

  /** Keeps space at the article's mount point `name` until its class `pending` is removed. */
  reserve(name: string): void {
    this.#root.querySelector(`[data-place=${name}]`)?.classList.add("pending");
  }

  /** Empties the article's mount points whose names match (`crates/render/src/article/mount_points.rs`). */
  clearMounts(names: RegExp): void {
    for (const mount of this.#root.querySelectorAll<HTMLElement>("[data-place]")) {
      if (names.test(mount.dataset.place!)) mount.replaceChildren();
    }
  }
}
