/** Reads texts as the formats write them: titles, names, captions, and bodies without markup. */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { inertBody } from "./inert.ts";
import type { Span } from "./line.ts";
import { type Blocks, inlineOf, MAX_LENGTH, PREVIEW_LENGTH } from "./markup.ts";
import { textOf } from "./values.ts";

/** Reads an inline of a format. */
export type ReadInline = (value: unknown) => string | Span[];

/** Reads plain text. */
export const plainText: ReadInline = (value) => textOf(value).trim();

/** Reads plain text that many producers escape: character references are decoded once, tags stay text. */
export const escapedText: ReadInline = (value) => decoded(textOf(value)).trim();

/** Reads markup, also in an object of the WordPress API. */
export const markup = (base: string): ReadInline => (value) =>
  inlineOf(textOf(isObject(value) ? value.rendered : value), base);

/** Reads a text that is markup if it has character references or end tags. */
export const textOrMarkup = (base: string): ReadInline => (value) =>
  (/&#?[a-zA-Z\d]{2,9};|<\/[a-zA-Z]|<br/.test(textOf(value)) ? markup : () => plainText)(base)(value);

/** Decodes the character references of a text, unless it has tags: then it was not escaped. */
export function decoded(text: string): string {
  if (/<[/!]*[a-z]/i.test(text) || !/&#?[a-z\d]{2,9};/i.test(text)) return text;
  return inertBody(text.replace(/&(?!#?[a-z\d]{2,9};)/gi, "&amp;").replaceAll("<", "&lt;")).textContent;
}

/**
 * Reads a body of plain text: blank lines separate paragraphs, and other line ends are line breaks; without blank
 * lines, each line is a paragraph.
 */
export function paragraphsOf(text: string): Blocks {
  const all = text.replace(/\r\n?|\u2029/g, "\n");
  const hasBlankLines = /\n\s*\n/.test(all.trim());
  const isWhole = all.length <= MAX_LENGTH;
  const shown = isWhole ? all : all.slice(0, all.lastIndexOf("\n", PREVIEW_LENGTH) + 1);
  const parts = shown.split(hasBlankLines ? /\n\s*\n/ : "\n")
    .map((part) => part.split("\n").map((line) => line.trim()).filter(Boolean));
  // A paragraph that may go on is not complete.
  if (!isWhole && hasBlankLines) parts.pop();
  const blocks = parts.filter(({ length }) => length).map((part) => ({
    type: "paragraph",
    text: part.flatMap<Fields | string>((line, index) => (index ? [{ break: true }, line] : [line])),
  }));
  return { blocks, isWhole, images: [], text: shown };
}

/** Reads a body that can be text or markup, or a list of texts. */
export function bodyOf(body: unknown): { html?: string; text?: string } {
  if (Array.isArray(body)) return { text: body.map((part) => decoded(textOf(part))).join("\n\n") };
  const text = body === undefined ? "" : textOf(body);
  if (/^\s*<[a-z!]/i.test(text)) return { html: text };
  // The pairs of its tags decide whether it is markup.
  if (/<\/p>|<br/.test(text)) notPlain();
  // A long text is not decoded as a whole.
  return { text: text.length > MAX_LENGTH && text.includes("&") ? notPlain() : decoded(text) };
}
