/** Renders an article with `baca-app` and calls the module for it until it is unmounted. */

import type { App, Arguments, Configured, FunctionName, LoadDetail, Result } from "./bindings.ts";
import type { Configuration } from "./configuration.ts";
import { hasComments } from "./embedded-comments.ts";
import { BacaError } from "./errors.ts";
import { firstChunkOf } from "./first-chunk.ts";
import { analytics } from "./own-scripts.ts";
import { painted, visible } from "./scheduling.ts";
import type { NativeContent, NativeSource } from "./source.ts";
import { call, callSafely } from "./wasm-supervisor.ts";

/** Encodes a string as UTF-8, which a module accepts faster than a string. */
const encode = (content: NativeContent) =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

type WithoutId<A> = A extends [number, ...infer Rest] ? Rest : never;
/** Functions of `baca-app` whose first argument is a reader's id. */
type ReaderFunction = {
  [Name in FunctionName<App>]: Arguments<App[Name]> extends [number, ...unknown[]] ? Name : never
}[FunctionName<App>];

/** For each reader element with an article, a promise that resolves once the article is on screen. */
export const whenSeen = new WeakMap<HTMLElement, Promise<void>>();

/** Elements whose article has been on screen before: if it is rendered again, it does not count as seen again. */
export const seenBefore = new WeakSet<HTMLElement>();

/** The article that `baca-app` has mounted in an element, and the calls to it. */
export class MountedArticle {
  #app!: App;
  #id = 0;
  /** Aborted when the article is unmounted. */
  #gone = new AbortController();

  get isMounted(): boolean {
    return this.#id !== 0;
  }

  /** Aborted when the present article is unmounted. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Returns whether an article is mounted and `module` has rendered it. */
  uses(module: unknown): boolean {
    return this.isMounted && this.#app === module;
  }

  /**
   * Renders an article into `container`. Calls `onReveal` once its first part is rendered, and `problem` for each part
   * of the article that cannot be used. Resolves with the detail of `baca-load` once everything is rendered, or with
   * `null` if the article was unmounted before. Rejects with `{code, message}`.
   */
  async mount(
    app: App,
    host: HTMLElement,
    container: Element,
    { content, base, format, problem }: NativeSource & { problem: (text: string) => void },
    onReveal: () => void,
  ): Promise<LoadDetail | null> {
    this.#app = app;
    const chunk = firstChunkOf(content);
    const options = { base, format, problem };
    const mounted = call(
      app, "mount", host, container,
      encode(chunk?.content ?? content),
      chunk ? { ...options, share: chunk.share, problem: null } : options,
    );
    const { id } = mounted;
    let { detail } = mounted;
    if (!id) throw new BacaError("unsupported", "there is nothing to render into");
    this.#begin(id, host);
    onReveal();
    const extend = () => (detail = call(app, "extend", id, encode(content), options));
    return (await this.#renderRest(id, chunk && extend)) ? detail : null;
  }

  /** Adds the controls to a server-rendered article; returns `null` if it has no mount points for them. */
  adopt(app: App, host: HTMLElement, container: Element, metadata: object): LoadDetail | null {
    this.#app = app;
    const { id, detail } = call(app, "adopt", host, container, metadata, document.baseURI);
    if (id) this.#begin(id, host);
    return id ? detail : null;
  }

  #begin(id: number, host: HTMLElement): void {
    this.#id = id;
    this.#gone = new AbortController();
    const seen = seenBefore.has(host) ? new Promise<void>(() => {}) : visible(this.#gone.signal, host);
    whenSeen.set(host, seen);
    seen.then(() => this.call("seen"));
  }

  /** Resolves once the page is activated and visible. Never resolves if the article is unmounted before. */
  pageVisible(): Promise<void> {
    return visible(this.#gone.signal);
  }

  /**
   * Applies the site's configuration. Returns its problems, and which panels the site and the article have; `undefined`
   * if no article is mounted.
   */
  configure(site: Configuration, article: NativeContent | null | undefined): Configured | undefined {
    const configured = this.call("configure", site.content, site.base);
    return configured && { ...configured, comments: configured.comments || hasComments(article) };
  }

  /** Reports the events of the reader to the analytics tools that the configuration names. */
  reportTo(host: HTMLElement, configuration: string): void {
    const page = configuration.includes('"adapters"') && this.call("page");
    if (page) analytics(({ start }) => start(host, configuration, page, whenSeen.get(host)!));
  }

  /** Calls a function of the module with the reader's id; returns `undefined` if no article is mounted. */
  call<Name extends ReaderFunction>(
    name: Name,
    ...args: WithoutId<Arguments<App[Name]>>
  ): Result<App[Name]> | undefined {
    if (!this.isMounted) return;
    return callSafely(this.#app, name, ...([this.#id, ...args] as unknown as Arguments<App[Name]>));
  }

  /** Removes the article, with its listeners; does nothing if none is mounted. */
  unmount(): void {
    const id = this.#id;
    this.#id = 0;
    this.#gone.abort();
    // The listeners on the old signal refer to the article.
    this.#gone = new AbortController();
    this.#gone.abort();
    if (id) callSafely(this.#app, "unmount", id);
  }

  /**
   * Renders the rest of a long article in steps and yields to the browser between them. The first step is `extend`, if
   * given. Resolves with `false` if the article was unmounted before the end.
   */
  async #renderRest(id: number, extend: (() => unknown) | null): Promise<boolean> {
    const step = () => {
      if (this.#id !== id) return false;
      if (!extend) return call(this.#app, "renderNextChunk", id);
      extend();
      extend = null;
      return true;
    };
    // Printing needs the whole article now; errors surface in the loop below.
    const renderAll = () => {
      try {
        while (step());
      } catch {}
    };
    addEventListener("beforeprint", renderAll);
    try {
      if (extend) await painted();
      while (step()) await new Promise((resolve) => setTimeout(resolve));
    } finally {
      removeEventListener("beforeprint", renderAll);
    }
    return this.#id === id;
  }
}
