/** The list of a live article's key updates, above its text, as in `crates/render/src/article/key_updates.rs`. */

import { formatDate } from "../dates.ts";
import { make } from "../dom.ts";
import { directionOf } from "../direction.ts";
import { type Fields, isObject, textField } from "../preview/fields.ts";
import type { ArticleFields } from "./article.ts";
import type { Context } from "./context.ts";
import { HeldHeights } from "./hold-height.ts";

const NAME = "key-updates";
/** Maximum number of characters of the text that stands for a missing title. */
const MAX_TEXT = 100;

/** An update in the list. Its own address is its id as a fragment. */
interface KeyUpdate {
  id: string;
  title: string;
  published: string | undefined;
}

/** Returns the text of an inline: a string, a span, or a list of both. */
const textOf = (inline: unknown): string => [inline].flat().map((span: unknown) =>
  isObject(span) ? (span.break === true ? " " : textField(span.text) ?? "") : textField(span) ?? "").join("").trim();

/** Returns the title of an update; without one, the beginning of its first paragraph. */
function titleOf({ title, body }: Fields): string {
  const first: unknown = Array.isArray(body) ? body[0] : undefined;
  const isText = !isObject(first) || /^(paragraph|heading|undefined)$/.test(String(first.type));
  const text = isText ? textOf(isObject(first) ? first.text : first) : "";
  const letters = [...text];
  const start = letters.length > MAX_TEXT ? `${letters.slice(0, MAX_TEXT - 1).join("")}…` : text;
  return textOf(title) || start;
}

/** Returns the key updates of a body, in its order. Those without an id cannot be linked to. */
export function keyUpdatesOf(body: unknown): KeyUpdate[] {
  return (Array.isArray(body) ? body : []).filter(isObject).flatMap((block) => {
    const id = textField(block.id);
    const title = titleOf(block);
    return block.type === "update" && block.key === true && id && title
      ? [{ id, title, published: textField(block.published) }]
      : [];
  });
}

const isOnScreen = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/** The list of key updates above the text. */
export class KeyList {
  #context: Context;
  #heights: HeldHeights;
  #updates: KeyUpdate[] = [];

  constructor(context: Context) {
    this.#context = context;
    this.#heights = new HeldHeights(context.services.scrollBoxBy);
  }

  /** Notes the updates of an article that is about to be shown. */
  begin({ live, body }: ArticleFields): void {
    this.#updates = live === undefined ? [] : keyUpdatesOf(body);
  }

  /** Adds the list to an article, or to its preview, that lacks it. */
  arrange(article: Element): void {
    const body = article.querySelector<HTMLElement>(":scope>.body");
    if (body && this.#updates.length && !listIn(article)) this.#add(body);
  }

  /**
   * Shows the key updates of a later version. Nothing on screen moves unless a person has asked for it. Called while
   * the line that is read keeps its position.
   */
  show(body: HTMLElement, blocks: unknown[], isWanted: boolean): void {
    const before = JSON.stringify(this.#updates);
    this.#updates = keyUpdatesOf(blocks);
    const list = listIn(body.parentElement!);
    if (list && JSON.stringify(this.#updates) === before) return;
    const isFree = isWanted || !isOnScreen(list ?? body);
    if (!list) {
      if (this.#updates.length && isFree) this.#add(body);
    } else if (!this.#updates.length && isFree) {
      list.remove();
    } else {
      this.#heights.watch(list);
      const { activeElement } = this.#context.root;
      const focused = list.contains(activeElement) && activeElement?.getAttribute("href");
      list.querySelector("ol")!.replaceChildren(...this.#items(body));
      const links = [...list.querySelectorAll("a")];
      links.find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
      this.#heights.settle(list, isFree);
    }
  }

  end(): void {
    this.#heights.end();
    this.#updates = [];
  }

  #add(body: HTMLElement): void {
    const { lang, t } = this.#context.texts;
    const text = t("keyUpdates");
    const label = make("p", { class: "label", lang, dir: directionOf(lang) }, text);
    const list = make("ol", {}, ...this.#items(body));
    body.before(make("nav", { class: NAME, part: NAME, "aria-label": text }, label, list));
  }

  #items(body: HTMLElement): HTMLElement[] {
    const lang = body.closest<HTMLElement>("[lang]")?.lang || "en";
    let day: string | undefined;
    return this.#updates.map(({ id, title, published }) => {
      const link = make("a", { href: `#${id}` });
      if (published) {
        const own = new Date(published).toDateString();
        link.append(make("time", { datetime: published }, formatDate(lang, published, own !== day)), " ");
        day = own;
      }
      link.append(make("span", {}, title));
      return make("li", {}, link);
    });
  }
}

const listIn = (article: Element) => article.querySelector<HTMLElement>(`:scope>.${NAME}`);
