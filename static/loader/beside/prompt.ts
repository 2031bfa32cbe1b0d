/**
 * The notification prompt. It appears after the article has been read for a while, with one sentence and two buttons.
 * It never takes the focus, and a refusal is stored.
 */

import { directionOf } from "../direction.ts";
import { make } from "../dom.ts";
import { emit } from "../events.ts";
import { readStored, store } from "../storage.ts";
import { isSubscribed, type Notifications, permission } from "./permission.ts";
import { place, type Placement, placementFor } from "./prompt-placement.ts";
import { afterRefusal, allowsPrompt, HISTORY, historyOf, type PromptRules, rulesOf } from "./prompt-rules.ts";
import type { Session } from "./session.ts";

const TICK_MS = 1000;

/** Whether a prompt has appeared: there is one for a page, even with several readers. */
let hasAsked = false;

/** What the prompt shows: the question, that notifications are being turned on, or the outcome. */
type State = "hidden" | "asking" | "working" | "done";

/** The prompt of one article. */
export class Prompt {
  #session: Session;
  #rules: PromptRules;
  #site: string;
  #state: State = "hidden";
  #outcome = "";
  /** Its live region: assistive technology does not announce what a new region brings along. */
  #container = make("div", { class: "prompt-container", "data-placement": "sheet", "aria-live": "polite" });
  #placement: Placement = { side: "sheet", width: 0 };
  #seconds = 0;
  #percent = 0;
  #clock: ReturnType<typeof setInterval> | undefined;
  /** Aborted when the prompt is no longer on screen. */
  #hidden = new AbortController();

  /** Starts to count the seconds of reading once the article is on screen. `site` is the name of the site. */
  constructor(session: Session, notifications: Notifications, site: string) {
    this.#session = session;
    this.#rules = rulesOf(notifications);
    this.#site = site;
    const { closed, host, services } = session;
    services.whenSeen.get(host)?.then(() => this.#start(closed));
  }

  /** Counts the article as opened and starts the clock, unless the prompt can never appear. */
  #start(closed: AbortSignal): void {
    if (closed.aborted || permission() !== "default") return;
    const history = historyOf(readStored(HISTORY));
    // Without storage a refusal would be lost, and the prompt would appear on every page.
    if (!store(HISTORY, { ...history, views: history.views + 1 })) return;
    this.#session.root.querySelector("[data-place=prompt]")?.append(this.#container);
    this.#clock = setInterval(() => this.#tick(), TICK_MS);
    closed.addEventListener("abort", () => {
      clearInterval(this.#clock);
      // Without an answer, another reader of the page may show the prompt.
      if (this.#state === "asking") hasAsked = false;
      this.#hidden.abort();
      this.#container.remove();
    });
  }

  #tick(): void {
    if (document.hidden) return;
    this.#seconds += TICK_MS / 1000;
    const read = this.#session.root.querySelector("[part=progress]")?.getAttribute("aria-valuenow");
    this.#percent = Math.max(this.#percent, Number(read));
    if (hasAsked || isSubscribed() || permission() !== "default") return;
    const progress = { seconds: this.#seconds, percent: this.#percent };
    if (allowsPrompt(historyOf(readStored(HISTORY)), this.#rules, Date.now(), progress)) this.#appear();
  }

  #appear(): void {
    hasAsked = true;
    clearInterval(this.#clock);
    this.#state = "asking";
    const { host, root } = this.#session;
    const { signal } = this.#hidden;
    const onLayout = () => {
      this.#container.style.setProperty("--high", "0px");
      this.#placement = placementFor(root);
      place(this.#container, this.#placement);
    };
    addEventListener("resize", onLayout, { signal });
    for (const name of ["baca-text-size", "baca-settings"]) host.addEventListener(name, onLayout, { signal });
    // The reader may answer in another tab, or turn notifications on by a bell.
    const onAnswer = () => {
      const isAnswered = isSubscribed() || Date.now() < historyOf(readStored(HISTORY)).until;
      if (isAnswered && this.#state === "asking") this.#hide();
    };
    globalThis.addEventListener("storage", onAnswer, { signal });
    document.addEventListener("baca-notifications", onAnswer, { signal });
    this.#placement = placementFor(root);
    this.#render();
    // The card keeps its height when the outcome replaces the question.
    const height = this.#container.firstElementChild!.getBoundingClientRect().height;
    this.#container.style.setProperty("--high", `${height}px`);
    emit(host, "notifications", { state: "asked", reason: null });
  }

  /** Turns notifications on. The permission is requested inside the click: browsers require user activation. */
  async #accept(): Promise<void> {
    const answer = Notification.requestPermission();
    const { services, closed } = this.#session;
    this.#state = "working";
    this.#render();
    const panels = await this.#session.need({ isWaiting: true, hasComments: false });
    if (closed.aborted) return;
    const outcome = panels && await services.call(panels.module, "turnOn", panels.id, answer);
    if (closed.aborted) return;
    if (outcome?.isRefusal) this.#refuse();
    this.#state = "done";
    this.#outcome = outcome ? outcome.text : this.#session.textsIn(__BACA_BESIDE_LOCALES__).t("promptFailed");
    this.#render();
  }

  #refuse(): void {
    store(HISTORY, afterRefusal(historyOf(readStored(HISTORY)), this.#rules, Date.now()));
  }

  #close(): void {
    const isRefusal = this.#state === "asking";
    if (isRefusal) this.#refuse();
    this.#hide();
    if (isRefusal) emit(this.#session.host, "notifications", { state: "refused", reason: null });
  }

  /** Hides the prompt. If the focus was inside, it moves to the bell. */
  #hide(): void {
    const { root } = this.#session;
    const hadFocus = this.#container.contains(root.activeElement);
    this.#state = "hidden";
    this.#hidden.abort();
    this.#render();
    if (hadFocus) root.querySelector<HTMLElement>(".bell")?.focus({ preventScroll: true });
  }

  /** Writes the texts anew, in the present language of the controls. */
  relabel(): void {
    if (this.#state !== "hidden") this.#render();
  }

  #render(): void {
    const state = this.#state;
    const { t, lang } = this.#session.textsIn(__BACA_BESIDE_LOCALES__);
    const button = (key: string, act: () => void, attributes = {}) => {
      const element = make("button", { type: "button", ...attributes }, t(key));
      element.addEventListener("click", act);
      return element;
    };
    const close = () => this.#close();
    const texts = {
      hidden: "",
      asking: this.#site ? t("promptText", { site: this.#site }) : t("promptTextNoSite"),
      working: t("promptWorking"),
      done: this.#outcome,
    };
    const buttons = {
      hidden: [],
      asking: [button("promptYes", () => void this.#accept(), { class: "yes" }), button("promptNo", close)],
      working: [],
      done: [button("promptClose", close)],
    };
    const attributes = { "class": "prompt", "aria-label": t("promptLabel"), lang, "dir": directionOf(lang) };
    const card = make("section", { part: "prompt", ...attributes }, make("p", {}, texts[state]));
    if (buttons[state].length) card.append(make("div", { class: "answers" }, ...buttons[state]));
    card.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (this.#state !== "working") close();
    });
    const focused = [...this.#container.querySelectorAll("button")].findIndex((one) => one.matches(":focus"));
    this.#container.replaceChildren(...(state === "hidden" ? [] : [card]));
    place(this.#container, this.#placement);
    card.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }
}
