/** The public interface of the element: attributes, properties and lifecycle callbacks (`static/baca.d.ts`). */

import type { BacaArticle, BacaConfig, BacaReader as PublicBacaReader, BacaState } from "../baca.d.ts";
import { reflect, upgradeProperties, urlAttribute } from "./attributes.ts";
import { stringify } from "./json.ts";
import { textListeners, whenTextsReady } from "./messages.ts";
import { Reader } from "./reader.ts";
import { openers } from "./services.ts";
import { ShadowView } from "./shadow-view.ts";

/** Work that runs in a microtask, so that several changes in one task cause it once. */
type Task = "load" | "config";

// Lets this file be imported where there is no DOM, as on a server.
const Base = globalThis.HTMLElement ?? Object as unknown as typeof HTMLElement;

/** Returns a property's value as text, for comparison; a new symbol, equal to no other value, if that is impossible. */
function textOf(value: object | string | null | undefined): unknown {
  try {
    return typeof value === "object" && value ? stringify(value) : value ?? null;
  } catch {
    return Symbol();
  }
}

/** The custom element. Its attributes, properties and methods are in `static/element.json`. */
export class BacaReader extends Base implements PublicBacaReader {
  static observedAttributes = ["src", "format", "item", "config", "lang", "theme"];
  static readonly version = __BACA_RELEASE__;

  #view: ShadowView;
  #reader: Reader;
  #isStarted = false;
  #restyle = () => this.#reader.restyle();
  #scheduled: Set<Task> | null = null;
  // The values set last, as text: frameworks set equal values at each rendering, which must not cause a new load.
  #articleText: unknown = null;
  #configText: unknown = null;

  constructor() {
    super();
    const internals = this.attachInternals?.();
    this.#view = new ShadowView(this, internals?.shadowRoot ?? this.shadowRoot, () => {
      if (this.#isStarted && this.state === "idle") this.#schedule("load");
    });
    this.#reader = new Reader(this, this.#view, internals?.states);
    this.addEventListener("baca-listen", ({ target, detail }) => {
      if (target === this && detail?.state === "asked") openers.get(this)?.("listen");
    });
  }

  // Properties

  get src(): string { return urlAttribute(this, "src"); }
  set src(value: string | null) { reflect(this, "src", value); }
  get format(): string { return this.getAttribute("format") ?? ""; }
  set format(value: string | null) { reflect(this, "format", value); }
  get item(): string { return this.getAttribute("item") ?? ""; }
  set item(value: string | null) { reflect(this, "item", value); }
  get theme(): string { return this.getAttribute("theme") ?? "auto"; }
  set theme(value: string) { reflect(this, "theme", value); }

  get config(): BacaConfig | string { return this.#reader.givenConfig ?? urlAttribute(this, "config"); }
  set config(value: BacaConfig | string | null) {
    const text = textOf(value);
    const isSame = text === this.#configText;
    this.#configText = text;
    this.#reader.givenConfig = value !== null && typeof value === "object" ? value : null;
    if (typeof value === "string") this.setAttribute("config", value);
    else if (value == null) this.removeAttribute("config");
    if (!isSame) this.#schedule("config");
  }

  get article(): BacaArticle | null { return this.#reader.article; }
  set article(value: object | string | null) {
    const text = textOf(value);
    const isSame = text === this.#articleText && this.state !== "error";
    this.#articleText = text;
    this.#reader.given = value ?? null;
    if (!isSame) this.#schedule("load");
  }

  get state(): BacaState { return this.#reader.state; }
  get ready(): Promise<BacaArticle> { return this.#reader.ready.promise; }

  /** Fetches the article again. */
  reload(): Promise<BacaArticle> {
    if (this.hasAttribute("src")) this.#reader.dropServerRendered();
    this.#reader.reload();
    return this.ready;
  }

  // Lifecycle

  connectedCallback(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    textListeners.add(this.#restyle);
    this.#view.removeCopies(this);
    this.#view.hydrate(this);
    upgradeProperties(this, [...BacaReader.observedAttributes, "article"]);
    this.#schedule("load");
  }

  disconnectedCallback(): void {
    // Moving the element disconnects and connects it within one task: only a lasting removal stops the reader.
    queueMicrotask(() => {
      if (this.isConnected || !this.#isStarted) return;
      this.#isStarted = false;
      textListeners.delete(this.#restyle);
      this.#reader.stop();
    });
  }

  adoptedCallback(): void {
    this.#view.restyle();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.#isStarted) return;
    if (name === "lang" || name === "theme") whenTextsReady(this, this.#restyle);
    else if (name === "config") this.#schedule("config");
    else if (name !== "src" || this.#reader.given === null) {
      // The server-rendered article is not the one that the attributes name now.
      this.#reader.dropServerRendered();
      this.#schedule("load");
    }
  }

  #schedule(task: Task): void {
    if (!this.#isStarted) return;
    if (this.#scheduled) {
      this.#scheduled.add(task);
      return;
    }
    const tasks = (this.#scheduled = new Set([task]));
    queueMicrotask(() => {
      this.#scheduled = null;
      if (!this.#isStarted) return;
      if (tasks.has("load")) this.#reader.load();
      else this.#reader.configure();
    });
  }
}
