/**
 * Reads values of documents in other formats as `crates/convert/src/formats/common` does. Where it is not certain of
 * what the converter makes of a value, it throws.
 */

import { plain } from "../preview/comparable.ts";
import { type Fields, isObject, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import type { ReadInline } from "./texts.ts";

/** Functions of `baca.js`, so that this script does not contain them again. */
export interface Tools {
  dateField(value: unknown): string | undefined;
  /** Converts markup to the form that the browser's parser accepts (Trusted Types). */
  trust(html: string): string;
}

export const tools = {} as Tools;

/** Returns whether a value counts as missing: `null`, `false`, a blank text, an empty list or object. */
export const isBlank = (value: unknown): boolean =>
  value == null || value === false || (typeof value === "string" && !value.trim())
  || (typeof value === "object" && !Object.keys(value).length);

/**
 * Lists the values at several paths, separated by `|`. A key that is applied to a list is one of its first element. A
 * path that starts with `?` may go through values that are no objects.
 */
export function valuesAt(value: unknown, paths: string): unknown[] {
  const found = paths.split("|").map((path) => path.replace("?", "").split(".").reduce<unknown>((at, key) => {
    const inside = Array.isArray(at) && !/^\d+$/.test(key) ? at[0] as unknown : at;
    if (isObject(inside) || Array.isArray(inside)) return (inside as Fields)[key];
    // The converter may report it.
    if (!path.startsWith("?") && !isBlank(inside)) certainty.isExact = false;
    return undefined;
  }, value));
  return found.filter((value) => !isBlank(value));
}

/** Returns whether there is a value at one of several paths; a list has none but those at its indexes. */
export const has = (value: unknown, paths: string): boolean => paths.split("|").some((path) =>
  !isBlank(path.split(".").reduce<unknown>((at, key) => (at as Fields | undefined | null)?.[key], value)));

/** Selects the item of a list whose id or address is `item`; without `item`, the first one. */
export function pick(list: unknown, keys: string[], item: string, isUsable = isObject): Fields {
  const all = Array.isArray(list) ? list.filter(isUsable) : notPlain();
  if (!item) return all[0] ?? notPlain();
  const bare = (text: unknown) => String(text).trim().replace(/\/$/, "");
  const named = all.find((one) => keys.some((key) => bare(one[key]) === bare(item)));
  return named && keys.some((key) => String(named[key]) === item) ? named : notPlain();
}

/** Returns a text. Throws if the value is something else. */
export const textOf = (value: unknown): string =>
  typeof value === "string" && value.trim() ? value : notPlain();

/** Reads the first value at the paths with `read`; returns `undefined` if there is none. */
export function firstAt<Result>(value: unknown, paths: string, read: (value: unknown) => Result): Result | undefined {
  const [first] = valuesAt(value, paths);
  return first === undefined ? undefined : read(first);
}

/** Returns an absolute URL; throws if it may not be used. */
export function absolute(reference: unknown, base: string, schemes = LINKS): string {
  const text = textOf(reference).trim().replace(/&(amp|#038);/g, "&");
  // A fragment stays as it is.
  if (!isUrl(text, schemes) || !/^[^#]*[/:.?]/.test(text)) notPlain();
  return new URL(text, base).href;
}

/** Returns the URL of a page: a text, an object that has one, or the first of a list of these. */
export const pageUrl = (base: string) => (value: unknown): string => {
  const [first] = [value].flat();
  return isObject(first) ? pageUrl(base)(valuesAt(first, "href|url|contentUrl|@id|id")[0]) : absolute(first, base);
};

/** Returns the base of relative URLs: the item's own URL at the paths, if there is one, else `given`. */
export function baseOf(value: unknown, paths: string, given: string): string {
  const [own] = valuesAt(value, paths);
  const url = own === undefined || /^#/.test(own as string) ? given : pageUrl(given)(own);
  return url.startsWith("http") ? url : given;
}

/** Returns a date in the form of ISO 8601, or with a space or an offset without a colon; throws for all others. */
export const dateOf = (value: unknown): string => tools.dateField(
  textOf(value).trim().replace(/^([\d-]{10}) (?=\d)/, "$1T").replace(/(T.*[+-]\d\d)(?=\d\d$)/, "$1:"),
) ?? notPlain();

/** Returns a date in UTC that is written without its offset. */
export function utcDate(value: unknown): string {
  const date = dateOf(value);
  return /T[\d:.]+$/.test(date) ? dateOf(`${date}Z`) : date;
}

/** Returns a positive integer, also of a text of digits; throws for all other values. */
export function countOf(value: unknown): number {
  const count = typeof value === "string" && /^\d{1,6}(px)?$/.test(value) ? parseInt(value) : value;
  return Number.isInteger(count) && (count as number) > 0 && (count as number) < 1e6 ? count as number : notPlain();
}

/** Returns the first language tag at the paths: BCP 47, or with underscores. */
export function languageAt(value: unknown, paths: string): string | undefined {
  const tags = valuesAt(value, paths).map((tag) => textOf(tag).trim().replaceAll("_", "-"));
  const isTag = (tag: string) => /^[a-z\d]{2,3}(-[a-z\d-]*)?$/i.test(tag);
  if (tags[0] && !isTag(tags[0])) certainty.isExact = false;
  return tags.find(isTag);
}

/** Reads an id: a text, or a whole number. */
export const idOf = (value: unknown): string => (Number.isSafeInteger(value) ? String(value) : textOf(value));

/** Reads a section or a tag: a text, an object with name and URL, or the first of a list of these. */
export function linkOf(value: unknown, base: string, rich: ReadInline): Fields {
  const [first] = [value].flat();
  if (!isObject(first)) return { text: rich(first) };
  const [text] = valuesAt(first, "name|text|title");
  return { text: rich(text), url: firstAt(first, "link|url", pageUrl(base)) };
}

/** Reads a list of sections or tags. */
export const linksAt = (value: unknown, paths: string, base: string, rich: ReadInline): Fields[] =>
  (firstAt(value, paths, (all) => [all].flat()) ?? []).filter((one) => one != null)
    .map((one) => linkOf(one, base, rich));

/** Reads a text without marks; throws if its markup has several lines. */
export function wordsOf(value: unknown, rich: ReadInline): string {
  const given = String(isObject(value) ? value.rendered : value).trim();
  const words = plain(rich(value)).trim();
  // White space stays as it is.
  if (!/[<&[]/.test(given)) return given;
  if (/[\t\n\f\r]| {2}/.test(given)) certainty.isExact = false;
  return words.includes("\n") ? notPlain() : words;
}
