/** The element as a page sees it: attributes, properties, lifecycle (`static/baca.d.ts`). */

import { address, reflect, upgrade } from "./attributes.js";
import { Reader } from "./reader.js";
import { Stage } from "./stage.js";

// Where there is no DOM the module can be imported all the same.
export class BacaReader extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ["src", "format", "item", "config", "lang", "theme"];

  #stage;
  #reader;
  #started = false;
  /** What is to be done once the present task is over: `load`, `config`. */
  #scheduled = null;

  constructor() {
    super();
    const internals = this.attachInternals?.();
    this.#stage = new Stage(this, internals?.shadowRoot ?? this.shadowRoot, () => {
      if (this.#started && this.state === "idle") this.#schedule("load");
    });
    this.#reader = new Reader(this, this.#stage, internals?.states);
    this.addEventListener("baca-listen", ({ target, detail }) => {
      if (target === this && detail?.state === "asked") this.#reader.listen();
    });
  }

  // Properties

  get src() { return address(this, "src"); }
  set src(value) { reflect(this, "src", value); }
  get format() { return this.getAttribute("format") ?? ""; }
  set format(value) { reflect(this, "format", value); }
  get item() { return this.getAttribute("item") ?? ""; }
  set item(value) { reflect(this, "item", value); }
  get theme() { return this.getAttribute("theme") ?? "auto"; }
  set theme(value) { reflect(this, "theme", value); }

  get config() { return this.#reader.givenConfig ?? address(this, "config"); }
  set config(value) {
    this.#reader.givenConfig = value !== null && typeof value === "object" ? value : null;
    if (typeof value === "string") this.setAttribute("config", value);
    else if (value == null) this.removeAttribute("config");
    this.#schedule("config");
  }

  get article() { return this.#reader.article; }
  set article(value) {
    this.#reader.given = value ?? null;
    this.#schedule("load");
  }

  get state() { return this.#reader.state; }
  get ready() { return this.#reader.ready.promise; }

  /** Fetches again. */
  reload() {
    if (this.hasAttribute("src")) this.#reader.discard();
    this.#reader.load();
    return this.ready;
  }

  // Lifecycle

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    this.#stage.hydrate(this);
    upgrade(this, [...BacaReader.observedAttributes, "article"]);
    this.#schedule("load");
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again within one task.
    queueMicrotask(() => {
      if (this.isConnected || !this.#started) return;
      this.#started = false;
      this.#reader.stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#started) return;
    if (name === "lang" || name === "theme") this.#reader.restyle();
    else if (name === "config") this.#schedule("config");
    else if (name !== "src" || this.#reader.given === null) {
      // What the page brought along is another article.
      this.#reader.discard();
      this.#schedule("load");
    }
  }

  #schedule(what) {
    if (!this.#started) return;
    if (this.#scheduled) {
      this.#scheduled.add(what);
      return;
    }
    this.#scheduled = new Set([what]);
    queueMicrotask(() => {
      const wanted = this.#scheduled;
      this.#scheduled = null;
      if (!this.#started) return;
      if (wanted.has("load")) this.#reader.load();
      else this.#reader.configure();
    });
  }
}
