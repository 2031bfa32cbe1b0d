/**
 * Reads articles in other formats with `baca-readable.js` alone. If the whole article is plain and the script is
 * certain of all of it, the module that converts articles is not loaded; otherwise the plain beginning is the preview.
 */

import type { BacaReader } from "../baca.d.ts";
import { dateField } from "./dates.ts";
import type { PlainArticle } from "./formats/main.ts";
import { readable } from "./own-scripts.ts";
import { type Beginning, beginningOfPost } from "./preview/post.ts";
import { delay, painted } from "./scheduling.ts";
import type { NativeSource, Source } from "./source.ts";
import { trustedHtml as trust } from "./trusted-types.ts";

/** Formats that the script reads, and members of documents in them; a page begins with a tag. */
const FORMATS = /^(activitypub|ghost|html|json-feed|schema-org|wordpress)$/;
const MEMBERS = /^\s*<|"(@context|articleBody|content_html|content_text|rendered|uuid)"/;

/** Markup in JSON that only the module converts: players and forms. */
const NOT_PLAIN = /^\s*[[{][^]*(<|\\u003c)(audio|form|video)\b/;

/** Milliseconds that an article waits for the script. After that, the module is loaded too. */
const LATE_MS = 1000;

/** Returns whether the script can read a text, or the beginning of one. */
export const mayBePlain = (format: string, text: string): boolean =>
  (format ? FORMATS.test(format) : MEMBERS.test(text)) && !NOT_PLAIN.test(text);

/** What has been read of the beginning of each source. */
const early = new WeakMap<Source, Beginning | null>();

/** Reads the beginning of a plain post without the script, once; returns `null` if only that can. */
export function postIn({ format, item }: BacaReader, source: Source): Beginning | null {
  const known = early.get(source);
  if (known !== undefined) return known;
  let post: Beginning | null = null;
  try {
    source.value = JSON.parse(source.content as string);
    post = item ? null : beginningOfPost(source.value, source.base, format);
  } catch {
    // The script shows the article.
  }
  early.set(source, post);
  return post;
}

type Reading = Promise<PlainArticle | null | undefined>;

/** What has been read of each source. */
const readings = new WeakMap<Source, Reading>();

/** Reads what is plain in an article in another format, once; resolves with nothing if the script does not come. */
export function plainOf({ format, item }: BacaReader, source: Source & { content: string }): Reading {
  const reading = readings.get(source) ?? readable(({ plainArticle }) =>
    plainArticle(source.content, { ...source, format, item }, { dateField, trust }));
  readings.set(source, reading);
  return reading;
}

/**
 * Returns an article as the script has read it if it is certain of all of it, or as `convert` does, which loads the
 * module. If the script is late, the first of both is used.
 */
export function plainOrConverted(
  host: BacaReader,
  source: Source & { content: string },
  convert: () => Promise<NativeSource>,
): Promise<NativeSource> {
  // The script loads at once, and reads the article after the preview of its beginning has been painted.
  readable(() => {});
  const isSeen = !document.hidden && postIn(host, source) ? painted() : undefined;
  const plain = Promise.resolve(isSeen).then(() => plainOf(host, source)).then((read): NativeSource | undefined => {
    const { article: content, format, isExact, problems } = read ?? {};
    return isExact ? { content: content!, base: source.base, format: format!, original: source, problems } : undefined;
  });
  const converted = Promise.race([plain, delay(LATE_MS).then(() => undefined)]).then((read) => read ?? convert());
  const orConverted = () => plain.then((read) => read ?? converted);
  return Promise.race([orConverted(), converted.catch(orConverted)]);
}
