/** Writes an article as the modules do (`crates/wire/src/encode`), for those who read the element's `article`. */

import { type Fields, isObject } from "../preview/fields.ts";

/** Members that are texts with marks. */
const INLINES = /^(text|title|term|headline|dek|byline|caption|credit|attribution|bio)$/;

/** Returns a value without what is missing in it, and with texts in their short form. `key` is that of its member. */
function shortForm(value: unknown, key: string): unknown {
  const isInline = INLINES.test(key);
  if (Array.isArray(value)) {
    const all = value.map((one) => shortForm(one, key));
    const isShort = isInline && all.length < 2 && !(isObject(all[0]) && "name" in all[0]);
    return isShort ? all[0] : all.length ? all : undefined;
  }
  if (!isObject(value)) return value;
  const object = written(value);
  if (object.wbr) delete object.text;
  const { type, text } = object;
  const { length } = Object.keys(object);
  // An empty cell.
  if (!length && key === "rows") return "";
  if (length === 1 && (isInline || /^(items|rows)$/.test(key))) return text ?? object;
  return length === 2 && type === "paragraph" && typeof text === "string" ? text : object;
}

/** Returns an article, or an object in it, in the form in which the modules write it. */
export const written = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields)
  .map(([key, value]) => [key, shortForm(value, key)] as const)
  .filter(([key, value]) => value != null && (value !== false || key === "open")
    && (value !== "" || /^(alt|text)$/.test(key))));
