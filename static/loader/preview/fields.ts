/**
 * Reads fields of Baca's own format as `crates/wire/src/decoder/values.rs` does: an invalid value counts as missing.
 */

/** An object of unknown shape. */
export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns an object unchanged; wraps any other value as `{[key]: value}`, since a plain value is its short form. */
export const fieldsOf = (value: unknown, key: string): Fields => (isObject(value) ? value : { [key]: value });

/** Returns a string, or a number as a string; `undefined` for all other values. */
export function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

/** Returns a string or number as a string; `undefined` if it is blank. */
export function textField(value: unknown): string | undefined {
  const text = stringOf(value);
  return text?.trim() ? text : undefined;
}

/** Counts code points, as `chars()` does in Rust. */
export const characterCount = (text: string): number => text.replace(/[\u{10000}-\u{10ffff}]/gu, "_").length;

/** Returns a flag; `false` if it is missing. Throws if the value is no boolean, which Rust reports as a problem. */
export function flagOf(value: unknown): boolean {
  return value == null ? false : typeof value === "boolean" ? value : notPlain();
}

/** Returns whether a URL reference resolves to a URL whose scheme matches (`crates/sys/src/url.rs`). */
export function isUrl(reference: unknown, schemes: RegExp): reference is string {
  try {
    // The base of every article has the scheme `http` or `https`.
    const text = textField(reference);
    return !!text && schemes.test(new URL(text, "http://a").protocol);
  } catch {
    return false;
  }
}

/** Schemes of links. */
export const LINKS = /^(https?|mailto|tel):$/;

/** Throws the error that ends the preview: the article would show this value differently, or it is invalid. */
export function notPlain(): never {
  throw new TypeError("not plain");
}
