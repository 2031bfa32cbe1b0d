/**
 * The tabs of comments as `src/comments/ui` renders them: tabs with manual activation
 * (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/), or a button for a single provider. Discussions that Baca renders
 * are opened here; the module replaces the tabs when another one is chosen.
 */

import type { BeforePanels, PanelsInfo } from "../bindings.ts";
import { directionOf } from "../direction.ts";
import { make } from "../dom.ts";
import { storeText } from "../storage.ts";
import type { Texts } from "../texts.ts";
import { Discussion } from "./discussion.ts";
import { isOwn, type NativeDiscussion, PERMALINKS } from "./native-providers.ts";
import { LAST_TAB, type PlainTab, type PlainTabs } from "./plain-tabs.ts";
import type { Session } from "../beside/session.ts";

const PREFIX = "baca-tabs-";

/** Keys of the messages for the states of a tab. */
const MESSAGES: Record<string, string> = {
  loading: "commentsLoading", failed: "commentsFailed", timeout: "commentsTimeout",
};

interface Tab extends PlainTab {
  discussion?: Discussion | undefined;
  /** Number of comments, if known. */
  count?: number | undefined;
  /** Whether the reader has chosen it. */
  isWanted?: boolean | undefined;
}

/** The tabs of one article. */
export class Tabs {
  readonly element: HTMLElement;
  #session: Session;
  #given: PlainTabs;
  #tabs: Tab[];
  #texts: Texts;
  #heading = make("h2", { id: `${PREFIX}comments` });
  // It is not a new element: what a new live region brings along is not announced.
  #status = make("p", { class: "visually-hidden", role: "status" });
  #panel = make("div", { part: "tabpanel", class: "tabpanel", id: `${PREFIX}tabpanel` });
  #focusable = 0;
  /** The tab whose panel is shown. */
  #chosen: number | undefined;
  /** Whether the module is loading, for the tab that the reader has chosen. */
  #isWaiting = false;
  /** What the panel shows. */
  #shown: unknown;

  /** Shows the tabs. They continue with what was open in the tabs of the `last` article. */
  constructor(session: Session, given: PlainTabs, last?: Tabs) {
    this.#session = session;
    this.#given = given;
    this.#tabs = given.tabs.map((tab) => ({ ...tab, count: tab.native?.count }));
    this.#texts = session.textsIn(__BACA_TABS_LOCALES__);
    this.#chosen = (last && this.#resume(last)) ?? given.chosen;
    this.#focusable = this.#chosen ?? 0;
    const labelledBy = { "aria-labelledby": this.#heading.id };
    this.element = make("section", { part: "comments", class: "comments", ...labelledBy }, this.#heading);
    if (!this.#isSingle) {
      const tabs = this.#tabs.map((_, index) => this.#makeTab(index));
      const attributes = { class: "tablist", role: "tablist", ...labelledBy };
      this.element.append(make("div", { part: "tablist", ...attributes }, ...tabs));
      this.#panel.setAttribute("role", "tabpanel");
      this.#panel.tabIndex = 0;
    }
    this.element.append(this.#status);
    this.relabel();
  }

  /** Opens the chosen discussion if the reader wants it, or if it needs nobody's consent. */
  start(): void {
    for (const { discussion } of this.#tabs) discussion?.emitState();
    const tab = this.#current;
    if (!tab?.native || tab.discussion || !(tab.isWanted || isOwn(tab.native))) return;
    this.#open(tab, tab.native);
    this.#update();
  }

  /** What the module's tabs continue with. */
  get before(): BeforePanels {
    const focused = this.#buttons.findIndex((button) => button.matches(":focus"));
    const chosenTab = this.#current?.isWanted ? this.#chosen : undefined;
    return { chosenTab, focusedTab: focused < 0 ? undefined : focused };
  }

  /** Returns whether a discussion is open, also in a tab that is not shown. */
  get hasDiscussions(): boolean {
    return this.#tabs.some(({ discussion }) => discussion?.isOpen);
  }

  /** Returns whether the tabs of the next article are shown at once: a tab is wanted, or the article is an update. */
  continuesAt(article: PanelsInfo): boolean {
    return Boolean(this.#current?.isWanted) || isEqual(article, this.#given.article);
  }

  /** Shows the comment of an open discussion that a fragment names. Returns whether there is one. */
  focusComment(fragment: string): boolean {
    return this.#tabs.some(({ type, discussion }, index) => {
      const [, id] = PERMALINKS[type]?.exec(fragment) ?? [];
      if (!id || !discussion?.isOpen) return false;
      this.#choose(index);
      discussion.focusComment(id);
      return true;
    });
  }

  /** Closes the discussions; `keep` preserves those that show comments. */
  close(keep?: boolean): void {
    for (const tab of this.#tabs) {
      if (keep && tab.discussion?.state === "ready") continue;
      tab.discussion?.close();
      tab.discussion = undefined;
    }
  }

  /** Writes the texts anew, in the present language of the controls. */
  relabel(): void {
    const { t, lang } = this.#texts = this.#session.textsIn(__BACA_TABS_LOCALES__);
    this.#heading.textContent = this.#given.label ?? t(this.#isSingle ? "commentsOne" : "comments");
    this.element.lang = lang;
    this.element.dir = directionOf(lang);
    for (const { discussion } of this.#tabs) discussion?.restyle(lang);
    const controls = () => [...this.#panel.querySelectorAll<HTMLElement>(":is(.outcome, .ending) :is(a, button)")];
    const focused = controls().findIndex((control) => control.matches(":focus"));
    this.#shown = undefined;
    this.#update();
    controls()[focused]?.focus({ preventScroll: true });
  }

  /** Whether there is a single provider, which has no tab. */
  get #isSingle() {
    return this.#tabs.length === 1;
  }

  get #current(): Tab | undefined {
    return this.#tabs[this.#chosen ?? -1];
  }

  get #buttons() {
    return [...this.element.querySelectorAll<HTMLElement>("[role=tab]")];
  }

  /** Chooses a tab as the reader wants, and stores the choice. */
  #press(index: number): void {
    const { type, name } = this.#tabs[index]!;
    storeText(LAST_TAB, `${type}:${name}`);
    this.#choose(index);
  }

  #choose(index: number): void {
    const before = this.#current?.discussion ? this.#chosen : this.#given.chosen;
    const tab = this.#tabs[index]!;
    this.#chosen = this.#focusable = index;
    tab.isWanted = true;
    if (!this.#isWaiting) {
      if (!tab.native) void this.#wait(before);
      else if (!tab.discussion?.isOpen) this.#open(tab, tab.native);
    }
    this.#update();
  }

  /** Waits for the module. If it cannot be loaded, the tab that was chosen `before` is shown. */
  async #wait(before: number | undefined): Promise<void> {
    this.#isWaiting = true;
    if (await this.#session.need({ isWaiting: true })) return;
    this.#isWaiting = false;
    for (const tab of this.#tabs) if (!tab.native) tab.isWanted = false;
    const tab = this.#current;
    // The reader may have chosen another tab in the meantime.
    if (!tab?.native) this.#chosen = before;
    else if (!tab.discussion?.isOpen) this.#open(tab, tab.native);
    this.#update();
  }

  #open(tab: Tab, { provider, link, hosts }: NativeDiscussion): void {
    const name = this.#nameOf(tab);
    // Images of other hosts may be fetched once the reader has chosen the tab, unless that needs a consent of its own.
    const pictures = tab.isWanted && !this.#given.asks ? null : [...hosts, location.host];
    const options = { ...this.#given.options, provider, lang: this.#texts.lang, name, link, linked: null, pictures };
    tab.discussion?.close();
    this.#show(tab, new Discussion(this.#session, tab.type));
    tab.discussion!.open(this.#given.timeout, options);
  }

  /** Shows a discussion in the panel. */
  #show(tab: Tab, discussion: Discussion): void {
    tab.discussion = discussion;
    discussion.element.id = `${PREFIX}provider-${this.#tabs.indexOf(tab)}`;
    discussion.onChange = (count) => {
      tab.count = count ?? tab.count;
      this.#update();
    };
    this.#panel.append(discussion.element);
  }

  /**
   * Continues with the discussions of the last article where the configuration is equal, and closes the others. They
   * stay open if the article is still the same. Returns the index of the tab that was chosen.
   */
  #resume(last: Tabs): number | undefined {
    let chosen: number | undefined;
    const isUpdate = isEqual(last.#given.article, this.#given.article);
    this.#tabs.forEach((tab, index) => {
      const before = tab.native && last.#tabs.find((one) => configurationOf(one) === configurationOf(tab));
      if (!before) return;
      tab.isWanted = before.isWanted;
      if (before === last.#current) chosen = index;
      if (!isUpdate || before.discussion?.state !== "ready") return;
      tab.count = before.count;
      this.#show(tab, before.discussion);
      before.discussion = undefined;
    });
    last.close();
    return chosen;
  }

  #nameOf({ name }: Tab): string {
    return name || this.#texts.t("commentsOwn");
  }

  #onKey(event: KeyboardEvent, index: number): void {
    const last = this.#tabs.length - 1;
    const isBackward = (event.key === "ArrowLeft") !== (this.element.dir === "rtl");
    const step = isBackward ? index - 1 : index + 1;
    const next = { Home: 0, End: last, ArrowLeft: step, ArrowRight: step }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#focusable = next < 0 ? last : next > last ? 0 : next;
    this.#update();
    this.#buttons[this.#focusable]!.focus();
  }

  #makeTab(index: number): HTMLElement {
    const tab = make("button", { part: "tab", type: "button", role: "tab", id: `${PREFIX}tab-${index}` });
    tab.addEventListener("click", () => this.#press(index));
    tab.addEventListener("keydown", (event) => this.#onKey(event, index));
    return tab;
  }

  /** Shows which tab can be reached by Tab, which is chosen, and the state of that one. */
  #update(): void {
    const { t, number, lang } = this.#texts;
    this.#buttons.forEach((button, index) => {
      const tab = this.#tabs[index]!;
      const isChosen = index === this.#chosen;
      const count = tab.count === undefined ? "" : make("span", { class: "count" }, ` (${number(tab.count)})`);
      button.replaceChildren(this.#nameOf(tab), count);
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = index === this.#focusable ? 0 : -1;
      if (isChosen) button.setAttribute("aria-controls", this.#panel.id);
      else button.removeAttribute("aria-controls");
    });
    const tab = this.#current;
    const state = tab?.discussion?.state ?? (this.#isWaiting ? "loading" : "asking");
    const key = MESSAGES[state];
    const message = tab && key ? t(key, { name: this.#nameOf(tab) }) : "";
    const shown = [this.#chosen, state, lang].join();
    // What has the focus in the panel would lose it, and the message would be announced again.
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#status.textContent = message;
    if (!tab) return this.#panel.remove();
    this.#panel.setAttribute("aria-busy", String(state === "loading"));
    if (!this.#isSingle) this.#panel.setAttribute("aria-labelledby", `${PREFIX}tab-${this.#chosen}`);
    this.#panel.querySelectorAll(":scope>:not(.provider)").forEach((element) => element.remove());
    for (const { discussion } of this.#tabs) {
      // The element stays where a failure is shown, in case the comments still arrive.
      if (discussion) discussion.element.hidden = discussion !== tab.discussion || state === "failed";
    }
    this.#panel.prepend(this.#notice(tab, state, message));
    const link = state === "ready" && linkOut(tab, t);
    if (link) this.#panel.append(make("div", { class: "ending" }, make("p", {}, link)));
    if (!this.#panel.parentNode) this.element.append(this.#panel);
  }

  /** Returns what is shown above the comments, or instead of them. */
  #notice(tab: Tab, state: string, message: string): HTMLElement | string {
    const { t } = this.#texts;
    if (state === "ready") return "";
    if (state === "loading") {
      return make("p", { class: "waiting" }, make("span", { "class": "spinner", "aria-hidden": "true" }), message);
    }
    const button = (text: string, attributes = {}) => {
      const element = make("button", { type: "button", ...attributes }, text);
      element.addEventListener("click", () => this.#press(this.#tabs.indexOf(tab)));
      return element;
    };
    const content = state === "asking"
      ? [button(t("commentsShow", { name: this.#nameOf(tab) }), { class: "yes" })]
      : [make("p", {}, message), button(t("commentsRetry")), linkOut(tab, t) ?? ""];
    return make("div", { class: "outcome" }, ...content);
  }
}

/** Returns whether two articles have equal facts, and thus one discussion. */
const isEqual = (one: PanelsInfo, other: PanelsInfo) => JSON.stringify(one) === JSON.stringify(other);

/** Returns the configuration of a tab's provider as JSON. */
const configurationOf = ({ native }: Tab) => JSON.stringify(native?.provider);

/** Returns a link to the discussion on its own page, unless that is the current page. */
function linkOut({ name, native }: Tab, t: Texts["t"]): HTMLElement | undefined {
  const [link, page] = [native?.link, location.href].map((url) => url?.split("#")[0]);
  if (!link || link === page) return undefined;
  const attributes = { href: native!.link!, rel: "noopener", target: "_blank" };
  return make("a", attributes, t("commentsOpen", { name: name || new URL(link).host }));
}
