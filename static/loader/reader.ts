/**
 * Loads the article of one reader, renders it with the WebAssembly and reports success or failure. Each load has an
 * id, so that results of an earlier load are dropped.
 */

import type { BacaArticle, BacaConfig, BacaReader, BacaState } from "../baca.d.ts";
import { prepareAids } from "./aids.ts";
import type { App, LoadDetail } from "./bindings.ts";
import { configurationOf, fetchConfiguration, NO_CONFIGURATION } from "./configuration.ts";
import { replaceState } from "./custom-states.ts";
import { asBacaError, BacaError, messageOf } from "./errors.ts";
import { emit, reportError } from "./events.ts";
import { checkAttributes, checkIdle, logProblems, reportConfigProblems } from "./mistakes.ts";
import { load } from "./modules.ts";
import { textsFor } from "./messages.ts";
import { Newsroom } from "./newsroom.ts";
import { MountedArticle } from "./mounted-article.ts";
import { ReaderPanels } from "./panels.ts";
import { showFailure, textInstead } from "./failure.ts";
import { hasFallback, skeleton } from "./placeholder.ts";
import { Ready } from "./ready.ts";
import { idle, nextTask } from "./scheduling.ts";
import { makeReadable, type ServerRendered } from "./server-rendered.ts";
import { configurations } from "./services.ts";
import { applySettings } from "./settings.ts";
import type { ShadowView } from "./shadow-view.ts";
import { showPreview } from "./show-preview.ts";
import { timeoutOf } from "./silence-limit.ts";
import { convert, needsConverter, sourceOf, toNativeFormat, withModule } from "./source.ts";
import type { NativeContent, NativeSource, Source } from "./source.ts";
import { forgetAllStalled } from "./stalled.ts";
import { call, trapListeners } from "./wasm-supervisor.ts";

/** Loads articles for one element and shows them, from its attributes to the mounted article. */
export class Reader {
  state: BacaState = "idle";
  ready = new Ready();
  /** The property `article` as the page has set it; `null` if unset. */
  given: unknown = null;
  /** The property `config`, if the page has set an object. */
  givenConfig: BacaConfig | null = null;

  #host: BacaReader;
  #view: ShadowView;
  #states: CustomStateSet | undefined;
  #panels: ReaderPanels;
  #newsroom = new Newsroom();

  #loadId = 0;
  #abort: AbortController | undefined;
  /** Whether an element with the focus was removed, and whether another article was shown before. */
  #hadFocus = false;
  #hasShown = false;

  #mounted = new MountedArticle();
  #updateAids = () => {};
  /** The article as it was fetched. */
  #source: Source | null | undefined;
  /** The article that is shown or loading, in Baca's own format, and its base URL. */
  #content: NativeContent | null | undefined;
  #base: string | undefined;

  constructor(host: BacaReader, view: ShadowView, states: CustomStateSet | undefined) {
    this.#host = host;
    this.#view = view;
    this.#states = states;
    this.#panels = new ReaderPanels(host, view);
  }

  /** The mounted article in Baca's own format; `null` if none is mounted. */
  get article(): BacaArticle | null {
    if (!this.#mounted.isMounted) return null;
    const { serverRendered } = this.#view;
    if (serverRendered) return serverRendered.read();
    const content = this.#newsroom.session?.current ?? this.#content;
    return (typeof content === "string" ? JSON.parse(content) : structuredClone(content)) as BacaArticle;
  }

  /** Removes the server-rendered article, if there is one. */
  dropServerRendered(): void {
    if (!this.#view.serverRendered || this.#keepsArticle) return;
    this.#unmount(true);
    this.#view.dropServerRendered();
  }

  /** Whether the article stays on screen until another one replaces it. */
  get #keepsArticle() {
    return this.#mounted.isMounted && this.#newsroom.session?.keepsArticle;
  }

  restyle(): void {
    this.#mounted.call("restyle");
    this.#panels.restyle();
  }

  stop(): void {
    this.#loadId += 1;
    this.#abort?.abort();
    this.#unmount();
    this.#hadFocus = false;
    if (!this.#view.serverRendered) this.#view.show([]);
    this.#setState("idle");
    this.ready.renew();
  }

  // Loading

  /** Loads and shows the element's article. Downloads that have stalled are started again. */
  reload(): Promise<void> {
    forgetAllStalled(this.#host);
    return this.load();
  }

  /** Loads and shows the element's article. Failures are reported on the element. */
  async load(): Promise<void> {
    const loadId = ++this.#loadId;
    this.#abort?.abort();
    this.#abort = new AbortController();
    if (this.given !== null) this.dropServerRendered();
    const keepsArticle = this.#keepsArticle;
    const serverRendered = keepsArticle ? null : this.#view.serverRendered;
    const source = serverRendered ? null : sourceOf(this.#host, this.given, this.#abort.signal);
    fetchConfiguration(this.#host, this.givenConfig);
    checkAttributes(this.#host);
    if (serverRendered) return this.#adopt(loadId, serverRendered);
    if (!source) {
      this.#unmount();
      this.#view.show([]);
      this.#setState("idle");
      return void checkIdle(this.#host);
    }
    this.#startLoading();
    const needsPreview = !keepsArticle && !hasFallback(this.#host);
    if (!keepsArticle) this.#view.show([], "wait");
    try {
      const keep = <S extends Source | NativeSource>(source: S) => {
        // Once it is known, without what is withheld.
        if (loadId === this.#loadId) this.#source = source as Source;
        return source;
      };
      const received = source.then(keep);
      const native = received.then((text) => toNativeFormat(this.#host, text))
        .then((native) => this.#admit(native)).then(keep);
      // The language is requested before the module.
      textsFor(this.#host);
      const loaded = withModule(this.#host, native);
      await nextTask();
      if (loadId !== this.#loadId) return;
      this.#view.addStyle();
      if (needsPreview) this.#view.show([skeleton(this.#host)], "wait");
      const isSpecial = () => this.#newsroom.isNeeded("", configurationOf(this.#host, this.givenConfig));
      const loading = { received, native, isNeeded: needsPreview, isSpecial, signal: this.#abort.signal };
      const preview = showPreview(this.#host, this.#view, loading, (source) => {
        if (loadId !== this.#loadId) return false;
        this.#content = source.content;
        this.#base = source.base;
        return true;
      });
      const [[module, article]] = await Promise.all([loaded, preview]);
      if (loadId !== this.#loadId) return;
      try {
        await this.#mount(module, loadId, article);
      } catch (error) {
        if (!needsConverter(error as BacaError, article)) throw error;
        const converted = await this.#admit(await convert(this.#host, article.original ?? article));
        if (loadId !== this.#loadId) return;
        await this.#mount(module, loadId, converted);
      }
      // The text does not wait for the configuration.
      if (loadId === this.#loadId) this.configure(loadId);
    } catch (error) {
      this.#fail(asBacaError(error), loadId);
    }
  }

  /** Adds the controls to a server-rendered article. */
  async #adopt(loadId: number, serverRendered: ServerRendered): Promise<void> {
    const { container, metadata } = serverRendered;
    this.#startLoading();
    this.#view.clearMounts(/./);
    applySettings(container, this.#host);
    try {
      await Promise.all([idle(), textsFor(this.#host)]); // The page's pictures load first.
      const [app] = await Promise.all([load("baca-app", timeoutOf(this.#host)), makeReadable(serverRendered)]);
      if (loadId !== this.#loadId) return;
      trapListeners.add(this.#onTrap);
      this.#view.addStyle(call(app, "style"));
      await this.#admit({ content: metadata, base: document.baseURI });
      if (loadId !== this.#loadId) return;
      const detail = this.#mounted.adopt(app, this.#host, container, metadata);
      if (!detail) {
        // Another version of Baca has rendered it.
        if (this.#host.hasAttribute("src") || this.#host.querySelector(":scope>article,:scope>script")) {
          this.dropServerRendered();
          return this.load();
        }
        throw new BacaError("unsupported", "the server-rendered article has no mount points for the controls");
      }
      this.#announce(detail);
      this.configure(loadId);
    } catch (error) {
      this.#fail(asBacaError(error), loadId);
    }
  }

  #startLoading(): void {
    this.ready.renew();
    this.#setState("loading");
    if (!this.#keepsArticle) this.#unmount(true);
  }

  /** Prepares an article for the site's places and rules of access, if there are any. */
  #admit(native: NativeSource, config = configurationOf(this.#host, this.givenConfig)): Promise<NativeSource> {
    return this.#newsroom.admit(this.#host, native, config);
  }

  async #mount(app: App, loadId: number, { problems = [], ...source }: NativeSource): Promise<void> {
    const container = this.#view.createContainer();
    const isUpdate = this.#mounted.isMounted;
    if (isUpdate) {
      this.#panels.close(true);
      this.#mounted.unmount();
    }
    try {
      trapListeners.add(this.#onTrap);
      this.#view.addStyle(call(app, "style"));
      this.#content = source.content;
      this.#base = source.base;
      const all = [...problems];
      const onReveal = () => this.#view.reveal(this.#hadFocus, this.#hasShown && !isUpdate);
      const options = { ...source, isUpdate, problem: (text: string) => all.push(text) };
      const detail = await this.#mounted.mount(app, this.#host, container, options, onReveal);
      if (!detail || loadId !== this.#loadId) return;
      logProblems(all, source.base);
      this.#announce(detail);
    } catch (error) {
      if (loadId !== this.#loadId) return;
      const received = this.#source;
      this.#unmount(true);
      // Another attempt may follow; if it fails too, the text is shown.
      this.#source = received;
      throw error;
    }
  }

  #announce(detail: LoadDetail): void {
    this.#updateAids = prepareAids(this.#host, this.#view, this.#mounted, this.#hasShown);
    this.#hadFocus = false;
    this.#hasShown = true;
    this.#setState("ready");
    emit(this.#host, "load", detail);
    this.ready.resolve(() => this.article!);
  }

  // The site's configuration

  /** Fetches the configuration, once, passes it to the module and opens the panels that it configures. */
  async configure(loadId = this.#loadId): Promise<void> {
    let site = NO_CONFIGURATION;
    try {
      site = await configurationOf(this.#host, this.givenConfig);
    } catch (error) {
      if (loadId === this.#loadId) reportConfigProblems(this.#host, [messageOf(error)], "");
    }
    if (loadId !== this.#loadId) return;
    configurations.set(this.#host, site);
    const content = this.#view.serverRendered?.metadata ?? this.#content;
    if (content) this.#admit({ content, base: this.#base ?? document.baseURI }, Promise.resolve(site)).catch(() => {});
    const { problems = [], ...configured } = this.#mounted.configure(site, content) ?? {};
    reportConfigProblems(this.#host, problems, site.base);
    this.#mounted.reportTo(this.#host, site.content);
    const describe = () => {
      const info = this.#mounted.call("page");
      return info && Object.assign(info, { comments: this.article!.comments, base: this.#base || document.baseURI });
    };
    this.#panels.configure(this.#mounted, { configured, configuration: site, describe });
    this.#updateAids();
  }

  // Failures

  /** Handles a trapped module: panels are removed; for `baca-app` the load fails and the plain text is shown. */
  #onTrap = (module: unknown, message: string): void => {
    if (this.#panels.onTrap(module)) {
      // The article remains without its panels.
      this.#view.clearMounts(/bell|comments|player|prompt/);
      reportError(this.#host, new BacaError("unsupported", `internal error beside the article: ${message}`));
    }
    if (this.#mounted.uses(module)) {
      this.#fail(new BacaError("unsupported", `internal error: ${message}`, { retryable: true, isInternal: true }));
    }
  };

  async #fail(error: BacaError, loadId = this.#loadId): Promise<void> {
    if (loadId !== this.#loadId) return;
    this.#abort?.abort();
    const text = await textInstead(this.#host, error, { source: this.#source, converted: this.#content });
    if (loadId !== this.#loadId) return;
    // The messages of the modules do not contain the article's URL.
    if (this.#source && !error.message.includes("://")) error.message = `${this.#source.base}: ${error.message}`;
    this.#unmount();
    const button = showFailure(this.#host, this.#view, error, text, () => this.reload());
    this.#setState("error");
    if (this.#hadFocus) button.focus();
    this.#hadFocus = false;
    reportError(this.#host, error);
    checkAttributes(this.#host, true);
    this.ready.reject(error);
  }

  /** Unmounts the article; `keepPanels` keeps open discussions. */
  #unmount(keepPanels?: boolean): void {
    this.#hadFocus ||= Boolean(this.#view.focused);
    trapListeners.delete(this.#onTrap);
    this.#newsroom.session?.end();
    this.#panels.close(keepPanels);
    this.#mounted.unmount();
    this.#view.removeArticle();
    this.#source = this.#content = null;
    this.#updateAids = () => {}; // The old one refers to the article's elements.
  }

  #setState(state: BacaState): void {
    if (this.state === state) return;
    replaceState(this.#states, this.state, state);
    this.state = state;
  }
}
