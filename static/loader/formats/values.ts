/**
 * Reads values of documents in other formats as `crates/convert/src/formats/common` does. Where it is not certain of
 * what the converter makes of a value, it throws.
 */

import { type Fields, isObject, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { plain } from "./repetitions.ts";
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

/** Lists the values at several paths, separated by `|`. A key that is applied to a list is one of its first element. */
export function valuesAt(value: unknown, paths: string): unknown[] {
  const found = paths.split("|").map((path) => path.split(".").reduce<unknown>((at, key) => {
    const inside = Array.isArray(at) && !/^\d+$/.test(key) ? at[0] as unknown : at;
    return isObject(inside) || Array.isArray(inside) ? (inside as Fields)[key] : undefined;
  }, value));
  return found.filter((value) => !isBlank(value));
}

/** Returns whether there is a value at one of several paths; a list has none but those at its indexes. */
export const has = (value: unknown, paths: string): boolean => paths.split("|").some((path) =>
  !isBlank(path.split(".").reduce<unknown>((at, key) => (at as Fields | undefined | null)?.[key], value)));

/** Selects the item of a list whose id or address is `item`; without `item`, the first one. */
export function pick(list: unknown, keys: string[], item: string, isUsable = isObject): Fields {
  const all = Array.isArray(list) ? list.filter(isUsable) : notPlain();
  return (item ? all.find((one) => keys.some((key) => String(one[key]) === item)) : all[0]) ?? notPlain();
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
  const text = textOf(reference).trim().replaceAll("&amp;", "&").replaceAll("&#038;", "&");
  // A fragment stays as it is.
  if (!isUrl(text, schemes) || !/^[^#].*[/:.?]|^[/?]/.test(text)) notPlain();
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
  return tags.find((tag) => /^[a-z]{2,3}(-[a-z\d-]*)?$/i.test(tag));
}

/** Reads a section or a tag: a text, or an object with name and URL. */
export function linkOf(value: unknown, base: string, rich: ReadInline): Fields {
  if (!isObject(value)) return { text: rich(value) };
  const [text] = valuesAt(value, "name|text|title|webTitle|keyword|data.name");
  return { text: rich(text), url: firstAt(value, "link|url", pageUrl(base)) };
}

/** Words before a name that the converter may remove. */
const PREFIX = new RegExp(
  "^(by|oleh|written|words|ditulis|penulis|autho?r|автор|yazan|بقلم|作者|著者|文|von|par|por|di|door|av)[\\s:：・/＝]",
  "i",
);

/** Members that the header shows beside a name or instead of it, and those that are a name if there is no other. */
const MORE = "byline|org|worksFor|affiliation";
const OTHER_NAMES = "displayName|webTitle|author_name|preferredUsername|data|fields|headline|title";

/** Returns the name in the URL of a person, as `name_from_url` in `entities.rs` does; throws for an address. */
function nameInUrl(url: string): string {
  const place = url.replace(/[?#].*/, "").replace(/\/+$/, "").replace(/^.*?:\/\//, "");
  const name = place.split(/[/:]/).at(-1)!.replace(/^@+/, "");
  const [, host, path] = /^([^/]*)\/(.*)/.exec(place) ?? [];
  if (name.includes("@")) notPlain();
  if (path !== undefined && /^(\d*|[\da-f-]{21,})$/i.test(name)) return host!;
  return path && /[/@]/.test(path) ? name : place;
}

/** Reads a person as `person` in `entities.rs` does, with the fields that the header shows. */
function person(value: unknown, base: string, rich: ReadInline): Fields | undefined {
  if (!isObject(value)) {
    const url = /^(https?|mailto):/.test(textOf(value).trim()) && absolute(value, base);
    return url ? { name: nameInUrl(url), url, isUrl: true } : { name: nameOf(value, rich) };
  }
  const [found] = valuesAt(value, "display_name|name");
  // The first URL is that of the person.
  const url = firstAt(value, "link|url|webUrl|website|sameAs|author_url|URL", pageUrl(base))
    ?? (/^(https?|mailto):/.test(value.id as string) ? pageUrl(base)(value.id) : undefined);
  if (has(value, MORE) || (!found && (url || has(value, OTHER_NAMES)))) notPlain();
  const role = firstAt(value, "jobTitle|role|position", (text) => plain(rich(text)).trim());
  return found ? { name: nameOf(found, rich), url, role } : undefined;
}

/** Reads a name that the converter leaves as it is. */
function nameOf(value: unknown, rich: ReadInline): string {
  const name = plain(rich(value)).trim();
  return !name || PREFIX.test(name) || /@|^https?:|\p{C}|\s{2}/u.test(name) ? notPlain() : name;
}

/** Reads the people at the first path that has any. */
export function peopleAt(value: unknown, paths: string, base: string, rich: ReadInline): Fields[] | undefined {
  for (const found of valuesAt(value, paths)) {
    const all = [found].flat().filter((one) => !isBlank(one));
    const people = all.flatMap<Fields>((one) => person(one, base, rich) ?? []);
    // A URL in place of a name is used only where nobody has a name.
    const named = people.filter(({ isUrl }) => !isUrl);
    if (people.length) return named.length ? named : people;
  }
  return undefined;
}
