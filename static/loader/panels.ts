/** Opens and closes the panels of one reader: comments and notifications (`src/bindings/panels.rs`). */

import type { Configured, Panels, PanelsInfo } from "./bindings.ts";
import type { Configuration } from "./configuration.ts";
import { asBacaError } from "./errors.ts";
import { reportError } from "./events.ts";
import { reportConfigProblems } from "./mistakes.ts";
import { messagesFor } from "./messages.ts";
import { load } from "./modules.ts";
import type { MountedArticle } from "./mounted-article.ts";
import { PanelsTrigger } from "./panels-trigger.ts";
import { failurePanel } from "./placeholder.ts";
import { idle } from "./scheduling.ts";
import { panelsInfo } from "./services.ts";
import type { ShadowView } from "./shadow-view.ts";
import { timeoutOf } from "./silence-limit.ts";
import { call, callSafely } from "./wasm-supervisor.ts";

/** A set of panels: its module and the id that the module returned. */
interface OpenPanels {
  module: Panels;
  id: number;
}

/** Opens, changes and closes the panels of one reader. */
export class ReaderPanels {
  #host: HTMLElement;
  #open: OpenPanels | null | undefined;
  /** The panels of the previous article, whose open discussions are kept for the next. */
  #suspended: OpenPanels | null | undefined;
  #trigger: PanelsTrigger | undefined;
  /** Identifies the latest call of `open`; `null` after `close`. */
  #request: object | null | undefined;
  /** The message that the panels could not be loaded. */
  #message: HTMLElement | undefined;
  #view: ShadowView;

  constructor(host: HTMLElement, view: ShadowView) {
    this.#host = host;
    this.#view = view;
  }

  /**
   * Closes the panels of the last configuration. Returns a promise that resolves when those of this one are needed: at
   * once if a discussion of the previous article is open. Returns nothing if there are none.
   */
  configure(
    mounted: MountedArticle,
    configured: Partial<Configured>,
    configuration: Configuration,
  ): Promise<unknown> | undefined {
    const hasPanels = Boolean(configured.comments || configured.notifications);
    this.close(hasPanels);
    if (!hasPanels) return;
    const trigger = new PanelsTrigger(this.#host, configured, configuration, (status) =>
      mounted.call("showBell", status));
    this.#trigger = trigger;
    const needed = this.#suspended ? Promise.resolve(false) : trigger.needed;
    return mounted.pageVisible().then(() => needed).then((isPressed) => isPressed || idle());
  }

  /**
   * Mounts the panels once `when` resolves. `describe` returns the facts about the article, or `undefined` if it has
   * been unmounted. `content` is the site's configuration. A failure is reported on the element, and shown at the mount
   * point of the missing panel with a button that calls `retry`.
   */
  async open(
    describe: () => PanelsInfo | undefined,
    { content, base, mayNameScripts }: Configuration,
    { when, retry }: { when?: Promise<unknown>; retry: () => void },
  ): Promise<void> {
    const request = (this.#request = {});
    this.#message?.remove();
    try {
      await when;
      const module = await load("baca-panels", timeoutOf(this.#host));
      // Another article or configuration may have replaced this one during the loading.
      const info = request === this.#request ? describe() : undefined;
      if (!info) return;
      panelsInfo.set(this.#host, info);
      const before = this.#trigger?.end() ?? {};
      const { id, problems } = call(module, "mount", this.#host, info, content, base, mayNameScripts, before);
      this.#open = id ? { module, id } : null;
      if (id) this.#suspended = null;
      reportConfigProblems(this.#host, problems, base);
    } catch (error) {
      if (request !== this.#request) return;
      reportError(this.#host, asBacaError(error));
      const messages = messagesFor(this.#host);
      const { panel } = failurePanel(this.#host, messages, messages.panels, retry);
      panel.role = "status";
      const hasComments = describe()?.comments || /"comments"\s*:/.test(content);
      if (hasComments) this.#view.mount("comments", panel);
      if (this.#trigger) this.#trigger.onPress = retry;
      this.#message = panel;
    }
  }

  /** Applies the element's `lang` and `theme` after a change. */
  restyle(): void {
    if (this.#open) callSafely(this.#open.module, "restyle", this.#open.id);
  }

  /** Unmounts the panels; `keep` preserves open discussions for the panels of the next article. */
  close(keep?: boolean): void {
    this.#request = null;
    this.#message?.remove();
    this.#trigger?.end();
    this.#trigger = undefined;
    const last = this.#open ?? this.#suspended;
    this.#open = null;
    this.#suspended = keep ? last : null;
    if (last) callSafely(last.module, keep ? "suspend" : "unmount", last.id);
  }

  /** Drops the panels if `module`, which has trapped, is their module; returns whether it is. */
  onTrap(module: unknown): boolean {
    if ((this.#open ?? this.#suspended)?.module !== module) return false;
    this.#open = this.#suspended = null;
    return true;
  }
}
