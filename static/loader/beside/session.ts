/** Opens and closes the panels of one reader: comments and notifications (`src/bindings/panels.rs`). */

import type { BeforePanels, Panels } from "../bindings.ts";
import { type Fields, isObject } from "../preview/fields.ts";
import type { PanelsOfArticle } from "../panels.ts";
import { idle, near } from "../scheduling.ts";
import type { services } from "../script-services.ts";
import type { Tabs } from "../tabs/main.ts";
import { type Texts, type TextsByLanguage, textsOf } from "../texts.ts";
import { showBell } from "./bell.ts";
import { isActive, type Notifications } from "./permission.ts";
import { Prompt } from "./prompt.ts";

/** Functions of the loader that this script uses. */
export type Services = typeof services;

/** A set of panels: its module and the id that the module returned. */
export interface OpenPanels {
  module: Panels;
  id: number;
}

/** Fragments and parameters of URLs that name a comment (`PermalinkScheme` in `src/comments`). */
const COMMENT_URL = /#(comment-|isso-|commento-|comentario-|remark42)|[?&](giscus|utterances|commentID)=/i;

/** Returns the site's configuration; an empty one if it is not a JSON object. */
function parsed(content: string): Fields {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The panels of one reader, from article to article. */
export class Session {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly services: Services;
  #article: PanelsOfArticle | undefined;
  #closed = new AbortController();
  #replaced = new AbortController();
  #opening: Promise<OpenPanels | null> | undefined;
  #open: OpenPanels | null | undefined;
  /** The panels of the previous article, whose open discussions are kept for the next. */
  #suspended: OpenPanels | null | undefined;
  #tabs: Tabs | undefined;
  /** The tabs of the previous article, whose open discussions are kept for the next. */
  #lastTabs: Tabs | undefined;
  #prompt: Prompt | undefined;
  #isBellPressed = false;
  /** Aborted when the module's bell replaces that of this script. */
  #bellReplaced = new AbortController();
  /** Whether the open panels have no comments, since a discussion of the script is open. */
  #isWithoutComments = false;

  constructor(host: HTMLElement, services: Services) {
    this.host = host;
    this.root = host.shadowRoot!;
    this.services = services;
  }

  /** Aborted when the panels are closed: the article is unmounted, or has another configuration. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Aborted when the module's bell replaces that of this script, or the panels are closed. */
  get bellReplaced(): AbortSignal {
    return this.#bellReplaced.signal;
  }

  /** Returns the texts in the present language of the controls; `builtIn` are those that a script contains. */
  textsIn(builtIn: TextsByLanguage): Texts {
    const container = this.root.querySelector<HTMLElement>(".baca")!;
    const configuration = () => this.#article!.configuration;
    const { textsForScript: fetchedTexts } = this.services;
    return textsOf(builtIn, "panels", { container, configuration, fetchedTexts });
  }

  /** Adds a style sheet to the shadow root, unless it has it already. */
  addStyle(rules: string): void {
    this.services.hostServices.style(this.host, rules);
  }

  /** Shows what the configuration has for an article, and opens the panels when they are needed. */
  configure(article: PanelsOfArticle): void {
    this.#article = article;
    const { content, base, mayNameScripts } = article.configuration;
    const configuration = parsed(content);
    this.addStyle(__BACA_BESIDE_STYLE__);
    if (this.#suspended) void this.need();
    else if (article.configured.comments) this.#watchComments(configuration);
    else this.#dropLastTabs();
    if (!article.configured.notifications) return;
    const notifications = Object(configuration.notifications) as Notifications;
    const isNeeded = () => !mayNameScripts || isActive(notifications, base);
    showBell(this, isNeeded, article.showBell, () => {
      this.#isBellPressed = true;
      void this.need({ isWaiting: true, hasComments: false });
    });
    const site = Object(configuration.site) as Fields;
    if (!isNeeded()) this.#prompt = new Prompt(this, notifications, typeof site.name === "string" ? site.name : "");
  }

  /**
   * Opens the panels, unless they are open; at once if the reader `isWaiting` for them. Open discussions of the script
   * stay if the comments are not needed (`hasComments` is `false`). Resolves with the panels, or with `null` if they
   * could not be opened.
   */
  need({ isWaiting = false, hasComments = true } = {}): Promise<OpenPanels | null> {
    if (this.#opening && !(hasComments && this.#isWithoutComments)) return this.#opening;
    this.#isWithoutComments = !hasComments && Boolean(this.#tabs?.hasDiscussions);
    return this.#opening = this.#mount(this.#article!, this.#isWithoutComments, isWaiting ? undefined : idle());
  }

  #watchComments(configuration: Fields): void {
    const { root } = this;
    const { signal } = this.#replaced;
    const check = () => {
      if (!this.#tabs?.focusComment(location.hash) && COMMENT_URL.test(location.href)) void this.need();
    };
    check();
    addEventListener("hashchange", check, { signal });
    const place = root.querySelector<HTMLElement>("[data-place=comments]");
    if (!place) return void this.need();
    const info = this.#article!.describe();
    (info && this.#lastTabs?.continuesAt(info) ? Promise.resolve() : near(signal, place))
      .then(() => this.#showTabs(configuration, place, signal))
      .catch(async (cause) => {
        // The module has tabs too.
        if (!signal.aborted) void this.need();
        console.error(`baca-reader: ${await this.services.scriptFailure("baca-tabs", cause)}`);
      });
  }

  /** Shows the tabs of comments in their `place`, or opens the panels if only these can show them. */
  async #showTabs(configuration: Fields, place: HTMLElement, signal: AbortSignal): Promise<void> {
    const { host, services } = this;
    const { createTabs } = await services.tabsScript(services.timeoutOf(host));
    if (signal.aborted) return;
    const { configuration: source, describe } = this.#article!;
    const article = describe();
    const situation = article && !this.#opening && { article, configuration: source };
    const tabs = situation ? createTabs(this, configuration, situation, this.#lastTabs) : undefined;
    if (tabs === undefined) return void this.need();
    place.classList.remove("pending");
    if (!tabs) return this.#dropLastTabs();
    services.panelsInfo.set(host, article!);
    this.#tabs = tabs;
    this.#lastTabs = undefined;
    place.append(tabs.element);
    tabs.start();
  }

  async #mount(article: PanelsOfArticle, isWithoutComments: boolean, begin: unknown): Promise<OpenPanels | null> {
    const { services, host } = this;
    article.onAttempt();
    try {
      await begin;
      const module = await services.load("baca-panels", services.timeoutOf(host));
      // Another article or configuration may have replaced this one during the loading.
      const info = article === this.#article ? article.describe() : undefined;
      if (!info) return null;
      // In the meantime, the comments have been needed too.
      if (isWithoutComments !== this.#isWithoutComments) return await this.#opening!;
      services.panelsInfo.set(host, info);
      if (this.#open) services.callSafely(this.#open.module, "unmount", this.#open.id);
      const before = { ...this.#replaceBell(), ...(!isWithoutComments && this.#replaceTabs()) };
      const { content: whole, base, mayNameScripts } = article.configuration;
      const content = isWithoutComments ? JSON.stringify({ ...parsed(whole), comments: undefined }) : whole;
      const facts = isWithoutComments ? { ...info, comments: undefined } : info;
      const { id, problems } = services.call(module, "mount", host, facts, content, base, mayNameScripts, before);
      this.#open = id ? { module, id } : null;
      if (id) this.#suspended = null;
      services.reportConfigProblems(host, problems, base);
      return this.#open;
    } catch (error) {
      if (article === this.#article) {
        this.#opening = undefined;
        article.onFailure(error, () => void this.need({ isWaiting: true }));
      }
      return null;
    }
  }

  /** Removes the bell, which the module replaces. Returns what has happened to it. */
  #replaceBell(): BeforePanels {
    const isFocused = this.root.activeElement?.matches("[data-place=bell]>.bell") ?? false;
    const before = { isPressed: this.#isBellPressed, isFocused };
    this.#isBellPressed = false;
    this.#bellReplaced.abort();
    return before;
  }

  /** Removes the tabs, which the module replaces; `keep` preserves open discussions. Returns what has happened. */
  #replaceTabs(keep?: boolean): BeforePanels {
    const before = { ...this.#tabs?.before };
    this.#replaced.abort();
    this.#tabs?.element.remove();
    const last = this.#tabs ?? this.#lastTabs;
    last?.close(keep);
    this.#tabs = undefined;
    this.#lastTabs = keep ? last : undefined;
    this.root.querySelector("[data-place=comments]")?.classList.remove("pending");
    return before;
  }

  /** Closes the discussions that were kept for this article, which has no comments. */
  #dropLastTabs(): void {
    this.#lastTabs?.close();
    this.#lastTabs = undefined;
  }

  /** Applies the element's `lang` and `theme` after a change. */
  restyle(): void {
    if (this.#open) this.services.callSafely(this.#open.module, "restyle", this.#open.id);
    this.#tabs?.relabel();
    this.#prompt?.relabel();
  }

  /** Unmounts the panels; `keep` preserves open discussions for the panels of the next article. */
  close(keep?: boolean): void {
    this.#article = this.#opening = undefined;
    const keepsPanels = keep && !this.#isWithoutComments;
    this.#isWithoutComments = false;
    this.#replaceBell();
    this.#replaceTabs(keep);
    this.#bellReplaced = new AbortController();
    this.#replaced = new AbortController();
    this.#closed.abort();
    this.#closed = new AbortController();
    this.#prompt = undefined;
    const last = this.#open ?? this.#suspended;
    this.#open = null;
    this.#suspended = keepsPanels ? last : null;
    if (last) this.services.callSafely(last.module, keepsPanels ? "suspend" : "unmount", last.id);
  }

  /** Drops the panels if `module`, which has trapped, is their module; returns whether it is. */
  onTrap(module: unknown): boolean {
    if ((this.#open ?? this.#suspended)?.module !== module) return false;
    this.#open = this.#suspended = null;
    this.#closed.abort();
    return true;
  }
}
