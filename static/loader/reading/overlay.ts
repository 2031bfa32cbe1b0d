/**
 * Panels that cover the text below the toolbar. One is open at a time. It closes by its button, by Escape, by a press
 * outside, and when the focus moves on into the article.
 */

import type { ArticlePage } from "./page.ts";

/** Least height of a panel below the tools if there is more room above them, in CSS pixels. */
const MIN_HEIGHT = 280;

/** The panel of a tool. One is open at a time. */
export class Overlay {
  #page: ArticlePage;
  #panel: HTMLElement | null = null;
  #name = "";
  #build: () => HTMLElement = () => this.#panel!;

  constructor(page: ArticlePage) {
    this.#page = page;
    page.labelled(() => this.#refresh());
    page.on(document, "pointerdown", (event) => {
      const path = event.composedPath();
      if (this.#panel && !path.includes(this.#panel) && !path.includes(this.#opener!)) this.close(false);
    });
    page.on(window, "keydown", (event) => {
      if (!this.#panel || (event as KeyboardEvent).key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close(true);
    }, { capture: true });
    page.on(page.root, "focusin", (event) => {
      if (page.toolbar?.contains(event.target as Node)) return;
      this.#closeBell();
      this.close(false);
    });
  }

  get #opener(): HTMLElement | null {
    return this.#page.tool(this.#name);
  }

  /** Opens the panel of the button `name`, or closes it if it is open. */
  toggle(name: string, build: () => HTMLElement): void {
    const isOpen = this.#panel && this.#name === name;
    this.close(false);
    if (isOpen) return;
    this.#closeBell();
    this.#name = name;
    this.#build = build;
    this.#panel = build();
    this.#refresh();
  }

  /** Closes the panel of the bell, which a press outside of it closes (`src/notifications/ui/bell.rs`). */
  #closeBell(): void {
    const isOpen = this.#page.container.querySelector("[data-place=bell] [aria-expanded=true]");
    if (isOpen) document.dispatchEvent(new PointerEvent("pointerdown"));
  }

  /** Closes the panel; `returnFocus` moves the focus to its button. */
  close(returnFocus: boolean): void {
    const { activeElement } = this.#page.root;
    const hadFocus = this.#panel?.contains(activeElement);
    const opener = this.#opener;
    this.#panel?.remove();
    this.#panel = null;
    this.#refresh();
    if (returnFocus || hadFocus) opener?.focus({ preventScroll: !returnFocus });
  }

  /** Places a panel below the tools, or above them if there is more room, and limits its height. */
  #place(panel: HTMLElement, tools: HTMLElement): void {
    const { top, bottom } = tools.getBoundingClientRect();
    // The prompt and the player cover the lower edge of the window.
    const covers = [...this.#page.container.querySelectorAll(".prompt, .player")];
    const end = Math.min(innerHeight, ...covers.map((cover) => cover.getBoundingClientRect().top));
    const isAbove = end - bottom < MIN_HEIGHT && top > end - bottom;
    panel.toggleAttribute("data-above", isAbove);
    panel.style.setProperty("--room", `${isAbove ? top : end - bottom}px`);
  }

  /** Sets the state of the buttons. A toolbar that was rendered again gets its panel again. */
  #refresh(): void {
    const { tools } = this.#page;
    if (this.#panel && tools && !this.#panel.isConnected) {
      this.#panel = this.#build();
      tools.append(this.#panel);
      this.#place(this.#panel, tools);
    }
    for (const name of ["contents", "settings", "share"]) {
      this.#page.tool(name)?.setAttribute("aria-expanded", String(Boolean(this.#panel) && this.#name === name));
    }
  }
}
