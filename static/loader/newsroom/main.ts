/**
 * `baca-newsroom.js`: what newsrooms add to an article's page. `baca.js` imports it if the configuration has `places`,
 * `access`, `live`, `next` or `parts`, or the article has `access`, `live` or `next`.
 *
 * - `configuration.ts` reads the configuration.
 * - `parts.ts` hides parts and sets the level of headings; `places.ts` adds places to the body, `spacing.ts` decides
 *   where; `hold-height.ts` keeps what is on screen from moving.
 * - `access.ts` ends an article that not everybody may read on.
 * - `live.ts` follows live coverage: `polling.ts` fetches it, `merge.ts` compares two versions, `render-blocks.ts`
 *   renders what is new, `live-body.ts` shows it, and `reading-line.ts` keeps the text from moving;
 *   `key-list.ts` lists the key updates.
 * - `next.ts` shows the next article, which `next-entries.ts` finds; `chain.ts` has the articles that are rendered
 *   one below the other.
 * - `article.ts` reads articles, `context.ts` has what all of them share.
 */

import type { BacaReader } from "../../baca.d.ts";
import { emit } from "../events.ts";
import type { FetchedText } from "../fetch-text.ts";
import type { NativeSource } from "../source.ts";
import { type Texts, textsOf } from "../texts.ts";
import { type ArticleFields, fieldsOf } from "./article.ts";
import { Access } from "./access.ts";
import { type NewsroomConfiguration, readConfiguration } from "./configuration.ts";
import type { Context, Services } from "./context.ts";
import { Live } from "./live.ts";
import { Next } from "./next.ts";
import { styleOfParts, lowerHeadings } from "./parts.ts";
import { Places, styleOfPlaces } from "./places.ts";

/** What this script does for one reader. */
export class Session implements Context {
  readonly host: BacaReader;
  readonly root: ShadowRoot;
  readonly services: Services;
  configuration = readConfiguration("{}", "", () => {});
  #configurationText = "{}";
  #access: Access;
  #places: Places;
  #live: Live;
  #next: Next;
  /** The article that is shown or loading, and the base of its addresses. */
  #article: { fields: ArticleFields; base: string } = { fields: {}, base: "" };
  /** Whether all sections of the article are rendered. */
  #isComplete = false;

  constructor(host: BacaReader, services: Services) {
    this.host = host;
    this.root = host.shadowRoot!;
    this.services = services;
    this.addStyle(__BACA_NEWSROOM_STYLE__);
    this.#access = new Access(this);
    this.#places = new Places(this);
    this.#live = new Live(this);
    this.#next = new Next(this);
    this.#isComplete = host.state === "ready";
    host.addEventListener("baca-load", ({ target, detail }) => {
      if (target !== host) return;
      this.#isComplete = true;
      this.#arrange();
      this.#access.announce();
      const article = this.#mounted();
      const { fields, base } = this.#article;
      if (article) this.#next.start(article, fields, base, detail);
      // `baca.js` resolves `ready` after this event; before, the property `article` may be the old one.
      queueMicrotask(() => this.#startLive());
    });
    // Articles are rendered in steps, and again after a change of the interface language. Panels change for themselves.
    const isOfPanel = ({ target }: MutationRecord) => (target as Element).closest?.("[data-place]");
    new MutationObserver((records) => records.every(isOfPanel) || this.#arrange())
      .observe(this.root, { childList: true, subtree: true });
  }

  get texts(): Texts {
    return textsOf(__BACA_NEWSROOM_LOCALES__, "newsroom", {
      container: this.root.querySelector<HTMLElement>(".baca")!,
      configuration: () => ({ content: this.#configurationText }),
      fetchedTexts: this.services.textsForScript,
    });
  }

  /** Whether the article on screen stays until the whole article replaces it. */
  get keepsArticle(): boolean {
    return this.#access.keepsArticle;
  }

  /** The article as live coverage has changed it; `undefined` if it is as it was loaded. */
  get current(): object | undefined {
    return this.#live.current;
  }

  /** Prepares an article that is about to be shown, or is on screen. Returns what may be shown of it. */
  async admit(native: NativeSource, configuration: Promise<FetchedText>): Promise<NativeSource> {
    const configured = configuration.then((text) => this.#configure(text));
    // The loader reports that it could not be fetched.
    configured.catch(() => {});
    const allowed = await this.#access.admit(native, configured);
    const fields = fieldsOf(allowed);
    this.#live.admit(fields, allowed.base);
    this.#article = { fields, base: allowed.base };
    this.#places.begin([fields.id, fields.url, this.host.src, this.host.item].filter(Boolean).join(" "));
    return allowed;
  }

  /** Ends what belongs to the article that is being removed. */
  end(): void {
    this.#isComplete = false;
    this.#article = { fields: {}, base: "" };
    this.#places.end();
    this.#live.end();
    this.#next.end();
    this.#access.end();
  }

  /** Applies a configuration, once. */
  #configure({ content, base }: FetchedText): NewsroomConfiguration {
    if (content === this.#configurationText) return this.configuration;
    this.#configurationText = content;
    const problems: string[] = [];
    const report = (path: string, message: string) => problems.push(`${path}: ${message}`);
    this.configuration = readConfiguration(content, base, report);
    this.services.reportConfigProblems(this.host, problems, base);
    this.addStyle(styleOfParts(this.configuration));
    this.addStyle(styleOfPlaces(this.configuration.places));
    this.#arrange();
    return this.configuration;
  }

  /** Returns the article on screen. */
  #mounted(): HTMLElement | null {
    return this.root.querySelector(".baca:not(.preview,.plain) > article");
  }

  #startLive(): void {
    const body = this.#mounted()?.querySelector<HTMLElement>(":scope > .body");
    if (!body || !this.#isComplete) return;
    this.#live.start(body);
  }

  /** Adds style rules to the shadow root, once. */
  addStyle(rules: string): void {
    if (rules) this.services.addStyle(this.root, rules);
  }

  /** Dispatches a cancelable event of the element; returns `false` if the page has called `preventDefault`. */
  emit(name: string, detail: object): boolean {
    return emit(this.host, name, detail, true);
  }

  /** Adds to the article on screen, or to its preview, what is missing. */
  #arrange(): void {
    for (const article of this.root.querySelectorAll<HTMLElement>(".baca > article")) {
      const isMounted = !article.parentElement!.matches(".preview,.plain");
      lowerHeadings(article, this.configuration);
      this.#live.arrange(article);
      const body = article.querySelector<HTMLElement>(":scope > .body");
      if (!body) continue;
      this.#places.arrange(body, isMounted && this.#isComplete);
      if (!isMounted || !this.#isComplete) continue;
      this.#access.arrange(body);
      this.#live.restore();
    }
  }
}

/** Creates the session of a reader. */
export const open = (host: BacaReader, services: Services): Session => new Session(host, services);
