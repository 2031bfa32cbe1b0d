/**
 * The panels of one reader: comments and notifications. `baca-beside.js` has them; it is imported once the article is
 * on screen.
 */

import type { Session } from "./beside/session.ts";
import type { Configured, PanelsInfo } from "./bindings.ts";
import type { Configuration } from "./configuration.ts";
import { asBacaError, BacaError } from "./errors.ts";
import { reportError } from "./events.ts";
import { scriptFailure } from "./failed-request.ts";
import { messagesFor } from "./messages.ts";
import type { MountedArticle } from "./mounted-article.ts";
import { besideScript } from "./own-scripts.ts";
import { failurePanel } from "./placeholder.ts";
import { idle } from "./scheduling.ts";
import { services } from "./script-services.ts";
import type { ShadowView } from "./shadow-view.ts";
import { timeoutOf } from "./silence-limit.ts";

/** What the site has configured beside an article. */
interface PanelsConfiguration {
  configured: Partial<Configured>;
  configuration: Configuration;
  /** Returns the facts about the article, or `undefined` if it has been unmounted. */
  describe(): PanelsInfo | undefined;
}

/** What `baca-beside.js` gets for an article. */
export interface PanelsOfArticle extends PanelsConfiguration {
  /** Shows the bell with a status (the key of a message), or removes it. */
  showBell(status?: string): void;
  /** Called before each attempt to load the panels, and after each that has failed. `retry` makes another one. */
  onAttempt(): void;
  onFailure(error: unknown, retry: () => void): void;
}

/** Opens, changes and closes the panels of one reader. */
export class ReaderPanels {
  #host: HTMLElement;
  #view: ShadowView;
  #session: Session | undefined;
  /** Identifies the latest call of `configure`; `null` after `close`. */
  #request: object | null | undefined;
  /** The message that the panels could not be loaded. */
  #message: HTMLElement | undefined;

  constructor(host: HTMLElement, view: ShadowView) {
    this.#host = host;
    this.#view = view;
  }

  /** Closes the panels of the last configuration and prepares those of this one. A failure is shown and reported. */
  async configure(mounted: MountedArticle, panels: PanelsConfiguration): Promise<void> {
    const { comments, notifications } = panels.configured;
    const hasPanels = Boolean(comments || notifications);
    this.close(hasPanels);
    if (!hasPanels) return;
    const request = (this.#request = {});
    const onFailure = (error: unknown, retry: () => void) => {
      if (request === this.#request) this.#showFailure(error, panels, retry);
    };
    // Keeps the space of the tabs.
    if (comments) this.#view.reserve("comments");
    await mounted.pageVisible();
    await idle();
    try {
      const { open } = await besideScript(timeoutOf(this.#host));
      if (request !== this.#request) return;
      this.#session ??= open(this.#host, services);
      this.#session.configure({
        ...panels, onFailure,
        showBell: (status) => mounted.call("showBell", status),
        onAttempt: () => this.#message?.remove(),
      });
    } catch (cause) {
      const failure = new BacaError("network", await scriptFailure("baca-beside", cause), { retryable: true });
      onFailure(failure, () => void this.configure(mounted, panels));
    }
  }

  /** Reports a failure on the element, and shows it in the place of the comments with a button that retries. */
  #showFailure(error: unknown, { configuration, describe }: PanelsConfiguration, retry: () => void): void {
    reportError(this.#host, asBacaError(error));
    const messages = messagesFor(this.#host);
    const { panel } = failurePanel(this.#host, messages, messages.panels, retry);
    panel.role = "status";
    const hasComments = describe()?.comments || /"comments"\s*:/.test(configuration.content);
    this.#message?.remove();
    if (hasComments) this.#view.mount("comments", panel);
    this.#message = panel;
  }

  /** Applies the element's `lang` and `theme` after a change. */
  restyle(): void {
    this.#session?.restyle();
  }

  /** Closes the panels; `keep` preserves open discussions for the panels of the next article. */
  close(keep?: boolean): void {
    this.#request = null;
    this.#message?.remove();
    this.#session?.close(keep);
  }

  /** Drops the panels if `module`, which has trapped, is their module; returns whether it is. */
  onTrap(module: unknown): boolean {
    return this.#session?.onTrap(module) ?? false;
  }
}
