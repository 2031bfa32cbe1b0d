/** Shows the next article: a card, or the article itself below this one near its end. */

import { make } from "../dom.ts";
import type { BacaReader } from "../../baca.d.ts";
import { within } from "../scheduling.ts";
import type { ArticleFields } from "./article.ts";
import { Chain } from "./chain.ts";
import type { Context } from "./context.ts";
import { entriesOf, type Entry, namesOf, nextEntry, ownNext } from "./next-entries.ts";

/** How near the end of an article is when the next one is rendered: two screens below the window. */
const NEAR = "0px 0px 200% 0px";

/** The chain of each reader that follows another one. */
const chains = new WeakMap<Element, Chain>();

/** Shows what follows the article of one reader. */
export class Next {
  #context: Context;
  #chain: Chain | undefined;
  #near: IntersectionObserver | undefined;
  #card: HTMLElement | undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Called when an article is on screen. */
  start(
    article: HTMLElement,
    fields: ArticleFields,
    base: string,
    { headline, url }: { headline: string; url: string | null },
  ): void {
    const { host, configuration: { next } } = this.#context;
    const follows = chains.get(host);
    if (!next.feed && fields.next === undefined) {
      follows?.noteLoaded(host, headline, url);
      return;
    }
    const own = ownNext(fields, base);
    this.#chain = follows ?? this.#chain ?? new Chain(host, this.#context.services);
    const chain = this.#chain;
    const item = host.item || undefined;
    const names = namesOf({ src: host.src, item, id: fields.id ?? item, url: url ?? undefined });
    for (const name of names) chain.read.add(name);
    chain.noteLoaded(host, headline, url);
    this.#near?.disconnect();
    this.#near = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.#near?.disconnect();
      this.#lead(article, own);
    }, within(NEAR));
    this.#near.observe(article.querySelector(":scope > footer") ?? article);
  }

  end(): void {
    this.#near?.disconnect();
    this.#card?.remove();
    // Both refer to the article, which may be folded.
    this.#near = this.#card = undefined;
    if (this.#chain?.head === this.#context.host) this.#chain.end();
    this.#chain = undefined;
  }

  async #lead(article: HTMLElement, own: Entry | undefined): Promise<void> {
    const { host, configuration: { next } } = this.#context;
    const chain = this.#chain;
    if (!chain || chain.hasFollower(host) || chain.length >= next.max) return;
    const isNew = own && !namesOf(own).some((name) => chain.read.has(name));
    const entry = isNew ? own : await this.#fromFeed(chain);
    if (!entry || chain !== this.#chain) return;
    if (next.auto && entry.src) this.#follow(chain, entry);
    else this.#showCard(article, chain, entry);
  }

  async #fromFeed(chain: Chain): Promise<Entry | undefined> {
    const { services, configuration: { next } } = this.#context;
    if (!next.feed) return;
    try {
      const { content, base } = await services.fetchText(next.feed);
      return nextEntry(entriesOf(JSON.parse(content), base), chain.read);
    } catch (error) {
      console.warn(`baca-reader: next: ${String(error)}`);
    }
  }

  /** Renders an article below this one, unless the site does something else. */
  #follow(chain: Chain, entry: Entry): void {
    const { host } = this.#context;
    for (const name of namesOf(entry)) chain.read.add(name);
    if (!this.#context.emit("next", { url: entry.url ?? entry.src ?? null })) return;
    const attributes = { src: entry.src!, "data-baca": "next" };
    const follower = make("baca-reader" as "div", attributes) as HTMLElement as BacaReader;
    for (const name of ["config", "lang", "theme", "timeout", "class"]) {
      const value = host.getAttribute(name);
      if (value !== null) follower.setAttribute(name, value);
    }
    if (entry.item) follower.setAttribute("item", entry.item);
    chains.set(follower, chain);
    host.after(follower);
    if (typeof host.config === "object") follower.config = host.config;
    chain.add(host, follower);
  }

  #showCard(article: HTMLElement, chain: Chain, entry: Entry): void {
    const { lang, t } = this.#context.texts;
    const nextArticle = t("nextArticle");
    const url = entry.url ?? null;
    const title = entry.headline ?? nextArticle;
    const action = url ? make("a", { href: url }, title) : make("button", { type: "button" }, title);
    action.addEventListener("click", (event) => {
      if (!url) this.#follow(chain, entry);
      else if (!this.#context.emit("next", { url })) event.preventDefault();
    });
    const label = make("p", { class: "place-label", lang }, nextArticle);
    this.#card = make("nav", { class: "next", part: "next", "aria-label": nextArticle }, label, action);
    article.after(this.#card);
  }
}
