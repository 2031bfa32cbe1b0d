/** The shadow root of a reader: the page's own children, what stands in for the article, and its room. */

import { broughtIn } from "./brought.js";
import { make } from "./elements.js";
import { forArticles, own, STYLE_ID } from "./styles.js";

export class Stage {
  #root;
  #light = make("slot");
  #status = make("div");
  #room;
  /** How far the page was scrolled before the room was there. */
  #top;

  /** The article that the page brought along, drawn already: where it is, and what is known of it. */
  brought;

  /** `filled` is called when the page's own children change. */
  constructor(host, declared, filled) {
    this.#root = declared ?? host.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [own];
    this.brought = declared && broughtIn(declared);
    if (!this.brought) this.#clear();
    this.#light.addEventListener("slotchange", filled);
  }

  #clear() {
    this.#root.replaceChildren(this.#light, this.#status);
  }

  /** Does by hand what a parser does with a declared shadow root, where the element came otherwise. */
  hydrate(host) {
    const template = host.querySelector(":scope>template[shadowrootmode]");
    if (!template) return;
    template.remove();
    const brought = !this.brought && broughtIn(template.content);
    if (!brought) return;
    this.#root.replaceChildren(template.content);
    this.brought = brought;
  }

  /** Lets go of what the page brought along. */
  discard() {
    this.brought = null;
    this.#clear();
  }

  /** What has the focus here, if anything has. */
  get focused() {
    return this.#root.activeElement;
  }

  /** Replaces what stands in for the article; the page's own children show beside it. */
  show(nodes, mode = "") {
    this.#status.className = mode;
    this.#status.replaceChildren(...nodes);
    if (!this.#light.isConnected) this.#root.prepend(this.#light);
    this.#light.hidden = false;
  }

  /** Has a sketch stand in for the article, where its skeleton does. */
  stand(sketch) {
    this.#status.querySelector(".skeleton")?.replaceWith(sketch);
  }

  /** Gives the root the style of articles: another comes than the page has brought along, or that has the style of another version. */
  style() {
    const { adoptedStyleSheets: sheets } = this.#root;
    if (this.brought?.facts._style === STYLE_ID || sheets.includes(forArticles())) return;
    this.#root.adoptedStyleSheets = [own, forArticles(), ...sheets.slice(1)];
    this.#root.querySelector("style")?.remove();
  }

  /** A room for an article. Hidden until it is whole: what is drawn below the skeleton first would move up later. */
  room() {
    this.#top = document.scrollingElement?.scrollTop;
    this.#room = make("div", { hidden: "" });
    this.#root.append(this.#room);
    return this.#room;
  }

  /** Shows the room, and nothing else. */
  reveal() {
    // A picture that the sketch has shown does not flicker.
    const lead = this.#status.querySelector("img")?.complete && this.#room.querySelector("img");
    if (lead) lead.decoding = "sync";
    this.show([]);
    this.#light.hidden = true;
    this.#light.remove();
    this.#room.hidden = false;
    // Who reads the sketch goes on reading: WebKit takes a page for short while a container in it is new.
    if (this.#top) document.scrollingElement.scrollTo({ top: this.#top, behavior: "instant" });
  }

  /** Takes the room away. */
  strike() {
    this.#room?.remove();
    this.#room = null;
  }

  /** Takes what was drawn out of those places that the article leaves (`src/view/place.rs`) which have such names. */
  vacate(names) {
    for (const place of this.#root.querySelectorAll("[data-place]")) {
      if (names.test(place.dataset.place)) place.replaceChildren();
    }
  }
}
