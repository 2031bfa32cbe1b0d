/**
 * Live coverage: fetches the article again and again, and shows what has changed. New blocks are shown when a
 * button is pressed, without moving the line being read; changed blocks are replaced, removed ones deleted.
 */

import { make } from "../dom.ts";
import { delay, painted } from "../scheduling.ts";
import { type ArticleFields, fieldsOf } from "./article.ts";
import type { Context } from "./context.ts";
import { LiveBody, mark } from "./live-body.ts";
import { KeyList } from "./key-list.ts";
import { compare, keysOf } from "./merge.ts";
import { poll } from "./polling.ts";
import { keepReadingLine } from "./reading-line.ts";
import { prefixOf, renderBlock } from "./render-blocks.ts";

/** Milliseconds between two updates of relative times; short, since a tab that returns continues with it. */
const TIMES_MS = 9000;

const bodyOf = ({ body }: ArticleFields): unknown[] => (Array.isArray(body) ? body : []);

/** Returns whether updates are still added to an article. */
function isLive({ live, liveUntil }: ArticleFields, now = Date.now()): boolean {
  return live === true && !(typeof liveUntil === "string" && Date.parse(liveUntil) <= now);
}

/** Follows the coverage of one reader's article. */
export class Live {
  #context: Context;
  #gone: AbortController | undefined;
  /** The article as it is on screen, and the latest one; the latter may have blocks that wait behind the button. */
  #shown: ArticleFields = {};
  #latest: ArticleFields = {};
  /** The blocks that the module has rendered, which it renders again in another interface language. */
  #rendered: unknown[] = [];
  /** Keys of the blocks that were shown and are in the latest version. */
  #seen = new Set<string>();
  #body: LiveBody | undefined;
  #keyList: KeyList;
  #bar: HTMLElement | undefined;
  #base = "";
  #isRestoring = false;
  /** Changes of the page are applied one after another. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(context: Context) {
    this.#context = context;
    this.#keyList = new KeyList(context);
  }

  /** The latest version of the article, as far as it is on screen; `undefined` if nothing has changed. */
  get current(): object | undefined {
    return this.#gone && this.#shown.body ? this.#shown : undefined;
  }

  /** Notes the article that is about to be shown. */
  admit(fields: ArticleFields, base: string): void {
    if (this.#gone) return;
    this.#latest = fields;
    this.#base = base;
    this.#keyList.begin(fields);
  }

  /** Adds to an article, or to its preview, what is missing. */
  arrange(article: Element): void {
    this.#keyList.arrange(article);
  }

  /** Starts to follow the article in `body`, all of which is rendered, if it is live. */
  start(body: HTMLElement): void {
    const { host, configuration } = this.#context;
    if (this.#gone || !host.src || !isLive(this.#latest) || this.#latest.access?.free === false) return;
    const { article } = host;
    if (!article) return;
    this.#shown = { ...article } as ArticleFields;
    this.#latest = this.#shown;
    const blocks = bodyOf(this.#shown);
    const liveBody = LiveBody.of(body, keysOf(blocks));
    if (!liveBody) return;
    this.#body = liveBody;
    this.#rendered = blocks;
    this.#seen = new Set(keysOf(blocks));
    const gone = this.#gone = new AbortController();
    const { signal } = gone;
    liveBody.addAddresses(blocks);
    this.#moveTimes(liveBody, signal);
    const isOver = () => !isLive(this.#latest);
    poll(host.src, configuration.interval * 1000, signal, isOver, (text, base) => this.#receive(text, base))
      .then(() => gone.abort());
  }

  /** Shows the updates again after the article was rendered in another interface language. */
  restore(): void {
    if (!this.#gone || !this.#body || this.#isRestoring || this.#body.isIntact) return;
    this.#isRestoring = true;
    this.#enqueue(async () => {
      const body = LiveBody.of(this.#body!.element, keysOf(this.#rendered));
      if (!body) return;
      this.#body = body;
      this.#shown = { ...this.#shown, body: this.#rendered };
      await this.#apply(false);
    }).catch(() => {}).then(() => (this.#isRestoring = false));
  }

  end(): void {
    this.#gone?.abort();
    this.#gone = undefined;
    this.#bar?.remove();
    this.#bar = undefined;
    this.#shown = this.#latest = {};
    this.#keyList.end();
  }

  /** Writes relative times anew until `signal` is aborted. */
  async #moveTimes(body: LiveBody, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      body.refreshTimes();
      await delay(TIMES_MS);
    }
  }

  /** Handles the text of a later version. Throws if it is not a version of the article. */
  async #receive(text: string, base: string): Promise<void> {
    const { host, services } = this.#context;
    const gone = this.#gone;
    const next = fieldsOf(await services.toNativeFormat(host, { content: text, base }));
    const isSame = next.id === this.#latest.id;
    if (!Array.isArray(next.body) || !next.body.length || !isSame) throw new Error(`${base}: is another document`);
    if (gone !== this.#gone) return;
    const { added, changed, removed, isReordered } = compare(bodyOf(this.#latest), bodyOf(next));
    this.#latest = next;
    this.#base = base;
    if (added.length || changed.length || removed.length || isReordered) {
      const unchanged = await this.#enqueue(() => this.#apply(false));
      const counts = { added: added.length, changed: changed.length - unchanged, removed: removed.length };
      if (counts.added || counts.changed || counts.removed || isReordered) this.#context.emit("live", counts);
    }
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#work.then(task);
    this.#work = done.catch(() => {});
    return done;
  }

  /**
   * Makes the page like the latest version; new blocks only if they are wanted. Resolves with the number of blocks that
   * are written in another way but look as before: a server-rendered article is not written as its source is.
   */
  async #apply(isWanted: boolean): Promise<number> {
    const body = this.#body!;
    const gone = this.#gone;
    const before = bodyOf(this.#shown);
    const after = bodyOf(this.#latest);
    const { added, changed } = compare(before, after);
    const waiting = new Set(isWanted ? [] : added.filter((key) => !this.#seen.has(key)));
    const keys = keysOf(after);
    const blocks = after.filter((_, index) => !waiting.has(keys[index]!));
    const kept = keys.filter((key) => !waiting.has(key));
    const needed = new Set([...changed, ...added].filter((key) => !waiting.has(key)));
    const article = { ...this.#latest, body: undefined };
    const options = { base: this.#base, prefix: prefixOf(body.element) };
    const fresh = new Map<string, Element>();
    for (const [index, key] of kept.entries()) {
      if (!needed.has(key)) continue;
      const [element] = await renderBlock(this.#context, article, blocks[index], options);
      fresh.set(key, element ?? make("div"));
    }
    if (gone !== this.#gone || !body.element.isConnected) return 0;
    const changedUpdate = this.#context.texts.t("changedUpdate");
    let unchanged = 0;
    for (const key of changed) {
      if (body.looksLike(key, fresh.get(key)!)) {
        fresh.delete(key);
        unchanged++;
      } else {
        mark(fresh.get(key)!, changedUpdate);
      }
    }
    keepReadingLine(this.#context, body.element, () => {
      this.#keyList.show(body.element, blocks, isWanted);
      return body.show(kept, fresh);
    });
    body.addAddresses(blocks);
    body.refreshTimes();
    this.#shown = { ...this.#latest, body: blocks };
    // Of what has gone nothing is kept, however long the coverage is.
    this.#seen = new Set([...kept, ...keys.filter((key) => this.#seen.has(key))]);
    this.#showButton(waiting.size);
    return unchanged;
  }

  /** Shows how many new blocks wait. They are announced once, when the first of them come. */
  #showButton(count: number): void {
    if (!count) {
      this.#bar?.remove();
      this.#bar = undefined;
      return;
    }
    const { texts } = this.#context;
    const text = texts.plural("newUpdates", count);
    if (!this.#bar) {
      const button = make("button", { type: "button", part: "live" });
      button.addEventListener("click", () => {
        this.#enqueue(() => this.#apply(true));
      });
      const status = make("p", { class: "visually-hidden", role: "status" });
      this.#bar = make("div", { class: "live-bar", lang: texts.lang }, button, status);
      this.#body!.element.before(this.#bar);
      // A live region is read only if its text changes after it was added.
      painted().then(() => (status.textContent = text));
    }
    this.#bar.querySelector("button")!.textContent = text;
  }
}
