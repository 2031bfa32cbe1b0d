/**
 * Reads values of documents in other formats as `crates/convert/src/formats/common` does. Where it is not certain of
 * what the converter makes of a value, it throws.
 */

import { type Fields, isObject, isUrl, LINKS, notPlain } from "../preview/fields.ts";

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

/** Returns whether there is a value at one of several paths. */
export const has = (value: unknown, paths: string): boolean => valuesAt(value, paths).length > 0;

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
  if (!isUrl(text, schemes)) notPlain();
  return new URL(text, base).href;
}

/** Returns the URL of a page, of which not every text has the form. */
export const pageUrl = (base: string) => (value: unknown): string =>
  /[/:.#?]/.test(textOf(value)) ? absolute(value, base) : notPlain();

/** Returns a date that needs no conversion; throws for all others. */
export const dateOf = (value: unknown): string => tools.dateField(value) ?? notPlain();

/** Returns a date in UTC that is written without its offset. */
export function utcDate(value: unknown): string {
  const date = dateOf(value);
  return /T[\d:.]+$/.test(date) ? dateOf(`${date}Z`) : date;
}

/** Returns a positive integer; throws for all other values. */
export const countOf = (value: unknown): number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) < 1e6 ? value as number : notPlain();

/** Returns the first language tag at the paths: BCP 47, or with underscores. */
export function languageAt(value: unknown, paths: string): string | undefined {
  const tags = valuesAt(value, paths).map((tag) => textOf(tag).trim().replaceAll("_", "-"));
  return tags.find((tag) => /^[a-z]{2,3}(-[a-z\d-]*)?$/i.test(tag));
}

/** Words before a name that the converter may remove. */
const PREFIX = /^(by|oleh|written|words|ditulis|penulis|author|von|par|por|di|door|av|af)[\s:]/i;

/** How a format writes names: converts them to text. */
export type ReadName = (value: unknown) => string;

/** Reads a person as `person` in `entities.rs` does, with the fields that the header shows. */
function person(value: unknown, base: string, name: ReadName): Fields | undefined {
  if (!isObject(value)) return { name: nameOf(value, name) };
  const [found] = valuesAt(value, "display_name|name");
  // The first URL is that of the person.
  const url = firstAt(value, "link|url|website", pageUrl(base));
  if (has(value, "byline|jobTitle|role|position|org") || (url && !found)) notPlain();
  return found ? { name: nameOf(found, name), url } : undefined;
}

/** Reads a name that the converter leaves as it is. */
function nameOf(value: unknown, read: ReadName): string {
  const name = read(value).trim();
  return !name || PREFIX.test(name) || /@|^https?:|\p{C}|\s{2}/u.test(name) ? notPlain() : name;
}

/** Reads the people at the first path that has any. */
export function peopleAt(value: unknown, paths: string, base: string, name: ReadName): Fields[] | undefined {
  for (const found of valuesAt(value, paths)) {
    const all = [found].flat().filter((one) => !isBlank(one));
    const people = all.flatMap<Fields>((one) => person(one, base, name) ?? []);
    if (people.length) return people;
  }
  return undefined;
}
