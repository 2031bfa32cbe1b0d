/**
 * Baca: the custom element `<baca-reader>`.
 *
 * This module knows attributes, properties, states and lifecycle, fetches the article and the
 * WebAssembly side by side, and shows what must be shown while neither is there: loading and
 * errors. What an article is, and how it looks, is in the WebAssembly. Between the two stand the
 * functions of `src/element/mod.rs` and a number for each reader.
 */

const VERSION = "__BACA_VERSION__";
const WORDS = __BACA_LOCALES__;
const HERE = import.meta.url;

/** Seconds without a byte after which a fetch has failed. */
const PATIENCE = 20;
/** The largest article, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;
const ACCEPT = "application/json, application/feed+json, application/activity+json, application/ld+json, text/html;q=0.5, */*;q=0.1";

/** A failure with the code that `baca-error` carries. */
class BacaError extends Error {
  constructor(code, message, { retryable = false, status = 0, cause } = {}) {
    super(message, { cause });
    this.name = "BacaError";
    this.code = code;
    this.retryable = retryable;
    this.status = status;
  }
}

// ---------------------------------------------------------------------------------------------
// The WebAssembly, each module loaded once for the page: `baca-app` draws articles in Baca's own
// format; `baca-formats`, only where it is needed, makes that out of every other; `baca-rooms`, once
// the text is there, has what stands beside it.

const modules = new Map();
/** Counts instances of each module: one that has failed is not used again. */
const incarnations = new Map();
/** Whether a module came from a server that does not know its type. */
let nameless = false;
/** Readers on the page that show an article. */
const living = new Set();

function load(name) {
  let module = modules.get(name);
  if (!module) {
    module = begin(name, incarnations.get(name) ?? 0);
    modules.set(name, module);
    module.catch(() => forget(name, module));
  }
  return module;
}

/** The next one who asks gets a new instance: a module that failed stays failed in this page under the same address. */
function forget(name, module) {
  if (modules.get(name) !== module) return;
  modules.delete(name);
  incarnations.set(name, (incarnations.get(name) ?? 0) + 1);
}

async function begin(name, again) {
  if (typeof WebAssembly !== "object") {
    throw new BacaError("unsupported", "this browser has no WebAssembly");
  }
  const [glue, module] = await Promise.all([
    import(new URL(`${name}.js?v=${VERSION}${again ? `&again=${again}` : ""}`, HERE)).catch((cause) => {
      throw new BacaError("network", `${name}.js could not be loaded: ${cause.message}`, { retryable: true, cause });
    }),
    compile(new URL(`${name}_bg.wasm?v=${VERSION}`, HERE)),
  ]);
  try {
    await glue.default({ module_or_path: module });
  } catch (cause) {
    throw new BacaError("unsupported", `WebAssembly did not start: ${cause.message}`, { cause });
  }
  glue.start(trustedTypesPolicy(), (message) => fell(glue, message), { convert, keep, discuss });
  return glue;
}

/** What comments say, converted into few elements. */
async function convert(texts, base) {
  const formats = await load("baca-formats");
  try {
    return formats.convert(texts, base);
  } catch (error) {
    fell(formats, error.message);
    throw error;
  }
}

/** What is known of the article that a reader shows, for what stands beside it. */
const pages = new WeakMap();
/** Discussions that are open, with the module that draws them: it may fall. */
const discussions = new Set();

/** Has a discussion drawn in `place`; `tell` hears how it goes. */
async function discuss(host, place, options) {
  const thread = await load("baca-thread");
  const id = thread.open(host, place, pages.get(host) ?? {}, options);
  if (!id) throw new BacaError("unsupported", "this discussion cannot be drawn");
  const open = { module: thread, fell: () => options.tell("failed") };
  discussions.add(open);
  return {
    restyle: (lang) => thread.restyle(id, lang),
    seek: (comment) => thread.seek(id, comment),
    close: () => discussions.delete(open) && thread.close(id),
  };
}

/** What a script of somebody else's must not replace for longer than it runs. */
const GLOBALS = [
  "fetch", "JSON", "Promise", "Object", "Array", "Function", "Reflect", "Proxy", "Map", "Set", "WeakMap", "Symbol",
  "Date", "Math", "Number", "String", "Error", "Intl", "URL", "Event", "CustomEvent", "DOMParser", "AbortController",
  "MutationObserver", "IntersectionObserver", "TextDecoder", "WebAssembly", "queueMicrotask", "setTimeout", "clearTimeout",
  "setInterval", "clearInterval", "requestAnimationFrame", "encodeURIComponent", "decodeURIComponent",
];

/** Remembers the page's globals, and gives what puts them back. */
function keep() {
  const before = GLOBALS.map((name) => [name, globalThis[name]]);
  return () => {
    for (const [name, value] of before) if (globalThis[name] !== value) globalThis[name] = value;
  };
}

/** A module has panicked: it must not be called again, and its readers give the page its text back. */
function fell(glue, message) {
  for (const [name, module] of modules) {
    module.then((loaded) => loaded === glue && forget(name, module), () => {});
  }
  for (const open of [...discussions].filter(({ module }) => module === glue)) {
    discussions.delete(open);
    setTimeout(open.fell);
  }
  const readers = [...living];
  setTimeout(() => readers.forEach((reader) => reader.panicked(glue, message)));
}

// What the modules throw outside of a call from here, in a listener or a timer of theirs.
globalThis.addEventListener?.("error", ({ error }) => {
  const stack = String(error?.stack);
  for (const [name, module] of modules) {
    // A module that was not compiled from its response has no name in Chromium's stacks.
    if (!stack.includes(`${name}_bg`) && !(nameless && stack.includes("wasm://"))) continue;
    module.then((glue) => fell(glue, error.message), () => {});
  }
});

/** Resolves when the browser has time, at the latest after a while. */
const idle = () => new Promise((resolve) => {
  if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 1000 });
  else setTimeout(resolve, 50);
});

/** The one Trusted Types policy: what is parsed is inert, and its script URLs are the site's own. */
let policy;

function trustedTypesPolicy() {
  try {
    const same = (text) => text;
    policy ??= globalThis.trustedTypes?.createPolicy("baca", { createHTML: same, createScriptURL: same });
  } catch {
    // The page forbids it: what needs it fails alone.
  }
  return policy;
}

async function compile(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new BacaError("network", `${url.pathname} could not be fetched: ${cause.message}`, { retryable: true, cause });
  }
  if (!response.ok) {
    throw new BacaError("network", `${url.pathname} answered ${response.status}`, { retryable: true, status: response.status });
  }
  try {
    // A server that does not know the type of wasm must not cost the reader the article.
    const typed = response.headers.get("content-type")?.startsWith("application/wasm");
    nameless ||= !typed;
    return await (typed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (cause) {
    throw new BacaError("unsupported", `WebAssembly could not be compiled: ${cause.message}`, { cause });
  }
}

// ---------------------------------------------------------------------------------------------
// Fetching text: with a limit on size and on silence.

async function fetchText(url, { signal, patience = PATIENCE }) {
  const silence = new AbortController();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), patience * 1000);
  };
  const stop = () => silence.abort();
  signal.addEventListener("abort", stop);
  wait();
  try {
    const response = await fetch(url, { signal: silence.signal, headers: { accept: ACCEPT } });
    if (!response.ok) {
      const { status } = response;
      const retryable = status >= 500 || status === 404 || status === 408 || status === 429;
      throw new BacaError("http", `${url} answered ${status}`, { retryable, status });
    }
    return { content: await readText(response, url, wait), base: response.url || url };
  } catch (cause) {
    if (cause instanceof BacaError || signal.aborted) throw cause;
    if (silence.signal.aborted) {
      throw new BacaError("timeout", `${url}: nothing came for ${patience} s`, { retryable: true, cause });
    }
    throw new BacaError("network", `${url}: ${cause.message}`, { retryable: true, cause });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    // Ends a body that is still coming, as after a refusal for its size.
    silence.abort();
  }
}

async function readText(response, url, progressed) {
  const tooLarge = () => new BacaError("too-large", `${url}: longer than ${MAX_BYTES} bytes`);
  if (Number(response.headers.get("content-length")) > MAX_BYTES) throw tooLarge();
  if (!response.body) return response.text();
  const decoder = new TextDecoder();
  const chunks = response.body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) return text + decoder.decode();
    progressed();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) throw tooLarge();
    text += decoder.decode(value, { stream: true });
  }
}

/** Configurations on their way or here, by URL: several readers share one. */
const configurations = new Map();

function fetchConfiguration(url) {
  let entry = configurations.get(url);
  if (!entry) {
    entry = fetchText(url, { signal: new AbortController().signal });
    configurations.set(url, entry);
    // A failure is told by whoever asks for it; the next one tries again.
    entry.catch(() => configurations.delete(url));
  }
  return entry;
}

// ---------------------------------------------------------------------------------------------
// What is shown before there is an article: a skeleton of its shape, or what went wrong.

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host{display:flow-root}
:host([hidden]){display:none}
.wait{min-height:100vh}
.skeleton{max-width:34rem;margin-inline:auto;padding:1.5rem 1rem}
.skeleton i{display:block;block-size:1rem;margin-block:.75rem;border-radius:.25rem;background:color-mix(in srgb,currentcolor 12%,transparent)}
.skeleton .h{block-size:2.25rem}.skeleton .h+.h,.skeleton i:last-child{inline-size:62%}
.skeleton .f{block-size:auto;aspect-ratio:3/2;margin-block:1.5rem}
.hush{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.error{max-width:34rem;margin:1.5rem auto;padding:1rem 1.25rem;border:1px solid;border-radius:.5rem;color:#1a1a1a;background:#fff6ed;border-color:#b45309;font-size:1rem;line-height:1.5}
.error p{margin:0 0 .75rem}
.error button,.error a{display:inline-block;min-block-size:2.75rem;padding:.5rem 1rem;margin-inline-end:.5rem;box-sizing:border-box;font:inherit;line-height:1.6;color:inherit}
.error button{border:1px solid;border-radius:.375rem;background:#fff;cursor:pointer}
.error :focus-visible{outline:3px solid #1d4ed8;outline-offset:2px}
@media(prefers-color-scheme:dark){.error:not(.light){color:#f3efe8;background:#2b2117;border-color:#e0a35c}.error:not(.light) button{background:#17120c}.error:not(.light) :focus-visible{outline-color:#93c5fd}}
`);

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function skeleton(words) {
  const line = (kind) => make("i", kind ? { class: kind } : {});
  const shape = make("div", { class: "skeleton", "aria-hidden": "true" });
  shape.append(...["h", "h", "f", "", "", "", ""].map(line));
  return [make("p", { class: "hush", role: "status" }, words.loading), shape];
}

// ---------------------------------------------------------------------------------------------
// Articles that the page brought along (docs/server-rendering.md).

/** The article drawn in a shadow root, with what is known of it; nothing if there is none. */
function broughtIn(root) {
  const room = root.querySelector(".baca");
  if (!room) return null;
  const script = root.querySelector("script[type='application/json']");
  let facts;
  try {
    facts = JSON.parse(script.textContent);
  } catch {
    // The text is what counts.
    facts = { baca: 1, lang: room.querySelector("article")?.lang || undefined };
  }
  return { room, facts };
}

/** Such an article in Baca's own format. Its body is read out of the page when it is asked for. */
function readBack({ room, facts }) {
  const article = Object.fromEntries(Object.entries(facts).filter(([key]) => !key.startsWith("_")));
  let body;
  return Object.defineProperty(article, "body", {
    enumerable: true,
    get: () => (body ??= [...room.querySelectorAll(".section > *")].map(blockOf)),
  });
}

const MARKS = { strong: "bold", em: "italic", u: "underline", s: "strike", code: "code", sub: "sub", sup: "sup", mark: "mark", small: "small" };

function blockOf(element) {
  const { localName, dataset } = element;
  const named = (block) => (element.lang ? { ...block, lang: element.lang } : block);
  if (localName === "hr") return { type: "divider" };
  if (/^h[2-6]$/.test(localName)) return named({ type: "heading", level: Number(localName[1]), text: spansOf(element) });
  if (localName === "ul" || localName === "ol") {
    return named({ type: "list", ordered: localName === "ol", items: [...element.children].map((item) => ({ text: spansOf(item) })) });
  }
  const image = element.matches("figure.figure") && element.querySelector("img");
  if (image) {
    const text = (part) => element.querySelector(`[part=${part}]`)?.textContent;
    const size = (name) => Number(image.getAttribute(name)) || undefined;
    return { type: "image", src: image.src, alt: image.alt, width: size("width"), height: size("height"), caption: text("caption"), credit: text("credit") };
  }
  return named({ type: localName === "pre" ? "code" : "paragraph", text: localName === "p" ? spansOf(element) : element.textContent, align: dataset.align });
}

/** The text of an element, as Baca's own format writes it: flat spans with their marks. */
function spansOf(element, marks = {}) {
  return [...element.childNodes].flatMap((node) => {
    const dateline = (other) => other?.getAttribute?.("part") === "dateline";
    // The place and the dash after it are told apart from the text.
    if (dateline(node)) return [];
    const text = dateline(node.previousSibling) ? node.data?.replace(/^ – /, "") : node.data;
    if (node.nodeType === 3) return text ? [{ text, ...marks }] : [];
    if (node.nodeType !== 1 || node.localName === "rt" || node.localName === "rp") return [];
    if (node.localName === "br") return [{ break: true }];
    const mark = MARKS[node.localName];
    return spansOf(node, { ...marks, ...(mark && { [mark]: true }), ...(node.href && { href: node.getAttribute("href") }) });
  });
}

// ---------------------------------------------------------------------------------------------
// The element.

const HTMLElementHere = globalThis.HTMLElement ?? class {};

export class BacaReader extends HTMLElementHere {
  static observedAttributes = ["src", "format", "item", "config", "lang", "theme"];

  #internals = null;
  #root;
  #light = make("slot");
  #status = make("div");
  #room = null;

  #state = "idle";
  #ready = null;
  #settle = null;
  #settled = true;

  /** Counts loads, so that what belongs to an earlier one is dropped. */
  #turn = 0;
  #abort = null;
  #scheduled = null;
  #started = false;

  /** Whether this load was asked for by the button of an error. */
  #pressed = false;

  #given = null;
  #givenConfig = null;
  #app = null;
  #id = 0;
  /** The rooms beside the article, once they are there: their module and number. */
  #rooms = null;
  /** The site's configuration as it came. */
  #configuration = { content: "{}", base: "" };
  /** Marks the latest wish for rooms. */
  #furnishing = null;
  /** What is shown, in Baca's own format: a text or an object; and where it came from. */
  #shown = null;
  #base = "";
  /** The article that the page brought along, drawn already: where it is, and what is known of it. */
  #brought = null;

  constructor() {
    super();
    this.#internals = this.attachInternals?.();
    const declared = this.#internals?.shadowRoot ?? this.shadowRoot;
    this.#root = declared ?? this.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [sheet];
    this.#brought = declared && broughtIn(declared);
    if (!this.#brought) this.#root.replaceChildren(this.#light, this.#status);
    this.#light.addEventListener("slotchange", () => {
      if (this.#started && this.#state === "idle") this.#schedule("load");
    });
    this.addEventListener("baca-listen", ({ target, detail }) => {
      if (target === this && detail?.state === "asked") this.#listen();
    });
    this.#renew();
  }

  // Properties

  get src() { return this.#url("src"); }
  set src(value) { this.#reflect("src", value); }
  get format() { return this.getAttribute("format") ?? ""; }
  set format(value) { this.#reflect("format", value); }
  get item() { return this.getAttribute("item") ?? ""; }
  set item(value) { this.#reflect("item", value); }
  get theme() { return this.getAttribute("theme") ?? "auto"; }
  set theme(value) { this.#reflect("theme", value); }

  get config() { return this.#givenConfig ?? this.#url("config"); }
  set config(value) {
    this.#givenConfig = value !== null && typeof value === "object" ? value : null;
    if (typeof value === "string") this.setAttribute("config", value);
    else if (value == null) this.removeAttribute("config");
    this.#schedule("config");
  }

  get article() {
    if (!this.#id) return null;
    if (this.#brought) return readBack(this.#brought);
    return typeof this.#shown === "string" ? JSON.parse(this.#shown) : structuredClone(this.#shown);
  }
  set article(value) {
    this.#given = value ?? null;
    this.#schedule("load");
  }

  get state() { return this.#state; }
  get ready() { return this.#ready; }

  /** Fetches again. */
  reload() {
    if (this.hasAttribute("src")) this.#discard();
    this.#load();
    return this.#ready;
  }

  // Lifecycle

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    this.#hydrate();
    for (const name of ["src", "format", "item", "theme", "config", "article"]) {
      // Set before the element was defined: hand it to the accessor.
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    this.#schedule("load");
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again within one task.
    queueMicrotask(() => {
      if (!this.isConnected && this.#started) this.#stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#started) return;
    if (name === "lang" || name === "theme") {
      this.#call("restyle", this.#id);
      this.#tellRooms("restyle");
    }
    else if (name === "config") this.#schedule("config");
    else if (name !== "src" || this.#given === null) {
      // What the page brought along is another article.
      this.#discard();
      this.#schedule("load");
    }
  }

  /** Called when the WebAssembly this reader lives in has panicked. */
  panicked(app, message) {
    if (this.#rooms?.module === app) {
      // The article goes on without them.
      this.#rooms = null;
      for (const name of ["comments", "player", "prompt"]) this.#root.querySelector(`[data-place=${name}]`)?.replaceChildren();
      this.#report(new BacaError("unsupported", `internal error beside the article: ${message}`));
    }
    if (this.#app !== app) return;
    this.#id = 0;
    this.#app = null;
    this.#fail(new BacaError("unsupported", `internal error: ${message}`, { retryable: true }));
  }

  #stop() {
    this.#started = false;
    this.#turn += 1;
    this.#abort?.abort();
    this.#unmount();
    if (!this.#brought) this.#show([]);
    this.#enter("idle");
    this.#renew();
  }

  /** Does by hand what a parser does with a declared shadow root, where the element came otherwise. */
  #hydrate() {
    const template = [...this.children].find((child) => child.matches("template[shadowrootmode]"));
    if (!template) return;
    template.remove();
    const brought = !this.#brought && broughtIn(template.content);
    if (!brought) return;
    this.#root.replaceChildren(template.content);
    this.#brought = brought;
  }

  /** Lets go of what the page brought along: another article comes, or none. */
  #discard() {
    if (!this.#brought) return;
    this.#unmount();
    this.#brought = null;
    this.#root.replaceChildren(this.#light, this.#status);
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
      if (wanted.has("load")) this.#load();
      else this.#configure(this.#turn);
    });
  }

  // Loading

  async #load() {
    const turn = ++this.#turn;
    this.#abort?.abort();
    this.#abort = new AbortController();
    if (this.#given !== null) this.#discard();
    if (this.#brought) return this.#adopt(turn);
    const { signal } = this.#abort;
    const content = this.#content(signal);
    if (this.hasAttribute("config") && !this.#givenConfig) fetchConfiguration(this.#url("config"));
    if (!content) {
      this.#unmount();
      this.#show([]);
      this.#enter("idle");
      return;
    }
    // The button that was pressed goes: what comes in its place gets the focus.
    this.#pressed = this.#root.activeElement !== null && this.#state === "error";
    this.#renew();
    this.#enter("loading");
    this.#unmount();
    this.#show(this.#hasLight() ? [] : skeleton(this.#words()), "wait");
    try {
      const [app, source] = await Promise.all([load("baca-app"), content.then((source) => this.#prepare(source))]);
      if (turn !== this.#turn) return;
      try {
        await this.#mount(app, turn, source);
      } catch (error) {
        if (error.code !== "foreign") throw error;
        // In another format after all, or with markup in it.
        const prepared = await this.#convert(source);
        if (turn !== this.#turn) return;
        await this.#mount(app, turn, prepared);
      }
      if (turn !== this.#turn) return;
      // One that is already here is in the first picture; the text waits for none.
      this.#configure(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(asBacaError(error));
    }
  }

  /** Puts the controls around an article that the page brought along. Its text waits for nothing. */
  async #adopt(turn) {
    const { room, facts } = this.#brought;
    this.#renew();
    this.#enter("loading");
    this.#unmount();
    if (this.hasAttribute("config") && !this.#givenConfig) fetchConfiguration(this.#url("config"));
    try {
      // Pictures come first.
      await idle();
      const app = await load("baca-app");
      if (turn !== this.#turn) return;
      this.#app = app;
      living.add(this);
      const { id, detail } = app.adopt(this, room, facts, document.baseURI);
      if (!id) {
        // A page of another version, without the places that we need.
        if (this.hasAttribute("src") || this.querySelector(":scope > article, :scope > script")) {
          this.#discard();
          return this.#load();
        }
        throw new BacaError("unsupported", "the page brought an article that has no places for the controls");
      }
      this.#id = id;
      this.#shownAs(detail);
      this.#configure(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(asBacaError(error));
    }
  }

  #shownAs(detail) {
    this.#enter("ready");
    this.#emit("load", detail);
    this.#settle(this.article);
  }

  /** Turns what is plainly not in Baca's own format into it, while the other module still loads. */
  #prepare(source) {
    const hint = this.getAttribute("format");
    const own = typeof source.content === "string" && /^[^]{0,4096}?"baca"\s*:/.test(source.content);
    return own && (!hint || hint === "baca") ? source : this.#convert(source);
  }

  async #convert({ content, base }) {
    const formats = await load("baca-formats");
    const format = this.getAttribute("format") || undefined;
    const item = this.getAttribute("item") || undefined;
    try {
      const read = formats.read(content, { base, format, item });
      return { content: read.article, format: read.format, problems: read.problems, base };
    } catch (error) {
      // A trap, unlike an answer, has no code.
      if (!error.code) fell(formats, error.message);
      throw asBacaError(error);
    }
  }

  /** Where the article comes from: a promise of `{content: text | element, base}`, or nothing. */
  #content(signal) {
    const base = document.baseURI;
    if (this.#given !== null) {
      try {
        const text = typeof this.#given === "string" ? this.#given : JSON.stringify(this.#given);
        return Promise.resolve({ content: text, base });
      } catch (cause) {
        return Promise.reject(new BacaError("not-json", `article: ${cause.message}`, { cause }));
      }
    }
    if (this.hasAttribute("src")) {
      const patience = Number(this.getAttribute("timeout")) || PATIENCE;
      return fetchText(this.src, { signal, patience });
    }
    const child = (selector) => [...this.children].find((element) => element.matches(selector));
    const script = child("script[type='application/json'],script[type='application/ld+json']");
    if (script) return Promise.resolve({ content: script.textContent, base });
    const element = child("article");
    return element && Promise.resolve({ content: element, base });
  }

  async #mount(app, turn, { content, base, format, problems = [] }) {
    // Hidden until it is whole: what is drawn below the skeleton first would move up later.
    const room = make("div", { hidden: "" });
    this.#root.append(room);
    try {
      const all = [...problems];
      this.#app = app;
      this.#room = room;
      living.add(this);
      this.#shown = content;
      this.#base = String(base);
      // As bytes, since the way of a text into the module is longer.
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      const { id, detail } = app.mount(this, room, bytes, {
        base: String(base),
        format,
        problem: (text) => all.push(text),
      });
      if (!id) throw new BacaError("unsupported", "there is nothing to draw on");
      this.#id = id;
      this.#show([]);
      this.#light.hidden = true;
      this.#light.remove();
      room.hidden = false;
      if (this.#pressed) room.querySelector("[part~='headline']")?.focus();
      if (all.length) console.warn(`baca-reader: ${base}\n${all.join("\n")}`);
      if (await this.#drawRest(app, id, turn)) this.#shownAs(detail);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#unmount();
      this.#app = null;
      throw asBacaError(error);
    }
  }

  /**
   * The beginning of a long article is on screen: the rest comes in steps that leave time for it.
   * Gives whether the article is whole, and still wanted.
   */
  async #drawRest(app, id, turn) {
    const wanted = () => turn === this.#turn && this.#id === id;
    // Paper does not wait.
    const drawAll = () => {
      while (wanted() && this.#call("drawOn", id));
    };
    addEventListener("beforeprint", drawAll);
    try {
      while (wanted() && app.drawOn(id)) await new Promise((resolve) => setTimeout(resolve));
    } finally {
      removeEventListener("beforeprint", drawAll);
    }
    return wanted();
  }

  /** Gets the configuration and hands it to the app. */
  async #configure(turn) {
    let source;
    try {
      if (this.#givenConfig) {
        source = { content: JSON.stringify(this.#givenConfig), base: document.baseURI };
      } else if (this.hasAttribute("config")) {
        source = await fetchConfiguration(this.#url("config"));
      } else {
        source = { content: "{}", base: document.baseURI };
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#misconfigured([error.message]);
      source = { content: "{}", base: document.baseURI };
    }
    if (turn !== this.#turn) return;
    this.#configuration = source;
    const { problems = [], rooms } = this.#call("configure", this.#id, source.content, String(source.base)) ?? {};
    if (problems.length) this.#misconfigured(problems);
    this.#closeRooms();
    if (rooms) this.#furnish(turn, idle());
  }

  /** Reads aloud, or ends it: the player is one of the rooms. */
  async #listen() {
    if (!this.#rooms) await this.#furnish(this.#turn);
    this.#tellRooms("listen");
  }

  /** Mounts the rooms beside the article, when it is time. */
  async #furnish(turn, time) {
    const order = (this.#furnishing = Symbol("order"));
    const { content, base } = this.#configuration;
    try {
      await time;
      const module = await load("baca-rooms");
      // Another article, another configuration, or none: these rooms are not wanted any more.
      if (turn !== this.#turn || order !== this.#furnishing || !this.#id) return;
      const page = this.#call("page", this.#id);
      // Read here, where it is cheap: the module wants nothing else of the article.
      Object.assign(page, { comments: this.article.comments, base: this.#base || document.baseURI });
      pages.set(this, page);
      const { id, problems } = module.mount(this, page, content, String(base));
      this.#rooms = id ? { module, id } : null;
      if (problems.length) this.#misconfigured(problems);
    } catch (error) {
      if (turn === this.#turn) this.#report(asBacaError(error));
    }
  }

  #closeRooms() {
    this.#furnishing = null;
    this.#tellRooms("unmount");
    this.#rooms = null;
  }

  #tellRooms(name) {
    const { module, id } = this.#rooms ?? {};
    try {
      module?.[name](id);
    } catch (error) {
      console.error(`baca-reader: rooms: ${name}: ${error.message ?? error}`);
    }
  }

  #misconfigured(problems) {
    const message = `configuration: ${problems.join("; ")}`;
    console.warn(`baca-reader: ${message}`);
    this.#emit("error", { code: "config", message, retryable: false });
  }

  // Showing

  #fail(error) {
    this.#abort?.abort();
    this.#unmount();
    if (this.#brought) {
      // The text is there, and stays.
      this.#root.querySelectorAll("[data-place]").forEach((place) => place.replaceChildren());
      this.#enter("error");
      this.#report(error);
      this.#settle(error);
      return;
    }
    const hadFocus = this.#pressed || this.#root.activeElement !== null;
    const words = this.#words();
    const text = (error.status === 404 && error.code === "http" && words.http404) || words[error.code] || words.unsupported;
    const panel = make("div", { class: "error", part: "error", role: "alert", lang: words.lang });
    panel.classList.toggle("light", ["light", "sepia"].includes(this.theme));
    panel.append(make("p", {}, text.replace("{status}", error.status)));
    const retry = make("button", { type: "button" }, words.retry);
    retry.addEventListener("click", () => this.#load());
    panel.append(retry);
    this.#show([panel]);
    this.#enter("error");
    if (hadFocus) retry.focus();
    this.#report(error);
    this.#settle(error);
  }

  #report({ code, message, retryable }) {
    console.error(`baca-reader: ${code}: ${message}`);
    this.#emit("error", { code, message, retryable });
  }

  /** Replaces what stands in for the article; the page's own children show beside it. */
  #show(nodes, mode = "") {
    this.#status.className = mode;
    this.#status.replaceChildren(...nodes);
    if (!this.#light.isConnected) this.#root.prepend(this.#light);
    this.#light.hidden = false;
  }

  #unmount() {
    living.delete(this);
    this.#closeRooms();
    const id = this.#id;
    this.#id = 0;
    if (id) this.#call("unmount", id);
    this.#room?.remove();
    this.#room = null;
    this.#shown = null;
  }

  /** Calls the WebAssembly, unless it is gone; a trap in it reaches every reader by `panicked`. */
  #call(name, ...args) {
    if (!this.#app || !args[0]) return undefined;
    try {
      return this.#app[name](...args);
    } catch (error) {
      console.error(`baca-reader: ${name}: ${error.message ?? error}`);
      return undefined;
    }
  }

  #enter(state) {
    if (this.#state === state) return;
    const states = this.#internals?.states;
    try {
      states?.delete(this.#state);
      states?.add(state);
    } catch {
      // Browsers of 2023 wanted dashed names here; the property tells the state all the same.
    }
    this.#state = state;
  }

  /** A new promise, unless the present one still waits for its end. */
  #renew() {
    if (!this.#settled) return;
    this.#settled = false;
    const { promise, resolve, reject } = withResolvers();
    // Nobody has to listen: a failure is told by event and on the page as well.
    promise.catch(() => {});
    this.#ready = promise;
    this.#settle = (end) => {
      this.#settled = true;
      end instanceof Error ? reject(end) : resolve(end);
    };
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`baca-${name}`, { detail, bubbles: true, composed: true }));
  }

  #hasLight() {
    return [...this.childNodes].some((node) =>
      node.nodeType === 3 ? node.data.trim() !== "" : node.nodeType === 1 && !node.slot && node.localName !== "script");
  }

  #words() {
    const page = this.closest("[lang]")?.lang;
    const wanted = [page, ...(navigator.languages ?? []), "en"];
    for (const lang of wanted) {
      const key = lang?.toLowerCase().split("-")[0];
      if (key && Object.hasOwn(WORDS, key)) return { lang: key, ...WORDS[key] };
    }
    return { lang: "en", ...WORDS.en };
  }

  #url(name) {
    const value = this.getAttribute(name);
    if (value === null) return "";
    try {
      return new URL(value, document.baseURI).href;
    } catch {
      return value;
    }
  }

  #reflect(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }
}

function asBacaError(error) {
  if (error instanceof BacaError) return error;
  const { code = "unsupported", message = String(error), retryable = false } = error ?? {};
  return new BacaError(typeof code === "string" ? code : "unsupported", message, { retryable, cause: error });
}

function withResolvers() {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
}

if (globalThis.customElements && !customElements.get("baca-reader")) {
  customElements.define("baca-reader", BacaReader);
}
