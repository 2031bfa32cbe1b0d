/** Separates the first blocks of a long article, so that they are shown before the whole article is decoded. */

import { characterCount } from "./preview/fields.ts";
import { stringify } from "./json.ts";
import type { NativeContent } from "./source.ts";

/** Number of blocks in the first chunk, enough for several screens. */
const CHUNK_BLOCKS = 64;

/** Articles with fewer blocks, or with a shorter text (UTF-16 code units), are decoded in one step. */
const MIN_BLOCKS = 400;
const MIN_LENGTH = 60_000;

interface FirstChunk {
  /** The article with only its first blocks; a string if the article is one. */
  content: NativeContent;
  /** Share of the article in this chunk, 0 to 1. */
  share: number;
}

/** Returns the first chunk of an article in Baca's own format; `null` if it is short or cannot be parsed. */
export function firstChunkOf(content: NativeContent): FirstChunk | null {
  const isText = typeof content === "string";
  if (isText && content.length < MIN_LENGTH) return null;
  try {
    const article = (isText ? JSON.parse(content) : content) as { body: unknown };
    const { body } = article;
    if (!Array.isArray(body) || body.length < MIN_BLOCKS) return null;
    const chunk = { ...article, body: body.slice(0, CHUNK_BLOCKS) };
    if (!isText) return { content: chunk, share: CHUNK_BLOCKS / body.length };
    const text = stringify(chunk);
    return { content: text, share: characterCount(text) / characterCount(content) };
  } catch {
    // The module reports what is wrong with the article.
    return null;
  }
}
