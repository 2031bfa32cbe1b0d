/** Finds the articles of a feed or a list, and the one that an article itself names. Nothing here uses the page. */

import { type Fields, isObject } from "../preview/fields.ts";
import type { ArticleFields } from "./article.ts";

/** An article that can be read next. */
export interface Entry {
  /** Address of the document, and which article of it is meant, if it is a list. */
  src?: string | undefined;
  item?: string | undefined;
  /** The article's own id. */
  id?: string | undefined;
  /** Address of the article's page. */
  url?: string | undefined;
  headline?: string | undefined;
}

/** Fields with the list of articles, in the formats that have lists. */
const LISTS = ["items", "posts", "pages", "orderedItems", "results", "docs", "articles", "entries", "@graph", "data"];
const ITEM_KEYS = ["id", "ID", "_id", "@id", "uuid", "slug"];
const URL_KEYS = ["url", "link", "URL", "canonical_url", "webUrl"];
const HEADLINE_KEYS = ["headline", "title", "webTitle", "name"];

/** Returns the first member that is a text or a number, as text. */
function textAt(members: Fields, keys: string[]): string | undefined {
  for (const key of keys) {
    const value = members[key];
    // WordPress has titles as `{rendered: …}`.
    const text = isObject(value) ? value.rendered : value;
    if (typeof text === "number" || (typeof text === "string" && text.trim())) return String(text).trim();
  }
}

/** Resolves an address; returns `undefined` unless it is one of HTTP. */
export function resolve(value: string | undefined, base: string): string | undefined {
  if (!value) return;
  try {
    const { href, protocol } = new URL(value, base);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return;
  }
}

/** Returns the articles of a parsed feed at `feed`; an empty list if it is none. */
export function entriesOf(document: unknown, feed: string): Entry[] {
  let list: unknown = document;
  for (let depth = 0; depth < 3 && isObject(list); depth++) {
    const members: Fields = list;
    list = LISTS.map((key) => members[key]).find((value) => Array.isArray(value)) ?? members.response ?? members.data;
  }
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map((members): Entry => {
    const url = resolve(textAt(members, URL_KEYS), feed);
    const src = resolve(textAt(members, ["src"]), feed);
    const item = src ? undefined : textAt(members, ITEM_KEYS) ?? textAt(members, URL_KEYS);
    const headline = textAt(members, HEADLINE_KEYS)?.replace(/<[^>]*>/g, "");
    return { src: src ?? feed, item, id: textAt(members, ITEM_KEYS), url, headline };
  }).filter(({ item, src }) => item !== undefined || src !== feed);
}

/** Returns the article that an article names as its next one. */
export function ownNext({ next }: ArticleFields, base: string): Entry | undefined {
  if (typeof next === "string") return { src: resolve(next, base) };
  if (!isObject(next)) return;
  const src = resolve(textAt(next, ["src"]), base);
  const url = resolve(textAt(next, ["url"]), base);
  return src || url ? { src, url, headline: textAt(next, ["headline"]) } : undefined;
}

/** Returns the names by which an entry is recognized as one that was read already. */
export const namesOf = ({ src, item, id, url }: Entry): string[] =>
  [url, id && `id ${id}`, src && `${src} ${item ?? ""}`].filter((name): name is string => Boolean(name));

/**
 * Returns the entry to read after those with the names in `read`: the first one after the last that was read, or else
 * the first at all. Entries that occur again are left out. `undefined` at the end of the list.
 */
export function nextEntry(list: Entry[], read: Set<string>): Entry | undefined {
  const names = new Set<string>();
  const entries = list.filter((entry) => {
    const own = namesOf(entry);
    const isNew = !own.some((name) => names.has(name));
    for (const name of own) names.add(name);
    return isNew;
  });
  const isRead = (entry: Entry) => namesOf(entry).some((name) => read.has(name));
  const last = entries.map(isRead).lastIndexOf(true);
  return entries.slice(last + 1).find((entry) => !isRead(entry));
}
