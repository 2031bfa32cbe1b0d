/** A discussion that Baca renders, opened without the module of the panels, as `src/comments/ui/tab.rs` opens it. */

import type { DiscussionHandle, DiscussionOptions } from "../bindings.ts";
import { make } from "../dom.ts";
import { emit } from "../events.ts";
import { later } from "../scheduling.ts";
import type { Session } from "../beside/session.ts";

type Report = Parameters<DiscussionOptions["report"]>;

/** The discussion of one tab. */
export class Discussion {
  /** The element of the provider in the tab panel, which has an element for the discussion alone. */
  readonly element = make("div", { class: "provider" }, make("div"));
  state: "loading" | "ready" | "failed" | "timeout" = "loading";
  /** Called when the state changes, or with the number of comments. */
  onChange!: (count?: number) => void;
  #session: Session;
  #type: string;
  #handle: DiscussionHandle | undefined;
  /** The comment to show once the module is there. */
  #linked: string | undefined;
  #lang = "";
  #isClosed = false;
  #endTimer = () => {};

  /** Makes the discussion of a provider of this `type`. */
  constructor(session: Session, type: string) {
    this.#session = session;
    this.#type = type;
  }

  /** Opens it with the `options` of `baca-discussion`. It has this number of `seconds` to show comments. */
  open(seconds: number, options: object & { lang: string }): void {
    this.#lang = options.lang;
    this.#endTimer = later(seconds * 1000, () => this.#onReport("timeout"));
    this.emitState();
    // A listener of the page may have removed the reader.
    if (this.#isClosed) return;
    const { host, services } = this.#session;
    const report = (...event: Report) => this.#onReport(...event);
    const { discuss } = services.hostServices;
    discuss(host, this.element.firstElementChild!, { ...options, report }).then((handle) => {
      if (this.#isClosed) return handle.close();
      this.#handle = handle;
      handle.restyle(this.#lang);
      if (this.#linked) handle.focusComment(this.#linked);
    }, () => report("failed"));
  }

  /** Returns whether it shows its comments, or still may. */
  get isOpen(): boolean {
    return this.state === "loading" || this.state === "ready";
  }

  /** Dispatches `baca-comments` with the state. */
  emitState(): void {
    emit(this.#session.host, "comments", { provider: this.#type, state: this.state });
  }

  #onReport(...[event, count]: Report): void {
    if (this.#isClosed) return;
    if (event === "count") return this.onChange(count);
    // A timeout counts only while loading. Comments that arrive after it replace its message.
    if (event === this.state || (event === "timeout" && this.state !== "loading")) return;
    this.state = event;
    this.#endTimer();
    this.emitState();
    this.onChange();
  }

  /** Shows a comment by its id, now or once the module is there. */
  focusComment(id: string): void {
    if (this.#handle) this.#handle.focusComment(id);
    else this.#linked = id;
  }

  /** Applies the language of the controls. */
  restyle(lang: string): void {
    this.#lang = lang;
    this.#handle?.restyle(lang);
  }

  /** Ends the discussion and removes it. What it reports later is ignored. */
  close(): void {
    this.#isClosed = true;
    this.#endTimer();
    this.#handle?.close();
    this.element.remove();
  }
}
