/** Renders an article with `baca-app` and calls the module for it until it is unmounted. */

import type { App, Arguments, Configured, FunctionName, LoadDetail, Result } from "./bindings.ts";
import type { Configuration } from "./configuration.ts";
import { hasComments } from "./embedded-comments.ts";
import { BacaError } from "./errors.ts";
import { firstChunkOf } from "./first-chunk.ts";
import { analytics } from "./own-scripts.ts";
import { keepingScroll } from "./page.ts";
import { delay, nextTask, painted, visible } from "./scheduling.ts";
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
  /** Whether the first part of the article is on screen, so that functions can be called for it. */
  #isShown = false;
  /** Aborted when the article is unmounted. */
  #gone = new AbortController();

  get isMounted(): boolean {
    return this.#isShown;
  }

  /** Aborted when the present article is unmounted. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** Returns whether `module` has rendered the article, or is doing so. */
  uses(module: unknown): boolean {
    return this.#id !== 0 && this.#app === module;
  }

  /**
   * Renders an article into `container`. Calls `onReveal` once its first part is rendered, and `problem` for each part
   * of the article that cannot be used. Each step until then is a task of its own, unless the article is an update.
   * Resolves with the detail of `baca-load` once everything is rendered, or with `null` if the article was unmounted
   * before. Rejects with `{code, message}`.
   */
  async mount(
    app: App,
    host: HTMLElement,
    container: Element,
    { content, base, format, problem, isUpdate }: NativeSource & { problem(text: string): void; isUpdate: boolean },
    onReveal: () => void,
  ): Promise<LoadDetail | null> {
    this.#app = app;
    const chunk = firstChunkOf(content);
    const options = { base, format, problem };
    const pause = isUpdate ? undefined : nextTask;
    const timer = () => delay(0);
    const mounted = call(
      app, "mount", host, container,
      encode(chunk?.content ?? content),
      chunk ? { ...options, share: chunk.share, problem: null } : options,
    );
    const id = this.#id = mounted.id!;
    let { detail } = mounted;
    const mountAll = function* (this: MountedArticle) {
      do {
        yield pause;
        if (this.#id !== id) return;
      } while (keepingScroll(() => call(app, "mountNext", id)));
      if (!container.firstChild) throw new BacaError("unsupported", "there is nothing to render into");
      // In the task of the last step: what somebody does with the preview until then is in effect.
      this.#begin(id, host);
      onReveal();
      yield pause;
      if (chunk) {
        yield painted;
        if (this.#id !== id) return;
        detail = call(app, "extend", id, encode(content), options);
        yield timer;
      }
      while (this.#id === id && call(app, "renderNextChunk", id)) yield timer;
    };
    await inSteps(mountAll.call(this));
    return this.#id === id ? detail : null;
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
    this.#isShown = true;
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
    this.#isShown = false;
    this.#gone.abort();
    // The listeners on the old signal refer to the article.
    this.#gone = new AbortController();
    this.#gone.abort();
    if (id) callSafely(this.#app, "unmount", id);
  }
}

/** Does the steps of long work. Each may give a function that resolves when the next one is due. */
async function inSteps(steps: Generator<(() => Promise<unknown>) | undefined>): Promise<void> {
  let failure: unknown;
  // Printing needs the whole article now.
  const finish = () => {
    try {
      while (!steps.next().done);
    } catch (error) {
      failure = error;
    }
  };
  addEventListener("beforeprint", finish);
  try {
    for (const wait of steps) await wait?.();
  } finally {
    removeEventListener("beforeprint", finish);
  }
  if (failure) throw failure;
}
