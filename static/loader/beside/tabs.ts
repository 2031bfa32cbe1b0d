/**
 * The tabs of comments until one is chosen, as `src/comments/ui` renders them: tabs with manual activation
 * (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/), or a button for a single provider.
 */

import type { BeforePanels } from "../bindings.ts";
import { directionOf } from "../direction.ts";
import { make } from "../dom.ts";
import type { Texts } from "../texts.ts";
import type { PlainTabs } from "./plain-tabs.ts";
import type { Session } from "./session.ts";

const PREFIX = "baca-tabs-";

/** The tabs of one article. */
export class Tabs {
  element!: HTMLElement;
  #session: Session;
  #names: string[];
  #label: string | undefined;
  #texts!: Texts;
  #focusable = 0;
  /** The tab that the reader has chosen: the module is loading. */
  #chosen: number | undefined;

  /** Shows tabs below a heading, which without a `label` is a text in the reader's language. */
  constructor(session: Session, { names, label }: PlainTabs) {
    this.#session = session;
    this.#names = names;
    this.#label = label;
    this.#render();
  }

  /** What the module's tabs continue with. */
  get before(): BeforePanels {
    const focused = this.#focused;
    return { chosenTab: this.#chosen, focusedTab: this.#isSingle || focused < 0 ? undefined : focused };
  }

  /** Writes the texts anew, in the present language of the controls. */
  relabel(): void {
    const focused = this.#focused;
    const old = this.element;
    old.replaceWith(this.#render());
    this.#buttons[focused]?.focus({ preventScroll: true });
  }

  get #isSingle() {
    return this.#names.length === 1;
  }

  get #buttons() {
    return [...this.element.querySelectorAll("button")];
  }

  /** Index of the button with the focus; -1 if there is none. */
  get #focused() {
    return this.#buttons.findIndex((button) => button.matches(":focus"));
  }

  async #choose(index: number): Promise<void> {
    this.#chosen = this.#focusable = index;
    this.#update();
    if (await this.#session.need(true)) return;
    // The panels could not be loaded; the next press tries again.
    this.#chosen = undefined;
    if (this.element.isConnected) this.#update();
  }

  #onKey(event: KeyboardEvent, index: number): void {
    const last = this.#names.length - 1;
    const isBackward = (event.key === "ArrowLeft") !== (this.element.dir === "rtl");
    const step = isBackward ? index - 1 : index + 1;
    const next = { Home: 0, End: last, ArrowLeft: step, ArrowRight: step }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#focusable = next < 0 ? last : next > last ? 0 : next;
    this.#update();
    this.#buttons[this.#focusable]!.focus();
  }

  #render(): HTMLElement {
    const { t, lang } = this.#texts = this.#session.texts;
    const heading = make("h2", { id: `${PREFIX}comments` },
      this.#label ?? t(this.#isSingle ? "commentsOne" : "comments"));
    const attributes = { "aria-labelledby": heading.id, lang, "dir": directionOf(lang) };
    this.element = make("section", { part: "comments", class: "comments", ...attributes }, heading);
    if (!this.#isSingle) this.element.append(this.#tabList(heading.id));
    this.element.append(make("p", { class: "visually-hidden", role: "status" }));
    this.#update();
    return this.element;
  }

  #tabList(labelledBy: string): HTMLElement {
    const tabs = this.#names.map((name, index) => {
      const id = `${PREFIX}tab-${index}`;
      const tab = make("button", { part: "tab", type: "button", role: "tab", id }, name);
      tab.addEventListener("click", () => void this.#choose(index));
      tab.addEventListener("keydown", (event) => this.#onKey(event, index));
      return tab;
    });
    const attributes = { "class": "tablist", "role": "tablist", "aria-labelledby": labelledBy };
    return make("div", { part: "tablist", ...attributes }, ...tabs);
  }

  /** Shows which tab can be reached by Tab, which is chosen, and that it is loading. */
  #update(): void {
    const { t } = this.#texts;
    this.element.querySelectorAll("[role=tab]").forEach((tab, index) => {
      const isChosen = index === this.#chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.setAttribute("tabindex", index === this.#focusable ? "0" : "-1");
      if (isChosen) tab.setAttribute("aria-controls", `${PREFIX}tabpanel`);
      else tab.removeAttribute("aria-controls");
    });
    const isLoading = this.#chosen !== undefined;
    const name = this.#names[this.#chosen ?? 0]!;
    const loading = isLoading ? t("commentsLoading", { name }) : "";
    // It is not a new element: what a new live region brings along is not announced.
    this.element.querySelector("[role=status]")!.textContent = loading;
    this.element.querySelector(".tabpanel")?.remove();
    if (isLoading) {
      const spinner = make("span", { "class": "spinner", "aria-hidden": "true" });
      this.element.append(this.#panel("true", make("p", { class: "waiting" }, spinner, loading)));
    } else if (this.#isSingle) {
      const button = make("button", { class: "yes", type: "button" }, t("commentsShow", { name }));
      button.addEventListener("click", () => void this.#choose(0));
      this.element.append(this.#panel("false", make("div", { class: "outcome" }, button)));
    }
  }

  /** Returns the panel of the chosen tab. A single provider has no tab, so its panel is no `tabpanel` either. */
  #panel(isBusy: string, content: HTMLElement): HTMLElement {
    const role = !this.#isSingle && {
      "role": "tabpanel", "tabindex": "0", "aria-labelledby": `${PREFIX}tab-${this.#chosen}`,
    };
    const attributes = { "class": "tabpanel", "id": `${PREFIX}tabpanel`, "aria-busy": isBusy, ...role };
    return make("div", { part: "tabpanel", ...attributes }, content);
  }
}
